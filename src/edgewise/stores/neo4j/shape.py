"""From what the driver gives to the plain JSON data of a `Table`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from neo4j.graph import Node, Path, Relationship


def plain(value: Any, ids: Mapping[str, Any]) -> Any:
    """Return a value as JSON data; `ids` gives our id for the element ids of the nodes that relationships join.

    Nodes, relationships and paths are as `Table` says; dates, times, durations and points become text, as does a number that
    JSON has no word for.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case Node():
            return {"labels": sorted(value.labels), "properties": _properties(value, ids)}
        case Relationship():
            start, end = ((ids.get(node.element_id) if node is not None else None) for node in value.nodes)
            return {"type": value.type, "start": start, "end": end, "properties": _properties(value, ids)}
        case Path():
            return {
                "nodes": [plain(node, ids) for node in value.nodes],
                "relationships": [plain(one, ids) for one in value.relationships],
            }
        case list() | tuple() if type(value) in (list, tuple):
            return [plain(one, ids) for one in value]
        case Mapping():
            return {str(key): plain(one, ids) for key, one in value.items()}
        case bytes() | bytearray():
            return value.hex()
        case _:
            return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(value: Node | Relationship, ids: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(one, ids) for key, one in sorted(value.items())}


def ends(values: Iterable[Any]) -> Iterator[Node]:
    """Yield the nodes that the relationships in these values join, however deep they lie; a node may come more than once."""
    for value in values:
        match value:
            case Relationship():
                yield from (node for node in value.nodes if node is not None)
            case Path():
                yield from value.nodes
            case list():
                yield from ends(value)
            case dict():
                yield from ends(value.values())
