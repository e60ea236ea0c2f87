"""The facts of a pile, from what is kept of it once all documents have been counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Set
from functools import lru_cache
from typing import cast

from ..model import EntityType
from ..resolve.facts import FEW, Facts, Meaning
from ..resolve.known import Known
from .workings import Workings, number_of_document

_KEPT = 20_000  # answers of each kind at most


class StoredFacts(Facts):
    """The facts as they stand in the workings, which do not change any more while somebody asks."""

    def __init__(self, workings: Workings, known: Known) -> None:
        self.known = known
        self._workings = workings
        kept: Callable[..., Callable[..., object]] = lru_cache(_KEPT)
        self._fact = kept(self._read_fact)
        self._few = kept(self._read_few)
        self._own = kept(self._read_own)

    def is_of_two_firms(self, plain: str) -> bool:
        return self._fact("firm", plain) is not None

    def is_a_paper(self, plain: str) -> bool:
        return self._fact("paper", plain) is not None

    def type_of(self, plain: str) -> EntityType | None:
        return cast("EntityType | None", self._fact("type", plain))

    def has_form(self, form: str, type: EntityType) -> bool:
        return bool(self._workings.one("SELECT 1 FROM name WHERE form = ? AND type = ?", form, type))

    def defined(self, document: str) -> Mapping[str, str]:
        return cast("Mapping[str, str]", self._own(document))

    def meaning(self, short: str) -> Meaning | None:
        found = self._fact("meaning", short)
        return Meaning(*json.loads(cast("str", found))) if found is not None else None

    def named(self, document: str) -> Collection[str]:
        sql = "SELECT DISTINCT n.folded FROM given g JOIN name n ON n.n = g.name WHERE g.document = ?"
        return [key for (key,) in self._workings.all(sql, number_of_document(document))]

    def few_with(self, key: str) -> Collection[str]:
        return cast("Collection[str]", self._few(key))

    def any_defines(self, documents: Set[str], short: str) -> bool:
        numbers = map(number_of_document, documents)
        among = "document IN (SELECT value FROM json_each(?))"
        return bool(self._workings.among(f"SELECT 1 FROM defines WHERE {among} AND short = ? LIMIT 1", numbers, short))

    def _read_fact(self, kind: str, key: str) -> str | None:
        return cast("str | None", self._workings.one("SELECT value FROM fact WHERE kind = ? AND key = ?", kind, key))

    def _read_few(self, key: str) -> Collection[str]:
        found = documents_with(self._workings, key, FEW + 1)
        return tuple(id for id, _ in found) if len(found) <= FEW else ()

    def _read_own(self, document: str) -> Mapping[str, str]:
        text = self._workings.one("SELECT defines FROM document WHERE n = ?", number_of_document(document))
        return cast("Mapping[str, str]", json.loads(text)) if text else {}


def documents_with(workings: Workings, key: str, limit: int) -> list[tuple[str, int]]:
    """Return the ids and numbers of at most so many documents that have a folded name."""
    sql = (
        "SELECT d.id, d.n FROM (SELECT DISTINCT g.document AS n FROM name n JOIN given g ON g.name = n.n WHERE n.folded = ? LIMIT ?) f "
        "JOIN document d ON d.n = f.n"
    )
    return [(id, number) for id, number in workings.all(sql, key, limit)]
