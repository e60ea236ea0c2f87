"""Ingest: from files to a graph, as a tuple of steps one can point at; and taking a document out again.

Invariants: ingesting the same thing again changes nothing, unless who reads has improved; a document that cannot be read costs only
itself, and the store keeps why; records are added before the graph is made from them, so that a crash anywhere leaves a store that
the next run completes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal

from .errors import DocumentError, UsageError, one_of
from .extract.base import Extractor
from .extract.grounding import Grounded
from .extract.in_order import in_order
from .extract.read import read
from .loading import Loaded, Place, Profile, Unread, find_files, profiles_of, read_file
from .model import Problem, Record, Source
from .project import Project
from .refresh import refresh
from .stores.base import Store
from .stores.union import joined, newest

BATCH = 50  # documents a transaction: few enough to lose little in a crash, enough to keep a server busy

State = Literal["new", "unchanged", "replaced", "reread"]


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
    """What one run did, in the order it was done.

    `links` and `entities` count the graph after it, `candidates` what waits for a person beside it. `gone` is what was inside a file
    and is not there any more.
    """

    documents: list[Ingested] = field(default_factory=list)
    failed: list[Unread] = field(default_factory=list)
    skipped: list[Unread] = field(default_factory=list)
    entities: int = 0
    links: int = 0
    candidates: int = 0
    gone: list[str] = field(default_factory=list)

    def count(self, state: State) -> int:
        return sum(d.state == state for d in self.documents)

    def to_json(self) -> dict[str, object]:
        """Return the documented JSON shape; `claims` and `refused` count what this run read, `candidates` all in the store."""
        return {
            "documents": len(self.documents),
            "new": self.count("new"),
            "unchanged": self.count("unchanged"),
            "replaced": self.count("replaced"),
            "failed": [{"path": f.path, "reason": f.reason} for f in self.failed],
            "claims": sum(d.claims for d in self.documents),
            "refused": sum(d.refused for d in self.documents),
            "reread": self.count("reread"),
            "gone": len(self.gone),
            "candidates": self.candidates,
        }


@dataclass(slots=True)
class Work:
    """One document on its way through the steps: each step fills in the next field.

    `source` is what the store is to hold of where it was found; None where that is what it holds already.
    """

    loaded: Loaded
    state: State = "new"
    source: Source | None = None
    grounded: Grounded | None = None

    def records(self) -> Iterator[Record]:
        """Yield what the store keeps of it; nothing for an unchanged one."""
        if self.source is None or self.grounded is None:
            return
        yield self.loaded.document
        yield from self.grounded.mentions
        yield from self.grounded.claims
        yield from self.grounded.readings
        yield self.source


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps work with."""

    project: Project
    extractor: Extractor
    held: dict[str, Source]


def compare(work: Work, tools: Tools) -> None:
    """Say whether the source is new, held another document, or holds this very one: then whether all readers have read it.

    A document that is read again keeps the revision of its source: the source did not change, and whoever forgot it meanwhile, in
    another store, has forgotten it. Only where another project's declarations are read with is it another revision, as neither is newer.
    """
    loaded = work.loaded
    readers = newest((*tools.extractor.readers, *((loaded.stated.by,) if loaded.stated else ())))
    document = loaded.document.id
    held = tools.held.get(loaded.locator)
    if held is None or held.document != document:
        work.state = "new" if held is None or held.document is None else "replaced"
        work.source = Source(loaded.locator, document, held.revision + 1 if held else 1, readers)
        return
    known = joined(held.read_by, readers)
    if known == held.read_by:
        work.state = "unchanged"
    else:
        revision = held.revision + (newest((*held.read_by, *known)) != known)
        work.state, work.source = "reread", replace(held, read_by=known, revision=revision)


