"""Work out before the first page what pages would else work out when they are first asked for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..project import Project
from ..questions.home import home
from ..questions.names import nearest_names
from ..questions.routing.held import network
from ..questions.view import GraphView
from ..views.canvas import CanvasState, canvas

_TURN = 0.0005  # seconds


def warm(view: GraphView, project: Project) -> None:
    """Have a view at hand for the first page, a search, a route and a picture: each keeps with the view what it has worked out."""
    home(view, project)
    nearest_names(view, "nobody is called so")
    network(view, project.names, project.ontology.of_kind("dealing"))
    canvas(view, project, CanvasState())


@contextmanager
def beside_pages() -> Iterator[None]:
    """Make what the block makes without holding up the pages: for long work in a thread beside theirs.

    Threads take turns more often meanwhile, so that a page waits a tenth as long for its turn. And Python's search for unused circles
    leaves alone what is made, then and later: a view is millions of objects without circles, which it would look through again and again,
    a second or two each time, in which every page waits; a view goes when nothing names it any more.
    """
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(turn)
