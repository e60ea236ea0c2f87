"""`edgewise serve` as people start and stop it: what it prints, who finds it, and that nothing of it stays behind."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from waiting import PATIENCE, until

Start = Callable[..., "Started"]
URL = re.compile(r"http://127\.0\.0\.1:(\d+)/\?key=\S+")


@dataclass(frozen=True)
class Started:
    """A server in a process of its own, and the address that it printed."""

    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


def _status(url: str, cookie: str = "") -> tuple[int, str]:
    """The status of an address, and the cookie that came with it."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=PATIENCE)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        return answer.status, (answer.getheader("Set-Cookie") or "").partition(";")[0]
    finally:
        connection.close()


@pytest.fixture
def store(example_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(example_store, tmp_path / "ice.db"))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which state is kept for this test alone."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("EDGEWISE", "XDG"))}
    return clean | {"XDG_STATE_HOME": str(tmp_path / "state"), "http_proxy": "http://127.0.0.1:1", "PYTHONWARNINGS": "error"}


@pytest.fixture
def files(tmp_path: Path) -> Callable[[], list[str]]:
    """The kinds of files that the running servers keep."""
    return lambda: sorted(path.suffix for path in (tmp_path / "state" / "edgewise").iterdir())


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `edgewise serve` to its end."""

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "edgewise", "serve", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)

    return call


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start `edgewise serve` and read the address that it prints."""
    processes: list[subprocess.Popen[str]] = []

    def call(*arguments: str, **more: str) -> Started:
        command = [sys.executable, "-m", "edgewise", "serve", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=tmp_path, env=environment | more, stdout=pipe, stderr=pipe, text=True)
        processes.append(process)
        assert process.stdout is not None
        printed = process.stdout.readline()
        assert URL.fullmatch(printed.strip()), printed or (process.stderr and process.stderr.read())
        return Started(process, printed.strip())

    yield call
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_an_address_that_opens_it_and_leaves_nothing_when_it_is_stopped(
    start: Start, store: Path, files: Callable[[], list[str]], by: signal.Signals
) -> None:
    started = start("--store", "ice.db", "--port", "0", "--no-open")
    status, cookie = _status(started.url)
    assert (status, _status(started.url)[0]) == (303, 403)
    assert _status(f"http://127.0.0.1:{started.port}/about", cookie)[0] == 200
    assert files() == [".json"]
    assert started.stop(by) == 0
    assert files() == []
    out, err = started.process.communicate()
    assert (out, err.count("\n")) == ("", 1)
    assert "Ctrl+C stops it" in err
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", started.port), timeout=PATIENCE).close()


def test_a_fresh_address_is_printed_as_often_as_it_is_asked_for(
    start: Start, run: Callable[..., subprocess.CompletedProcess[str]], store: Path
) -> None:
    started = start("--store", "ice.db", "--port", "0", "--no-open")
    by_store, by_port = run("--url", "--store", str(store)), run("--url", "--port", str(started.port))
    printed = {done.stdout.strip() for done in (by_store, by_port)}
    assert len(printed | {started.url}) == 3
    assert [_status(url)[0] for url in printed] == [303, 303]
    assert started.stop() == 0
    for done in (run("--url", "--store", "ice.db"), run("--url", "--port", str(started.port), "--store", "ice.db")):
        assert (done.returncode, done.stdout) == (1, "")
        assert re.search(r"no explorer (of ice.db|at port \d+) runs; start one with: edgewise serve --store ice.db", done.stderr)


def test_a_server_that_was_killed_is_told_from_one_that_runs(
    start: Start, run: Callable[..., subprocess.CompletedProcess[str]], store: Path, files: Callable[[], list[str]]
) -> None:
    killed = start("--store", "ice.db", "--port", "0", "--no-open")
    killed.stop(signal.SIGKILL)
    assert files() == [".json"]
    assert run("--url", "--store", "ice.db").returncode == 1
    started = start("--store", "ice.db", "--port", str(killed.port), "--no-open")
    assert _status(run("--url", "--store", "ice.db").stdout.strip())[0] == 303
    assert _status(killed.url)[0] == 403
    assert started.stop() == 0
    assert files() == []


def test_a_store_is_served_once_and_a_port_is_taken_once(
    start: Start, run: Callable[..., subprocess.CompletedProcess[str]], store: Path, files: Callable[[], list[str]]
) -> None:
    started = start("--store", "ice.db", "--port", "0", "--no-open")
    again = run("--store", str(store), "--port", "0", "--no-open")
    assert (again.returncode, again.stdout) == (1, "")
    assert f"is served already, at port {started.port} by process {started.process.pid}" in again.stderr
    assert f"edgewise serve --url --port {started.port}" in again.stderr
    other = store.with_name("other.db")
    shutil.copy(store, other)
    taken = run("--store", "other.db", "--port", str(started.port), "--no-open")
    assert (taken.returncode, taken.stdout) == (1, "")
    assert f"port {started.port} cannot be had" in taken.stderr
    assert "edgewise serve --port 0" in taken.stderr
    assert files() == [".json"]
    start("--store", "other.db", "--port", "0", "--no-open")
    assert files() == [".json", ".json"]


def test_it_listens_on_this_machine_alone(start: Start, store: Path) -> None:
    started = start("--store", "ice.db", "--port", "0", "--no-open")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", started.port), timeout=PATIENCE).close()


def test_the_browser_is_led_in_without_showing_the_key_in_the_list_of_processes(
    start: Start, store: Path, tmp_path: Path, files: Callable[[], list[str]]
) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > shown.part && mv shown.part shown\n', encoding="utf-8")
    browser.chmod(0o700)
    started = start("--store", "ice.db", "--port", "0", BROWSER=str(browser))
    until((tmp_path / "shown").exists, "the browser")
    shown = (tmp_path / "shown").read_text(encoding="utf-8").strip()
    assert "key=" not in shown
    page = Path(urlsplit(shown).path)
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    led = URL.search(page.read_text(encoding="utf-8").replace('"', " "))
    assert led is not None
    assert led[0] != started.url
    assert [_status(led[0])[0], _status(started.url)[0]] == [303, 303]
    assert started.stop() == 0
    assert files() == []


def test_a_store_that_is_not_there_says_what_to_type(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = run("--store", "none.db", "--no-open")
    assert (done.returncode, done.stdout) == (2, "")
    assert "edgewise ingest PATH... --store none.db" in done.stderr


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_its_packages_it_says_what_to_install(missing: str, store: Path) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from edgewise.cli import main; main(['serve', '--store', sys.argv[1]])"
    done = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"edgewise: the explorer needs {missing}, which is not installed; type: pip install 'edgewise[web]'\n"
