"""Two graphs to export: a small one that has a link of every sort, and one whose every text is an attack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exporting import world_store
from hostile import hostile_store

from edgewise.project import builtin
from edgewise.questions.view import GraphView, build_view
from edgewise.stores import open_store
from edgewise.views.exports.selection import Selection, whole


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphView]:
    with world_store(tmp_path_factory.mktemp("world") / "world.db") as store:
        yield build_view(store)


@pytest.fixture(scope="session")
def everything(world: GraphView) -> Selection:
    """The whole world."""
    return whole(world, builtin())


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Selection]:
    """A whole graph in which names, quotes, titles, addresses and all else are attacks."""
    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with open_store(hostile_store(path)) as store:
        yield whole(build_view(store), builtin())
