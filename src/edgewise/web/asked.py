"""What was asked: the parts of an address and of a form, read with an error that names the one that is off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import UsageError, one_of

LONGEST = 4_000  # characters of one value


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as pages see it. `path` are the named parts of its path, `query` and `form` the values of each name, in order.

    `address` is its path and query, to come back to. A value that is only white space is none.
    """

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    address: str = "/"

    def text(self, name: str, default: str = "") -> str:
        """Return the last value of a query parameter, without white space around it."""
        return _last(self.query, name) or default

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all values of a query parameter that hold something, each once, in their order."""
        return tuple(dict.fromkeys(_checked(name, value) for value in self.query.get(name, ()) if value.strip()))

    def number(self, name: str, default: int, least: int = 0, most: int = 1_000_000) -> int:
        """Return a whole number from a query parameter. UsageError that names it where it is none, or outside the bounds."""
        given = _last(self.query, name)
        if not given:
            return default
        if not (given.isascii() and given.isdecimal() and len(given) < 10 and least <= int(given) <= most):
            raise UsageError(f"{name} is {given[:40]!r}; give a whole number from {least} to {most}")
        return int(given)

    def choice(self, name: str, known: Sequence[str], default: str) -> str:
        """Return a query parameter that is one of some words. UsageError that lists them where it is another."""
        given = _last(self.query, name) or default
        if given not in known:
            raise UsageError(f"{name} is {given[:40]!r}; known: {one_of(known)}")
        return given

    def said(self, name: str, default: str = "") -> str:
        """Return the last value of a form's field, without white space around it."""
        return _last(self.form, name) or default


def _last(values: Mapping[str, Sequence[str]], name: str) -> str:
    given = values.get(name, ())
    return _checked(name, given[-1]) if given else ""


def _checked(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise UsageError(f"{name} has {len(value):,} characters; give at most {LONGEST:,}")
    return value.strip()
