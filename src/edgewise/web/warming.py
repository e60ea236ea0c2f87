"""Work out before the first page what pages would else work out when they are first asked for."""

from __future__ import annotations

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
