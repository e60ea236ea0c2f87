"""What is Neo4j's own: being let in, being held to reading when the guard is out of the way, and living beside other data."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from neo4j import ManagedTransaction
from neo4j_servers import Neo4jServer
from waiting import PATIENCE

from edgewise.errors import QueryError, StaleGraph, StoreError
from edgewise.model import Document, Projection, Source
from edgewise.stores.neo4j import Neo4jStore, writing
from edgewise.stores.neo4j.changing import Part
from edgewise.stores.neo4j.reading import Reader
from edgewise.stores.neo4j.server import check_version, server
from edgewise.stores.neo4j.state import State
from edgewise.stores.patch import Patch
from edgewise.testing.world import DENIAL, ENTITIES, PROJECTION, RECORDS, STORY

LOGIN = {"NEO4J_USERNAME": "ana", "NEO4J_PASSWORD": "correct horse"}


@pytest.mark.parametrize(
    ("address", "environment", "says"),
    [
        ("bolt://localhost:7687", {}, "NEO4J_PASSWORD is not set"),
        ("bolt://localhost:7687", {"NEO4J_USERNAME": "ana"}, "NEO4J_PASSWORD is not set"),
        ("bolt://ana:hunter2@localhost:7687", LOGIN, "an address holds no user or password.*NEO4J_PASSWORD"),
        ("bolt://localhost:7687/movies", LOGIN, "NEO4J_DATABASE"),
        ("http://localhost:7474", LOGIN, "looks like neo4j://localhost:7687; known schemes: bolt, "),
        ("bolt://", LOGIN, "no address of a Neo4j server"),
        ("bolt://localhost:port", LOGIN, "malformed"),
    ],
)
def test_an_address_or_login_that_cannot_be_right_is_refused_before_anything_is_sent(
    address: str, environment: dict[str, str], says: str
) -> None:
    with pytest.raises(StoreError, match=says) as refusal:
        Neo4jStore.open(address, environment)
    assert "hunter2" not in str(refusal.value)


def test_the_login_comes_from_the_environment() -> None:
    found = server("neo4j+s://graph.example.org", {**LOGIN, "NEO4J_USER": "other", "NEO4J_DATABASE": "links"})
    assert (found.user, found.password, found.database) == ("ana", "correct horse", "links")
    assert "correct horse" not in repr(found)
    assert server("bolt://[::1]:7687", {"NEO4J_USER": "bo", "NEO4J_PASSWORD": "x"}).user == "bo"
    assert server("bolt://localhost", {"NEO4J_PASSWORD": "x"}).user == "neo4j"


def test_where_no_server_answers_it_says_so() -> None:
    with pytest.raises(StoreError, match="no server answers"):
        Neo4jStore.open("bolt://127.0.0.1:1", LOGIN)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/3.5.0", "Neo4j/v5.11.0 compatible graph database server - Memgraph", ""])
def test_a_server_that_is_too_old_or_another_is_refused(agent: str) -> None:
    with pytest.raises(StoreError, match="needs Neo4j 5 or later"):
        check_version("bolt://localhost:7687", agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/5.0.0", "Neo4j/2025.01.0", "Neo4j/2026.08.1"])
def test_a_server_that_is_new_enough_will_do(agent: str) -> None:
    check_version("bolt://localhost:7687", agent)


@pytest.mark.neo4j
class TestLogin:
    def test_a_wrong_password_is_refused_without_being_shown(self, neo4j_server: Neo4jServer) -> None:
        with pytest.raises(StoreError, match=r"refused the user 'neo4j'.*NEO4J_PASSWORD") as refusal:
            Neo4jStore.open(neo4j_server.address, {"NEO4J_PASSWORD": "guessed"})
        assert "guessed" not in str(refusal.value)

    @pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
    def test_a_database_that_is_not_there_is_named(self, neo4j_server: Neo4jServer, scheme: str) -> None:
        address = neo4j_server.address.replace("bolt", scheme)
        with pytest.raises(StoreError, match=r"no database 'nowhere'.*NEO4J_DATABASE"):
            Neo4jStore.open(address, {**neo4j_server.environment, "NEO4J_DATABASE": "nowhere"})

    def test_both_schemes_open_the_same_store(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add([STORY])
        with Neo4jStore.open(neo4j_server.address.replace("bolt", "neo4j"), neo4j_server.environment) as other:
            assert other.stamp() == neo4j_store.stamp()
            assert other.cypher("RETURN 1 AS one").rows == ((1,),)

    def test_opening_writes_nothing(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        with neo4j_server.driver() as driver:
            assert driver.execute_query("MATCH (n) RETURN count(n)").records[0][0] == 0

    def test_records_of_a_newer_format_are_left_alone(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add([STORY])
        with neo4j_server.driver() as driver:
            driver.execute_query("MATCH (s:EdgewiseStore) SET s.format = 99")
        with pytest.raises(StoreError, match="format 99"):
            Neo4jStore.open(neo4j_server.address, neo4j_server.environment)


REFUSED = (
    "CREATE (n:Entity {name: 'x'}) RETURN n",
    "MERGE (n:Entity {name: 'AWS'}) RETURN n",
    "MATCH (n:Entity) SET n.name = 'x' RETURN n",
    "MATCH (n:Entity) WHERE n.name = 'nobody' DETACH DELETE n",
    "MATCH (n:Entity) REMOVE n.name RETURN n",
    "MATCH (n:Entity) FOREACH (x IN [1] | SET n.x = x)",
    "MATCH (n:Entity) CALL (n) { SET n.x = 1 } RETURN n",
    "CREATE INDEX sneaky IF NOT EXISTS FOR (n:Entity) ON (n.x)",
    "DROP CONSTRAINT edgewise_record_id IF EXISTS",
    "CREATE USER eve SET PASSWORD 'hunter22'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM 'http://127.0.0.1:9/x.csv' AS row RETURN row",
    "MATCH (n) CALL (n) { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } RETURN row",
    "SHOW USERS", "SHOW SETTINGS", "SHOW DATABASES", "SHOW TRANSACTIONS", "SHOW PROCEDURES", "SHOW FUNCTIONS", "SHOW INDEXES",
    "SHOW CURRENT USER",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL dbms.killConnections(['bolt-1'])",
    "CALL db.clearQueryCaches()",
    "CALL db.createLabel('Sneaky')",
    "CALL dbms.components() YIELD name RETURN name",
)  # fmt: skip


@pytest.mark.neo4j
class TestHeldToReading:
    """Statements given to the server's side directly, as if the guard had let them through."""

    @pytest.fixture
    def reader(self, neo4j_server: Neo4jServer) -> Iterator[Reader]:
        reader = Reader(server(neo4j_server.address, neo4j_server.environment))
        yield reader
        reader.close()

    @pytest.mark.parametrize("statement", REFUSED)
    def test_what_does_more_than_read_the_graph_is_refused(self, neo4j_store: Neo4jStore, reader: Reader, statement: str) -> None:
        neo4j_store.add(RECORDS)
        neo4j_store.project(PROJECTION)
        with pytest.raises(QueryError) as refusal:
            reader.run(statement, {}, 10, PATIENCE)
        assert "\n" not in str(refusal.value)
        assert "LOAD CSV" not in statement or "needs LoadCSV" in str(refusal.value)  # by us, whatever the server is set to
        assert neo4j_store.projection() == PROJECTION

    def test_an_endless_statement_is_stopped(self, reader: Reader) -> None:
        started = time.monotonic()
        with pytest.raises(QueryError, match=r"stopped (waiting )?after 1 s"):
            reader.run("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a WHERE a < 0 RETURN a", {}, 10, 1.0)
        assert time.monotonic() - started < PATIENCE

    def test_one_that_the_server_does_not_stop_is_waited_for_no_longer(self, reader: Reader) -> None:
        started = time.monotonic()
        with pytest.raises(QueryError, match=r"stopped (waiting )?after 1 s"):
            reader.run("RETURN reduce(x = 0, i IN range(1, 300000000) | x + i)", {}, 10, 1.0)
        assert time.monotonic() - started < PATIENCE
        assert reader.run("RETURN 1", {}, 10, PATIENCE).rows == ((1,),)

    def test_a_greedy_one_is_refused_its_memory(self, reader: Reader) -> None:
        with pytest.raises(QueryError, match="memory"):
            reader.run("UNWIND range(1, 40000000) AS i RETURN size(collect(toString(i)))", {}, 10, PATIENCE)


