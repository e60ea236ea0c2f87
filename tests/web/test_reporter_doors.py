"""A reporter comes in and goes about: with a key and no other way, back and forth, on a phone, in the dark, from the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from everywhere import everywhere
from playwright.sync_api import Browser, expect
from reporting import Explorer, Kept, Reporter, at_work, explorer_over, press
from waiting import PATIENCE

pytestmark = pytest.mark.browser
ICE = "Immigration and Customs Enforcement"
PHONE = {"width": 390, "height": 844}


def test_without_a_key_nothing_is_shown(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer) as stranger:
        for address in ("/", explorer.entity("ICE"), "/graph.json", "/static/site.js"):
            stranger.page.goto(explorer.origin + address)
            assert stranger.heading == "This address does not open the explorer"
            assert "Amazon" not in stranger.page.content()
            expect(stranger.page.locator("pre")).to_have_text(f"edgewise serve --url --port {explorer.server.keys.port}")


def test_an_address_opens_one_browser_once(browser: Browser, explorer: Explorer) -> None:
    way_in = explorer.way_in(explorer.entity("ICE"))
    with at_work(browser, explorer) as reporter, at_work(browser, explorer) as stranger:
        reporter.page.goto(way_in)
        assert ICE in reporter.heading
        assert "key=" not in reporter.page.url
        stranger.page.goto(way_in)
        assert stranger.heading == "This address does not open the explorer"
        reporter.page.goto(way_in)
        assert ICE in reporter.heading


def test_back_and_forward_go_where_one_was(reporter: Reporter) -> None:
    page = reporter.page
    ways = [reporter.explorer.entity("ICE"), "/routes?from=Amazon&to=ICE", "/ask?q=Who+hosts+ICM%3F"]
    headings = []
    for way in ways:
        reporter.go(way)
        headings.append(reporter.heading)
    page.go_back()
    page.go_back()
    assert (reporter.at, reporter.heading) == (ways[0], headings[0])
    page.go_forward()
    assert (reporter.at, reporter.heading) == (ways[1], headings[1])


def test_on_a_phone_no_page_is_wider_than_the_screen(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer, viewport=PHONE, has_touch=True) as reporter:
        reporter.enter()
        wide = {}
        for address in everywhere(explorer.desk).each_page:
            reporter.go(address)
            if (width := reporter.of("document.documentElement.scrollWidth")) > PHONE["width"]:
                wide[address] = width
        assert wide == {}


def test_on_a_phone_a_name_is_found_and_a_quote_is_read(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer, viewport=PHONE, has_touch=True) as reporter:
        page = reporter.enter().page
        page.locator("#find").tap()
        page.locator("#find").press_sequentially("icm")
        page.get_by_role("option").first.tap()
        page.wait_for_url("**/entities/*")
        page.locator("#links a.sentence").first.tap()
        expect(page.locator("section.for blockquote").first).to_be_visible()
        page.locator("section.for cite a").first.tap()
        expect(page.locator(".text .chosen").first).to_be_in_viewport()


def test_on_a_phone_the_canvas_opens_a_link(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer, viewport=PHONE, has_touch=True) as reporter:
        reporter.enter(explorer.around("ICM"))
        assert ICE in reporter.drawn()
        reporter.page.locator("#table a.sentence").first.tap()
        expect(reporter.page.locator("#panel blockquote").first).to_be_visible()
        reporter.page.locator("#picture").scroll_into_view_if_needed()
        reporter.page.touchscreen.tap(*reporter.spot("Palantir"))
        expect(reporter.page.locator("#panel h2")).to_contain_text("Palantir")


def test_in_the_dark_every_page_is_dark(browser: Browser, explorer: Explorer) -> None:
    lightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    with at_work(browser, explorer, color_scheme="dark") as reporter:
        reporter.enter()
        for address in ("/", explorer.entity("ICE"), "/routes?from=Amazon&to=ICE", "/graph", "/review", "/cypher", "/about"):
            reporter.go(address)
            assert max(reporter.of(lightness)) < 60, address
        reporter.page.emulate_media(color_scheme="light")
        assert min(reporter.of(lightness)) > 230


def test_where_motion_is_not_wanted_nothing_moves(browser: Browser, explorer: Explorer) -> None:
    moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    with at_work(browser, explorer, reduced_motion="reduce") as reporter:
        reporter.enter(explorer.around("ICE"))
        reporter.drawn()
        assert reporter.of(f"{moving} + document.getAnimations().length") == 0


def test_the_keyboard_alone_leads_from_the_first_page_to_a_quote(reporter: Reporter) -> None:
    reporter.go("/")
    page = reporter.page
    press(page, "Tab")
    expect(page.locator("a.skip")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, "/")
    page.keyboard.type("icm")
    expect(page.get_by_role("option").first).to_be_visible()
    press(page, "ArrowDown")
    press(page, "Enter")
    page.wait_for_url("**/entities/*")
    for _ in range(60):
        press(page, "Tab")
        if reporter.of("document.activeElement.matches('#links a.sentence')"):
            break
    assert reporter.of("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(page, "Enter")
    page.wait_for_url("**/links/*")
    expect(page.locator("section.for blockquote").first).to_be_visible()


def test_an_unknown_address_says_so_in_words(reporter: Reporter) -> None:
    for address, said in (
        ("/nowhere", "there is no such page here"),
        ("/entities/" + "0" * 64, "id"),
        ("/routes?from=Amazon&to=ICE&max_hops=99", "max_hops"),
        ("/documents/" + "f" * 64, "document"),
    ):
        reporter.go(address)
        expect(reporter.page.locator(".problem")).to_contain_text(said)
        expect(reporter.page.get_by_role("navigation", name="Pages")).to_be_visible()


def test_while_another_process_reads_documents_the_page_says_that_there_is_news(browser: Browser, own_store: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "borealis.txt").write_text("Borealis\n\nPalantir develops Borealis. ICE uses Borealis.\n", encoding="utf-8")
    with explorer_over(own_store) as explorer, at_work(browser, explorer) as reporter:
        reporter.enter(explorer.entity("Palantir"))
        expect(reporter.page.locator("#links")).not_to_contain_text("Borealis")
        command = [sys.executable, "-m", "edgewise", "ingest", str(folder), "--store", own_store.address]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **own_store.environment}, timeout=PATIENCE)
        while "Borealis" not in reporter.page.locator("#links").inner_text():  # what was half read was news too
            reporter.news().get_by_role("link", name="Show it anew").click()
            reporter.page.wait_for_load_state()
