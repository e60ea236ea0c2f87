"""Places are the same tomorrow, labels do not overlap, and no line runs through a name that it does not reach."""

from __future__ import annotations

import random
from itertools import combinations

from edgewise.views.layout import LABEL, positions


def some_pairs(count: int, links: int) -> list[tuple[int, int]]:
    chance = random.Random(7)
    return [(chance.randrange(count), chance.randrange(count)) for _ in range(links)]


def test_nothing_one_and_two() -> None:
    assert positions(0, []) == []
    assert positions(1, [(0, 0)]) == [(0.0, 0.0)]
    (left, level), (right, same) = positions(2, [(0, 1), (1, 0)])
    assert abs(left - right) >= LABEL[0]
    assert level == same


def test_the_same_picture_is_the_same_tomorrow() -> None:
    for count, links in ((20, 30), (450, 700)):
        assert positions(count, some_pairs(count, links)) == positions(count, some_pairs(count, links))


def test_labels_do_not_overlap() -> None:
    places = positions(60, some_pairs(60, 70))
    for (ax, ay), (bx, by) in combinations(places, 2):
        assert abs(ax - bx) > LABEL[0] - 2 or abs(ay - by) > LABEL[1] - 2


def test_no_line_runs_through_a_name() -> None:
    """In a star of four with a way around, AWS - ICE must not cross ICM."""
    places = positions(4, [(0, 1), (1, 2), (2, 0), (2, 3)])
    for a, b, other in ((0, 1, 2), (0, 1, 3), (1, 2, 3), (2, 0, 3), (2, 3, 0)):
        (ax, ay), (bx, by), (x, y) = places[a], places[b], places[other]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
        beside = abs((y - ay) * (bx - ax) - (x - ax) * (by - ay)) / length
        assert not 0 < along < length or beside > 40


def test_the_first_end_is_left_of_the_second_on_one_level() -> None:
    pairs = [(0, 2), (2, 3), (3, 1), (1, 4), (4, 0)]
    for first, second in ((0, 1), (1, 0)):
        places = positions(5, pairs, (first, second))
        assert places[first][0] < places[second][0]
        assert abs(places[first][1] - places[second][1]) < 60  # labels may push them a little


def test_parts_that_nothing_joins_stand_apart() -> None:
    places = positions(6, [(0, 1), (1, 2), (3, 4)])
    boxes = [[places[i] for i in part] for part in ((0, 1, 2), (3, 4), (5,))]
    for one, other in combinations(boxes, 2):
        apart_across = max(x for x, _ in one) < min(x for x, _ in other) or max(x for x, _ in other) < min(x for x, _ in one)
        apart_upright = max(y for _, y in one) < min(y for _, y in other) or max(y for _, y in other) < min(y for _, y in one)
        assert apart_across or apart_upright
