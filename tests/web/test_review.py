"""The review: what waits, decisions by form and by key, and taking them back."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from deciding import DENIED, DOUBTED, DOUBTED_TOO, PROJECT, filled
from explorers import Asking, served
from guarded import Guarded, behind_the_guard
from playwright.sync_api import Browser, Page
from waiting import until

from edgewise.decide import NameVerdict, judge_names, log, now
from edgewise.errors import UsageError
from edgewise.model import Entity, Judgement
from edgewise.stores import open_store
from edgewise.views import addresses
from edgewise.web import finding as module
from edgewise.web.app import make_app
from edgewise.web.asked import Asked
from edgewise.web.desk import Desk
from edgewise.web.finding import finding
from edgewise.web.page import Elsewhere, Shown
from edgewise.web.pages import review


@pytest.fixture(autouse=True)
def ana(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGEWISE_BY", "ana")


def _desk(path: Path, *, read_only: bool = False) -> Desk:
    address = filled(path)
    return Desk(open_store(address), lambda: open_store(address), PROJECT, read_only=read_only)


@pytest.fixture
def pile(tmp_path: Path) -> Iterator[Desk]:
    made = _desk(tmp_path / "pile.db")
    yield made
    made.close()


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Asking]:
    made = _desk(tmp_path / "locked.db", read_only=True)
    with served(made) as asked:
        yield asked
    made.close()


@pytest.fixture
def asked(pile: Desk) -> Iterator[Asking]:
    with served(pile) as asking:
        yield asking


def form(**fields: str) -> Asked:
    return Asked(form={name: [value] for name, value in fields.items()})


def at(address: Shown) -> str:
    assert isinstance(address, Elsewhere)
    return address.address


def ids(desk: Desk, left: str, right: str) -> Mapping[str, str]:
    (one,), (other,) = desk.view().called(left), desk.view().called(right)
    return {"left": one.id, "right": other.id}


def names_at(asking: Asking, address: str = "/review/names") -> set[str]:
    """The two names of the pair that a page shows."""
    pair = asking(address.replace("/review/names", "/review/names.json")).json["pair"]
    return {pair[side]["entity"]["name"] for side in ("left", "right")} if pair else set()


def test_both_queues_are_counted_and_shown(asked: Asking) -> None:
    page = asked("/review")
    assert page.status == 200
    assert "Metro Transit Board" in page.body
    data = asked("/review.json").json
    assert (data["claims"]["total"], data["decided"], data["looking"]) == (3, 0, False)
    assert data["pairs"]["total"] == len(data["pairs"]["items"]) == 3


def test_a_pair_is_a_page_with_both_contexts_and_the_consequence(asked: Asking, pile: Desk) -> None:
    both = ids(pile, "Metro Transit Board", "MTB")
    page = asked(f"/review/names?left={both['left']}&right={both['right']}").body
    assert "<mark>MTB</mark> uses Borealis." in page
    assert "The <mark>Metro Transit Board</mark> uses Borealis." in page
    assert "1 claim moves; 1 link becomes one with another" in page
    assert "MTB could abbreviate Metro Transit Board" in page
    assert "Short &lt;b&gt;minutes&lt;/b&gt;" in page
    assert page.count('aria-keyshortcuts="s"') == 1


def test_the_next_pair_comes_at_once_and_undo_brings_the_last_one_back(asked: Asking, pile: Desk) -> None:
    first = names_at(asked)
    pair = asked("/review/names.json").json["pair"]
    both = {side: pair[side]["entity"]["id"] for side in ("left", "right")}
    address = at(review.decide_names(pile, form(**both, verdict="SAME", why="one register")))
    assert names_at(asked, address) not in (first, set())
    assert "You decided: " in asked(address).body
    (decision,) = log(pile.store)
    assert (decision.judgement.by, decision.judgement.why, decision.judgement.verdict) == ("ana", "one register", "SAME")
    assert names_at(asked, at(review.take_back(pile, form(judgement=decision.id)))) == first
    until(lambda: names_at(asked) == first)  # the pairs of both as one are shown until it was looked anew
    assert "You decided" not in asked(address).body


def test_what_is_skipped_is_not_come_back_to_before_the_others(asked: Asking, pile: Desk) -> None:
    first = asked("/review/names.json").json
    second = first["next"][0]
    address = f"/review/names.json?left={second['left']['id']}&right={second['right']['id']}"
    skipped = asked(address).json
    assert [line["left"]["name"] for line in skipped["next"]] == [first["next"][1]["left"]["name"], first["pair"]["line"]["left"]["name"]]
    next_one = {f"next_{side}": skipped["next"][0][side]["id"] for side in ("left", "right")}
    both = {side: second[side]["id"] for side in ("left", "right")}
    went_on = at(review.decide_names(pile, form(**both, **next_one, verdict="DIFFERENT")))
    assert names_at(asked, went_on) == {skipped["next"][0][side]["name"] for side in ("left", "right")}
    gone = at(review.decide_names(pile, form(**ids(pile, "Acme Data", "Acme Insight"), next_left="0", next_right="1", verdict="SAME")))
    assert names_at(asked, gone) == {first["pair"][side]["entity"]["name"] for side in ("left", "right")}
    assert asked("/review/names?left=0&right=1").status == 400


def test_every_view_has_the_decision(asked: Asking, pile: Desk) -> None:
    review.decide_names(pile, form(**ids(pile, "Metro Transit Board", "MTB"), verdict="SAME"))
    (board,) = pile.view().called("MTB")
    assert {board.name, *board.aliases} == {"Metro Transit Board", "MTB"}


def test_a_claim_is_accepted_or_rejected_and_the_filter_stays(asked: Asking, pile: Desk) -> None:
    address = at(review.decide_claim(pile, form(claim=DENIED.id, verdict="REJECTED", why="of 2016", relation="owns", offset="0")))
    assert address.startswith("/review/claims?relation=owns&last=")
    assert [one["claim"]["id"] for one in asked(address.replace("claims?", "claims.json?")).json["claims"]["items"]] == [DOUBTED_TOO.id]
    review.decide_claim(pile, form(claim=DOUBTED.id, verdict="ACCEPTED"))
    assert DOUBTED.id in pile.view().resolved
    assert "rejected: " in asked("/review/log").body


def test_claims_can_be_skipped_and_filtered(asked: Asking, pile: Desk) -> None:
    first, second = (asked(f"/review/claims.json?offset={n}").json["claims"]["items"][0]["claim"]["id"] for n in (0, 1))
    assert (first, second) == (DOUBTED_TOO.id, DENIED.id)
    assert "That was the last one" in asked("/review/claims?offset=3").body
    assert "it would make a new link" in asked("/review/claims?relation=contracts_with").body
    (borealis,) = pile.view().called("Borealis")
    assert asked(f"/review/claims.json?entity={borealis.id}").json["claims"]["total"] == 2
    assert asked("/review/claims?relation=x").status == 400


def test_the_log_is_a_table_and_a_file(asked: Asking, pile: Desk) -> None:
    review.decide_names(pile, form(**ids(pile, "Acme Data", "Acme Insight"), verdict="SAME", why="=1+1"))
    review.decide_names(pile, form(**ids(pile, "William Roe", "Bill Roe"), verdict="DIFFERENT"))
    (other, same) = log(pile.store)
    assert at(review.take_back(pile, form(judgement=other.id, to="log"))) == "/review/log"
    page = asked("/review/log").body
    assert page.count("Take back</button>") == 1
    rows = list(csv.DictReader(io.StringIO(asked("/review/log.csv").body)))
    assert [(row["verdict"], row["by"]) for row in rows] == [("UNSURE", "ana"), ("DIFFERENT", "ana"), ("SAME", "ana")]
    assert rows[1]["became"].startswith("taken back by ana, ")
    assert "“Acme Data” (organization) and “Acme Insight” (organization) are one thing" in (rows[2]["what"], rows[2]["what"])
    assert rows[2]["id"] == same.id


def test_the_log_says_who_decided_otherwise(asked: Asking, pile: Desk) -> None:
    left, right = (pile.view().called(name)[0] for name in ("Bill Roe", "William Roe"))
    decided: tuple[tuple[str, NameVerdict], ...] = (("ana", "SAME"), ("ben", "DIFFERENT"))
    for by, verdict in decided:
        pile.decide(partial(judge_names, project=PROJECT, left=left, right=right, verdict=verdict, by=by, why="", at=now()))
    assert "(ana said SAME)" in asked("/review/log").body
    assert [row["against"] for row in csv.DictReader(io.StringIO(asked("/review/log.csv").body))] == ["ana said SAME", "ben said DIFFERENT"]


def test_a_decision_that_joins_nothing_says_so(asked: Asking, pile: Desk) -> None:
    data, analytics, insight = (pile.view().called(f"Acme {word}")[0] for word in ("Data", "Analytics", "Insight"))
    decided: tuple[tuple[Entity, Entity, NameVerdict], ...] = (
        (data, analytics, "DIFFERENT"), (data, insight, "SAME"), (analytics, insight, "SAME"),
    )  # fmt: skip
    for left, right, verdict in decided:
        pile.decide(partial(judge_names, project=PROJECT, left=left, right=right, verdict=verdict, by="ana", why="", at=now()))
    rows = list(csv.DictReader(io.StringIO(asked("/review/log.csv").body)))
    assert [row["became"] for row in rows] == ["", "joins nothing: that would make one thing of what is kept apart", ""]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"left": "", "right": "", "verdict": "SAME"}, "no entity has the id"),
        ({"verdict": "MERGE"}, "the verdict is 'MERGE'; known: DIFFERENT, SAME, UNSURE"),
    ],
)
def test_what_cannot_be_decided_is_said(pile: Desk, fields: dict[str, str], problem: str) -> None:
    given = {**ids(pile, "Acme Data", "Acme Insight"), **fields}
    with pytest.raises(UsageError, match=problem):
        review.decide_names(pile, form(**given))
    with pytest.raises(UsageError, match="the verdict is 'SAME'; known: ACCEPTED, REJECTED"):
        review.decide_claim(pile, form(claim=DENIED.id, verdict="SAME"))
    assert log(pile.store) == ()


def test_read_only_shows_what_waits_and_no_button(locked: Asking) -> None:
    for address in ("/review", "/review/names", "/review/claims", "/review/log"):
        page = locked(address)
        assert page.status == 200
        assert "nothing can be decided here" in page.body
        assert "<button name=" not in page.body
        assert 'method="post"' not in page.body
    assert names_at(locked)


def test_hostile_names_and_reasons_are_text(tmp_path: Path) -> None:
    payload = "<img src=x onerror=\"window.__pwn=['why']\"></script><script>window.__pwn=['why']</script>"
    desk = _desk(tmp_path / "hostile.db")
    with served(desk) as asking:
        review.decide_names(desk, form(**ids(desk, "Acme Data", "Acme Insight"), verdict="SAME", why=payload))
        for address in (
            "/review/log",
            f"/review/names?last={payload}",
            f"/review/claims?relation={payload}",
            f"/review/names?left={payload}",
        ):
            assert "<img" not in asking(address).body
            assert "<script>" not in asking(address).body
    desk.close()


def test_a_judgement_of_what_is_gone_stays_in_the_log(asked: Asking, pile: Desk) -> None:
    pile.store.add([Judgement("ACCEPTED", "ben", "2026-01-01", "of another store", claim="0" * 64)])
    assert "a claim that this store does not have" in asked("/review/log").body


def test_a_page_says_that_names_are_still_being_looked_through(pile: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    never = SimpleNamespace(start=lambda: None)
    monkeypatch.setattr(module, "threading", SimpleNamespace(Thread=lambda **_: never, Condition=threading.Condition))
    with served(pile) as asking:
        for address in ("/review", "/review/names"):
            assert "still being looked through" in asking(address).body
        assert asking(f"{addresses.REVIEW_NAMES}.csv").status == 400  # an empty table would say that there are none


def test_what_was_found_stays_while_it_is_looked_for_anew(pile: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = finding(pile).pairs(pile)
    assert found
    review.decide_claim(pile, form(claim=DOUBTED.id, verdict="ACCEPTED"))
    pile.view()
    assert finding(pile).pairs(pile) is found, "it rests"
    assert finding(pile) is finding(pile)


@pytest.fixture
def browsed(pile: Desk, browser: Browser) -> Iterator[tuple[Page, Guarded]]:
    with behind_the_guard(make_app(pile)) as guarded:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{guarded.origin}/review?key={guarded.keys.mint()}")
        yield page, guarded
        context.close()


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for that."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.browser
def test_a_reporter_decides_with_one_key_each(browsed: tuple[Page, Guarded], pile: Desk) -> None:
    page, guarded = browsed
    said: list[Any] = []
    page.on("console", lambda message: said.append(message.text))
    with page.expect_navigation():
        page.click("section[aria-labelledby=names] .go")
    first = page.inner_text(".sides")
    page.keyboard.press("w")
    page.keyboard.type("the same register, s and d")
    page.evaluate("document.activeElement.blur()")
    press(page, "s")
    assert page.inner_text(".sides") != first
    assert "are one thing" in page.inner_text(".last")
    assert [d.judgement.why for d in log(pile.store)] == ["the same register, s and d"]
    press(page, "z")
    assert page.inner_text(".sides") == first
    assert page.query_selector(".last") is None
    press(page, "d")
    assert "are two things" in page.inner_text(".last")
    press(page, "u")
    assert "left open" in page.inner_text(".last")
    page.goto(f"{guarded.origin}/review/claims")
    press(page, "n")
    assert page.url.endswith("/review/claims?offset=1")
    press(page, "r")
    assert "rejected" in page.inner_text(".last")
    assert sorted(d.judgement.verdict for d in log(pile.store) if d.holds) == ["DIFFERENT", "REJECTED", "UNSURE"]
    assert said == []
