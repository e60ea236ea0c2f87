"""The graph of a store, kept up with its records: made anew where they changed, whoever changed them."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Claim, Document, Judgement, Mention, Projection, Reading, Source
from .project import Project
from .resolve import Records, candidates, current_documents
from .resolve import project as make_graph
from .stores.base import Store

ATTEMPTS = 3  # at a graph of all records, where others add to them meanwhile


@dataclass(frozen=True, slots=True)
class Made:
    """How large a graph is, and how many candidates wait for a person beside it."""

    entities: int = 0
    links: int = 0
    candidates: int = 0


def refresh(store: Store, project: Project) -> Made:
    """Make the graph anew from all records, keep it if it differs from the store's, and say how large it is.

    Another process may add documents and make its own graph while this one is made, which is then made once more, else the older
    one would stay. A process that still adds makes the last graph itself, so nobody waits for it for longer than `ATTEMPTS`.
    """
    for _ in range(ATTEMPTS):
        sources = tuple(store.records(Source))
        graph, waiting = _make(store, project, sources)
        if graph != store.projection():
            store.project(graph)
        if tuple(store.records(Source)) == sources:
            break
    return Made(len(graph.entities), len(graph.links), waiting)


def _make(store: Store, project: Project, sources: tuple[Source, ...]) -> tuple[Projection, int]:
    documents = current_documents(store.records(Document), (s.document for s in sources))
    ids = [d.id for d in documents]
    records = Records(
        documents,
        tuple(store.of_documents(Mention, ids)),
        tuple(store.of_documents(Claim, ids)),
        tuple(store.records(Reading)),
        tuple(store.records(Judgement)),
        sources,
    )
    graph = make_graph(records, project)
    return graph, len(candidates(records.claims, records.sureness, {one.claim for one in graph.resolved}))
