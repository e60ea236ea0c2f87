"""Write the graph into the tables that Cypher reads: nodes and relationships by number, their properties by type."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import apsw

from ..graph import Edge, Node
from .file import PROPERTY_KEYS, VALUE_TABLES

_KEY = {key: number for number, key in enumerate(PROPERTY_KEYS, start=1)}
_BATCH = 5_000


def draw(connection: apsw.Connection, elements: Iterable[Node | Edge]) -> None:
    """Replace the graph by these elements, each relationship after its nodes, inside the caller's transaction."""
    tables = [f"{owner}_props_{kind}" for owner in ("node", "edge") for kind in VALUE_TABLES]
    for table in ("edges", "node_labels", "nodes", *tables):
        connection.execute(f"DELETE FROM {table}")
    numbers: dict[tuple[str, str], int] = {}
    edges = 0
    stream = iter(elements)
    while batch := list(islice(stream, _BATCH)):
        rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for element in batch:
            if isinstance(element, Node):
                number = numbers[element.kind, element.id] = len(numbers) + 1
                rows["INSERT INTO nodes VALUES(?)"].append((number,))
                rows["INSERT INTO node_labels VALUES(?, ?)"].extend((number, label) for label in element.labels)
                _add_properties(rows, "node", number, element.properties)
            else:
                edges += 1
                ends = numbers[element.start_kind, element.start], numbers[element.end_kind, element.end]
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


def ids_of(connection: apsw.Connection, numbers: Iterable[int]) -> Mapping[int, str]:
    """Return our id of each node number."""
    sql = f"SELECT node_id, value FROM node_props_text WHERE key_id = {_KEY['id']} AND node_id IN (SELECT value FROM json_each(?))"
    pairs: Iterator[tuple[int, str]] = connection.execute(sql, (json.dumps(sorted(set(numbers))),))
    return dict(pairs)
