"""Routes between two entities: links end to end, walked either way, at most so many hops, no entity twice.

Invariants: a refuted link is never walked; newsrooms, places and groups never stand in between ("Amazon employees" who met somebody
need not be those who wrote a letter), nor what is only described ("the company"), nor a hub, through which everybody is linked to
everybody; the routes from A to B are those from B to A, turned round. Which links may be walked is a matter of standing alone; how
good a route is among those, of its length: a hop costs `HOP`, an entity in between costs more the more neighbours it has, and of
routes alike the better standing is the shorter one.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from itertools import islice, pairwise

import numpy as np

from ..errors import UsageError
from ..model import Entity, Link, Standing
from ..ontology import Names
from ..resolve.standing import STANDINGS
from .network import FAR, HOP, Network, Numbers, network
from .view import GraphView

LEVELS: tuple[tuple[Standing, ...], ...] = (
    ("confirmed",), ("confirmed", "reported"), ("confirmed", "reported", "alleged", "disputed"),
)  # fmt: skip
LONGEST = 8  # hops; what is further apart than this is not linked in any sense that a reader could use

Hops = tuple[Link, ...]


def find_routes(
    view: GraphView, names: Names, start: Entity, goal: Entity, relations: Collection[str], *, max_hops: int = 4, limit: int = 5
) -> tuple[Hops, ...]:
    """Return routes over links of these relations, at most `limit`; () when there is none.

    First the shortest over confirmed links, then the shortest if reported ones count, then if alleged or disputed ones do, each only
    where it is shorter than those before; then the next ones by length. Raises UsageError for equal ends or a bound out of range.
    """
    if start.id == goal.id:
        raise UsageError(f"both names mean {start.name}; a route needs two different ends")
    if not 1 <= max_hops <= LONGEST:
        raise UsageError(f"a route of at most {max_hops} hops cannot be asked for; ask for 1 to {LONGEST}")
    if limit < 1:
        raise UsageError(f"{limit} routes cannot be asked for; ask for 1 or more")
    walked = network(view, names, relations)
    first, last = (walked.number(end.id) for end in sorted((start, goal), key=lambda end: (end.name_key, end.id)))
    searches = [_Search(view, walked, first, last, max_hops, level) for level in LEVELS]
    # What is shortest at one level and at the next, too, is one route; a level's shortest is never longer than the one's before.
    found = dict.fromkeys(path for search in searches for path in islice(search.paths(), 1))
    for path in searches[-1].paths():
        if len(found) >= limit:
            break
        found.setdefault(path)
    turned = walked.number(start.id) != first
    return tuple(
        tuple(walked.link(a, b) for a, b in pairwise(reversed(path) if turned else path)) for path in list(found)[:limit]
    )  # fmt: skip


class _Search:
    """The cheapest simple paths between two entities, in order, over the links of a level (Yen's problem, bounded by hops).

    Best-first over partial paths, led by the exact cost of what is left (`_left`, which forgets only that no entity comes twice), so
    next to nothing is expanded that is not part of an answer. Entities are numbers of the network.
    """

    def __init__(self, view: GraphView, network: Network, first: int, last: int, max_hops: int, level: Collection[Standing]) -> None:
        self._view, self._network = view, network
        self._first, self._last, self._max_hops = first, last, max_hops
        worst = max(map(STANDINGS.index, level))
        self._costs = np.where(network.standings <= worst, HOP + network.standings, FAR)
        self._through = network.through.copy()
        self._through[[first, last]] = FAR, 0
        self._left = self._costs_left()

    def paths(self) -> Iterator[tuple[int, ...]]:
        """Yield each path, cheapest first, those of one cost by the names and then the ids on their way."""
        best = int(self._left[self._max_hops][self._first])
        queue: list[tuple[int, tuple[str, ...], tuple[int, ...], int]] = [] if best >= FAR else [(best, (), (self._first,), 0)]
        while queue:
            _, names, path, spent = heapq.heappop(queue)
            if path[-1] == self._last:
                yield path
                continue
            at = self._network.steps(path[-1])
            ends, left = self._network.ends[at], self._left[self._max_hops - len(path)]
            totals = spent + self._costs[at] + self._through[ends]
            reaching = np.flatnonzero(totals + left[ends] < FAR)
            for end, total, rest in zip(ends[reaching].tolist(), totals[reaching].tolist(), left[ends[reaching]].tolist(), strict=True):
                if end not in path:
                    name = self._view.entities[self._network.ids[end]].name_key
                    heapq.heappush(queue, (total + rest, (*names, name), (*path, end), total))

    def _costs_left(self) -> list[Numbers]:
        """For each number of hops: what the cheapest way on from every entity to the goal costs where that many suffice, else `FAR`.

        Each hop looks at all steps at once: that takes as long for a hub as for anybody.
        """
        linked = np.flatnonzero(np.diff(self._network.starts))
        barred = self._through >= FAR
        barred[self._first] = False  # a path may begin there
        costs = [np.full(len(self._network.ids), FAR, np.int32)]
        costs[0][self._last] = 0
        for _ in range(self._max_hops):
            better = costs[-1].copy()
            on = costs[-1] + self._through
            if len(linked):
                steps = np.minimum.reduceat(on[self._network.ends] + self._costs, self._network.starts[linked])
                better[linked] = np.minimum(better[linked], steps)
            better[barred] = FAR
            costs.append(better)
        return costs
