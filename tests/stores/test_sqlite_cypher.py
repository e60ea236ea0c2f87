"""Cypher on the embedded store: what holds it, what it refuses rather than answer wrongly, and what happens without the extension."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import apsw
import pytest
from waiting import PATIENCE, quick, until

from edgewise.errors import QueryError
from edgewise.model import Projection
from edgewise.stores.sqlite import SqliteStore
from edgewise.stores.sqlite.asking import MEMORY
from edgewise.stores.sqlite.cypher import CypherReader, extension
from edgewise.stores.sqlite.file import VALUE_TABLES
from edgewise.testing.records import everything, expected
from edgewise.testing.world import PROJECTION, RECORDS


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path_factory.mktemp("store") / "edgewise.db") as store:
        store.add(RECORDS)
        store.project(PROJECTION)
        yield store


def tables(connection: apsw.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The columns of graphqlite's tables: name, type, whether required."""
    names = [
        "nodes",
        "edges",
        "property_keys",
        "node_labels",
        *(f"{owner}_props_{kind}" for owner in ("node", "edge") for kind in VALUE_TABLES),
    ]
    return {name: [row[1:4] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def test_our_tables_are_laid_out_as_the_extension_lays_out_its_own(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "edgewise.db").close()
    ours, theirs = apsw.Connection(str(tmp_path / "edgewise.db")), apsw.Connection(":memory:")
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'idx_%' ORDER BY name"
    theirs.enable_load_extension(True)
    theirs.load_extension(str(extension()))
    assert tables(ours) == tables(theirs)
    assert ours.execute(indexes).fetchall() == theirs.execute(indexes).fetchall()
    theirs.close()
    ours.close()


def test_the_extension_changes_nothing_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    with SqliteStore(path) as store:
        store.add(RECORDS)
        store.project(PROJECTION)
    before = path.read_bytes()
    with SqliteStore(path) as store:
        store.cypher("MATCH (n) RETURN n")
        with pytest.raises(QueryError):
            store.cypher("MATCH (n) DETACH DELETE n")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:X {a: 1})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.name = 'x'",
        "MERGE (n:X {id: 'x'})",
        "CREATE INDEX FOR (n:X) ON (n.a)",
    ],
)
def test_behind_the_guard_the_connection_itself_cannot_write(drawn: SqliteStore, query: str) -> None:
    with closing(CypherReader(drawn._pool.file)) as reader, pytest.raises(apsw.Error):
        reader._connection.execute("SELECT cypher(?)", (query,)).fetchall()
    assert everything(drawn) == expected(RECORDS)
    assert drawn.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((len(PROJECTION.entities),),)


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH 'x' AS x",
        "DETACH main",
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA user_version = 9",
        "DELETE FROM ours",
        "UPDATE ours SET value = 1",
        "UPDATE sqlite_master SET sql = 'x'",
        "CREATE TABLE x(y)",
        "CREATE TEMP TABLE x(y)",
        "CREATE VIRTUAL TABLE x USING csv('x')",
        "DROP TABLE nodes",
        "ALTER TABLE nodes RENAME TO x",
        "INSERT INTO graph_search(graph_search) VALUES('rebuild')",
        "VACUUM INTO 'x'",
        "REINDEX",
        "ANALYZE",
        "SELECT load_extension('x')",
        "SELECT writefile('x', 'y')",
        "SELECT readfile('x')",
    ],
)  # fmt: skip
def test_behind_the_guard_sql_cannot_write_or_load_either(
    drawn: SqliteStore, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(CypherReader(drawn._pool.file)) as reader, pytest.raises((apsw.AuthError, apsw.SQLError)):
        reader._connection.execute(sql).fetchall()
    assert list(tmp_path.iterdir()) == []


def test_a_refused_or_stopped_query_leaves_the_process_alive_at_its_exit(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from edgewise.errors import QueryError\n"
        "from edgewise.stores.sqlite import SqliteStore\n"
        "from edgewise.stores.sqlite.cypher import CypherReader\n"
        "from edgewise.testing.refused import ENDLESS, REFUSED, WRONG\n"
        "from edgewise.testing.world import PROJECTION, RECORDS\n"
        "store = SqliteStore(sys.argv[1])\n"
        "store.add(RECORDS)\n"
        "store.project(PROJECTION)\n"
        "for query in (*REFUSED, *WRONG, ENDLESS[0]):\n"
        "    try:\n"
        "        store.cypher(query, timeout=0.2)\n"
        "    except QueryError:\n"
        "        pass\n"
        "reader = CypherReader(store._pool.file)\n"
        "try:\n"
        "    reader._connection.execute('SELECT cypher(?)', ('CREATE (n)',)).fetchall()\n"
        "except Exception as problem:\n"
        "    print(type(problem).__name__)\n"
    )
    for ending in ("reader.close()\nstore.close()\n", ""):
        done = subprocess.run(
            [sys.executable, "-c", f"{program}{ending}print('alive')", str(tmp_path / f"{len(ending)}.db")],
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        assert done.stdout.split()[-1] == "alive", done.stderr
        assert done.returncode == 0


def test_the_other_connection_sees_each_new_graph(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "edgewise.db") as store:
        for entities in (PROJECTION.entities[:3], (), PROJECTION.entities):
            store.project(Projection(entities=entities))
            assert store.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((len(entities),),)
            assert {id for (id,) in store.cypher("MATCH (n) RETURN n.id").rows} == {one.id for one in entities}


def test_projecting_again_leaves_nothing_of_the_old_graph(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    with SqliteStore(path) as store:
        store.add(RECORDS)
        for _ in range(3):
            store.project(PROJECTION)
    names = sum(1 + len(one.aliases) for one in PROJECTION.entities)
    with apsw.Connection(str(path)) as plain:
        assert plain.execute("SELECT count(*) FROM graph_search").get == names
        assert plain.execute("SELECT count(*) FROM edge_props_text WHERE edge_id NOT IN (SELECT id FROM edges)").get == 0
        assert plain.execute("SELECT count(*) FROM node_props_text WHERE node_id NOT IN (SELECT id FROM nodes)").get == 0
    plain.close()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("MATCH p = shortestPath((a:Entity {name: 'AWS'})-[*]-(b:Entity {name: 'ICE'})) RETURN p", "edgewise routes"),
        ("RETURN split('a,,b', ',')", "split"),
        ("MATCH (n:Entity) RETURN min(n.name)", "WITH n.name AS x RETURN min"),
        ("MATCH (n:Entity) RETURN max(DISTINCT n.name)", "WITH n.name AS x RETURN max"),
        ("RETURN 1 / 0", "division by zero"),
        ("RETURN 1 % 0.00", "division by zero"),
        ("MATCH ()-[r]->() WHERE r.indirect = false RETURN r", "NOT x"),
        ("MATCH ()-[r]->() WHERE true <> r.indirect RETURN r", "NOT x"),
        ("MATCH (c:Claim) WHERE c.indirect IN [true] RETURN c", "NOT x"),
        ("MATCH (n:Entity) WHERE NOT (n)-[:HOSTS]->(:System {name: 'none'}) RETURN n", "EXISTS"),
        ("MATCH (n:Entity) WHERE EXISTS { (n)-[:PITCHED_TO {indirect: false}]->() } RETURN n", "EXISTS"),
        ("MATCH (n:Entity) RETURN [(n)-[:HOSTS]->(m {name: 'none'}) | m.name]", "WHERE"),
        ("MATCH (n:Entity) OPTIONAL MATCH (n)-[:HOSTS]->(m {name: 'none'}) RETURN m", "WHERE"),
        ("MATCH (n:Entity) OPTIONAL MATCH (n)-->(m) RETURN m", "OPTIONAL MATCH from a node"),
        ("MATCH (n:Entity) OPTIONAL MATCH (n)-[r:HOSTS]->(m) RETURN r", "OPTIONAL MATCH from a node"),
        ("MATCH (n:Entity) OPTIONAL MATCH (m:Claim)-[:SUBJECT]->(n) RETURN m", "OPTIONAL MATCH from a node"),
        ("MATCH (n:Entity) OPTIONAL MATCH (n)-[:HOSTS*1..2]->(m) RETURN m", "OPTIONAL MATCH from a node"),
        ("MATCH (n:Entity) OPTIONAL MATCH (n)-[:HOSTS]->(m)<-[:USES]-(o) WHERE o.name = 'x' RETURN m", "OPTIONAL MATCH from a node"),
        ("MATCH (a {name: 'AWS'})-[r]->(b), (a)-[s]->(c) RETURN b, c", "may be the same relationship"),
        ("MATCH (a)-[:HOSTS|USES]->(b), (c)-[:USES]->(d) RETURN a", "may be the same relationship"),
        ("MATCH (a)-->(b), (c)-[:USES]->(d) RETURN a", "may be the same relationship"),
        ("RETURN 1 AS x UNION RETURN 2 AS x LIMIT 1", "UNION"),
        ("MATCH (a:Entity {name: 'AWS'}), (b:Entity {name: 'ICM'}) UNWIND [a, b] AS x RETURN x.name", "match them together"),
        ("RETURN toInteger('9') ^ 4000", "no number"),
    ],
)  # fmt: skip
def test_what_the_extension_would_answer_wrongly_is_refused_with_another_way(drawn: SqliteStore, query: str, says: str) -> None:
    with pytest.raises(QueryError) as refused:
        drawn.cypher(query)
    assert says in str(refused.value)


def test_a_pattern_on_a_long_text_is_refused_before_it_takes_long(drawn: SqliteStore) -> None:
    with quick(20), pytest.raises(QueryError):
        drawn.cypher("RETURN $x =~ '.*a.*b.*c'", {"x": "ab" * 10_000})


def test_a_huge_value_is_an_error_and_not_the_end_of_memory(drawn: SqliteStore) -> None:
    with pytest.raises(QueryError, match=r"too big|stopped"):
        drawn.cypher("UNWIND range(1, 2000000) AS x RETURN collect('0123456789012345678901234567890123456789')", timeout=20)


def test_without_the_extension_only_cypher_is_missing_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, package=None: None if name == "graphqlite" else find(name, package))
    with SqliteStore(tmp_path / "edgewise.db") as store:
        store.add(RECORDS)
        store.project(PROJECTION)
        assert store.search("aws")[0].name == "AWS"
        with pytest.raises(QueryError, match=r"graphqlite.*\(\w+ \w+.*neo4j://"):
            store.cypher("RETURN 1")
        monkeypatch.undo()
        assert store.cypher("MATCH (n:Entity {name: 'AWS'}) RETURN n.name").rows == (("AWS",),)


