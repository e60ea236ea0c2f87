"""The cheapest simple paths between two entities of a network, in order, at each level of standing.

Paths are followed from the start, the cheapest first (Yen's problem, bounded by hops), led by what is left to pay: next to nothing is
followed that is no part of an answer. Entities are numbers.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import numpy as np

from .left import ALL, COSTS, LEVELS, Left
from .network import FAR, Network

_SOONEST = 16  # ways on that are put in order at first

Path = tuple[int, ...]
Found = tuple[int, Path, Path]
"""A path: what it costs, the ranks of the names on its way after the first, and the path: what comes first is better."""

_Way = tuple[int, int, int, int]  # the least that all of a path costs that goes this way, the rank of its end's name, its end, what is paid
_MUCH = 50_000  # steps; where there are more around two ends, those are looked at last that may not be needed
UNBOUNDED = FAR + 1


def best_paths(network: Network, first: int, last: int, max_hops: int, limit: int) -> tuple[Path, ...]:
    """Return the best path over links of each level, from the level of the best links on, then the next best ones over all links.

    Each is there once, at most `limit` in all. Where much stands around the ends, paths of few hops are looked for first: what costs more
    than those that are found then need not be looked at.
    """
    best: list[list[Found]] = [[] for _ in LEVELS]
    wanted = [1] * ALL + [limit]
    for hops in _deepening(network, first, last, max_hops):
        bounds = [found[-1][0] if len(found) == most else UNBOUNDED for found, most in zip(best, wanted, strict=True)]
        with searching(network, first, last, hops, bounds) as search:
            for level, most in enumerate(wanted):
                best[level] = sorted({*best[level], *islice(search.paths(level), most)})[:most]
    paths = dict.fromkeys(path for found in best for _, _, path in found[:1])
    paths.update(dict.fromkeys(path for _, _, path in best[ALL]))
    return tuple(paths)[:limit]


def _deepening(network: Network, first: int, last: int, max_hops: int) -> Iterable[int]:
    """How many hops to allow, one after the other: all at once where little is to be looked at."""
    beside = (network.index.ends[network.steps(end)] for end in (first, last))
    much = 2 < max_hops <= 4 and sum(map(network.count_steps, beside)) > _MUCH
    return range(2, max_hops + 1) if much else (max_hops,)


@contextmanager
def searching(network: Network, first: int, last: int, max_hops: int, bounds: Sequence[int]) -> Iterator[Search]:
    """Lend a search for the paths from one entity to another, of at most so many hops.

    Of paths of fewer hops, and of those that cost more than the bound of their level, some may be missing.
    """
    slots = network.spare.pop() if network.spare else np.zeros(len(network.through), np.int32)
    left = Left(network, slots, first, last, max_hops, np.array(bounds, np.int32))
    try:
        yield Search(network, left, first, last, max_hops)
    finally:
        slots[left.nodes] = 0
        network.spare.append(slots)


class Search:
    """Made by `searching`."""

    def __init__(self, network: Network, left: Left, first: int, last: int, max_hops: int) -> None:
        self._network, self._left = network, left
        self._first, self._last, self._max_hops = first, last, max_hops

    def paths(self, level: int = ALL) -> Iterator[Found]:
        """Yield each path over links of a level, cheapest first, those of one cost by the names and then the ids on their way."""
        queue: list[tuple[int, Path, Path, int, Iterator[_Way]]] = []

        def follow(ways: Iterator[_Way], ranks: Path, path: Path) -> None:
            for cost, rank, end, paid in ways:
                heapq.heappush(queue, (cost, (*ranks, rank), (*path, end), paid, ways))
                return

        follow(self._ways_on(level, (self._first,), 0), (), (self._first,))
        while queue:
            cost, ranks, path, paid, others = heapq.heappop(queue)
            follow(others, ranks[:-1], path[:-1])
            if path[-1] == self._last:
                yield cost, ranks, path
            else:
                follow(self._ways_on(level, path, paid), ranks, path)

    def _ways_on(self, level: int, path: Path, paid: int) -> Iterator[_Way]:
        """The steps from the end of a path by which the goal can still be reached, in order."""
        network, here = self._network, path[-1]
        at = network.steps(here)
        ends = network.index.ends[at]
        costs = COSTS[level][network.standings[at]] + np.int32(paid)
        totals = costs + self._left.arriving(self._max_hops - len(path), level, ends, here)
        for before in path[1:-1]:
            totals[ends == before] = FAR
        reaching = np.flatnonzero(totals < FAR)
        while len(reaching):
            some = reaching
            if len(some) > 2 * _SOONEST:
                least = totals[reaching]
                some = reaching[least <= np.partition(least, _SOONEST)[_SOONEST]]
            order = some[np.lexsort((ends[some], network.index.ranks[ends[some]], totals[some]))]
            after = costs[order] + np.where(ends[order] == self._last, 0, network.through[ends[order]])
            yield from zip(
                totals[order].tolist(), network.index.ranks[ends[order]].tolist(), ends[order].tolist(), after.tolist(), strict=True
            )
            reaching = np.setdiff1d(reaching, some, assume_unique=True) if len(some) < len(reaching) else some[:0]
