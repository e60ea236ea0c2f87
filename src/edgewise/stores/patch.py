"""What changes one graph into another, so that a changed document costs what it costs and not the whole graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ..model import Entity, Link, Projection, Resolved

N = TypeVar("N", Entity, Link, Resolved)


@dataclass(frozen=True, slots=True)
class Gone:
    """What a graph is to have no longer: ids, of what is resolved those of the claims, and pairs of document and entity."""

    documents: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    resolved: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Patch:
    """What a graph is to have, new or in the place of what has its id, and what it is to have no longer; nothing is in both.

    A claim, link or pair whose entity or document goes is in `gone` itself. An empty one changes nothing.
    """

    put: Projection = field(default_factory=Projection)
    gone: Gone = field(default_factory=Gone)

    def __bool__(self) -> bool:
        return self != Patch()


def patched(graph: Projection, patch: Patch) -> Projection:
    """Return the graph as a patch leaves it. Cost: the whole graph; a store changes only what differs, to the same end."""
    put, gone = patch.put, patch.gone
    return Projection(
        tuple(sorted(set(graph.documents) - gone.documents | set(put.documents))),
        _part(graph.entities, put.entities, gone.entities, lambda one: one.id),
        _part(graph.links, put.links, gone.links, lambda one: one.id),
        _part(graph.resolved, put.resolved, gone.resolved, lambda one: one.claim),
        tuple(sorted(set(graph.names) - gone.names | set(put.names))),
    )


def _part(held: Iterable[N], put: Iterable[N], gone: frozenset[str], id_of: Callable[[N], str]) -> tuple[N, ...]:
    nouns = {id_of(one): one for one in held} | {id_of(one): one for one in put}
    return tuple(nouns[id] for id in sorted(nouns) if id not in gone)
