"""A server that goes away: what was begun is done once when it is back, or an error says what to do."""

from __future__ import annotations

import logging
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from neo4j import ManagedTransaction
from neo4j.exceptions import IncompleteCommit, ServiceUnavailable, TransientError
from neo4j_servers import Neo4jServer

from edgewise.errors import StoreError
from edgewise.model import Projection, Source
from edgewise.stores.neo4j import Neo4jStore, connection
from edgewise.stores.patch import difference
from edgewise.testing.changes import holds
from edgewise.testing.records import everything, expected
from edgewise.testing.world import PROJECTION, RECORDS, STORY

_DRIVERS: Any = ManagedTransaction  # for what is private in it

pytestmark = pytest.mark.neo4j


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PAUSE", 0.0)


class Breaks:
    """One commit in three breaks, after the server has done it or before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, done: bool) -> None:
        self.broken = 0
        turns, commit = count(), _DRIVERS._commit

        def break_commit(transaction: Any) -> None:
            if next(turns) % 3:
                commit(transaction)
                return
            self.broken += 1
            if done:
                commit(transaction)
                raise IncompleteCommit("the connection broke")
            transaction._close()
            raise ServiceUnavailable("the server is away")

        monkeypatch.setattr(ManagedTransaction, "_commit", break_commit)


@pytest.fixture(params=[True, False], ids=["committed", "lost"])
def breaks(request: pytest.FixtureRequest, neo4j_store: Neo4jStore, quick: None, monkeypatch: pytest.MonkeyPatch) -> Breaks:
    monkeypatch.setattr("neo4j._sync.work.session.sleep", lambda seconds: None)
    return Breaks(monkeypatch, done=request.param)


class TestBrokenCommits:
    def test_records_are_added_once_and_counted(self, neo4j_store: Neo4jStore, breaks: Breaks) -> None:
        assert neo4j_store.add(RECORDS) == len(RECORDS)
        assert neo4j_store.add([*RECORDS, Source("more.txt", STORY.id)]) == 1
        assert breaks.broken
        assert everything(neo4j_store) == expected((*RECORDS, Source("more.txt", STORY.id)))

    @pytest.mark.parametrize("whole", [0, 4000])
    def test_a_graph_is_changed_once(self, neo4j_store: Neo4jStore, breaks: Breaks, whole: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("edgewise.stores.neo4j.store.WHOLE", whole)
        monkeypatch.setattr("edgewise.stores.neo4j.batches.ROWS", 3)
        neo4j_store.add(RECORDS)
        smaller = replace(PROJECTION, links=PROJECTION.links[:1], names=())
        neo4j_store.project(PROJECTION)
        holds(neo4j_store, PROJECTION)
        stamp = neo4j_store.patch(difference(PROJECTION, smaller), neo4j_store.graph_stamp())
        holds(neo4j_store, smaller)
        neo4j_store.patch(difference(smaller, PROJECTION), stamp)
        holds(neo4j_store, PROJECTION)
        assert breaks.broken


def test_a_deadlock_is_tried_again(neo4j_store: Neo4jStore, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    neo4j_store.add(RECORDS)
    tries = iter([True, True])

    def unlucky(transaction: ManagedTransaction, *given: object) -> int:
        if next(tries, False):
            raise TransientError._hydrate_neo4j(code="Neo.TransientError.Transaction.DeadlockDetected", message="deadlock")
        return 1

    monkeypatch.setattr("neo4j._sync.work.session.sleep", lambda seconds: None)
    monkeypatch.setattr("edgewise.stores.neo4j.store.add_records", unlucky)
    assert neo4j_store.add([STORY]) == 1


def test_who_waits_for_a_server_says_so_and_gives_up_in_the_end(
    neo4j_store: Neo4jStore, quick: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(transaction: ManagedTransaction, *given: object) -> int:
        raise IncompleteCommit("the server is away")

    monkeypatch.setattr(connection, "PATIENCE", 0.01)
    monkeypatch.setattr("edgewise.stores.neo4j.store.add_records", away)
    with caplog.at_level(logging.WARNING), pytest.raises(StoreError, match=r"no server answers.*start it"):
        neo4j_store.add([STORY])
    assert ["trying again for 0.01 seconds" in message for message in caplog.messages] == [True]


def test_what_one_thread_wrote_every_session_of_the_store_waits_for(neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
    """On a cluster, whichever member answers; one server can only show that sessions carry what they are to wait for."""
    with Neo4jStore.open(neo4j_server.address.replace("bolt", "neo4j"), neo4j_server.environment) as store:
        seen = store._connection.server.bookmarks
        before = set(seen.get_bookmarks())
        store.add([STORY])
        written = set(seen.get_bookmarks())
        assert written
        assert written != before
        with store._connection.server.session(store._connection.driver) as session:
            session.run("RETURN 1").consume()
            assert session._config.bookmark_manager is seen
        assert store.cypher("RETURN 1").rows == ((1,),)
        store.project(Projection((STORY.id,)))
        assert store.cypher("MATCH (d:Document) RETURN count(d)").rows == ((1,),)
        pool = store._connection.driver._pool
        assert [table.initialized_without_writers for table in pool.routing_tables.values()] == [False] * len(pool.routing_tables)
        assert pool.routing_tables
