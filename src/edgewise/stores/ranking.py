"""How well an entity's names fit what was typed: one order, so that every store answers a search alike.

A store finds candidates its own way (it may find too many, never too few) and hands them to `ranked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, islice
from operator import itemgetter

from ..model import Entity, fold

_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: "The Daily Beast's" gives ("daily", "beast", "s"); () when there is none."""
    return tuple(_WORD.findall(fold(text)))


def names_of(entity: Entity) -> tuple[str, ...]:
    """Return every name an entity is searched by, its own first."""
    return (entity.name, *entity.aliases)


def ranked(text: str, candidates: Iterable[Entity], limit: int) -> tuple[Entity, ...]:
    """Return the candidates with a name that holds every word of `text`, whole or as a prefix, best first, at most `limit`.

    First those whose name is the text, then those with such an alias, then the others by the length of the name that fits
    (the shorter, the closer); of equal ones by name, then by id.
    """
    wanted, asked = words(text), fold(text)
    if not wanted:
        return ()
    scored: list[tuple[int, int, str, Entity]] = []
    for entity in candidates:
        keys = [fold(name) for name in names_of(entity)]
        fitting = [(_place(key, asked, own=number == 0), len(key)) for number, key in enumerate(keys) if _holds(key, wanted)]
        if fitting:
            scored.append((*min(fitting), keys[0], entity))
    alike = itemgetter(0, 1, 2)
    groups = (list(group) for _, group in groupby(sorted(scored, key=alike), alike))
    ordered = (
        row[-1] for group in groups for row in (sorted(group, key=_id) if len(group) > 1 else group)
    )  # an id is a digest: not for all
    return tuple(islice(ordered, limit))


def holds(name: str, wanted: tuple[str, ...]) -> bool:
    """Say whether a name holds every one of these `words`, whole or as the beginning of one of its own."""
    return _holds(fold(name), wanted)


def _holds(key: str, wanted: tuple[str, ...]) -> bool:
    there = _WORD.findall(key)
    return all(any(word.startswith(start) for word in there) for start in wanted)


def _place(key: str, asked: str, *, own: bool) -> int:
    if key != asked:
        return 2
    return 0 if own else 1


def _id(row: tuple[int, int, str, Entity]) -> str:
    return row[-1].id
