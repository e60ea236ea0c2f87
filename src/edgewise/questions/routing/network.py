"""What may be walked for a question: the steps of some relations over an index, and what it costs to go through an entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...ontology import Names
from .index import STANDING, Bytes, Index, Numbers, key_of

HOP = 1000
FREE = 10  # an entity with no more neighbours than this costs nothing to go through ...
DEARER = 10  # ... and one with so many times as many costs one hop
HUB = 50  # neighbours; an entity with more is a hub, unless that is ...
HUB_SHARE = 0.02  # ... no more than this share of all that is linked: in a large pile an agency has many dealings and is no hub yet
FAR = 2**28  # a cost that nothing can have; three of them still fit into 32 bits
UNWALKED = 4  # instead of a standing, of a step that no route takes


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The best step between each two entities that links of some relations join.

    `standings` says how good the link of each step of the index is (its place in `STANDINGS`), `UNWALKED` of those that are not the best
    or of another relation. `through` is what it costs to go through an entity, in units of `HOP` / 1000, `FAR` where that is barred.
    """

    index: Index
    standings: Bytes
    through: Numbers
    spare: list[Numbers] = field(default_factory=list)
    """Arrays of as many zeros as there are entities, for whoever searches next."""

    def steps(self, number: int) -> slice:
        """Return the places of the steps from an entity."""
        return slice(int(self.index.starts[number]), int(self.index.starts[number + 1]))

    def count_steps(self, nodes: Numbers) -> int:
        """Return how many steps of the index there are from some entities."""
        return int((self.index.starts[nodes + 1] - self.index.starts[nodes]).sum())

    def all_steps(self, nodes: Numbers) -> tuple[NDArray[np.intp], Numbers, Bytes]:
        """Return all walked steps from some entities, side by side: of each the place of its entity among them, its end, its standing."""
        begins = self.index.starts[nodes]
        counts = self.index.starts[nodes + 1] - begins
        sources = np.repeat(np.arange(len(nodes)), counts)
        at = np.arange(len(sources)) + (begins - np.cumsum(counts) + counts)[sources]
        standings = self.standings[at]
        walked = standings != UNWALKED
        if not walked.all():
            sources, at, standings = sources[walked], at[walked], standings[walked]
        return sources, self.index.ends[at], standings

    def link_id(self, one: int, other: int) -> str:
        """Return the id of the link that the step between two neighbours goes over."""
        at = self.steps(one)
        first, last = (at.start + int(np.searchsorted(self.index.ends[at], other, side)) for side in ("left", "right"))
        return self.index.link_id(one, first + int(np.argmin(self.standings[first:last])))


def network_of(index: Index, names: Names, relations: Iterable[str]) -> Network:
    """Return the network of these relations; `names` say which entities are newsrooms. Cost: all steps are looked at, some times."""
    wanted = frozenset(relations)
    walked = np.array([name in wanted for name in index.relations], bool)[index.kinds]
    best = _first_of_pairs(index, walked)
    standings = np.full(len(walked), UNWALKED, np.uint8)
    standings[best] = index.marks[best] & STANDING
    neighbours = np.diff(np.searchsorted(best, index.starts))
    return Network(index, standings, _prices(index, names, neighbours))


def _first_of_pairs(index: Index, walked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The places of the walked steps that are the first such from their entity to where they lead."""
    begins = np.ones(len(walked) + 1, bool)
    np.not_equal(index.ends[1:], index.ends[:-1], out=begins[1 : len(walked)])
    begins[index.starts] = True
    begins = begins[: len(walked)]
    if walked.all():
        return np.flatnonzero(begins)
    places = np.flatnonzero(walked)
    pairs = np.cumsum(begins, dtype=np.int32)[places]
    return places[np.diff(pairs, prepend=0) > 0]


def _prices(index: Index, names: Names, neighbours: NDArray[np.int64]) -> Numbers:
    prices: Numbers = np.rint(HOP * np.log10(np.maximum(neighbours, FREE) / FREE) / np.log10(DEARER)).astype(np.int32)
    hubs = neighbours > max(HUB, HUB_SHARE * np.count_nonzero(neighbours))
    newsrooms = np.array([key_of(key) for key in names.keys_of("newsroom")], np.uint64)
    prices[hubs | index.barred | np.isin(index.keys, newsrooms)] = FAR
    return prices
