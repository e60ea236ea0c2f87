"""Search in words: what both stores index of a name, and in which order they give what they find."""

from __future__ import annotations

import re

from ..model import Entity, fold

_WORD = re.compile(r"[^\W_]+")
CANDIDATES = 500  # of the shortest fitting names that a store ranks


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, in order: folded, without punctuation; () when it has none."""
    return tuple(_WORD.findall(fold(name)))


def names_of(entity: Entity) -> tuple[str, ...]:
    """Return the names under which an entity is found, its own first."""
    return (entity.name, *entity.aliases)


def fits(name: str, asked: tuple[str, ...]) -> bool:
    """Whether a name holds every word asked for, or a word that starts with it."""
    held = words(name)
    return all(any(word.startswith(one) for word in held) for one in asked)


def closeness(entity: Entity, text: str) -> tuple[bool, int, str, str]:
    """Return the order of an entity among those found for `text`: an exact name first, then the shortest name that fits."""
    asked, key = words(text), fold(text)
    names = names_of(entity)
    shortest = min((len(fold(name)) for name in names if fits(name, asked)), default=len(key))
    return (all(fold(name) != key for name in names), shortest, entity.name, entity.id)
