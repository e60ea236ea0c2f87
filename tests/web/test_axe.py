"""No page keeps anybody out: axe-core finds nothing serious, light and dark, on a wide screen and on a phone, whatever is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from everywhere import everywhere
from playwright.sync_api import Browser, Page, expect
from reporting import Explorer, Kept, Reporter, at_work, explorer_over, press

from edgewise.web.app import PLACES

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
OF_COLOUR = ("color-contrast", "link-in-text-block")  # the rules that another colour scheme can break
EACH = {"light": 2, "dark": 1, "phone": 1}  # addresses of a page that are looked at
PAGES = [place.path for place in PLACES if place.twins and not place.decides]
Opens = Callable[[Page], None]


@pytest.fixture(scope="module")
def explorer(example_store: Any) -> Iterator[Explorer]:
    """The explorer over the example; nothing is decided at it."""
    with explorer_over(Kept(str(example_store))) as made:
        yield made


@pytest.fixture(scope="module", params=LOOKS)
def looked(request: pytest.FixtureRequest, browser: Browser, explorer: Explorer) -> Iterator[Reporter]:
    """A reporter whose browser has one look."""
    with at_work(browser, explorer, **LOOKS[request.param]) as made:
        yield made.come_back()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> str:
    """The look of the reporter's browser."""
    return str(request.node.callspec.params["looked"])


def serious(page: Page, look: str = "light") -> list[str]:
    """What axe-core finds of serious or critical impact: the rule, what is wrong, and where."""
    page.evaluate(AXE)  # as a debugger does, which no policy of the page stops
    only = {"runOnly": {"type": "rule", "values": list(OF_COLOUR)}} if look == "dark" else {}
    found = page.evaluate("(how) => axe.run(document, how)", {"resultTypes": ["violations"]} | only)
    return [
        f"{one['impact']}: {one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_on_any_page(looked: Reporter, look: str, path: str) -> None:
    for address in everywhere(looked.explorer.desk).pages[path][: EACH[look]]:
        looked.go(address)
        if address.startswith("/graph"):
            looked.drawn()
        looked.of("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert serious(looked.page, look) == [], address


def _suggestions(page: Page) -> None:
    page.locator("#find").press_sequentially("a")
    expect(page.get_by_role("option").first).to_be_visible()
    press(page, "ArrowDown")


def _panel(page: Page) -> None:
    page.locator("#table a.sentence").first.click()
    expect(page.locator("#panel blockquote").first).to_be_visible()


def _name_panel(page: Page) -> None:
    page.locator("#table a.name").first.click()
    expect(page.locator("#acts")).to_be_visible()
    expect(page.locator("#panel h2")).to_be_visible()


def _keys(page: Page) -> None:
    press(page, "?")
    expect(page.locator("dialog#keys")).to_be_visible()


def _hidden(page: Page) -> None:
    page.locator("#table").get_by_role("link", name="Hide").first.click()
    expect(page.locator("#hidden")).to_be_visible()
    page.locator("#hidden summary").click()


def _chosen_claim(page: Page) -> None:
    press(page, "n")
    expect(page.locator(".card.chosen")).to_have_count(1)


def _news(page: Page) -> None:
    page.evaluate("document.getElementById('news').hidden = false")


OPEN: dict[str, tuple[str, Opens]] = {
    "suggestions": ("/", _suggestions),
    "a link beside the canvas": ("/graph", _panel),
    "a name beside the canvas": ("/graph", _name_panel),
    "the keys of the canvas": ("/graph", _keys),
    "hidden names": ("/graph", _hidden),
    "a claim in its document": ("/documents/{id}", _chosen_claim),
    "news": ("/", _news),
}


@pytest.mark.parametrize("what", OPEN)
def test_nothing_serious_where_something_is_open(looked: Reporter, look: str, what: str) -> None:
    path, open_it = OPEN[what]
    looked.go(everywhere(looked.explorer.desk).pages[path][0])
    if path == "/graph":
        looked.drawn()
    open_it(looked.page)
    assert serious(looked.page, look) == []


def test_the_door_keeps_nobody_out_who_comes_without_a_key(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer) as stranger:
        stranger.page.goto(explorer.origin)
        assert serious(stranger.page) == []


def test_what_is_wrong_is_found(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer) as reporter:
        page = reporter.enter("/about").page
        reporter.of("document.querySelector('main').append(document.createElement('img'), document.createElement('button'))")
        reporter.of("document.querySelector('h1').attributeStyleMap.set('color', '#eee')")
        assert {line.split(": ")[1] for line in serious(page)} >= {"button-name", "image-alt", "color-contrast"}
