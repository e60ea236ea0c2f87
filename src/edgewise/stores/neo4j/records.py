"""Records as nodes: `(:Edgewise:EdgewiseRecord {id, kind, document, record})`, `record` being the canonical JSON.

Only ever added; but of two records of one source the one of greater precedence stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from neo4j import Transaction

from ...errors import StoreError
from ...model import Claim, Mention, Record, Source, canonical, from_data, to_data
from .batches import Change, batches, write

_ADD = """
UNWIND $rows AS row MERGE (n:EdgewiseRecord {id: row.id})
ON CREATE SET n:Edgewise, n.kind = row.kind, n.document = row.document, n.record = row.record
"""
_PUT = "UNWIND $rows AS row MERGE (n:EdgewiseRecord {id: row.id}) SET n:Edgewise, n.kind = row.kind, n.record = row.record"
_HELD = "MATCH (n:EdgewiseRecord) WHERE n.id IN $ids RETURN n.id, n.record"


def add_records(transaction: Transaction, records: Iterable[Record]) -> int:
    """Add records and return how many changed the store. Raises StoreError for text that no store keeps; the caller rolls back."""
    changed = 0
    for batch in batches(map(_row, records)):
        sources = [row for row in batch if row["kind"] == Source.__name__]
        others = [row for row in batch if row["kind"] != Source.__name__]
        changed += write(transaction, Change(_ADD, others)) + _add_sources(transaction, sources)
    return changed


def _add_sources(transaction: Transaction, rows: list[dict[str, Any]]) -> int:
    """Put those rows that outrank what is held; other writers wait for this transaction, so nothing comes in between."""
    held = dict(transaction.run(_HELD, ids=[row["id"] for row in rows]).values())
    put: dict[str, dict[str, Any]] = {}
    changed = 0
    for row in rows:
        id, text = row["id"], row["record"]
        if id not in held or _source(text).precedence > _source(held[id]).precedence:
            held[id], put[id] = text, row
            changed += 1
    write(transaction, Change(_PUT, tuple(put.values())))
    return changed


def _source(text: str) -> Source:
    return from_data(Source, json.loads(text))


def _row(record: Record) -> dict[str, Any]:
    text = canonical(to_data(record))
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise StoreError(f"{type(record).__name__} {record.id[:8]} holds half a character (a lone surrogate): {problem}") from problem
    document = record.document if isinstance(record, Mention | Claim) else None
    return {"id": record.id, "kind": type(record).__name__, "document": document, "record": text}
