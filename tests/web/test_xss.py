"""Hostile text on every page, in a real browser: nothing of it runs, nothing is asked of anybody else, the console stays silent."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from everywhere import Everywhere, everywhere
from hostile import BEACON, PROJECT, attack, hostile_store
from playwright.sync_api import Browser, Page, expect
from reporting import Explorer, Kept, Reporter, at_work, explorer_over, press

from edgewise.views import addresses
from edgewise.web.app import PLACES

pytestmark = pytest.mark.browser
PAGES = [place.path for place in PLACES if place.twins and not place.decides]
P = attack("P")
LED = re.compile(r"[/#?]|https?://|$")  # where a link may lead: to us, or to the web
MADE = """[...document.querySelectorAll('*')].filter((one) =>
        one.matches('img, iframe, object, embed, base, style, script:not([src^="/static/"])')
        || (!one.closest('#canvas') && [...one.attributes].some(({ name }) => /^on|^srcdoc$|^style$|^formaction$/.test(name))))
    .map((one) => one.outerHTML.slice(0, 200))"""
LINKS = (
    "[...document.querySelectorAll('a, area, use, image')].map((one) => one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? '')"
)


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """An explorer over the hostile store."""
    with explorer_over(Kept(hostile_store(tmp_path_factory.mktemp("hostile") / "hostile.db")), PROJECT) as made:
        yield made


@pytest.fixture(scope="module")
def known(explorer: Explorer) -> Everywhere:
    return everywhere(explorer.desk, 3)


@pytest.fixture(scope="module")
def visitor(browser: Browser, explorer: Explorer) -> Iterator[Reporter]:
    with at_work(browser, explorer) as made:
        yield made.come_back()


@pytest.fixture
def reporter(visitor: Reporter) -> Iterator[Reporter]:
    """A reporter at the hostile explorer; after each test all was quiet."""
    yield visitor
    visitor.quiet()


def inert(page: Page) -> None:
    """Nothing that a document says has become an element, a handler or a way out of the web."""
    assert page.evaluate(MADE) == []
    assert [link for link in page.evaluate(LINKS) if not LED.match(link) or link.startswith(("//", "/\\"))] == []


def use(reporter: Reporter) -> None:
    """Open what opens, and hover and focus what can be."""
    page = reporter.page
    reporter.of("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    for what in ("main a", "tbody tr", "figure", "li", ".mark", "main button", "svg"):
        one = page.locator(f"{what}:visible").first
        if one.count():
            one.hover(force=True)
    reporter.of("document.querySelectorAll('a, button, input, [tabindex]').forEach((one) => one.focus())")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_inert(reporter: Reporter, known: Everywhere, path: str) -> None:
    for address in known.pages[path][:6]:
        reporter.go(address)
        expect(reporter.page.locator("footer.site")).to_be_visible()
        if address.startswith("/graph"):
            reporter.drawn()
        use(reporter)
        inert(reporter.page)
        reporter.quiet()


def test_what_is_shown_is_what_is_said(reporter: Reporter) -> None:
    """Escaped once, and not twice: a reader sees the very text."""
    reporter.go("/search?limit=200")
    shown = set(reporter.page.locator("main bdi").all_inner_texts())
    assert {P.replace("'P'", "'name'"), "__proto__", "{{ 7 * 7 }}{% raw %}", "👻", "%3Cscript%3E"} <= shown
    assert not any("&lt;" in text or "49" in text for text in shown)


def test_titles_of_pages_are_text(reporter: Reporter, known: Everywhere) -> None:
    reporter.go(known.pages["/entities/{id}"][0])
    assert "<script>window.__pwn=1</script>" in reporter.page.title()


def around_the_first(reporter: Reporter) -> list[str]:
    """Go to the canvas round the best-linked hostile name; gives the ids there."""
    reporter.go(everywhere(reporter.explorer.desk).pages["/graph"][0])
    reporter.drawn()
    return list(reporter.of("network.body.data.nodes.getIds()"))


def test_names_and_lines_of_the_canvas_are_hovered_and_clicked(reporter: Reporter) -> None:
    page = reporter.page
    nodes = around_the_first(reporter)
    reporter.of("network.setOptions({ interaction: { tooltipDelay: 0 } })")
    spot = """(of) => { const at = of.map((id) => network.getPosition(id));
        const c = network.canvasToDOM({ x: at.reduce((a, b) => a + b.x, 0) / at.length, y: at.reduce((a, b) => a + b.y, 0) / at.length });
        const r = document.getElementById('canvas').getBoundingClientRect(); return [c.x + r.x, c.y + r.y] }"""
    for of in [[node] for node in nodes[:10]] + reporter.of("network.body.data.edges.get().slice(0, 6).map((e) => [e.from, e.to])"):
        page.mouse.move(*reporter.of(spot, of))
        page.mouse.move(*(place + 1 for place in reporter.of(spot, of)))
        page.mouse.click(*reporter.of(spot, of))
        expect(page.locator("#graph")).not_to_have_attribute("aria-busy", "true")
    inert(page)
    reporter.quiet()


def test_everything_beside_the_canvas_is_used(reporter: Reporter) -> None:
    page = reporter.page
    around_the_first(reporter)
    for link in ("a.sentence", "a.name"):
        for row in range(3):
            page.locator("#table").locator(link).nth(row).click()
            expect(page.locator("#panel h2")).to_be_visible()
            inert(page)
    for tick in (0, 1):
        page.locator("#table input[name=tick]").nth(tick).check()
    for id in reporter.of("network.body.data.nodes.getIds()")[2:4]:
        page.locator(f"#table tr[data-id='{id}']").get_by_role("link", name="Hide").click()
        page.wait_for_function("(id) => network.body.data.nodes.get(id) === null", arg=id)
    page.locator("#hidden summary").click()
    page.locator("#hidden-list button").first.click()
    for entry in page.locator("#types button:visible").all()[:2]:
        entry.click()
    page.locator("#add-name").press_sequentially("<img")
    expect(page.locator(".suggested:visible li").first).to_be_visible()
    page.locator(".suggested:visible li").first.hover()
    press(page, "ArrowDown")
    press(page, "Enter")
    expect(page.locator("#graph")).not_to_have_attribute("aria-busy", "true")
    inert(page)


@pytest.mark.parametrize("typed", [P, "<img", "href", "__proto__", "constructor", "\u2028x", "👻", "1", "javascript:", "{{", "%3C"])
def test_hostile_words_are_searched_for(reporter: Reporter, typed: str) -> None:
    page = reporter.page
    reporter.go("/about")
    with page.expect_response("**/search.json*") as answer:
        page.locator("#find").fill(typed)
    found = answer.value.json()["entities"]
    options = page.locator(".suggested li")
    expect(options).to_have_count(len(found))
    for option in options.all():
        option.hover()
    inert(page)
    page.locator("#find").press("Enter")
    page.wait_for_url("**/search?*")
    assert page.locator("main input[name=q]").input_value() == typed.strip()
    inert(page)


QUESTIONS = (
    P,
    f"What is known about {P}?",
    f"How is {P} linked to __proto__?",
    f"Who hosts {attack('name')}?",
    "What is known about constructor?",
)


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_hostile_questions_are_asked(reporter: Reporter, question: str) -> None:
    reporter.go(addresses.ask(question))
    expect(reporter.page.locator("h1")).to_contain_text("<img src=x") if "<img" in question else None
    use(reporter)
    inert(reporter.page)


Q = json.dumps(P)
STATEMENTS = {
    "a string": f"RETURN {Q} AS cell",
    "a list": f"RETURN [{Q}, [{Q}]] AS cell",
    "a map": f"RETURN {{`k`: {Q}, `__proto__`: {Q}}} AS cell",
    "a column": f"RETURN 1 AS `{P}`",
    "nodes and links": "MATCH (a)-[r]->(b) RETURN a, r, b, properties(a) AS map, keys(b) AS keys, labels(a) AS labels LIMIT 200",
    "paths": "MATCH p = (a:Entity)-[*1..2]-(b:Entity) RETURN p LIMIT 40",
    "claims": "MATCH (c:Claim)-[:IN]->(d:Document) RETURN c, c.quote, c.role, d, d.title, d.url, d.publisher LIMIT 200",
    "an error": f"MATCH (n) WHERE n.x = {Q} RETRUN n",
    "an unknown function": f"RETURN `{P}`({Q})",
    "an unknown name": f"RETURN `{P}`",
    "an address": f"RETURN 'javascript:window.__pwn=1' AS a, '//evil.example/x' AS b, {json.dumps(BEACON)} AS c, 'data:text/html,x' AS d",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_hostile_statements_are_run(reporter: Reporter, what: str) -> None:
    reporter.go(addresses.cypher(STATEMENTS[what]))
    expect(reporter.page.locator("main .problem, main table.results").first).to_be_visible()
    use(reporter)
    inert(reporter.page)
    if what in ("nodes and links", "paths"):
        reporter.go(addresses.address("/graph", cypher=STATEMENTS[what]))
        reporter.drawn()
        inert(reporter.page)


def test_where_a_document_was_found_leads_to_the_web_alone(reporter: Reporter, explorer: Explorer) -> None:
    for document in explorer.desk.view().documents[:12]:
        reporter.go(addresses.document(document))
        out = [link for link in reporter.of(LINKS) if not link.startswith(("/", "#"))]
        assert all(link.startswith(("http://evil.example/", "https://example.org/")) for link in out)
        inert(reporter.page)


def test_parts_of_pages_opened_on_their_own_are_inert(reporter: Reporter, known: Everywhere) -> None:
    for path in ("/graph/table", "/graph/panel", "/graph/next"):
        for address in known.parts[path]:
            reporter.go(address)
            inert(reporter.page)


def opened(browser: Browser, file: Path) -> None:
    """Open a file in a browser of its own: it runs nothing of what it says, and asks for nothing."""
    with browser.new_context() as context:
        page = context.new_page()
        said: list[str] = []
        page.on("request", lambda request: said.append(request.url) if request.url != file.as_uri() else None)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())
        if file.suffix == ".html":
            for row in page.locator("tbody a").all()[:10]:
                row.evaluate("element => element.click()")
            page.locator("#search").fill(P)
        page.mouse.move(300, 300)
        assert not page.evaluate("'__pwn' in window")
        assert said == []


@pytest.mark.parametrize("end", ["picture.svg", "page.html"])
def test_a_file_that_is_handed_on_is_inert(browser: Browser, reporter: Reporter, known: Everywhere, tmp_path: Path, end: str) -> None:
    for number, address in enumerate(known.pages["/graph"][:2]):
        file = tmp_path / f"{number}-{end}"
        file.write_bytes(reporter.page.request.get(reporter.explorer.origin + address.replace("/graph", f"/graph/{end}", 1)).body())
        opened(browser, file)


def test_files_for_other_tools_hold_the_text_and_nothing_else(reporter: Reporter, known: Everywhere) -> None:
    def fetched(address: str) -> bytes:
        return reporter.page.request.get(reporter.explorer.origin + address).body()

    for address in known.pages["/graph"]:
        for end in ("picture.svg", "links.graphml"):
            tags = {one.tag.rpartition("}")[2] for one in ET.fromstring(fetched(address.replace("/graph", f"/graph/{end}", 1))).iter()}
            assert not tags & {"script", "img", "image", "foreignObject", "a", "iframe"}
    for address in ("/search", "/links", "/documents", "/unread", "/review/log"):
        rows = list(csv.reader(io.StringIO(fetched(f"{address}.csv").decode("utf-8"))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell[:1] in "=+@\t" and cell]


class Tags(HTMLParser):
    """The tags of a page, and the attributes that could run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag in {"img", "iframe", "object", "embed", "base", "style"} or (
            tag == "script" and not (names.get("src") or "").startswith("/static/")
        ):
            self.found.add(tag)
        self.found |= {name for name in names if name.startswith("on") or name in ("style", "srcdoc")}


