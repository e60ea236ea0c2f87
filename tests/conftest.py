"""What tests need from outside: the shared documents, a Neo4j server, a browser; what is missing is said in the header.

`EDGEWISE_REQUIRE=1` (set by `.ci/run`) turns such a skip into a failure, so that a green run there has run everything.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import chromium
import neo4j_servers
import pytest
from hypothesis import HealthCheck, settings
from neo4j_servers import Neo4jServer
from playwright.sync_api import Browser, expect, sync_playwright
from waiting import PATIENCE
from xdist.scheduler import LoadScopeScheduling

from edgewise.stores.neo4j import Neo4jStore

ROOT = Path(__file__).resolve().parents[1]
REQUIRE = os.environ.get("EDGEWISE_REQUIRE") == "1"
SHARED = Path(os.environ.get("EDGEWISE_SHARED", ROOT.parent / "shared"))

# A busy machine is no failure, an endless pattern is: an example may take a minute, and drawing one may be slow. Where a run decides what
# lands, the examples are the same each time, so that it fails for what changed; everywhere else they are new ones.
settings.register_profile("house", deadline=60_000, suppress_health_check=[HealthCheck.too_slow], derandomize=REQUIRE)
settings.load_profile("house")
expect.set_options(timeout=1000 * PATIENCE)


def need(there: bool, what: str, how: str) -> None:
    """Go on when `there`; else skip, saying what is missing and how to get it, or fail where everything is required."""
    if there:
        return
    message = f"{what} is missing: {how}"
    if REQUIRE:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def followthemoney() -> None:
    """The package that checks what is exported for it."""
    need(find_spec("followthemoney") is not None, "followthemoney", "pip install 'edgewise[ftm]'")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seed documents, event documents and gold sets beside the repository."""
    need((SHARED / "seeds").is_dir(), "the folder of shared documents", "put it beside the checkout or name it in EDGEWISE_SHARED")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write expected.json of the golden folders anew; read the diff before committing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, object], None]:
    """Compare plain data with `expected.json` in a golden folder, or write it there with `--update-golden`."""

    def compare(case: Path, found: object) -> None:
        expected = case / "expected.json"
        if request.config.getoption("--update-golden"):
            expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        assert found == json.loads(expected.read_text(encoding="utf-8"))

    return compare


def pytest_report_header() -> list[str]:
    servers = ", ".join(folder.name for folder in neo4j_servers.folders())
    return [
        f"Neo4j servers: {servers or f'none, so what needs one is skipped; get one: {neo4j_servers.HOW}'}",
        f"Chromium: {chromium.found() or f'none, so what needs it is skipped; get it: {chromium.HOW}'}",
    ]


@pytest.fixture(scope="session", autouse=True)
def users_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept beside the store of a server goes to a folder of the tests, not into the user's."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Neo4jServer]]:
    """Start the Neo4j of a folder when first asked for it; all are stopped at the end."""
    with neo4j_servers.running(tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="session", params=neo4j_servers.folders() or (None,), ids=lambda folder: folder.name if folder else "none")
def neo4j_server(request: pytest.FixtureRequest, started: Callable[[Path], Neo4jServer]) -> Neo4jServer:
    """A running Neo4j, once for each one found. All tests share it: `neo4j_store` empties it."""
    need(request.param is not None, "a Neo4j server", neo4j_servers.HOW)
    return started(request.param)


@pytest.fixture
def neo4j_store(neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    """An empty store on an empty server."""
    neo4j_server.empty()
    with Neo4jStore.open(neo4j_server.address, neo4j_server.environment) as store:
        yield store


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one module: while Playwright is open, no other test of this thread could run an event loop."""
    path = chromium.found()
    need(path is not None, "Chromium", chromium.HOW)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield opened
        opened.close()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by how many they are: whole files as the names of tests cannot be read, nor typed to run one of them."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) and len(val) > 12 else None


LONGEST = (
    "test_false_links.py", "test_axe.py", "test_xss.py", "test_wheel.py", "test_neo4j_admin.py", "test_serving.py", "test_notebooks.py",
    "test_docs.py", "test_graph_browser.py", "test_graph_steps_browser.py", "test_commands.py", "test_cypher.py",
)  # fmt: skip
"""Files that take long, the longest first: begun first, so that no process works alone at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, whatever order the rest was shuffled into."""
    order = {name: place for place, name in enumerate(("neo4j", *LONGEST))}
    items.sort(key=lambda item: order.get(Path(_scope(item.nodeid)).name, len(order)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Give all that needs the Neo4j server to one of the processes, which starts it once, and every other file to one."""
    return _ByServer(config, log)


class _ByServer(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types; its own groups do nothing under pytest 9.2
    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)


def _scope(nodeid: str) -> str:
    """What is run by one process: a file, or all tests that name the server but those that start one of their own."""
    file = nodeid.partition("::")[0]
    return "neo4j" if "neo4j" in nodeid and not file.endswith("test_neo4j_admin.py") else file
