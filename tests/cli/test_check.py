"""`edgewise check`: what is wrong in a project of one's own, where; its exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import runner

OVERLAY = Path(__file__).parents[1] / "overlay"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return runner(capsys, "check")(*arguments)


def test_what_a_folder_adds(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = run(capsys, str(OVERLAY))
    assert code == 0
    assert "relations  leases_to\n" in out
    assert "note: the bar is 0.75, built in 0.8\n" in out
    assert err == f"Nothing is wrong in {OVERLAY}.\n"
    monkeypatch.setenv("EDGEWISE_PROJECT", str(OVERLAY))
    assert run(capsys) == (code, out, err)


def test_what_is_wrong_in_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "port"
    shutil.copytree(OVERLAY, folder)
    (folder / "graph" / "reading.yaml").write_text("min_precision: 75\n")
    (folder / "loaders" / "notice.yaml").write_text("nmae: notice\n")
    code, out, err = run(capsys, str(folder))
    assert code == 1
    assert "graph/reading.yaml: min_precision: should be a number from 0 to 1, is 75\n" in out
    assert "loaders/notice.yaml: unknown key 'nmae'; known keys: " in out
    assert err == f"2 problems in {folder}.\n"
    code, out, err = run(capsys, str(folder), "--json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert [slip["file"] for slip in found["problems"]] == ["graph/reading.yaml", "loaders/notice.yaml"]
    assert (found["adds"], found["notes"]) == ({}, [])


def test_a_folder_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, str(tmp_path / "prot"))
    assert (code, out) == (2, "")
    assert err == f"edgewise: {tmp_path / 'prot'}: there is no such folder; a project is a folder with graph/, loaders/ or both\n"
