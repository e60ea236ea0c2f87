"""A machine of its own for every test of this folder, with the same two piles of documents on each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import soak_faults
from faulty import Machine, machine

DOCUMENTS = 36


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `soak_faults.prepare` fills: piles, their dumps, and stores that hold them."""
    folder = tmp_path_factory.mktemp("piles")
    soak_faults.prepare(machine(folder), DOCUMENTS)
    return folder


@pytest.fixture
def at(prepared: Path, tmp_path: Path) -> Machine:
    """A machine with these piles, whose own store is not made yet."""
    folder = tmp_path / "machine"
    shutil.copytree(prepared, folder)
    return machine(folder)
