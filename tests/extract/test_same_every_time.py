"""The same documents give the same bytes: with another hash seed, in another order, and spread over another number of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    """The example documents."""
    return sorted(path for path in (root / "loaders" / "example").iterdir() if path.suffix in (".md", ".txt"))


def started(files: Sequence[Path], hash_seed: int) -> subprocess.Popen[bytes]:
    """A process that reads these files with what reads best."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("EDGEWISE")}
    command = [sys.executable, "-m", "edgewise", "extract", "--extractor", "auto", *map(str, files)]
    return subprocess.Popen(command, env=clean | {"PYTHONHASHSEED": str(hash_seed)}, stdout=subprocess.PIPE)


def printed(*processes: subprocess.Popen[bytes]) -> bytes:
    """What they print, one after the other."""
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return b"".join(outputs)


def test_extraction_is_the_same_with_another_hash_seed_and_number_of_processes(files: list[Path]) -> None:
    middle = len(files) // 2
    alone = printed(started(files, 1))
    spread = printed(started(files[:middle], 2), started(files[middle:], 3))
    backwards = printed(started(files[::-1], 4))
    assert alone.count(b"\n") > 50
    assert spread == alone
    assert sorted(backwards.splitlines()) == sorted(alone.splitlines())
