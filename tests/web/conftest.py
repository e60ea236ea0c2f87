"""A desk over the example documents, and the explorer over it as a server that a test can ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from canvas_pages import Canvases, CanvasPage, behind, canvases_of
from explorers import Asking, desk_over, served
from guarded import Guarded
from hub import hub, stored
from playwright.sync_api import Browser
from reporting import KEPT, Explorer, Kept, Reporter, Started, at_work, copy_of, explorer_over

from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.project import builtin
from edgewise.stores import open_store
from edgewise.web.desk import Desk


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The example documents, read by rule, in an embedded store that nobody writes to: copy it to decide something."""
    path = tmp_path_factory.mktemp("explorer") / "example.db"
    with open_store(str(path)) as store:
        ingest([str(root / "loaders" / "example")], store, builtin(), extractor("rules", builtin()))
    return path


@pytest.fixture(scope="session")
def desk(example_store: Path) -> Iterator[Desk]:
    """A desk over the example; shared, so nothing is decided at it."""
    with desk_over(str(example_store)) as made:
        yield made


@pytest.fixture(scope="session")
def asking(desk: Desk) -> Iterator[Asking]:
    """The application without its guard, over HTTP: ask it for an address."""
    with served(desk) as asked:
        yield asked


@pytest.fixture
def own_desk(example_store: Path, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Make a desk over a copy of the example, to decide at."""
    with ExitStack() as opened:
        count = iter(range(1000))

        def make(**options: bool) -> Desk:
            copy = tmp_path / f"own-{next(count)}.db"
            copy.write_bytes(example_store.read_bytes())
            return opened.enter_context(desk_over(str(copy), **options))

        yield make


@pytest.fixture(scope="module", params=KEPT)
def explorer(
    request: pytest.FixtureRequest, started: Started, example_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Explorer]:
    """The explorer behind its guard over the example, in a store of each kind. Nothing is decided at it."""
    with explorer_over(copy_of(example_store, request.param, started, tmp_path_factory.mktemp("kept") / "example.db")) as made:
        yield made


@pytest.fixture
def reporter(browser: Browser, explorer: Explorer) -> Iterator[Reporter]:
    """A reporter whom that explorer knows, with no page open yet."""
    with at_work(browser, explorer) as made:
        yield made.come_back()


@pytest.fixture(params=KEPT)
def own_store(request: pytest.FixtureRequest, started: Started, example_store: Path, tmp_path: Path) -> Kept:
    """A store of each kind with the example, which is the test's own."""
    return copy_of(example_store, request.param, started, tmp_path / "own.db")


@pytest.fixture
def deciding(browser: Browser, own_store: Kept) -> Iterator[Reporter]:
    """A reporter at an explorer over a store of their own, with no page open yet."""
    with explorer_over(own_store) as explorer, at_work(browser, explorer) as made:
        yield made.come_back()


@pytest.fixture(scope="session")
def hub_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Guarded]]:
    """The explorer behind its guard over a made-up graph, in which ICE has 203 neighbours."""
    with behind(stored(tmp_path_factory.mktemp("hub") / "hub.db", hub())) as served:
        yield served


@pytest.fixture
def canvases(browser: Browser, hub_server: tuple[Desk, Guarded]) -> Iterator[Canvases]:
    """Opens canvases over that graph."""
    with canvases_of(browser, *hub_server) as made:
        yield made


@pytest.fixture
def ice(canvases: Canvases) -> CanvasPage:
    """The canvas round ICE."""
    return canvases.around("Immigration and Customs Enforcement")
