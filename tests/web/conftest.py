"""A desk over the example documents, and the explorer over it as a server that a test can ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from explorers import Asking, desk_over, served

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
