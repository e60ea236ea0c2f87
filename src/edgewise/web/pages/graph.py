"""The canvas: what its address says, as a page, as data to draw, as a table without scripts, and as files to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...errors import NameUnknown, UsageError
from ...questions.link import see_link
from ...questions.names import find_entity
from ...questions.view import GraphView
from ...stores.base import Table
from ...views import addresses
from ...views.canvas import Canvas, CanvasState, canvas, entity_id, link_id, picture_of_canvas, points_of, state_of
from ...views.canvas.panel import name_panel
from ...views.exports.graphml import as_graphml
from ...views.exports.selection import selected
from ...views.page import page as shareable_page
from ...views.svg import as_svg
from ..asked import Asked
from ..desk import Desk
from ..page import Elsewhere, File, Page, Place

_COLUMNS = ("sentence", "relation", "standing", "words", "drawn", "claims", "contesting", "first", "last", "id", "from", "to")
_LINKS, _NAMES = 200, 150  # rows of the table at a time: all of a picture at its start, and few enough to be swapped in a moment
_OF_TABLE = ("links_after", "undrawn_after", "names_after")  # how many rows come before those listed; no part of the picture
_OF_FORMS = ("add", "tick", "since", "until")  # what a form adds to a picture, which the next picture's address then says


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table of `total`, those after `offset`, with the addresses of the ones before and after."""

    shown: Sequence[Mapping[str, Any]]
    offset: int
    total: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A picture, and which of its links, of what is never drawn and of its names the tables list."""

    canvas: Canvas
    links: Rows
    undrawn: Rows
    names: Rows


def graph(desk: Desk, asked: Asked) -> Page:
    """The picture that the address describes, beside its table."""
    return _page(desk, asked, "graph.html")


def table(desk: Desk, asked: Asked) -> Page:
    """The same as a part of a page: names and links with everything that can be done to them."""
    return _page(desk, asked, "graph_table.html")


def panel(desk: Desk, asked: Asked) -> Page:
    """A part of a page about a name or a link, given by its id, beside the picture."""
    view, id = desk.view(), asked.text("id")
    state = state_of({name: values for name, values in asked.query.items() if name != "id"})
    if (entity := entity_id(view, id or state.chosen)) is not None:
        found = _drawn(view, desk, state)
        return Page("graph_name.html", view.entities[entity].name, name_panel(view, found, view.entities[entity]))
    link = link_id(view, id or state.chosen) if id or state.chosen else None
    if link is None:
        raise NameUnknown(f"the graph has no name and no link with the id {id[:16]!r}; choose one of the picture")
    return Page("graph_link.html", "A link", see_link(view, desk.project, link))


def onward(desk: Desk, asked: Asked) -> Elsewhere:
    """From a form to the next picture: a name to `add`, two that are ticked for their routes (`tick`), years `since` and `until`."""
    state = state_of({name: values for name, values in asked.query.items() if name not in _OF_FORMS})
    if name := asked.text("add"):
        state = state.then("a", find_entity(desk.view(), desk.project, name).id)
    if ticked := asked.texts("tick"):
        if len(ticked) != 2:
            raise UsageError(f"{len(ticked)} names are ticked; routes are found between two")
        state = state.then("r", *ticked)
    if "since" in asked.query or "until" in asked.query:
        given = asked.text("since") or asked.text("until")
        years = (asked.number("since", 0, 0, 9999), asked.number("until", 9999, 0, 9999))
        state = state.within(years if given else None)
    return Elsewhere(addresses.picture(state))


def _page(desk: Desk, asked: Asked, template: str) -> Page:
    found = _drawn(desk.view(), desk, state_of({name: values for name, values in asked.query.items() if name not in _OF_TABLE}))
    at = {name: asked.number(name, 0) for name in _OF_TABLE}
    links, undrawn = _rows(found.edges, found, at, "links_after", _LINKS), _rows(found.undrawn, found, at, "undrawn_after", _LINKS)
    listed = Listed(found, links, undrawn, _rows(found.nodes, found, at, "names_after", _NAMES))
    return Page(template, found.title, listed, table=lambda: _table(found), name="edgewise-graph", twin=found)


def _rows(all: Sequence[Mapping[str, Any]], found: Canvas, at: Mapping[str, int], name: str, most: int) -> Rows:
    """The rows that the address asks for; the first ones where it asks for some past the end."""
    offset = at[name] if at[name] < len(all) else 0

    def turned(to: int) -> str:
        others = {one: str(value) for one, value in {**at, name: to}.items() if value}
        return addresses.more(found.address, **others) if others else found.address

    before = turned(max(offset - most, 0)) if offset else ""
    after = turned(offset + most) if offset + most < len(all) else ""
    return Rows(all[offset : offset + most], offset, len(all), before, after)


def _drawn(view: GraphView, desk: Desk, state: CanvasState) -> Canvas:
    return replace(canvas(view, desk.project, state), address=addresses.picture(state))


def _table(found: Canvas) -> Table:
    """The links in sight, and last what is never drawn, which says so."""
    rows = ({**link, "drawn": drawn} for drawn, links in ((True, found.edges), (False, found.undrawn)) for link in links)
    return Table(_COLUMNS, tuple(tuple(row[column] for column in _COLUMNS) for row in rows))


def svg(desk: Desk, asked: Asked) -> File:
    """What is in sight as a picture."""
    found = canvas(desk.view(), desk.project, state_of(asked.query))
    return File(as_svg(found), "image/svg+xml", "edgewise-graph.svg")


def graphml(desk: Desk, asked: Asked) -> File:
    """What is in sight as a graph for other tools."""
    view = desk.view()
    picture = picture_of_canvas(view, desk.project, state_of(asked.query))
    entities, links = ([one.id for one in some] for some in (picture.entities, picture.links))
    text = "".join(as_graphml(selected(view, desk.project, entities=entities, links=links)))
    return File(text, "application/graphml+xml", "edgewise-graph.graphml")


def shareable(desk: Desk, asked: Asked) -> File:
    """What is in sight as a page of its own, with every quote, that asks nothing of any network."""
    view, state = desk.view(), state_of(asked.query)
    picture = picture_of_canvas(view, desk.project, state)
    return File(shareable_page(picture, points_of(view, desk.project, state)), "text/html", "edgewise-graph.html")


PLACES = (
    Place(addresses.GRAPH, graph, csv=True),
    Place(f"{addresses.GRAPH}/table", table, twins=False),
    Place(f"{addresses.GRAPH}/panel", panel, twins=False),
    Place(f"{addresses.GRAPH}/next", onward, twins=False),
    Place(f"{addresses.GRAPH}/picture.svg", svg, twins=False),
    Place(f"{addresses.GRAPH}/links.graphml", graphml, twins=False),
    Place(f"{addresses.GRAPH}/page.html", shareable, twins=False),
)
