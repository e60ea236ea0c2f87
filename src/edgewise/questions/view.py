"""The graph in memory, as questions walk it: entities by name, links by entity, claims by what they are about.

A view is of one state of a store (`stamp`) and never changes what it says; the records behind it are fetched when first asked for.
Whoever answers many questions keeps one view (`build_view`) and asks that; whoever has a store only can ask the store.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ..errors import UsageError
from ..model import Claim, Document, Entity, Judgement, Link, Problem, Reading, Resolved, Source, fold
from ..resolve.judged import holding
from ..resolve.reading import Read, Readers, read_of, readers_of
from ..stores.base import Known, Store
from .fetched import Fetched

T = TypeVar("T")
_Kind = tuple[tuple[str, float], ...]  # extractor and confidence of each reading of a claim


class Readings(Mapping[str, tuple[Reading, ...]]):
    """The readings of each claim, by its id, in a fraction of the memory that their nouns would take: most are alike but for the claim.

    `claims` are those of the graph, sorted: for each the place in `_kinds` of what its readings say; the others by themselves.
    """

    def __init__(self, readings: Iterable[Reading], claims: Sequence[str]) -> None:
        places: dict[_Kind, int] = {(): 0}
        self._claims, self._others = claims, dict[str, _Kind]()
        self._places = array("I", bytes(array("I").itemsize * len(claims)))
        self._kinds: list[_Kind] = [()]
        for reading in readings:
            at = self._place(reading.claim)
            before = self._others.get(reading.claim, ()) if at is None else self._kinds[self._places[at]]
            kind = (*before, (reading.extractor, reading.confidence))
            place = places.setdefault(kind, len(places))
            if place == len(self._kinds):
                self._kinds.append(kind)
            if at is None:
                self._others[reading.claim] = self._kinds[place]
            else:
                self._places[at] = place

    def __getitem__(self, claim: str) -> tuple[Reading, ...]:
        at = self._place(claim)
        kind = self._others[claim] if at is None else self._kinds[self._places[at]]
        if not kind:
            raise KeyError(claim)
        return tuple(Reading(claim, *one) for one in kind)

    def __iter__(self) -> Iterator[str]:
        yield from (claim for claim, place in zip(self._claims, self._places, strict=True) if place)
        yield from self._others

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _place(self, claim: str) -> int | None:
        at = bisect_left(self._claims, claim)
        return at if at < len(self._claims) and self._claims[at] == claim else None


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class GraphView:
    """Everything by id, and indexed. Made by `build_view`; two views are equal only when they are one.

    `by_key` maps a folded name or alias to the ids of the entities called so, `links_of` and `claims_of` an entity's id to the links
    and the claim ids that have it at an end or are about it, `said_by` to the claim ids that it says, `naming` to the documents that
    name it. Whatever is listed is sorted by id. `sources` maps a current document to the first place it was found at, `readers` to
    those who have read it, `readings` a claim's id to who read it, whether that still counts or not. `problems` say what could not be
    read, sorted by locator.
    """

    store: Store
    stamp: str
    documents: tuple[str, ...]
    entities: Mapping[str, Entity]
    former: Mapping[str, str]
    by_key: Mapping[str, tuple[str, ...]]
    links: Mapping[str, Link]
    links_of: Mapping[str, tuple[Link, ...]]
    resolved: Mapping[str, Resolved]
    claims_of: Mapping[str, tuple[str, ...]]
    said_by: Mapping[str, tuple[str, ...]]
    naming: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, str]
    readers: Mapping[str, Readers]
    readings: Readings
    problems: tuple[Problem, ...]
    _claims: Fetched[Claim] = field(default_factory=lambda: Fetched(Claim, 20_000), init=False)
    _documents: Fetched[Document] = field(default_factory=lambda: Fetched(Document, 2_000), init=False)

    def entity(self, id: str) -> Entity:
        """Return the entity of this id, or of the id it had under another of its names. UsageError when there is none."""
        entity = self.entities.get(self.former.get(id, id))
        if entity is None:
            raise UsageError(
                f"no entity has the id {id[:12]!r}; ask by name, or look for it with Cypher: MATCH (e:Entity) RETURN e.name, e.id"
            )
        return entity

    def called(self, name: str) -> tuple[Entity, ...]:
        """Return the entities that have this name or alias, case and accents aside; () when none has."""
        return tuple(self.entities[id] for id in self.by_key.get(fold(name), ()))

    def links_between(self, ones: Iterable[str], others: Iterable[str]) -> tuple[Link, ...]:
        """Return the links that join an entity of the first group to one of the second, at an end or as what it is about."""
        theirs = set(others)
        found = {link.id: link for one in ones for link in self.links_of.get(one, ()) if theirs & (ends_of(link) - {one})}
        return tuple(found[id] for id in sorted(found))

    def claims_between(self, *groups: Iterable[str], speaking: bool = False) -> tuple[str, ...]:
        """Return the ids of the claims that are about an entity of every group, sorted; () without a group.

        With `speaking`, a claim that an entity says counts as one about it.
        """
        indexes = (self.claims_of, self.said_by) if speaking else (self.claims_of,)
        sets = [{claim for id in group for index in indexes for claim in index.get(id, ())} for group in groups]
        return tuple(sorted(set.intersection(*sets))) if sets else ()

    def claim(self, id: str) -> Claim:
        """Return the claim of this id. StoreError when the store has lost it."""
        return self._claims.get(self.store, id)

    def document(self, id: str) -> Document:
        """Return the document of this id. StoreError when the store has lost it."""
        return self._documents.get(self.store, id)

    def fetch_claims(self, ids: Iterable[str]) -> None:
        """Get the claims of these ids in one call of the store, where `claim` takes one for each; those got last are kept at hand."""
        self._claims.fetch(self.store, ids)

    def fetch_documents(self, ids: Iterable[str]) -> None:
        """Get the documents of these ids in one call of the store, as `fetch_claims` does."""
        self._documents.fetch(self.store, ids)

    def read(self, claim: str, document: str) -> Read:
        """Return who read a claim of a document, both given by id, and how sure that is, by the readings that count."""
        return read_of(self.readings.get(claim, ()), self.readers.get(document, ()))


def ends_of(link: Link) -> set[str]:
    """Return the ids of the entities of a link: its two ends and what it is about."""
    return {link.subject, link.object} | ({link.about} if link.about is not None else set())


def holds(ids: Sequence[str], id: str) -> bool:
    """Say whether an id is one of many sorted ones."""
    place = bisect_left(ids, id)
    return place < len(ids) and ids[place] == id


StoreOrView = Store | GraphView
"""What a question can be put to."""


def store_of(graph: StoreOrView) -> Store:
    """Return the store, or the one that a view is of."""
    return graph.store if isinstance(graph, GraphView) else graph


def graph_view(graph: StoreOrView) -> GraphView:
    """Return a view as it is; of a store the view of what it holds now, made once for each state. The last two so made are kept."""
    if isinstance(graph, GraphView):
        return graph
    stamp = graph.stamp()
    for view in tuple(_kept):
        if view.store is graph and view.stamp == stamp:
            return view
    view = build_view(graph)
    _kept.append(view)
    return view


_kept: deque[GraphView] = deque(maxlen=2)


def build_view(store: Store, like: GraphView | None = None) -> GraphView:
    """Return a new view of what the store holds now. Nothing but the caller keeps it. Cost: all of the graph is read.

    What it has in common with a view that it is `like`, it shares with that one.
    """
    stamp = store.stamp()  # first: what changes while the rest is read makes the view look old, never new
    projection = store.projection(Known(like.entities, like.links, like.resolved)) if like is not None else store.projection()
    documents, pairs = projection.documents, projection.names
    entities = {entity.id: entity for entity in projection.entities}
    links = {link.id: link for link in projection.links}
    resolved = {one.claim: one for one in projection.resolved}
    del projection
    naming: dict[str, list[str]] = defaultdict(list)
    for document, named in pairs:
        naming[named].append(document)
    del pairs  # the most numerous part of a graph, and all of it is in the index now
    by_key: dict[str, list[str]] = defaultdict(list)
    former: dict[str, str] = {}
    for id, entity in entities.items():
        for key in {fold(name) for name in (entity.name, *entity.aliases)}:
            by_key[key].append(id)
        former.update((old, id) for old in entity.former_ids if old not in entities)
    former.update(_joined(store, entities, by_key, naming))
    links_of: dict[str, list[Link]] = defaultdict(list)
    for link in links.values():
        for end in ends_of(link):
            links_of[end].append(link)
    claims_of: dict[str, list[str]] = defaultdict(list)
    said_by: dict[str, list[str]] = defaultdict(list)
    for claim, one in resolved.items():
        for end in {one.subject, one.object, one.about or one.subject}:
            claims_of[end].append(claim)
        if one.said_by is not None:
            said_by[one.said_by].append(claim)
    held = sorted(store.records(Source), key=lambda source: source.locator)
    sources: dict[str, str] = {}
    for source in held:
        if source.document is not None:
            sources.setdefault(source.document, source.locator)
    return GraphView(
        store=store, stamp=stamp, documents=documents, entities=entities, former=former, by_key=_listed(by_key),
        links=links, links_of=_listed(links_of), resolved=resolved, claims_of=_listed(claims_of), said_by=_listed(said_by),
        naming=_listed(naming), sources=sources, readers=readers_of(held), readings=Readings(store.records(Reading), tuple(resolved)),
        problems=tuple(sorted((one for one in store.records(Problem) if one.reason is not None), key=lambda one: one.locator)),
    )  # fmt: skip


def _joined(
    store: Store, entities: Mapping[str, Entity], by_key: Mapping[str, Sequence[str]], naming: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """The ids that things had before a person said that they are one with another, and the ids they have now."""
    for judgement in holding(store.records(Judgement)).values():
        keys = (judgement.left, judgement.right) if judgement.verdict == "SAME" else ()
        for key in (key for key in keys if key is not None):
            old = Entity(key.name, key.type, (), key.document).id
            called = by_key.get(fold(key.name), ())
            here = [id for id in called if key.document is None or holds(naming.get(id, ()), key.document)]
            if old not in entities and here:
                yield old, min(here, key=lambda id: (entities[id].type != key.type, id))


def _listed(index: dict[str, list[T]]) -> dict[str, tuple[T, ...]]:
    """The index with tuples: what came in order of ids stays in it. The one with lists is used up."""
    return {key: tuple(index.pop(key)) for key in tuple(index)}
