"""`edgewise names` and the judgements that a team keeps in a file: proposed, decided, taken back, merged, and who says otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run, runner
from deciding import filled

from edgewise.decide import now
from edgewise.model import Judgement, Key
from edgewise.stores import open_store

BOARD, SHORT = "Metro Transit Board", "MTB"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return runner(capsys)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The pile of a board and its initials, as EDGEWISE_STORE; Ana decides."""
    address = filled(tmp_path / "pile.db")
    monkeypatch.setenv("EDGEWISE_STORE", address)
    monkeypatch.setenv("EDGEWISE_BY", "ana")
    return address


def entities(address: str) -> set[str]:
    with open_store(address) as store:
        return {entity.name for entity in store.projection().entities}


def pairs(run: Run) -> list[set[str]]:
    return [{row["left"], row["right"]} for row in json.loads(run("names", "candidates", "--json")[1])]


def test_what_is_proposed_is_decided_and_taken_back(run: Run, store: str) -> None:
    assert {BOARD, SHORT} in pairs(run)
    code, out, _ = run("names", "decide", SHORT, BOARD, "--verdict", "same", "--why", "its charter")
    assert code == 0
    assert f"“{SHORT}” (organization) and “{BOARD}” (organization) are one thing" in out
    assert SHORT not in entities(store)
    assert {BOARD, SHORT} not in pairs(run)
    (row,) = json.loads(run("names", "log", "--json")[1])
    assert (row["by"], row["verdict"], row["why"], row["became"], row["against"]) == ("ana", "SAME", "its charter", "", "")
    code, out, _ = run("names", "undo", row["id"][:10], "--json")
    assert code == 0
    assert json.loads(out)["became"].startswith("taken back by ana")
    assert SHORT in entities(store)
    assert {BOARD, SHORT} in pairs(run)
    assert run("names", "undo")[0] == 2, "nothing holds that could be taken back"


def test_what_one_document_means_is_decided_of_it_alone(run: Run, store: str) -> None:
    code, out, _ = run("names", "decide", "Powell", "William Roe", "--verdict", "same", "--document", "1.txt", "--json")
    assert code == 0
    assert "“Powell” (person, in 1.txt)" in json.loads(out)["what"]
    with open_store(store) as opened:
        (judgement,) = opened.records(Judgement)
        assert judgement.left is not None
        assert judgement.left.document is not None
        powells = [entity for entity in opened.projection().entities if entity.name == "Powell"]
    assert len(powells) == 1, "the other document's Powell stays"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("decide", BOARD, SHORT), 2, "--verdict"),
        (("decide", BOARD, SHORT, "--verdict", "perhaps"), 2, "perhaps"),
        (("decide", "Nobody Known", SHORT, "--verdict", "same"), 1, "no document here names 'Nobody Known'"),
        (("decide", BOARD, BOARD, "--verdict", "same"), 2, "are one thing already"),
        (("decide", "Powell", SHORT, "--verdict", "same", "--document", "9.txt"), 2, "no source '9.txt' is in the store"),
        (("decide", "Powell", SHORT, "--verdict", "same", "--document", "0.txt"), 2, "0.txt does not name 'Powell'"),
        (("undo", "ffff"), 2, "no one decision begins 'ffff'"),
    ],
)
def test_what_cannot_be_decided_is_said(run: Run, store: str, arguments: tuple[str, ...], code: int, said: str) -> None:
    found, _, err = run("names", *arguments)
    assert (found, said in err) == (code, True), err


def test_pairs_are_judged_without_a_store_and_a_bad_line_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"left": "ICE", "left_type": "org", "right": "DHS", "right_type": "org", "n": 1}\nno\n', encoding="utf-8")
    code, out, err = run("names", "judge", str(path))
    assert code == 1
    assert [json.loads(line)["decision"] for line in out.splitlines()] == ["different"]
    assert f"{path}: line 2: is not JSON" in err
    path.write_text('{"left": "Jane Roe", "right": "Dr. Jane Roe"}\n', encoding="utf-8")
    assert run("names", "judge", str(path))[0] == 0


def test_judgements_travel_in_a_file_that_is_the_same_each_time(run: Run, store: str, tmp_path: Path) -> None:
    run("names", "decide", SHORT, BOARD, "--verdict", "same")
    run("names", "decide", "Bill Roe", "William Roe", "--verdict", "different")
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    code, _, err = run("dump", "judgements", "-o", str(first))
    assert (code, err) == (0, "2 records written\n")
    kept = first.read_text(encoding="utf-8").splitlines()
    assert len(kept) == 3
    assert all('"kind":"Judgement"' in line for line in kept[1:])
    other = str(tmp_path / "other.db")
    run("load", str(first), "--store", other)
    run("dump", "judgements", str(second), "--store", other)
    assert second.read_bytes() == first.read_bytes()
    assert "0 records were new" in run("load", str(first))[1]


def test_who_decides_otherwise_is_said_on_load_and_in_the_log(run: Run, store: str, tmp_path: Path) -> None:
    run("names", "decide", SHORT, BOARD, "--verdict", "same")
    theirs = tmp_path / "theirs.db"
    keys = Key(BOARD, "Organization"), Key(SHORT, "Organization")
    with open_store(str(theirs)) as opened:
        opened.add([Judgement("DIFFERENT", "ben", now(), "two charters", *keys)])
    run("dump", "judgements", str(tmp_path / "theirs.jsonl"), "--store", str(theirs))
    code, _, err = run("load", str(tmp_path / "theirs.jsonl"))
    assert code == 0
    assert "decided differently" in err
    assert "ben says DIFFERENT" in err
    assert "ana says SAME" in err
    assert SHORT in entities(store), "the later one holds"
    rows = json.loads(run("names", "log", "--json")[1])
    assert [(row["by"], row["against"]) for row in rows] == [("ben", "ana said SAME"), ("ana", "ben said DIFFERENT")]
    run("names", "undo")
    assert "ben" not in [row["against"][:3] for row in json.loads(run("names", "log", "--json")[1])]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("novels", "x.jsonl"), "'novels' is no kind of record"), (("a.jsonl", "-o", "b.jsonl"), "two files to write to")],
)
def test_a_dump_of_something_else_is_usage(run: Run, store: str, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = run("dump", *arguments)
    assert code == 2
    assert said in err
