"""The canvas: what its address says, as a page, as data to draw, and as files to keep."""

from __future__ import annotations

from dataclasses import replace

from ...views.canvas import canvas, state_of
from .. import addresses
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place


def graph(desk: Desk, asked: Asked) -> Page:
    """The picture that the address describes."""
    state = state_of(asked.query)
    found = canvas(desk.view(), desk.project, state)
    return Page("graph.html", found.title, replace(found, address=addresses.picture(state)), name="edgewise-graph")


PLACES = (Place(addresses.GRAPH, graph),)
