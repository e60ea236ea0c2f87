"""The Cypher console: rows as a table whose names lead on, errors with their place marked, nothing run unasked."""

from __future__ import annotations

import io
import json
from html import unescape
from pathlib import Path

import pytest
from explorers import Asking, desk_over, served
from making import claim, document, graph
from neo4j_servers import Neo4jServer

from edgewise.model import Reading
from edgewise.project import builtin
from edgewise.questions.saved import load_queries
from edgewise.stores import open_store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.transfer import dump, load
from edgewise.web.desk import Desk
from edgewise.web.pages.cypher import EXAMPLES, mark

HOSTS = "MATCH (a:Entity)-[r:HOSTS]->(b:Entity) RETURN a, r, b, a.name, a.aliases, r.about, {n: 1} AS m"
HOSTILE = "<img src=x onerror=alert(1)></script>"


def test_nothing_is_run_without_a_statement(asking: Asking) -> None:
    page = asking("/cypher").body
    assert "stopped after 10 seconds" in page
    assert "PITCHED_TO" in page
    assert "name_key" in page
    assert "Result" not in page
    assert asking("/cypher?q=+&limit=5").status == 200


def test_names_links_and_claims_lead_to_their_pages(asking: Asking) -> None:
    page, table = asking(f"/cypher?q={HOSTS}").body, asking(f"/cypher.json?q={HOSTS}").json
    [[aws, hosts, icm, *_]] = table["rows"]
    for address in (f"/entities/{aws['properties']['id']}", f"/entities/{icm['properties']['id']}", f"/links/{hosts['properties']['id']}"):
        assert address in page
    assert "Amazon Web Services HOSTS Investigative Case Management" in page
    assert "[&#34;AWS&#34;, &#34;Amazon Web Services, Inc.&#34;]" in page
    assert "{&#34;n&#34;: 1}" in page
    assert page.count(f"/entities/{aws['properties']['id']}") == 2  # as a node, and as its whole name
    assert "/graph?cypher=" in page
    claims = asking("/cypher?q=MATCH (c:Claim)-[:IN]->(d:Document) RETURN c, d LIMIT 1").body
    assert "/claims/" in claims
    assert "/documents/" in claims


def test_a_path_is_shown_as_it_is_walked(asking: Asking) -> None:
    page = asking("/cypher?q=MATCH p = (b:System)<-[:HOSTS]-(a:Organization) RETURN p").body
    row = page.partition('<table class="results">')[2]
    assert row.index("Investigative Case Management") < row.index("← HOSTS") < row.index("Amazon Web Services")


def test_more_rows_than_shown_are_told(asking: Asking) -> None:
    page = asking("/cypher?q=MATCH (n:Entity) RETURN n&limit=3").body
    assert "3 rows shown, and there are more" in page
    assert "limit=1000" in page
    assert asking("/cypher.json?q=MATCH (n:Entity) RETURN n&limit=3").json["truncated"] is True
    assert asking("/cypher?q=MATCH (n:Entity) RETURN n&limit=2000").status == 400


def test_no_rows_are_told(asking: Asking) -> None:
    page = asking("/cypher?q=MATCH (n:Entity {name: 'Nobody'}) RETURN n").body
    assert "No rows" in page
    assert "/graph?cypher=" not in page


@pytest.mark.parametrize(
    ("statement", "words", "marked"),
    [
        ("MATCH (n)\nSET n.x = 1 RETURN n", "SET would write", "SET n.x = 1 RETURN n\n^"),
        ("MATCH (n)\n RETURN shout(n)", "shout() is not on the list", " RETURN shout(n)\n        ^"),
        ("MATCH (n) RETURN 'abc", "the string is not closed", "MATCH (n) RETURN 'abc\n                 ^"),
        ("MATCH (n)\nWHERE n.name = = 'x'\nRETURN n", "unexpected", "WHERE n.name = = 'x'\n               ^\nRETURN n"),
    ],
)
def test_an_error_is_shown_with_its_place(asking: Asking, statement: str, words: str, marked: str) -> None:
    page = asking(f"/cypher?q={statement.replace(chr(10), '%0D%0A')}")
    shown = page.body.replace("&#39;", "'")
    assert page.status == 400
    assert words in shown
    assert marked in shown
    data = asking(f"/cypher.json?q={statement.replace(chr(10), '%0A')}").json
    assert words in data["error"]
    assert data["place"][0] == statement.count("\n", 0, statement.index(marked.split("\n")[0])) + 1


