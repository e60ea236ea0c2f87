"""Write the graph into the tables that Cypher reads: nodes and relationships by number, their properties by type."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import apsw

from ...batched import batched
from ...errors import StoreError
from ...model import Projection
from ..graph import Edge, Node, NodeKind
from ..patch import Gone
from .file import GRAPH_INDEXES, PROPERTY_KEYS, VALUE_TABLES

_KEY = {key: number for number, key in enumerate(PROPERTY_KEYS, start=1)}
_BATCH = 5_000

_NODES = (
    f"SELECT p.value, p.node_id FROM json_each(?) j CROSS JOIN node_props_text p ON p.key_id = {_KEY['id']} AND p.value = j.value "
    "CROSS JOIN node_labels l ON l.node_id = p.node_id AND l.label = ?"
)
_NAMES = f"SELECT node_id, value FROM node_props_text WHERE key_id = {_KEY['name']} AND node_id IN (SELECT value FROM json_each(?))"
_IDS = f"SELECT node_id, value FROM node_props_text WHERE key_id = {_KEY['id']} AND node_id IN (SELECT value FROM json_each(?))"
_EDGES_FROM = "SELECT e.id FROM json_each(?) j CROSS JOIN edges e ON e.source_id = j.value"
_EDGES_TO = "SELECT e.id FROM json_each(?) j CROSS JOIN edges e ON e.target_id = j.value"
_EDGES_OF_LINKS = (
    f"SELECT p.edge_id FROM json_each(?) j CROSS JOIN edge_props_text p ON p.key_id = {_KEY['id']} AND p.value = j.value"
)  # fmt: skip
_EDGES_OF_PAIRS = (
    "SELECT e.id FROM json_each(?) j "
    "CROSS JOIN edges e ON e.source_id = j.value ->> 0 AND e.type = 'NAMES' AND e.target_id = j.value ->> 1"
)  # fmt: skip
_EDGES_ABOUT = (
    f"SELECT a.edge_id FROM edge_props_text a CROSS JOIN edge_props_text i ON i.edge_id = a.edge_id AND i.key_id = {_KEY['id']} "
    f"CROSS JOIN graph_link g ON g.id = i.value WHERE a.key_id = {_KEY['about']} AND a.value = ? AND g.data ->> 'about' = ?"
)
_LAST = "SELECT (SELECT coalesce(max(id), 0) FROM nodes), (SELECT coalesce(max(id), 0) FROM edges)"
_SAID_BY = "SELECT source_id FROM edges WHERE target_id = ? AND type = 'SAID_BY'"

_Numbers = dict[str, int]  # of nodes, by id


def draw(connection: apsw.Connection, elements: Iterable[Node | Edge]) -> None:
    """Replace the graph by these elements, in the order of `graph.elements`, inside the caller's transaction."""
    for index in GRAPH_INDEXES:  # made from all rows at once, each takes a fraction of what it takes row by row
        connection.execute(f"DROP INDEX {index}")
    for owner in ("node", "edge"):
        for table in _tables_of(owner):
            connection.execute(f"DELETE FROM {table}")
    _add(connection, elements, {"Entity": {}, "Document": {}, "Claim": {}})
    for index, columns in GRAPH_INDEXES.items():
        connection.execute(f"CREATE INDEX {index} ON {columns}")


def redraw(connection: apsw.Connection, put: Projection, gone: Gone, elements: Sequence[Node | Edge]) -> None:
    """Change the graph by a patch, given the elements of what it puts, before the other tables follow, inside the caller's transaction.

    Of documents and pairs only those are put that are new. Raises StoreError where what stays names an entity or document that goes.
    """
    last: tuple[int, int] = connection.execute(_LAST).get  # before any goes: its number is not given to another
    ends = {end for one in elements if isinstance(one, Edge) for end in ((one.start_kind, one.start), (one.end_kind, one.end))}
    claims = _numbers(connection, "Claim", {*gone.resolved, *(one.claim for one in put.resolved)})
    entities, documents = (
        _numbers(connection, kind, {*ids, *(id for of, id in ends if of == kind)})
        for kind, ids in (
            ("Entity", {*gone.entities, *(entity for _, entity in gone.names), *(one.id for one in put.entities)}),
            ("Document", {*gone.documents, *(document for document, _ in gone.names)}),
        )
    )
    pairs = [(documents[one], entities[other]) for one, other in gone.names if one in documents and other in entities]
    again = {one.id: entities[one.id] for one in put.entities if one.id in entities}
    lost = {id: entities.pop(id) for id in gone.entities if id in entities}
    lost_documents = {id: documents.pop(id) for id in gone.documents if id in documents}
    called = dict(connection.execute(_NAMES, (_list([*again.values(), *lost.values()]),)))

    _erase(connection, "edge", _found(connection, _EDGES_FROM, list(claims.values())))
    _erase(connection, "edge", _found(connection, _EDGES_OF_LINKS, sorted({*gone.links, *(one.id for one in put.links)})))
    _erase(connection, "edge", _found(connection, _EDGES_OF_PAIRS, pairs))
    _erase(connection, "node", [*claims.values(), *again.values(), *lost.values(), *lost_documents.values()])
    _add(connection, elements, {"Entity": entities, "Document": documents, "Claim": {}}, last)

    _refuse_still_named(connection, lost, called, "entity")
    _refuse_still_named(connection, lost_documents, {}, "document")
    for one in put.entities:
        if one.id in again:
            _respell(connection, one.id, again[one.id], called[again[one.id]])


