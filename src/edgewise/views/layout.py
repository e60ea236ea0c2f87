"""Where each entity of a picture stands: computed here once, so that a page draws at once and the same picture is the same tomorrow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import rustworkx as rx

Point = tuple[float, float]

SEED = 20
SMALL = 400  # entities; up to here distances along links are kept (Kamada and Kawai), which reads best and takes under a second
GAP = 340.0  # pixels between neighbours, on average: room for a label under each and for words on the line
LABEL = (205.0, 110.0)  # width and height in pixels that an entity and its label need
FAN = 0.4  # how much farther apart, by one more, two neighbours stand for each further link between them
CLEAR = 48.0  # pixels from a line to an entity that it does not reach: a line through a name would read as a link of it
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
        placed.append(dict(zip(part, _apart(points, inside.edge_list()), strict=True)))
    where = _side_by_side(placed)
    return _stretched([where[index] for index in range(count)])


def _drawn_out(graph: rx.PyGraph[int, float], size: int) -> list[Point]:
    """Return a point for each node of a connected graph, neighbours `GAP` apart on average."""
    if size == 1:
        return [(0.0, 0.0)]
    small = size <= SMALL
    found = rx.kamada_kawai_layout(graph, weight_fn=float) if small else rx.spring_layout(graph, seed=SEED, num_iter=40)
    points = [(float(found[index][0]), float(found[index][1])) for index in range(size)]
    lengths = [math.dist(points[a], points[b]) for a, b in graph.edge_list()]
    scale = GAP * len(lengths) / (sum(lengths) or 1.0)
    return [(x * scale, y * scale) for x, y in points]


def _turned(points: list[Point], left: int, right: int) -> list[Point]:
    """Return the points turned so that `left` lies level with `right`, to the left of it."""
    (x, y), (to_x, to_y) = points[left], points[right]
    angle = -math.atan2(to_y - y, to_x - x)
    cos, sin = math.cos(angle), math.sin(angle)
    return [(px * cos - py * sin, px * sin + py * cos) for px, py in points]


def _apart(points: list[Point], edges: Sequence[tuple[int, int]]) -> list[Point]:
    """Return the points moved until no two labels overlap and no line runs through what it does not join, or nearly so."""
    where = [list(point) for point in points]
    small = len(points) <= SMALL
    for _ in range(60 if small else 8):
        moved = small and len(points) * len(edges) <= 60_000 and _off_lines(where, edges)
        if not _off_labels(where) and not moved:
            break
    return [(x, y) for x, y in where]


def _off_labels(where: list[list[float]]) -> bool:
    width, height = LABEL
    moved = False
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(where):
        cells.setdefault((int(x // width), int(y // height)), []).append(index)
    for (column, row), members in sorted(cells.items()):
        near = [i for dx in (0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, -1) for i in cells.get((column + dx, row + dy), ())]
        for one in members:
            for other in near:
                moved = (one != other and _push(where[one], where[other], width, height)) or moved
    return moved


def _off_lines(where: list[list[float]], edges: Sequence[tuple[int, int]]) -> bool:
    moved = False
    for a, b in edges:
        (ax, ay), (bx, by) = where[a], where[b]
        dx, dy = bx - ax, by - ay
        length = math.hypot(dx, dy) or 1.0
        for index, point in enumerate(where):
            along = ((point[0] - ax) * dx + (point[1] - ay) * dy) / length
            beside = ((point[1] - ay) * dx - (point[0] - ax) * dy) / length
            if index in (a, b) or not 0 < along < length or abs(beside) >= CLEAR:
                continue
            step = math.copysign(CLEAR + 1 - abs(beside), beside) / 2
            point[0] -= step * dy / length
            point[1] += step * dx / length
            moved = True
    return moved


def _push(one: list[float], other: list[float], width: float, height: float) -> bool:
    across = width - abs(other[0] - one[0])
    along = height - abs(other[1] - one[1])
    if across <= 1 or along <= 1:
        return False
    axis, overlap = (0, across) if across / width < along / height else (1, along)
    step = overlap / 2 if other[axis] >= one[axis] else -overlap / 2
    one[axis] -= step
    other[axis] += step
    return True


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
