"""Records fetched from a store when first asked for, many at once where that is known beforehand; the last ones are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from ..errors import StoreError
from ..model import Claim, Document
from ..stores.base import Store

N = TypeVar("N", Claim, Document)


@dataclass(frozen=True, slots=True, eq=False)
class Fetched(Generic[N]):
    """Records of one kind by id, for any thread. `most` of them are kept, those asked for last, and always all of the last `fetch`."""

    kind: type[N]
    most: int
    _kept: dict[str, N] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def fetch(self, store: Store, ids: Iterable[str]) -> Mapping[str, N]:
        """Return the records of these ids by id, leaving out what the store has not; what is not here yet is asked for in one go."""
        wanted = dict.fromkeys(ids)
        with self._lock:
            found = {id: self._kept[id] for id in wanted if id in self._kept}
        missing = [id for id in wanted if id not in found]
        if missing:
            found |= {record.id: record for record in store.some(self.kind, missing)}
        with self._lock:
            for id, record in found.items():
                self._kept.pop(id, None)
                self._kept[id] = record  # behind all others
            while len(self._kept) > max(self.most, len(found)):
                del self._kept[next(iter(self._kept))]
        return found

    def get(self, store: Store, id: str) -> N:
        """Return the record of this id. Raises StoreError when the store has lost it."""
        record = self._kept.get(id) or self.fetch(store, [id]).get(id)
        if record is None:
            what = self.kind.__name__.lower()
            raise StoreError(f"{store.address}: the graph names {what} {id[:8]}, which is not there; ingest its documents again")
        return record
