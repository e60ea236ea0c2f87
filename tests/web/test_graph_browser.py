"""The canvas in Chromium: choosing and reading links, the keyboard, the table, files to keep, every kind of screen, hostile names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from canvas_pages import Canvases, CanvasPage, behind, canvases_of
from hub import FIVE, row_of, stored
from playwright.sync_api import Browser, expect

from edgewise.questions.names import find_entity
from edgewise.views import style
from edgewise.web.desk import Desk

pytestmark = pytest.mark.browser

ICE, AWS = "Immigration and Customs Enforcement", "Amazon Web Services"


def test_each_of_five_parallel_links_can_be_hit_and_read(canvases: Canvases) -> None:
    seen = canvases.open(
        "&".join(
            f"link={link.id[:16]}" for link in canvases.desk.view().links.values() if link.relation in FIVE and _of(link, canvases.desk)
        )
    )
    assert seen.links() == 5
    sentences = set()
    for id, middle in seen.of("network.body.edgeIndices.map((id) => [id, network.body.edges[id].edgeType.getPoint(0.5)])"):
        seen.page.mouse.click(*seen.spot(middle))
        expect(seen.page.locator("tr.chosen")).to_have_attribute("data-id", id)
        sentence = seen.page.locator("tr.chosen .sentence").inner_text()
        expect(seen.page.locator("#panel h2")).to_have_text(sentence)
        expect(seen.page.locator("#panel blockquote")).to_contain_text("it was said in 2018")
        assert seen.of("network.getSelectedEdges()") == [id]
        sentences.add(sentence)
    assert len(sentences) == 5
    seen.quiet()


def _of(link: Any, desk: Desk) -> bool:
    return {desk.view().entities[link.subject].name, desk.view().entities[link.object].name} == {ICE, AWS}


def test_a_chosen_link_shows_its_quote_and_stands_in_the_address(ice: CanvasPage) -> None:
    row = ice.row(f"{ICE} uses")
    row.get_by_role("link").first.click()
    expect(ice.page.locator("#panel blockquote")).to_contain_text("ICE uses ICM, it was said in a paper.")
    expect(ice.page.locator("#panel")).to_contain_text("confirmed")
    expect(row).to_have_class("chosen")
    assert ice.of("network.getSelectedEdges().length") == 1
    assert len(ice.state()["chosen"]) == 1
    expect(ice.button("Undo")).to_be_disabled()  # to look is no step
    ice.page.reload()
    expect(ice.page.locator("#panel blockquote")).to_contain_text("ICE uses ICM")
    ice.button("Close", "#acts").click()
    expect(ice.page.locator("#panel")).to_be_empty()
    assert "chosen" not in ice.state()


def test_the_keyboard_does_it_all(canvases: Canvases) -> None:
    seen = canvases.few()
    press = seen.page.keyboard.press
    press("g")
    seen.says(re.compile("neighbours? shown"))  # a name is chosen as the picture takes the focus
    first = seen.state()["chosen"]
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        press(key)
    press("n")
    expect(seen.page.locator("#panel blockquote").first).to_be_visible()
    press("ArrowLeft")
    press("a")
    seen.page.keyboard.type("Jane")
    seen.page.get_by_role("option", name="Jane Roe").wait_for()
    press("ArrowDown")
    press("Enter")
    seen.says("Jane Roe added")
    press("g")
    press("Space")
    seen.says("Ticked: Jane Roe")
    press("p")
    seen.says("Jane Roe pinned")
    press("p")
    seen.says("Jane Roe let go")
    names = seen.names()
    press("Enter")
    seen.says(re.compile("more: . of . neighbours? of Jane Roe shown|All 1 neighbour of Jane Roe"))
    press("h")
    seen.says("Jane Roe hidden")
    press("u")
    seen.says("Undone")
    press("Shift+U")
    seen.says("Done again")
    press("Control+z")
    seen.says("Undone")
    press("ArrowUp")
    press("c")
    press("t")
    seen.until("document.getElementById('table').contains(document.activeElement)", True)
    press("g")
    press("Escape")
    seen.until("location.search.includes('chosen')", False)
    press("?")
    expect(seen.page.get_by_role("dialog")).to_contain_text("add the routes between the two ticked names")
    press("Escape")
    expect(seen.page.get_by_role("dialog")).to_be_hidden()
    assert first
    assert names
    seen.quiet()


def test_a_key_in_a_field_is_a_letter(ice: CanvasPage) -> None:
    ice.page.get_by_label("Add a name").focus()
    ice.page.keyboard.type("hcup?")
    assert ice.page.get_by_label("Add a name").input_value() == "hcup?"
    assert "step" not in ice.state()


def test_the_table_does_it_all_and_keeps_its_place(ice: CanvasPage) -> None:
    hide = ice.page.get_by_role("link", name="Hide Vendor 000")
    hide.focus()
    ice.page.keyboard.press("Enter")
    ice.says("149 names")
    expect(ice.page.get_by_role("link", name="Hide Vendor 000")).to_have_count(0)
    ice.page.get_by_role("link", name="Pin Vendor 003").focus()
    ice.page.keyboard.press("Enter")
    expect(ice.page.get_by_role("link", name="Let go of Vendor 003")).to_be_visible()
    assert ice.of("document.getElementById('table').contains(document.activeElement)")
    assert ice.state()["pin"]
    ice.page.get_by_role("link", name=f"Expand {ICE}").click()
    ice.says("174 names")
    ice.button("Undo").click()
    ice.says("Undone. 149 names")
    ice.quiet()


def test_the_picture_is_kept_as_a_png_of_twice_its_size(ice: CanvasPage, tmp_path: Path) -> None:
    ice.page.get_by_text("Export", exact=True).click()
    with ice.page.expect_download() as download:
        ice.button("PNG, as seen now").click()
    download.value.save_as(tmp_path / "graph.png")
    content = (tmp_path / "graph.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    width = int.from_bytes(content[16:20], "big")
    assert width == 2 * ice.of("document.getElementById('canvas').clientWidth")
    assert len(content) > 30_000
    ice.quiet()


def test_files_are_of_just_what_is_seen(ice: CanvasPage) -> None:
    ice.click("Vendor 001")
    ice.page.keyboard.press("h")
    ice.says("Vendor 001 hidden")
    ice.page.get_by_text("Export", exact=True).click()
    for words in ("SVG", "GraphML", "JSON", "A page of its own"):
        with ice.page.expect_download() as download:
            ice.page.get_by_role("link", name=words, exact=True).and_(ice.page.locator("#export a")).click()
        kept = Path(download.value.path()).read_text(encoding="utf-8")
        assert "Vendor 004" in kept
        assert words == "JSON" or "Vendor 001" not in kept


def test_the_address_is_copied(canvases: Canvases) -> None:
    seen = canvases.few(permissions=["clipboard-read", "clipboard-write"])
    seen.button("Copy the address").click()
    seen.says("copied")
    assert seen.of("navigator.clipboard.readText()") == seen.page.url


def test_above_300_names_only_the_most_important_are_written_out(canvases: Canvases) -> None:
    vendor = find_entity(canvases.desk.view(), canvases.desk.project, "Vendor 001").id[:16]
    steps = f"&step=%2B{vendor}" * 7
    seen = canvases.around(ICE, then=steps)
    assert seen.names() > 300
    written = "network.body.data.nodes.get().filter((node) => node.label).length"
    few_labels = seen.of(written)
    assert 2 <= few_labels < 100
    assert seen.of("(id) => network.body.data.nodes.get(id).label", seen.id(ICE))
    for _ in range(6):
        seen.button("Nearer").click()
    seen.page.wait_for_timeout(500)  # the words follow when the camera rests
    inside = (
        "network.body.data.nodes.get().filter(({ id }) => { const p = network.canvasToDOM(network.getPosition(id)); "
        "return p.x > 0 && p.y > 0 && p.x < canvas.clientWidth && p.y < canvas.clientHeight })"
    )
    shares = [seen.of(f"{inside}.filter((node) => node.label).length"), seen.of(f"{inside}.length")]
    assert shares[0] / shares[1] > few_labels / seen.names()
    assert seen.of("network.renderer.options.hideEdgesOnDrag")
    seen.quiet()


def test_from_far_away_a_dashed_line_is_still_dashed(ice: CanvasPage) -> None:
    assert ice.of("network.getScale()") < 0.3
    dashes = ice.of("network.body.data.edges.get().filter((edge) => edge.dashes).map((edge) => edge.dashes[0] * network.getScale())")
    assert dashes
    assert min(dashes) >= 4


def test_a_small_screen_shows_the_table_first_and_leads_to_the_picture(canvases: Canvases) -> None:
    seen = canvases.few(viewport={"width": 390, "height": 844}, has_touch=True)
    top = {id: seen.of(f"document.getElementById('{id}').getBoundingClientRect().top") for id in ("table", "canvas")}
    assert top["table"] < top["canvas"]
    assert seen.of("document.documentElement.scrollWidth") <= 390
    seen.button("To the picture").click()
    seen.page.wait_for_timeout(100)
    assert seen.of("document.getElementById('canvas').getBoundingClientRect().top") < 800
    seen.page.touchscreen.tap(*seen.spot("ICM"))
    expect(seen.page.locator("#panel h2")).to_contain_text("Investigative Case Management")
    seen.quiet()


def test_colours_follow_the_system(canvases: Canvases) -> None:
    seen = canvases.few(color_scheme="dark")
    colour = "network.body.data.nodes.get()[0].font.color"
    assert seen.of(colour) == style.DARK.text
    seen.page.emulate_media(color_scheme="light")
    seen.until(colour, style.LIGHT.text)
    assert seen.of("network.body.data.edges.get()[0].color.color") == style.LIGHT.line
    seen.quiet()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_camera_jumps_where_motion_is_not_wanted(canvases: Canvases, motion: str) -> None:
    seen = canvases.few(reduced_motion=motion)
    seen.of("() => { network.moveTo = ({ animation }) => { window.moved = animation } }")
    seen.button("Nearer").click()
    assert (seen.of("window.moved") is False) == (motion == "reduce")


ATTACK = "<img src=x onerror=\"window.__pwn=['name']\"></script><script>window.__pwn=['name']</script>"
HOSTILE = (
    ATTACK, f"{ATTACK} href ", "the href company", "__proto__", "constructor", "toString", "👻", "1", "hasOwnProperty",
    "red}</style><script>window.__pwn=1</script>", '<img src="http://evil.example/beacon.png">',
)  # fmt: skip


def test_hostile_names_are_inert(browser: Browser, tmp_path: Path) -> None:
    with behind(stored(tmp_path / "hostile.db", row_of(HOSTILE))) as served, canvases_of(browser, *served) as canvases:
        seen = canvases.open()
        ids = list(seen.positions())
        assert len(ids) >= len(HOSTILE)
        for at in list(seen.positions().values()):
            seen.page.mouse.move(*seen.spot(at))
            seen.page.wait_for_timeout(20)
            seen.page.mouse.click(*seen.spot(at))
        seen.page.wait_for_timeout(300)  # a tooltip, and the last panel
        seen.page.keyboard.press("n")
        expect(seen.page.locator("#panel blockquote").first).to_be_visible()
        for text in (ATTACK, "__proto__", "img"):
            seen.page.get_by_label("Add a name").fill(text)
            seen.page.wait_for_timeout(150)
        seen.page.keyboard.press("Escape")
        seen.page.get_by_label("Add a name").fill(f"{ATTACK} nobody")
        seen.button("Add", "#add").click()
        expect(seen.page.locator("#trouble")).to_contain_text("<img")
        for label in seen.page.locator("#table input[name=tick]").all()[:2]:
            label.check()
        seen.page.locator("#table a[aria-label^='Hide']").first.click()
        seen.says("names")
        seen.page.get_by_text("Hidden names").click()
        seen.page.get_by_text("Export", exact=True).click()
        with seen.page.expect_download():
            seen.button("PNG, as seen now").click()
        assert seen.of("document.querySelectorAll('img, iframe, object, embed, style, script:not([src])').length") == 0
        seen.quiet()
