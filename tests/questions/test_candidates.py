"""Candidates are found in any store, the surest first, and nothing else comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import claim, document

from edgewise.model import Judgement, Reading, Source
from edgewise.project import builtin
from edgewise.questions.answer import ask
from edgewise.questions.candidates import candidates
from edgewise.refresh import refresh
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.sqlite import SqliteStore

PROJECT = builtin().at(0.8)
STORY = document("AWS hosts ICM. ICE said it has no contract with AWS. Palantir tested Rekognition.", title="The cloud", tier=1)
OLD = document("Microsoft hosts ICM.")
HOSTS = claim(STORY, "AWS", "hosts", "ICM")
DENIES = claim(STORY, "ICE", "contracts_with", "AWS", polarity="negated", said_by="ICE")
TESTED = claim(STORY, "Palantir", "tested", "Rekognition")
WRONG = claim(STORY, "Palantir", "uses", "Rekognition")
FORMER = claim(STORY, "Palantir", "owns", "ICM")
RECORDS = (
    STORY, OLD, Source("cloud.txt", STORY.id, 2, ("reader@1", "rules@2")), Source("old.txt", None, 2),
    HOSTS, DENIES, TESTED, WRONG, FORMER, claim(OLD, "Microsoft", "hosts", "ICM"),
    Reading(HOSTS.id, "reader@1+rules@2", 0.94), Reading(DENIES.id, "reader@1", 0.79), Reading(DENIES.id, "rules@1", 0.9),
    Reading(TESTED.id, "rules@2", 0.55), Reading(WRONG.id, "reader@1", 0.7), Reading(FORMER.id, "rules@1", 0.7),
    Judgement("REJECTED", "ana", "2026-01-01", "it only tested it", claim=WRONG.id),
)  # fmt: skip


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "cloud.db") as store:
        yield store


def check(store: Store) -> None:
    store.add(RECORDS)
    made = refresh(store, PROJECT)
    assert made.candidates == 2
    denial, tested = candidates(store, PROJECT)
    assert (denial.id, denial.confidence, denial.read_by, denial.polarity) == (DENIES.id, 0.79, ("reader@1",), "negated")
    assert (denial.subject, denial.said_by, denial.source, denial.title) == ("ICE", "ICE", "cloud.txt", "The cloud")
    assert STORY.text[tested.start : tested.end] == tested.quote
    assert (tested.id, tested.sentence, tested.tier) == (TESTED.id, "Palantir tested Rekognition", 5)
    assert candidates(store, PROJECT, limit=1) == (denial,)
    assert store.cypher("MATCH (c:Claim) RETURN c.relation").rows == (("hosts",),)
    assert store.cypher("MATCH (e:Entity) RETURN e.name ORDER BY e.name").rows == (
        ("Amazon Web Services",), ("Investigative Case Management",),
    )  # fmt: skip
    assert [fact.sentence for fact in ask(store, "Who hosts ICM?", PROJECT).facts] == [
        "Amazon Web Services hosts Investigative Case Management"
    ]

    store.add([Judgement("ACCEPTED", "ana", "2026-01-02", "I read it", claim=TESTED.id)])
    assert refresh(store, PROJECT).candidates == 1
    assert [one.id for one in candidates(store, PROJECT)] == [DENIES.id]
    assert [fact.object for fact in ask(store, "What did Palantir test?", PROJECT).facts] == ["Amazon Rekognition"]
    assert refresh(store, PROJECT.at(0.5)).candidates == 0
    assert candidates(store, PROJECT) == ()


def test_in_the_embedded_store(sqlite_store: SqliteStore) -> None:
    check(sqlite_store)


@pytest.mark.neo4j
def test_on_a_neo4j_server(neo4j_store: Neo4jStore) -> None:
    check(neo4j_store)


def test_a_new_store_has_none(sqlite_store: SqliteStore) -> None:
    assert candidates(sqlite_store, PROJECT) == ()


def test_what_was_not_accepted_by_who_reads_now_is_shown_without_a_reading(sqlite_store: SqliteStore) -> None:
    sqlite_store.add((*RECORDS, Judgement("ACCEPTED", "ana", "2026-01-02", "in the filing", claim=FORMER.id)))
    refresh(sqlite_store, PROJECT)
    (fact,) = ask(sqlite_store, "What does Palantir own?", PROJECT).facts
    assert [(one.read_by, one.confidence) for one in fact.claims] == [((), None)]
