"""Links and claims for pandas, spreadsheets and networkx."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import networkx as nx
from showing import AMAZON, AWS, HOSTS, ICE, ICM, LINKS, NO_CONTRACT, PICTURE, PITCHED, USES, claim, entity, link

from edgewise.views.graph import to_networkx
from edgewise.views.table import CLAIM_COLUMNS, LINK_COLUMNS, claims_table, links_table, to_csv


def test_a_row_a_link_with_its_best_quote() -> None:
    table = links_table((PITCHED, HOSTS))
    assert list(table.columns) == list(LINK_COLUMNS)
    assert list(table["sentence"]) == [PITCHED.sentence, HOSTS.sentence]
    assert list(table["claims"]) == [2, 2]
    assert table["quote"][0] == PITCHED.claims[0].quote


def test_a_row_a_claim() -> None:
    table = claims_table((NO_CONTRACT, replace(NO_CONTRACT, read_by=("llm@1", "rules@1"))))
    assert list(table.columns) == list(CLAIM_COLUMNS)
    assert list(table["polarity"]) == ["negated", "negated"]
    assert table["read_by"][1] == "llm@1; rules@1"


def test_no_links_no_rows_the_same_columns() -> None:
    assert list(links_table(()).columns) == list(LINK_COLUMNS)
    assert to_csv(claims_table(())) == ",".join(CLAIM_COLUMNS) + "\n"


def test_no_cell_of_a_csv_is_a_formula() -> None:
    hostile = claim('=HYPERLINK("http://evil.example")', "hosts", ICM, "+1 and\na line break", amount="-5")
    row = next(csv.DictReader(io.StringIO(to_csv(claims_table((hostile,))))))
    assert row["subject"].startswith("'=")
    assert row["quote"] == "'+1 and\na line break"
    assert row["amount"] == "'-5"
    assert row["start"] == "120"


def test_a_graph_keeps_standing_and_direction() -> None:
    graph = to_networkx(LINKS, PICTURE.entities)
    ids = {one.name: one.id for one in PICTURE.entities}
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(PICTURE.entities), len(LINKS))
    assert graph.nodes[ids[ICM]] == {"name": ICM, "type": "System", "aliases": ("ICM",)}
    assert graph.nodes[ids[ICE]]["aliases"][0] == "ICE"
    edge = graph.edges[ids[AWS], ids[ICM], HOSTS.id]
    assert (edge["standing"], edge["claims"], edge["quote"]) == ("reported", 2, HOSTS.claims[0].quote)
    assert not graph.has_edge(ids[ICM], ids[AWS])


def test_networkx_finds_the_way_through_the_hosted_system() -> None:
    graph = to_networkx((HOSTS, USES))
    way = nx.shortest_path(graph.to_undirected(), HOSTS.subject_id, USES.subject_id)
    assert [graph.nodes[id]["name"] for id in way] == [AWS, ICM, ICE]


def test_entities_of_one_name_stay_two_nodes() -> None:
    river = entity(AMAZON, "Place")
    one = link(claim("Jeff Bezos", "founded", AMAZON, "Bezos founded Amazon."))
    other = link(claim(AMAZON, "part_of", "Brazil", "The Amazon is in Brazil."), subject_id=river.id)
    graph = to_networkx((one, other), (river,))
    assert graph.number_of_nodes() == 4
    assert {id for id, data in graph.nodes(data=True) if data["name"] == AMAZON} == {one.object_id, river.id}
    assert "type" not in graph.nodes[one.object_id]


def test_a_refuted_link_is_no_edge() -> None:
    assert to_networkx((replace(HOSTS, standing="refuted"),)).number_of_edges() == 0
