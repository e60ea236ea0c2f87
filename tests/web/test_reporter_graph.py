"""A reporter at the canvas: the whole way from a name to a quote to a picture for a colleague, over a store of each kind."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest
from chromium import double_click
from playwright.sync_api import Browser, Download, Locator, Page, expect
from reporting import KEPT, Explorer, Reporter, at_work, press

from edgewise.views import addresses

pytestmark = pytest.mark.browser
# The canvas asks the server the same over every store: where the whole way has been gone over each, the embedded one will do.
embedded = pytest.mark.parametrize("explorer", KEPT[:1], indirect=True, scope="module")
ICE, AWS, ICM = "Immigration and Customs Enforcement", "Amazon Web Services", "Investigative Case Management"


@pytest.fixture
def ice(reporter: Reporter) -> Reporter:
    """The canvas round ICE."""
    reporter.go(reporter.explorer.around("ICE"))
    assert ICE in reporter.drawn()
    return reporter


def act(reporter: Reporter, name: str | re.Pattern[str]) -> Locator:
    """A button of what is chosen."""
    return reporter.page.locator("#acts").get_by_role("button", name=name)


def said(reporter: Reporter, something: str | re.Pattern[str]) -> None:
    """Wait until the canvas has said what it did."""
    expect(reporter.page.locator("#said")).to_contain_text(something)


def within(reporter: Reporter, name: str) -> None:
    """Wait until a name is in the picture."""
    reporter.page.wait_for_function("(id) => network.body.data.nodes.get(id) !== null", arg=reporter.explorer.id(name))


def without(reporter: Reporter, name: str) -> None:
    """Wait until a name is in the picture no more."""
    reporter.page.wait_for_function("(id) => network.body.data.nodes.get(id) === null", arg=reporter.explorer.id(name))


def test_from_a_name_to_a_quote_to_a_picture_for_a_colleague(reporter: Reporter) -> None:
    """Find ICE, expand, open the link to ICM, read the sentence in the document, ask for routes to AWS, hide a hub, undo, hand it on."""
    reporter.go("/")
    page = reporter.page
    press(page, "/")
    page.keyboard.type("ice")
    page.get_by_role("option").first.click()
    reporter.main("link", "Graph round here").click()
    before = reporter.drawn()
    double_click(page, *reporter.spot("Palantir"))
    said(reporter, re.compile("neighbours? of Palantir|more"))
    assert before <= reporter.drawn()

    table = page.locator("#table")
    table.get_by_role("link", name=f"{ICE} uses {ICM}", exact=True).click()
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(f"{ICE} uses {ICM}")
    panel.locator("cite a").first.click()
    expect(page.locator(".text .chosen").first).to_be_in_viewport()
    page.go_back()
    assert before <= reporter.drawn()

    page.locator("#add-name").press_sequentially("aws")
    page.get_by_role("option", name=AWS).click()
    table.get_by_label(f"Tick {AWS} for routes").check()
    table.get_by_label(f"Tick {ICE} for routes").check()
    page.get_by_role("button", name="Routes between these two", exact=True).click()
    said(reporter, "Routes between")
    whole = reporter.drawn()
    assert {AWS, ICE, ICM} <= whole

    table.get_by_role("link", name=f"Hide {ICE}").click()
    without(reporter, ICE)
    expect(page.locator("#hidden")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    said(reporter, "Undone")
    assert reporter.drawn() == whole

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    said(reporter, "copied")
    places = "JSON.stringify(network.getPositions())"
    colleague = Reporter(reporter.window(reporter.of("navigator.clipboard.readText()")), reporter.explorer)
    assert colleague.drawn() == whole
    assert json.loads(colleague.of(places)) == json.loads(reporter.of(places))


@embedded
def test_the_legend_counts_and_leaves_out(ice: Reporter) -> None:
    page, everything = ice.page, ice.drawn()
    people = [name for name in everything if ice.explorer.desk.view().entity(ice.explorer.id(name)).type == "System"]
    entry = page.locator("#types").get_by_role("button", name="System")
    assert int(entry.locator(".count").inner_text()) == len(people)
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "false")
    said(ice, "System filtered out")
    assert ice.drawn() == everything - set(people)
    expect(page.locator("#notes")).to_contain_text(re.compile(r"filter"))
    page.get_by_role("button", name="Reset filters").click()
    said(ice, "No filter")
    assert ice.drawn() == everything


@embedded
def test_a_standing_is_filtered_and_the_picture_says_so(ice: Reporter) -> None:
    alleged = "network.body.data.edges.get().filter(e => e.title.includes('alleged')).length"
    assert ice.of(alleged) > 0
    ice.page.locator("#standings").get_by_role("button", name="alleged").click()
    said(ice, "alleged filtered out")
    assert ice.of(alleged) == 0
    assert "no=standing%3Aalleged" in ice.page.url
    expect(ice.page.locator("#table .standing.alleged")).to_have_count(0)


@embedded
def test_years_leave_out_what_was_at_another_time(ice: Reporter) -> None:
    page = ice.page
    slider = page.locator("#years-from")
    first, last = int(slider.get_attribute("min") or 0), int(slider.get_attribute("max") or 0)
    assert (first, last) == (2014, 2025)
    slider.focus()
    press(page, "End")
    said(ice, "2025")
    dated = "data => data.edges.filter(e => e.first && (e.last < '2025' || e.first > '2025~')).length"
    shown = ice.of(f"fetch('/graph.json' + location.search).then(r => r.json()).then({dated})")
    assert shown == 0
    expect(page.locator("#years-words")).to_have_text("2025")


@embedded
def test_a_dragged_name_stays_where_it_was_put(ice: Reporter) -> None:
    page = ice.page
    x, y = ice.spot("McKinsey")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=3)
    page.mouse.move(x + 60, y + 40)
    page.mouse.up()
    said(ice, "McKinsey pinned")
    place = "(id) => network.getPosition(id)"
    there = ice.of(place, ice.explorer.id("McKinsey"))
    assert "pin=" in page.url
    page.reload()
    ice.drawn()
    assert ice.of(place, ice.explorer.id("McKinsey")) == there


@embedded
def test_expanding_moves_nobody_and_collapsing_takes_it_back(ice: Reporter) -> None:
    page = ice.page
    before, places = ice.drawn(), json.loads(ice.of("JSON.stringify(network.getPositions())"))
    assert "Jeff Bezos" not in before
    page.locator("#table").get_by_role("link", name="Expand Amazon", exact=True).click()
    within(ice, "Jeff Bezos")
    after = json.loads(ice.of("JSON.stringify(network.getPositions())"))
    assert {id: after[id] for id in places} == places
    page.locator("#table").get_by_role("link", name="Collapse Amazon", exact=True).click()
    without(ice, "Jeff Bezos")


@embedded
def test_steps_are_undone_and_done_again_by_the_browser_too(ice: Reporter) -> None:
    page, start = ice.page, ice.drawn()
    for name in ("Palantir", "McKinsey"):
        page.mouse.click(*ice.spot(name))
        act(ice, "Hide").click()
        said(ice, f"{name} hidden")
    assert ice.drawn() == start - {"Palantir", "McKinsey"}
    press(page, "Control+z")
    said(ice, "Undone")
    assert ice.drawn() == start - {"Palantir"}
    page.go_back()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert ice.drawn() == start
    page.get_by_role("button", name="Redo").click()
    said(ice, "Done again")
    assert ice.drawn() == start - {"Palantir"}


@embedded
def test_two_names_are_ticked_in_the_picture_for_their_routes(ice: Reporter) -> None:
    page = ice.page
    page.keyboard.down("Shift")
    for name in ("Palantir", AWS):
        page.mouse.click(*ice.spot(name))
    page.keyboard.up("Shift")
    expect(page.locator("#ticked")).to_have_text(f"Ticked: Palantir and {AWS}")
    press(page, "r")
    said(ice, f"Routes between Palantir and {AWS}")
    assert {"Palantir", AWS, ICM} <= ice.drawn()


@embedded
def test_everything_by_keyboard_alone(ice: Reporter) -> None:
    page = ice.page
    press(page, "?")
    expect(page.locator("dialog#keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    press(page, "g")
    said(ice, ICE)
    press(page, "n")
    chosen = page.locator("#panel h2")
    expect(chosen).to_contain_text(re.compile("Immigration|Amazon"))
    first = chosen.inner_text()
    press(page, "n")
    expect(chosen).not_to_have_text(first)
    press(page, "t")
    assert ice.of("document.activeElement.closest('#table tr')?.classList.contains('chosen')")
    press(page, "g")
    press(page, "Escape")
    press(page, "ArrowRight")
    expect(page.locator("#acts")).to_be_visible()
    name = page.locator("#panel h2").inner_text().strip()
    press(page, "h")
    said(ice, "hidden")
    assert name not in ice.drawn()
    press(page, "u")
    said(ice, "Undone")
    assert name in ice.drawn()


def kept(page: Page, link: Locator) -> Download:
    """What is downloaded by a click in the menu of exports."""
    if page.locator("#export").get_attribute("open") is None:
        page.locator("#export summary").click()
    with page.expect_download() as waiting:
        link.click()
    return waiting.value


@embedded
def test_exports_hold_just_what_is_seen(ice: Reporter, browser: Browser) -> None:
    page = ice.page
    page.mouse.click(*ice.spot("Palantir"))
    act(ice, "Hide").click()
    said(ice, "Palantir hidden")
    seen, links = ice.drawn(), ice.of("network.body.data.edges.length")
    menu = page.locator("#export")

    drawn = ET.parse(kept(page, menu.get_by_role("link", name="SVG")).path()).getroot()
    text = " ".join("".join(one.itertext()) for one in drawn.iter() if one.tag.endswith(("text", "title")))
    assert "Palantir" not in text
    assert "McKinsey" in text
    graph = ET.parse(kept(page, menu.get_by_role("link", name="GraphML")).path()).getroot()
    spaces = {"g": graph.tag[1:].partition("}")[0]}
    assert len(graph.findall(".//g:node", spaces)) == len(seen)
    assert len(graph.findall(".//g:edge", spaces)) == links
    data = json.loads(Path(kept(page, menu.get_by_role("link", name="JSON")).path()).read_text(encoding="utf-8"))
    assert {node["name"] for node in data["nodes"]} == seen
    assert len(data["edges"]) == links

    own = kept(page, menu.get_by_role("link", name="A page of its own"))
    file = Path(own.path()).with_suffix(".html")
    own.save_as(file)
    with browser.new_context() as context:
        opened = context.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(file.as_uri())
        assert opened.evaluate("network.body.data.nodes.length") == len(seen)
        assert opened.evaluate("network.body.data.edges.length") == links
        assert asked == [file.as_uri()]


def pixels(png: bytes) -> tuple[int, int, int]:
    """Width, height, and how many different values the bytes of the picture have."""
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return width, height, len(set(zlib.decompress(data)))


@embedded
def test_the_png_is_the_picture_and_not_an_empty_sheet(ice: Reporter) -> None:
    download = kept(ice.page, ice.page.locator("#export").get_by_role("button", name="PNG"))
    png = Path(download.path()).read_bytes()
    assert download.suggested_filename == "edgewise-graph.png"
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, values = pixels(png)
    assert width > 800
    assert height > 600
    assert values > 100


@embedded
def test_the_table_says_what_the_picture_shows_and_what_it_does_not(ice: Reporter) -> None:
    rows = ice.page.locator("#table tr[data-ends]")
    drawn = ice.page.get_by_role("table", name="Links", exact=False).first.locator("tr[data-ends]")
    assert drawn.count() == ice.of("network.body.data.edges.length")
    names = ice.drawn()
    assert all(sum(name in sentence for name in names) >= 2 for sentence in drawn.locator("a.sentence").all_inner_texts())
    never = ice.page.get_by_role("table", name="Never drawn", exact=False).locator("tr[data-ends]")
    assert never.count() == rows.count() - drawn.count() == never.filter(has_text="no link").count() > 0
    assert not any("has a contract with Amazon Web Services" in row for row in rows.all_inner_texts())  # which ICE denies


@embedded
def test_without_scripts_the_same_steps_are_links(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer, java_script_enabled=False) as reporter:
        page = reporter.page
        reporter.enter(explorer.around("ICE"))
        names = page.locator("#table a.name")
        page.get_by_role("link", name="Hide Palantir").click()
        expect(page.get_by_role("link", name="Show Palantir again")).to_be_visible()
        expect(names.get_by_text("Palantir", exact=True)).to_have_count(0)
        page.get_by_role("link", name="Show Palantir again").click()
        expect(names.get_by_text("Palantir", exact=True)).to_have_count(1)
        page.locator("input[name=add]").fill("FBI")
        page.get_by_role("button", name="Show").last.click()
        expect(names.get_by_text("Federal Bureau of Investigation", exact=True)).to_have_count(1)


@embedded
def test_a_link_leads_to_itself_in_the_picture(reporter: Reporter) -> None:
    reporter.go(addresses.link(reporter.explorer.link("AWS", "hosts", "ICM")))
    reporter.main("link", "See it in the graph").click()
    assert reporter.drawn() == {AWS, ICM}
    assert reporter.of("network.body.data.edges.length") == 1
