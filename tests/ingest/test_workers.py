"""Piles that other processes read: the same record as this one would make, and what dies or hangs costs itself."""

from __future__ import annotations

import io
import multiprocessing
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from packing import mail, mailbox, zipped
from unruly import Fatal, Refusing, Unmade, Unruly, Waiting
from waiting import PATIENCE

from edgewise.errors import DeclarationError, DocumentError, UsageError, WorkerError
from edgewise.extract.read import extractor
from edgewise.ingest import Report, Watch, ingest
from edgewise.ingest.runners import cores, runner_of
from edgewise.ingest.steps import Read, Task, Tools
from edgewise.ingest.workers import SECONDS, Workers, _given
from edgewise.loading import Unread, find_files, profiles_of
from edgewise.model import Problem, Source
from edgewise.project import builtin
from edgewise.stores import open_store
from edgewise.stores.transfer import dump
from edgewise.testing.world import document

PROJECT = builtin()


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Palantir uses AWS in case {number}. AWS hosts ICM{number}.\n")
    return folder


def read(folder: Path, pile: Path, jobs: int, watch: Watch | None = None) -> tuple[Report, str]:
    """Ingest a pile into a new store; what that says, and all that the store holds then."""
    with open_store(str(folder / f"{jobs}.db")) as store:
        report = ingest([str(pile)], store, PROJECT, Unruly(folder), watch, jobs=jobs)
        held = io.StringIO()
        dump(store, held)
        return report, held.getvalue()


def test_the_record_is_the_same_whatever_the_number_of_jobs(pile: Path, tmp_path: Path) -> None:
    (pile / "03.mbox").write_bytes(mailbox(*(mail(f"AWS hosts M{n}.\n", Message_ID=f"<{n}@x.example>") for n in range(30))))
    (pile / "05.zip").write_bytes(zipped({"a.txt": "AWS hosts Z.", "p.png": "x", "b.txt": b"\xff\xfe\0"}))
    (pile / "07.txt").write_bytes(b"\xff\xfe\x00")
    one, held = read(tmp_path, pile, 1)
    assert (one.count("new"), len(one.failed), len(one.skipped)) == (42, 2, 1)
    for jobs in (2, 3):
        report, also = read(tmp_path, pile, jobs)
        assert (report.documents, report.failed, report.skipped) == (one.documents, one.failed, one.skipped)
        assert also == held


def test_the_rules_and_the_reader_read_the_same_once_they_have_travelled() -> None:
    here = extractor("auto", PROJECT)
    there = pickle.loads(pickle.dumps(here))
    read = document("Palantir's ICM system is hosted on Amazon Web Services. ICE renewed its contract with Palantir in 2019.")
    assert here.read(read) == there.read(read)
    assert there.readers == here.readers
    assert len(here.read(read).proposals) > 1


def test_what_kills_its_process_costs_itself_and_what_dies_once_costs_nothing(pile: Path, tmp_path: Path) -> None:
    (pile / "04.txt").write_text("This is deadly. AWS hosts ICM.\n")
    (pile / "08.txt").write_text("This is delicate. AWS hosts ICM.\n")
    report, _ = read(tmp_path, pile, 2)
    assert [one.source for one in report.documents] == [f"{n:02}.txt" for n in range(12) if n != 4]
    (failed,) = report.failed
    assert failed.path.endswith("04.txt")
    assert failed.reason == "the process that read it was killed (Killed; perhaps memory ran out), twice; leave it out, or split it"
    with open_store(str(tmp_path / "2.db")) as store:
        assert list(store.records(Problem)) == [Problem("04.txt", failed.reason)]
        assert len(list(store.records(Source))) == 11


def test_a_mailbox_that_kills_in_the_middle_keeps_what_came_before(pile: Path, tmp_path: Path) -> None:
    bodies = [
        "AWS hosts A.\n",
        "AWS hosts B.\n",
        "This is delicate. AWS hosts C.\n",
        "AWS hosts D.\n",
        "This is deadly.\n",
        "AWS hosts E.\n",
    ]
    (pile / "00.mbox").write_bytes(mailbox(*(mail(body, Message_ID=f"<{n}@x.example>") for n, body in enumerate(bodies))))
    report, _ = read(tmp_path, pile, 2)
    assert [d.source for d in report.documents if "mbox" in d.source] == [f"00.mbox/message {n}@x.example.eml" for n in range(4)]
    assert ([f.locator for f in report.failed], report.gone) == (["00.mbox"], [])


