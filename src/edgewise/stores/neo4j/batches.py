"""Rows sent to the server in batches, each one `UNWIND $rows AS row ...` within a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from neo4j import Transaction

ROWS, CHARACTERS = 2000, 4_000_000  # of one batch, whichever is reached first


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows in order, in lists that are small enough for one message; a row that is not, alone."""
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        weight = sum(len(value) for value in row.values() if isinstance(value, str))
        if batch and (len(batch) == ROWS or size + weight > CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
    if batch:
        yield batch


def write(transaction: Transaction, query: str, rows: Iterable[dict[str, Any]]) -> int:
    """Run a statement over `$rows`, batch by batch, and return how many nodes it created; nothing runs when there are no rows."""
    return sum(transaction.run(query, rows=batch).consume().counters.nodes_created for batch in batches(rows))
