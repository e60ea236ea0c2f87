"""A text cut where marks begin and end, so that marks that overlap can all be shown; and a long one cut into parts to be shown one by one.

Invariants: the pieces put together are the text, and those that hold a mark are just its characters. Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

PART = 40_000  # code points shown at once

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Piece(Generic[K]):
    """`[start, end)` of a text, and whatever is marked there, in the order in which it was given."""

    start: int
    end: int
    marks: tuple[K, ...]


def pieces(start: int, end: int, marks: Iterable[tuple[int, int, K]]) -> list[Piece[K]]:
    """Return `[start, end)` cut at the ends of all marks `(start, end, what)`; a mark outside is none, what is empty marks nothing.

    Each `what` is given once.
    """
    opening: dict[int, list[K]] = defaultdict(list)
    closing: dict[int, list[K]] = defaultdict(list)
    for begin, stop, what in marks:
        begin, stop = max(begin, start), min(stop, end)
        if begin < stop:
            opening[begin].append(what)
            closing[stop].append(what)
    cuts = sorted({start, end, *opening, *closing})
    open_now: dict[K, None] = {}
    found = []
    for begin, stop in pairwise(cuts):
        for what in closing.get(begin, ()):
            del open_now[what]
        open_now.update(dict.fromkeys(opening.get(begin, ())))
        found.append(Piece(begin, stop, tuple(open_now)))
    return found


def parts(text: str, spans: Iterable[tuple[int, int]], size: int = PART) -> tuple[int, ...]:
    """Return where the parts of a text begin, the first at 0: each about `size` long, cut between lines, and within no span.

    Where spans leave no place to cut for another `size`, or a line is as long as that, it is cut nevertheless.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    starts, here = [0], size
    while here < len(text):
        here = _cut(text, merged, here, min(here + size, len(text)))
        if here < len(text):
            starts.append(here)
        here += size
    return tuple(starts)


def part_of(starts: Sequence[int], place: int) -> int:
    """Return the number, from 0 on, of the part that holds a place; of one beyond the text the last."""
    return max(0, bisect_right(starts, place) - 1)


def _cut(text: str, spans: Sequence[tuple[int, int]], least: int, most: int) -> int:
    """The first place from `least` on where a line begins within no span; else the first within no span; `least` where there is none."""
    clear = _after_span(spans, least)
    if clear > most:
        return least
    here = clear - 1
    while (line := text.find("\n", here, most)) >= 0:
        here = _after_span(spans, line + 1)
        if here == line + 1:
            return here
    return clear


def _after_span(spans: Sequence[tuple[int, int]], place: int) -> int:
    """The place itself, or the end of the span that it is inside of."""
    number = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[number][1] if number >= 0 and spans[number][0] < place < spans[number][1] else place
