"""Routes between two entities: links end to end, walked either way, at most so many hops, no entity twice.

Invariants: a refuted link is never walked; newsrooms, places and groups never stand in between ("Amazon employees" who met somebody
need not be those who wrote a letter), nor what is only described ("the company"), nor a hub, through which everybody is linked to
everybody; the routes from A to B are those from B to A, turned round. Which links may be walked is a matter of standing alone; how
good a route is among those, of its length: a hop costs `HOP`, an entity in between costs more the more neighbours it has, and of
routes alike the better standing is the shorter one.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from threading import Lock
from weakref import WeakKeyDictionary

from ..errors import UsageError
from ..model import Entity, Link, Standing
from ..ontology import Names
from ..resolve.forms import is_described
from ..resolve.standing import STANDINGS
from .view import GraphView

HOP = 1000
FREE = 10  # an entity with no more neighbours than this costs nothing to go through; ten times as many cost one hop
HUB = 50  # neighbours; an entity with more is a hub, unless that is ...
HUB_SHARE = 0.02  # ... no more than this share of all that is linked: in a large pile an agency has many dealings and is no hub yet
LEVELS: tuple[tuple[Standing, ...], ...] = (
    ("confirmed",), ("confirmed", "reported"), ("confirmed", "reported", "alleged", "disputed"),
)  # fmt: skip
LONGEST = 8  # hops; what is further apart than this is not linked in any sense that a reader could use

Hops = tuple[Link, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The walkable links of some relations, the best of those that join a pair: neighbours by entity id, `best[a][b]`."""

    best: Mapping[str, Mapping[str, Link]]

    def price(self, id: str) -> int:
        """Return what it costs to go through an entity, in units of `HOP` / 1000."""
        return max(0, round(HOP * math.log10(max(len(self.best[id]), 1) / FREE)))

    def is_hub(self, id: str) -> bool:
        """Say whether an entity is linked to so much that two others linked to it have nothing to do with each other."""
        return len(self.best[id]) > max(HUB, HUB_SHARE * len(self.best))


def network(view: GraphView, relations: tuple[str, ...]) -> Network:
    """Return the network of these relations: of parallel links the one of best standing is walked.

    Among those a direct one before an indirect one, then most claims, then by relation and id. The last few of a view are kept
    for as long as the view is.
    """
    with _making:  # one at a time: two that make the same network take twice the memory
        kept = _networks.setdefault(view, {})
        made = kept.pop(relations, None) or _network(view, relations)
        kept[relations] = made
        if len(kept) > _KEPT:
            del kept[next(iter(kept))]
    return made


_KEPT = 4  # networks of a view
_networks: WeakKeyDictionary[GraphView, dict[tuple[str, ...], Network]] = WeakKeyDictionary()
_making = Lock()


def _network(view: GraphView, relations: tuple[str, ...]) -> Network:
    best: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in view.links.values():
        if link.relation not in relations or link.standing not in LEVELS[-1] or link.subject == link.object:
            continue
        other = best[link.subject].get(link.object)
        if other is None or _order(link) < _order(other):
            best[link.subject][link.object] = best[link.object][link.subject] = link
    return Network(dict(best))


def _order(link: Link) -> tuple[int, bool, int, str, str]:
    return (STANDINGS.index(link.standing), link.indirect, -len(link.claims), link.relation, link.id)


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
    first, last = (end.id for end in sorted((start, goal), key=lambda end: (end.name_key, end.id)))
    walked = network(view, tuple(sorted(relations)))
    searches = [_Search(view, names, walked, first, last, max_hops, level) for level in LEVELS]
    # What is shortest at one level and at the next, too, is one route; a level's shortest is never longer than the one's before.
    found = dict.fromkeys(path for search in searches for path in islice(search.paths(), 1))
    for path in searches[-1].paths():
        if len(found) >= limit:
            break
        found.setdefault(path)
    turned = start.id != first
    return tuple(
        tuple(walked.best[a][b] for a, b in pairwise(reversed(path) if turned else path)) for path in list(found)[:limit]
    )  # fmt: skip


