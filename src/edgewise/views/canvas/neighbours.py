"""Who stands beside whom in a picture, best first, and how many they are: found once for each view, without any claim."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from ...model import Link
from ...questions.once import once_a_view
from ...questions.search import beside
from ...questions.view import GraphView
from ...resolve.standing import STANDINGS
from ..style import is_drawn, standing_look

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
DRAWN: Mapping[str, int] = {word: rank for rank, word in enumerate(STANDINGS) if standing_look(word).drawn}
"""The standings that a picture draws, with their order, the best first."""

_RANKED = 256  # entities whose neighbours are kept in their order


class Kept(Generic[K, V]):
    """The values that were used last, at most `most`. Any number of threads may use it."""

    def __init__(self, most: int) -> None:
        self._most, self._values, self._lock = most, OrderedDict[K, V](), Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> V:
        """Keep a value and return it; what was used least lately goes."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True)
class _Memory:
    ranked: Kept[str, tuple[str, ...]] = field(default_factory=lambda: Kept(_RANKED))
    totals: dict[str, int] = field(default_factory=dict)


@once_a_view
def _memory(view: GraphView) -> _Memory:
    return _Memory()


@once_a_view
def _entity_ids(view: GraphView) -> list[str]:
    return sorted((*view.entities, *view.former))


@once_a_view
def _link_ids(view: GraphView) -> list[str]:
    return sorted(view.links)


def entity_id(view: GraphView, start: str) -> str | None:
    """Return the id of the entity whose id, or former id, starts so; None where there is none."""
    found = _starting(_entity_ids(view), start)
    return view.former.get(found, found) if found is not None else None


def link_id(view: GraphView, start: str) -> str | None:
    """Return the id of the link whose id starts so; None where there is none."""
    return _starting(_link_ids(view), start)


def _starting(ids: list[str], start: str) -> str | None:
    place = bisect_left(ids, start)
    return ids[place] if place < len(ids) and ids[place].startswith(start) else None


def neighbours(view: GraphView, id: str) -> tuple[str, ...]:
    """Return all neighbours of an entity over links that are drawn, best first: those that it is linked to before those at the ends of a
    link about it, then by the best standing, by how many claims link the two, by how much the neighbour is linked, by name and id.
    """
    ranked = _memory(view).ranked
    return ranked.get(id) or ranked.put(id, tuple(_ranked(view, id)))


def total(view: GraphView, id: str) -> int:
    """Return how many neighbours an entity has in the whole graph."""
    totals = _memory(view).totals
    if id not in totals:
        totals[id] = len({other for _, other in _pairs(view, id)})
    return totals[id]


def shown_of(view: GraphView, id: str, among: Collection[str]) -> list[str]:
    """Return the neighbours of an entity that are among these, each once."""
    return list({other: None for _, other in _pairs(view, id) if other in among})


def joined(view: GraphView, among: Collection[str]) -> list[tuple[str, str]]:
    """Return the pairs of these that stand beside each other, one for each link that puts them there."""
    found = ((id, other, link) for id in among for link, other in _pairs(view, id) if other in among)
    return [(id, other) for id, other, link in found if id != link.object or other != link.subject]


def _pairs(view: GraphView, id: str) -> Iterator[tuple[Link, str]]:
    for link in view.links_of.get(id, ()):
        if is_drawn(link):
            for other in beside(link, id):
                yield link, other


def _ranked(view: GraphView, id: str) -> list[str]:
    best: dict[str, tuple[bool, int, int]] = {}
    for link, other in _pairs(view, id):
        about, claims = id not in (link.subject, link.object), len(link.claims)
        known = best.get(other)
        if known is None:
            best[other] = (about, DRAWN[link.standing], -claims)
        else:
            best[other] = (min(known[0], about), min(known[1], DRAWN[link.standing]), known[2] - claims)
    return sorted(best, key=lambda other: (*best[other], -len(view.links_of[other]), view.entities[other].name, other))