def test_what_never_ends_is_given_up_and_the_next_file_is_not_blamed(pile: Path, tmp_path: Path) -> None:
    """The clock is put forward once what never ends has begun. The file after it, in the same hand, may kill once, as any may."""
    (pile / "98.txt").write_text("This is endless.\n")
    (pile / "99.txt").write_text("This is delicate. AWS hosts ICM.\n")
    tools = Tools(PROJECT, profiles_of(PROJECT), Unruly(tmp_path))
    places = find_files([str(pile)], tools.profiles).files

    def now() -> float:
        return time.monotonic() + (2 * SECONDS if (tmp_path / "endless").exists() else 0)

    found = [outcome for _, outcome in Workers(1, Watch(), now).run(map(Task, places), tools)]
    assert [one.locator for one in found if isinstance(one, Read)] == [*(f"{n:02}.txt" for n in range(12)), "99.txt"]
    (failed,) = [one for one in found if isinstance(one, Unread)]
    assert (failed.locator, failed.reason) == ("98.txt", "was still being read after 300 seconds; split it, or leave it out")


def test_memory_does_not_grow_while_answers_wait(pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.ingest.workers.HELD", 1)
    monkeypatch.setattr("edgewise.ingest.workers.AHEAD", 2)
    taken: list[Path] = []
    tools = Tools(PROJECT, profiles_of(PROJECT), Unruly(tmp_path))

    def tasks() -> Iterator[Task]:
        for place in find_files([str(pile)], tools.profiles).files:
            taken.append(place.path)
            yield Task(place)

    running = Workers(1, Watch()).run(tasks(), tools)
    next(running)
    assert len(taken) <= 3
    assert len(list(running)) == 23
    assert len(taken) == 12


def test_a_run_that_is_stopped_keeps_what_was_read_and_the_next_goes_on(pile: Path, tmp_path: Path) -> None:
    done: list[int] = []
    report, _ = read(tmp_path, pile, 2, Watch(lambda count, total: done.append(count), stopped=lambda: done[-1] >= 3))
    assert 3 <= len(report.documents) < 12
    assert report.left == 12 - len(report.documents)
    with open_store(str(tmp_path / "2.db")) as store:
        again = ingest([str(pile)], store, PROJECT, Unruly(tmp_path))
        assert (again.count("unchanged"), again.count("new"), again.left) == (len(report.documents), report.left, 0)
        held = io.StringIO()
        dump(store, held)
    assert held.getvalue() == read(tmp_path, pile, 1)[1]


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        (Refusing, DeclarationError, "the lexicon is torn"),
        (Unmade, DocumentError, "no weights here"),
        (Fatal, WorkerError, r"was killed \(Killed.*\) before it began; give --jobs 1"),
    ],
)
def test_what_is_not_about_a_document_stops_the_run(
    kind: Callable[[Path], Unruly], error: type[Exception], words: str, pile: Path, tmp_path: Path
) -> None:
    tools = Tools(PROJECT, profiles_of(PROJECT), kind(tmp_path))
    tasks = map(Task, find_files([str(pile)], tools.profiles).files)
    with pytest.raises(error, match=words):
        list(Workers(1, Watch()).run(tasks, tools))


def test_who_gives_a_worker_much_to_do_does_not_wait_for_what_it_is_at() -> None:
    ours, theirs = multiprocessing.Pipe()
    given: Iterator[object] = _given(theirs)
    ours.send("first")
    assert next(given) == "first"
    much = b"x" * 4_000_000  # more than a pipe holds
    giving = Thread(target=ours.send, args=(much,), daemon=True)
    giving.start()
    giving.join(PATIENCE)
    assert not giving.is_alive()
    ours.close()
    assert list(given) == [much]


def test_who_reads_depends_on_the_pile_and_on_what_reads(tmp_path: Path) -> None:
    working, waiting = (Tools(PROJECT, (), kind(tmp_path)) for kind in (Unruly, Waiting))
    kinds = [type(runner_of(files, working, None, None, Watch())).__name__ for files in (1, 1000)]
    assert kinds == ["Here", "Workers" if cores() > 1 else "Here"]
    assert type(runner_of(1000, waiting, None, None, Watch())).__name__ == "Here"
    with pytest.raises(UsageError, match="EDGEWISE_LLM_PARALLEL"):
        runner_of(1000, waiting, 2, None, Watch())
    with pytest.raises(UsageError, match="asked from here"):
        runner_of(1000, waiting, None, "tcp://127.0.0.1:1", Watch())
    with pytest.raises(UsageError, match="not both"):
        runner_of(1000, working, 2, "tcp://127.0.0.1:1", Watch())
