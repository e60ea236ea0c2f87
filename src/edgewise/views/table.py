"""Links and claims as tables: pandas for notebooks, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from ..questions.nouns import ClaimShown, LinkShown
from .safe import spreadsheet_cell

if TYPE_CHECKING:
    import pandas as pd

LINK_COLUMNS = (
    "sentence", "subject", "relation", "object", "about", "indirect", "standing", "support", "contest", "first", "last",
    "claims", "contesting", "quote", "said_by", "title", "url", "read_by", "confidence", "id", "subject_id", "object_id",
)  # fmt: skip
_READERS = "; "  # between readers in one cell
CLAIM_COLUMNS = tuple(field.name for field in fields(ClaimShown))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield rows as lines of CSV, a heading first: text and numbers as they are, others as JSON, formulas of a spreadsheet harmless."""
    for row in (columns, *rows):
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


def links_table(links: Iterable[LinkShown]) -> pd.DataFrame:
    """Return the rows of `link_rows` as a table."""
    import pandas as pd  # too slow for a command that makes no table

    return pd.DataFrame(list(link_rows(links)), columns=list(LINK_COLUMNS))


def claims_table(claims: Iterable[ClaimShown]) -> pd.DataFrame:
    """Return one row a claim, in order, with all its fields; `read_by` joined by "; "."""
    import pandas as pd

    rows = [asdict(claim) | {"read_by": _READERS.join(claim.read_by)} for claim in claims]
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def to_csv(frame: pd.DataFrame) -> str:
    """Return the table as CSV with a heading row; text that a spreadsheet would run as a formula gets a leading apostrophe."""
    return frame.map(spreadsheet_cell).to_csv(index=False, lineterminator="\n")