def test_another_release_of_the_extension_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.stores.sqlite.cypher.KNOWN_RELEASE", "0.99.")
    with SqliteStore(tmp_path / "edgewise.db") as store, pytest.raises(QueryError, match=r"graphqlite 0\.\d+.*0\.99"):
        CypherReader(store._pool.file)


def test_the_process_that_is_asked_has_bounded_memory_and_is_had_anew_when_it_dies(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "edgewise.db") as store:
        store.cypher("RETURN 1")
        assert store._asker is not None
        process = store._asker._process
        assert process is not None
        limits = Path(f"/proc/{process.pid}/limits")
        if limits.is_file():
            (space,) = (line.split() for line in limits.read_text().splitlines() if line.startswith("Max address space"))
            assert space[3:5] == [str(MEMORY)] * 2
        process.kill()
        process.wait()
        assert store.cypher("RETURN 1").rows == ((1,),)


def test_a_process_serves_one_store_after_the_other_and_keeps_no_file_open(tmp_path: Path) -> None:
    pids = set()
    for name in ("one.db", "two.db"):
        with SqliteStore(tmp_path / name) as store:
            store.project(Projection(entities=PROJECTION.entities[: len(name)]))
            assert store.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((len(name),),)
            assert store._asker is not None
            assert store._asker._process is not None
            pids.add(store._asker._process.pid)
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(name)] == [name]
    assert len(pids) == 1


def test_nobody_who_asks_leaves_a_process_behind(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from edgewise.stores.sqlite import SqliteStore\n"
        "store = SqliteStore(sys.argv[1])\n"
        "store.cypher('RETURN 1')\n"
        "print(store._asker._process.pid, flush=True)\n"
        "{end}\n"
    )
    for end in ("pass", "store.close()", "os._exit(9)"):
        done = subprocess.run(
            [sys.executable, "-c", program.format(end=end), str(tmp_path / "edgewise.db")], capture_output=True, text=True, check=False
        )
        pid = int(done.stdout)
        until(partial(_ended, pid), "the end of the process that was asked")


def _ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"  # nobody has looked at its end yet
    except (ProcessLookupError, FileNotFoundError):
        return True
