"""How nouns become plain data, one text, and an id; and the key under which names are compared."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no escapes beyond JSON's own."""
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def identity(kind: str, *parts: Any) -> str:
    """Return the sha256 (64 hex digits) of the canonical JSON array `[kind, *parts]`; injective, so no two nouns collide."""
    text = canonical([kind, *parts])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def worked_out(noun: Any, kind: str, *parts: Any) -> str:
    """Return the identity of these parts, which the noun keeps in its field `_id`: the same ids are asked for again and again."""
    return _kept(noun, identity(kind, *parts))


def of_all(noun: Any, kind: str) -> str:
    """Return the identity of all that a noun says, `identity(kind, to_data(noun))`, which it keeps in its field `_id`."""
    text = f'["{kind}",{canonical_noun(noun)}]'
    return _kept(noun, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _kept(noun: Any, id: str) -> str:
    object.__setattr__(noun, "_id", id)
    return id


def fold(name: str) -> str:
    """Return the key under which names are compared: accents, case, quote and dash styles, a leading article and extra spaces aside."""
    text = name
    if not name.isascii():  # most names are plain, and this is called for every one of them
        text = unicodedata.normalize("NFKD", name.translate(_PLAIN))
        text = "".join(c for c in text if not unicodedata.combining(c))
    words = text.casefold().split()
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "‐": "-", "–": "-", "—": "-", "\u00a0": " "})


def to_data(noun: Any) -> dict[str, Any]:
    """Return a noun as plain JSON data, nested nouns too; fields at their default None, False or () are left out."""
    data: dict[str, Any] = {}
    names, defaults, values_of = _fields(noun.__class__)
    for name, default, value in zip(names, defaults, values_of(noun), strict=True):
        if value.__class__ is str or value.__class__ is int:  # most are, and this is asked of every noun there is
            data[name] = value
        elif value != default or not (value is None or value is False or value == ()):
            data[name] = _plain(value)
    return data


def canonical_noun(noun: Any) -> str:
    """Return `canonical(to_data(noun))`, written straight away: a table has as many nouns as cells."""
    parts = []
    keys, defaults, values_of = _sorted_fields(noun.__class__)
    for key, default, value in zip(keys, defaults, values_of(noun), strict=True):
        if value.__class__ is str:
            parts.append(key + _quoted(value))
        elif value is None and default is None:
            continue
        elif value.__class__ is int:
            parts.append(f"{key}{value}")
        elif value != default or not (value is None or value is False or value == ()):
            parts.append(key + (canonical_noun(value) if hasattr(value, "__dataclass_fields__") else _encode(_plain(value))))
    return "{" + ",".join(parts) + "}"


_quoted = json.encoder.encode_basestring


@cache
def _sorted_fields(kind: Any) -> tuple[tuple[str, ...], tuple[Any, ...], Callable[[Any], tuple[Any, ...]]]:
    """As `_fields`, by name, which is then as JSON writes it."""
    names, defaults, _ = _fields(kind)
    pairs = sorted(zip(names, defaults, strict=True), key=lambda pair: pair[0])
    given = tuple(name for name, _ in pairs)
    return tuple(f'"{name}":' for name in given), tuple(default for _, default in pairs), _values_of(given)


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], tuple[Any, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a noun's fields, their defaults, and what gives all their values at once."""
    given = [f for f in fields(kind) if f.init]
    names = tuple(f.name for f in given)
    return names, tuple(f.default for f in given), _values_of(names)


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*names) if len(names) > 1 else lambda noun: (getattr(noun, names[0]),)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return to_data(value) if hasattr(value, "__dataclass_fields__") else value
