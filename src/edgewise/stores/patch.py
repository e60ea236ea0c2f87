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


def difference(old: Projection, new: Projection) -> Patch:
    """Return the patch that makes the new graph of the old one. Cost: both graphs."""
    entities, links, resolved = (
        _changed(old.entities, new.entities, lambda one: one.id),
        _changed(old.links, new.links, lambda one: one.id),
        _changed(old.resolved, new.resolved, lambda one: one.claim),
    )
    documents, names = set(new.documents) - set(old.documents), set(new.names) - set(old.names)
    return Patch(
        Projection(tuple(sorted(documents)), entities[0], links[0], resolved[0], tuple(sorted(names))),
        Gone(
            frozenset(old.documents) - set(new.documents), entities[1], links[1], resolved[1], frozenset(old.names) - set(new.names)
        ),
    )  # fmt: skip


def _changed(old: Iterable[N], new: Iterable[N], id_of: Callable[[N], str]) -> tuple[tuple[N, ...], frozenset[str]]:
    """Return the nouns that are new or another than before, and the ids of those that are no longer there."""
    before, after = {id_of(one): one for one in old}, {id_of(one): one for one in new}
    return tuple(after[id] for id in sorted(after) if before.get(id) != after[id]), frozenset(before.keys() - after.keys())
