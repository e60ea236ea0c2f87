"""The graph in Python: what it gives is what the questions give; it prints, shows in a notebook, and never makes a denial an edge."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from neo4j_servers import Neo4jServer

import edgewise
import edgewise.graph
from edgewise.errors import NameUnknown, QueryError, StoreError, UsageError
from edgewise.project import builtin
from edgewise.questions.answer import ask, routes
from edgewise.questions.nouns import to_json
from edgewise.stores import open_store
from edgewise.views.exports import FORMATS, selection
from edgewise.views.exports.tables import TABLES
from edgewise.views.text import as_text

ICE = "Immigration and Customs Enforcement"
HOSTILE = "[Acme](javascript:alert) <script>x</script> $y$ Ltd"


@pytest.fixture(scope="module")
def graph(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[edgewise.Graph]:
    """The ten example documents, read by the rules."""
    with edgewise.open(tmp_path_factory.mktemp("graph") / "example.db") as opened:
        opened.ingest(root / "loaders" / "example", "rules")
        yield opened


def test_what_the_docs_show_is_so(graph: edgewise.Graph) -> None:
    found = doctest.DocTestFinder().find(edgewise.graph, globs={"graph": graph})
    assert sum(len(one.examples) for one in found) >= 8
    runner = doctest.DocTestRunner()
    with pd.option_context("display.width", 100):
        assert [runner.run(one).failed for one in found] == [0] * len(found)


def test_an_answer_is_the_one_that_questions_give(graph: edgewise.Graph) -> None:
    answer = graph.ask("how is Amazon linked to ICE?")
    with open_store(graph.address) as store:
        plain = ask(store, "how is Amazon linked to ICE?", builtin())
        ways = routes(store, "Amazon", "ICE", builtin(), max_hops=2)
    assert answer.to_json() == to_json(plain)
    assert graph.routes("Amazon", "ICE", max_hops=2).to_json() == to_json(ways)
    assert str(answer) == repr(answer) == as_text(plain, 100)
    assert {entity.id for entity in answer.entities} == {id for link in plain.links() for id in (link.subject_id, link.object_id)}


def test_routes_go_over_the_relations_that_are_asked_for(graph: edgewise.Graph) -> None:
    (way,) = graph.routes("AWS", "ICE", relations=["hosts", "uses"], limit=1).routes
    assert [link.relation for link in way.links] == ["hosts", "uses"]
    with pytest.raises(UsageError, match="hosted"):
        graph.routes("AWS", "ICE", relations=["hosted"])


def test_a_question_that_is_not_understood_says_what_would_be(graph: edgewise.Graph) -> None:
    answer = graph.ask("sing me a song")
    assert answer.form is None
    assert "How is Amazon linked to ICE?" in str(answer)
    assert answer.frame("links").empty


def test_an_answer_shows_in_a_notebook_with_its_sources(graph: edgewise.Graph) -> None:
    shown = graph.routes("Amazon", "ICE")._repr_markdown_()
    assert shown.startswith("# How is Amazon linked to ICE?")
    assert "## Denied" in shown
    assert "## Sources" in shown


def test_all_that_is_known_of_a_name(graph: edgewise.Graph) -> None:
    known = graph.entity("ICM")
    assert (known.names[0].name, known.names[0].type) == ("Investigative Case Management", "System")
    assert {link.relation for link in known.facts} >= {"hosts", "uses"}
    with pytest.raises(NameUnknown, match="did you mean Palantir"):
        graph.entity("Palantyr")


def test_names_are_found_as_rows(graph: edgewise.Graph) -> None:
    found = graph.search("amazon", type="System")
    assert list(found["name"]) == ["Amazon Rekognition"]
    assert found["links"][0] > 0
    assert len(graph.search(limit=3)) == 3
    nothing = graph.search("zeppelin")
    assert nothing.empty
    assert list(nothing.columns) == list(found.columns)


def test_tables_hold_everything_of_a_kind_and_claims_tell_denials_apart(graph: edgewise.Graph) -> None:
    assert set(graph.frame("links")["standing"]) <= {"confirmed", "reported", "alleged", "disputed"}
    claims = graph.frame("claims")
    assert {"affirmed", "negated"} == set(claims["polarity"])
    assert {"planned", "unconfirmed"} <= set(claims["modality"])
    assert ICE in set(graph.frame("entities")["name"])
    assert len(graph.frame("documents")) == 10


def test_an_unknown_table_lists_the_known_ones(graph: edgewise.Graph) -> None:
    with pytest.raises(UsageError, match="'edges'; known: claims, documents, entities, links"):
        graph.frame("edges")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="known: claims, documents, entities, links"):
        graph.ask("who hosts ICM?").frame("routes")  # type: ignore[arg-type]


def test_the_tables_of_an_answer_have_its_denials_among_the_claims_only(graph: edgewise.Graph) -> None:
    answer = graph.ask("how is Amazon linked to ICE?")
    assert answer.denials
    assert set(answer.frame()["id"]) == {link.id for route in answer.routes for link in route.links}
    claims = answer.frame("claims")
    assert claims["id"].is_unique
    assert {claim.id for claim in answer.denials} <= set(claims["id"][claims["polarity"] == "negated"]) | set(
        claims["id"][claims["relation"] == "denied"]
    )


def test_networkx_has_an_edge_a_link_and_none_for_a_denial(graph: edgewise.Graph) -> None:
    made, links = graph.networkx(), graph.frame("links").set_index("id")
    assert isinstance(made, nx.MultiDiGraph)
    assert {key for _, _, key in made.edges(keys=True)} == set(links.index)
    names = {id: data["name"] for id, data in made.nodes(data=True)}
    for subject, object, key, data in made.edges(keys=True, data=True):
        row = links.loc[key]
        assert (names[subject], data["relation"], names[object]) == (row["subject"], row["relation"], row["object"])
        assert (data["standing"], data["claims"], data["quote"]) == (row["standing"], row["claims"], row["quote"])
    claims = graph.frame("claims").set_index("id")
    supporting = {id for link in open_links(graph) for id in link}
    assert set(claims.loc[sorted(supporting), "polarity"]) == {"affirmed"}
    assert set(made) == set(graph.frame("entities")["id"])
    assert {"name", "type", "aliases"} == set(made.nodes[graph.entity("ICE").names[0].id])


def open_links(graph: edgewise.Graph) -> list[tuple[str, ...]]:
    """The claims behind each link of the store."""
    with open_store(graph.address) as store:
        return [link.claims for link in store.projection().links]


def test_networkx_of_some_links_only(graph: edgewise.Graph) -> None:
    some = graph.networkx(relations=["hosts", "uses"], standings=["confirmed", "reported"])
    assert {data["relation"] for _, _, data in some.edges(data=True)} == {"hosts", "uses"}
    assert {data["standing"] for _, _, data in some.edges(data=True)} <= {"confirmed", "reported"}
    with pytest.raises(UsageError, match=r"sure.*known: confirmed, reported"):
        graph.networkx(standings=["sure"])  # type: ignore[list-item]
    with pytest.raises(UsageError, match="hosted"):
        graph.networkx(relations=["hosted"])


def test_cypher_gives_rows_says_when_they_are_cut_and_writes_nothing(graph: edgewise.Graph) -> None:
    with pytest.warns(UserWarning, match=r"only the first 2 rows.*limit="):
        assert len(graph.cypher("MATCH (e:Entity) RETURN e.name", limit=2)) == 2
    none = graph.cypher("MATCH (e:Entity {name: $name}) RETURN e.id AS id", {"name": "nobody"})
    assert (len(none), list(none.columns)) == (0, ["id"])
    with pytest.raises(QueryError):
        graph.cypher("MATCH (e) DETACH DELETE e")


def test_saved_questions_are_listed_and_run(graph: edgewise.Graph) -> None:
    listed = graph.query().set_index("question")
    assert "name (a name: " in str(listed.loc["links_of", "parameters"])
    assert not graph.query("links_of", name="ICE").empty
    assert not graph.query("most_linked", least=2).empty
    with pytest.raises(UsageError, match="needs parameter name"):
        graph.query("links_of")
    with pytest.raises(UsageError, match=r"known: .*links_of"):
        graph.query("linksof")


def test_a_picture_is_shut_off_and_can_be_kept(graph: edgewise.Graph, tmp_path: Path) -> None:
    ways = graph.view("Amazon", "ICE", height=300)
    assert 'sandbox="allow-scripts' in ways._repr_html_()
    assert "<script" not in ways._repr_html_()
    assert 'height="300"' in ways._repr_html_()
    ways.save(tmp_path / "page.html")
    assert "Content-Security-Policy" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert ICE in graph.view("ICE").html
    assert "Everything in the graph" in graph.view().html
    with pytest.raises(UsageError, match="not of 3 names"):
        graph.view("Amazon", "ICE", "AWS")
    with pytest.raises(edgewise.EdgewiseError, match="cannot be written"):
        ways.save(tmp_path / "nowhere" / "page.html")


def test_a_graph_a_part_of_it_and_an_answer_are_written_for_other_tools(graph: edgewise.Graph, tmp_path: Path) -> None:
    graph.export("graphml", tmp_path / "all.graphml")
    read = nx.read_graphml(tmp_path / "all.graphml", force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    assert set(read.edges(keys=True)) == set(graph.networkx().edges(keys=True))
    graph.export("graphml", tmp_path / "hosts.graphml", query="links_of", parameters={"name": "AWS"})
    assert 0 < nx.read_graphml(tmp_path / "hosts.graphml").number_of_edges() < read.number_of_edges()
    graph.export("markdown", tmp_path / "ways.md", "Amazon", "ICE", max_hops=2)
    graph.entity("ICM").export("markdown", tmp_path / "icm.md")
    assert (tmp_path / "ways.md").read_text(encoding="utf-8").startswith("# How is Amazon linked to ICE?")
    assert (tmp_path / "icm.md").read_text(encoding="utf-8") == graph.entity("ICM")._repr_markdown_()
    assert [name for name in FORMATS if name not in str(edgewise.Graph.export.__doc__)] == []
    with pytest.raises(UsageError, match=r"known: .*graphml"):
        graph.export("visio", tmp_path / "x")
    with pytest.raises(UsageError, match="one of these"):
        graph.export("graphml", tmp_path / "x", "AWS", query="pitches")


def test_an_export_that_lacks_something_says_so(graph: edgewise.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "ROWS", 1)
    with pytest.warns(UserWarning, match="more rows than are exported"):
        graph.export("graphml", tmp_path / "some.graphml", query="MATCH (e:Entity) RETURN e")


def test_an_answer_in_which_nothing_is_found_has_no_links(graph: edgewise.Graph) -> None:
    """The nearest thing to a route is shown, and is no link of the answer: not in a table, a graph or an export."""
    answer = graph.routes("FBI", "Palantir", max_hops=1)
    assert answer.routes == ()
    assert answer.frame().empty
    assert list(answer.frame().columns) == list(graph.frame("links").columns)
    assert {data["name"] for _, data in answer.networkx().nodes(data=True)} == {"Federal Bureau of Investigation", "Palantir"}
    assert answer.networkx().number_of_edges() == 0


def test_what_a_document_brings_is_no_markup(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(f"{HOSTILE}\n\nAmazon pitched Rekognition to ICE, <script>x</script> [a](javascript:b) said.\n")
    with edgewise.open(tmp_path / "a.db") as graph:
        graph.ingest(tmp_path / "note.txt", "rules")
        shown = graph.entity("ICE")._repr_markdown_()
    assert "pitched" in shown
    assert "<script" not in shown.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\]\(javascript", shown)


def test_a_file_is_made_when_documents_come_and_not_before(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Palantir and ICE\n\nICE uses Investigative Case Management, a system developed by Palantir.\n")
    with edgewise.open(tmp_path / "new.db") as graph:
        with pytest.raises(UsageError, match=r"there is no store .*new\.db; make one with graph\.ingest\(PATH\)"):
            graph.ask("who uses ICM?")
        assert not (tmp_path / "new.db").exists()
        done: list[tuple[int, int]] = []
        report = graph.ingest([tmp_path / "note.txt"], "rules", progress=lambda *numbers: done.append(numbers))
        assert [one.state for one in report.documents] == ["new"]
        assert done[-1] == (1, 1)
        assert graph.ask("who uses ICM?").facts[0].subject == ICE
        assert graph.ingest(str(tmp_path / "note.txt"), "rules").documents[0].state == "unchanged"


def test_who_reads_must_be_known_and_a_folder_for_a_store_is_none(tmp_path: Path) -> None:
    with edgewise.open(tmp_path / "a.db") as graph, pytest.raises(UsageError, match="unknown extractor 'gpt'"):
        graph.ingest(tmp_path, "gpt")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError):
        edgewise.open(tmp_path)
    with pytest.raises(UsageError, match="known: a path of a file"):
        edgewise.open("mysql://localhost")


def test_a_closed_graph_says_so_and_its_answers_stay(root: Path, tmp_path: Path) -> None:
    graph = edgewise.open(tmp_path / "a.db")
    graph.ingest(root / "loaders" / "example" / "the-cloud-under-the-case-files.txt", "rules")
    answer = graph.ask("who hosts ICM?")
    graph.close()
    graph.close()
    with pytest.raises(UsageError, match="is closed; open it again"):
        graph.frame("links")
    assert "closed" in repr(graph)
    assert answer.view().html
    assert answer.networkx().number_of_edges() == len(answer.links())


def test_importing_edgewise_costs_nothing_and_offers_what_it_says() -> None:
    code = "import edgewise, sys; assert not {'edgewise.graph', 'numpy'} & set(sys.modules); print(dir(edgewise), edgewise.open)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'Graph'" in done.stdout
    assert edgewise.open is edgewise.graph.open
    with pytest.raises(AttributeError, match="'edgewise' has no attribute 'opn'"):
        edgewise.opn  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.neo4j
def test_the_same_over_neo4j(neo4j_server: Neo4jServer, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    neo4j_server.empty()
    for name, value in neo4j_server.environment.items():
        monkeypatch.setenv(name, value)
    read = [root / "loaders" / "example" / name for name in ("the-cloud-under-the-case-files.txt", "planned-systems.txt")]
    with edgewise.open(neo4j_server.address) as other, edgewise.open(tmp_path / "a.db") as graph:
        for one in (other, graph):
            one.ingest(read, "rules")
        assert other.routes("AWS", "ICE").to_json() == graph.routes("AWS", "ICE").to_json()
        for kind in TABLES:
            pd.testing.assert_frame_equal(other.frame(kind), graph.frame(kind))
        pd.testing.assert_frame_equal(other.query("links_of", name="ICE"), graph.query("links_of", name="ICE"))
        assert nx.utils.graphs_equal(other.networkx(), graph.networkx())
