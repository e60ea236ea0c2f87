"""Nouns from their texts, for every store. What is derived keeps equal texts once: a graph says the same ids again and again.

Whatever does not read as what a store wrote raises UnreadableRecord: the store was damaged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import tee
from typing import Any, TypeVar

from ..batched import batched
from ..errors import UnreadableRecord
from ..model import (
    Claim,
    Document,
    Entity,
    Judgement,
    Link,
    Mention,
    Problem,
    Reading,
    Resolved,
    Source,
    canonical,
    from_data,
    to_data,
)

N = TypeVar("N", Entity, Link, Resolved)
R = TypeVar("R", Document, Source, Mention, Claim, Reading, Judgement, Problem)

_AT_ONCE = 500  # texts


def text_of(noun: Entity | Link | Resolved) -> str:
    """Return a derived noun as canonical JSON."""
    return canonical(to_data(noun))


def parsed(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield what JSON texts say, many read at once: that takes half the time of one after the other."""
    for some in batched(texts, _AT_ONCE):
        try:
            values = json.loads(f"[{','.join(some)}]")
        except (ValueError, TypeError) as problem:  # no JSON, or no text at all: a server's node that is deleted while it is read
            raise UnreadableRecord(str(problem)) from problem
        if len(values) != len(some) or not all(isinstance(value, dict) for value in values):
            raise UnreadableRecord("a text is not one noun")
        yield from values


def records_of(kind: type[R], rows: Iterable[tuple[str, str]], *, by_id: bool = False) -> Iterator[R]:
    """Yield the records of rows of ids and texts. `by_id`: make sure that each is the one of its id, which takes as long again."""
    ids, texts = tee(rows)
    for (id, _), data in zip(ids, parsed(text for _, text in texts), strict=True):
        try:
            record = from_data(kind, data)
        except (TypeError, AttributeError) as problem:
            raise UnreadableRecord(f"the {kind.__name__} {id[:8]} is no such record: {problem}") from problem
        if by_id and record.id != id:
            raise UnreadableRecord(f"the {kind.__name__} {id[:8]} is not what was kept under its id")
        yield record


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
            if old is not None and old == _made(kind, values):
                yield old
                continue
            for key, value in values.items():
                if isinstance(value, str):
                    values[key] = once(value, value)
                elif isinstance(value, tuple):
                    values[key] = tuple([once(one, one) for one in value])
            yield _made(kind, values)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """Yield pairs of ids as they come."""
        once = self._once
        return ((once(one, one), once(other, other)) for one, other in rows)


def _made(kind: type[N], values: Mapping[str, Any]) -> N:
    try:
        return kind(**values)
    except TypeError as problem:
        raise UnreadableRecord(f"{kind.__name__}: {problem}") from problem
