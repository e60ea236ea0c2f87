"""What a graph is brought up from when something came in between: a copy put back, a command cut short, another who adds meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from edgewise.errors import UsageError
from edgewise.ingest import forget
from edgewise.model import Judgement, Problem, Reading, Source
from edgewise.project import builtin
from edgewise.refresh import refresh, undrawn
from edgewise.refresh.workings import FILE
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing.world import STORY, USES


def relations(store: SqliteStore) -> list[str]:
    return [link.relation for link in store.projection().links]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "a.db") as store:
        store.add([STORY, Source("story.txt", STORY.id, 1, ("rules@1",))])
        refresh(store, builtin())
        yield store


def test_a_store_put_back_from_a_copy_is_brought_up_and_goes_on(store: SqliteStore, tmp_path: Path) -> None:
    store.close()  # all is in the one file then
    shutil.copy(store.address, tmp_path / "copy.db")
    with SqliteStore(store.address) as later:
        later.add([Problem("b.pdf", "is no PDF")])  # the graph stays as it is
        refresh(later, builtin())
    shutil.copy(tmp_path / "copy.db", store.address)
    with SqliteStore(store.address) as again:
        assert undrawn(again, builtin())
        again.add([USES])
        refresh(again, builtin())
        assert relations(again) == ["uses"]


def test_what_was_forgotten_leaves_the_graph_though_the_command_was_cut_short(store: SqliteStore) -> None:
    store.add([Source("story.txt", None, 2)])  # as far as it came
    assert undrawn(store, builtin())
    assert store.projection().documents
    with pytest.raises(UsageError, match="no source"):
        forget(store, builtin(), "story.txt")
    assert not store.projection().documents


def test_what_was_decided_is_drawn_after_a_refresh_that_was_killed(store: SqliteStore) -> None:
    assert store.beside is not None
    file, journal = (store.beside / name for name in (FILE, f"{FILE}-journal"))
    killed = apsw.Connection(str(file))
    killed.execute("BEGIN IMMEDIATE; UPDATE meta SET value = 9 WHERE key = 'links'; PRAGMA user_version = 1").fetchall()
    left = journal.read_bytes()
    killed.close()
    journal.write_bytes(left)
    assert not undrawn(store, builtin())  # nothing was ever decided
    store.add([Judgement("REJECTED", "jane", "2026-11-26T10:00:00+00:00", "misread", claim=USES.id)])
    assert undrawn(store, builtin())
    refresh(store, builtin())
    assert not undrawn(store, builtin())


class Adding:
    """A store to which another adds a claim that is not sure, just after its readings were looked through."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._times = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def since(self, kind: Any, mark: str | None) -> Iterator[Any]:
        yield from self._store.since(kind, mark)
        if kind is Reading:
            self._times += 1
            self._store.add([Problem(f"{self._times}", "x")] if self._times < 3 else [USES, Reading(USES.id, "rules@2", 0.1)])


def test_a_claim_that_another_adds_meanwhile_is_no_surer_than_its_reading(store: SqliteStore) -> None:
    adding: Any = Adding(store)
    store.add([Problem("0", "x"), Source("story.txt", STORY.id, 2, ("rules@1",))])
    refresh(adding, builtin())
    assert relations(store) == []
    refresh(store, builtin())
    assert relations(store) == []
