"""Claims judged by people: what a sheet shows, how verdicts are taken from it, and that nothing of a document's text is kept."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import judge
import pytest
from verdicts import Verdict, read_verdicts, shares, write_verdicts

RIGHT = Verdict("a" * 64, "d" * 64, 10, 52, "right", "", "Ann", "rules@2", 0.9)
WRONG = replace(RIGHT, claim="b" * 64, start=60, end=90, verdict="wrong", why="direction", read_by="reader@1")


@pytest.fixture(scope="module")
def sheet(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A sheet of six claims drawn from the example documents."""
    path = tmp_path_factory.mktemp("judging") / "sheet.txt"
    assert judge.main(["draw", str(path), str(root / "loaders" / "example"), "--claims", "6", "--extractor", "rules"]) == 0
    return path.read_text(encoding="utf-8")


def test_a_sheet_shows_each_claim_in_words_with_its_sentence_marked(sheet: str) -> None:
    assert sheet.count("\n## ") == sheet.count("\nverdict: \n") == sheet.count("\nref: ") == 6
    for block in sheet.split("\n## ")[1:]:
        assert re.search(r"^>> \S", block, re.M)
        assert re.search(r"^claim: \S", block, re.M)
        assert re.search(r"^ +\[(?:affirmed|negated), \w+; said by ", block, re.M)


def test_the_same_seed_draws_the_same_claims_and_another_one_others(root: Path, sheet: str) -> None:
    again, other = (
        "\n".join(judge.draw([root / "loaders" / "example"], 6, seed, "rules")) for seed in (1, 2)
    )  # fmt: skip
    assert again in sheet
    assert re.findall("^ref: .*", again, re.M) != re.findall("^ref: .*", other, re.M)


def test_verdicts_are_taken_from_a_sheet_and_what_is_not_judged_is_left_out(sheet: str) -> None:
    filled = sheet.replace("verdict: \nwhy: ", "verdict: Right\nwhy: ", 1).replace("verdict: \nwhy: ", "verdict: wrong \nwhy: party", 1)
    first, second = judge.taken(filled, "Ann")
    assert [(v.verdict, v.why, v.by, v.read_by) for v in (first, second)] == [
        ("right", "", "Ann", "rules@2"),
        ("wrong", "party", "Ann", "rules@2"),
    ]
    assert first.claim in sheet
    assert first.document in sheet


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("verdict: good\nwhy: ", "unknown verdict 'good'; known: right, partly, wrong"),
        ("verdict: wrong\nwhy: ", "wrong with why ''"),
        ("verdict: right\nwhy: cut", "right with why 'cut'"),
        ("verdict: \nwhy: cut", "unknown verdict ''"),
        ("verdict: partly\nwhy: it says ICE uses ICM", "what is not right has one of relation, party"),
    ],
)
def test_a_verdict_that_cannot_be_understood_is_refused(sheet: str, written: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        list(judge.taken(sheet.replace("verdict: \nwhy: ", written, 1), "Ann"))


def test_a_sheet_is_not_written_into_the_repository(root: Path) -> None:
    with pytest.raises(SystemExit, match="outside of the repository"):
        judge.main(["draw", str(root / "tests" / "sheet.txt")])


def test_verdicts_are_kept_sorted_and_a_reader_can_think_again(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    assert read_verdicts(path) == []
    write_verdicts(path, [WRONG, RIGHT])
    write_verdicts(path, [*read_verdicts(path), replace(WRONG, verdict="partly", why="cut"), replace(RIGHT, by="Ben")])
    assert [(v.verdict, v.by) for v in read_verdicts(path)] == [("right", "Ann"), ("right", "Ben"), ("partly", "Ann")]


def test_the_shares_say_how_many_are_right_by_who_read_them_and_why_not() -> None:
    said = shares([RIGHT, WRONG, replace(WRONG, claim="c" * 64)])
    assert "all: 3 claims, right 1 (33%), partly 0 (0%), wrong 2 (67%)" in said
    assert "read by rules@2: 1 claims, right 1 (100%)" in said
    assert "wrong, direction (the ends are turned round): 2" in said
    assert shares([]) == "nothing is judged yet"


def test_what_is_kept_in_the_repository_can_be_read_and_holds_no_text() -> None:
    fields = {"claim", "document", "start", "end", "verdict", "why", "by", "read_by", "confidence"}
    kept = judge.JUDGED.read_text(encoding="utf-8").splitlines() if judge.JUDGED.exists() else []
    assert len(read_verdicts(judge.JUDGED)) == len(kept)
    assert all(set(json.loads(line)) == fields and len(line) < 400 for line in kept)