def test_a_place_is_marked_whatever_stands_before_it() -> None:
    assert mark("\tRETURN x", (1, 9)) == "\tRETURN x\n\t       ^"
    assert mark("RETURN\nx", (9, 1)) == "RETURN\nx\n^"
    assert mark("RETURN \u202ex", (1, 9)) == "RETURN x\n       ^"


def test_a_statement_has_a_longest(asking: Asking) -> None:
    assert asking(f"/cypher?q=RETURN {'1 + ' * 1000}1").status == 400


def test_a_statement_is_kept_as_a_table(asking: Asking) -> None:
    kept = asking("/cypher.csv?q=MATCH (a)-[r:HOSTS]->(b) RETURN a.name AS host, b.name AS system")
    assert kept.body == "host,system\nAmazon Web Services,Investigative Case Management\n"
    assert "edgewise-cypher.csv" in kept.headers["content-disposition"]


def test_hostile_cells_errors_and_statements_are_text(tmp_path: Path) -> None:
    read = document(f"AWS hosts {HOSTILE}.", title=HOSTILE)
    said = claim(read, "AWS", "hosts", HOSTILE)
    with open_store(str(tmp_path / "hostile.db")) as store:
        store.add([read, said, Reading(said.id, "rules@1", 0.9)])
        store.project(graph(said, documents=(read,)))
    with desk_over(str(tmp_path / "hostile.db")) as desk, served(desk) as asking:
        for statement in (
            "MATCH (a)-[r]->(b) RETURN a, r, b, b.name, [b.name], {x: b.name}, properties(b)",
            "MATCH (c:Claim)-[:IN]->(d:Document) RETURN c, d, d.title",
            f"RETURN '{HOSTILE}'",
            f"MATCH (n) RETURN `{HOSTILE}`(n)",
            f"RETURN {HOSTILE}",
        ):
            page = asking(f"/cypher?q={statement}").body
            assert "<img" not in page, statement
            assert page.count("</script>") == 3, statement


def written(row: object) -> str:
    """A row as text that does not depend on the order of properties."""
    return json.dumps(row, sort_keys=True)


def answers_alike(desk: Desk, asking: Asking, unknown: list[int] | None) -> None:
    """Check an explorer against the desk of the embedded store; `unknown` is where it says that an unknown variable stands."""
    for example in EXAMPLES:
        assert asking(f"/cypher?q={example.statement}").status == 200, example
        rows = asking(f"/cypher.json?q={example.statement}").json["rows"]
        assert sorted(map(written, rows)) == sorted(map(written, desk.store.cypher(example.statement).rows))
    wrong = asking("/cypher.json?q=MATCH (n) // all%0ARETURN m").json
    assert "m` " in wrong["error"]
    assert wrong["place"] == unknown
    assert asking("/cypher.json?q=MATCH (n) // all%0ARETURN n n").json["place"] == [2, 10]
    for address in ("/routes?from=Amazon&to=ICE", "/routes/walk?from=Amazon&to=ICE", "/ask?q=What does ICE use"):
        assert asking(address).status == 200, address
    for query in load_queries(*desk.project.queries).values():
        values = "&".join(f"{one.name}=ICE" for one in query.parameters if one.type == "name")
        page = asking(f"/queries/{query.name}?{values}").body
        statement = unescape(page.partition('<a href="/cypher?q=')[2].partition('"')[0])
        assert asking(f"/cypher.json?q={statement}").json["rows"] == asking(f"/queries/{query.name}.json?{values}").json["rows"], query


def test_the_embedded_store_answers(desk: Desk, asking: Asking) -> None:
    answers_alike(desk, asking, None)


@pytest.mark.neo4j
def test_a_neo4j_store_answers_the_same(desk: Desk, neo4j_server: Neo4jServer) -> None:
    neo4j_server.empty()
    stream = io.StringIO()
    dump(desk.store, stream)
    stream.seek(0)
    with Neo4jStore.open(neo4j_server.address, neo4j_server.environment) as store:
        load(store, stream)
        store.project(desk.store.projection())
        other = Desk(store, lambda: Neo4jStore.open(neo4j_server.address, neo4j_server.environment), builtin())
        with served(other) as asking:
            answers_alike(desk, asking, [2, 8])
        other.close()