@pytest.mark.neo4j
class TestValues:
    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ("date('2018-06-12')", "2018-06-12"), ("datetime('2018-06-12T10:00:00Z')", "2018-06-12T10:00:00.000000000+00:00"),
            ("duration('P1D')", "P1D"), ("point({x: 1, y: 2})", "CartesianPoint(1.0, 2.0)"), ("0.0 / 0.0", "nan"),
            ("{a: [date('2018-06-12'), null, true, 1.5]}", {"a": ["2018-06-12", None, True, 1.5]}),
        ],
    )  # fmt: skip
    def test_what_json_has_no_word_for_becomes_text(self, neo4j_server: Neo4jServer, expression: str, value: object) -> None:
        reader = Reader(server(neo4j_server.address, neo4j_server.environment))
        try:
            assert reader.run(f"RETURN {expression} AS value", {}, 10, 5.0).rows == ((value,),)
        finally:
            reader.close()

    def test_an_error_says_where_in_the_statement_it_is(self, neo4j_store: Neo4jStore) -> None:
        with pytest.raises(QueryError, match=r"Variable `m` not defined \(line 2, column 8\)$"):
            neo4j_store.cypher("MATCH (n:Entity)\nRETURN m")


@pytest.mark.neo4j
class TestOtherDataInTheSameDatabase:
    def test_is_never_touched(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        """Also where it has our labels, our names and our ids."""
        everything = "MATCH (n:Theirs) OPTIONAL MATCH (n)-[r]-() RETURN n.nr AS nr, labels(n), properties(n), count(r) ORDER BY nr"
        aws = ENTITIES["AWS"].id
        with neo4j_server.driver() as driver:
            driver.execute_query(
                "CREATE (a:Theirs:Entity {nr: 1, id: $aws, name: 'AWS'})-[:HOSTS {id: 'x'}]->(:Theirs:Claim {nr: 2, id: $aws}),"
                " (a)-[:NAMES]->(:Theirs:Document {nr: 3}), (:Theirs:Entity {nr: 4, id: $aws})",
                aws=aws,
            )
            before = driver.execute_query(everything).records
            neo4j_store.add(RECORDS)
            neo4j_store.project(PROJECTION)
            assert neo4j_store.projection() == PROJECTION
            driver.execute_query("MATCH (t:Theirs {nr: 1}), (a:Entity:Edgewise {id: $aws}) CREATE (t)-[:SAME_AS]->(a)", aws=aws)
            driver.execute_query("MATCH (a:Entity:Edgewise {name: 'AWS'}), (b:Entity:Edgewise {name: 'ICE'}) CREATE (a)-[:MY_NOTE]->(b)")
            smaller = replace(PROJECTION, links=())
            neo4j_store.project(smaller)
            assert neo4j_store.projection() == smaller
            assert driver.execute_query("MATCH (:Edgewise)-[r:MY_NOTE]->(:Edgewise) RETURN count(r)").records[0][0] == 1
            neo4j_store.project(Projection())
            assert driver.execute_query(everything).records == before


@pytest.mark.neo4j
class TestProjecting:
    def test_only_what_differs_is_written(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        """The nodes and relationships that stay are the same ones to the server."""
        elements = "MATCH (n:Edgewise) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n), elementId(r) ORDER BY elementId(n), elementId(r)"
        neo4j_store.add(RECORDS)
        neo4j_store.project(PROJECTION)
        stamp = neo4j_store.stamp()
        with neo4j_server.driver() as driver:
            before = driver.execute_query(elements).records
            neo4j_store.project(PROJECTION)
            assert neo4j_store.stamp() == stamp
            neo4j_store.project(replace(PROJECTION, names=PROJECTION.names[1:]))
            assert len(driver.execute_query(elements).records) == len(before) - 1
            neo4j_store.project(PROJECTION)
            assert {r[0] for r in driver.execute_query(elements).records} == {r[0] for r in before}

    def test_every_node_is_marked_as_ours(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add(RECORDS)
        neo4j_store.project(PROJECTION)
        with neo4j_server.driver() as driver:
            assert driver.execute_query("MATCH (n) WHERE NOT n:Edgewise RETURN count(n)").records[0][0] == 0
            kinds = driver.execute_query("MATCH (n:EdgewiseRecord) RETURN n.kind, count(*) ORDER BY n.kind").records
        assert [tuple(r) for r in kinds] == [
            ("Claim", 7), ("Document", 3), ("Judgement", 2), ("Mention", 3), ("Problem", 2), ("Reading", 2), ("Source", 3),
        ]  # fmt: skip

    def test_the_schema_is_there_after_the_first_write(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add([Source("denial.md", DENIAL.id)])
        with neo4j_server.driver() as driver:
            constraints = {r["name"] for r in driver.execute_query("SHOW CONSTRAINTS").records}
            indexes = {r["name"]: r["state"] for r in driver.execute_query("SHOW INDEXES").records}
        assert {"edgewise_record_id", "edgewise_derived_id", "edgewise_store_id"} <= constraints
        assert indexes["edgewise_words"] == indexes["edgewise_entity_name_key"] == "ONLINE"


@pytest.mark.neo4j
class TestReplacingInParts:
    """A graph too large for one transaction."""

    @pytest.fixture(autouse=True)
    def in_small_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("edgewise.stores.neo4j.store.WHOLE", 0)
        monkeypatch.setattr("edgewise.stores.neo4j.batches.ROWS", 2)

    def test_gives_the_same_graph(self, neo4j_store: Neo4jStore) -> None:
        neo4j_store.add(RECORDS)
        for graph in (PROJECTION, replace(PROJECTION, links=(), names=()), PROJECTION, Projection()):
            before = neo4j_store.stamp()
            neo4j_store.project(graph)
            assert neo4j_store.projection() == graph
            assert neo4j_store.stamp() != before

    def test_an_interrupted_one_is_never_shown_and_the_next_one_mends_it(
        self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        neo4j_store.add(RECORDS)
        smaller = Projection(documents=(STORY.id,), entities=(ENTITIES["AWS"],))
        neo4j_store.project(smaller)
        stamp, write = neo4j_store.graph_stamp(), writing._write
        written: list[Part] = []

        def failing(transaction: ManagedTransaction, part: Part) -> None:
            if len(written) == 2:
                raise KeyboardInterrupt
            written.append(part)
            write(transaction, part)

        with monkeypatch.context() as patch:
            patch.setattr(writing, "_write", failing)
            with pytest.raises(KeyboardInterrupt):
                neo4j_store.project(PROJECTION)

        monkeypatch.setattr("edgewise.stores.neo4j.state.PATIENCE", 0.1)
        with Neo4jStore.open(neo4j_server.address, neo4j_server.environment) as reader:
            with pytest.raises(QueryError, match="ingest once more"):
                reader.cypher("MATCH (n:Entity) RETURN n.name")
            for read in (reader.projection, lambda: reader.search("ICE")):
                with pytest.raises(StoreError, match="ingest once more"):
                    read()
            assert [r.id for r in reader.records(Document)] == sorted(r.id for r in RECORDS if isinstance(r, Document))
            for graph in (stamp, reader.graph_stamp()):
                with pytest.raises(StaleGraph):
                    reader.patch(Patch(), graph)
            reader.mend()
            assert set(reader.projection().entities) <= set(PROJECTION.entities)
        neo4j_store.project(PROJECTION)
        assert neo4j_store.projection() == PROJECTION
        assert neo4j_store.search("ICE") == (ENTITIES["ICE"],)
        assert neo4j_store.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((len(PROJECTION.entities),),)

    def test_readers_meanwhile_see_one_graph_or_the_other(self, neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
        neo4j_store.add(RECORDS)
        graphs = (PROJECTION, replace(PROJECTION, links=PROJECTION.links[:2]))
        neo4j_store.project(graphs[0])
        whole = {len([link for link in graph.links if link.support != "none"]) for graph in graphs}
        done = threading.Event()

        def alternate() -> None:
            with Neo4jStore.open(neo4j_server.address, neo4j_server.environment) as writer:
                for number in range(1, 7):
                    writer.project(graphs[number % 2])
            done.set()

        writing = threading.Thread(target=alternate)
        writing.start()
        seen = set()
        while not done.is_set():
            with suppress(QueryError):
                seen.add(neo4j_store.cypher("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)").rows[0][0])
        writing.join()
        assert seen <= whole


@pytest.mark.neo4j
def test_two_writers_at_once_lose_nothing(neo4j_store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
    sources = [Source(f"{number}.txt", STORY.id, number % 5 + 1) for number in range(200)]
    older = [replace(source, revision=source.revision - 1, document=None) for source in sources if source.revision > 1]

    def write_all(records: list[Source]) -> None:
        with Neo4jStore.open(neo4j_server.address, neo4j_server.environment) as store:
            for start in range(0, len(records), 20):
                store.add(records[start : start + 20])

    writers = [threading.Thread(target=write_all, args=(records,)) for records in (sources, older, sources[::-1])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert list(neo4j_store.records(Source)) == sorted(sources, key=lambda source: source.id)


def test_what_was_read_while_a_replacement_began_is_no_whole_graph() -> None:
    before = State(1, "t", 3, 6, 1, "")
    assert replace(before, revision=4).is_still(before)
    assert not replace(before, turn=7).is_still(before)
    assert not replace(before, turn=8).is_still(before)
    assert not replace(before, turn=7).is_still(replace(before, turn=7))
