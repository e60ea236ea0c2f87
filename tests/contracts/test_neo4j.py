"""The store on a Neo4j server keeps every promise of a store."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from neo4j_servers import Neo4jServer

from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.testing import StoreContract


@pytest.mark.neo4j
class TestNeo4jStore(StoreContract):
    @pytest.fixture
    def store(self, neo4j_store: Neo4jStore) -> Neo4jStore:
        return neo4j_store

    @pytest.fixture
    def reopen(self, neo4j_server: Neo4jServer) -> Callable[[Store], Store]:
        return lambda store: Neo4jStore.open(store.address, neo4j_server.environment)
