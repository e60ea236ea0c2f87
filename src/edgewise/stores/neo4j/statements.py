"""The statements that put a graph on the server and take it away, each over `$rows`, a row being a list of values.

The nodes of the graph have the properties that `stores.graph` names and no others. The nouns that they were made from, which say
more, stand beside them as `(:Edgewise:EdgewiseDerived {id, kind, derived, words, about})`, one node for each entity, link and
resolved claim; `words` are those of an entity's names, for the full-text index, `about` is what a link is about.

Invariant: one statement puts a noun and what is drawn of it, so that what is held of a noun says what stands in the graph.
A statement that puts gives how many of its rows found all that they name.

Values travel as parameters. Labels and relationship types cannot: each is checked to be a plain word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...errors import StoreError
from ..graph import LINK_PROPERTIES, NODE_PROPERTIES

Statements = tuple[str, ...]

DERIVED = ("id", "kind", "derived", "words", "about")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FOUND = "RETURN count(*)"

DROP_DERIVED = "UNWIND $rows AS row MATCH (n:EdgewiseDerived {id: row[0]}) DELETE n"
DROP_ENTITIES: Statements = ("UNWIND $rows AS row MATCH (n:Entity:Edgewise {id: row[0]}) DETACH DELETE n", DROP_DERIVED)
DROP_DOCUMENTS: Statements = ("UNWIND $rows AS row MATCH (n:Document:Edgewise {id: row[0]}) DETACH DELETE n",)
DROP_CLAIMS: Statements = ("UNWIND $rows AS row MATCH (n:Claim:Edgewise {id: row[0]}) DETACH DELETE n", DROP_DERIVED)
DROP_NAMES: Statements = (
    "UNWIND $rows AS row MATCH (:Document:Edgewise {id: row[0]})-[r:NAMES]->(:Entity:Edgewise {id: row[1]}) DELETE r",
)


@cache
def put_entity(type: str, held: bool) -> Statements:
    """Rows: its properties, `DERIVED`."""
    names = NODE_PROPERTIES["Entity"]
    return (f"UNWIND $rows AS row {_node('n', f'Entity:{word(type)}', names, held)} {_derived(len(names), held)} {_FOUND}",)


@cache
def put_document() -> Statements:
    """Rows: its properties. Only of those that are not there."""
    return (f"UNWIND $rows AS row {_node('n', 'Document', NODE_PROPERTIES['Document'], False)} {_FOUND}",)


@cache
def put_claim(ends: Sequence[str], held: bool) -> Statements:
    """Rows: its properties, the id of its document and of each of its `ends` (types of relationships), `DERIVED`."""
    names = NODE_PROPERTIES["Claim"]
    at = len(names)
    found = [_match("d", "Document", at), *(_match(f"e{n}", "Entity", at + 1 + n) for n in range(len(ends)))]
    drawn = ["(n)-[:IN]->(d)", *(f"(n)-[:{word(type)}]->(e{n})" for n, type in enumerate(ends))]
    put = (
        f"UNWIND $rows AS row {' '.join(found)} {_node('n', 'Claim', names, held)} CREATE {', '.join(drawn)} "
        f"{_derived(at + 1 + len(ends), held)} {_FOUND}"
    )
    undraw = "UNWIND $rows AS row MATCH (:Claim:Edgewise {id: row[0]})-[r:IN|SUBJECT|OBJECT|ABOUT|SAID_BY]->(:Edgewise) DELETE r"
    return (undraw, put) if held else (put,)


@cache
def put_link(type: str, drawn: bool, held: bool) -> Statements:
    """Rows: its ends, its properties (none where it is not `drawn`), `DERIVED`, the id of the link being the first of these."""
    names = LINK_PROPERTIES if drawn else ()
    derived = _derived(2 + len(names), held)
    edge = f"{_match('a', 'Entity', 0)} {_match('b', 'Entity', 1)} CREATE (a)-[:{word(type)} {_map(names, 2)}]->(b)" if drawn else ""
    put = f"UNWIND $rows AS row {edge} {derived} {_FOUND}"
    return (_undraw_link(type, 2 + len(names)), put) if held else (put,)


@cache
def drop_link(type: str) -> Statements:
    """Rows: its id, its ends."""
    return (_undraw_link(type, 0, 1), DROP_DERIVED)


@cache
def put_names() -> Statements:
    """Rows: ids of a document and of an entity. Only of those that are not there."""
    return (f"UNWIND $rows AS row {_match('d', 'Document', 0)} {_match('e', 'Entity', 1)} CREATE (d)-[:NAMES]->(e) {_FOUND}",)


def _undraw_link(type: str, id: int, ends: int = 0) -> str:
    start, end = (f"(:Entity:Edgewise {{id: row[{ends + n}]}})" for n in range(2))
    return f"UNWIND $rows AS row MATCH {start}-[r:{word(type)} {{id: row[{id}]}}]->{end} DELETE r"


def _match(variable: str, kind: str, column: int) -> str:
    # the hint: a plan that was made while the graph was empty would look at every node, and is kept for some seconds
    return f"MATCH ({variable}:{kind}:Edgewise {{id: row[{column}]}}) USING INDEX {variable}:{kind}(id)"


def _node(variable: str, labels: str, names: Sequence[str], held: bool) -> str:
    """Put a node whose properties are the first columns; one that is `held` becomes another, and keeps what others tied to it."""
    if not held:
        return f"CREATE ({variable}:{labels}:Edgewise {_map(names)})"
    kind, _, others = labels.partition(":")
    more = f" SET {variable}:{others}" if others else ""
    return f"MERGE ({variable}:{kind}:Edgewise {{id: row[0]}}){more} SET {variable} = {_map(names)}"


def _derived(first: int, held: bool) -> str:
    if not held:
        return f"CREATE (:EdgewiseDerived:Edgewise {_map(DERIVED, first)})"
    return f"MERGE (x:EdgewiseDerived {{id: row[{first}]}}) SET x:Edgewise SET x = {_map(DERIVED, first)}"


def _map(names: Sequence[str], first: int = 0) -> str:
    return "{" + ", ".join(f"`{name}`: row[{first + n}]" for n, name in enumerate(names)) + "}"


def word(name: str) -> str:
    """Return a label or relationship type, if it is a plain word; else raise StoreError."""
    if not _WORD.fullmatch(name):
        raise StoreError(f"{name!r} cannot be a label or a relationship type: letters, digits and _ only")
    return name
