"""From a change of the graph to what is written: rows for `statements`, in parts that a server holds in memory.

Every part leaves nouns and what is drawn of them in step: of a change that was interrupted, what is still to be done shows by
comparing once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from ...model import Claim, Document, Entity, Link, Projection, Resolved
from ..derived import text_of
from ..graph import LINK_PROPERTIES, NODE_PROPERTIES, Edge, Node, elements
from ..ranking import names_of, words
from . import statements
from .batches import batches
from .statements import Statements

_Row = list[Any]
_ENDS = ("SUBJECT", "OBJECT", "ABOUT", "SAID_BY")


@dataclass(frozen=True, slots=True)
class Write:
    """Statements that run one after the other over the same rows."""

    statements: Statements
    rows: Sequence[_Row]


Part = tuple[Write, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written: `put`, of which `held` are the ids that the graph has otherwise, and what it is to have no longer.

    Of documents and pairs only those are put that are not there. `beside` holds what `put` names though it is not in it.
    """

    put: Projection = field(default_factory=Projection)
    held: frozenset[str] = frozenset()
    beside: Projection = field(default_factory=Projection)
    documents: Sequence[str] = ()
    entities: Sequence[str] = ()
    links: Sequence[Link] = ()
    resolved: Sequence[str] = ()
    names: Sequence[tuple[str, str]] = ()

    @property
    def size(self) -> int:
        """How many nouns it puts or takes away."""
        put = (self.put.documents, self.put.entities, self.put.links, self.put.resolved, self.put.names)
        return sum(map(len, (*put, self.documents, self.entities, self.links, self.resolved, self.names)))


def parts(change: Change, documents: Iterable[Document], claims: Iterable[Claim]) -> Iterator[Part]:
    """Yield what to write, in this order, each part small enough for one transaction.

    `documents` and `claims` are the records of what is put; see `graph.elements`.
    """
    yield from _dropped(statements.DROP_NAMES, change.names)
    for type, links in _by_type(change.links).items():
        yield from _dropped(statements.drop_link(type), ((one.id, one.subject, one.object) for one in links))
    yield from _dropped(statements.DROP_CLAIMS, ((id,) for id in change.resolved))
    yield from _gathered(_Rows(change).of(elements(change.put, documents, claims, change.beside)))
    yield from _dropped(statements.DROP_ENTITIES, ((id,) for id in change.entities))
    yield from _dropped(statements.DROP_DOCUMENTS, ((id,) for id in change.documents))


def derived_rows(projection: Projection) -> Iterator[dict[str, Any]]:
    """Yield the properties of the node of each noun that was derived; `words` None where it is no entity."""
    nouns: Iterator[Entity | Link | Resolved] = chain(projection.entities, projection.links, projection.resolved)
    for noun in nouns:
        yield dict(zip(statements.DERIVED, _derived(noun), strict=True))


def _derived(noun: Entity | Link | Resolved) -> _Row:
    found = " ".join(word for name in names_of(noun) for word in words(name)) if isinstance(noun, Entity) else None
    id, about = (noun.claim, None) if isinstance(noun, Resolved) else (noun.id, noun.about if isinstance(noun, Link) else None)
    return [id, type(noun).__name__, text_of(noun), found, about]


class _Rows:
    """Turns elements into rows, with the statements that each is for."""

    def __init__(self, change: Change) -> None:
        self._held = change.held
        self._entities = {one.id: one for one in change.put.entities}
        self._resolved = {one.claim: one for one in change.put.resolved}
        self._links = change.put.links

    def of(self, drawn: Iterable[Node | Edge]) -> Iterator[tuple[str, Statements, _Row]]:
        """Yield a kind, statements and a row; all of a kind come together, and what a row names comes before it."""
        links = iter(self._links)
        claim: tuple[Node, dict[str, str]] | None = None
        for element in drawn:
            if claim is not None:
                if isinstance(element, Edge) and element.start_kind == "Claim":
                    claim[1][element.type] = element.end
                    continue
                yield self._claim(*claim)
                claim = None
            match element:
                case Node(kind="Claim"):
                    claim = element, {}
                case Node(kind="Entity"):
                    yield self._entity(element)
                case Node():
                    yield "Document", statements.put_document(), _values(element.properties, NODE_PROPERTIES["Document"])
                case Edge(type="NAMES"):
                    yield "NAMES", statements.put_names(), [element.start, element.end]
                case _:
                    for link in links:  # those before it are not drawn
                        if drawn_link := link.id == element.properties["id"]:
                            yield self._link(link, element)
                            break
                        yield self._link(link, None)
                    assert drawn_link
        if claim is not None:
            yield self._claim(*claim)
        yield from (self._link(link, None) for link in links)

    def _entity(self, node: Node) -> tuple[str, Statements, _Row]:
        noun = self._entities[node.id]
        row = _values(node.properties, NODE_PROPERTIES["Entity"]) + _derived(noun)
        return "Entity", statements.put_entity(noun.type, node.id in self._held), row

    def _claim(self, node: Node, ends: Mapping[str, str]) -> tuple[str, Statements, _Row]:
        named = tuple(type for type in _ENDS if type in ends)
        drawn = _values(node.properties, NODE_PROPERTIES["Claim"])
        row = [*drawn, ends["IN"], *(ends[type] for type in named), *_derived(self._resolved[node.id])]
        return "Claim", statements.put_claim(named, node.id in self._held), row

    def _link(self, link: Link, edge: Edge | None) -> tuple[str, Statements, _Row]:
        drawn = _values(edge.properties, LINK_PROPERTIES) if edge else []
        put = statements.put_link(link.relation.upper(), edge is not None, link.id in self._held)
        return "Link", put, [link.subject, link.object, *drawn, *_derived(link)]


def _values(properties: Mapping[str, Any], names: Iterable[str]) -> _Row:
    return [properties.get(name) for name in names]


def _gathered(rows: Iterable[tuple[str, Statements, _Row]]) -> Iterator[Part]:
    """Gather the rows of a statement; of a kind all are yielded before the next kind begins."""
    for _, of_kind in groupby(rows, itemgetter(0)):
        for some in batches(of_kind, lambda row: row[2]):
            gathered: dict[Statements, list[_Row]] = defaultdict(list)
            for _, put, row in some:
                gathered[put].append(row)
            yield tuple(Write(put, of_one) for put, of_one in gathered.items())


def _dropped(drop: Statements, rows: Iterable[Sequence[Any]]) -> Iterator[Part]:
    yield from ((Write(drop, batch),) for batch in batches(map(list, rows), lambda row: row))


def _by_type(links: Iterable[Link]) -> Mapping[str, list[Link]]:
    types: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        types[link.relation.upper()].append(link)
    return types
