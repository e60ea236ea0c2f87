"""The page in Chromium: hostile text is inert, nothing is asked of any network, and what it promises to a reader works."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import showing
from showing import AMAZON, AWS, ICE, ICM, NO_CONTRACT, PICTURE, REKOGNITION, claim, entities_of, entity, link
from waiting import until

from edgewise.questions.nouns import EntityShown
from edgewise.views import style
from edgewise.views.page import notebook_view, page
from edgewise.views.picture import Picture

pytestmark = pytest.mark.browser
Visits = Callable[..., Any]


def attack(tag: str) -> str:
    mark = f"window.__pwn=(window.__pwn||[]).concat('{tag}')"
    return f'<img src=x onerror="{mark}"></script><script>{mark}</script>'


def picture(*links: Any, **given: Any) -> Picture:
    return replace(PICTURE, links=links, entities=entities_of(*links), focus=(), **given)


def named(*names: str, **given: Any) -> Picture:
    """Each name hosts the next one."""
    return picture(*(link(claim(a, "hosts", b, f"{a} hosts {b}.")) for a, b in pairwise(names)), **given)


def hostile_words() -> Picture:
    words = {key: attack(key) for key in ("about", "role", "amount", "place", "date", "said_by", "title", "source", "published")}
    said = claim(AWS, "hosts", ICM, attack("quote"), url=None, read_by=(attack("read_by"),), **words)
    denial = claim(ICE, "uses", REKOGNITION, attack("denial"), polarity="negated", **words)
    return picture(link(said, standing="disputed", contesting=(denial,)), denials=(denial,), unconfirmed=(said,), note=attack("note"))


def hostile_addresses() -> Picture:
    urls = (
        "javascript:window.__pwn=['url']",
        "data:text/html,<script>window.__pwn=1</script>",
        "//evil.example/x",
        " javascript:0",
        "java\nscript:0",
    )
    return picture(*(link(claim(AWS, "hosts", f"Site {n}", f"Quote {n}.", url=url)) for n, url in enumerate(urls)))


def hostile_ids() -> Picture:
    ids = (attack("id"), "__proto__")
    one = link(claim(AWS, "hosts", ICM, "AWS hosts ICM."), id=attack("link"), subject_id=ids[0], object_id=ids[1])
    return Picture(
        attack("title"), (EntityShown(ids[0], AWS, "Organization", ()), EntityShown(ids[1], ICM, "System", ())), (one,), focus=ids
    )


ODD_NAMES = ("__proto__", "constructor", "toString", "", "\u2028", "👻", "1", " 1", "hasOwnProperty", "\u202eECI", "\x00", "null")
BEACON = "http://evil.example/beacon.png"
VECTORS: dict[str, Callable[[], Picture]] = {
    "1 a name": lambda: named(attack("name"), AWS, title=attack("title")),
    "2 a name with href": lambda: named(attack("name") + " href ", AWS),
    "3 a name beside one with href": lambda: named(attack("name"), "the href company"),
    "4 and 5 words of a claim": hostile_words,
    "6 addresses": hostile_addresses,
    "7 ids": hostile_ids,
    "8 odd names": lambda: named(*ODD_NAMES),
    "9 an end of script and style": lambda: named(
        "red}</style><script>window.__pwn=1</script>", "</script><!--<script>", title="</title></style>", note="]]>--></script>"
    ),
    "11 a beacon": lambda: picture(
        link(claim(AWS, "hosts", ICM, f'<img src="{BEACON}">', title=f"url({BEACON})", url=BEACON, source=f"![]({BEACON})"))
    ),
}  # fmt: skip


def use_all_of_it(seen: Any) -> None:
    """Hover and choose the first names and lines and every row and list; filter, sort and search."""
    for node in seen.of("data = JSON.parse(document.getElementById('data').textContent), data.nodes.map(n => n.id)")[:3]:
        seen.page.mouse.move(*seen.spot(f"network.getPosition('{node}')"))
        seen.page.wait_for_timeout(230)  # longer than the delay of a tooltip
        seen.page.mouse.click(*seen.spot(f"network.getPosition('{node}')"))
    for first, second in seen.of("data.edges.map(e => [e.from, e.to])")[:2]:
        middle = "(([a, b]) => ({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}))"
        seen.page.mouse.move(*seen.spot(f"{middle}([network.getPosition('{first}'), network.getPosition('{second}')])"))
        seen.page.wait_for_timeout(230)
        seen.page.mouse.click(*seen.spot(f"{middle}([network.getPosition('{first}'), network.getPosition('{second}')])"))
    for row in seen.page.locator("tbody a, summary, th button, #standings input").all():
        row.evaluate("element => element.click()")
    for words in (attack("search"), "a", "__proto__", "\u2028"):
        seen.page.locator("#search").fill(words)
    seen.page.keyboard.press("Enter")


@pytest.mark.parametrize("vector", VECTORS)
def test_hostile_text_is_inert(visit: Visits, vector: str) -> None:
    seen = visit(page(VECTORS[vector]()), fragment=attack("fragment"))
    use_all_of_it(seen)
    seen.quiet()
    addresses = seen.of("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert all(re.match(r"#[ln]\d+$|https?://", address) for address in addresses)
    made = "document.querySelectorAll('img, iframe, object, embed, link, form, script:not([type]), style').length"
    assert seen.of(made) == 4  # our three scripts and our style sheet


def test_what_is_searched_is_echoed_as_text(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    seen.page.locator("#search").fill(attack("search"))
    assert attack("search") in seen.page.locator("#found").inner_text()
    seen.quiet()


def test_the_policy_stops_what_would_get_through(visit: Visits) -> None:
    """Were the escaping broken, the policy would still hold, and a test would see it complain."""
    seen = visit(page(PICTURE).replace("<header>", f"<header>{attack('broken')}"))
    assert seen.of("window.__pwn") is None
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)
    with pytest.raises(AssertionError):
        seen.quiet()


def test_a_link_in_the_table_opens_its_quotes_and_speakers(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    seen.page.get_by_role("link", name="pitched to, about Amazon Rekognition").click()
    panel = seen.page.locator("article.open").inner_text()
    assert "Amazon Web Services pitched Amazon Rekognition to Immigration and Customs Enforcement" in panel
    assert "In June 2018 Amazon's sales people showed the agency its face recognition in Redwood City." in panel
    assert "Said by Project On Government Oversight" in panel
    assert "Confirmed means" in panel
    assert seen.of("network.getSelectedEdges()") == ["e0"]
    assert seen.page.locator("tr.chosen").count() == 1
    assert seen.page.url.endswith("#l0")
    seen.quiet()


def test_a_contested_link_shows_who_speaks_against_it(visit: Visits) -> None:
    seen = visit(page(PICTURE), fragment="l3")
    against = seen.page.locator("article.open .against").inner_text()
    assert NO_CONTRACT.quote in against
    assert "said not to be so" in against


def test_a_click_on_a_name_and_on_a_line_in_the_picture(visit: Visits) -> None:
    seen = visit(page(picture(showing.HOSTS)))
    seen.page.mouse.click(*seen.spot("network.getPosition('n0')"))
    assert seen.page.locator("article.open h2").inner_text().strip() == AWS
    seen.page.locator("article.open a").click()
    assert showing.HOSTS.claims[0].quote in seen.page.locator("article.open").inner_text()
    seen.page.mouse.click(*seen.spot("network.getPosition('n1')"))
    ends = "[network.getPosition('n0'), network.getPosition('n1')]"
    seen.page.mouse.click(*seen.spot(f"(([a, b]) => ({{x: a.x * .7 + b.x * .3, y: a.y * .7 + b.y * .3}}))({ends})"))
    assert showing.HOSTS.sentence in seen.page.locator("article.open h2").inner_text()
    seen.page.mouse.click(*seen.spot("{x: network.getPosition('n0').x, y: network.getPosition('n0').y - 250}"))
    assert seen.page.locator("article.open").count() == 0


def test_a_filter_by_standing_hides_lines_and_rows(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    drawn = "data.edges.filter(e => network.body.data.edges.get(e.id).hidden).map(e => e.standing)"
    seen.of("data = JSON.parse(document.getElementById('data').textContent)")
    assert seen.of(drawn) == []
    seen.page.get_by_role("checkbox", name="alleged").uncheck()
    assert set(seen.of(drawn)) == {"alleged"}
    assert seen.page.locator("tr[data-standing=alleged]:visible").count() == 0
    assert seen.page.locator("tr[data-standing=reported]:visible").count() > 0
    assert seen.page.locator("#rows").inner_text() == f"{len(PICTURE.links) - 3} of {len(PICTURE.links)}"


def test_search_finds_a_name_by_its_alias_from_the_keyboard(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("icm")
    assert seen.page.locator("#found button").all_inner_texts() == [f"{ICM} (System)"]
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("article.open h2").inner_text().strip() == ICM
    assert seen.of("network.getSelectedNodes().length") == 1
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("réKOGnition")
    assert seen.page.locator("tbody tr:visible").count() == sum(REKOGNITION in (x.subject, x.object, x.about) for x in PICTURE.links)
    seen.page.keyboard.press("Escape")
    assert seen.page.locator("tbody tr:visible").count() == len(PICTURE.links)


def test_the_keyboard_opens_and_closes_a_link_and_comes_back(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    row = seen.page.get_by_role("link", name="hosts", exact=True)
    row.focus()
    seen.page.keyboard.press("Enter")
    assert seen.of("document.activeElement.id") == "panel"
    seen.page.keyboard.press("Escape")
    assert seen.page.locator("article.open").count() == 0
    assert seen.of("document.activeElement.getAttribute('href')") == "#l1"


def test_the_table_sorts_both_ways_and_says_so(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    standing = seen.page.get_by_role("button", name="Standing")
    order = "[...document.querySelectorAll('tr[data-link]')].map(row => row.dataset.standing)"
    standing.click()
    assert seen.of(order)[0] == "confirmed"
    assert seen.of(order)[-1] == "disputed"
    standing.click()
    assert seen.of(order)[0] == "disputed"
    assert seen.page.locator("th[aria-sort=descending]").inner_text().startswith("Standing")


def test_denials_and_unconfirmed_claims_are_listed_and_not_drawn(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    assert "Said not to be so: " + NO_CONTRACT.sentence in seen.page.locator("#denials").inner_text()
    assert "Planned: " in seen.page.locator("#unconfirmed").inner_text()
    assert not any("biometrics" in text for text in seen.page.locator("tbody tr").all_inner_texts())
    assert seen.of("network.body.data.edges.length") == len(PICTURE.links)


def test_a_refuted_link_is_listed_and_not_drawn(visit: Visits) -> None:
    gone = link(claim(AMAZON, "owns", "Palantir", "Amazon bought Palantir."), standing="refuted")
    seen = visit(page(picture(showing.HOSTS, gone)))
    assert seen.of("network.body.data.edges.length") == 1
    seen.page.get_by_role("link", name="owns").click()
    assert "a record says otherwise" in seen.page.locator("article.open").inner_text()
    seen.quiet()


def test_light_and_dark_follow_the_system(visit: Visits) -> None:
    seen = visit(page(PICTURE), color_scheme="light")
    colours = "[getComputedStyle(document.body).backgroundColor, network.body.nodes.n0.options.font.color]"
    assert seen.of(colours) == ["rgb(255, 255, 255)", style.LIGHT.text]
    seen.page.emulate_media(color_scheme="dark")
    until(lambda: seen.of(colours)[1] == style.DARK.text)  # asked from here: the page's policy forbids Playwright to ask again there
    assert seen.of(colours) == ["rgb(20, 24, 29)", style.DARK.text]


def test_a_small_screen_shows_the_table_first(visit: Visits) -> None:
    seen = visit(page(PICTURE), viewport={"width": 400, "height": 800})
    top = {id: seen.of(f"document.querySelector('{id}').getBoundingClientRect().top") for id in ("#list", "#picture")}
    assert top["#list"] < top["#picture"]
    assert seen.of("document.documentElement.scrollWidth") <= 400
    seen.page.get_by_role("link", name="hosts", exact=True).click()
    assert seen.page.locator("article.open").is_visible()


def test_a_print_carries_every_quote(visit: Visits) -> None:
    seen = visit(page(PICTURE))
    seen.page.emulate_media(media="print")
    assert all(article.is_visible() for article in seen.page.locator("article:not(.entity)").all())
    assert not seen.page.locator("#search").is_visible()
    seen.page.set_viewport_size({"width": 700, "height": 1000})  # as wide as paper
    assert seen.of("getComputedStyle(document.querySelector('td')).display") == "table-cell"


def test_without_scripts_every_quote_can_be_read(visit: Visits) -> None:
    seen = visit(page(PICTURE), java_script_enabled=False)
    assert seen.page.get_by_text(showing.HOSTS.claims[0].quote).is_visible()


def test_a_large_picture_opens_with_the_most_linked_names_and_adds_more(visit: Visits) -> None:
    stars = [link(claim(AMAZON if n < 160 else AWS, "funds", f"Charity {n}", f"It funds charity {n}.")) for n in range(200)]
    seen = visit(page(picture(*stars)))
    assert seen.page.locator("#shown").inner_text() == "150 of 202 names shown."
    assert not seen.of("network.body.data.nodes.get('n0').hidden")
    assert seen.of("network.getScale()") >= 0.4  # words can be read
    seen.page.get_by_role("button", name="Show more").click()
    assert seen.page.locator("#shown").inner_text() == "175 of 202 names shown."
    seen.page.get_by_role("link", name="Charity 99", exact=True).click()
    assert seen.page.locator("#shown").inner_text() == "176 of 202 names shown."


def test_an_empty_picture_says_so(visit: Visits) -> None:
    seen = visit(page(Picture("Who owns FALCON?", (), ())))
    assert "No link was found." in seen.page.locator("tbody").inner_text()
    seen.page.locator("#search").fill("falcon")
    seen.page.get_by_role("button", name="Claims").click()
    seen.quiet()


def test_a_notebook_shows_it_shut_off_from_the_notebook(visit: Visits) -> None:
    view = notebook_view(replace(PICTURE, title=attack("title")), height=500)
    seen = visit(f"<!doctype html><body>{view._repr_html_()}</body>")
    inside = seen.page.frame_locator("iframe")
    inside.get_by_role("link", name="hosts", exact=True).click()
    assert showing.HOSTS.claims[0].quote in inside.locator("article.open").inner_text()
    inside.locator("article.open .ends a").first.click()
    assert inside.locator("article.open h2").inner_text().strip() == AWS
    assert [request for request in seen.requests if request != "about:srcdoc"] == []
    assert seen.complaints == []
    assert seen.of("window.__pwn") is None


def test_entities_of_one_name_stay_apart(visit: Visits) -> None:
    place, firm = entity(AMAZON, "Place"), entity(AMAZON)
    one = link(claim("Jeff Bezos", "founded", AMAZON, "Bezos founded Amazon."))
    seen = visit(page(Picture("Amazon", (place, *entities_of(one)), (one,))))
    at = seen.of("network.body.data.edges.get('e0').to")
    assert seen.of("id => network.body.data.nodes.get(id).kind", at) == firm.type
