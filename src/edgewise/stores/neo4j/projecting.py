"""The graph: `stores.graph` says what it holds; here it is compared with what the server has, and only what differs is written.

The nodes of the graph have the properties that `stores.graph` names and no others. The projection that they were made from,
which has more, stands beside them as `(:Edgewise:EdgewiseDerived {id, kind, derived})`, one node for each entity, link and
resolved claim; that of an entity holds the folded `words` of its names too, for the full-text index.

Values travel as parameters. Labels and relationship types cannot: each is checked to be a plain word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from neo4j import Transaction

from ...errors import StoreError
from ...model import Claim, Document, Entity, Link, Projection, Resolved, canonical
from ..base import Known
from ..derived import Derived, text_of
from ..graph import Edge, Node, NodeKind, elements
from ..ranking import names_of, words
from .batches import Change

_NODE_KINDS: tuple[NodeKind, ...] = get_args(NodeKind)
_PLAIN = ("SUBJECT", "OBJECT", "ABOUT", "SAID_BY", "IN", "NAMES")  # relationships that are no links
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

_DERIVED = "MATCH (n:EdgewiseDerived {kind: $kind}) RETURN n.id, n.derived"
_NAMES = "MATCH (d:Document:Edgewise)-[:NAMES]->(e:Entity:Edgewise) RETURN d.id, e.id"
_HELD_DERIVED = "MATCH (n:EdgewiseDerived) RETURN n.id, n.kind, n.derived, n.words"
_PUT_DERIVED = """
UNWIND $rows AS row MERGE (n:EdgewiseDerived {id: row.id})
SET n:Edgewise, n.kind = row.kind, n.derived = row.derived, n.words = row.words
"""
_DROP_DERIVED = "UNWIND $rows AS row MATCH (n:EdgewiseDerived {id: row.id}) DETACH DELETE n"

# every link has a standing: a relationship of somebody else between two of our nodes has none, and stays
_HELD_EDGES = """
MATCH (a:Edgewise)-[r]->(b:Edgewise) WHERE type(r) IN $plain OR r.standing IS NOT NULL
RETURN elementId(r), type(r), a.id, b.id, properties(r)
"""
_DROP_EDGES = "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element DELETE r"

N = TypeVar("N", Entity, Link, Resolved)
_EdgeKey = tuple[str, str, str, str]  # type, ids of start and end, properties as canonical JSON


def changes(transaction: Transaction, projection: Projection, documents: Iterable[Document], claims: Iterable[Claim]) -> list[Change]:
    """Return what to write, in this order, to make the graph this projection; nothing is written yet.

    `documents` and `claims` are the records that it names. Raises StoreError when one is missing.
    """
    nodes: dict[NodeKind, dict[str, Node]] = {kind: {} for kind in _NODE_KINDS}
    edges: dict[_EdgeKey, Edge] = {}
    for element in elements(projection, documents, claims):
        if isinstance(element, Node):
            nodes[element.kind][element.id] = element
        else:
            edges[element.type, element.start, element.end, canonical(element.properties)] = element
    held: dict[_EdgeKey, str] = {
        (type, start, end, canonical(properties)): element
        for element, type, start, end, properties in transaction.run(_HELD_EDGES, plain=_PLAIN).values()
    }
    gone = [{"element": element} for key, element in held.items() if key not in edges]
    of_nodes = (change for kind in _NODE_KINDS for change in _of_nodes(transaction, kind, nodes[kind]))
    of_edges = _of_edges(edge for key, edge in edges.items() if key not in held)
    found = (Change(_DROP_EDGES, gone), *of_nodes, *of_edges, *_of_derived(transaction, projection))
    return [change for change in found if change.rows]


def _of_nodes(transaction: Transaction, kind: NodeKind, wanted: Mapping[str, Node]) -> Iterator[Change]:
    held = dict(transaction.run(f"MATCH (n:{kind}:Edgewise) RETURN n.id, properties(n)").values())
    gone = [{"id": id} for id in held if id not in wanted]
    yield Change(f"UNWIND $rows AS row MATCH (n:{kind}:Edgewise {{id: row.id}}) DETACH DELETE n", gone)
    new: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for id, node in wanted.items():
        if held.get(id) != node.properties:
            new[node.labels].append({"id": id, "properties": node.properties})
    for labels, rows in new.items():
        marks = "".join(f":{_word(label)}" for label in labels)
        yield Change(f"UNWIND $rows AS row MERGE (n:{kind}:Edgewise {{id: row.id}}) SET n{marks} SET n = row.properties", rows)


def _of_edges(edges: Iterable[Edge]) -> Iterator[Change]:
    new: dict[tuple[str, NodeKind, NodeKind], list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        new[edge.type, edge.start_kind, edge.end_kind].append({"start": edge.start, "end": edge.end, "properties": edge.properties})
    for (type, start, end), rows in new.items():
        ends = f"MATCH (a:{start}:Edgewise {{id: row.start}}) MATCH (b:{end}:Edgewise {{id: row.end}})"
        yield Change(f"UNWIND $rows AS row {ends} CREATE (a)-[r:{_word(type)}]->(b) SET r = row.properties", rows)


def _of_derived(transaction: Transaction, projection: Projection) -> Iterator[Change]:
    wanted = {row["id"]: row for row in derived_rows(projection)}
    held = {id: tuple(row) for id, *row in transaction.run(_HELD_DERIVED).values()}
    yield Change(_DROP_DERIVED, [{"id": id} for id in held if id not in wanted])
    yield Change(_PUT_DERIVED, [row for id, row in wanted.items() if held.get(id) != (row["kind"], row["derived"], row["words"])])


def derived_rows(projection: Projection) -> Iterator[dict[str, Any]]:
    """Yield the properties of the node of each noun that was derived; `words` None where it is no entity."""
    for entity in projection.entities:
        yield _derived_row(entity.id, entity, " ".join(word for name in names_of(entity) for word in words(name)))
    for link in projection.links:
        yield _derived_row(link.id, link)
    for resolved in projection.resolved:
        yield _derived_row(resolved.claim, resolved)


def _derived_row(id: str, noun: Entity | Link | Resolved, found: str | None = None) -> dict[str, Any]:
    return {"id": id, "kind": type(noun).__name__, "derived": text_of(noun), "words": found}


@dataclass(frozen=True, slots=True)
class Rows:
    """What the server holds of a graph, as it gave it: only of a whole one can nouns be made."""

    documents: list[list[Any]]
    derived: Mapping[str, list[list[Any]]]
    names: list[list[Any]]


def read_graph(read: Callable[..., list[list[Any]]]) -> Rows:
    """Return the rows of the graph that is there. `read` runs a statement with parameters."""
    return Rows(
        read("MATCH (n:Document:Edgewise) RETURN n.id"),
        {kind: read(_DERIVED, kind=kind) for kind in ("Entity", "Link", "Resolved")},
        read(_NAMES),
    )


def graph_of(rows: Rows, known: Known) -> Projection:
    """Return the projection that the graph of these rows was made from; an empty one where there is none."""
    derived = Derived()

    def part(kind: type[N], known: Mapping[str, N]) -> tuple[N, ...]:
        return tuple(derived.nouns(kind, sorted((id, text) for id, text in rows.derived[kind.__name__]), known))

    return Projection(
        documents=tuple(sorted(derived.once(id) for (id,) in rows.documents)),
        entities=part(Entity, known.entities),
        links=part(Link, known.links),
        resolved=part(Resolved, known.resolved),
        names=tuple(sorted(derived.pairs((document, entity) for document, entity in rows.names))),
    )


def _word(name: str) -> str:
    if not _WORD.fullmatch(name):
        raise StoreError(f"{name!r} cannot be a label or a relationship type: letters, digits and _ only")
    return name
