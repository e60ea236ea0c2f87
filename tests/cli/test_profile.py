"""`edgewise profile`: what reads a file and why, and a draft for a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import runner

AWARDS = "award_id_piid,recipient_name,awarding_agency_name\n70X1,Acme Cloud LLC,ICE\n"
DEALS = "Contract No,Buyer,Vendor,Amount\nC-1,City of Example,Acme Cameras LLC,$5.00\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return runner(capsys, "profile")(*arguments)


def test_a_table_shows_its_profile_why_not_others_and_what_it_states(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "awards.csv").write_text(AWARDS)
    code, out, _ = run(capsys, str(tmp_path / "awards.csv"))
    assert code == 0
    assert "awards.csv: table; read by usaspending-awards\n" in out
    assert "  not atlas-of-surveillance: there is no column 'AOSNUMBER', no 'Agency'" in out
    assert "  yes usaspending-awards\n" in out
    assert "    masked table: 100%\n" in out
    assert "    states ICE contracts_with Acme Cloud LLC (70X1): row 2\n" in out


def test_a_text_shows_which_patterns_it_lacks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("AWS hosts ICM.\n")
    code, out, _ = run(capsys, str(tmp_path / "a.txt"))
    assert code == 0
    assert "  not timeline-event: it declares no date, no actors or key_actors, no sources or citations\n" in out
    assert "  not fact-check: the pattern is not in its text\n" in out
    assert "  yes plain-text\n" in out


def test_what_nothing_reads_is_a_failure_that_says_what_to_type(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(DEALS)
    code, out, _ = run(capsys, str(tmp_path / "deals.csv"), "--json")
    (shown,) = json.loads(out)
    assert code == 1
    assert (shown["profile"], shown["documents"]) == (None, [])
    assert "write a profile for it with: edgewise profile --draft FILE" in shown["unread"][0]["reason"]
    assert run(capsys, str(tmp_path / "nothing.csv"))[0] == 1


def test_a_draft_is_written_once_and_reads_its_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table, draft = tmp_path / "deals.csv", tmp_path / "mine" / "loaders" / "deals.yaml"
    table.write_text(DEALS)
    code, out, err = run(capsys, str(table), "--draft", "-o", str(draft))
    assert (code, out) == (0, "")
    assert f"then: edgewise profile {table} --project {tmp_path / 'mine'}" in err
    code, out, _ = run(capsys, str(table), "--project", str(tmp_path / "mine"))
    assert code == 0
    assert "states City of Example contracts_with Acme Cameras LLC ($5.00, C-1): row 2" in out
    code, _, err = run(capsys, str(table), "--draft", "-o", str(draft))
    assert code == 2
    assert "is there already; give another name" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a.txt", "--draft"), "is no table"),
        (("a.txt", "-o", "x"), "give --draft with it"),
        (("a.txt", "a.txt", "--draft"), "needs one table"),
    ],
)
def test_what_cannot_be_drafted_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("AWS hosts ICM.")
    code, _, err = run(capsys, *arguments)
    assert code > 0
    assert says in err
