"""How well an entity's names fit what was typed: one order, so that every store answers a search alike.

A store finds candidates its own way (it may find too many, never too few) and hands them to `ranked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    wanted, key = words(text), fold(text)
    if not wanted:
        return ()
    scored = []
    for entity in candidates:
        names = enumerate(names_of(entity))
        fitting = [(_place(name, key, own=number == 0), len(fold(name))) for number, name in names if holds(name, wanted)]
        if fitting:
            scored.append((*min(fitting), entity.name_key, entity.id, entity))
    return tuple(row[-1] for row in sorted(scored, key=lambda row: row[:-1])[:limit])


def holds(name: str, wanted: tuple[str, ...]) -> bool:
    """Say whether a name holds every one of these `words`, whole or as the beginning of one of its own."""
    there = words(name)
    return all(any(word.startswith(start) for word in there) for start in wanted)


def _place(name: str, key: str, *, own: bool) -> int:
    if fold(name) != key:
        return 2
    return 0 if own else 1
