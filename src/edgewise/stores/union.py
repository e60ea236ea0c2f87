"""What stays of two records of one id: for every store the same, whichever came first.

Invariant: `united` is a union: order, repetition and grouping change nothing, and what is left out is never more than was asked for.
Sources, readings and problems are the kinds whose id does not say all that they say; of the others two of one id are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ..model import Problem, Reading, Source

Uniting = TypeVar("Uniting", Source, Reading, Problem)
UNITING: tuple[type[Source], type[Reading], type[Problem]] = (Source, Reading, Problem)


def united(one: Uniting, other: Uniting) -> Uniting:
    """Return the record that stays of two of the same id.

    Of two of a source that of greater `precedence`, and where they say the same of it, with the readers of both; a document that was
    put back is known to have been read by those only that read it since. Of two of a reading the one that is less sure, of two of a
    problem that of greater `precedence`.
    """
    if isinstance(one, Reading):
        return min(one, other, key=lambda reading: reading.confidence)
    if isinstance(one, Problem):
        return max(one, other, key=lambda problem: problem.precedence)
    if one.precedence == other.precedence:
        return replace(one, read_by=newest((*one.read_by, *other.read_by)))
    return max(one, other, key=lambda source: source.precedence)


def newest(readers: Iterable[str]) -> tuple[str, ...]:
    """Return the readers, "name@version", sorted, and of each name the newest version only: "rules@10" comes after "rules@9"."""
    latest: dict[str, str] = {}
    for reader in readers:
        name = reader.partition("@")[0]
        latest[name] = max(latest.get(name, reader), reader, key=_age)
    return tuple(sorted(latest.values()))


def joined(held: Iterable[str], readers: Iterable[str]) -> tuple[str, ...]:
    """Return who has read a text once `readers` have too, sorted: of each name the newest version, and of one version who reads now,
    though with another project's declarations ("rules@2~3fa91c07")."""
    known = {reader.partition("@")[0]: reader for reader in held}
    for reader in readers:
        name, before = reader.partition("@")[0], known.get(reader.partition("@")[0])
        if before is None or _age(before.partition("~")[0]) <= _age(reader.partition("~")[0]):
            known[name] = reader
    return tuple(sorted(known.values()))


def _age(reader: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """The order of versions: numbers in them as numbers."""
    parts = re.findall(r"\d+|\D+", reader.partition("@")[2])
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts), reader
