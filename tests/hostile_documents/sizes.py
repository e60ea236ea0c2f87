"""What a maker of hostile documents is, and how large it makes them."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log
from random import Random
from typing import NamedTuple


class Made(NamedTuple):
    """The bytes of a hostile file, and what is wrong with them in words."""

    what: str
    data: bytes


Maker = Callable[[Random, int], Made]
"""Makes a hostile file by chance; what is repeated in it comes to at most so many characters, near enough."""


def often(random: Random, most: int) -> int:
    """How often something is repeated: from 2 to `most`, small numbers as likely as large ones."""
    return round(exp(random.uniform(log(2), log(max(most, 3)))))


def packing(what: str, wrap: Callable[[str], str | bytes], unit: str, most: int = 1 << 30) -> Maker:
    """Return a maker that repeats a unit and wraps it."""

    def make(random: Random, largest: int) -> Made:
        data = wrap(unit * often(random, min(most, max(3, largest // len(unit)))))
        return Made(what, data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    return make


def nesting(what: str, before: str, opening: str, inner: str, closing: str, after: str, most: int = 100_000) -> Maker:
    """Return a maker that puts one thing in another, and that in another."""

    def make(random: Random, largest: int) -> Made:
        deep = often(random, min(most, max(3, largest // len(opening))))
        return Made(what, f"{before}{opening * deep}{inner}{closing * deep}{after}".encode("utf-8", "surrogatepass"))

    return make


def given(what: str, content: str | bytes | Callable[[], bytes]) -> Maker:
    """Return a maker of one document, always the same; one that is large is made only when it is wanted."""

    def make(random: Random, largest: int) -> Made:
        data = content() if callable(content) else content
        return Made(what, data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    return make
