"""Killed at a random moment and started again, edgewise holds what it would hold if nothing had happened."""

from __future__ import annotations

import pytest
from faulty import Machine
from soak_faults import files, scenes, soak


@pytest.mark.parametrize("name", ["ingest --jobs 2", "ingest what changed", "load", "review in the explorer"])
def test_what_was_killed_is_done_by_starting_it_again(at: Machine, name: str) -> None:
    (scene,) = (scene for scene in scenes() if scene.name == name)
    outcome = soak(at, scene, 1, files(at.folder), most_kills=1)
    assert outcome.wrong == []
    assert (outcome.rounds, outcome.kills) == (1, 1)
