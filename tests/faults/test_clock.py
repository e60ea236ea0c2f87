"""What is decided later holds, whatever the clock and the time zone of the machine say."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run, runner
from deciding import filled

from edgewise import decide

PAIR = ("Bill Roe", "William Roe")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys, "names")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled(tmp_path / "edgewise.db")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Changes the time zone of this process by TZ, until the end of the test."""
    with monkeypatch.context() as patch:
        yield patch
    time.tzset()


@pytest.mark.parametrize(
    "clock",
    [
        ("2026-03-01T12:00:00.000000Z", "2026-02-28T09:00:00.000000Z", "1970-01-01T00:00:00.000000Z"),
        ("2026-03-01T12:00:00.000000Z",) * 3,
    ],
    ids=["goes back", "stands still"],
)
def test_the_last_decision_holds_though_the_clock_does_not_go_on(
    run: Run, store: str, monkeypatch: pytest.MonkeyPatch, clock: tuple[str, ...]
) -> None:
    for now, verdict in zip(clock, ("different", "unsure", "same"), strict=True):
        monkeypatch.setattr(decide, "now", lambda now=now: now)
        assert run("decide", *PAIR, "--verdict", verdict, "--store", store)[0] == 0
    log = json.loads(run("log", "--json", "--store", store)[1])
    assert [one["verdict"] for one in log] == ["SAME", "UNSURE", "DIFFERENT"]
    assert [one["became"] == "" for one in log] == [True, False, False]
    code, _, err = run("decide", *PAIR, "--verdict", "different", "--store", store)  # they are one in the graph, too
    assert (code, "are one thing already" in err) == (2, True)
    monkeypatch.setattr(decide, "now", lambda: "1969-12-31T00:00:00.000000Z")
    assert run("undo", "--store", store)[0] == 0
    assert json.loads(run("log", "--json", "--store", store)[1])[0]["verdict"] == "UNSURE"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process cannot be changed here")
def test_decisions_are_in_order_across_time_zones(run: Run, store: str, zone: pytest.MonkeyPatch) -> None:
    for place, verdict in (("Pacific/Kiritimati", "different"), ("Pacific/Pago_Pago", "unsure"), ("Europe/Berlin", "same")):
        zone.setenv("TZ", place)
        time.tzset()
        assert run("decide", *PAIR, "--verdict", verdict, "--store", store)[0] == 0
    log = json.loads(run("log", "--json", "--store", store)[1])
    assert [one["verdict"] for one in log] == ["SAME", "UNSURE", "DIFFERENT"]
    assert all(one["at"].endswith("Z") for one in log)
    assert [one["at"] for one in log] == sorted((one["at"] for one in log), reverse=True)
