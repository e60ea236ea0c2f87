"""The rows of a statement as a page shows them: names and links lead to their pages, everything else is text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import EntityType
from ..questions.view import GraphView
from ..stores.base import Table
from ..views import addresses
from ..views.safe import one_line, web_address

AT_ONCE = 200  # rows of a page, where nothing else is asked
MOST = 1_000
_LONGEST = 1_000  # characters of a cell on a page; its twins have them all


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell: its text, and the address it leads to, "" for none; `out` where that is not ours. `type` is that of a name."""

    text: str
    address: str = ""
    type: EntityType | None = None
    out: bool = False


Cell = tuple[Piece, ...]
"""A value: several pieces for a path or a list of nodes and links, none for null."""


@dataclass(frozen=True, slots=True)
class Results:
    """A table as a page shows it. `drawable`: something in it can be drawn; `truncated`: there are more rows than these."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    truncated: bool
    drawable: bool


def results(view: GraphView, table: Table) -> Results:
    """Return a table as a page shows it. Text that is the whole name of one entity alone leads there."""
    rows = tuple(tuple(tuple(_pieces(view, value)) for value in row) for row in table.rows)
    drawable = any(piece.type is not None or piece.address.startswith("/links/") for row in rows for cell in row for piece in cell)
    return Results(table.columns, rows, table.truncated, drawable)


def _pieces(view: GraphView, value: Any) -> Iterator[Piece]:
    if value is None:
        return
    if isinstance(value, str):
        yield _text(view, value)
    elif isinstance(value, Mapping) and value.keys() == {"labels", "properties"}:
        yield _node(view, value)
    elif isinstance(value, Mapping) and value.keys() == {"type", "start", "end", "properties"}:
        yield _relationship(view, value)
    elif isinstance(value, Mapping) and value.keys() == {"nodes", "relationships"}:
        yield from _path(view, value["nodes"], value["relationships"])
    elif isinstance(value, list | tuple) and value and all(isinstance(one, Mapping) and "properties" in one for one in value):
        for one in value:
            yield from _pieces(view, one)
    else:
        yield Piece(_cut(json.dumps(value, ensure_ascii=False)))


def _text(view: GraphView, value: str) -> Piece:
    known = [view.entities[value]] if value in view.entities else [one for one in view.called(value) if one.name == value]
    if len(known) == 1:
        return Piece(_cut(value), addresses.entity(known[0].id), known[0].type)
    if value in view.links:
        return Piece(value, addresses.link(value))
    address = web_address(value)
    return Piece(_cut(value), address or "", out=address is not None)


def _node(view: GraphView, node: Mapping[str, Any]) -> Piece:
    labels, properties = node["labels"], node["properties"]
    id = properties.get("id")
    if "Edgewise" in labels and isinstance(id, str):
        if "Entity" in labels and id in view.entities:
            return Piece(view.entities[id].name, addresses.entity(id), view.entities[id].type)
        if "Claim" in labels:
            return Piece(_cut(str(properties.get("quote", id))), addresses.claim(id))
        if "Document" in labels:
            return Piece(_cut(str(properties.get("title", id))), addresses.document(id))
    return Piece(_cut(json.dumps(node, ensure_ascii=False)))


def _relationship(view: GraphView, one: Mapping[str, Any]) -> Piece:
    """A link by the names it joins, the others (SUBJECT, IN, ...) by their type."""
    ends = [view.entities.get(end) for end in (one["start"], one["end"])]
    names = [end.name for end in ends if end is not None]
    return Piece(_cut(f" {one['type']} ".join(names) if len(names) == 2 else one["type"]), _to_link(view, one))


def _path(view: GraphView, nodes: Sequence[Mapping[str, Any]], relationships: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    """The nodes of a path and, between them, what joins them, pointing as one walks it."""
    for here, one in zip(nodes, relationships, strict=False):
        yield _node(view, here)
        onward = one["start"] == here["properties"].get("id")
        yield Piece(_cut(f"{one['type']} →" if onward else f"← {one['type']}"), _to_link(view, one))
    yield from (_node(view, node) for node in nodes[-1:])


def _to_link(view: GraphView, relationship: Mapping[str, Any]) -> str:
    id = relationship["properties"].get("id")
    return addresses.link(id) if id in view.links else ""


def _cut(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} … ({len(shown):,} characters)"
