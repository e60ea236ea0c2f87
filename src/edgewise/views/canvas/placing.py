"""Where the names of a picture stand: laid out once at its start; what is added later finds a place beside what it hangs on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from ..layout import GAP, LABEL, Point

_WIDEN = 0.55  # of the gap between neighbours: how much wider the next ring is


class Places:
    """Points that hold a label each, found by where they are."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._cells: dict[tuple[int, int], list[Point]] = {}
        for point in points:
            self.add(point)

    def add(self, point: Point) -> None:
        self._cells.setdefault(self._cell(point), []).append(point)

    def is_free(self, point: Point) -> bool:
        """Say whether a label here would cover none."""
        column, row = self._cell(point)
        near = (p for dx in (-1, 0, 1) for dy in (-1, 0, 1) for p in self._cells.get((column + dx, row + dy), ()))
        return all(abs(p[0] - point[0]) >= LABEL[0] or abs(p[1] - point[1]) >= LABEL[1] for p in near)

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return int(point[0] // LABEL[0]), int(point[1] // LABEL[1])


def placed(where: Mapping[str, Point], new: Sequence[str], beside: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Return a point for each new name, in their order; nobody who is there moves, and no two labels overlap.

    `beside` are the neighbours of each new name, among them those that are there: it stands at the middle of these, as near as there
    is room, rather away from the middle of the picture; one that hangs on nothing stands below the picture.
    """
    middle = _middle(where.values())
    taken, found = Places(where.values()), dict[str, Point]()
    for id in new:
        anchors = [point for one in beside.get(id, ()) if (point := where.get(one) or found.get(one)) is not None]
        at = _middle(anchors) if anchors else (middle[0], max((y for _, y in where.values()), default=0.0) + GAP)
        outward = math.atan2(at[1] - middle[1], at[0] - middle[0]) if math.dist(at, middle) > 1 else 0.0
        point = next(place for place in _round(at, outward, inside=len(anchors) > 1) if taken.is_free(place))
        found[id] = point
        taken.add(point)
    return found


def _round(at: Point, outward: float, *, inside: bool) -> Iterator[Point]:
    """Places round a point, ring by ring, those that lie outward first; the point itself first where it is `inside` several."""
    if inside:
        yield at
    for ring in count():
        radius = GAP * (0.75 + _WIDEN * ring)
        slots = max(6, int(2 * math.pi * radius / LABEL[0]))
        for slot in range(slots):
            turn = (slot + 1) // 2 * (1 if slot % 2 else -1)
            angle = outward + turn * 2 * math.pi / slots
            yield round(at[0] + radius * math.cos(angle), 1), round(at[1] + radius * math.sin(angle), 1)


def _middle(points: Iterable[Point]) -> Point:
    some = list(points)
    return (sum(x for x, _ in some) / len(some), sum(y for _, y in some) / len(some)) if some else (0.0, 0.0)
