"""A script that makes the same graph: on the embedded engine, and on a real Neo4j, whatever the texts say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import apsw
import pytest
from neo4j_servers import Neo4jServer

from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.sqlite.cypher import extension
from edgewise.views.exports.cypher import as_cypher
from edgewise.views.exports.selection import Selection, selected

COUNTS = (
    "MATCH (e:Entity) RETURN count(e) AS n", "MATCH (c:Claim) RETURN count(c) AS n", "MATCH (d:Document) RETURN count(d) AS n",
    "MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n", "MATCH ()-[r]->() RETURN count(r) AS n",
)  # fmt: skip
ROWS = (
    "MATCH (e:Entity) RETURN e ORDER BY e.id", "MATCH (c:Claim) RETURN c ORDER BY c.id", "MATCH (d:Document) RETURN d ORDER BY d.id",
    "MATCH (a:Entity)-[r]->(b:Entity) RETURN r ORDER BY r.id",
    "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b ORDER BY type, a, b",
)  # fmt: skip


def statements(selection: Selection) -> list[str]:
    lines = "".join(as_cypher(selection)).splitlines(keepends=True)
    assert all(line.endswith(";\n") for line in lines if "\u2028" not in line)
    return [statement for statement in "".join(lines).split(";\n") if statement]


def embedded() -> Callable[[str], Any]:
    """An empty graph in memory, which a statement may change."""
    connection = apsw.Connection(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(str(extension()))

    def run(statement: str) -> Any:
        return json.loads(str(connection.execute("SELECT cypher(?)", (statement,)).fetchall()[0][0]))

    return run


def test_the_embedded_engine_makes_the_same_graph(everything: Selection) -> None:
    run, store = embedded(), everything.view.store
    for statement in (one for one in statements(everything) if not one.startswith("CREATE INDEX")):
        run(statement)
    for count in COUNTS:
        assert (run(count)[0]["n"],) == store.cypher(count).rows[0], count
    names = "MATCH (e:Entity) RETURN e.name AS name ORDER BY e.id"
    assert [row["name"] for row in run(names)] == [row[0] for row in store.cypher(names).rows]


def test_a_part_is_that_part_and_hostile_text_is_text(hostile: Selection) -> None:
    part = selected(hostile.view, hostile.project, links=hostile.links[:3])
    run = embedded()
    for statement in statements(part)[3:]:
        run(statement)
    assert [run(count)[0]["n"] for count in COUNTS[:4]] == [len(part.entities), len(part.claims), len(part.documents), 3]
    quotes = [row["quote"] for row in run("MATCH (c:Claim) RETURN c.quote AS quote ORDER BY c.id")]
    assert quotes == [claim.quote.replace("\0", "\ufffd") for claim in part.claims_shown()]


def test_a_text_never_ends_its_quotes_nor_begins_an_escape(hostile: Selection, everything: Selection) -> None:
    from edgewise.views.exports.cypher import _text

    assert _text("it's \\ so\n") == "'it\\'s \\\\ so\\n'"
    assert _text("\\u0027 + x") == "'\\\\' + 'u0027 + x'"
    assert not [one for one in (*statements(hostile), *statements(everything)) if "\n" in one]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["everything", "hostile"])
def test_neo4j_makes_the_same_graph_and_a_second_run_changes_nothing(
    name: str, neo4j_server: Neo4jServer, neo4j_store: Neo4jStore, request: pytest.FixtureRequest
) -> None:
    selection: Selection = request.getfixturevalue(name)
    with neo4j_server.driver() as driver:
        for statement in 2 * statements(selection):
            driver.execute_query(statement)
    for query in ROWS:
        assert neo4j_store.cypher(query, limit=10_000).rows == selection.view.store.cypher(query, limit=10_000).rows, query
