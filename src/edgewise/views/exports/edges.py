"""Entities as nodes and links as edges, with attributes that are plain values: what GraphML, GEXF and spreadsheets share.

Edges join entities only; an edge has the link's id, so that parallel ones stay apart. Its words are those of its best claim, which
supports it: no denial is among them. Text is without control characters and whatever else no XML file can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...model import Entity
from ...questions.nouns import LinkLine
from ..safe import named, web_address, xml_text
from ..style import is_drawn
from .selection import Selection
from .tables import ColumnType

NODE_ATTRIBUTES: Mapping[str, ColumnType] = {"type": "text", "aliases": "text"}
EDGE_ATTRIBUTES: Mapping[str, ColumnType] = {
    "relation": "text", "about": "text", "indirect": "flag", "symmetric": "flag", "standing": "text", "support": "text",
    "contest": "text", "first": "text", "last": "text", "claims": "whole", "contesting": "whole", "quote": "text", "said_by": "text",
    "document": "text", "url": "text", "file": "text", "part": "text",
}  # fmt: skip
"""`claims` and `contesting` are how many; `quote` to `part` are of the best claim: its words, who says it, its document's title and
address, where that was found, and the page or row of it. Dates are EDTF."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity. `attributes` are its `NODE_ATTRIBUTES` that have a value."""

    id: str
    label: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from `source` to `target`, both ids of nodes. `attributes` are its `EDGE_ATTRIBUTES` that have a value."""

    id: str
    source: str
    target: str
    label: str
    attributes: Mapping[str, Any]


def nodes(selection: Selection, between: str) -> Iterator[Node]:
    """Yield the nodes, sorted by id; `between` stands between aliases, and in none of them."""
    for entity in selection.nodes(is_drawn):
        yield _node(entity, between)


def edges(selection: Selection) -> Iterator[Edge]:
    """Yield the links that are lines in a picture, sorted by id."""
    for line in selection.link_lines(is_drawn):
        yield Edge(line.id, line.subject_id, line.object_id, xml_text(line.sentence), _attributes(_of_link(line)))


def _node(entity: Entity, between: str) -> Node:
    aliases = between.join(named(alias).replace(between.strip(), " ") for alias in entity.aliases)
    return Node(entity.id, named(xml_text(entity.name)), _attributes({"type": entity.type, "aliases": aliases or None}))


def _of_link(line: LinkLine) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in EDGE_ATTRIBUTES if hasattr(line, name)}
    values |= {"claims": line.count, "contesting": len(line.contesting)}
    if line.claim is not None:
        best = line.claim
        values |= {
            "quote": best.quote,
            "said_by": best.said_by,
            "document": best.title,
            "url": web_address(best.url),
            "file": best.source,
            "part": best.part,
        }
    return values


def _attributes(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in values.items() if value is not None}


def spelled(value: Any) -> str:
    """Return a value as XML files spell it: true and false in small letters."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def in_order(attributes: Mapping[str, Any], known: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the attributes in the order of those known."""
    return ((name, attributes[name]) for name in known if name in attributes)
