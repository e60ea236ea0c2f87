"""A reporter asks: for the routes between two names, in plain words, in Cypher and by a saved question; and takes the answer along."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from reporting import Reporter, press, words

from edgewise.views import addresses

pytestmark = pytest.mark.browser
ICE, AWS = "Immigration and Customs Enforcement", "Amazon Web Services"


def test_the_front_of_the_routes_comes_first_hop_by_hop(reporter: Reporter) -> None:
    reporter.go(addresses.routes("Amazon", "ICE"))
    sections = reporter.page.locator("section.answer.sort-route")
    assert sections.locator("h2").first.inner_text() == "The shortest confirmed way: 1 step"
    assert sections.nth(1).locator("h2").inner_text().startswith("Another way")
    chain = sections.nth(1).locator("ol.chain")
    stops = words(chain.locator(".stop").all_inner_texts())
    assert (stops[0], stops[-1]) == ("Amazon", ICE)
    hops = sections.nth(1).locator("ol.entries > li")
    assert hops.count() == len(stops) - 1
    assert all(quote.strip() for quote in hops.locator("blockquote").all_inner_texts())


def test_a_route_is_walked_with_the_arrow_keys(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.routes("Amazon", "ICE"))
    page.get_by_role("link", name="Walk this route").nth(1).click()
    expect(page.locator("nav.steps")).to_contain_text("Hop 1 of 2")
    first = reporter.heading
    press(page, "ArrowRight")
    expect(page.locator("nav.steps")).to_contain_text("Hop 2 of 2")
    assert reporter.heading != first
    expect(page.locator("svg.route g.now line")).to_have_count(1)
    expect(page.locator(".words blockquote mark").first).to_be_visible()
    press(page, "ArrowLeft")
    expect(page.locator("nav.steps")).to_contain_text("Hop 1 of 2")
    assert reporter.heading == first
    reporter.main("link", "All routes").click()
    assert reporter.heading == f"From Amazon to {ICE}"


def test_an_answer_is_copied_as_markdown_with_its_sources(reporter: Reporter) -> None:
    page = reporter.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reporter.go(addresses.routes("Amazon", "ICE"))
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator("p.keep [role=status]")).to_have_text("Copied.")
    copied = reporter.of("navigator.clipboard.readText()")
    assert copied.startswith("# How is Amazon linked to ICE?")
    assert re.search(r"^1\. \*\*Amazon pitched Amazon Rekognition to Immigration", copied, re.M)
    assert re.search(r"^\[?1[\].]", copied.rpartition("## Sources")[2].strip(), re.M)


def test_an_answer_is_kept_as_a_file(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.routes("Amazon", "ICE"))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as Markdown").click()
    assert waiting.value.suggested_filename.endswith(".md")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert all(f"**{sentence}**" in text for sentence in words(page.locator("section.sort-route a.sentence").all_inner_texts()))


def test_where_there_is_no_route_the_page_says_what_there_is_instead(reporter: Reporter) -> None:
    reporter.go(addresses.routes("Microsoft", "FBI"))
    main = reporter.page.locator("main")
    expect(main).to_contain_text("No way of stated links was found for Microsoft and Federal Bureau of Investigation")
    expect(main).to_contain_text("That nobody says so here does not mean that it is not so.")
    expect(main).to_contain_text("Searched: 10 documents")
    expect(main.locator("ol.chain")).to_have_count(0)


def test_a_name_that_is_off_keeps_the_other(reporter: Reporter) -> None:
    reporter.go(addresses.routes("Palantyr", "ICE"))
    expect(reporter.page.locator(".problem")).to_contain_text("Palantyr")
    reporter.page.locator("ul.choices").get_by_role("link", name="Palantir", exact=True).click()
    assert reporter.heading == f"From Palantir to {ICE}"


def test_routes_over_chosen_relations_only_and_from_the_other_end(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.routes("AWS", "ICE"))
    page.get_by_text("Over all dealings; choose relations").click()
    for relation in ("hosts", "uses"):
        page.get_by_role("checkbox", name=relation, exact=True).check()
    page.get_by_role("button", name="Find routes").click()
    page.wait_for_url("**relation=uses*")
    sentences = words(page.locator("section.sort-route ol.entries a.sentence").all_inner_texts())
    assert {f"{AWS} hosts Investigative Case Management", f"{ICE} uses Investigative Case Management"} == set(sentences)
    page.get_by_role("link", name="From the other end").click()
    assert reporter.heading == f"From {ICE} to {AWS}"
    assert page.get_by_role("checkbox", name="hosts", exact=True).is_checked()


def test_a_question_says_how_it_was_understood_and_what_the_answer_rests_on(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go("/ask")
    page.get_by_role("textbox", name="Question").fill("Has ICE confirmed using Rekognition?")
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text("Understood as: whether somebody has confirmed something")
    expect(page.locator("blockquote").first).to_contain_text("Rekognition")
    page.locator("main figure cite a").first.click()
    expect(page.locator(".text .chosen").first).to_be_in_viewport()


def test_a_question_nobody_understands_leads_to_those_that_are(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go(addresses.ask("colourless green ideas"))
    page.locator("main").get_by_role("link", name="Who hosts ICM?").first.click()
    expect(page.locator("main")).to_contain_text(f"{AWS} hosts Investigative Case Management")


def test_an_answer_is_drawn(reporter: Reporter) -> None:
    reporter.go(addresses.ask("Who hosts ICM?"))
    reporter.main("link", "As a graph").click()
    assert reporter.drawn() == {AWS, "Investigative Case Management"}


def test_a_statement_gives_rows_that_lead_to_their_names(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go("/cypher")
    page.locator("#statement").fill("MATCH (a:Entity)-[r:HOSTS]->(b:Entity)\nRETURN a, r, b, r.standing AS standing")
    press(page, "Control+Enter")
    page.wait_for_url("**/cypher?q=*")
    table = page.locator("table.results")
    assert words(table.locator("thead th").all_inner_texts()) == ["a", "r", "b", "standing"]
    row = table.locator("tbody tr", has_text="Investigative Case Management")
    expect(row).to_contain_text("reported")
    page.get_by_role("link", name="As a graph").click()
    assert {AWS, "Investigative Case Management"} <= reporter.drawn()
    page.go_back()
    table.locator("tbody").get_by_role("link", name=AWS, exact=True).first.click()
    assert AWS in reporter.heading


def test_a_wrong_statement_is_marked_at_its_place(reporter: Reporter) -> None:
    reporter.go(addresses.cypher("MATCH (a:Entity)\nRETRUN a"))
    expect(reporter.page.get_by_role("alert")).to_be_visible()
    lines = reporter.page.locator("pre.marked").inner_text().split("\n")
    at = lines.index("RETRUN a")
    assert lines[at + 1].strip() == "^"
    assert lines[at + 1].index("^") < len("RETRUN a")


def test_a_statement_that_writes_is_refused(reporter: Reporter) -> None:
    before = reporter.explorer.desk.store.stamp()
    for statement in ("MATCH (n) DETACH DELETE n", "CREATE (n:Entity {name: 'Evil Corp'}) RETURN n", "CALL db.labels()"):
        reporter.go(addresses.cypher(statement))
        expect(reporter.page.get_by_role("alert")).to_be_visible()
    assert reporter.explorer.desk.store.stamp() == before


def test_rows_that_are_left_out_are_said_and_shown(reporter: Reporter) -> None:
    reporter.go(addresses.address("/cypher", q="MATCH (n:Entity) RETURN n.name AS name ORDER BY name", limit="5"))
    expect(reporter.page.locator("main")).to_contain_text("5 rows shown, and there are more.")
    reporter.main("link", "Show more rows").click()
    expect(reporter.page.locator("table.results tbody tr")).to_have_count(len(reporter.explorer.desk.view().entities))


def test_a_saved_question_has_a_form_and_its_rows_are_taken_along(reporter: Reporter) -> None:
    reporter.go("/")
    page = reporter.page
    page.get_by_role("region", name="Saved questions").get_by_role("link", name="What was denied about a name").click()
    field = page.locator("input[name=name]")
    assert field.evaluate("field => field.required")
    field.press_sequentially("aws")
    page.get_by_role("option", name=AWS).click()
    page.get_by_role("button", name="Ask").click()
    rows = page.locator("table.results tbody tr")
    expect(rows.first).to_contain_text("contract")
    page.wait_for_load_state()
    with page.expect_download() as waiting:
        page.locator("footer.site").get_by_role("link", name="CSV").click()
    kept = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    assert len(kept) == rows.count()
    assert {"said_by", "quote"} <= kept[0].keys()
    page.goto(page.url.replace("/queries/denials", "/queries/denials.json"))
    assert len(json.loads(page.locator("body").inner_text())["rows"]) == len(kept)


def test_a_saved_question_opens_in_the_console_and_gives_the_same(reporter: Reporter) -> None:
    page = reporter.page
    reporter.go("/queries/hosts_of_what_it_uses?name=ICE")
    rows = page.locator("table.results tbody tr").count()
    assert rows > 0
    page.get_by_role("link", name="Open in the console").click()
    expect(page.locator("#statement")).to_have_value(re.compile("MATCH"))
    expect(page.locator("table.results tbody tr")).to_have_count(rows)