def extract(work: Work, tools: Tools) -> None:
    """Read mentions and claims, and check them; what is unchanged was read before."""
    if work.state != "unchanged":
        work.grounded = read(work.loaded.document, tools.extractor, tools.project, work.loaded.stated)


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

    `progress` is called with (files done, files in all). Raises StoreError when the store fails; a document that cannot
    be read is in `Report.failed`, and a Problem in the store until it can be.
    """
    profiles = profiles_of(project)
    found = find_files(paths, profiles)
    report = Report(failed=list(found.failed), skipped=list(found.skipped))
    tools = Tools(project, extractor, {s.locator: s for s in store.records(Source)})
    problems = {problem.locator: problem for problem in store.records(Problem)}
    store.add(_unread(found.failed, problems))
    total = len(found.files)
    loaded = _read(found.files, profiles, lambda done: progress(done, total))
    works = in_order(partial(_worked, tools=tools), loaded, extractor)
    met: set[str] = set()
    while batch := list(islice(works, BATCH)):
        records: list[Record] = []
        for work in batch:
            if isinstance(work, Unread):
                (report.skipped if work.on_purpose else report.failed).append(work)
                records += () if work.on_purpose else _unread([work], problems)
                continue
            met.add(work.loaded.locator)
            records += work.records()
            records += _was_read(work.loaded.locator, problems)
            report.documents.append(_ingested(work))
        store.add(records)
    progress(total, total)
    files = {place.path.relative_to(place.root).as_posix() for place in found.files}
    unread = {one.locator for one in (*report.failed, *report.skipped) if one.locator is not None}
    gone = [source for source in tools.held.values() if source.document is not None and _is_gone(source.locator, files, met, unread)]
    store.add(Source(source.locator, None, source.revision + 1) for source in gone)
    report.gone += (source.locator for source in gone)
    settled = [problem for problem in problems.values() if problem.reason is not None and _is_gone(problem.locator, files, met, unread)]
    store.add(Problem(problem.locator, None, problem.revision + 1) for problem in settled)
    made = refresh(store, project)
    report.entities, report.links, report.candidates = made.entities, made.links, made.candidates
    return report


def _read(places: Sequence[Place], profiles: Sequence[Profile], began: Callable[[int], None]) -> Iterator[Loaded | Unread]:
    """Yield what the files hold, and say at each how many were before it."""
    for number, place in enumerate(places):
        began(number)
        yield from read_file(place, profiles)


def _is_gone(locator: str, files: Set[str], met: Set[str], unread: Set[str]) -> bool:
    """Whether what was inside one of the files when that was last read is there no more: a row, a mail, a member.

    `met` is what was read this time; what of it could not be, or was left alone, is `unread` and may still have what it had.
    """
    if locator in met:
        return False
    steps = locator.split("/")
    above = {"/".join(steps[:count]) for count in range(1, len(steps))}
    return not files.isdisjoint(above) and unread.isdisjoint({locator, *above})


def _worked(loaded: Loaded | Unread, tools: Tools) -> Work | Unread:
    """Return the document after all steps; where one of them cannot read it, its reason, so that the next run tries again."""
    if isinstance(loaded, Unread):
        return loaded
    work = Work(loaded)
    try:
        for step in STEPS:
            step(work, tools)
    except DocumentError as problem:
        return Unread(loaded.locator, str(problem), loaded.locator)
    return work


def _unread(failed: Iterable[Unread], held: Mapping[str, Problem]) -> Iterator[Problem]:
    """Yield what the store is to hold of what could not be read; nothing where that is what it holds already."""
    for one in failed:
        before = held.get(one.locator) if one.locator is not None else None
        if one.locator is not None and (before is None or before.reason != one.reason):
            yield Problem(one.locator, one.reason, before.revision + 1 if before else 1)


def _was_read(locator: str, held: Mapping[str, Problem]) -> Iterator[Problem]:
    """Yield what the store is to hold of a source that could be read, and of the folders that it was read from."""
    for place in (locator, *map(str, PurePosixPath(locator).parents)):
        before = held.get(place)
        if before is not None and before.reason is not None:
            yield Problem(place, None, before.revision + 1)


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
