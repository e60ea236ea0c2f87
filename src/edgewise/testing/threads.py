"""The part of the store contract about threads: many use one store at once, and each call does what it would do alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest

from ..errors import QueryError
from ..model import Claim, Document, Mention, Projection, Source
from ..stores.base import Store
from .records import everything, expected
from .refused import ENDLESS
from .world import CLAIMS, ENTITIES, HOSTS, LONG, PROJECTION, RECORDS, STORY, document

_THREADS = 8
_SLOW = (2.0, 15.0, 100.0)  # seconds that a statement takes while others read; a busy machine reads slowly, and is given more
_PATIENCE = 120.0  # seconds until both graphs have been seen


class ThreadsContract:
    """What several threads of one process do with one store."""

    def test_many_threads_read_the_same_at_once(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        stamp, start = store.stamp(), Barrier(_THREADS)

        def read() -> None:
            start.wait()
            for _ in range(3):
                assert store.search("amazon web")[0].name == "AWS"
                assert store.get(Claim, HOSTS.id) == HOSTS
                assert everything(store) == expected(RECORDS)
                assert store.cypher("MATCH (a)-[:HOSTS]->(b) RETURN a.name, b.name", timeout=LONG).rows == (("AWS", "ICM"),)
                assert store.projection() == PROJECTION
                assert [m.text for m in store.of_documents(Mention, [STORY.id])] == ["AWS"]
                assert store.stamp() == stamp

        _together(read, _THREADS)

    def test_threads_that_add_the_same_lose_and_double_nothing(self, store: Store) -> None:
        own = [[document(f"AWS hosts ICM, says page {n} of {thread}.") for n in range(10)] for thread in range(_THREADS)]
        start = Barrier(_THREADS)

        def add(thread: int) -> int:
            start.wait()
            readers = (f"reader{thread}@1",)
            return sum(store.add([*RECORDS, one, Source("read.txt", STORY.id, 1, readers)]) for one in own[thread])

        with ThreadPoolExecutor(_THREADS) as threads:
            changed = sum(threads.map(add, range(_THREADS)))
        assert changed == len(RECORDS) + 10 * _THREADS + _THREADS  # each thread's readers changed the source once
        held = everything(store)
        assert held["Document"] == expected((*RECORDS, *(one for some in own for one in some)))["Document"]
        assert Source("read.txt", STORY.id, 1, tuple(f"reader{thread}@1" for thread in range(_THREADS))) in held["Source"]
        assert {**held, "Document": [], "Source": []} == {**expected(RECORDS), "Document": [], "Source": []}

    def test_readers_meanwhile_see_one_whole_graph(self, store: Store) -> None:
        store.add(RECORDS)
        graphs = (PROJECTION, Projection(documents=(STORY.id,), entities=(ENTITIES["AWS"],)))
        store.project(graphs[0])
        done = Event()

        seen: set[bool] = set()

        def read() -> None:
            while not done.is_set():
                found = store.projection()
                assert found in graphs
                seen.add(found == PROJECTION)
                for claim in store.records(Claim):
                    assert store.get(Document, claim.document) is not None

        with ThreadPoolExecutor(3) as threads:
            reading = [threads.submit(read) for _ in range(3)]
            try:
                turn, until = 0, time.monotonic() + _PATIENCE
                while turn < 12 or (seen != {True, False} and time.monotonic() < until):
                    turn += 1
                    store.project(graphs[turn % 2])
                    time.sleep(0.02)  # or a writer that is quick would leave readers no graph that stays
            finally:
                done.set()
            for one in reading:
                one.result()
        assert seen == {True, False}

    def test_a_long_statement_holds_up_no_other_reading(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        store.cypher("RETURN 1")

        def ask(seconds: float) -> None:
            with pytest.raises(QueryError):
                store.cypher(ENDLESS[0], timeout=seconds)

        def meanwhile(seconds: float) -> bool:
            with ThreadPoolExecutor(1) as threads:
                asking = threads.submit(ask, seconds)
                time.sleep(0.2)
                assert store.search("amazon web")[0].name == "AWS"
                assert store.get(Claim, HOSTS.id) == HOSTS
                assert len(list(store.records(Claim))) == len(CLAIMS) + 1
                assert store.projection() == PROJECTION
                assert store.stamp()
                under_way = not asking.done()
                asking.result()
            return under_way

        assert any(meanwhile(seconds) for seconds in _SLOW)


def _together(work: Callable[[], Any], times: int) -> None:
    """Run the work in that many threads at once and raise what any of them raised."""
    with ThreadPoolExecutor(times) as threads:
        for one in [threads.submit(work) for _ in range(times)]:
            one.result()
