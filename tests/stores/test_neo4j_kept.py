"""What a server keeps of an older edgewise, and what is kept beside its store."""

from __future__ import annotations

from pathlib import Path

import pytest
from neo4j_servers import Neo4jServer

from edgewise.model import Document, Projection
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.neo4j.store import users_caches
from edgewise.stores.patch import Patch
from edgewise.testing.world import DENIAL, PROJECTION, RECORDS, STORY


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"HOME": "/ana"}, "/ana/.cache"), ("linux", {"HOME": "/ana", "XDG_CACHE_HOME": "/big"}, "/big"),
        ("darwin", {"HOME": "/ana"}, "/ana/Library/Caches"), ("win32", {"LOCALAPPDATA": "/ana/Local"}, "/ana/Local"),
        ("win32", {"USERPROFILE": "/ana"}, "/ana/AppData/Local"), ("linux", {}, None),
    ],
)  # fmt: skip
def test_what_is_made_again_is_kept_in_the_users_cache(
    platform: str, environment: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert users_caches(environment) == (Path(folder) if folder else None)


@pytest.mark.neo4j
def test_beside_a_store_is_its_own_folder_once_it_is_there(neo4j_store: Neo4jStore, neo4j_server: Neo4jServer, tmp_path: Path) -> None:
    with Neo4jStore.open(neo4j_server.address, {**neo4j_server.environment, "XDG_CACHE_HOME": str(tmp_path)}) as store:
        assert store.beside is None
        store.add([STORY])
        assert store.beside is not None
        assert store.beside.parent == tmp_path / "edgewise"
        assert neo4j_store.beside is None  # who has no home keeps nothing
        with neo4j_server.driver() as driver:
            driver.execute_query("MATCH (s:EdgewiseStore {id: 'store'}) SET s.token = '../../elsewhere'")
        assert store.beside is None


@pytest.mark.neo4j
class TestOfAnOlderEdgewise:
    def test_records_without_a_revision_come_before_every_mark(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add([STORY])
        with neo4j_server.driver() as driver:
            driver.execute_query("MATCH (n:EdgewiseRecord) REMOVE n.revision")
        mark = neo4j_store.mark()
        neo4j_store.add([DENIAL])
        assert list(neo4j_store.since(Document, mark)) == [DENIAL]
        assert {one.id for one in neo4j_store.since(Document, None)} == {STORY.id, DENIAL.id}

    def test_a_graph_of_another_shape_is_written_anew(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add(RECORDS)
        for change in ("project", "patch"):
            neo4j_store.project(PROJECTION)
            with neo4j_server.driver() as driver:
                driver.execute_query("MATCH (g:EdgewiseStore {id: 'graph'}) REMOVE g.shape")
                driver.execute_query("MATCH (c:Claim:Edgewise) SET c.former = 1")
            if change == "project":
                neo4j_store.project(PROJECTION)
            else:
                neo4j_store.patch(Patch(Projection(links=PROJECTION.links[:1])), neo4j_store.graph_stamp())
            assert neo4j_store.projection() == PROJECTION
            assert neo4j_store.cypher("MATCH (c:Claim) WHERE c.former IS NOT NULL RETURN count(c)").rows == ((0,),)
