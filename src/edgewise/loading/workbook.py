"""XLSX: the sheets of a workbook, read row by row. Macros are never run; a formula is what it last came to.

A workbook is a ZIP: what it would become when unpacked is bounded before it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from importlib.util import find_spec
from itertools import islice
from typing import Any
from warnings import catch_warnings

from ..errors import DocumentError
from .archive import BROKEN
from .sheets import Row, Sheet

_UNPACKED = 1024 * 1024 * 1024  # bytes of all that is in a workbook
_SHARED = 256 * 1024 * 1024  # bytes of the texts that its cells share, which are held in memory
_MARKS = (
    (re.compile(rb"<mergeCell "), "merged cells, of which the first alone holds the value"),
    (re.compile(rb'<(?:row|col) [^>]*hidden="1"'), "hidden rows or columns, which are read"),
)
_CHUNK = 1024 * 1024
_ROWS, _COLUMNS = 1_048_576, 16_384  # of a sheet, in every program; what says it lies beyond would be led up to by empty ones without end
_AT_ONCE = 100  # rows
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!"))


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that hold anything. Raises DocumentError where it cannot be opened, and without the library."""
    if find_spec("openpyxl") is None:
        raise DocumentError("needs openpyxl to be read: pip install 'edgewise[documents]'")
    _check(data)
    book = _open(data)
    found = []
    for sheet in book.worksheets:
        notes = [f"the sheet is {sheet.sheet_state}, and read"] if sheet.sheet_state != "visible" else []
        notes += [f"has {what}" for what in _marks(data, getattr(sheet, "_worksheet_path", ""))]
        found.append(Sheet(sheet.title, partial(_rows, data, sheet.title), notes=tuple(notes), trimmed=True))
    book.close()
    return tuple(found)


def _open(data: bytes) -> Any:
    import openpyxl

    try:
        with catch_warnings(action="ignore"):
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as problem:  # it raises whatever its parsers do: KeyError, ValueError, ParseError, BadZipFile
        raise DocumentError(f"is no workbook that can be read: {problem or type(problem).__name__}") from problem


def _check(data: bytes) -> None:
    """Refuse what is no ZIP, is locked, or is a bomb."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("is an old workbook (.xls) or has a password; save it as .xlsx without one")
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except BROKEN as problem:
        raise DocumentError(f"is no workbook: {problem}") from problem
    size = sum(one.file_size for one in members)
    shared = sum(one.file_size for one in members if one.filename.lower().endswith("sharedstrings.xml"))
    if size > _UNPACKED or shared > _SHARED:
        raise DocumentError(
            f"would be {size:,} bytes unpacked, {shared:,} of them shared texts; the limits are {_UNPACKED:,} and {_SHARED:,}"
        )


def _marks(data: bytes, member: str) -> Iterator[str]:
    """Yield what a reader of rows does not see of a sheet, in words."""
    found = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)).open(member.lstrip("/")) as file:
            tail = b""
            while chunk := file.read(_CHUNK):
                found |= {words for pattern, words in _MARKS if words not in found and pattern.search(tail + chunk)}
                tail = chunk[-200:]
    except (KeyError, *BROKEN):
        return  # whoever reads the rows says so
    yield from sorted(found)


def _rows(data: bytes, title: str) -> Iterator[Row]:
    book = _open(data)
    sheet = book[title]
    sheet.reset_dimensions()  # what a sheet says of its size may be anything
    sheet._get_row = partial(_row, sheet._get_row)
    try:
        for number, values in enumerate(_quietly(sheet.iter_rows(max_row=_ROWS, values_only=True)), 1):
            if any(value is not None for value in values):
                cells = [_written(value) for value in values]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    yield number, cells
    except Exception as problem:  # a broken sheet raises whatever its parser does, in the middle of it
        raise DocumentError(f"sheet {title!r} cannot be read to its end: {problem or type(problem).__name__}") from problem
    finally:
        book.close()


def _row(whole: Callable[..., Any], cells: list[dict[str, Any]], *given: Any, **named: Any) -> Any:
    """A row as the library makes it of its cells, none of which may lie beyond the last column that there can be."""
    if any(cell["column"] > _COLUMNS for cell in cells):
        raise DocumentError(f"a cell lies beyond column {_COLUMNS:,}")
    return whole(cells, *given, **named)


def _quietly(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows without the library's warnings on what it does not support: nothing of that is a cell's value."""
    while True:
        some: list[tuple[Any, ...]] = []
        problem: Exception | None = None
        with catch_warnings(action="ignore"):
            try:
                some.extend(islice(rows, _AT_ONCE))
            except Exception as raised:  # as a broken sheet does; the rows before it are whole
                problem = raised
        yield from some
        if problem is not None:
            raise problem
        if len(some) < _AT_ONCE:
            return


def _written(value: Any) -> str:
    """A cell as text: dates as ISO, whole numbers without a point, what a formula could not work out as nothing."""
    if isinstance(value, str):
        return "" if value in _ERRORS else value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
