"""The command line as people meet it: help that is fast and shows an example, errors of one line, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from edgewise.cli import COMMANDS


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "edgewise", *arguments], capture_output=True, text=True, cwd=cwd, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_carries_an_example_that_names_its_command(command: str) -> None:
    help = run(command, "--help")
    assert help.returncode == 0
    assert "Example:" in help.stdout
    assert f"edgewise {command}" in help.stdout.split("Example:")[1]


def test_help_imports_nothing_heavy() -> None:
    heavy = "networkx pandas neo4j pyvis apsw yaml rich jinja2 rustworkx starlette uvicorn edgewise.stores edgewise.extract"
    code = f"import edgewise.cli, sys; sys.exit(', '.join(m for m in '{heavy}'.split() if m in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_unknown_command_lists_the_known_ones() -> None:
    done = run("aks", "who hosts ICM?")
    assert done.returncode == 2
    assert "no command 'aks'; commands: ingest, extract, ask" in done.stderr


def test_asking_a_store_that_is_not_there_says_what_to_type(tmp_path: Path) -> None:
    done = run("ask", "who hosts ICM?", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "edgewise ingest PATH... --store edgewise.db" in done.stderr
    assert list(tmp_path.iterdir()) == []
