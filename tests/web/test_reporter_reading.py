"""A reporter reads: why a link stands as it does, the claim behind it, its words in the document, and what was left out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect
from reporting import Explorer, Reporter, at_work, press, words

from edgewise.model import Document
from edgewise.views import addresses

pytestmark = pytest.mark.browser
ICE, AWS = "Immigration and Customs Enforcement", "Amazon Web Services"
FACT_CHECK = "Has ICE bought Amazon's face recognition software?"


def document(explorer: Explorer, title: str) -> Document:
    """The document of that title."""
    return next(one for one in explorer.desk.store.records(Document) if one.title == title)


def test_a_link_says_why_it_stands_as_it_does(reporter: Reporter) -> None:
    link = reporter.explorer.link("Amazon", "pitched_to", "ICE")
    reporter.go(addresses.link(link))
    why = reporter.page.locator("section.why")
    assert words(why.locator("dt").all_inner_texts()) == ["Support: confirmed", "Contest: uncontested", "So it is"]
    why.locator("summary").click()
    here = why.locator("td.here")
    expect(here).to_have_text("confirmed (this link)")
    assert here.locator("xpath=preceding-sibling::th").inner_text() == "confirmed"
    weights = reporter.page.locator("section.for .weight")
    assert weights.count() == len(reporter.explorer.desk.view().links[link].claims)
    expect(weights.first).to_contain_text(re.compile(r"Weight \d of 5: .*Alone it would make the link", re.S))


def test_the_title_of_a_quote_leads_to_its_words_in_the_document(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.link(reporter.explorer.link("AWS", "hosts", "ICM")))
    quote = page.locator("section.for blockquote mark").first.inner_text()
    page.locator("section.for cite a").first.click()
    assert reporter.heading == "The cloud under the case files"
    chosen = page.locator(".text .mark.chosen, .text .cite.chosen")
    expect(chosen.first).to_be_in_viewport()
    page.wait_for_load_state()
    assert " ".join("".join(chosen.all_inner_texts()).split()) == " ".join(quote.split())
    expect(page.locator(".card.chosen")).to_contain_text(f"{AWS} hosts Investigative Case Management")


def test_the_keys_n_and_p_walk_through_the_claims(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.document(document(reporter.explorer, FACT_CHECK).id))
    total = page.locator(".text .number:not(.out)").count()
    press(page, "n")
    expect(page.locator("#walked")).to_have_text(f"1 of {total}")
    first = page.url
    assert "?claim=" in first
    press(page, "n")
    expect(page.locator("#walked")).to_have_text(f"2 of {total}")
    assert page.url != first
    expect(page.locator(".text .mark.chosen").first).to_be_in_viewport()
    press(page, "p")
    expect(page.locator("#walked")).to_have_text(f"1 of {total}")
    assert page.url == first
    press(page, "Escape")
    expect(page.locator(".chosen")).to_have_count(0)


def test_the_buttons_walk_as_well(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.document(document(reporter.explorer, FACT_CHECK).id))
    page.get_by_role("button", name="Next claim").click()
    page.get_by_role("button", name="Next claim").click()
    page.get_by_role("button", name="Previous claim").click()
    expect(page.locator("#walked")).to_contain_text("1 of ")


def test_a_click_on_words_of_two_claims_opens_one_after_the_other(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.document(document(reporter.explorer, "The cloud under the case files").id))
    both = page.locator(".text .mark", has_text="declined to say whether")
    assert len((both.get_attribute("data-claims") or "").split()) == 2
    both.click()
    first = page.locator(".card.chosen").inner_text()
    both.click()
    assert page.locator(".card.chosen").inner_text() != first
    expect(page.locator(".card.chosen")).to_have_count(1)
    both.click()
    assert page.locator(".card.chosen").inner_text() == first


def test_the_text_is_all_there_as_it_was_read(reporter: Reporter) -> None:
    read = document(reporter.explorer, FACT_CHECK)
    reporter.go(addresses.document(read.id))
    assert reporter.page.locator(".text").text_content() == read.text


def test_a_denial_is_marked_as_one(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.document(document(reporter.explorer, FACT_CHECK).id))
    card = page.locator(".card", has_text="Said not to be so").first
    card.locator("a.back").click()
    marks = page.locator(".text .chosen")
    assert "has no contract with" in "".join(marks.all_inner_texts())
    assert page.locator(".text .chosen .negated").count() > 0
    expect(card.locator(".standing.confirmed, .standing.reported")).to_have_count(0)


def test_what_was_left_out_is_said_and_leads_to_the_claim(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.document(document(reporter.explorer, "What Amazon told the New York City Council about Rekognition").id))
    page.get_by_role("link", name="What was left out").click()
    expect(page.locator("#left-out")).to_be_in_viewport()
    section = page.get_by_role("region", name="What was left out")
    expect(section.get_by_role("heading", name=re.compile("Candidates"))).to_contain_text("4")
    section.get_by_role("link", name="Brad Lander criticises Amazon").click()
    expect(page.locator(".stands")).to_contain_text("A candidate: it is not in the graph")


def test_a_claim_says_how_it_was_read_and_what_its_words_stand_for(reporter: Reporter) -> None:
    link = reporter.explorer.desk.view().links[reporter.explorer.link("Amazon", "met_with", "ICE")]
    reporter.go(addresses.claim(link.claims[0]))
    ends = reporter.page.locator("table.ends")
    expect(ends).to_contain_text(ICE)
    expect(reporter.page.locator("main")).to_contain_text(re.compile(r"rules@\S+: \d+ of 100 such readings hold"))
    expect(reporter.page.locator("main")).to_contain_text(re.compile(r"[1-5] of 5 \(1 is a record, 5 unknown\)"))
    reporter.page.locator("figure.claim cite a").first.click()
    expect(reporter.page.locator(".text .chosen").first).to_be_in_viewport()


def test_the_original_is_linked_and_told_nothing(reporter: Reporter) -> None:
    reporter.go(addresses.document(document(reporter.explorer, FACT_CHECK).id))
    out = reporter.page.locator("#sources + ol a").first
    assert (out.get_attribute("href") or "").startswith("https://")
    assert out.get_attribute("rel") == "noopener noreferrer"


def test_without_scripts_every_mark_leads_to_its_claim(browser: Browser, explorer: Explorer) -> None:
    with at_work(browser, explorer, java_script_enabled=False) as reporter:
        reporter.enter(addresses.document(document(explorer, FACT_CHECK).id))
        reporter.page.locator(".text .mark", has_text="does not have a contract").first.click()
        target = reporter.page.locator(f"[id='{reporter.page.url.partition('#')[2]}']")
        expect(target).to_contain_text("Said not to be so")
        target.get_by_role("link", name="This claim").click()
        expect(reporter.page.locator("h1")).to_contain_text("has a contract with")


def test_a_link_that_is_gone_says_so_and_names_whom_it_joined(reporter: Reporter) -> None:
    reporter.go("/links/" + "0" * 64)
    assert reporter.heading == "This link is not in the graph"