def is_barred(entity: Entity, names: Names) -> bool:
    """Say whether an entity may not stand in between: a newsroom, a place, a group, or what a document only describes.

    "The company" of one sentence need not be that of another.
    """
    if entity.type in ("Place", "Group") or (entity.scope is not None and is_described(entity.name)):
        return True
    known = names.find(entity.name)
    return known is not None and known.trade == "newsroom"


class _Search:
    """The cheapest simple paths between two entities, in order, over the links of a level (Yen's problem, bounded by hops).

    Best-first over partial paths, led by the exact cost of what is left (`_left`, which forgets only that no entity comes twice), so
    next to nothing is expanded that is not part of an answer.
    """

    def __init__(
        self, view: GraphView, names: Names, network: Network, first: str, last: str, max_hops: int, level: Collection[Standing]
    ) -> None:
        self._view, self._names, self._network = view, names, network
        self._first, self._last, self._max_hops, self._level = first, last, max_hops, level
        self._prices: dict[str, int | None] = {first: None, last: 0}
        self._left = self._costs_left()

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Yield each path as entity ids, cheapest first, those of one cost by the names and then the ids on their way."""
        best = self._left[self._max_hops].get(self._first)
        queue: list[tuple[int, tuple[str, ...], tuple[str, ...], int]] = [] if best is None else [(best, (), (self._first,), 0)]
        while queue:
            _, names, path, spent = heapq.heappop(queue)
            if path[-1] == self._last:
                yield path
                continue
            left = self._left[self._max_hops - len(path)]
            for id, step in self._steps(path[-1]):
                if id in left and id not in path:
                    total = spent + step + self._through(id)
                    heapq.heappush(queue, (total + left[id], (*names, self._view.entities[id].name_key), (*path, id), total))

    def _costs_left(self) -> list[dict[str, int]]:
        """For each number of hops: what the cheapest way on from an entity to the goal costs, where that many hops suffice.

        Beyond half the hops only entities near the start matter, so no more than the neighbourhoods of both ends is looked at.
        """
        half = self._max_hops // 2
        near = self._near_start(half)
        costs: list[dict[str, int]] = [{self._last: 0}]
        news = dict(costs[0])
        for hops in range(1, self._max_hops + 1):
            better: dict[str, int] = {}
            known = costs[-1]
            for id, left in news.items():
                for other, step in self._steps(id) if id != self._first else ():
                    if hops >= self._max_hops - half and near.get(other, self._max_hops) > self._max_hops - hops:
                        continue
                    total = left + self._through(id) + step
                    if total < min(known.get(other, math.inf), better.get(other, math.inf)) and self._may_pass(other):
                        better[other] = total
            costs.append({**known, **better})
            news = better
        return costs

    def _near_start(self, radius: int) -> dict[str, int]:
        """The entities within so many hops of the start, with how many."""
        near, edge = {self._first: 0}, {self._first}
        for hops in range(1, radius + 1):
            edge = {other for id in edge for other, _ in self._steps(id)} - near.keys()
            near.update(dict.fromkeys(edge, hops))
        return near

    def _steps(self, id: str) -> Iterator[tuple[str, int]]:
        """The neighbours over links of the level, and what the hop there costs."""
        for other, link in self._network.best.get(id, {}).items():
            if link.standing in self._level:
                yield other, HOP + STANDINGS.index(link.standing)

    def _may_pass(self, id: str) -> bool:
        return id == self._first or self._price(id) is not None

    def _through(self, id: str) -> int:
        return self._price(id) or 0

    def _price(self, id: str) -> int | None:
        """What it costs to go through an entity, None where that is barred; the goal costs nothing."""
        if id not in self._prices:
            barred = self._network.is_hub(id) or is_barred(self._view.entities[id], self._names)
            self._prices[id] = None if barred else self._network.price(id)
        return self._prices[id]
