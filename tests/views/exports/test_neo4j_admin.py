"""Files for the bulk import: a whole store, quoted so that any text is kept, and imported by the real command."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
from conftest import need
from neo4j_servers import HOW, SCRIPTS, folders
from waiting import free_port

from edgewise.model import RECORD_KINDS
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.views.exports.neo4j_admin import write_bulk
from edgewise.views.exports.selection import Selection

_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m"
_OPENED = " ".join(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch"))
GRAPH = (
    "MATCH (e:Entity) RETURN e ORDER BY e.id", "MATCH (c:Claim) RETURN c ORDER BY c.id", "MATCH (d:Document) RETURN d ORDER BY d.id",
    "MATCH (a:Entity)-[r]->(b:Entity) RETURN r ORDER BY r.id",
    "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b ORDER BY type, a, b",
)  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


@pytest.mark.parametrize("name", ["everything", "hostile"])
def test_every_record_node_and_relationship_is_there_once(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    selection: Selection = request.getfixturevalue(name)
    write_bulk(selection, tmp_path)
    store = selection.view.store
    records = {row["id:ID(EdgewiseRecord)"]: row for row in rows(tmp_path / "edgewiserecord.csv")}
    assert set(records) == {record.id for kind in RECORD_KINDS.values() for record in store.records(kind)}  # type: ignore[type-var]
    assert all(json.loads(row["record"]) for row in records.values())
    entities = rows(tmp_path / "entity.csv")
    assert {row["id:ID(Entity)"]: row["name"] for row in entities} == {
        one.id: one.name.replace("\0", "\ufffd") for one in selection.entity_nouns()
    }
    assert {len(row[":LABEL"].split("\x1f")) for row in entities} == {3}
    links = rows(tmp_path / "entity-entity.csv")
    assert {row["id"] for row in links} == {link.id for link in selection.link_nouns() if link.support != "none"}
    ends = {row["id:ID(Entity)"] for row in entities}
    assert {row[f":{end}_ID(Entity)"] for row in links for end in ("START", "END")} <= ends


def test_the_script_names_every_file_and_what_comes_after(everything: Selection, tmp_path: Path) -> None:
    write_bulk(everything, tmp_path)
    command = (tmp_path / "import.sh").read_text(encoding="utf-8")
    named = {part.partition("=")[2] for part in shlex.split(command, comments=True) if part.startswith(("--nodes=", "--relationships="))}
    assert named == {path.name for path in tmp_path.glob("*.csv")}
    assert "edgewise_words" in (tmp_path / "after-import.cypher").read_text(encoding="utf-8")


def _admin(dist: Path, home: Path) -> str:
    """A `neo4j-admin` for the jars of a folder that get_neo4j.sh made, which has none, and for the data of a home."""
    for name in ("conf", "data", "logs"):
        (home / name).mkdir(parents=True)
    settings = "".join(f"server.directories.{name}={home / name}\n" for name in ("data", "logs"))
    (home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
    java = (dist / "java.path").read_text(encoding="utf-8").strip()
    script = home / "neo4j-admin"
    run = f'exec "{java}" {_OPTIONS} {_OPENED} -cp "{dist}/lib/*" org.neo4j.server.startup.Neo4jAdminCommand "$@"'
    script.write_text(f'#!/bin/sh\nexport NEO4J_HOME="{home}" NEO4J_CONF="{home}/conf"\n{run}\n', encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def _same(imported: Store, store: Store) -> None:
    for kind in RECORD_KINDS.values():
        assert list(imported.records(kind)) == list(store.records(kind))  # type: ignore[type-var]
    assert imported.projection() == store.projection()
    for query in GRAPH:
        assert imported.cypher(query, limit=10_000).rows == store.cypher(query, limit=10_000).rows, query


@pytest.mark.neo4j
def test_edgewise_opens_what_the_real_command_imports(hostile: Selection, tmp_path: Path) -> None:
    """One import, one server of its own: about 20 seconds."""
    need(bool(folders()), "a Neo4j server", HOW)
    dist, home, login = folders()[0], tmp_path / "home", {"NEO4J_PASSWORD": "only-for-tests"}
    write_bulk(hostile, tmp_path)
    environment = {**os.environ, **login, "NEO4J_ADMIN": _admin(dist, home), "NEO4J_JAVA_OPTS": "-XX:TieredStopAtLevel=1"}
    subprocess.run(["sh", tmp_path / "import.sh"], env=environment, check=True, capture_output=True)
    port = free_port()
    subprocess.run(
        [SCRIPTS / "start_neo4j.sh", dist, home, str(port)],
        env=environment | {"NEO4J_START_TIMEOUT": "300"}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with Neo4jStore.open(f"bolt://127.0.0.1:{port}", login) as imported:
            with imported._connection.driver.session() as session:
                lines = (tmp_path / "after-import.cypher").read_text(encoding="utf-8").splitlines()
                for statement in "\n".join(line for line in lines if not line.startswith("//")).split(";"):
                    if statement.strip():
                        session.run(statement).consume()
                session.run("CALL db.awaitIndexes(120)").consume()
            _same(imported, hostile.view.store)
            assert imported.search("constructor") == hostile.view.store.search("constructor") != ()
            before = imported.stamp()
            imported.project(hostile.view.store.projection())
            assert imported.stamp() == before  # nothing was to be mended
    finally:
        subprocess.run([SCRIPTS / "stop_neo4j.sh", home], check=True, stdout=subprocess.DEVNULL)
