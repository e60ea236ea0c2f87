"""The store on a Neo4j server keeps every promise of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from neo4j_servers import Neo4jServer

from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.testing import StoreContract
from edgewise.testing.world import PROJECTION, RECORDS


@pytest.fixture(scope="module")
def drawn_before() -> Iterator[dict[str, tuple[Neo4jStore, str]]]:
    """The store that was last filled with the contract's world on each server, with its stamp then; closed at the end."""
    stores: dict[str, tuple[Neo4jStore, str]] = {}
    yield stores
    for store, _ in stores.values():
        store.close()


@pytest.mark.neo4j
class TestNeo4jStore(StoreContract):
    @pytest.fixture
    def store(self, neo4j_store: Neo4jStore) -> Neo4jStore:
        return neo4j_store

    @pytest.fixture
    def reopen(self, neo4j_server: Neo4jServer) -> Callable[[Store], Store]:
        return lambda store: Neo4jStore.open(store.address, neo4j_server.environment)

    @pytest.fixture
    def drawn(self, neo4j_server: Neo4jServer, drawn_before: dict[str, tuple[Neo4jStore, str]]) -> Store:
        """The world as the last test left it, filled anew only when another test has emptied the server in between."""
        address = neo4j_server.address
        if address not in drawn_before:
            neo4j_server.empty()  # whatever another test left may be none of ours to open
            drawn_before[address] = Neo4jStore.open(address, neo4j_server.environment), ""
        store, stamp = drawn_before[address]
        if store.stamp() != stamp:
            neo4j_server.empty()
            store.add(RECORDS)
            store.project(PROJECTION)
            drawn_before[address] = store, store.stamp()
        return store
