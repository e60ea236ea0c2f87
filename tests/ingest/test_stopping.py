"""How far a run is, and stopping it: as a person sees it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import runner

from edgewise.cli.watching import Lines, Pace, watching
from edgewise.model import Document, Source
from edgewise.stores import open_store


def test_ctrl_c_keeps_what_was_read_and_the_same_command_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The process is stopped while it is at a text of many minutes, after the first batch of others."""
    pile, store = tmp_path / "pile", str(tmp_path / "edgewise.db")
    pile.mkdir()
    for number in range(60):
        (pile / f"{number:02}.txt").write_text(f"AWS hosts ICM in case {number}.\n")
    (pile / "99.txt").write_text("Palantir hosts ICM for ICE, which Amazon pitched it to. " * 40_000)
    command = [sys.executable, "-m", "edgewise", "ingest", str(pile), "--store", store, "--extractor", "rules", "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 120
        while not (Path(store).exists() and holds(store)):
            assert running.poll() is None, running.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 130
    assert "stopping: keeping what was read" in err
    assert re.search(r"Stopped with \d+ files? left; the same command goes on from there\.\n$", err)
    assert "Traceback" not in err
    assert "The graph has" in out
    kept = holds(store)
    assert 50 <= kept <= 60
    (pile / "99.txt").write_text("Palantir hosts ICM.\n")
    code, out, _ = runner(capsys)("ingest", str(pile), "--store", store, "--extractor", "rules")
    assert code == 0
    assert f"61 documents: {61 - kept} new, 0 changed, {kept} as before" in out


def holds(address: str) -> int:
    with open_store(address) as store:
        documents = {one.id for one in store.records(Document)}
        held = {source.document for source in store.records(Source)}
        assert documents <= held  # never a document without its source; more may have come meanwhile
        return len(held)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_is_as_ever(number: signal.Signals, capfd: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(number)
    with watching() as watch:
        assert not watch.stopped()
        assert signal.getsignal(number) != before
        os.kill(os.getpid(), number)
        assert watch.stopped()
        assert signal.getsignal(number) == before
    assert "once more stops at once" in capfd.readouterr().err


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_short_run_prints_no_line_and_a_long_one_some(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines(clock)
    for done in range(9):
        lines.progress(done, 8)
        clock.at += 1
    assert capsys.readouterr().err == ""
    lines = Lines(clock)
    for done in range(2001):
        lines.progress(done, 2000)
        clock.at += 0.5
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "100 of 2000 files, 2.0 files a second, 16 min left"
    assert said[-1] == "all 2000 files done; bringing the graph up to date"
    assert len(said) == 20
    clock.at += 1
    lines = Lines(clock)
    for done in range(5):
        clock.at += 30
        lines.progress(done, 1_000_000)
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_rate_is_of_late_and_the_time_left_in_words() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.words(0, 10) == ""
    for done in range(1, 100):
        clock.at += 1
        pace.words(done, 100_000)
    for done in range(100, 400):
        clock.at += 0.5
        pace.words(done, 100_000)
    clock.at += 0.5
    assert pace.words(400, 100_000) == "2.0 files a second, 14 h left"
    clock.at += 0.5
    assert pace.words(401, 500) == "2.0 files a second, 50 s left"
