"""A file that was cut, overwritten, copied in the middle of something or left after a crash: an error that names it, or right answers.

SQLite keeps no sums of its pages, and looking through a whole file at each start would take minutes. What is looked at as it is read:
that the file is as long as it says, the structure of each page, that texts are those of records, that a record of an answer is the one
of its id. A bit that turned within the text of a document, or within a number of the graph, is seen by nobody.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from faulty import READER, Machine, state_at
from soak_faults import differences

from edgewise.errors import StoreError
from edgewise.model import Claim
from edgewise.stores import open_store

PAGE = 4096  # bytes


@pytest.fixture
def store(at: Machine) -> Path:
    return at.folder / "first.db"


def told(path: Path) -> bool:
    """Whether reading all of a store ends in an error that names it; False where it can be read."""
    try:
        state_at(str(path))
    except StoreError as problem:
        return str(path) in str(problem)
    return False


@pytest.mark.parametrize("share", [0.001, 0.3, 0.999])
def test_a_file_that_was_cut_is_told(store: Path, share: float) -> None:
    content, before = store.read_bytes(), state_at(str(store))
    store.write_bytes(content[: int(share * len(content))])
    assert told(store) or (share > 0.99 and state_at(str(store)) == before)  # where no more than a part of an unused page is gone


def test_a_page_that_was_overwritten_is_told_or_matters_to_nobody(store: Path) -> None:
    content, before, draw = store.read_bytes(), state_at(str(store)), random.Random(7)
    seen = set()
    for _ in range(6):
        damaged = bytearray(content)
        start = draw.randrange(1, len(content) // PAGE) * PAGE
        damaged[start : start + PAGE] = draw.randbytes(PAGE)
        store.write_bytes(damaged)
        seen.add(told(store))
        assert told(store) or state_at(str(store)) == before
    assert True in seen


@pytest.mark.parametrize(("old", "new"), [('"relation"', '"relatjon"'), ('"relation":', '"relation";'), ('"uses"', '"used"')])
def test_a_record_that_is_not_what_was_written_is_told(store: Path, old: str, new: str) -> None:
    with open_store(str(store)) as opened:
        claim = next(one for one in opened.records(Claim) if one.relation == "uses")
    connection = apsw.Connection(str(store))
    connection.execute("UPDATE record_claim SET record = replace(record, ?, ?) WHERE id = ?", (old, new, claim.id))
    connection.close()
    with open_store(str(store)) as opened, pytest.raises(StoreError, match=r"first\.db is damaged .*load your last dump"):
        opened.get(Claim, claim.id)


def test_what_a_crash_left_beside_a_file_is_taken_in(at: Machine, store: Path) -> None:
    program = "import sys, os, edgewise.cli as cli\ntry: cli.main(sys.argv[1:])\nexcept SystemExit: os._exit(0)"
    with open_store(str(store)) as other:  # while somebody has it open, what is written stays beside it
        other.stamp()
        command = [sys.executable, "-c", program, "ingest", "second", *READER, "--store", "first.db"]
        subprocess.run(command, cwd=at.folder, env=dict(at.environment), check=True, capture_output=True)
        for name in ("first.db", "first.db-wal"):
            shutil.copy(at.folder / name, at.folder / name.replace("first", "copy"))
        shutil.copy(store, at.folder / "alone.db")
    assert (at.folder / "copy.db-wal").stat().st_size > 0
    copy, alone = state_at(str(at.folder / "copy.db")), state_at(str(at.folder / "alone.db"))
    assert differences(state_at(str(store)), copy) == []
    assert alone.graph != copy.graph  # without what lay beside it, it is what it was before
    at.must("ingest", "second", *READER, "--store", "alone.db")
    assert differences(copy, state_at(str(at.folder / "alone.db"))) == []


def test_what_lies_beside_another_file_is_told(at: Machine, store: Path) -> None:
    with open_store(str(store)) as other:
        other.stamp()
        at.must("ingest", "second", "third", *READER, "--store", "first.db")
        shutil.copy(at.folder / "other.db", at.folder / "mixed.db")
        shutil.copy(at.folder / "first.db-wal", at.folder / "mixed.db-wal")
    assert told(at.folder / "mixed.db")


def test_garbage_among_what_is_derived_costs_time_alone(at: Machine, store: Path) -> None:
    draw, expected = random.Random(7), at.must("ask", "how is Acme Data linked to Borealis Systems?", "--store", "first.db")
    derived = at.folder / "first.db-derived"
    for file in [one for one in derived.rglob("*") if one.is_file()]:
        file.write_bytes(draw.randbytes(5000))
    (derived / "not ours").mkdir()
    assert at.must("ask", "how is Acme Data linked to Borealis Systems?", "--store", "first.db") == expected
    at.must("ingest", "second", *READER, "--store", "first.db")
    at.must("load", "first.jsonl", "--store", "new.db")
    at.must("ingest", "second", *READER, "--store", "new.db")
    assert differences(state_at(str(at.folder / "new.db")), state_at(str(store))) == []
