"""Files that did not change are not read again; and whatever else changed, they are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from packing import mail, mailbox, zipped

from edgewise.errors import StoreBusy
from edgewise.extract.read import extractor
from edgewise.ingest import Report, Watch, forget, ingest, steps
from edgewise.ingest.known import FILE, KnownFile, KnownFiles
from edgewise.ingest.patience import patiently
from edgewise.loading import Place, Profile, bytes_of
from edgewise.model import Problem, Source
from edgewise.project import Project, builtin, load_overlay
from edgewise.stores import open_store
from edgewise.stores.base import Store

PROJECT = builtin()
RULES = extractor("rules", PROJECT)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "hosted.txt").write_text("AWS hosts ICM.\n")
    (folder / "box.mbox").write_bytes(mailbox(mail(Message_ID="<1@x.example>"), mail("ICE uses ICM.\n", Message_ID="<2@x.example>")))
    (folder / "a.zip").write_bytes(zipped({"a.txt": "Palantir developed ICM.", "p.png": "x"}))
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    names: list[str] = []

    def seen(place: Place, profiles: Sequence[Profile]) -> bytes:
        names.append(place.path.name)
        return bytes_of(place, profiles)

    monkeypatch.setattr(steps, "bytes_of", seen)
    return names


def read(store: Store, pile: Path, project: Project = PROJECT) -> Report:
    return ingest([str(pile)], store, project, RULES)


def test_what_did_not_change_is_not_opened_and_reported_as_if_it_were(store: Store, pile: Path, opened: list[str]) -> None:
    first = read(store, pile)
    assert sorted(opened) == ["a.zip", "box.mbox", "hosted.txt"]
    stamp = store.stamp()
    again = read(store, pile)
    assert len(opened) == 3
    assert [(d.source, d.state, d.profile) for d in again.documents] == [(d.source, "unchanged", d.profile) for d in first.documents]
    assert (again.skipped, again.links, again.entities) == (first.skipped, first.links, first.entities)
    assert store.stamp() == stamp
    elsewhere = pile.rename(pile.with_name("moved"))
    moved = read(store, elsewhere)
    assert len(opened) == 3
    assert [s.path for s in moved.skipped] == [f"{elsewhere / 'a.zip'}/p.png"]


def changed(store: Store, pile: Path) -> None:
    (pile / "hosted.txt").write_text("IBM hosts ICM.\n")


def changed_unseen(store: Store, pile: Path) -> None:
    before = (pile / "hosted.txt").stat()
    changed(store, pile)
    os.utime(pile / "hosted.txt", ns=(before.st_atime_ns, before.st_mtime_ns))


def forgotten(store: Store, pile: Path) -> None:
    forget(store, PROJECT, "hosted.txt")


def replaced(store: Store, pile: Path) -> None:
    store.add([Source("hosted.txt", "0" * 64, 7, RULES.readers)])


def read_by_others(store: Store, pile: Path) -> None:
    (source,) = (s for s in store.records(Source) if s.locator == "hosted.txt")
    store.add([Source(source.locator, source.document, source.revision + 1, ("rules@1",))])


@pytest.mark.parametrize(
    ("happened", "state"),
    [(changed, "replaced"), (changed_unseen, "replaced"), (forgotten, "new"), (replaced, "replaced"), (read_by_others, "reread")],
)
def test_what_changed_is_read_and_it_alone(
    store: Store, pile: Path, opened: list[str], happened: Callable[[Store, Path], None], state: str
) -> None:
    read(store, pile)
    opened.clear()
    happened(store, pile)
    report = read(store, pile)
    assert opened == ["hosted.txt"]
    assert {d.source: d.state for d in report.documents}["hosted.txt"] == state
    assert report.count("unchanged") == 3


def test_one_that_is_forgotten_inside_a_file_brings_back_itself_alone(store: Store, pile: Path, opened: list[str]) -> None:
    read(store, pile)
    opened.clear()
    forget(store, PROJECT, "box.mbox/message 2@x.example.eml")
    report = read(store, pile)
    assert opened == ["box.mbox"]
    assert (report.count("new"), report.count("unchanged"), report.gone) == (1, 3, [])


def test_another_way_to_read_reads_all(store: Store, pile: Path, opened: list[str], tmp_path: Path) -> None:
    read(store, pile)
    (tmp_path / "own" / "loaders").mkdir(parents=True)
    profile = "name: note\nmatch: {suffix: [.txt]}\nread: text\ndocument: {kind: note, tier: 4}\n"
    (tmp_path / "own" / "loaders" / "note.yaml").write_text(profile)
    report = read(store, pile, load_overlay(tmp_path / "own", PROJECT))
    assert len(opened) == 6
    assert {d.profile for d in report.documents if d.source == "hosted.txt"} == {"note"}


def test_another_store_or_a_torn_or_missing_memory_costs_time_only(store: Store, pile: Path, opened: list[str], tmp_path: Path) -> None:
    read(store, pile)
    before = store.projection()
    beside = store.beside
    assert beside is not None
    with open_store(str(tmp_path / "other.db")) as other:
        assert other.beside is not None
        shutil.copytree(beside, other.beside)
        assert read(other, pile).count("new") == 4
        assert other.projection() == before
    (beside / FILE).write_bytes(b"not a database" * 1000)
    for name in (f"{FILE}-wal", f"{FILE}-shm"):
        (beside / name).unlink(missing_ok=True)
    opened.clear()
    assert read(store, pile).count("unchanged") == 4
    assert len(opened) == 3
    read(store, pile)
    assert len(opened) == 3
    shutil.rmtree(beside)
    assert read(store, pile).count("unchanged") == 4
    assert len(opened) == 6


def test_where_nothing_can_be_kept_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for folder in (None, tmp_path / "file" / "beside"):
        known = KnownFiles(folder, "1")
        known.keep([KnownFile("a.txt", "", "0", ())])
        assert known.get("a.txt", "") is None
        known.close()


def test_a_problem_that_came_from_elsewhere_is_settled_by_a_file_that_is_known(store: Store, pile: Path) -> None:
    read(store, pile)
    store.add([Problem("hosted.txt", "cannot be read")])
    read(store, pile)
    assert list(store.records(Problem)) == [Problem("hosted.txt", None, 2)]


def test_what_failed_in_part_is_tried_again(store: Store, pile: Path, opened: list[str]) -> None:
    (pile / "b.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "b.txt": b"\xff\xfe\0"}))
    for _ in range(2):
        opened.clear()
        assert len(read(store, pile).failed) == 1
    assert opened == ["b.zip"]


def test_what_another_run_did_meanwhile_is_not_undone(store: Store, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run reads a later text of the file between our reading of it and our adding: the later text is a later revision."""
    add = store.add

    def after_the_other(records: object) -> int:
        monkeypatch.setattr(store, "add", add)
        (pile / "hosted.txt").write_text("IBM hosts ICM.\n")
        read(store, pile)
        return add(records)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(store, "add", after_the_other)
    read(store, pile)
    (source,) = (s for s in store.records(Source) if s.locator == "hosted.txt")
    assert source.revision == 1
    read(store, pile)
    texts = {s.locator: s.revision for s in store.records(Source)}
    assert texts["hosted.txt"] in (1, 2)
    assert read(store, pile).count("unchanged") == 4


def test_a_store_that_another_writes_to_is_waited_for() -> None:
    said: list[str] = []
    tries = iter((1, 2, 3))

    def act() -> int:
        tried = next(tries)
        if tried < 3:
            raise StoreBusy("another writes")
        return tried

    assert patiently(act, Watch(say=said.append)) == 3
    assert said == ["another process is writing to the store; waiting for it", "the store is free again; going on"]
