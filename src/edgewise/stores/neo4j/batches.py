"""Rows sent to the server in batches, each one `UNWIND $rows AS row ...`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

ROWS, CHARACTERS = 2000, 4_000_000  # of one batch, whichever is reached first

Row = TypeVar("Row")


def batches(rows: Iterable[Row], values: Callable[[Row], Iterable[Any]]) -> Iterator[list[Row]]:
    """Yield the rows in order, in lists that are small enough for one message; a row that is not, alone. `values` are those of a row."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        weight = sum(len(value) for value in values(row) if isinstance(value, str))
        if batch and (len(batch) >= ROWS or size + weight > CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
    if batch:
        yield batch
