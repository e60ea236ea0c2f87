"""The canvas: a picture that a reader grows and prunes step by step, worked out from its address alone.

state (the query) -> start (which names first) -> arranging (the steps, and where names stand) -> seeing (filters) -> Canvas
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model import Link
from ...project import Project
from ...questions.show import link_sentence, show_entity, show_links
from ...questions.view import GraphView
from .. import style
from ..drawing import bends, entity_drawn, link_drawn
from ..layout import Point
from ..picture import MOST_ENTITIES, MOST_LINKS, Picture
from ..safe import named, one_line
from .arranging import MORE, Arranged, arranged, pinned
from .neighbours import entity_id, link_id, neighbours, total
from .seeing import Filtered, Legend, Row, Seen, seen
from .state import CanvasState, Filter, Pin, Step, cut, state_of

__all__ = [
    "MORE", "Canvas", "CanvasState", "Filter", "Filtered", "Legend", "Named", "Partly", "Pin", "Row", "Step", "canvas", "cut",
    "entity_id", "link_id", "neighbours", "picture_of_canvas", "points_of", "state_of",
]  # fmt: skip

_NOTES = 5  # names whose missing neighbours are said in words


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the graph."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Partly:
    """A name, how many of its neighbours are in sight, and how many it has in the whole graph."""

    id: str
    name: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Canvas:
    """One picture, in vis-network's words. `nodes` the most important first, `edges` best first; `undrawn` are the
    links among the nodes that are listed, never drawn: refuted, or speech about a claim.

    `state` is what it was made from, `address` its query. `left_out` are the names in the focus, or whose neighbours were asked for, that
    have neighbours which are not in sight.
    """

    title: str
    state: CanvasState
    address: str
    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    undrawn: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]
    left_out: tuple[Partly, ...]
    hidden: tuple[Named, ...]
    filtered: Filtered
    legend: Legend
    most: Mapping[str, int]
    chosen: str
    stamp: str


def canvas(view: GraphView, project: Project, state: CanvasState) -> Canvas:
    """Return the picture of a state. Cost: no claim is fetched; what earlier pictures of the view have worked out is used again.

    Raises UsageError for what is not in the graph or is too much to draw, saying what to do instead; NameUnknown, QueryError.
    """
    found, sight = _found(view, project, state)
    where = points_of(view, project, state)
    parts = _parts(view, sight)
    opened = [parts[id] for id in dict.fromkeys((*found.focus, *found.opened)) if id in parts]
    left_out = tuple(one for one in opened if one.shown < one.total)
    held = {entity_id(view, pin.id) for pin in state.pins}
    return Canvas(
        title=one_line(found.title),
        state=state,
        address=state.address,
        nodes=tuple(_node(view, id, where[id], parts[id], asked=id in found.focus, held=id in held) for id in sight.names),
        edges=_edges(view, project, sight, where),
        undrawn=tuple(_said(view, project, id, link) for id, link in sight.undrawn.items()),
        notes=tuple(map(one_line, _notes(found, sight, left_out))),
        left_out=left_out,
        hidden=tuple(Named(id, named(view.entities[id].name), view.entities[id].type) for id in found.hidden),
        filtered=sight.filtered,
        legend=sight.legend,
        most={"names": MOST_ENTITIES, "links": MOST_LINKS},
        chosen=(entity_id(view, state.chosen) or link_id(view, state.chosen) or "") if state.chosen else "",
        stamp=view.stamp,
    )


def picture_of_canvas(view: GraphView, project: Project, state: CanvasState) -> Picture:
    """Return what is in sight as a picture with its claims, for the pages and files that show them."""
    found, sight = _found(view, project, state)
    entities = tuple(show_entity(view.entities[id]) for id in sight.names)
    links = show_links(view, project, (*sight.links.values(), *sight.undrawn.values()))
    left_out = [one for id, one in _parts(view, sight).items() if id in found.focus and one.shown < one.total]
    note = ". ".join(map(one_line, _notes(found, sight, left_out)))
    return Picture(one_line(found.title), entities, links, tuple(id for id in found.focus if id in sight.names), note and f"{note}.")


def points_of(view: GraphView, project: Project, state: CanvasState) -> dict[str, Point]:
    """Return where the names of a picture stand, hidden ones too."""
    return pinned(view, arranged(view, project, state).where, state.pins)


def _found(view: GraphView, project: Project, state: CanvasState) -> tuple[Arranged, Seen]:
    found = arranged(view, project, state)
    return found, seen(view, project.ontology, found.names, (*found.focus, *found.added), state)


def _parts(view: GraphView, sight: Seen) -> dict[str, Partly]:
    return {id: Partly(id, named(view.entities[id].name), sight.beside[id], total(view, id)) for id in sight.names}


def _node(view: GraphView, id: str, point: Point, part: Partly, *, asked: bool, held: bool) -> dict[str, Any]:
    entity = view.entities[id]
    return {
        "id": id, "name": part.name, "type": entity.type, "x": point[0], "y": point[1], "pinned": held, "focus": asked,
        "shown": part.shown, "total": part.total, **entity_drawn(entity.name, entity.type, asked=asked),
    }  # fmt: skip


def _edges(view: GraphView, project: Project, sight: Seen, where: Mapping[str, Point]) -> tuple[dict[str, Any], ...]:
    number = {id: place for place, id in enumerate(sight.names)}
    pairs = [(number[link.subject], number[link.object]) for link in sight.links.values()]
    bent = bends(pairs, [where[id] for id in sight.names])
    edges = []
    for (id, link), bend in zip(sight.links.items(), bent, strict=True):
        said = _said(view, project, id, link)
        drawn = link_drawn(link, said["sentence"], said["words"], symmetric=project.ontology.relation(link.relation).symmetric)
        edges.append({**said, **drawn, **bend})
    return tuple(edges)


def _said(view: GraphView, project: Project, id: str, link: Link) -> dict[str, Any]:
    """What a link says and how it stands, without its claims."""
    return {
        "id": id, "from": link.subject, "to": link.object, "relation": link.relation, "standing": link.standing,
        "sentence": named(link_sentence(view, project, link)), "words": style.contested_words(link),
        "claims": len(link.claims), "contesting": len(link.contesting), "first": link.first, "last": link.last,
    }  # fmt: skip


def _notes(found: Arranged, sight: Seen, left_out: Sequence[Partly]) -> list[str]:
    notes = [f"{one.shown:,} of {one.total:,} neighbours of {one.name} shown" for one in left_out[:_NOTES]]
    if more := len(left_out) - _NOTES:
        notes += [f"{more} more names have neighbours that are not shown"] if more > 0 else []
    notes += found.notes
    if found.hidden:
        notes.append(f"{_number(len(found.hidden), 'name')} hidden")
    if sight.filtered.names or sight.filtered.links:
        undated = f", {sight.filtered.undated:,} of them without a date" if sight.filtered.undated else ""
        names, links = _number(sight.filtered.names, "name"), _number(sight.filtered.links, "link")
        notes.append(f"{names} and {links} left out by filters{undated}")
    if sight.undrawn:
        notes.append(f"{_number(len(sight.undrawn), 'link')} listed in the table, never drawn: refuted, or said about a claim")
    return notes


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
