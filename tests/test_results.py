"""What is generated about speed, and what looks for vulnerabilities: each benchmark takes part, and no figure is made up."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import results

LOCK = "idna==3.20 \\\n    --hash=sha256:" + "0" * 64 + "\n"


def test_every_benchmark_is_found_described_and_has_a_short_form(root: Path) -> None:
    folder = root / "tests" / "benchmarks"
    described = (folder / "README.md").read_text(encoding="utf-8")
    assert results.names() == sorted(path.stem for path in folder.glob("bench_*.py"))
    for name in results.names():
        assert f"{name}.py" in described, name
        assert '"--short"' in (folder / f"{name}.py").read_text(encoding="utf-8"), name


def test_a_title_and_a_table_are_taken_as_they_are_printed() -> None:
    printed = "\n# Routes, beside networkx\n\n| what | ratio |\n|---|---|\n| all levels | .9 |\n"
    assert results.parsed(printed) == ("Routes, beside networkx", "| what | ratio |\n|---|---|\n| all levels | .9 |")
    for nothing in ("", "\n", "Routes, beside networkx\n"):
        with pytest.raises(ValueError, match="a title line and then its table"):
            results.parsed(nothing)


def test_what_did_not_run_is_listed_with_its_reason() -> None:
    ran = results.Result("python tests/benchmarks/bench_routes.py", "Routes", "  p50 .3 ms", 12.4)
    not_run = results.Result("python tests/benchmarks/bench_neo4j.py", "bench_neo4j", "", 0.4, "no Neo4j server: graph/neo4j/get_neo4j.sh")
    page = results.page([ran, not_run], short=True, load=1.25)
    assert "Made by `make bench`, not by hand" in page
    assert "load before it began: 1.2" in page
    assert "## Routes\n\n`python tests/benchmarks/bench_routes.py`, 12 s\n\n```text\n  p50 .3 ms\n```" in page
    assert "## bench_neo4j\n\n`python tests/benchmarks/bench_neo4j.py`, 0 s\n\nNot run: no Neo4j server: graph/neo4j/get_neo4j.sh" in page


def test_the_last_words_of_a_benchmark_that_fails_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(results, "ROOT", tmp_path)
    (tmp_path / "tests" / "benchmarks").mkdir(parents=True)
    (tmp_path / "tests" / "benchmarks" / "bench_x.py").write_text("import sys; sys.exit('no server here')", encoding="utf-8")
    assert (results.run("bench_x", short=True).table, results.run("bench_x", short=True).why) == ("", "no server here")
    (tmp_path / "tests" / "benchmarks" / "bench_x.py").write_text("print('Title'); print('a 1')", encoding="utf-8")
    ran = results.run("bench_x", short=True)
    assert (ran.command, ran.title, ran.table) == ("python tests/benchmarks/bench_x.py --short", "Title", "a 1")


@contextmanager
def _advisories(answer: dict[str, object]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
        server.shutdown()


@pytest.fixture
def audit(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[int, str]]:
    """Audit a lock of one release by what the service at an address says."""
    (tmp_path / "lock.txt").write_text(LOCK, encoding="utf-8")

    def call(service: str) -> tuple[int, str]:
        monkeypatch.setenv("OSV_URL", service)
        command = [sys.executable, str(root / ".ci" / "audit"), sys.executable, str(tmp_path / "lock.txt")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    return call


KNOWN = {
    "id": "PYSEC-2026-1",
    "modified": "2026-01-01T00:00:00Z",
    "summary": "Reads more than it was asked",
    "affected": [
        {
            "package": {"name": "idna", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.21"}]}],
        }
    ],
}


def test_a_known_vulnerability_of_a_locked_release_fails(audit: Callable[[str], tuple[int, str]]) -> None:
    with _advisories({"vulns": [KNOWN]}) as service:
        code, said = audit(service)
    assert (code, "idna 3.20: PYSEC-2026-1, mended in 3.21" in said) == (1, True), said


def test_what_was_looked_at_is_counted(audit: Callable[[str], tuple[int, str]]) -> None:
    with _advisories({}) as service:
        assert audit(service) == (0, "audit: 1 locked releases looked at, 0 known vulnerabilities\n")


def test_where_no_service_answers_it_is_said_and_no_failure(audit: Callable[[str], tuple[int, str]]) -> None:
    assert audit("http://127.0.0.1:9/v1/query") == (0, "audit: NOT LOOKED AT: no service of advisories answers from here\n")
