"""Ingest: from files to a graph, as a tuple of steps one can point at; and taking a document out again.

Invariants: ingesting the same thing again changes nothing; a document that cannot be read costs only itself; records are
added before the graph is made from them, so that a crash anywhere leaves a store that the next run completes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Literal

from .errors import DocumentError, UsageError, one_of
from .extract.base import Extractor
from .extract.grounding import Grounded
from .extract.in_order import in_order
from .extract.read import read
from .loading import Loaded, Unread, find_files, profiles_of, read_documents
from .model import Claim, Document, Judgement, Mention, Projection, Reading, Record, Source
from .project import Project
from .resolve import Records, current_documents
from .resolve import project as make_graph
from .stores.base import Store

BATCH = 50  # documents a transaction: few enough to lose little in a crash, enough to keep a server busy
ATTEMPTS = 3  # at a graph of all records, where others add to them meanwhile

State = Literal["new", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one document: where it was found, the profile it was read with, and how many claims and refusals it gave."""

    source: str
    state: State
    profile: str
    claims: int = 0
    refused: int = 0
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What one run did, in the order it was done. `links` and `entities` count the graph after it."""

    documents: list[Ingested] = field(default_factory=list)
    failed: list[Unread] = field(default_factory=list)
    skipped: list[Unread] = field(default_factory=list)
    entities: int = 0
    links: int = 0

    def count(self, state: State) -> int:
        return sum(d.state == state for d in self.documents)

    def to_json(self) -> dict[str, object]:
        """Return the documented JSON shape; `claims` and `refused` count what this run read."""
        return {
            "documents": len(self.documents),
            "new": self.count("new"),
            "unchanged": self.count("unchanged"),
            "replaced": self.count("replaced"),
            "failed": [{"path": f.path, "reason": f.reason} for f in self.failed],
            "claims": sum(d.claims for d in self.documents),
            "refused": sum(d.refused for d in self.documents),
        }


@dataclass(slots=True)
class Work:
    """One document on its way through the steps: each step fills in the next field."""

    loaded: Loaded
    state: State = "new"
    grounded: Grounded | None = None

    def records(self, held: Source | None) -> Iterator[Record]:
        """Yield what the store keeps of it; nothing for an unchanged one."""
        if self.state == "unchanged" or self.grounded is None:
            return
        yield self.loaded.document
        yield from self.grounded.mentions
        yield from self.grounded.claims
        yield from self.grounded.readings
        yield Source(self.loaded.locator, self.loaded.document.id, held.revision + 1 if held else 1)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps work with."""

    project: Project
    extractor: Extractor
    held: dict[str, Source]


def compare(work: Work, tools: Tools) -> None:
    """Say whether the source is new, holds this very document already, or held another."""
    held = tools.held.get(work.loaded.locator)
    if held is not None and held.document is not None:
        work.state = "unchanged" if held.document == work.loaded.document.id else "replaced"


def extract(work: Work, tools: Tools) -> None:
    """Read mentions and claims, and check them; what is unchanged was read before."""
    if work.state != "unchanged":
        work.grounded = read(work.loaded.document, tools.extractor, tools.project)


STEPS: tuple[Callable[[Work, Tools], None], ...] = (compare, extract)
"""What happens to each document between loading and storing; independent of all others."""


def ingest(
    paths: Sequence[str],
    store: Store,
    project: Project,
    extractor: Extractor,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Read every document that `paths` (files, folders, globs) name into the store, then make the graph anew where it changed.

    `progress` is called with (documents done, documents in all). Raises StoreError when the store fails; a document that cannot
    be read is in `Report.failed`.
    """
    profiles = profiles_of(project)
    found = find_files(paths, profiles)
    report = Report(failed=list(found.failed), skipped=list(found.skipped))
    held = {s.locator: s for s in store.records(Source)}
    tools = Tools(project, extractor, held)
    total = len(found.files)
    places = iter(found.files)
    while batch := list(islice(places, BATCH)):
        records: list[Record] = []
        for work in in_order(partial(_worked, tools=tools), read_documents(batch, profiles), extractor):
            if isinstance(work, Unread):
                report.failed.append(work)
                continue
            records += work.records(held.get(work.loaded.locator))
            report.documents.append(_ingested(work))
            progress(len(report.documents) + len(report.failed) - len(found.failed), total)
        store.add(records)
    progress(total, total)
    graph = refresh(store, project)
    report.entities, report.links = len(graph.entities), len(graph.links)
    return report


def _worked(loaded: Loaded | Unread, tools: Tools) -> Work | Unread:
    """Return the document after all steps; where one of them cannot read it, its reason, so that the next run tries again."""
    if isinstance(loaded, Unread):
        return loaded
    work = Work(loaded)
    try:
        for step in STEPS:
            step(work, tools)
    except DocumentError as problem:
        return Unread(loaded.locator, str(problem))
    return work


def _ingested(work: Work) -> Ingested:
    loaded, grounded = work.loaded, work.grounded
    return Ingested(
        loaded.locator,
        work.state,
        loaded.profile,
        len(grounded.claims) if grounded else 0,
        len(grounded.refused) if grounded else 0,
        loaded.notes,
    )


def refresh(store: Store, project: Project) -> Projection:
    """Make the graph anew from all records, keep it if it differs from the store's, and return it.

    Another process may add documents and make its own graph while this one is made, which is then made once more, else the older
    one would stay. A process that still adds makes the last graph itself, so nobody waits for it for longer than `ATTEMPTS`.
    """
    for _ in range(ATTEMPTS):
        sources = tuple(store.records(Source))
        graph = _graph_of(store, project, sources)
        if graph != store.projection():
            store.project(graph)
        if tuple(store.records(Source)) == sources:
            break
    return graph


def _graph_of(store: Store, project: Project, sources: Sequence[Source]) -> Projection:
    documents = current_documents(store.records(Document), (s.document for s in sources))
    ids = [d.id for d in documents]
    return make_graph(
        Records(
            documents,
            tuple(store.of_documents(Mention, ids)),
            tuple(store.of_documents(Claim, ids)),
            tuple(store.records(Reading)),
            tuple(store.records(Judgement)),
        ),
        project,
    )


def forget(store: Store, project: Project, source: str) -> Source:
    """Take what a source holds out of the graph and return its tombstone; its records stay, so ingesting it again brings the same ids.

    `source` is a locator, or the end of exactly one. Raises UsageError that lists what is there.
    """
    held = [s for s in store.records(Source) if s.document is not None]
    found = [s for s in held if s.locator == source] or [s for s in held if s.locator.endswith("/" + source)]
    if len(found) != 1:
        what = "is in the store" if not found else "is meant: more than one ends so"
        raise UsageError(f"no source {source!r} {what}; sources: {one_of(s.locator for s in (found or held))}")
    tombstone = Source(found[0].locator, None, found[0].revision + 1)
    store.add([tombstone])
    refresh(store, project)
    return tombstone
