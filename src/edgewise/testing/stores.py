"""The contract of a store: every sentence of `edgewise.stores.base` has a test here.

    class TestMyStore(StoreContract):
        @pytest.fixture
        def store(self, tmp_path):
            with MyStore(tmp_path / "graph") as store:
                yield store

        @pytest.fixture
        def reopen(self):
            return lambda store: MyStore(store.address)

A promise that a store cannot keep is a strict xfail in the subclass, with its reason; see `CypherContract.gaps`.
"""

from __future__ import annotations

from .changes import ChangesContract
from .columns import ColumnsContract
from .cypher import CypherContract
from .records import ProjectionContract, RecordsContract
from .threads import ThreadsContract


class StoreContract(RecordsContract, ProjectionContract, ColumnsContract, ChangesContract, CypherContract, ThreadsContract):
    """All of it. Override `store` (fresh, empty, closed afterwards) and `reopen` (opens a store's place once more)."""
