"""The same step on a Dask cluster: a scheduler and two workers on this machine, one of which is killed in mid-run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from packing import zipped
from unruly import Unruly
from waiting import until

from edgewise.errors import WorkerError
from edgewise.ingest import Report, Watch, ingest, runners
from edgewise.ingest import cluster as clusters
from edgewise.project import builtin
from edgewise.stores import open_store
from edgewise.stores.transfer import dump

PROJECT = builtin()


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"AWS hosts ICM{number}.\n")
    (folder / "05.zip").write_bytes(zipped({"a.txt": "AWS hosts Z.", "p.png": "x", "b.txt": b"\xff\xfe\0"}))
    return folder


class Started:
    """A scheduler, and workers that are processes of their own."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []
        quiet = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self._environment = {**os.environ, **quiet}

    def begin(self, workers: int) -> None:
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        until(self._is_told, "the address of the scheduler")
        self.address = str(json.loads(self._file.read_text())["address"])
        self.workers = [self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard") for _ in range(workers)]

    def _is_told(self) -> bool:
        """Whether the file with the address is there and written to its end."""
        with suppress(OSError, ValueError):
            return bool(json.loads(self._file.read_text()))
        return False

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(self._file)]
        started = subprocess.Popen(command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._processes.append(started)
        return started

    def wait_for(self, workers: int) -> None:
        from distributed import Client

        client: Any = Client(self.address, set_as_default=False)  # type: ignore[no-untyped-call]  # its types are half given
        client.wait_for_workers(workers, timeout=120)
        client.close()

    def end(self) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    cluster = Started(tmp_path)
    try:
        cluster.begin(2)
        yield cluster
    finally:
        cluster.end()


def read(folder: Path, pile: Path, address: str | None, watch: Watch | None = None) -> tuple[Report, str]:
    with open_store(str(folder / f"{address is None}.db")) as store:
        report = ingest([str(pile)], store, PROJECT, Unruly(folder), watch, cluster=address)
        held = io.StringIO()
        dump(store, held)
        return report, held.getvalue()


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(started: Started, pile: Path, tmp_path: Path) -> None:
    started.wait_for(2)

    def kill_one(done: int, total: int) -> None:
        if done == 5:
            started.workers[0].kill()
            started.workers[0].wait()

    report, held = read(tmp_path, pile, started.address, Watch(kill_one))
    here, same = read(tmp_path, pile, None)
    assert (report.documents, report.failed, report.skipped) == (here.documents, here.failed, here.skipped)
    assert held == same
    started.workers[1].kill()
    started.workers[1].wait()
    (pile / "00.txt").write_text("IBM hosts ICM.\n")
    with pytest.raises(WorkerError, match=r"has no worker; start some with `dask worker tcp://127.0.0.1:\d+`"):
        connect_until(started.address, time.monotonic() + 120)  # the scheduler has to notice


def connect_until(address: str, until: float) -> None:
    while time.monotonic() < until:
        with clusters.Cluster(address, Watch())._connected():
            time.sleep(0.1)


def test_no_scheduler_other_versions_and_a_missing_extra_are_said(pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters.Cluster.__init__, "__defaults__", (0.2,))
    with pytest.raises(WorkerError, match=r"no scheduler answers at tcp://127.0.0.1:9; start one with `dask scheduler`"):
        read(tmp_path, pile, "tcp://127.0.0.1:9")
    with pytest.raises(WorkerError, match="no scheduler answers at nonsense://x"):
        read(tmp_path, pile, "nonsense://x")

    class Other:
        def get_versions(self) -> dict[str, object]:
            ours = {"packages": {"python": "3.11.9.final.0", "dask": "2026.8.0", "distributed": "2026.8.0"}}
            return {"client": ours, "scheduler": ours, "workers": {"tcp://a:1": {"packages": {**ours["packages"], "python": "3.12.1"}}}}

    with pytest.raises(WorkerError, match=r"tcp://a:1 of the cluster has python 3.12, here it is dask .*; install the same there"):
        clusters.Cluster("tcp://a:0", Watch())._check(Other())
    with pytest.raises(WorkerError, match=r"has edgewise .*, here it is 9.9.9; install the same there"):
        clusters._check_edgewise("9.9.9")
    monkeypatch.setattr(runners, "find_spec", lambda name: None)
    with pytest.raises(WorkerError, match=r"pip install 'edgewise\[cluster\]'"):
        read(tmp_path, pile, "tcp://127.0.0.1:9")
