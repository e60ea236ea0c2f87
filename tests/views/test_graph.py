"""A selection as a networkx graph: entities by id, links by id, and nothing that a document denies."""

from __future__ import annotations

import networkx as nx
from making import claim, document
from questions.pile import store_of, view_of

from edgewise.project import builtin
from edgewise.views.exports.selection import selected, whole
from edgewise.views.graph import to_networkx

CLOUD = document("AWS hosts ICM. ICE uses ICM. Amazon is not part of ICE, and may contract with ICE.", publisher="The Verge")
RECORD = document("Amazon does not own ICM.", tier=1, publisher="POGO")
HOSTS, USES = claim(CLOUD, "AWS", "hosts", "ICM"), claim(CLOUD, "ICE", "uses", "ICM")
CLAIMS = (
    HOSTS,
    USES,
    claim(CLOUD, "Amazon", "part_of", "ICE", polarity="negated"),
    claim(CLOUD, "Amazon", "contracts_with", "ICE", modality="unconfirmed"),
    claim(CLOUD, "Amazon", "owns", "ICM"),
)
REFUTES = claim(RECORD, "Amazon", "owns", "ICM", polarity="negated")
VIEW = view_of(store_of((CLOUD, CLAIMS), (RECORD, [REFUTES])))
GRAPH = to_networkx(whole(VIEW, builtin()))
IDS = {data["name"]: id for id, data in GRAPH.nodes(data=True)}
AWS, ICM, ICE = "Amazon Web Services", "Investigative Case Management", "Immigration and Customs Enforcement"


def test_a_graph_keeps_standing_and_direction() -> None:
    assert {name for name, id in IDS.items() if GRAPH.degree(id)} == {AWS, ICM, ICE}
    assert GRAPH.nodes[IDS[ICM]]["type"] == "System"
    assert "ICM" in GRAPH.nodes[IDS[ICM]]["aliases"]
    ((key, edge),) = GRAPH[IDS[AWS]][IDS[ICM]].items()
    assert key == edge_id("hosts")
    assert (edge["relation"], edge["standing"], edge["claims"], edge["quote"]) == ("hosts", "reported", 1, CLOUD.text)
    assert not GRAPH.has_edge(IDS[ICM], IDS[AWS])


def edge_id(relation: str) -> str:
    return next(link.id for link in VIEW.links.values() if link.relation == relation)


def test_networkx_finds_the_way_through_the_hosted_system() -> None:
    way = nx.shortest_path(GRAPH.to_undirected(), IDS[AWS], IDS[ICE])
    assert way == [IDS[AWS], IDS[ICM], IDS[ICE]]


def test_no_denial_and_nothing_refuted_is_an_edge() -> None:
    assert next(link for link in VIEW.links.values() if link.relation == "owns").standing == "refuted"
    assert sorted(data["relation"] for _, _, data in GRAPH.edges(data=True)) == ["hosts", "uses"]
    assert GRAPH.degree(IDS["Amazon"]) == 0


def test_who_was_asked_for_is_a_node_and_who_only_speaks_is_none() -> None:
    some = to_networkx(selected(VIEW, builtin(), entities=[IDS["Amazon"]], links=[edge_id("hosts")]))
    assert set(some) == {IDS["Amazon"], IDS[AWS], IDS[ICM]}
