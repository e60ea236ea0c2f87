"""Records from outside, checked field by field: what a file says is of the declared types, or it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ..errors import StoreError, one_of
from ..model import Claim, Mention, Record, from_data

N = TypeVar("N")


def checked(kind: type[N], data: Any) -> N:
    """Return the noun that plain JSON data describes. Raises StoreError naming the field that is unknown, missing or of a wrong type."""
    _check(data, kind, kind.__name__)
    return from_data(kind, data)


def misquotes(record: Record, text: str | None) -> str | None:
    """Return what is wrong with the places that a record names in its document's text (None: no such document), None when nothing is."""
    if not isinstance(record, Claim | Mention):
        return None
    if text is None:
        return f"its document {record.document[:8]} is neither in the file before it nor in the store"
    places = [(record.start, record.end, record.quote if isinstance(record, Claim) else record.text)]
    if isinstance(record, Claim):
        ends = (record.subject, record.object, record.about, record.said_by)
        places += [(end.start, end.end, end.text) for end in ends if end is not None]
    for start, end, words in places:
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            return (
                f"document {record.document[:8]} does not say {words[:40]!r} at {start}; it says {text[max(start, 0) : max(end, 0)][:40]!r}"
            )
    return None


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _check(value: Any, hint: Any, where: str) -> None:
    """Raise StoreError unless `value` is plain JSON data of the type `hint`."""
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        _check_fields(value, hint, where)
    elif origin in (Union, UnionType):
        (inner,) = (one for one in arguments if one is not NoneType)
        if value is not None:
            _check(value, inner, where)
    elif origin is Literal:
        if not isinstance(value, str) or value not in arguments:
            raise StoreError(f"{where} is {value!r}; known: {one_of(arguments)}")
    elif origin is tuple:
        if not isinstance(value, list):
            raise StoreError(f"{where} is {value!r}; it is a list")
        for place, item in enumerate(value):
            _check(item, arguments[0], f"{where}[{place}]")
    elif not isinstance(value, (int, float) if hint is float else hint) or isinstance(value, bool) != (hint is bool):
        raise StoreError(f"{where} is {str(value)[:40]!r}; it is {'text' if hint is str else hint.__name__}")


def _check_fields(value: Any, kind: Any, where: str) -> None:
    if not isinstance(value, dict):
        raise StoreError(f"{where} is {str(value)[:40]!r}; it is a mapping")
    known, hints = {field.name: field for field in fields(kind)}, _hints(kind)
    for key, item in value.items():
        if key not in known:
            raise StoreError(f"{where} has the unknown field {key!r}; known: {one_of(known)}")
        _check(item, hints[key], f"{where}.{key}")
    if missing := [name for name, field in known.items() if field.default is MISSING and name not in value]:
        raise StoreError(f"{where} lacks {one_of(missing)}")
