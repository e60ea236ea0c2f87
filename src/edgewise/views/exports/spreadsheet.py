"""A pair of CSV files, nodes and edges, with the column names that Kumu and Gephi look for; any spreadsheet opens them.

Gephi takes Id, Label and Type of nodes, and Source, Target, Type (the direction), Kind, Id and Label of edges. Kumu takes ID (first),
Label and Type of elements, and ID, From and To (the first three), Direction, Type and Label of connections. The first column is called Id:
both compare names without regard to case, and Excel takes a file that begins with "ID" for one of another format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..style import is_drawn
from ..table import csv_lines
from .edges import EDGE_ATTRIBUTES, Edge, edges, nodes
from .format import Format
from .selection import Selection

_BETWEEN = "|"  # what Kumu takes for the end of one of several values
NODE_COLUMNS = ("Id", "Label", "Type", "Aliases")
_ATTRIBUTES = tuple(name for name in EDGE_ATTRIBUTES if name not in ("relation", "symmetric"))  # those two are Kind and Type
EDGE_COLUMNS = (
    "Id", "From", "To", "Source", "Target", "Type", "Direction", "Kind", "Label",
    *(name.replace("_", " ").capitalize() for name in _ATTRIBUTES),
)  # fmt: skip


def write_csv(selection: Selection, folder: Path) -> None:
    """Write `nodes.csv` and `edges.csv`. A cell that a spreadsheet would run as a formula begins with an apostrophe."""
    found = ((node.id, node.label, node.attributes["type"], node.attributes.get("aliases")) for node in nodes(selection, _BETWEEN))
    _write(folder / "nodes.csv", NODE_COLUMNS, found)
    _write(folder / "edges.csv", EDGE_COLUMNS, map(_row, edges(selection)))


def _row(edge: Edge) -> tuple[Any, ...]:
    way = "Undirected" if edge.attributes["symmetric"] else "Directed"
    ends = (edge.source, edge.target)
    what = (way, way.lower(), edge.attributes["relation"], edge.label)
    return (edge.id, *ends, *ends, *what, *(edge.attributes.get(name) for name in _ATTRIBUTES))


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    lines: Iterator[str] = csv_lines(columns, rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


CSV = Format(
    name="csv",
    opens="spreadsheets, Kumu, Gephi",
    edges=is_drawn,
    folder=write_csv,
    cannot=(
        "Claims: of each link only the best one's words, speaker, document and address",
        "Denials, and what is refuted, unconfirmed or planned: left out",
        "A text that begins like a formula as it is: an apostrophe stands before it",
        "What a link is about as a third end: its name is a column",
    ),
)