def _add(
    connection: apsw.Connection, elements: Iterable[Node | Edge], numbers: Mapping[NodeKind, _Numbers], last: tuple[int, int] = (0, 0)
) -> None:
    """Add elements, a node under the number that `numbers` has for it, else under the next after the last of nodes and of edges."""
    nodes, edges = last
    for batch in batched(elements, _BATCH):
        rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for element in batch:
            if isinstance(element, Node):
                of_kind = numbers[element.kind]
                if element.kind == "Claim":
                    of_kind.clear()  # nothing but what comes next starts at a claim, and of claims there are many
                if element.id not in of_kind:
                    nodes += 1
                    of_kind[element.id] = nodes
                number = of_kind[element.id]
                rows["INSERT INTO nodes VALUES(?)"].append((number,))
                rows["INSERT INTO node_labels VALUES(?, ?)"].extend((number, label) for label in element.labels)
                _add_properties(rows, "node", number, element.properties)
            else:
                edges += 1
                ends = numbers[element.start_kind][element.start], numbers[element.end_kind][element.end]
                rows["INSERT INTO edges VALUES(?, ?, ?, ?)"].append((edges, *ends, element.type))
                _add_properties(rows, "edge", edges, element.properties)
        for statement, values in rows.items():
            connection.executemany(statement, values)


def _add_properties(rows: dict[str, list[tuple[Any, ...]]], owner: str, number: int, properties: Mapping[str, Any]) -> None:
    for key, value in properties.items():
        kind, plain = _typed(value)
        rows[f"INSERT INTO {owner}_props_{kind} VALUES(?, ?, ?)"].append((number, _KEY[key], plain))


def _typed(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return "text", value
    if isinstance(value, bool):
        return "bool", int(value)
    if isinstance(value, int):
        return "int", value
    if isinstance(value, float):
        return "real", value
    return "json", json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _erase(connection: apsw.Connection, owner: str, numbers: Collection[int]) -> None:
    """Take nodes or edges away, with their labels and properties; of a node not its edges."""
    if numbers:
        for table, column in _tables_of(owner).items():
            connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (_list(numbers),))


def _tables_of(owner: str) -> Mapping[str, str]:
    """Return the tables of "node" or "edge", each with the column that says whose a row is."""
    tables = {f"{owner}s": "id", **{f"{owner}_props_{kind}": f"{owner}_id" for kind in VALUE_TABLES}}
    return tables | ({"node_labels": "node_id"} if owner == "node" else {})


def _refuse_still_named(connection: apsw.Connection, lost: _Numbers, called: Mapping[int, str], what: str) -> None:
    """Raise StoreError where a relationship still ends at a node that is gone, or is about what was called so."""
    for sql in (_EDGES_FROM, _EDGES_TO):
        if _found(connection, sql, list(lost.values())):
            some = ", ".join(sorted(id[:8] for id in lost)[:5])
            raise StoreError(f"the patch takes a {what} out of the graph ({some}) that is still named in it; resolve again")
    for id, number in lost.items():
        if number in called and connection.execute(_EDGES_ABOUT, (called[number], id)).fetchone():
            raise StoreError(f"the patch takes the entity {id[:8]} out of the graph, which a link is still about; resolve again")


def _respell(connection: apsw.Connection, id: str, number: int, former: str) -> None:
    """Have what shows an entity's name show it as it is written now."""
    ((_, name),) = connection.execute(_NAMES, (_list([number]),))
    if name != former:
        said = f"UPDATE node_props_text SET value = ? WHERE key_id = {_KEY['said_by']} AND node_id IN ({_SAID_BY})"
        connection.execute(said, (name, number))
        about = f"UPDATE edge_props_text SET value = ? WHERE key_id = {_KEY['about']} AND edge_id IN ({_EDGES_ABOUT})"
        connection.execute(about, (name, former, id))


def _numbers(connection: apsw.Connection, kind: str, ids: Iterable[str]) -> _Numbers:
    """Return the numbers of those nodes of a kind that are there."""
    return dict(connection.execute(_NODES, (_list(ids), kind)))


def _found(connection: apsw.Connection, sql: str, given: Collection[Any]) -> list[int]:
    """Return what a statement finds for a list of things, a number a row."""
    return [number for (number,) in connection.execute(sql, (_list(given),))] if given else []


def _list(values: Iterable[Any]) -> str:
    return json.dumps(list(values))


def ids_of(connection: apsw.Connection, numbers: Iterable[int]) -> Mapping[int, str]:
    """Return our id of each node number."""
    return dict(connection.execute(_IDS, (_list(numbers),)))
