"""The steps of the canvas in Chromium: growing, pruning, filtering, adding, dragging, and undoing each of them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from canvas_pages import Canvases, CanvasPage
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.browser

ICE, AWS = "Immigration and Customs Enforcement", "Amazon Web Services"


def test_it_starts_with_150_names_and_says_what_is_not_shown(ice: CanvasPage) -> None:
    assert ice.names() == 150
    expect(ice.page.locator("#notes")).to_contain_text(f"149 of 203 neighbours of {ICE} shown")
    ice.button(f"25 more of {ICE}").click()
    ice.says(f"25 names more: 174 of 203 neighbours of {ICE} shown.")
    assert ice.names() == 175
    ice.quiet()


def test_a_double_click_expands_and_nobody_moves(ice: CanvasPage) -> None:
    before = ice.positions()
    ice.double_click(ICE)
    ice.says("25 names more: 174 of 203 neighbours")
    after = ice.positions()
    assert len(after) == 175
    assert {id: after[id] for id in before} == before
    assert ice.page.locator("#table").get_by_role("row").filter(has_text="Vendor").count() > 150
    ice.quiet()


def test_undo_and_redo_walk_back_and_forth_through_the_steps(ice: CanvasPage) -> None:
    undo, redo = ice.button("Undo"), ice.button("Redo")
    expect(undo).to_be_disabled()
    start = ice.positions()
    ice.button(f"25 more of {ICE}").click()
    ice.says("25 names more")
    ice.click(ICE)
    ice.button("Hide", "#acts").click()
    ice.says(f"{ICE} hidden")
    assert ice.names() == 174
    undo.click()
    ice.says("Undone. 175 names")
    undo.click()
    ice.says("Undone. 150 names")
    expect(undo).to_be_disabled()
    assert ice.positions() == start
    redo.click()
    ice.says("Done again. 175 names")
    ice.page.go_forward()  # the browser's own button is the same step
    ice.says("Done again. 174 names")
    expect(redo).to_be_disabled()
    undo.click()
    ice.says("Undone. 175 names")
    ice.button(re.compile(r"^Person")).click()  # a new step: what was undone is gone
    ice.says("Person filtered out")
    expect(redo).to_be_disabled()
    ice.quiet()


def test_two_quick_undos_undo_two_steps_and_never_leave_the_page(ice: CanvasPage) -> None:
    for _ in range(2):
        ice.button(f"25 more of {ICE}").click()
        ice.says(re.compile("25 names more|4 names more"))
        ice.of("document.getElementById('said').textContent = ''")
    ice.page.keyboard.press("Control+z")
    ice.page.keyboard.press("Control+z")
    ice.page.keyboard.press("Control+z")
    ice.says("Undone. 150 names")
    assert urlsplit(ice.page.url).path == "/graph"
    assert "step" not in ice.state()


def test_an_address_shows_the_same_in_a_new_window(canvases: Canvases) -> None:
    one = canvases.around(ICE)
    one.double_click(ICE)
    one.says("25 names more")
    one.click("Vendor 001")
    one.page.keyboard.press("h")
    one.says("Vendor 001 hidden")
    one.click(AWS)
    one.page.wait_for_url("**chosen=*")
    other = canvases.open(urlsplit(one.page.url).query, within=one.page.context)
    assert other.positions() == one.positions()
    assert other.links() == one.links()
    assert other.page.url == one.page.url
    expect(other.page.locator("#panel h2")).to_contain_text(AWS)
    expect(other.button("Undo")).to_be_disabled()
    other.quiet()


def test_a_hub_is_hidden_and_shown_again(ice: CanvasPage) -> None:
    ice.click(ICE)
    ice.page.keyboard.press("Delete")
    ice.says(f"{ICE} hidden")
    assert ice.links() < 10
    ice.page.get_by_text("Hidden names").click()
    ice.button(f"Show {ICE} again", "#hidden-list").click()
    ice.says("shown again")
    assert ice.links() == 154


def test_collapse_takes_away_what_hangs_on_a_name_alone(ice: CanvasPage) -> None:
    ice.click("Vendor 001")
    ice.press("e")
    ice.says("25 names more: 26 of 161 neighbours of Vendor 001 shown.")
    ice.button("Collapse", "#acts").click()
    ice.says("Vendor 001 collapsed: 25 names fewer.")
    assert ice.names() == 150


def test_filters_by_type_and_standing_count_and_toggle(ice: CanvasPage) -> None:
    people = ice.button(re.compile(r"^Person"))
    expect(people).to_have_attribute("aria-pressed", "true")
    expect(people).to_contain_text("1")
    people.click()
    ice.says("Person filtered out. 149 names")
    expect(people).to_have_attribute("aria-pressed", "false")
    assert ice.state()["no"] == ["type:Person"]
    alleged = ice.button(re.compile(r"^alleged"))
    alleged.click()
    ice.says("alleged filtered out")
    expect(ice.page.locator("#table tbody").first).not_to_contain_text("alleged")
    people.click()
    ice.says("Person shown")
    ice.button("Reset filters").click()
    ice.says("No filter. 150 names and 154 links shown.")
    assert "no" not in ice.state()


def test_a_relation_is_filtered_from_its_menu(ice: CanvasPage) -> None:
    ice.page.get_by_text("Relations", exact=True).click()
    ice.button(re.compile("contracts with"), "#relations").click()
    ice.says("contracts with filtered out")
    assert ice.links() == 8
    expect(ice.page.locator("#notes")).to_contain_text("left out by filters")


def test_years_are_a_slider_with_words(ice: CanvasPage) -> None:
    links = ice.links()
    expect(ice.page.locator("#years-words")).to_have_text("2010 to 2021")
    ice.page.get_by_label("From", exact=True).focus()
    ice.page.keyboard.press("ArrowRight")
    ice.says("2011 to 2021")
    ice.page.get_by_label("to", exact=True).focus()
    ice.page.keyboard.press("ArrowLeft")
    ice.says("2011 to 2020")
    expect(ice.page.locator("#years-words")).to_have_text("2011 to 2020")
    assert ice.state()["years"] == ["2011-2020"]
    assert ice.links() < links
    ice.button("Undo").click()
    expect(ice.page.locator("#years-words")).to_have_text("2011 to 2021")


def test_two_ticked_names_are_asked_for_their_routes(canvases: Canvases) -> None:
    seen = canvases.around("Mijente", "Palantir")
    routes = seen.button("Routes between these two")
    expect(routes).to_be_disabled()
    seen.click("Palantir", "Shift")
    seen.page.get_by_label("Add a name").fill("AWS")
    seen.page.get_by_role("option", name=AWS).click()
    seen.says(AWS)
    seen.page.get_by_label(f"Tick {AWS} for routes").check()
    seen.says(f"Ticked: Palantir and {AWS}")
    before = seen.names()
    routes.click()
    seen.says(f"Routes between Palantir and {AWS}")
    assert seen.state()["step"][-1].startswith("r")
    assert seen.names() >= before
    assert seen.id("ICM") in seen.positions()
    assert seen.page.get_by_label("Tick Palantir for routes").is_checked()
    seen.quiet()


def test_a_name_is_found_and_added(ice: CanvasPage) -> None:
    ice.page.get_by_label("Add a name").fill("mijen")
    ice.page.get_by_role("option", name="Mijente").click()
    ice.says("Mijente added. 151 names")
    expect(ice.page.locator("#panel h2")).to_contain_text("Mijente")
    assert ice.page.get_by_label("Add a name").input_value() == ""
    ice.page.get_by_label("Add a name").fill("mijente")
    ice.page.keyboard.press("Enter")  # who is there already is chosen, not added
    ice.says("Mijente, Organization")
    assert ice.names() == 151
    ice.page.get_by_label("Add a name").fill("nobody at all")
    ice.button("Add", "#add").click()
    expect(ice.page.get_by_role("alert")).to_have_text("No name here fits “nobody at all”.")


def test_a_name_that_is_dragged_stays_there(ice: CanvasPage) -> None:
    id = ice.id(ICE)
    before = ice.positions()[id]
    x, y = ice.spot(ICE)
    ice.page.mouse.move(x, y)
    ice.page.mouse.down()
    ice.page.mouse.move(x + 60, y + 40, steps=4)
    ice.page.mouse.up()
    ice.says(f"{ICE} pinned.")
    held = ice.positions()[id]
    assert held != before
    assert ice.state()["pin"] == [f"{id[:16]}:{held['x']}:{held['y']}:0"] or ice.state()["pin"] == [f"{id[:16]}:{held['x']}:{held['y']}"]
    ice.button(f"25 more of {ICE}").click()
    ice.says("25 names more")
    assert ice.positions()[id] == held
    ice.button("Undo").click()
    ice.says("Undone. 150 names")
    ice.button("Undo").click()
    ice.until("(id) => network.getPositions()[id]", before, id)


def test_a_refusal_is_said_in_place_and_the_picture_stays(ice: CanvasPage) -> None:
    refusal = "a picture holds at most 3,000 names: hide or collapse some first"

    def refuse(route: Route) -> None:
        route.fulfill(status=400, json={"error": refusal})

    ice.page.route(re.compile("/graph.json.*step="), refuse)
    address = ice.page.url
    ice.button(f"25 more of {ICE}").click()
    expect(ice.page.get_by_role("alert")).to_have_text(refusal)
    ice.page.wait_for_url(address)
    assert ice.names() == 150
    expect(ice.button("Undo")).to_be_disabled()
    expect(ice.button("Redo")).to_be_disabled()
    expect(ice.page.get_by_role("alert")).to_have_text(refusal)
    ice.page.unroute_all()
    ice.button(f"25 more of {ICE}").click()
    ice.says("25 names more")
    expect(ice.page.locator("#trouble")).to_be_hidden()


def test_only_the_newest_answer_is_drawn(ice: CanvasPage) -> None:
    held: list[Route] = []
    ice.page.route(re.compile("/graph.json.*no=type%3APerson$"), lambda route: held.append(route))
    ice.button(re.compile("^Person")).click()
    ice.page.wait_for_timeout(100)
    ice.button(re.compile("^System")).click()
    ice.says("System filtered out. 148 names")
    held[0].continue_()
    ice.page.wait_for_timeout(300)
    assert ice.names() == 148
    expect(ice.page.locator("#seen")).to_contain_text("148 names")
    ice.button("Undo").click()
    ice.page.unroute_all()


def test_what_is_chosen_while_an_answer_is_on_its_way_stays(ice: CanvasPage) -> None:
    held: list[Route] = []
    ice.click("Vendor 001")
    ice.until("location.search.includes('chosen')", True)
    ice.page.route(re.compile("/graph.json.*step="), lambda route: held.append(route))
    for other in (None, "Vendor 003"):
        with ice.page.expect_request(re.compile("/graph.json.*step=")):
            ice.button(f"25 more of {ICE}").click()
        if other:
            ice.click(other)
        else:
            ice.page.keyboard.press("Escape")
        held.pop().continue_()
        ice.says("25 names more")
        assert ice.state().get("chosen") == ([ice.id(other)[:16]] if other else None)
        assert ice.of("network.getSelectedNodes()") == ([ice.id(other)] if other else [])
        ice.button("Undo").click()
        ice.says("Undone")
    ice.page.unroute_all()
