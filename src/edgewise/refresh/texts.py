"""Copies of one text among the documents, kept up as texts come and go; and whom each document's words go back to.

What `resolve.copies` says of a whole pile holds here: a text is held against the first and the one before it of those that share a hash.
So a text that comes or goes concerns itself and the next one of each of its hashes, and all of them only where it is the first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from ..errors import StoreError
from ..model import Document, fold
from ..resolve.copies import LEAST, SHARED, Hashes, Overlap, alike, grouped, in_both, shingles, sketch
from ..resolve.origins import Printed, origin_of
from ..stores.base import Store
from .workings import Workings

_KEPT = 1_024  # texts of which the shingles are in memory


class Texts:
    """The texts of the documents that are current. `moved` are those whose words go back to somebody else, once `regroup` was called."""

    def __init__(self, store: Store, workings: Workings) -> None:
        self._store = store
        self._workings = workings
        self._later: set[int] = set()  # of which the earlier texts that they are held against may be others
        self._touched: set[int] = set()  # of which the copies may be others
        self._shingles = lru_cache(_KEPT)(self._read)

    def add(self, number: int, document: Document) -> tuple[int, str | None]:
        """Take in the text of a document; return how many shingles it has, and its sketch where it is long enough to have copies."""
        count, least = sketch(shingles(document))
        self._touched.add(number)
        if count < LEAST:
            return count, None
        hashes = [int(one) for one in least.view(np.int64)]
        self._workings.many("INSERT INTO sketch VALUES(?, ?)", ((one, number) for one in hashes))
        self._look(number, hashes)
        return count, json.dumps(hashes)

    def remove(self, number: int) -> None:
        """Take a text out."""
        self._touched.discard(number)
        self._later.discard(number)
        hashes = json.loads(self._workings.one("SELECT sketch FROM document WHERE n = ?", number) or "[]")
        self._look(number, hashes)
        self._workings.many("DELETE FROM sketch WHERE hash = ? AND document = ?", ((one, number) for one in hashes))
        self._touched.update(self._copies_of(number))
        self._workings.run("DELETE FROM copy WHERE a = ?1 OR b = ?1", number)

    def _look(self, number: int, hashes: Iterable[int]) -> None:
        """Note which texts are held against others while this one is there and while it is not."""
        self._later.add(number)
        if self._workings.fresh:
            return
        for one in hashes:
            if self._workings.one("SELECT min(document) FROM sketch WHERE hash = ?", one) == number:
                after = self._workings.all("SELECT document FROM sketch WHERE hash = ? AND document > ?", one, number)
            else:
                after = self._workings.all("SELECT min(document) FROM sketch WHERE hash = ? AND document > ?", one, number)
            self._later.update(other for (other,) in after if other is not None)

    def regroup(self) -> set[int]:
        """Find the copies anew of what changed, and return the documents whose words go back to somebody else now."""
        for number in sorted(self._later):
            self._compare(number)
        moved, seen = set[int](), set[int]()
        for number in sorted(self._touched):
            if number not in seen and self._workings.one("SELECT 1 FROM document WHERE n = ?", number):
                together = self._together(number)
                seen |= together
                moved |= self._trace(together)
        return moved

    def _compare(self, number: int) -> None:
        """Find the earlier texts that are one with this one."""
        text = self._workings.one("SELECT sketch FROM document WHERE n = ?", number)
        if text is None:
            return
        sql = (
            "SELECT (SELECT min(document) FROM sketch WHERE hash = h.value), "
            "(SELECT max(document) FROM sketch WHERE hash = h.value AND document < ?) FROM json_each(?) h"
        )
        shared: Counter[int] = Counter()
        for first, before in self._workings.all(sql, number, text):
            if first != number:
                shared.update({first, before})
        candidates = {earlier for earlier, times in shared.items() if times >= SHARED}
        known: dict[int, int] = dict(self._workings.all("SELECT a, alike FROM copy WHERE b = ?", number))
        for earlier in candidates - known.keys():
            overlap = self._overlap(earlier, number)
            self._workings.run("INSERT INTO copy VALUES(?, ?, ?, ?)", earlier, number, overlap.shared, alike(overlap))
            if alike(overlap):
                self._touched.update((earlier, number))
        for earlier in known.keys() - candidates:
            self._workings.run("DELETE FROM copy WHERE a = ? AND b = ?", earlier, number)
            if known[earlier]:
                self._touched.update((earlier, number))

    def _together(self, number: int) -> set[int]:
        """All texts that a chain of copies ties to this one, itself too."""
        found, waiting = {number}, [number]
        while waiting:
            more = self._copies_of(waiting.pop()) - found
            found |= more
            waiting += more
        return found

    def _copies_of(self, number: int) -> set[int]:
        sql = "SELECT b FROM copy WHERE a = ?1 AND alike UNION SELECT a FROM copy WHERE b = ?1 AND alike"
        return {one for (one,) in self._workings.all(sql, number)}

    def _trace(self, together: set[int]) -> set[int]:
        """Say whom these documents go back to, and return those of which that changed."""
        groups: list[tuple[int, ...]] = []
        if len(together) > 1:
            among = "a IN (SELECT value FROM json_each(?))"
            pairs = self._workings.among(f"SELECT a, b FROM copy WHERE {among} AND alike", together)
            groups += grouped(((a, b) for a, b in pairs), {one: self._count(one) for one in together}, self._overlap)
        copied = {one for group in groups for one in group}
        moved = set()
        for group in (*groups, *((one,) for one in together - copied)):
            rows = self._workings.among("SELECT n, id, printed, origin FROM document WHERE n IN (SELECT value FROM json_each(?))", group)
            origin = origin_of({id: Printed(**json.loads(text)) for _, id, text, _ in rows})
            for number, _, _, before in rows:
                if before != origin:
                    self._workings.run("UPDATE document SET origin = ?, origin_key = ? WHERE n = ?", origin, fold(origin), number)
                    moved.add(number)
        return moved

    def _overlap(self, a: int, b: int) -> Overlap:
        known = self._workings.one("SELECT shared FROM copy WHERE a = ? AND b = ?", min(a, b), max(a, b))
        one, other = self._count(a), self._count(b)
        if known is None:
            known = in_both(self._shingles(min(a, b)), self._shingles(max(a, b)))
        return Overlap(one, other, known)

    def _count(self, number: int) -> int:
        return int(self._workings.one("SELECT shingles FROM document WHERE n = ?", number))

    def _read(self, number: int) -> Hashes:
        id = self._workings.one("SELECT id FROM document WHERE n = ?", number)
        document = self._store.get(Document, id)
        if document is None:
            raise StoreError(f"document {id[:8]} is not in the store any more")
        return shingles(document)
