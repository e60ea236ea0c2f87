"""What a graph is to have and to have no longer, gathered and given to the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..identity import canonical_noun
from ..model import Entity, Link, Projection, Resolved
from ..stores.base import Store
from ..stores.patch import Gone, Patch
from .workings import number_of

LARGE = 20_000  # nouns, and claims that links name, in a patch: what is more comes in several, of which none names what is not there


@dataclass(slots=True)
class Changes:
    """The changes of one store's graph. `graph` is the stamp of the graph as it is after what was given to the store so far.

    What is to be there is given in the order entities, what is resolved, links; what goes waits until the end.
    """

    store: Store
    graph: str
    documents: set[str] = field(default_factory=set)
    entities: dict[str, Entity] = field(default_factory=dict)
    resolved: dict[str, Resolved] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    links: dict[str, Link] = field(default_factory=dict)
    gone_documents: set[str] = field(default_factory=set)
    gone_entities: set[str] = field(default_factory=set)
    gone_resolved: set[str] = field(default_factory=set)
    gone_names: set[tuple[str, str]] = field(default_factory=set)
    gone_links: set[str] = field(default_factory=set)
    _held: Mapping[str, int] = field(default_factory=dict)  # what the graph has already, where that is not known otherwise
    _held_names: set[tuple[str, str]] = field(default_factory=set)
    _behind: int = 0  # claims that the links name

    def start_from(self, graph: Projection) -> None:
        """Take everything out of this graph, which the store has, but what is put."""
        self._held = {id: number_of(canonical_noun(one)) for id, one in _nouns(graph)}
        self.gone_documents.update(graph.documents)
        self.gone_entities.update(one.id for one in graph.entities)
        self.gone_resolved.update(one.claim for one in graph.resolved)
        self.gone_links.update(one.id for one in graph.links)
        self.gone_names.update(graph.names)
        self._held_names = set(graph.names)

    def put_document(self, id: str) -> None:
        if id in self.gone_documents:
            self.gone_documents.discard(id)
        else:
            self.documents.add(id)

    def put_entity(self, entity: Entity) -> None:
        self.gone_entities.discard(entity.id)
        if not self._has(entity.id, entity):
            self.entities[entity.id] = entity

    def put_resolved(self, resolved: Resolved) -> None:
        self.gone_resolved.discard(resolved.claim)
        if not self._has(resolved.claim, resolved):
            self.resolved[resolved.claim] = resolved

    def put_link(self, link: Link) -> None:
        self.gone_links.discard(link.id)
        if not self._has(link.id, link):
            self.links[link.id] = link
            self._behind += len(link.claims) + len(link.contesting)

    def put_name(self, document: str, entity: str) -> None:
        self.gone_names.discard((document, entity))
        if (document, entity) not in self._held_names:
            self.names.add((document, entity))

    def take_document(self, id: str) -> None:
        self.gone_documents.add(id)

    def take_entity(self, id: str) -> None:
        self.entities.pop(id, None)
        self.gone_entities.add(id)

    def take_resolved(self, claim: str) -> None:
        self.gone_resolved.add(claim)

    def take_link(self, id: str) -> None:
        self.gone_links.add(id)

    def take_name(self, document: str, entity: str) -> None:
        self.names.discard((document, entity))
        self.gone_names.add((document, entity))

    def give_if_large(self) -> None:
        """Give what is to be there to the store where it is much."""
        if self._behind + sum(map(len, (self.documents, self.entities, self.resolved, self.names, self.links))) >= LARGE:
            self._give(Gone())

    def give(self) -> str:
        """Give everything to the store and return the stamp of the graph from then on; StaleGraph where it was another's."""
        going = (self.gone_documents, self.gone_entities, self.gone_links, self.gone_resolved)
        documents, entities, links, resolved = map(frozenset, going)
        self._give(Gone(documents, entities, links, resolved, frozenset(self.gone_names)))
        return self.graph

    def _give(self, gone: Gone) -> None:
        put = Projection(
            tuple(sorted(self.documents)),
            tuple(self.entities[id] for id in sorted(self.entities)),
            tuple(self.links[id] for id in sorted(self.links)),
            tuple(self.resolved[id] for id in sorted(self.resolved)),
            tuple(sorted(self.names)),
        )
        patch = Patch(put, gone)
        if patch:
            self.graph = self.store.patch(patch, self.graph)
        for part in (self.documents, self.entities, self.resolved, self.names, self.links):
            part.clear()
        self._behind = 0

    def _has(self, id: str, noun: Entity | Resolved | Link) -> bool:
        return bool(self._held) and self._held.get(id) == number_of(canonical_noun(noun))


def _nouns(graph: Projection) -> Iterator[tuple[str, Entity | Resolved | Link]]:
    yield from ((one.id, one) for one in graph.entities)
    yield from ((one.claim, one) for one in graph.resolved)
    yield from ((one.id, one) for one in graph.links)
