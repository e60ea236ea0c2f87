"""What a person is shown before deciding: both contexts, what speaks for and against, and what would change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding import BUYS, DENIED, DOUBTED, DOUBTED_TOO, OWNED, OWNS, PROJECT, RUNS, SHORT, fill

from edgewise.decide import judge_claim, judge_names, log, now, told, undo
from edgewise.errors import UsageError
from edgewise.model import Entity
from edgewise.questions.candidates import candidates, claims_to_review, waiting_relations
from edgewise.questions.names import named_in
from edgewise.questions.review import PairShown, name_pairs, pairs_worth_a_look, pending, show_pair
from edgewise.questions.view import GraphView, build_view
from edgewise.refresh import refresh
from edgewise.stores import open_store
from edgewise.stores.base import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "pile.db")) as opened:
        yield fill(opened)


@pytest.fixture
def view(store: Store) -> GraphView:
    return build_view(store)


def named(view: GraphView, name: str) -> Entity:
    (found,) = view.called(name)
    return found


def pair(view: GraphView, left: str, right: str) -> PairShown:
    return show_pair(view, named(view, left).id, named(view, right).id)


def waiting(view: GraphView) -> list[set[str]]:
    return [{line.left.name, line.right.name} for line in pending(view, pairs_worth_a_look(view, PROJECT))]


def decide(view: GraphView, left: str, verdict: str, right: str) -> str:
    made = judge_names(view.store, PROJECT, named(view, left), named(view, right), verdict, "ana", "", now())  # type: ignore[arg-type]
    return made.id


def test_a_pair_is_shown_with_both_contexts_and_what_a_decision_changes(view: GraphView) -> None:
    shown = next(p for p in name_pairs(view, PROJECT) if p.line.right.name == "MTB")
    assert (shown.left.entity.name, shown.left.documents, shown.left.claims, shown.left.links) == ("Metro Transit Board", 1, 1, 1)
    (sentence,) = shown.right.sentences
    assert sentence.parts == (("MTB", True), (" uses Borealis.", False))
    assert (sentence.title, sentence.source) == ("Short <b>minutes</b>", "4.txt")
    assert SHORT.text[sentence.start : sentence.end] == "MTB uses Borealis."
    assert [s.words for s in shown.line.reasons] == ["MTB could abbreviate Metro Transit Board", "both are linked to Borealis"]
    assert all(reason.for_one for reason in shown.line.reasons)
    assert [entity.name for entity in shown.shared] == ["Borealis"]
    assert (shown.moves, shown.joined, shown.between, shown.together) == (1, 1, 0, 0)
    assert shown.consequence == "1 claim moves; 1 link becomes one with another"


def test_what_is_said_to_change_is_what_changes(store: Store, view: GraphView) -> None:
    before = store.projection()
    said = pair(view, "Metro Transit Board", "MTB")
    decide(view, "Metro Transit Board", "SAME", "MTB")
    refresh(store, PROJECT)
    after = store.projection()
    ends = {r.claim: (r.subject, r.object) for r in before.resolved}
    assert sum(ends[r.claim] != (r.subject, r.object) for r in after.resolved) == said.moves
    assert len(before.links) - len(after.links) == said.joined


def test_what_links_the_two_would_be_gone(view: GraphView) -> None:
    shown = pair(view, "Palantir", "Borealis")
    assert (shown.between, shown.line.left.name) == (1, "Borealis")
    assert shown.consequence.endswith("1 link between the two goes")
    assert [reason.words for reason in shown.line.reasons if not reason.for_one]


def test_what_is_decided_waits_no_more_before_the_graph_is_made_anew(view: GraphView) -> None:
    assert {"Metro Transit Board", "MTB"} in waiting(view)
    assert {"Bill Roe", "William Roe"} in waiting(view)
    judgement = decide(view, "Metro Transit Board", "SAME", "MTB")
    decide(view, "William Roe", "DIFFERENT", "Bill Roe")
    assert not [names for names in waiting(view) if names & {"MTB", "Bill Roe"}]
    undo(view.store, judgement, "ben", now())
    assert {"Metro Transit Board", "MTB"} in waiting(view)


def test_what_is_decided_waits_no_more_after_the_graph_is_made_anew(store: Store, view: GraphView) -> None:
    found = pairs_worth_a_look(view, PROJECT)
    decide(view, "Metro Transit Board", "SAME", "MTB")
    decide(view, "William Roe", "DIFFERENT", "Bill Roe")
    refresh(store, PROJECT)
    later = build_view(store)
    for pairs in (found, pairs_worth_a_look(later, PROJECT)):
        assert not [line for line in pending(later, pairs) if {line.left.name, line.right.name} & {"MTB", "Bill Roe"}]


def test_what_a_person_was_unsure_of_comes_last(view: GraphView) -> None:
    first = waiting(view)[0]
    left, right = sorted(first)
    decide(view, left, "UNSURE", right)
    assert waiting(view)[-1] == first
    assert len(waiting(view)) > 1
    last = pending(view, pairs_worth_a_look(view, PROJECT))[-1]
    assert last.unsure
    assert show_pair(view, last.right.id, last.left.id, [last]).line == last


def test_any_two_can_be_asked_about_but_one(view: GraphView) -> None:
    assert pair(view, "Acme Data", "Palantir").line.score < 0.1
    data = named(view, "Acme Data")
    with pytest.raises(UsageError, match="is one thing already"):
        show_pair(view, data.id, data.id)
    with pytest.raises(UsageError, match="no entity has the id"):
        show_pair(view, data.id, "0" * 64)


def test_people_of_single_documents_say_which(view: GraphView) -> None:
    ours = [line for line in pending(view, pairs_worth_a_look(view, PROJECT)) if line.left.name == "Powell"]
    (line,) = ours
    shown = show_pair(view, line.left.id, line.right.id)
    assert {shown.left.only_in, shown.right.only_in} == {"1.txt", "2.txt"}
    assert shown.left.sentences != shown.right.sentences


def test_what_two_documents_call_by_a_last_name_is_found_in_both_once_it_is_one(store: Store, view: GraphView) -> None:
    line = next(line for line in pending(view, pairs_worth_a_look(view, PROJECT)) if line.left.name == "Powell")
    one, other = (view.entity(side.id) for side in (line.left, line.right))
    judge_names(store, PROJECT, one, other, "SAME", "ana", "", now())
    refresh(store, PROJECT)
    later = build_view(store)
    (powell,) = later.called("Powell")
    assert [named_in(later, doc.id, "Powell", "Person") for doc in (OWNS, RUNS, BUYS)] == [powell, powell, None]
    assert {later.entity(id) for id in (one.id, other.id)} == {powell}, "an id that was given out still leads there"
    (decision,) = told(later, PROJECT, log(store))
    assert (decision.became, decision.left) == ("", decision.right)


def test_claims_wait_with_their_words_and_what_they_would_do(view: GraphView) -> None:
    supports, denies, new = claims_to_review(view, PROJECT, limit=9).items
    assert [one.claim.id for one in (supports, denies, new)] == [DOUBTED_TOO.id, DENIED.id, DOUBTED.id], "the surest first"
    assert supports.effect == "it would support a link that is there"
    assert denies.effect == "it would speak against a link that is there"
    assert [one.link and one.link.sentence for one in (supports, denies)] == ["Palantir owns Borealis, in whole or in part"] * 2
    assert (new.effect, new.link, new.new) == ("it would make a new link", None, ())
    assert [end.name for end in new.ends] == ["Springfield Transit", "Acme Data"]
    assert new.claim.quote == BUYS.text
    assert [one.id for one in candidates(view, PROJECT)] == [DOUBTED_TOO.id, DENIED.id, DOUBTED.id]


def test_claims_are_filtered_and_paged(view: GraphView) -> None:
    assert [c.claim.id for c in claims_to_review(view, PROJECT, relation="contracts_with").items] == [DOUBTED.id]
    borealis = claims_to_review(view, PROJECT, entity=named(view, "Borealis").id, offset=1, limit=5)
    assert ([c.claim.id for c in borealis.items], borealis.total, borealis.offset) == ([DENIED.id], 2, 1)
    assert claims_to_review(view, PROJECT, offset=7).items == ()
    assert [c.claim.id for c in claims_to_review(view, PROJECT, first=DOUBTED.id).items] == [DOUBTED.id]
    assert waiting_relations(view) == (("owns", 2), ("contracts_with", 1))
    with pytest.raises(UsageError, match="unknown relation"):
        claims_to_review(view, PROJECT, relation="x")
    with pytest.raises(UsageError, match="no entity"):
        claims_to_review(view, PROJECT, entity="x")


def test_a_claim_that_is_decided_waits_no_more(store: Store, view: GraphView) -> None:
    judge_claim(store, DOUBTED.id, "ACCEPTED", "ana", "", now())
    judge_claim(store, DENIED.id, "REJECTED", "ana", "", now())
    made = judge_claim(store, OWNED.id, "REJECTED", "ana", "", now())
    assert [c.claim.id for c in claims_to_review(view, PROJECT, limit=9).items] == [DOUBTED_TOO.id]
    refresh(store, PROJECT)
    assert [c.claim.id for c in claims_to_review(store, PROJECT, limit=9).items] == [DOUBTED_TOO.id]
    undo(store, made.id, "ana", now())
    refresh(store, PROJECT)
    assert [c.claim.id for c in claims_to_review(store, PROJECT, limit=9).items] == [DOUBTED_TOO.id]


def test_an_empty_store_has_nothing_to_decide(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "empty.db")) as empty:
        assert name_pairs(empty, PROJECT) == ()
        assert claims_to_review(empty, PROJECT).total == 0
