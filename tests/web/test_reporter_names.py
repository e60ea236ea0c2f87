"""A reporter looks a name up: by its start, an alias, without accents, from the keyboard; and reads what is known of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect
from reporting import Reporter, press, words

pytestmark = pytest.mark.browser
ICE, AWS = "Immigration and Customs Enforcement", "Amazon Web Services"
FOUND = "li.found"


def test_a_slash_goes_to_the_search_and_the_arrows_choose(reporter: Reporter) -> None:
    reporter.go("/")
    page = reporter.page
    press(page, "/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("ice")
    option = page.get_by_role("option").first
    expect(option).to_contain_text(f"{ICE} Organization, also ICE")
    press(page, "ArrowDown")
    expect(page.locator("#find")).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    press(page, "Enter")
    page.wait_for_url(f"**{reporter.explorer.entity('ICE')}")
    assert ICE in reporter.heading


def test_case_and_accents_do_not_matter_and_escape_closes_the_list(reporter: Reporter) -> None:
    reporter.go("/")
    page = reporter.page
    page.locator("#find").press_sequentially("réKOGnition")
    expect(page.get_by_role("option").first).to_contain_text("Amazon Rekognition System")
    press(page, "Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    press(page, "Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.locator(FOUND)).to_have_count(1)
    expect(page.locator(FOUND)).to_contain_text("AWS Rekognition")


def test_a_suggestion_is_clicked(reporter: Reporter) -> None:
    reporter.go("/")
    page = reporter.page
    page.locator("#find").press_sequentially("icm")
    page.get_by_role("option", name="Investigative Case Management").click()
    page.wait_for_url(f"**{reporter.explorer.entity('ICM')}")


def test_a_name_that_nobody_uses_leads_to_the_nearest_ones(reporter: Reporter) -> None:
    reporter.go("/search?q=Palantyr")
    expect(reporter.page.locator(".problem")).to_contain_text("No name here fits Palantyr")
    reporter.main("link", "Palantir").click()
    expect(reporter.page.locator(FOUND).first).to_contain_text("Palantir Technologies")


def test_names_of_one_type_are_listed_from_the_first_page(reporter: Reporter) -> None:
    reporter.go("/")
    people = reporter.page.locator("main").get_by_role("link", name=re.compile(r"\d+ people"))
    count = int(people.inner_text().split()[0])
    people.click()
    rows = reporter.page.locator(FOUND)
    expect(rows).to_have_count(count)
    assert set(words(rows.locator("span.hint").all_inner_texts())) == {"Person"}


def test_the_counts_of_the_first_page_are_what_they_lead_to(reporter: Reporter) -> None:
    for standing in ("confirmed", "alleged"):
        reporter.go("/")
        cell = reporter.page.locator("table.matrix tfoot").get_by_role("link", name=standing)
        count = int(cell.inner_text())
        cell.click()
        links = reporter.page.locator("main li.brief")
        expect(links).to_have_count(count)
        assert all(text.startswith(standing) for text in words(links.locator(".standing").all_inner_texts()))


def test_the_newest_document_is_opened_from_the_first_page(reporter: Reporter) -> None:
    reporter.go("/")
    newest = reporter.page.get_by_role("region", name="Newest documents").get_by_role("link").first
    title = newest.inner_text()
    newest.click()
    assert reporter.heading == title
    expect(reporter.page.locator(".text .mark").first).to_be_visible()


def test_denials_stand_apart_from_links(reporter: Reporter) -> None:
    reporter.go(reporter.explorer.entity("ICE"))
    denied = f"{ICE} has a contract with {AWS} about Amazon Rekognition"
    links = words(reporter.page.locator("#links a.sentence").all_inner_texts())
    assert f"{ICE} uses Investigative Case Management" in links
    assert denied not in links
    beside = reporter.page.locator("#beside")
    aside = beside.locator("details", has_text=denied).first
    assert aside.locator("summary").inner_text().startswith("Said not to be so: ")
    expect(aside.locator("blockquote")).to_be_hidden()
    aside.locator("summary").click()
    expect(aside.locator("blockquote")).to_contain_text("does not have a contract with")


def test_a_link_opens_in_place_for_the_words_it_rests_on(reporter: Reporter) -> None:
    reporter.go(reporter.explorer.entity("ICM"))
    line = reporter.page.locator("#links li.brief", has_text=f"{AWS} hosts Investigative Case Management")
    line.locator("summary").click()
    expect(line.locator("blockquote")).to_contain_text("hosts ICM, according to a report")
    expect(line).to_contain_text("report")


def test_each_name_says_where_it_comes_from(reporter: Reporter) -> None:
    reporter.go(reporter.explorer.entity("AWS"))
    names = reporter.page.locator("dl.names")
    assert "AWS" in words(names.locator("dt").all_inner_texts())
    where = names.locator("dt", has_text=re.compile("^AWS$")).locator("xpath=following-sibling::dd[1]")
    expect(where).to_contain_text(re.compile(r"In \d+ documents?:"))
    where.get_by_role("link").first.click()
    expect(reporter.page.locator(".text")).to_contain_text("AWS")


def test_a_lead_is_two_names_in_one_sentence_and_no_link(reporter: Reporter) -> None:
    reporter.go(reporter.explorer.entity("Amazon"))
    leads = reporter.page.locator("#leads")
    expect(leads).to_contain_text("Places to look, not links")
    lead = leads.locator("details", has_text="Federal Bureau of Investigation")
    lead.locator("summary").click()
    sentence = lead.locator("blockquote").first.inner_text()
    assert "FBI" in sentence
    lead.locator("p.hint").get_by_role("link").first.click()
    expect(reporter.page.locator(".text")).to_contain_text(sentence.split(".")[0][-40:])


def test_a_timeline_is_in_order_and_tells_claims_that_are_no_links(reporter: Reporter) -> None:
    reporter.go(reporter.explorer.entity("ICE"))
    years = [int(text.split()[0]) for text in reporter.page.locator("dl.timeline dt").all_inner_texts()]
    assert years == sorted(years)
    assert {2014, 2018, 2019} <= set(years)
    expect(reporter.page.locator("dl.timeline .no-link").first).to_contain_text("no link")


def test_who_types_faster_than_the_script_comes_gets_suggestions_all_the_same(reporter: Reporter) -> None:
    page, held = reporter.page, list[Route]()
    page.route("**/static/site.js", lambda route: held.append(route))
    page.goto(reporter.explorer.server.origin + "/about", wait_until="commit")
    page.locator("#find").press_sequentially("pala")
    expect(page.locator("#find")).to_have_value("pala")
    held[0].continue_()
    expect(page.get_by_role("option", name="Palantir").first).to_be_visible()
    expect(page.locator("#find")).to_be_focused()


def test_two_names_are_compared(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(reporter.explorer.entity("Amazon"))
    reporter.main("link", "Compare with another").click()
    page.locator("input[name=b]").press_sequentially("pala")
    page.get_by_role("option", name="Palantir").first.click()
    expect(page.locator("input[name=b]")).to_have_value("Palantir")
    page.locator("main form.asking button").click()
    expect(page.locator("main")).to_contain_text(ICE)
    expect(page.locator("main .standing").first).to_be_visible()


def test_from_the_first_page_to_the_routes_between_two_names(reporter: Reporter) -> None:
    reporter.go("/")
    page = reporter.page
    form = page.get_by_role("form", name="Routes between two names")
    form.get_by_label("How is").press_sequentially("aws")
    page.get_by_role("option", name=AWS).click()
    form.get_by_label("linked to").press_sequentially("immi")
    page.get_by_role("option", name=ICE).click()
    form.get_by_role("button").click()
    assert reporter.heading == f"From {AWS} to {ICE}"
