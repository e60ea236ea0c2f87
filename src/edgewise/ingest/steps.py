"""What happens to each document between its file and the store. Independent of all others, and of where it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import DocumentError
from ..extract.base import Extractor
from ..extract.grounding import Grounded
from ..extract.in_order import in_order
from ..extract.read import read
from ..loading import Loaded, Place, Profile, Unread, bytes_of, read_file
from ..model import Record, Source
from ..project import Project
from ..stores.union import joined, newest
from .report import State


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps work with; goes to other processes."""

    project: Project
    profiles: Sequence[Profile]
    extractor: Extractor


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, and what the store holds of the sources in it, by locator. `data` are its bytes, where they were read already."""

    place: Place
    held: Mapping[str, Source] = field(default_factory=dict)
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: where it was found, its id, who read what its file states as data, and what the store is to keep.

    There is nothing to keep of one that was read before.
    """

    locator: str
    document: str
    stated_by: tuple[str, ...]
    profile: str
    notes: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    claims: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a file; `digest` is the sha256 of the bytes in which all that came before was found, "" where it has none."""

    digest: str


Outcome = Read | Unread | Done


@dataclass(slots=True)
class Work:
    """One document on its way through the steps: each step fills in the next field. `held` is what the store holds of its source."""

    loaded: Loaded
    held: Source | None
    state: State = "new"
    grounded: Grounded | None = None

    @property
    def stated_by(self) -> tuple[str, ...]:
        return (self.loaded.stated.by,) if self.loaded.stated else ()

    def read(self) -> Read:
        loaded, grounded = self.loaded, self.grounded
        known = Read(loaded.locator, loaded.document.id, self.stated_by, loaded.profile, loaded.notes)
        if grounded is None:
            return known
        records: tuple[Record, ...] = (loaded.document, *grounded.mentions, *grounded.claims, *grounded.readings)
        return replace(known, records=records, claims=len(grounded.claims), refused=len(grounded.refused))


def compared(held: Source | None, locator: str, document: str, readers: Iterable[str]) -> tuple[State, Source | None]:
    """Say whether a source is new, held another document, or holds this very one: then whether all readers have read it. And return
    what the store is to hold of it; None where that is what it holds already.

    A document that is read again keeps the revision of its source: the source did not change, and whoever forgot it meanwhile, in
    another store, has forgotten it. Only where another project's declarations are read with is it another revision, as neither is newer.
    """
    readers = newest(readers)
    if held is None or held.document != document:
        state: State = "new" if held is None or held.document is None else "replaced"
        return state, Source(locator, document, held.revision + 1 if held else 1, readers)
    known = joined(held.read_by, readers)
    if known == held.read_by:
        return "unchanged", None
    return "reread", replace(held, read_by=known, revision=held.revision + (newest((*held.read_by, *known)) != known))


def compare(work: Work, tools: Tools) -> None:
    """Find out whether the document has to be read."""
    readers = (*tools.extractor.readers, *work.stated_by)
    work.state, _ = compared(work.held, work.loaded.locator, work.loaded.document.id, readers)


def extract(work: Work, tools: Tools) -> None:
    """Read mentions and claims, and check them; what is unchanged was read before."""
    if work.state != "unchanged":
        work.grounded = read(work.loaded.document, tools.extractor, tools.project, work.loaded.stated)


STEPS: tuple[Callable[[Work, Tools], None], ...] = (compare, extract)
"""What happens to each document between loading and storing."""


def outcomes(tasks: Iterable[Task], tools: Tools) -> Iterator[tuple[Task, Outcome]]:
    """Yield what comes of each file's documents, in their order, and after each file that it is done.

    What cannot be read gives its reason, so that the next run tries again.
    """

    def worked(one: tuple[Task, Loaded | Unread | Done]) -> tuple[Task, Outcome]:
        task, loaded = one
        return task, _worked(Work(loaded, task.held.get(loaded.locator)), tools) if isinstance(loaded, Loaded) else loaded

    return in_order(worked, ((task, one) for task in tasks for one in _load(task, tools)), tools.extractor)


def _load(task: Task, tools: Tools) -> Iterator[Loaded | Unread | Done]:
    digest = ""
    try:
        data = bytes_of(task.place, tools.profiles) if task.data is None else task.data
        digest = hashlib.sha256(data).hexdigest()
    except DocumentError:
        data = None  # read_file says what is the matter
    yield from read_file(task.place, tools.profiles, data)
    yield Done(digest)


def _worked(work: Work, tools: Tools) -> Read | Unread:
    try:
        for step in STEPS:
            step(work, tools)
    except DocumentError as problem:
        return Unread(work.loaded.locator, str(problem), work.loaded.locator)
    return work.read()
