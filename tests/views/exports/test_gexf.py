"""Links as GEXF: what Gephi's format asks for, and read back by networkx."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import networkx as nx
from exporting import AWS, ICE, LINK

from edgewise.views.exports.gexf import as_gexf
from edgewise.views.exports.selection import Selection

NAMESPACE = "{http://gexf.net/1.3}"


def test_it_is_read_back_as_it_was(everything: Selection) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(io.BytesIO("".join(as_gexf(everything)).encode())))
    assert set(graph) == set(everything.entities)
    assert graph.nodes[ICE]["label"] == "ICE"
    assert graph.nodes[ICE]["aliases"] == "Immigration and Customs Enforcement; la Migra"
    edges = {data["id"]: (start, end, data) for start, end, data in graph.edges(data=True)}
    assert set(edges) == set(everything.links) - {LINK["contracts_with"]}
    start, end, data = edges[LINK["pitched_to"]]
    assert (start, end, data["standing"], data["indirect"], data["claims"]) == (AWS, ICE, "alleged", True, 1)


def test_it_says_what_the_format_asks_for(everything: Selection, hostile: Selection) -> None:
    for selection in (everything, hostile):
        root = ET.fromstring("".join(as_gexf(selection)))
        assert (root.tag, root.get("version")) == (f"{NAMESPACE}gexf", "1.3")
        (graph,) = root
        assert [one.tag.removeprefix(NAMESPACE) for one in graph] == ["attributes", "attributes", "nodes", "edges"]
        declared = {
            (one.get("class"), attribute.get("id"))
            for one in graph.iter(f"{NAMESPACE}attributes")
            for attribute in one
            if attribute.get("type") in ("string", "integer", "boolean")
        }
        nodes = {one.get("id") for one in graph.iter(f"{NAMESPACE}node")}
        edges = list(graph.iter(f"{NAMESPACE}edge"))
        assert len({edge.get("id") for edge in edges}) == len(edges)
        assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes
        assert all(edge.get("kind") for edge in edges)
        used = {(kind, value.get("for")) for kind in ("node", "edge") for one in graph.iter(NAMESPACE + kind) for value in one.iter()}
        assert {(kind, name) for kind, name in used if name} <= declared
