"""Killed at a random moment and started again, edgewise holds what it would hold if nothing had happened."""

from __future__ import annotations

import os
import shutil

import pytest
from explored import Explorer
from faulty import Machine, state_at
from soak_faults import files, scenes, soak

from edgewise import decide
from edgewise.model import Judgement
from edgewise.project import builtin
from edgewise.stores import open_store


@pytest.mark.parametrize("name", ["ingest --jobs 2", "load", "review in the explorer"])
def test_what_was_killed_is_done_by_starting_it_again(at: Machine, name: str) -> None:
    (scene,) = (scene for scene in scenes() if scene.name == name)
    outcome = soak(at, scene, 1, files(at.folder), most_kills=1)
    assert outcome.wrong == []
    assert (outcome.rounds, outcome.kills) == (1, 1)


def test_a_decision_is_in_the_graph_when_the_explorer_is_started_after_it_was_killed(at: Machine) -> None:
    """It is killed between the two: that is done here by hand, for it cannot be timed."""
    for name in ("disturbed.db", "undisturbed.db"):
        shutil.copy(at.folder / "first.db", at.folder / name)
        shutil.copytree(at.folder / "first.db-derived", at.folder / f"{name}-derived")
    at.must("names", "decide", "Bill Roe", "William Roe", "--verdict", "same", "--store", "undisturbed.db")
    with open_store(str(at.folder / "disturbed.db")) as store:
        roes = [one for one in store.projection().entities if one.name in ("Bill Roe", "William Roe")]
        decide.judge_names(store, builtin(), roes[0], roes[1], "SAME", "Ana", "", decide.now())
    with Explorer(at, "disturbed.db") as explorer:
        assert explorer.get("/review/log").status == 200  # waits for all decisions to be in the graph
        assert explorer.stop().code == 0
    found, expected = (state_at(str(at.folder / name)) for name in ("disturbed.db", "undisturbed.db"))
    assert len(found.of(Judgement)) == 1
    assert found.graph == expected.graph


def test_what_a_killed_process_began_to_make_is_taken_away_by_the_next(at: Machine) -> None:
    gone = at.start("--version")
    gone.communicate()
    left, under_way = (at.folder / f".edgewise-{pid}-0123456789abcdef.new" for pid in (gone.pid, os.getpid()))
    for one in (left, left.with_name(f"{left.name}-journal"), under_way):
        one.write_text("half")
    with open_store(str(at.folder / "new.db")):
        assert [one.name for one in at.folder.glob(".edgewise-*")] == [under_way.name]
