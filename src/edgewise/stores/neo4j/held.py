"""What the server holds of a graph: as the nouns it was made from, and compared with what it is to be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ...errors import StoreError
from ...model import Claim, Document, Entity, Link, Projection, Resolved
from ..base import Known
from ..derived import Derived, text_of
from ..graph import named_claims, named_documents, named_entities, others_behind, refuse_unknown
from ..patch import Patch
from .changing import Change

Read = Callable[..., list[list[Any]]]
"""Runs a statement with parameters and returns its rows."""

AT_ONCE = 5000  # rows read, or ids asked for

_PAGE = "MATCH (n:EdgewiseDerived) WHERE n.id > $after AND n.kind = $kind RETURN n.id, n.derived ORDER BY n.id LIMIT $page"
_SOME = "MATCH (n:EdgewiseDerived) WHERE n.id IN $ids AND n.kind = $kind RETURN n.id, n.derived"
_DOCUMENTS = "MATCH (n:Document:Edgewise) RETURN n.id"
_SOME_DOCUMENTS = "MATCH (n:Document:Edgewise) WHERE n.id IN $ids RETURN n.id"
_NAMES = "MATCH (d:Document:Edgewise)-[:NAMES]->(e:Entity:Edgewise) RETURN d.id, e.id"
_SOME_NAMES = """
UNWIND $ids AS pair MATCH (d:Document:Edgewise {id: pair[0]})-[:NAMES]->(e:Entity:Edgewise {id: pair[1]}) RETURN d.id, e.id
"""
_RECORDS = "MATCH (n:EdgewiseRecord) WHERE n.id IN $ids AND n.kind = $kind RETURN n.id, n.document"
_LINKS_ABOUT = "MATCH (n:EdgewiseDerived) WHERE n.about IN $ids RETURN n.id, n.derived"
_SAID_BY = """
MATCH (e:Entity:Edgewise)<-[:SAID_BY]-(c:Claim:Edgewise) WHERE e.id IN $ids
MATCH (n:EdgewiseDerived {id: c.id}) RETURN n.id, n.derived
"""
# every link has a standing: a relationship of somebody else between two of our nodes has none, and stays
_TIED = """
MATCH (n:{kind}:Edgewise)-[r]-(other:Edgewise) WHERE n.id IN $ids AND (type(r) IN $plain OR r.standing IS NOT NULL)
RETURN n.id, type(r), CASE WHEN type(r) IN $plain THEN other.id ELSE r.id END
"""
_PLAIN = ("SUBJECT", "OBJECT", "ABOUT", "SAID_BY", "IN", "NAMES")

N = TypeVar("N", Entity, Link, Resolved)


def texts(read: Read, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of every noun of a kind, sorted by id; some thousands are read at a time."""
    after = ""
    while page := read(_PAGE, kind=kind, after=after, page=AT_ONCE):
        yield from ((id, text) for id, text in page)
        after = page[-1][0]


def graph_of(read: Read, known: Known) -> Projection:
    """Return the projection that the graph was made from; an empty one where there is none."""
    derived = Derived()

    def part(kind: type[N], known: Mapping[str, N]) -> tuple[N, ...]:
        return tuple(derived.nouns(kind, texts(read, kind.__name__), known))

    return Projection(
        documents=tuple(sorted(derived.once(id) for (id,) in read(_DOCUMENTS))),
        entities=part(Entity, known.entities),
        links=part(Link, known.links),
        resolved=part(Resolved, known.resolved),
        names=tuple(sorted(derived.pairs((document, entity) for document, entity in read(_NAMES)))),
    )


def to_replace(read: Read, wanted: Projection) -> Change:
    """Return what makes the graph that is there this projection. Raises StoreError where records or entities that it names are not."""
    entities = _compared(Entity, texts(read, "Entity"), wanted.entities)
    links = _compared(Link, texts(read, "Link"), wanted.links)
    resolved = _compared(Resolved, texts(read, "Resolved"), wanted.resolved)
    renamed = entities.renamed()
    links.again(link for link in wanted.links if link.about in renamed)
    resolved.again(one for one in wanted.resolved if one.said_by in renamed)
    documents = {id for (id,) in read(_DOCUMENTS)}
    names = {(document, entity) for document, entity in read(_NAMES)}
    put = _new(wanted, documents, names, entities, links, resolved)
    return Change(
        put, frozenset(entities.held | links.held | resolved.held), Projection(wanted.documents, wanted.entities),
        sorted(documents.difference(wanted.documents)), list(entities.gone), links.gone_nouns(), list(resolved.gone),
        sorted(names.difference(wanted.names)),
    )  # fmt: skip


