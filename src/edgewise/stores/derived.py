"""Nouns from their texts, for every store. What is derived keeps equal texts once: a graph says the same ids again and again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, tee
from typing import Any, TypeVar

from ..model import Entity, Link, Resolved, canonical, to_data

N = TypeVar("N", Entity, Link, Resolved)

_AT_ONCE = 500  # texts


def text_of(noun: Entity | Link | Resolved) -> str:
    """Return a derived noun as canonical JSON."""
    return canonical(to_data(noun))


def parsed(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield what JSON texts say, many read at once: that takes half the time of one after the other."""
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        yield from json.loads(f"[{','.join(some)}]")


class Derived:
    """Reads the nouns of one projection; texts that are equal become one object, in all that one `Derived` reads."""

    def __init__(self) -> None:
        self._once = dict[str, str]().setdefault

    def once(self, text: str) -> str:
        """Return the first text equal to this one."""
        return self._once(text, text)

    def nouns(self, kind: type[N], rows: Iterable[tuple[str, str]], known: Mapping[str, N]) -> Iterator[N]:
        """Yield the nouns of rows of ids and the texts that `text_of` made; of one that equals the one of its id in `known`, that one."""
        ids, texts = tee(rows)
        once = self._once
        for (id, _), values in zip(ids, parsed(text for _, text in texts), strict=True):
            for key, value in values.items():
                if isinstance(value, list):
                    values[key] = tuple(value)
            old = known.get(id)
            if old is not None and old == kind(**values):
                yield old
                continue
            for key, value in values.items():
                if isinstance(value, str):
                    values[key] = once(value, value)
                elif isinstance(value, tuple):
                    values[key] = tuple([once(one, one) for one in value])
            yield kind(**values)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """Yield pairs of ids as they come."""
        once = self._once
        return ((once(one, one), once(other, other)) for one, other in rows)
