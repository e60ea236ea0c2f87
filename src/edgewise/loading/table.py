"""Tables: CSV, workbooks, JSON lines. What is in them is read here; what it means, a profile's mapping says (`rows`)."""

from __future__ import annotations

from collections.abc import Iterator

from .sheets import Sheets

WORKBOOKS = (".xlsx", ".xlsm")
DELIMITED = (".csv", ".tsv")
OBJECTS = (".jsonl", ".ndjson")


def sheets(data: bytes, suffix: str) -> Iterator[Sheets]:
    """Yield the tables that a file holds, together. Raises DocumentError where there is none."""
    if suffix in WORKBOOKS:
        from .workbook import sheets

        yield Sheets(sheets(data))
    elif suffix in OBJECTS:
        from .json_lines import sheet

        yield Sheets((sheet(data, suffix),))
    else:
        from . import delimited

        yield Sheets((delimited.sheet(data, suffix),))
