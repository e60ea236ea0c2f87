"""Where what is added to a picture stands: beside what it hangs on, while nobody who is there moves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from ..layout import CLEAR, GAP, LABEL, Point, Points

_NEAREST, _WIDEN = 0.75, 0.55  # of the gap between neighbours: how far off the nearest places are, and how much farther the next ones
_RINGS = 3  # that are looked at together
_WEIGHED = 12  # free places that are held against one another
_LINES = 4  # of a new name, that are looked along


def placed(where: Mapping[str, Point], new: Sequence[str], beside: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Return a point for each new name, in their order; no label covers another.

    `beside` are the neighbours of each new name: it stands near the middle of those that are there, where the lines to them run
    through as few names as may be, rather away from the middle of the picture. One that hangs on nothing stands below the picture.
    """
    taken = _Taken(where, len(new))
    found, rounds = dict[str, Point](), dict[tuple[Point, ...], _Places]()
    for id in new:
        ends = tuple(point for one in beside.get(id, ()) if (point := where.get(one) or found.get(one)) is not None)[:_LINES]
        at = _middle(ends) if ends else (taken.middle[0], taken.bottom + GAP)
        if ends not in rounds:
            rounds[ends] = _Places(at, taken.middle, inside=len(ends) != 1)
        found[id] = rounds[ends].best(taken, ends)
        taken.add(found[id])
    return found


class _Taken:
    """The points that hold a label each, with room for `more`."""

    def __init__(self, where: Mapping[str, Point], more: int) -> None:
        self._room = np.empty((len(where) + more, 2))
        self._room[: len(where)] = list(where.values()) or np.empty((0, 2))
        self._points = self._room[: len(where)]
        self.middle = _middle(tuple(where.values()))
        self.bottom = max((y for _, y in where.values()), default=-GAP)

    def add(self, point: Point) -> None:
        self._room[len(self._points)] = point
        self._points = self._room[: len(self._points) + 1]

    @property
    def count(self) -> int:
        return len(self._points)

    def free(self, places: Points, since: int = 0) -> Points:
        """Return those of some places where a label would cover none of those that are there since so many were."""
        across, down = self._points[since:].T
        near = (np.abs(places[:, :1] - across) < LABEL[0]) & (np.abs(places[:, 1:] - down) < LABEL[1])
        free: Points = places[~near.any(axis=1)]
        return free

    def crossed(self, places: Points, end: Point) -> NDArray[np.int64]:
        """Return for each place through how many names a line to this end would run that it does not reach."""
        line = end - places
        length = np.maximum(np.hypot(line[:, 0], line[:, 1]), 1)[:, None]
        x, y = (self._points[:, axis] - places[:, None, axis] for axis in (0, 1))
        along, beside = (x * line[:, :1] + y * line[:, 1:]) / length, np.abs(y * line[:, :1] - x * line[:, 1:]) / length
        crossed: NDArray[np.int64] = ((along > 1) & (along < length - 1) & (beside < CLEAR)).sum(axis=1)
        return crossed


class _Places:
    """The places round a point, the nearest first; one that is taken stays so, and is not looked at again."""

    def __init__(self, at: Point, middle: Point, *, inside: bool) -> None:
        self._coming = _rings(at, middle)
        self._free = np.round(np.array([at] if inside else np.empty((0, 2))), 1)
        self._seen = 0  # how many labels they are known not to cover

    def best(self, taken: _Taken, ends: Sequence[Point]) -> Point:
        """Return the free place, of the nearest few, whose lines to these ends cross the fewest names."""
        self._free, self._seen = taken.free(self._free, self._seen), taken.count
        while len(self._free) < _WEIGHED:
            self._free = np.concatenate([self._free, taken.free(next(self._coming))])
        nearest = self._free[:_WEIGHED]
        chosen = int(sum((taken.crossed(nearest, end) for end in ends), np.zeros(len(nearest))).argmin())
        x, y = self._free[chosen].tolist()
        self._free = np.delete(self._free, chosen, axis=0)
        return x, y


def _rings(at: Point, middle: Point) -> Iterator[Points]:
    """The places round a point, some rings at a time, of each ring those first that lie away from the middle."""
    outward = math.atan2(at[1] - middle[1], at[0] - middle[0]) if math.dist(at, middle) > 1 else 0.0
    for ring in count(0, _RINGS):
        radius, angle = _around(ring)
        across, down = at[0] + radius * np.cos(outward + angle), at[1] + radius * np.sin(outward + angle)
        yield np.stack([across, down], 1).round(1)


@cache
def _around(first: int) -> tuple[Points, Points]:
    """How far off and in which direction the places of some rings are, from this one on."""
    radii, angles = [], []
    for ring in range(first, first + _RINGS):
        radius = GAP * (_NEAREST + _WIDEN * ring)
        slots = np.arange(max(6, int(2 * math.pi * radius / LABEL[0])))
        angles.append((slots + 1) // 2 * np.where(slots % 2, 1, -1) * (2 * math.pi / len(slots)))
        radii.append(np.full(len(slots), radius))
    return np.concatenate(radii), np.concatenate(angles)


def _middle(points: Sequence[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)) if points else (0.0, 0.0)
