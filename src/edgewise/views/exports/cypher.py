"""A script of Cypher statements that makes the graph in any Neo4j: what a store of edgewise projects, without its records.

Nothing of a document is ever more than the content of a text in quotes. A statement is one line that ends in a semicolon; run again, the
script changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Claim, Document, Projection
from ...stores.graph import OURS, Edge, Node, elements, named_claims, named_documents
from ...stores.tokens import literal
from .format import Format, is_supported
from .selection import Selection

_ROWS, _CHARACTERS = 500, 200_000  # of one statement, whichever is reached first
_INDEXED = ("Entity", "Claim", "Document")
_LINE_BREAKS = {"\n": "\\n", "\r": "\\r"}


def as_cypher(selection: Selection) -> Iterator[str]:
    """Yield the statements: indexes, then nodes, then relationships."""
    for kind in _INDEXED:
        yield f"CREATE INDEX edgewise_{kind.lower()}_id IF NOT EXISTS FOR (n:{kind}) ON (n.id);\n"
    projection = selection.projection()
    nodes = ((f":{':'.join(one.labels)}", _of_node(one)) for one in graph_of(selection, projection) if isinstance(one, Node))
    for labels, rows in _batches(nodes):
        first, others = labels.split(":")[1], "".join(f":{label}" for label in labels.split(":")[2:] if label != OURS)
        mark = f" SET n{others}" if others else ""
        yield f"UNWIND [{rows}] AS row MERGE (n:{first}:{OURS} {{id: row.id}}){mark} SET n += row.properties;\n"
    edges = ((_pattern(one), _of_edge(one)) for one in graph_of(selection, projection) if isinstance(one, Edge))
    for pattern, rows in _batches(edges):
        yield f"UNWIND [{rows}] AS row {pattern};\n"


def graph_of(selection: Selection, projection: Projection) -> Iterator[Node | Edge]:
    """Yield the nodes and relationships of the selected graph, as every store has them; the records are read while they are taken."""
    store = selection.view.store
    documents, claims = store.some(Document, named_documents(projection)), store.some(Claim, named_claims(projection))
    return elements(projection, documents, claims)


def _of_node(node: Node) -> str:
    return _map({"id": node.id, "properties": node.properties})


def _of_edge(edge: Edge) -> str:
    values = {"start": edge.start, "end": edge.end}
    return _map({**values, "id": edge.properties["id"], "properties": edge.properties} if edge.properties else values)


def _pattern(edge: Edge) -> str:
    """What is done for each row of relationships of one type between two kinds of nodes."""
    ends = f"MATCH (a:{edge.start_kind} {{id: row.start}}) MATCH (b:{edge.end_kind} {{id: row.end}})"
    if not edge.properties:
        return f"{ends} MERGE (a)-[r:{edge.type}]->(b)"
    return f"{ends} MERGE (a)-[r:{edge.type} {{id: row.id}}]->(b) SET r += row.properties"


def _batches(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Rows of one kind together, as many as one statement takes; what is written first is what was full first."""
    open: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for kind, row in rows:
        open[kind].append(row)
        sizes[kind] += len(row)
        if len(open[kind]) == _ROWS or sizes[kind] > _CHARACTERS:
            yield kind, ", ".join(open.pop(kind))
            del sizes[kind]
    yield from ((kind, ", ".join(some)) for kind, some in open.items())


def _value(value: Any) -> str:
    match value:
        case str():
            return _text(value)
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case Mapping():
            return _map(value)
        case _:
            return str(value)


def _map(values: Mapping[str, Any]) -> str:
    return f"{{{', '.join(f'{key}: {_value(value)}' for key, value in values.items())}}}"


def _text(value: str) -> str:
    """A text in quotes. Some engines decode a backslash before a u wherever they see it, so the two never stand side by side."""
    parts = value.replace("\\u", "\\\0u").replace("\\U", "\\\0U").split("\0")
    quoted = " + ".join(map(literal, parts))
    for character, escape in _LINE_BREAKS.items():
        quoted = quoted.replace(character, escape)
    return quoted


CYPHER = Format(
    name="cypher",
    opens="Neo4j and what speaks its Cypher",
    edges=is_supported,
    text=as_cypher,
    cannot=(
        "The texts of documents, who read what, and what people decided: edgewise cannot open the result as its store",
        "Links that nobody's claim supports: denials and open ones are Claim nodes, as in a store of edgewise",
    ),
)