def test_every_thing_that_is_known_has_an_inert_page(reporter: Reporter, explorer: Explorer) -> None:
    """Without a browser, so that it can be all of them."""
    view = explorer.desk.view()
    every = [addresses.entity(id) for id in view.entities] + [addresses.link(id) for id in view.links]
    every += [addresses.document(id) for id in view.documents] + [addresses.claim(id) for link in view.links.values() for id in link.claims]
    every += [addresses.graph(id) for id in list(view.entities)[:5]]
    for address in every:
        answer = reporter.page.request.get(explorer.origin + address)
        assert answer.ok, address
        assert Tags(answer.text()).found == set(), address


def parameters(place: Any) -> list[str]:
    """The parameters that a page reads from its address, as its module says them."""
    source = Path(place.page.__code__.co_filename).read_text(encoding="utf-8")
    names = set(re.findall(r"asked\.(?:text|texts|number|choice)\(\"([a-z_]+)\"", source))
    if "state_of" in source:
        names |= {"around", "from", "to", "cypher", "query", "link", "step", "pin", "no", "years", "chosen", "p.name", "q"}
    if "load_queries" in source:
        names |= {"name", "first", "second", "since", "least"}
    return sorted(names) or ["q"]


@pytest.mark.parametrize("path", [place.path for place in PLACES if not place.decides])
def test_whatever_an_address_says_is_echoed_as_text(reporter: Reporter, explorer: Explorer, known: Everywhere, path: str) -> None:
    """Every parameter; a browser looks at each page that says it again."""
    place = next(place for place in PLACES if place.path == path and not place.decides)
    first = (known.pages | known.parts)[path][0].partition("?")[0]
    tried = [addresses.address(first, **{name: P}) for name in parameters(place)]
    tried += [
        addresses.address(first, **dict.fromkeys(("from", "to"), P)),
        addresses.address(first, **dict.fromkeys(("a", "b"), P)),
        f"{first}?{P}",
    ]
    if "{" in path:
        tried.append(re.sub(r"\{\w+\}", quote(P, safe=""), path))
    for address in tried:
        answer = reporter.page.request.get(explorer.origin + address, max_redirects=0)
        assert answer.status < 500, address
        if "text/html" in answer.headers.get("content-type", "") and "attachment" not in answer.headers.get("content-disposition", ""):
            assert Tags(answer.text()).found == set(), address
            if "img src=x" in answer.text():
                reporter.go(address)
                inert(reporter.page)


def test_what_is_taken_for_markup_is_seen(browser: Browser, explorer: Explorer) -> None:
    """And the policy stops what would run, and says so on the console."""
    with at_work(browser, explorer) as careless:
        page = careless.enter("/about").page
        page.evaluate("(text) => document.querySelector('main').insertAdjacentHTML('beforeend', text)", P)
        with pytest.raises(AssertionError):
            inert(page)
        page.wait_for_function("() => document.querySelector('main img').complete")
        assert page.evaluate("window.__pwn") is None
        assert any("Content Security Policy" in words for words in careless.complaints)
        careless.complaints.clear()
