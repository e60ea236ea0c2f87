"""Another process writes to an edgewise file all the time: whoever reads it meanwhile gets no error, and one whole state."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from edgewise.model import Claim, Document
from edgewise.questions.view import build_view
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing.world import CLAIMS, PROJECTION, RECORDS, STORY

WRITER = """
import sys
from edgewise.stores.sqlite import SqliteStore
from edgewise.model import Projection
from edgewise.testing.world import PROJECTION, document

with SqliteStore(sys.argv[1]) as store:
    for turn in range(40):
        store.add([document(f"Page {turn} of {n}.") for n in range(50)])
        store.project((PROJECTION, Projection(entities=PROJECTION.entities[:1]))[turn % 2])
"""


def test_readers_meet_no_error_and_no_half_of_anything(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    done = threading.Event()
    entities = {len(PROJECTION.entities), 1}

    def count(store: SqliteStore) -> int:
        return len(store.projection().entities)

    def see(store: SqliteStore) -> int:
        view = build_view(store)
        return len(view.entities)

    def ask(store: SqliteStore) -> int:
        ((found,),) = store.cypher("MATCH (n:Entity) RETURN count(n)").rows
        return int(found)

    def look(store: SqliteStore) -> int:
        assert [claim for claim in store.records(Claim) if claim in CLAIMS]
        assert store.get(Document, STORY.id) == STORY
        store.search("ICE")
        store.stamp()
        return 1

    def repeat(work: Callable[[SqliteStore], int]) -> set[int]:
        seen = set()
        while not done.is_set():
            seen.add(work(store))
        return seen

    with SqliteStore(path) as store, ThreadPoolExecutor(4) as threads:
        store.add(RECORDS)
        store.project(PROJECTION)
        reading = [threads.submit(repeat, work) for work in (count, see, ask, look)]
        try:
            writer = subprocess.run([sys.executable, "-c", WRITER, str(path)], capture_output=True, text=True, check=False)
        finally:
            done.set()
        assert writer.returncode == 0, writer.stderr
        assert all(one.result() <= entities for one in reading)
        assert sum(1 for _ in store.records(Document)) == 40 * 50 + 3