def to_patch(read: Read, patch: Patch) -> Change:
    """Return what a patch changes. Raises StoreError where something that it names is not there, or what it takes away is still named."""
    put, gone = patch.put, patch.gone

    def compared(kind: type[N], wanted: Sequence[N], gone: frozenset[str]) -> _Compared[N]:
        ids = gone.union(map(_id, wanted))
        return _compared(kind, _some(read, _SOME, ids, kind=kind.__name__), wanted)

    entities = compared(Entity, put.entities, gone.entities)
    links = compared(Link, put.links, gone.links)
    resolved = compared(Resolved, put.resolved, gone.resolved)
    renamed = entities.renamed()
    links.again(_nouns(Link, _some(read, _LINKS_ABOUT, renamed)), but=gone.links)
    resolved.again(_nouns(Resolved, _some(read, _SAID_BY, renamed)), but=gone.resolved)

    documents = {id for (id,) in _some(read, _SOME_DOCUMENTS, {*put.documents, *gone.documents})}
    names = {(document, entity) for document, entity in _some(read, _SOME_NAMES, {*put.names, *gone.names})}
    new = _new(put, documents, names, entities, links, resolved)
    lost = gone.documents & documents, frozenset(entities.gone)
    said = (document for _, document in _some(read, _RECORDS, map(_id, new.resolved), kind=Claim.__name__))
    named = {*said, *(document for document, _ in new.names)}.difference(new.documents, gone.documents)
    others = named_entities(new).difference(entities.put, gone.entities)
    beside = Projection(
        tuple(id for (id,) in _some(read, _SOME_DOCUMENTS, named)),
        tuple(_nouns(Entity, _some(read, _SOME, others, kind=Entity.__name__))),
    )
    freed = gone.names.union(links.gone, links.put, resolved.gone, resolved.put)
    for kind, ids in zip(("Document", "Entity"), lost, strict=True):
        _refuse_tied(read, kind, ids, freed)
    return Change(
        new, frozenset(entities.held | links.held | resolved.held), beside, sorted(lost[0]), list(entities.gone), links.gone_nouns(),
        list(resolved.gone), sorted(gone.names & names),
    )  # fmt: skip


def check_named(read: Read, change: Change) -> None:
    """Raise StoreError where something that a change puts names what is neither there nor put, before any of it is written."""
    put, beside = change.put, change.beside
    entities = named_entities(put).difference((one.id for one in put.entities), (one.id for one in beside.entities))
    drawn = named_claims(put)
    needed = drawn | others_behind(put.links, drawn)
    claims: dict[str, str] = dict(_some(read, _RECORDS, needed, kind=Claim.__name__))
    documents = {id for id, _ in _some(read, _RECORDS, named_documents(put), kind=Document.__name__)}
    said = {claims[one.claim] for one in put.resolved if one.claim in claims}
    unknown: tuple[tuple[str, set[str] | frozenset[str]], ...] = (
        ("entity", entities),
        ("claim", needed.difference(claims)),
        ("document", {*named_documents(put).difference(documents), *said.difference(put.documents, beside.documents)}),
    )
    for what, ids in unknown:
        refuse_unknown(what, ids)


@dataclass(frozen=True, slots=True)
class _Compared(Generic[N]):
    """Nouns of one kind by id: those to `put`, the ids of these that are `held` otherwise, and the texts of what is not wanted."""

    kind: type[N]
    put: dict[str, N]
    held: set[str]
    gone: dict[str, str]
    former: dict[str, str]

    def again(self, nouns: Iterable[N], but: frozenset[str] = frozenset()) -> None:
        """Put these once more, for what is drawn of them is to be drawn otherwise."""
        for noun in nouns:
            id = _id(noun)
            if id not in self.put and id not in but:
                self.put[id] = noun
                self.held.add(id)

    def renamed(self) -> frozenset[str]:
        """Return the ids of entities whose name was another one."""
        return frozenset(id for id, text in self.former.items() if json.loads(text)["name"] != getattr(self.put[id], "name", None))

    def gone_nouns(self) -> list[N]:
        return list(_nouns(self.kind, self.gone.items()))


def _compared(kind: type[N], held: Iterable[tuple[str, str]], wanted: Iterable[N]) -> _Compared[N]:
    put = {_id(noun): noun for noun in wanted}
    found: _Compared[N] = _Compared(kind, put, set(), {}, {})
    for id, text in held:
        noun = put.get(id)
        if noun is None:
            found.gone[id] = text
        elif text_of(noun) == text:
            del put[id]
        else:
            found.held.add(id)
            if kind is Entity:
                found.former[id] = text
    return found


def _new(
    wanted: Projection,
    documents: set[str],
    names: set[tuple[str, str]],
    entities: _Compared[Entity],
    links: _Compared[Link],
    resolved: _Compared[Resolved],
) -> Projection:
    """What of a projection is not there as it is wanted; `documents` and `names` are there."""
    return Projection(
        tuple(id for id in wanted.documents if id not in documents), tuple(entities.put.values()), tuple(links.put.values()),
        tuple(resolved.put.values()), tuple(pair for pair in wanted.names if pair not in names),
    )  # fmt: skip


def _id(noun: Entity | Link | Resolved) -> str:
    return noun.claim if isinstance(noun, Resolved) else noun.id


def _nouns(kind: type[N], rows: Iterable[tuple[str, str]]) -> Iterator[N]:
    return Derived().nouns(kind, rows, {})


def _some(read: Read, query: str, ids: Iterable[Any], **parameters: Any) -> Iterator[Any]:
    """Yield the rows of a statement that asks for `$ids`, some thousands of which are sent at a time; none for none."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), AT_ONCE):
        yield from read(query, ids=wanted[start : start + AT_ONCE], **parameters)


def _refuse_tied(read: Read, kind: str, ids: frozenset[str], freed: frozenset[str | tuple[str, str]]) -> None:
    """Raise StoreError where something that stays ends at a node that goes, or is about it."""
    tied = set()
    for id, type, other in _some(read, _TIED.replace("{kind}", kind), ids, plain=_PLAIN):
        pair = (other, id) if kind == "Entity" else (id, other)
        if (pair if type == "NAMES" else other) not in freed:
            tied.add(id)
    if kind == "Entity":
        tied |= {one.about for one in _nouns(Link, _some(read, _LINKS_ABOUT, ids)) if one.about and one.id not in freed}
    if tied:
        some = ", ".join(sorted(id[:8] for id in tied)[:5])
        raise StoreError(f"the patch takes a {kind.lower()} out of the graph ({some}) that is still named in it; resolve again")
