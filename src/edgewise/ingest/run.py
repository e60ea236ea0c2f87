"""One run: files that are known passed over, the others read by whoever is to, what they hold added, and the graph made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import replace
from pathlib import PurePosixPath

from ..errors import DocumentError
from ..extract.base import Extractor
from ..loading import Place, Unread, find_files, locator_of, profiles_of
from ..model import Document, Problem, Record, Source
from ..project import Project
from ..refresh import refresh
from ..stores.base import Store
from .held import Held
from .known import KnownFile, KnownFiles, digest_of, edition_of
from .patience import patiently
from .report import Ingested, Report, State
from .runners import runner_of
from .steps import Done, Outcome, Read, Task, Tools, compared
from .watch import Watch

BATCH = 50  # documents a transaction: few enough to lose little in a crash, enough to keep a server busy
LONG = 4_000_000  # code points of text a transaction, whatever their number


def ingest(
    paths: Sequence[str],
    store: Store,
    project: Project,
    extractor: Extractor,
    watch: Watch | None = None,
    *,
    jobs: int | None = 1,
    cluster: str | None = None,
) -> Report:
    """Read every document that `paths` (files, folders, globs) name into the store, then change the graph where that changed it.

    `jobs` processes read (1: this one; None: as many as this process may use cores, where the pile is worth it), or the workers of a
    Dask `cluster` (tcp://HOST:PORT); the record is the same. Raises StoreError when the store fails, WorkerError when nobody can be had
    to read; a document that cannot be read is in `Report.failed`, and a Problem in the store until it can be.
    """
    watch = watch or Watch()
    tools = Tools(project, profiles_of(project), extractor)
    finding = find_files(paths, tools.profiles)
    with closing(KnownFiles(store.beside, edition_of(project))) as known:
        run = _Run(store, tools, known, watch, len(finding.files))
        for unread in (*finding.failed, *(replace(one, on_purpose=True) for one in finding.skipped)):
            run.take_unread(unread)
        new = [place for place in finding.files if not run.knows(place)]
        if new and not watch.stopped():
            runner = runner_of(len(new), tools, jobs, cluster, watch)
            with closing(runner.run((run.task(place) for place in new), tools)) as found:
                for task, outcome in found:
                    run.take(task.place, outcome)
        return run.end()


class _Run:
    """What is under way: outcomes come in, records go to the store a batch at a time, and what is known of a file after its last."""

    def __init__(self, store: Store, tools: Tools, known: KnownFiles, watch: Watch, total: int) -> None:
        self._store, self._tools, self._known, self._watch, self._total = store, tools, known, watch, total
        self._held = Held(store.records(Source))
        self._problems = {problem.locator: problem for problem in store.records(Problem)}
        self._report = Report()
        self._batch: list[Read | Unread] = []
        self._length = 0  # of the texts in it
        self._found: list[Read | Unread] = []  # in the file that is being read
        self._replacing: list[Read] = []  # whose sources are to be changed at the end
        self._finished: list[KnownFile] = []  # whose last document is in the batch, or was added
        self._files: set[str] = set()
        self._met: set[str] = set()
        self._done = 0
        watch.progress(0, total)

    def task(self, place: Place) -> Task:
        """Return what is to be done with a file."""
        locator = _locator(place)
        return Task(place, {} if locator is None else self._held.of_file(locator))

    def knows(self, place: Place) -> bool:
        """Whether a file is what it was when it was read, and the store still holds what was found in it; then it is done."""
        locator = _locator(place)
        file = self._known.get(locator, place.profile) if locator is not None and not self._watch.stopped() else None
        if file is None or not all(self._is_held(one) for one in file.found) or digest_of(place) != file.digest:
            return False
        for one in file.found:
            self._take(one if isinstance(one, Read) else replace(one, path=f"{place.path}{one.path}"))
        self._end_file(file.locator)
        return True

    def _is_held(self, one: Read | Unread) -> bool:
        return isinstance(one, Unread) or self._compared(self._held.get(one.locator), one)[0] == "unchanged"

    def _compared(self, held: Source | None, read: Read) -> tuple[State, Source | None]:
        return compared(held, read.locator, read.document, (*self._tools.extractor.readers, *read.stated_by))

    def take(self, place: Place, outcome: Outcome) -> None:
        """Take what came of a file, in its order."""
        if not isinstance(outcome, Done):
            self._found.append(_told_of(outcome, place))
            self._take(outcome)
            return
        locator, found, self._found = _locator(place), tuple(self._found), []
        if locator is not None and outcome.digest and all(isinstance(one, Read) or one.on_purpose for one in found):
            self._finished.append(KnownFile(locator, place.profile, outcome.digest, found))
        self._end_file(locator)

    def take_unread(self, unread: Unread) -> None:
        """Take a path of which no file is to be read, or can be."""
        self._take(unread)

    def _end_file(self, locator: str | None) -> None:
        if locator is not None:
            self._files.add(locator)
        self._done += 1
        self._watch.progress(self._done, self._total)

    def _take(self, one: Read | Unread) -> None:
        self._batch.append(one)
        if isinstance(one, Read) and one.records:
            self._length += sum(len(record.text) for record in one.records[:1] if isinstance(record, Document))
        if len(self._batch) >= BATCH or self._length >= LONG:
            self._add()

    def _add(self) -> None:
        """Add what was taken, in one transaction; but not yet that a source has another text than the one that the graph is made of."""
        records: list[Record] = []
        held = self._held_now(one.locator for one in self._batch if isinstance(one, Read) and one.records)
        for one in self._batch:
            if isinstance(one, Unread):
                (self._report.skipped if one.on_purpose else self._report.failed).append(one)
                records += () if one.on_purpose else _unread(one, self._problems)
                continue
            state, source = self._compared(held.get(one.locator), one) if one.records else ("unchanged", None)
            if source is not None:
                records += one.records
                if state == "new":
                    records.append(source)
                else:
                    self._replacing.append(replace(one, records=()))
            records += _was_read(one.locator, self._problems)
            self._met.add(one.locator)
            self._report.documents.append(Ingested(one.locator, state, one.profile, one.claims, one.refused, one.notes))
        self._keep(records)
        self._known.keep(self._finished)
        self._batch, self._finished, self._length = [], [], 0

    def _replaced(self) -> Iterator[Source]:
        """Yield the sources that have another text, or other readers, by now: last of all, so that who asks while a pile is read gets
        the graph that there is, with where its sentences are from."""
        held = self._held_now(one.locator for one in self._replacing)
        for one in self._replacing:
            _, source = self._compared(held.get(one.locator), one)
            if source is not None:
                yield source

    def _held_now(self, locators: Iterable[str]) -> Mapping[str, Source]:
        """Return what the store holds of sources: what another run did to them meanwhile counts as if it had been before this one."""
        return {source.locator: source for source in self._store.some(Source, (Source(locator, None).id for locator in locators))}

    def _keep(self, records: Sequence[Record]) -> None:
        if records:
            patiently(lambda: self._store.add(records), self._watch)

    def end(self) -> Report:
        """Add the rest, take out what is gone, bring the graph up to its records, and return what was done."""
        self._add()
        report = self._report
        report.left = self._total - self._done
        unread = {one.locator for one in (*report.failed, *report.skipped) if one.locator is not None}
        gone = [source for source in self._held.there() if _is_gone(source.locator, self._files, self._met, unread)]
        report.gone += (source.locator for source in gone)
        settled = [
            one for one in self._problems.values() if one.reason is not None and _is_gone(one.locator, self._files, self._met, unread)
        ]
        self._keep(
            [
                *self._replaced(),
                *(Source(source.locator, None, source.revision + 1) for source in gone),
                *(Problem(problem.locator, None, problem.revision + 1) for problem in settled),
            ]
        )
        made = patiently(lambda: refresh(self._store, self._tools.project), self._watch)
        report.entities, report.links, report.candidates = made.entities, made.links, made.candidates
        return report


def _locator(place: Place) -> str | None:
    """The locator of a file; None where its name makes none, and whoever reads it says so."""
    try:
        return locator_of(place.path, place.root)
    except DocumentError:
        return None


def _told_of(one: Read | Unread, place: Place) -> Read | Unread:
    """What is kept of an outcome beside the store: no records, no path of this machine."""
    if isinstance(one, Read):
        return replace(one, records=(), claims=0, refused=0)
    return replace(one, path=one.path.removeprefix(str(place.path)))


def _is_gone(locator: str, files: Set[str], met: Set[str], unread: Set[str]) -> bool:
    """Whether what was inside one of the files when that was last read is there no more: a row, a mail, a member.

    `met` is what was read this time; what of it could not be, or was left alone, is `unread` and may still have what it had.
    """
    if locator in met:
        return False
    steps = locator.split("/")
    above = {"/".join(steps[:count]) for count in range(1, len(steps))}
    return not files.isdisjoint(above) and unread.isdisjoint({locator, *above})


def _unread(one: Unread, held: Mapping[str, Problem]) -> Iterator[Problem]:
    """Yield what the store is to hold of what could not be read; nothing where that is what it holds already."""
    before = held.get(one.locator) if one.locator is not None else None
    if one.locator is not None and (before is None or before.reason != one.reason):
        yield Problem(one.locator, one.reason, before.revision + 1 if before else 1)


def _was_read(locator: str, held: Mapping[str, Problem]) -> Iterator[Problem]:
    """Yield what the store is to hold of a source that could be read, and of the folders that it was read from."""
    for place in (locator, *map(str, PurePosixPath(locator).parents)) if held else ():
        before = held.get(place)
        if before is not None and before.reason is not None:
            yield Problem(place, None, before.revision + 1)
