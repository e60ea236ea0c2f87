"""Decisions over real records: what they do to the graph, that they last, and that each can be taken back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding import DOUBTED, OWNED, OWNS, PROJECT, RUNS, TEXTS, fill

from edgewise.decide import judge_claim, judge_names, key_of, log, now, person, undo
from edgewise.errors import UsageError
from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.model import Entity, Judgement, Key, Reading, Source
from edgewise.refresh import refresh
from edgewise.stores import open_store
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.transfer import dump, load


@pytest.fixture
def open_sqlite(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    opened: list[Store] = []

    def one(name: str) -> Store:
        opened.append(open_store(str(tmp_path / name)))
        return opened[-1]

    yield one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_sqlite: Callable[[str], Store]) -> Store:
    return fill(open_sqlite("one.db"))


def called(store: Store, name: str) -> list[Entity]:
    return [e for e in store.projection().entities if name in (e.name, *e.aliases)]


def one(store: Store, name: str) -> Entity:
    (found,) = called(store, name)
    return found


def decide(store: Store, left: str | Entity, verdict: Any, right: str | Entity, by: str = "ana") -> Judgement:
    ends = [end if isinstance(end, Entity) else one(store, end) for end in (left, right)]
    made = judge_names(store, PROJECT, ends[0], ends[1], verdict, by, "the register", now())
    refresh(store, PROJECT)
    return made


def take_back(store: Store, judgement: Judgement) -> Judgement:
    made = undo(store, judgement.id, "ben", now())
    refresh(store, PROJECT)
    return made


def check_names(store: Store) -> None:
    before = fill(store).projection()
    same = decide(store, "Acme Data", "SAME", "Acme Analytics")
    merged = one(store, "Acme Data")
    assert merged == one(store, "Acme Analytics")
    assert {link.relation for link in store.projection().links if link.subject == merged.id} == {"supplies_to", "owns"}
    take_back(store, same)
    assert store.projection() == before
    decide(store, "Acme Data", "DIFFERENT", "Acme Analytics")
    assert store.projection() == before


def check_claims(store: Store) -> None:
    before = fill(store).projection()
    rejected = judge_claim(store, OWNED.id, "REJECTED", "ana", "of another firm", now())
    refresh(store, PROJECT)
    assert OWNED.id not in {c.claim for c in store.projection().resolved}
    undo(store, rejected.id, "ana", now())
    accepted = judge_claim(store, DOUBTED.id, "ACCEPTED", "ana", "", now())
    refresh(store, PROJECT)
    assert {c.claim for c in store.projection().resolved} - {c.claim for c in before.resolved} == {DOUBTED.id}
    take_back(store, accepted)
    assert store.projection() == before


def test_names_in_the_embedded_store(open_sqlite: Callable[[str], Store]) -> None:
    check_names(open_sqlite("one.db"))


def test_claims_in_the_embedded_store(open_sqlite: Callable[[str], Store]) -> None:
    check_claims(open_sqlite("one.db"))


@pytest.mark.neo4j
def test_names_on_a_neo4j_server(neo4j_store: Neo4jStore) -> None:
    check_names(neo4j_store)


@pytest.mark.neo4j
def test_claims_on_a_neo4j_server(neo4j_store: Neo4jStore) -> None:
    check_claims(neo4j_store)


def test_taking_back_brings_what_held_before_step_by_step(store: Store) -> None:
    graphs = [store.projection()]
    made = []
    left, right = one(store, "Acme Data"), one(store, "Acme Analytics")
    for verdict in ("SAME", "DIFFERENT", "SAME"):
        made.append(decide(store, left, verdict, right))
        graphs.append(store.projection())
    assert graphs[1] == graphs[3] != graphs[0] == graphs[2]
    for judgement, graph in zip(reversed(made), reversed(graphs[:-1]), strict=True):
        take_back(store, judgement)
        assert store.projection() == graph
    assert not any(d.holds for d in log(store))


def test_what_does_not_hold_any_more_cannot_be_taken_back(store: Store) -> None:
    first = decide(store, "Acme Data", "DIFFERENT", "Acme Analytics")
    decide(store, "Acme Analytics", "UNSURE", "Acme Data", "ben")
    with pytest.raises(UsageError, match="UNSURE by ben"):
        undo(store, first.id, "ana", now())
    last = log(store)[0].judgement
    take_back(store, last)
    take_back(store, first)
    with pytest.raises(UsageError, match="taken back"):
        undo(store, first.id, "ana", now())
    with pytest.raises(UsageError, match="no decision has the id"):
        undo(store, "0" * 64, "ana", now())


def test_the_log_says_who_decided_what_and_what_became_of_it(store: Store) -> None:
    assert log(store) == ()
    first = decide(store, "Acme Data", "SAME", "Acme Analytics")
    accepted = judge_claim(store, DOUBTED.id, "ACCEPTED", "cleo", "I read it", now())
    back = take_back(store, first)
    assert (back.verdict, back.undoes, back.by) == ("UNSURE", first.id, "ben")
    assert [(d.judgement, d.holds, d.ended_by) for d in log(store)] == [
        (back, False, None), (accepted, True, None), (first, False, back),
    ]  # fmt: skip


def test_a_decision_comes_after_what_it_is_about_whatever_the_clocks_say(store: Store) -> None:
    left, right = one(store, "Acme Data"), one(store, "Acme Analytics")
    for ahead in ("2999-01-01T00:00:00.000000Z", "2999-01-01T00:00:00Z", "2999-01-02", "2999-01-03T00:00:00+14:00"):
        store.add([Judgement("SAME", "ana", ahead, "a clock that runs ahead", key_of(left), key_of(right))])
        made = judge_names(store, PROJECT, left, right, "DIFFERENT", "ben", "", now())
        assert made.at > ahead
        assert log(store)[0].judgement == made
        assert log(store)[0].holds
    store.add([Judgement("SAME", "ana", "someday", "", key_of(left), key_of(right))])
    with pytest.raises(UsageError, match="'someday'"):
        judge_names(store, PROJECT, left, right, "DIFFERENT", "ben", "", now())
    times = [now() for _ in range(3)]
    assert times == sorted(times)
    assert len({len(time) for time in times}) == 1


def test_decisions_outlive_reading_again_and_travel_in_a_dump(tmp_path: Path, open_sqlite: Callable[[str], Store]) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text("Palantir hired Northwind Systems. Northwind Systems built ICM.\n", encoding="utf-8")
    (pile / "b.txt").write_text("Palantir sued Northwind Software Group last week.\n", encoding="utf-8")
    store = open_sqlite("one.db")
    reader = extractor("rules", PROJECT)
    ingest([str(pile)], store, PROJECT, reader)
    decide(store, "Northwind Systems", "SAME", "Northwind Software Group")
    take_back(store, decide(store, "Palantir", "DIFFERENT", "Northwind Systems"))
    graph = store.projection()
    assert one(store, "Northwind Systems").aliases
    (pile / "b.txt").write_text("Palantir sued Northwind Software Group this week.\n", encoding="utf-8")
    ingest([str(pile)], store, PROJECT, reader)
    assert one(store, "Northwind Systems") == one(store, "Northwind Software Group")
    (pile / "b.txt").write_text("Palantir sued Northwind Software Group last week.\n", encoding="utf-8")
    ingest([str(pile)], store, PROJECT, reader)
    assert store.projection() == graph

    other, written = open_sqlite("two.db"), io.StringIO()
    dump(store, written)
    written.seek(0)
    load(other, written)
    refresh(other, PROJECT)
    assert other.projection() == graph
    assert log(other) == log(store)


def test_a_claim_stays_rejected_and_accepted_when_another_version_reads_it(store: Store) -> None:
    judge_claim(store, OWNED.id, "REJECTED", "ana", "", now())
    judge_claim(store, DOUBTED.id, "ACCEPTED", "ana", "", now())
    store.add([Reading(OWNED.id, "rules@2", 1.0), *(Source(f"{n}.txt", doc.id, 1, ("rules@2",)) for n, doc in enumerate(TEXTS))])
    refresh(store, PROJECT)
    assert [c.claim for c in store.projection().resolved] == [DOUBTED.id]


def test_a_thing_of_one_document_is_judged_in_that_document_only(store: Store) -> None:
    led, hired = sorted(called(store, "Powell"), key=lambda e: e.scope != OWNS.id)
    assert (led.scope, hired.scope) == (OWNS.id, RUNS.id)
    same = decide(store, led, "SAME", hired)
    (both,) = called(store, "Powell")
    assert sorted(d for d, e in store.projection().names if e == both.id) == sorted([OWNS.id, RUNS.id])
    take_back(store, same)
    assert called(store, "Powell") == sorted([led, hired], key=lambda e: e.id)


def names(store: Store) -> set[frozenset[str]]:
    """Which of the three firms are one thing."""
    firms = ("Acme Analytics", "Acme Data", "Acme Insight")
    return {frozenset(n for n in firms if n in (e.name, *e.aliases)) for e in store.projection().entities} - {frozenset()}


def test_a_chain_is_one_thing_and_what_contradicts_it_keeps_apart(store: Store) -> None:
    data, analytics, insight = (one(store, f"Acme {word}") for word in ("Data", "Analytics", "Insight"))
    decide(store, data, "SAME", analytics)
    before = store.projection()
    decide(store, analytics, "SAME", insight)
    assert names(store) == {frozenset(("Acme Analytics", "Acme Data", "Acme Insight"))}
    parted = decide(store, data, "DIFFERENT", insight)
    assert names(store) == {frozenset(("Acme Analytics", "Acme Insight")), frozenset(("Acme Data",))}, "the later SAME holds"
    take_back(store, parted)
    assert len(names(store)) == 1
    decide(store, analytics, "DIFFERENT", insight)
    assert store.projection() == before


def test_what_cannot_be_decided_is_refused(store: Store) -> None:
    data = one(store, "Acme Data")
    with pytest.raises(UsageError, match="are one thing already"):
        decide(store, data, "SAME", data)
    with pytest.raises(UsageError, match="no verdict here; known: DIFFERENT, SAME, UNSURE"):
        decide(store, data, "ACCEPTED", "Acme Insight")
    with pytest.raises(UsageError, match="no claim has the id"):
        judge_claim(store, "0" * 64, "ACCEPTED", "ana", "", now())
    unit, whole = Entity("Homeland Security Investigations", "Organization"), Entity("Department of Homeland Security", "Organization")
    for pair in ((unit, whole), (whole, unit)):
        with pytest.raises(UsageError, match="part of 'Department of Homeland Security'"):
            judge_names(store, PROJECT, *pair, "SAME", "ana", "", now())
    assert log(store) == ()


def test_who_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert person({"EDGEWISE_BY": " Ana  B. "}) == "Ana B."
    monkeypatch.setenv("LOGNAME", "ben")
    assert person({}) == "ben"


def test_an_empty_store_has_an_empty_log(open_sqlite: Callable[[str], Store]) -> None:
    empty = open_sqlite("empty.db")
    assert log(empty) == ()
    empty.add([Judgement("SAME", "ana", "2026-01-01", "", Key("X", "Place"), Key("x", "Place")), Judgement("SAME", "ana", "2026", "")])
    assert log(empty) == (), "what is about nothing is left out"
