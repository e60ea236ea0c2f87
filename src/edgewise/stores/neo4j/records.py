"""Records as nodes: `(:Edgewise:EdgewiseRecord {id, kind, document, record, revision})`, `record` being the canonical JSON.

Only ever added; but of two of one id that differ, what `stores.union` says stays. `revision` is that of the store when it was added or
changed last; nodes that an older edgewise or an import made have none: they come before every mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from neo4j import ManagedTransaction

from ...errors import StoreError
from ...model import Claim, Mention, Record, canonical, from_data, to_data
from ..union import UNITING, Uniting, united
from .batches import batches

_ADD = """
UNWIND $rows AS row MERGE (n:EdgewiseRecord {id: row.id})
ON CREATE SET n:Edgewise, n.kind = row.kind, n.document = row.document, n.record = row.record, n.revision = $revision
"""
_PUT = """
UNWIND $rows AS row MERGE (n:EdgewiseRecord {id: row.id})
SET n:Edgewise, n.kind = row.kind, n.record = row.record, n.revision = $revision
"""
_UNITING: Mapping[str, Any] = {kind.__name__: kind for kind in UNITING}
_HELD = "MATCH (n:EdgewiseRecord) WHERE n.id IN $ids RETURN n.id, n.record"


def add_records(transaction: ManagedTransaction, records: Iterable[Record], revision: int) -> int:
    """Add records and return how many changed the store. Raises StoreError for text that no store keeps; the caller rolls back."""
    changed = 0
    for batch in batches(map(record_row, records), lambda row: row.values()):
        if plain := [row for row in batch if row["kind"] not in _UNITING]:
            changed += transaction.run(_ADD, rows=plain, revision=revision).consume().counters.nodes_created
        changed += sum(_unite(transaction, name, kind, batch, revision) for name, kind in _UNITING.items())
    return changed


def _unite(transaction: ManagedTransaction, name: str, kind: type[Uniting], batch: list[dict[str, Any]], revision: int) -> int:
    """Put what stays of each row of a kind and of what is held of its id; other writers wait for this transaction, so nothing comes
    in between."""
    rows = [row for row in batch if row["kind"] == name]
    held = dict(transaction.run(_HELD, ids=[row["id"] for row in rows]).values()) if rows else {}
    put: dict[str, dict[str, Any]] = {}
    changed = 0
    for row in rows:
        id, text = row["id"], row["record"]
        if id in held:
            text = canonical(to_data(united(_record(kind, held[id]), _record(kind, text))))
        if held.get(id) != text:
            held[id], put[id] = text, row | {"record": text}
            changed += 1
    if put:
        transaction.run(_PUT, rows=list(put.values()), revision=revision).consume()
    return changed


def _record(kind: type[Uniting], text: str) -> Uniting:
    return from_data(kind, json.loads(text))


def record_row(record: Record) -> dict[str, Any]:
    """Return the properties of a record's node; `document` None where it has none. StoreError for text that no store keeps."""
    text = canonical(to_data(record))
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise StoreError(f"{type(record).__name__} {record.id[:8]} holds half a character (a lone surrogate): {problem}") from problem
    document = record.document if isinstance(record, Mention | Claim) else None
    return {"id": record.id, "kind": type(record).__name__, "document": document, "record": text}
