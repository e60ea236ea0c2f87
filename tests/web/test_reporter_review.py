"""A reporter decides what a machine must not: it holds in every view at once, can be taken back, and outlives another reading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deciding import filled
from playwright.sync_api import Browser, expect
from reporting import Kept, Reporter, at_work, explorer_over, press, words

from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.model import Judgement
from edgewise.project import builtin
from edgewise.views import addresses

pytestmark = pytest.mark.browser
ICE, AWS, ICM = "Immigration and Customs Enforcement", "Amazon Web Services", "Investigative Case Management"
HOSTS = f"{AWS} hosts {ICM}"


def links_of(reporter: Reporter, name: str) -> list[str]:
    """The sentences of the links on the page of a name."""
    reporter.go(reporter.explorer.entity(name))
    return words(reporter.page.locator("#links a.sentence").all_inner_texts())


def reject(reporter: Reporter, claim: str, why: str) -> None:
    """Reject a claim on its own page."""
    reporter.go(addresses.claim(claim))
    reporter.page.get_by_label("Reason").fill(why)
    reporter.page.get_by_role("button", name=re.compile("^Reject")).click()
    expect(reporter.page.locator(".stands")).to_contain_text("Rejected")


def pair(reporter: Reporter, left: str, right: str) -> None:
    """Go to the page that decides about two names."""
    reporter.go(addresses.review_names(reporter.explorer.id(left), reporter.explorer.id(right)))
    assert reporter.heading == "Are these one thing or two?"


def test_one_thing_joins_the_links_of_both_and_undo_takes_them_apart(deciding: Reporter) -> None:
    page = deciding.page
    before = links_of(deciding, "Microsoft"), links_of(deciding, "Palantir")
    pair(deciding, "Microsoft", "Palantir")
    expect(page.locator("main")).to_contain_text(re.compile(r"If they are one: .*claims? (would )?move"))
    press(page, "w")
    page.keyboard.type("One registered office")
    press(page, "Tab")
    press(page, "s")
    expect(page.locator("form.last")).to_contain_text("You decided")
    joined = links_of(deciding, "Microsoft")
    assert len(joined) == len(before[0]) + len(before[1])
    assert links_of(deciding, "Palantir") == joined
    deciding.go("/review/log")
    expect(page.locator("table.decisions tbody tr")).to_have_count(1)
    expect(page.locator("table.decisions")).to_contain_text("One registered office")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("table.decisions tbody tr")).to_have_count(2)
    assert (links_of(deciding, "Microsoft"), links_of(deciding, "Palantir")) == before


def test_a_rejected_claim_takes_its_link_away_everywhere(deciding: Reporter) -> None:
    page, explorer = deciding.page, deciding.explorer
    link = explorer.link("AWS", "hosts", "ICM")
    assert HOSTS in links_of(deciding, "ICM")
    reject(deciding, explorer.desk.view().links[link].claims[0], "The report says that it might")
    for name in ("ICM", "AWS"):
        assert HOSTS not in links_of(deciding, name)
    deciding.go(addresses.link(link))
    assert deciding.heading == "This link is not in the graph"
    deciding.go(addresses.ask("Who hosts ICM?"))
    expect(page.locator("main")).not_to_contain_text(HOSTS)
    deciding.go(addresses.routes("AWS", "ICE"))
    expect(page.locator("main")).not_to_contain_text(HOSTS)
    deciding.go(addresses.cypher("MATCH (a:Entity)-[:HOSTS]->(b:Entity) RETURN a, b"))
    expect(page.locator("table.results")).to_have_count(0)
    deciding.go(explorer.around("ICM"))
    assert AWS not in deciding.drawn()
    deciding.go("/review/log")
    expect(page.locator("table.decisions")).to_contain_text("The report says that it might")


def test_what_was_rejected_is_taken_back_on_its_own_page(deciding: Reporter) -> None:
    claim = deciding.explorer.desk.view().links[deciding.explorer.link("AWS", "hosts", "ICM")].claims[0]
    reject(deciding, claim, "")
    deciding.page.get_by_role("button", name="Take back that it is rejected").click()
    expect(deciding.page.locator(".stands")).to_contain_text("It supports a link")
    assert HOSTS in links_of(deciding, "ICM")


def test_an_accepted_claim_becomes_a_link_and_z_takes_it_back(deciding: Reporter) -> None:
    page = deciding.page
    deciding.go(addresses.review_claims("criticises"))
    expect(page.locator("h1")).to_contain_text("Brad Lander criticises Amazon")
    press(page, "a")
    expect(page.locator("form.last")).to_contain_text("You decided")
    back = page.url
    assert "Brad Lander criticises Amazon" in links_of(deciding, "Brad Lander")
    page.goto(back)
    press(page, "z")
    page.wait_for_url(lambda url: "last=" not in url)
    assert "Brad Lander criticises Amazon" not in links_of(deciding, "Brad Lander")


def test_a_decision_is_news_in_another_window(deciding: Reporter) -> None:
    other = Reporter(deciding.window(deciding.explorer.origin + deciding.explorer.entity("ICM")), deciding.explorer)
    assert HOSTS in words(other.page.locator("#links a.sentence").all_inner_texts())
    claim = deciding.explorer.desk.view().links[deciding.explorer.link("AWS", "hosts", "ICM")].claims[0]
    reject(deciding, claim, "")
    other.news().get_by_role("link", name="Show it anew").click()
    expect(other.page.locator("#links a.sentence").get_by_text(HOSTS, exact=True)).to_have_count(0)
    expect(other.page.locator("#news")).to_be_hidden()


def test_a_decision_outlives_another_reading(deciding: Reporter, own_store: Kept, root: Path) -> None:
    explorer = deciding.explorer
    reject(deciding, explorer.desk.view().links[explorer.link("AWS", "hosts", "ICM")].claims[0], "No")
    with own_store.open() as store:
        ingest([str(root / "loaders" / "example")], store, builtin(), extractor("rules", builtin()))
        assert [one.verdict for one in store.records(Judgement)] == ["REJECTED"]
    assert HOSTS not in links_of(deciding, "ICM")


def test_the_log_says_who_decided_what_when_and_why(deciding: Reporter) -> None:
    pair(deciding, "Microsoft", "Palantir")
    deciding.page.get_by_label("Why").fill("Two boards")
    deciding.page.get_by_role("button", name="Two things").click()
    expect(deciding.page.locator("form.last")).to_contain_text("You decided")
    deciding.go("/review/log")
    row = words(deciding.page.locator("table.decisions tbody tr").first.locator("td").all_inner_texts())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", row[0])
    assert row[1]
    assert "Microsoft" in row[2]
    assert "Palantir" in row[2]
    assert row[3] == "Two boards"


def test_two_things_leave_the_queue(browser: Browser, tmp_path: Path) -> None:
    """Over made-up firms: of the example no two names look like one thing."""
    with explorer_over(Kept(filled(tmp_path / "firms.db"))) as explorer, at_work(browser, explorer) as reporter:
        reporter.enter("/review/names")
        page = reporter.page
        waiting = page.locator("ol.pairs li").count()
        first = words(page.locator("section.side h2").all_inner_texts())
        press(page, "d")
        expect(page.locator("form.last")).to_contain_text("You decided")
        page.wait_for_load_state()
        assert words(page.locator("section.side h2").all_inner_texts()) != first
        assert page.locator("ol.pairs li").count() == waiting - 1
        press(page, "z")
        page.wait_for_url(lambda url: "last=" not in url)
        assert words(page.locator("section.side h2").all_inner_texts()) == first


def test_read_only_shows_what_waits_and_takes_nothing(browser: Browser, own_store: Kept) -> None:
    with explorer_over(own_store, read_only=True) as explorer, at_work(browser, explorer) as reporter:
        reporter.enter("/review")
        expect(reporter.page.locator("main")).to_contain_text("--read-only")
        claim = explorer.desk.view().links[explorer.link("AWS", "hosts", "ICM")].claims[0]
        for address in ("/review/claims", "/review/log", addresses.claim(claim)):
            reporter.go(address)
            expect(reporter.page.locator("form[method=post]")).to_have_count(0)
        posted = "fetch('/review/claims', {method: 'POST', body: new URLSearchParams({claim, verdict: 'REJECTED'})}).then(r => r.status)"
        assert reporter.of(f"(claim) => {posted}", claim) == 403
        reporter.complaints.clear()  # the browser says that it was refused
        assert HOSTS in links_of(reporter, "ICM")
