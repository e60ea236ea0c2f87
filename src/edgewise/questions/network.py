"""The walkable links of some relations as arrays, so that looking at all of them takes milliseconds.

Entities are numbered in the order of their ids. Each pair that is linked is two steps, one either way, over the best of its links.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ..model import Entity, Link
from ..ontology import Names
from ..resolve.forms import is_described
from ..resolve.standing import STANDINGS
from .view import GraphView

HOP = 1000
FREE = 10  # an entity with no more neighbours than this costs nothing to go through; ten times as many cost one hop
HUB = 50  # neighbours; an entity with more is a hub, unless that is ...
HUB_SHARE = 0.02  # ... no more than this share of all that is linked: in a large pile an agency has many dealings and is no hub yet
FAR = 2**28  # a cost that nothing can have; three of them still fit into 32 bits
WALKED = STANDINGS[: STANDINGS.index("refuted")]

Numbers = NDArray[np.int32]
_Key = tuple[Names, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """All steps, those from one entity side by side, sorted by where they lead: those from `n` are at `starts[n]` to `starts[n + 1]`.

    Of the step at a place, `ends` is where it leads, `standings` how good its link is (its place in `STANDINGS`), `over` the place of
    that link in `links`. `through` is what it costs to go through an entity, in units of `HOP` / 1000, `FAR` where that is barred.
    """

    ids: Sequence[str]
    links: Sequence[Link]
    starts: Numbers
    ends: Numbers
    standings: Numbers
    over: Numbers
    through: Numbers

    def number(self, id: str) -> int:
        """Return the number of an entity of the view."""
        return bisect_left(self.ids, id)

    def steps(self, number: int) -> slice:
        """Return the places of the steps from an entity."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def link(self, one: int, other: int) -> Link:
        """Return the link that a step between two neighbours goes over."""
        at = self.steps(one)
        place = at.start + int(np.searchsorted(self.ends[at], other))
        return self.links[int(self.over[place])]


def network(view: GraphView, names: Names, relations: Iterable[str]) -> Network:
    """Return the network of these relations; `names` say which entities are newsrooms. The last few of a view are kept with it."""
    wanted = tuple(sorted(relations))
    key = (names, wanted)
    if (made := _held(view, key)) is None:
        with _making:  # one at a time: two that make the same network take twice the memory
            made = _held(view, key) or _network(view, names, wanted)
            with _keeping:
                kept = _networks.setdefault(view, {})
                kept[key] = made
                if len(kept) > _KEPT:
                    del kept[next(iter(kept))]
    return made


def _held(view: GraphView, key: _Key) -> Network | None:
    """What is kept, which then is the last to go. Nobody waits here while one is made."""
    with _keeping:
        kept = _networks.setdefault(view, {})
        if (made := kept.pop(key, None)) is not None:
            kept[key] = made
        return made


_KEPT = 4  # networks of a view
_networks: WeakKeyDictionary[GraphView, dict[_Key, Network]] = WeakKeyDictionary()
_making, _keeping = Lock(), Lock()


def is_barred(entity: Entity, names: Names) -> bool:
    """Say whether an entity may not stand in between: a newsroom, a place, a group, or what a document only describes.

    "The company" of one sentence need not be that of another.
    """
    if entity.type in ("Place", "Group") or (entity.scope is not None and is_described(entity.name)):
        return True
    known = names.find(entity.name)
    return known is not None and known.trade == "newsroom"


def _network(view: GraphView, names: Names, wanted: tuple[str, ...]) -> Network:
    """The network of these relations, sorted."""
    links = tuple(
        link for link in view.links.values()
        if link.relation in wanted and link.standing in WALKED and link.subject != link.object
    )  # fmt: skip
    ids = tuple(view.entities)
    places = {id: place for place, id in enumerate(ids)}
    pairs = np.array([(places[link.subject], places[link.object]) for link in links], np.int32).reshape(-1, 2)
    pairs.sort(axis=1)
    standings = np.array([STANDINGS.index(link.standing) for link in links], np.int32)
    relation = np.array([wanted.index(link.relation) for link in links], np.int32)
    claims = np.array([-len(link.claims) for link in links], np.int32)
    indirect = np.array([link.indirect for link in links], np.int32)
    # of a pair first the best link, of links alike the one of lesser id: they come in the order of their ids
    order = np.lexsort((relation, claims, indirect, standings, pairs[:, 1], pairs[:, 0]))
    best = order[np.any(np.diff(pairs[order], axis=0, prepend=-1), axis=1)]
    tails, ends, over = (
        np.concatenate(both) for both in ((pairs[best, 0], pairs[best, 1]), (pairs[best, 1], pairs[best, 0]), (best, best))
    )
    order = np.lexsort((ends, tails))
    starts = np.searchsorted(tails[order], np.arange(len(ids) + 1)).astype(np.int32)
    return Network(
        ids, links, starts, ends[order], standings[over[order]], over[order].astype(np.int32), _prices(view, names, np.diff(starts))
    )  # fmt: skip


def _prices(view: GraphView, names: Names, neighbours: Numbers) -> Numbers:
    prices: Numbers = np.rint(HOP * np.log10(np.maximum(neighbours, FREE) / FREE)).astype(np.int32)
    hubs = neighbours > max(HUB, HUB_SHARE * np.count_nonzero(neighbours))
    barred = [count > 0 and is_barred(entity, names) for count, entity in zip(neighbours, view.entities.values(), strict=True)]
    prices[hubs | np.array(barred, bool)] = FAR
    return prices
