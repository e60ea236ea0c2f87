"""Rows sent to the server in batches, each one `UNWIND $rows AS row ...`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import Session, Transaction

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


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that writes, and the rows it is to run over."""

    query: str
    rows: Sequence[dict[str, Any]]


def write(runner: Transaction | Session, change: Change) -> int:
    """Run a change batch by batch, each within the transaction or as one of its own, and return how many nodes it created.

    Without rows nothing runs.
    """
    return sum(runner.run(change.query, rows=batch).consume().counters.nodes_created for batch in batches(change.rows))
