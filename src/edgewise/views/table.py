"""Links and claims as rows for spreadsheets, and any rows as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import chain
from typing import Any

from ..questions.nouns import ClaimShown, LinkShown
from .safe import spreadsheet_cell

LINK_COLUMNS = (
    "sentence", "subject", "relation", "object", "about", "indirect", "standing", "support", "contest", "first", "last",
    "claims", "contesting", "quote", "said_by", "title", "url", "read_by", "confidence", "id", "subject_id", "object_id",
)  # fmt: skip
_READERS = "; "  # between readers in one cell
CLAIM_COLUMNS = tuple(field.name for field in fields(ClaimShown))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield rows as lines of CSV, a heading first: text and numbers as they are, others as JSON, formulas of a spreadsheet harmless."""
    for row in chain((columns,), rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([_cell(value) for value in row])
        yield line.getvalue()


def _cell(value: Any) -> Any:
    return spreadsheet_cell(json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict | bool) else value)


def link_rows(links: Iterable[LinkShown]) -> Iterator[tuple[Any, ...]]:
    """Yield one row of `LINK_COLUMNS` a link, in order: `claims` and `contesting` are numbers, `quote` to `confidence` are of its best
    claim."""
    for link in links:
        best = link.claims[0]
        counts = {"claims": len(link.claims), "contesting": len(link.contesting)}
        words: dict[str, Any] = {"quote": best.quote, "said_by": best.said_by, "title": best.title, "url": best.url}
        words |= {"read_by": _READERS.join(best.read_by), "confidence": best.confidence}
        values = counts | words
        yield tuple(values[name] if name in values else getattr(link, name) for name in LINK_COLUMNS)
