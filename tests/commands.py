"""Runs a command of edgewise in the process of a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.cli import main

Run = Callable[..., tuple[int, str, str]]
"""Runs a command by its arguments: its exit code, and what it printed to stdout and stderr."""


def runner(capsys: pytest.CaptureFixture[str], *verb: str) -> Run:
    """What runs commands, all of one `verb` where that is given."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*verb, *arguments])
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return run
