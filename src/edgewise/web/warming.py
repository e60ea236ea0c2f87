"""Work out before the first page what pages would else work out when they are first asked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from ..project import Project
from ..questions.home import home
from ..questions.names import nearest_names
from ..questions.network import network
from ..questions.view import GraphView
from ..views.canvas import CanvasState, canvas


def warm(view: GraphView, project: Project) -> None:
    """Have a view at hand for the first page, a search, a route and a picture: each keeps with the view what it has worked out."""
    home(view, project)
    nearest_names(view, "nobody is called so")
    network(view, project.names, project.ontology.of_kind("dealing"))
    canvas(view, project, CanvasState())


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python's search for unused circles away from what the block makes, then and later.

    A view is millions of objects and has no circles: it goes when nothing names it any more. To look through those of a large graph
    takes a second or two, in which every page waits, and would be done again and again while they are made.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
