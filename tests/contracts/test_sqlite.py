"""The embedded store keeps the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from edgewise.stores.base import Store
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing import StoreContract
from edgewise.testing.world import PROJECTION, RECORDS


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with SqliteStore(tmp_path_factory.mktemp("drawn") / "edgewise.db") as store:
        store.add(RECORDS)
        store.project(PROJECTION)
        yield store


class TestSqliteStore(StoreContract):
    gaps: ClassVar[Mapping[str, str]] = {"MATCH (n:Nothing) RETURN sum(n.x)": "graphqlite's sum() of nothing is null, not 0"}

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with SqliteStore(tmp_path / "edgewise.db") as store:
            yield store

    @pytest.fixture
    def drawn(self, drawn_once: Store) -> Store:
        return drawn_once

    @pytest.fixture
    def reopen(self) -> Callable[[Store], Store]:
        return lambda store: SqliteStore(store.address)
