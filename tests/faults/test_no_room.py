"""A disk that is full stops edgewise with one line that names the file; what was there stays, and with room the work is done.

No file may grow beyond a size here, which is what a full disk looks like to who writes; where a small disk can be mounted, that too.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty import READER, Ended, Machine, state_at
from soak_faults import differences

SMALL = 600_000  # bytes: more than a new store has, less than the first pile needs


def refused(done: Ended, path: Path) -> bool:
    """Whether a command said in one line that this file cannot be written, and why that may be."""
    lines = done.err.strip().splitlines()
    return done.code == 1 and len(lines) == 1 and str(path) in lines[0] and "cannot be written" in lines[0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 640 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no disk can be mounted here; what a file may not outgrow is tested all the same")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("command", [("ingest", "first", *READER), ("load", "first.jsonl")], ids=["ingest", "load"])
def test_what_has_no_room_leaves_a_store_that_can_be_read_and_is_done_with_room(at: Machine, command: tuple[str, ...]) -> None:
    store = at.folder / "new.db"
    assert refused(at.run(*command, "--store", str(store), largest=SMALL), store)
    assert state_at(str(store)).graph.links == ()
    at.must(*command, "--store", str(store))
    assert differences(state_at(str(at.folder / "first.db")), state_at(str(store))) == []


def test_a_full_disk_is_told_and_what_is_on_it_can_be_read(at: Machine, small_disk: Path) -> None:
    store = small_disk / "new.db"
    assert refused(at.run("ingest", "first", *READER, "--store", str(store)), store)
    assert at.run("query", "most_linked", "--json", "--store", str(store)).out.strip() == "[]"
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    at.must("ingest", "first", *READER, "--store", str(store))
    assert differences(state_at(str(at.folder / "first.db")), state_at(str(store))) == []


def test_a_decision_without_room_is_taken_again_with_room(at: Machine) -> None:
    shutil.copy(at.folder / "first.db", at.folder / "undisturbed.db")
    decide = ("names", "decide", "Bill Roe", "William Roe", "--verdict", "same", "--store")
    assert refused(at.run(*decide, "first.db", largest=36_000), Path("first.db"))  # room for what who reads needs, and for little more
    for store in ("first.db", "undisturbed.db"):
        at.must(*decide, store)
    assert differences(state_at(str(at.folder / "undisturbed.db")), state_at(str(at.folder / "first.db"))) == []


def test_a_dump_without_room_leaves_the_last_one(at: Machine) -> None:
    last, names = (at.folder / "first.jsonl").read_bytes(), sorted(one.name for one in at.folder.iterdir())
    done = at.run("dump", "first.jsonl", "--store", "first.db", largest=SMALL // 10)
    assert refused(done, Path("first.jsonl"))
    assert (at.folder / "first.jsonl").read_bytes() == last
    assert sorted(one.name for one in at.folder.iterdir()) == names


def test_an_export_without_room_leaves_nothing_half(at: Machine) -> None:
    names = sorted(one.name for one in at.folder.iterdir())
    assert refused(at.run("export", "graphml", "-o", "graph.graphml", "--store", "first.db", largest=36_000), Path("graph.graphml"))
    assert sorted(one.name for one in at.folder.iterdir()) == names


def test_what_is_derived_costs_only_time_where_it_cannot_be_kept(at: Machine) -> None:
    (at.folder / "new.db-derived").write_text("a file, where a folder is to be")
    at.must("ingest", "first", *READER, "--store", "new.db")
    at.must("ask", "how is Acme Data linked to Borealis Systems?", "--store", "new.db")
    at.must("ingest", "second", *READER, "--store", "new.db")
    at.must("ingest", "second", *READER, "--store", "first.db")
    assert differences(state_at(str(at.folder / "first.db")), state_at(str(at.folder / "new.db"))) == []


def test_what_is_derived_costs_only_time_on_a_disk_that_is_full(at: Machine, small_disk: Path) -> None:
    (small_disk / "rest").write_bytes(b"\0" * 636 * 1024)
    (at.folder / "new.db-derived").symlink_to(small_disk)
    at.must("ingest", "first", *READER, "--store", "new.db")
    at.must("ask", "how is Acme Data linked to Borealis Systems?", "--store", "new.db")
    assert differences(state_at(str(at.folder / "first.db")), state_at(str(at.folder / "new.db"))) == []
