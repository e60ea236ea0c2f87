"""A projection as texts and back, for every store. What is read keeps equal texts once: a graph says the same ids again and again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from ..model import Entity, Link, Resolved, canonical, to_data

N = TypeVar("N", Entity, Link, Resolved)


def text_of(noun: Entity | Link | Resolved) -> str:
    """Return a derived noun as canonical JSON."""
    return canonical(to_data(noun))


class Derived:
    """Reads the nouns of one projection; texts that are equal become one object, in all that one `Derived` reads."""

    def __init__(self) -> None:
        self._once = dict[str, str]().setdefault

    def once(self, text: str) -> str:
        """Return the first text equal to this one."""
        return self._once(text, text)

    def noun(self, kind: type[N], text: str) -> N:
        """Return the noun that `text_of` made the text from."""
        once = self._once
        values: dict[str, Any] = json.loads(text)
        for key, value in values.items():
            if isinstance(value, str):
                values[key] = once(value, value)
            elif isinstance(value, list):
                values[key] = tuple([once(one, one) for one in value])
        return kind(**values)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """Yield pairs of ids as they come."""
        once = self._once
        return ((once(one, one), once(other, other)) for one, other in rows)
