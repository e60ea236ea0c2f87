"""CSV files for `neo4j-admin database import full`: the fastest way into Neo4j, for tens of thousands of documents and more.

What is imported is a whole store, records and graph, as `stores.neo4j` writes it: edgewise opens the database with `--store neo4j://...`
and goes on. Whatever else is to load in bulk goes through `write_bulk` too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from ...model import FORMAT, RECORD_KINDS, identity
from ...stores.graph import LINK_PROPERTIES, NODE_PROPERTIES, OURS, Edge, Node
from ...stores.neo4j.changing import derived_rows
from ...stores.neo4j.records import record_row
from ...stores.neo4j.state import SHAPE
from ...stores.neo4j.statements import DERIVED
from .cypher import graph_of
from .format import Format, is_supported
from .selection import Selection

_BETWEEN = "\x1f"  # between labels and between aliases; no name has it, and where one does it becomes another character
_LEAST_BUFFER = 4_194_304  # bytes; a field must fit into what the import reads at once
_TYPES: Mapping[str, str] = {
    "start": "long", "end": "long", "tier": "long", "claims": "long", "indirect": "boolean", "aliases": "string[]", "format": "long",
    "revision": "long", "turn": "long", "shape": "long",
}  # fmt: skip
_STATE = ("id", "format", "revision", "token", "turn", "shape")
_RECORD = ("id", "kind", "document", "record")


def write_bulk(selection: Selection, folder: Path) -> None:
    """Write the files, `after-import.cypher`, and `import.sh`, which holds the command and says what to do when."""
    with ExitStack() as files:
        writing = _Writing(folder, files)
        _write_records(selection, writing)
        _write_graph(selection, writing)
    schema = selection.project.schema.read_text(encoding="utf-8")
    (folder / "after-import.cypher").write_text(f"{schema}\n{_AFTER}", encoding="utf-8", newline="\n")
    (folder / "import.sh").write_text(_script(writing), encoding="utf-8", newline="\n")


class _File:
    """One CSV file whose columns are properties, after those that say what a node or relationship is."""

    def __init__(self, file: TextIO, header: Iterable[str], properties: tuple[str, ...]) -> None:
        self.longest = 0
        self._file, self._properties = file, properties
        file.write(",".join((*header, *(f"{name}:{_TYPES[name]}" if name in _TYPES else name for name in properties))) + "\n")

    def write(self, what: Iterable[str], properties: Mapping[str, Any]) -> None:
        fields = [*map(_field, what), *(_field(properties.get(name)) for name in self._properties)]
        self.longest = max(self.longest, *(len(field.encode()) for field in fields))
        self._file.write(",".join(fields) + "\n")


class _Writing:
    """The files of an import by name, each made when something is first written to it."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self.nodes: dict[str, _File] = {}
        self.edges: dict[str, _File] = {}
        self._open: Callable[[str], TextIO] = lambda name: files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))

    def node(self, kind: str, labels: Iterable[str], id: str, properties: Mapping[str, Any], names: tuple[str, ...]) -> None:
        name = f"{kind.lower()}.csv"
        if name not in self.nodes:
            self.nodes[name] = _File(self._open(name), (f"id:ID({kind})", ":LABEL"), tuple(one for one in names if one != "id"))
        self.nodes[name].write((id, _BETWEEN.join(labels)), properties)

    def edge(self, edge: Edge) -> None:
        name = f"{edge.start_kind.lower()}-{edge.end_kind.lower()}.csv"
        if name not in self.edges:
            header = (f":START_ID({edge.start_kind})", f":END_ID({edge.end_kind})", ":TYPE")
            properties = LINK_PROPERTIES if edge.start_kind == edge.end_kind else ()
            self.edges[name] = _File(self._open(name), header, properties)
        self.edges[name].write((edge.start, edge.end, edge.type), edge.properties)

    @property
    def buffer(self) -> int:
        """How much the import has to read at once, in bytes: a power of two in which the longest field fits twice."""
        longest = max(file.longest for file in (*self.nodes.values(), *self.edges.values()))
        return max(_LEAST_BUFFER, 1 << (2 * longest).bit_length())


def _write_records(selection: Selection, writing: _Writing) -> None:
    digest = identity("store")
    for name in RECORD_KINDS:
        kind: Any = RECORD_KINDS[name]
        for record in selection.view.store.records(kind):
            row = record_row(record)
            digest = identity(digest, row["id"], row["record"])
            writing.node("EdgewiseRecord", (OURS, "EdgewiseRecord"), row["id"], row, _RECORD)
    for state in ({"id": "store", "format": FORMAT, "revision": 1, "token": digest}, {"id": "graph", "turn": 2, "shape": SHAPE}):
        writing.node("EdgewiseStore", (OURS, "EdgewiseStore"), str(state["id"]), state, _STATE)


def _write_graph(selection: Selection, writing: _Writing) -> None:
    projection = selection.projection()
    for row in derived_rows(projection):
        writing.node("EdgewiseDerived", (OURS, "EdgewiseDerived"), row["id"], row, DERIVED)
    for one in graph_of(selection, projection):
        if isinstance(one, Node):
            writing.node(one.kind, one.labels, one.id, one.properties, NODE_PROPERTIES[one.kind])
        else:
            writing.edge(one)


def _field(value: Any) -> str:
    """A field: nothing where there is no value; text always in quotes, so that an empty one is one, and spaces stay."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list():
            return _field(_BETWEEN.join(one.replace(_BETWEEN, "\ufffd") for one in value))
        case _:
            return '"' + str(value).replace('"', '""') + '"'


_AFTER = """\
// An import has no empty lists.
MATCH (n:Entity:Edgewise) WHERE n.aliases IS NULL SET n.aliases = [];
"""
_HEAD = """\
#!/bin/sh
# Imports a whole store of edgewise into a new Neo4j database (5.x or later). On the machine of the server, while it is stopped:
#   sh import.sh                                  # makes the database neo4j; NEO4J_DATABASE names another
#   sh import.sh --overwrite-destination=true     # where there is one already: what is in it is lost
# Then start the server, and do what an import cannot, above all make the indexes:
#   cypher-shell -f after-import.cypher
# Then ask: edgewise ask "how is Amazon linked to ICE?" --store neo4j://localhost:7687
set -eu
cd "$(dirname "$0")"
exec "${NEO4J_ADMIN:-neo4j-admin}" database import full "${NEO4J_DATABASE:-neo4j}" "$@" \\
"""


def _script(writing: _Writing) -> str:
    options: Iterator[str] = (
        f"  --{kind}={name} \\\n" for kind, files in (("nodes", writing.nodes), ("relationships", writing.edges)) for name in files
    )
    rest = f"  --array-delimiter=U+001F --multiline-fields=true --read-buffer-size={writing.buffer}\n"
    return _HEAD + "".join(options) + rest


NEO4J_ADMIN = Format(
    name="neo4j-admin",
    opens="Neo4j's bulk import",
    edges=is_supported,
    folder=write_bulk,
    whole=True,
    cannot=(
        "A part of the graph: what is imported is a whole store",
        "Indexes and empty lists: after-import.cypher makes them, once the server runs",
    ),
)
