"""Candidates: claims that were read but not surely enough for the graph. They wait for a person; no link, name or route comes of them."""

from __future__ import annotations

from ..model import Claim, Judgement, Source
from ..project import Project
from ..resolve import candidates as waiting
from ..resolve.reading import Sureness
from .nouns import ClaimShown
from .show import show_candidate
from .view import Graph, graph_view


def candidates(graph: Graph, project: Project, limit: int | None = None) -> tuple[ClaimShown, ...]:
    """Return the candidates of a store or view, the surest first, at most `limit` (None: all); () where there are none.

    They are the claims of current documents that are neither in the graph, as it was last made, nor rejected by a person. Cost: all
    claims of the store are looked through.
    """
    view = graph_view(graph)
    readings = (reading for some in view.readings.values() for reading in some)
    sureness = Sureness(readings, view.store.records(Source), view.store.records(Judgement))
    found = waiting(view.store.of_documents(Claim, view.documents), sureness, view.resolved.keys())
    return tuple(show_candidate(view, project, claim) for claim in found[:limit])
