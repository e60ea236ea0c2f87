"""Answers are the same on every store, and their query gives the links they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from questions.pile import amazon_and_ice

from edgewise.project import builtin
from edgewise.questions.answer import ask
from edgewise.questions.nouns import to_json
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.sqlite import SqliteStore

PILE = amazon_and_ice()
QUESTIONS = (
    "How is AWS linked to ICE?", "How is POGO linked to Microsoft?", "What is known about ICE?", "Has ICE confirmed using Rekognition?",
    "Did Amazon pitch Rekognition to ICE?", "Who denied that ICE has a contract with AWS?", "Why do birds sing?",
)  # fmt: skip


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "pile.db") as store:
        yield store


def check(store: Store) -> None:
    store.add(PILE.contents)
    store.project(PILE.projection())
    for question in QUESTIONS:
        answer = ask(store, question, builtin())
        assert to_json(answer) == to_json(ask(PILE, question, builtin()))  # type: ignore[arg-type]  # a store as far as questions go
        if answer.form is not None:
            table = store.cypher(answer.cypher)
            assert table.columns == ("subject", "relation", "object", "about", "standing", "id")
            shown = {link.id: (link.subject, link.relation.upper(), link.object, link.about, link.standing) for link in answer.links()}
            assert table.rows == tuple((*shown[id], id) for id in sorted(shown))


def test_in_the_embedded_store(sqlite_store: SqliteStore) -> None:
    check(sqlite_store)


@pytest.mark.neo4j
def test_on_a_neo4j_server(neo4j_store: Neo4jStore) -> None:
    check(neo4j_store)


def test_an_answer_sees_what_the_store_holds_now(sqlite_store: SqliteStore) -> None:
    assert ask(sqlite_store, "hello", builtin()).searched.documents == 0
    check(sqlite_store)
