"""Where each entity of a picture stands: computed here once, so that a page draws at once and the same picture is the same tomorrow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Point = tuple[float, float]
Points = NDArray[np.float64]  # a row each
Numbers = NDArray[np.int64]

SEED = 20
SMALL = 400  # entities; up to here distances along links are kept, which reads best
STEPS = 15  # in which the points come as near to those distances as they nearly ever will
GAP = 340.0  # pixels between neighbours, on average: room for a label under each and for words on the line
LABEL = (205.0, 125.0)  # width and height in pixels that an entity and its label need
FAN = 0.4  # how much farther apart, by one more, two neighbours stand for each further link between them
CLEAR = 48.0  # pixels from a line to an entity that it does not reach: a line through a name would read as a link of it
MOST_LINED = 100_000  # times a point is held against a line in one of so many ...
ROUNDS = 30  # ... in which labels and lines are moved apart
ROOM = 2.0  # times as much room as all labels need is made where some overlap ...
GROWTH = 1.02  # ... and so much wider it gets in each round that some still do
WIDE = 1.15  # a picture is drawn about this much wider than high
MOST_STRETCH = 1.7  # how much a picture that is too wide or too high is stretched the other way, at most


def positions(count: int, pairs: Sequence[tuple[int, int]], ends: tuple[int, int] | None = None) -> list[Point]:
    """Return a point in pixels for each of the things 0 to `count` - 1, where `pairs` are joined; [] for none.

    The same arguments give the same points. Parts that nothing joins stand side by side, the largest first. Where one part
    holds both `ends`, the first stands left of the second, at the same height.
    """
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    joined = Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    graph.add_edges_from([(a, b, 1 + FAN * (times - 1)) for (a, b), times in joined.items()])
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed: list[dict[int, Point]] = []
    for part in parts:
        inside = graph.subgraph(part)
        points = _drawn_out(inside, len(part))
        if ends is not None and set(ends) <= set(part):
            points = _turned(points, part.index(ends[0]), part.index(ends[1]))
        placed.append(dict(zip(part, map(tuple, _apart(points, inside.edge_list()).tolist()), strict=True)))
    where = _side_by_side(placed)
    return _stretched([where[index] for index in range(count)])


def _drawn_out(graph: rx.PyGraph[int, float], size: int) -> Points:
    """Return a point for each node of a connected graph, neighbours `GAP` apart on average, the graph as level as it goes."""
    if size == 1:
        return np.zeros((1, 2))
    found = rx.spring_layout(graph, seed=SEED, num_iter=40)
    points = np.array([found[index] for index in range(size)], dtype=np.float64)
    if size <= SMALL:
        points = _far_as_linked(points, rx.graph_floyd_warshall_numpy(graph, weight_fn=float))
    one, other = np.array(graph.edge_list()).T
    points = (points - points.mean(0)) * (GAP / (_lengths(points[one] - points[other]).mean() or 1.0))
    x, y = points.T
    return _rotated(points, -math.atan2(2 * (x * y).sum(), (x * x - y * y).sum()) / 2)


def _far_as_linked(points: Points, far: Points) -> Points:
    """Return the points moved as far from one another as these distances, as nearly as a plane allows (stress majorization)."""
    np.fill_diagonal(far, 1)
    weight = 1 / far**2
    np.fill_diagonal(weight, 0)
    wanted, sums = weight * far, weight.sum(1)[:, None]
    points = points * ((far * weight).sum() / (_lengths(points[:, None] - points[None]) * weight).sum())
    for _ in range(STEPS):
        apart = points[:, None] - points[None]
        excess = weight - wanted / np.maximum(_lengths(apart), 1e-9)
        points = points - (excess[:, :, None] * apart).sum(1) / sums
    return points


def _lengths(lines: Points) -> Points:
    found: Points = np.hypot(lines[..., 0], lines[..., 1])
    return found


def _turned(points: Points, left: int, right: int) -> Points:
    """Return the points turned so that `left` lies level with `right`, to the left of it."""
    x, y = points[right] - points[left]
    return _rotated(points, -math.atan2(y, x))


def _rotated(points: Points, angle: float) -> Points:
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = points.T
    return np.stack([x * cos - y * sin, x * sin + y * cos], 1)


def _apart(points: Points, edges: Sequence[tuple[int, int]]) -> Points:
    """Return the points moved until no two labels overlap and no line runs through what it does not join, or nearly so.

    Where labels overlap there is first made room for all, and then some more in each round that they still do.
    """
    if _off_labels(points) is not None:
        width, height = np.ptp(points, axis=0) + LABEL
        points = points * max(1.0, math.sqrt(ROOM * len(points) * LABEL[0] * LABEL[1] / (width * height)))
    ends = np.array(edges, dtype=int).reshape(-1, 2).T
    lined = len(points) * len(edges) <= MOST_LINED
    for _ in range(ROUNDS):
        off_lines = _off_lines(points, *ends) if lined else None
        if off_lines is not None:
            points = points + off_lines
        off_labels = _off_labels(points)
        if off_labels is not None:
            points = (points + off_labels) * GROWTH
        if off_lines is None and off_labels is None:
            break
    return points


def _off_labels(points: Points) -> Points | None:
    """Return how to move each point so that it parts from those whose labels it covers; None where it covers none."""
    order = np.argsort(points[:, 0], kind="stable")
    across = points[order, 0]
    near = np.searchsorted(across, across + LABEL[0]) - np.arange(1, len(points) + 1)  # how many stand right of each, near enough
    left = np.repeat(np.arange(len(points)), near)
    right = np.arange(len(left)) - np.repeat(np.cumsum(near) - near, near) + left + 1
    one, other = order[left], order[right]
    apart = points[other] - points[one]
    overlap = LABEL - np.abs(apart)
    covers = (overlap > 1).all(axis=1)
    if not covers.any():
        return None
    one, other, apart, overlap = one[covers], other[covers], apart[covers], overlap[covers]
    nearest = (overlap / LABEL).argmin(axis=1)[:, None] == np.arange(2)
    step = np.where(nearest, np.where(apart >= 0, 1, -1) * overlap / 2, 0)
    moves = np.zeros_like(points)
    np.add.at(moves, one, -step)
    np.add.at(moves, other, step)
    return moves


def _off_lines(points: Points, start: Numbers, end: Numbers) -> Points | None:
    """Return how to move each point so that it stands clear of the lines from `start` to `end`; None where all do."""
    line = points[end] - points[start]
    length = np.maximum(_lengths(line), 1e-9)[:, None]
    line = line / length
    x, y = (points[None] - points[start][:, None]).transpose(2, 0, 1)
    along, beside = x * line[:, :1] + y * line[:, 1:], y * line[:, :1] - x * line[:, 1:]
    near = (along > 0) & (along < length) & (np.abs(beside) < CLEAR)
    each = np.arange(len(line))
    near[each, start] = near[each, end] = False
    if not near.any():
        return None
    which, moved = np.nonzero(near)
    step = np.copysign(CLEAR + 1 - np.abs(beside[near]), beside[near]) / 2
    moves, times = np.zeros_like(points), np.zeros(len(points))
    np.add.at(moves, moved, step[:, None] * np.stack([-line[which, 1], line[which, 0]], 1))
    np.add.at(times, moved, 1)
    return moves / np.sqrt(np.maximum(times, 1))[:, None]


def _stretched(points: list[Point]) -> list[Point]:
    """Return the points stretched upright or across to fill the screen better; nothing comes closer together."""
    if not points:
        return []
    width = max(x for x, _ in points) - min(x for x, _ in points) + LABEL[0]
    height = max(y for _, y in points) - min(y for _, y in points) + LABEL[1]
    across = min(max(WIDE * height / width, 1.0), MOST_STRETCH)
    upright = min(max(width / height / WIDE, 1.0), MOST_STRETCH)
    return [(round(x * across, 1), round(y * upright, 1)) for x, y in points]


def _side_by_side(parts: list[dict[int, Point]]) -> dict[int, Point]:
    """Return all points with the parts in rows, none overlapping, about as wide as the screen asks."""
    boxes = []
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        boxes.append((min(xs), min(ys), max(xs) - min(xs) + LABEL[0], max(ys) - min(ys) + LABEL[1]))
    row_width = max([width for _, _, width, _ in boxes] + [WIDE * math.sqrt(sum(w * h for _, _, w, h in boxes))], default=0.0)
    where: dict[int, Point] = {}
    left = top = row_height = 0.0
    for part, (min_x, min_y, width, height) in zip(parts, boxes, strict=True):
        if left and left + width > row_width:
            left, top, row_height = 0.0, top + row_height, 0.0
        for index, (x, y) in part.items():
            where[index] = (x - min_x + left, y - min_y + top)
        left += width
        row_height = max(row_height, height)
    return where
