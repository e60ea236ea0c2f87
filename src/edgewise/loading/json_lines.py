"""JSON lines: an object a line, whose keys are the columns; those of an object inside are joined by dots ("vendor.name")."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from ..errors import DocumentError
from .sheets import COLUMNS, Row, Sheet

_DEPTH = 8  # objects within objects
_HALF = re.compile("[\ud800-\udfff]")
_AMONG = "; "  # between the values of a list


def sheet(data: bytes, suffix: str) -> Sheet:
    """Return the one table of a file of objects; its header are all keys that are in any of them, in the order in which they come.

    Raises DocumentError where no line is an object, and where there are more keys than a table has columns.
    """
    columns: dict[str, int] = {}
    for _, values in _objects(data):
        for key in values if isinstance(values, dict) else ():
            if columns.setdefault(key, len(columns)) == COLUMNS:
                raise DocumentError(f"its objects have more than {COLUMNS:,} different keys; it is no table")
    if not columns:
        raise DocumentError("no line of it is a JSON object")
    return Sheet("", partial(_rows, data, columns), "line")


def _rows(data: bytes, columns: dict[str, int]) -> Iterator[Row]:
    yield 0, list(columns)
    for number, values in _objects(data):
        if isinstance(values, str):
            yield number, values
            continue
        cells = [""] * len(columns)
        for key, value in values.items():
            cells[columns[key]] = value
        yield number, cells


def _objects(data: bytes) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield the number of each line that is not empty, from 1 on, and its values by key; or why it cannot be read."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)  # numbers as they are written
    for number, line in enumerate(io.BytesIO(data), 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            if not text:
                continue
            value = decoder.decode(text)
        except UnicodeDecodeError:
            yield number, "is not UTF-8"
        except (ValueError, RecursionError) as problem:
            yield number, f"is not JSON: {problem}"
        else:
            yield number, dict(_flat(value)) if isinstance(value, dict) else "is no JSON object"


def _flat(value: dict[str, Any], prefix: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, str]]:
    for key, one in value.items():
        name = f"{prefix}{key}"
        if isinstance(one, dict) and depth:
            yield from _flat(one, f"{name}.", depth - 1)
        else:
            yield _plain(name), _plain(_written(one))


def _written(value: Any) -> str:
    """A value as the text of a cell; what is deeper than a list of plain values is shown as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return _AMONG.join(_written(one) for one in value)
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    """The text without half characters, which JSON can write and no document can hold."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)
