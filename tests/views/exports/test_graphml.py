"""Links as GraphML: read back by networkx they are what they were, whatever names are made of."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import networkx as nx
from exporting import AWS, ICE, LINK

from edgewise.testing.world import ENTITIES, HOSTILE, HOSTILE_NAME, PITCHED
from edgewise.views.exports.graphml import as_graphml
from edgewise.views.exports.selection import Selection, selected

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def read(selection: Selection) -> nx.MultiDiGraph[str]:
    found = nx.read_graphml(io.BytesIO("".join(as_graphml(selection)).encode()), force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_it_is_read_back_as_it_was(everything: Selection) -> None:
    graph = read(everything)
    assert set(graph) == set(everything.entities)
    assert graph.nodes[ICE] == {"label": "ICE", "type": "Organization", "aliases": "Immigration and Customs Enforcement; la Migra"}
    edges = {key: (start, end, data) for start, end, key, data in graph.edges(keys=True, data=True)}
    assert set(edges) == set(everything.links) - {LINK["contracts_with"]}
    start, end, data = edges[LINK["pitched_to"]]
    assert (start, end) == (AWS, ICE)
    assert data == {
        "label": "indirectly, AWS pitched Rekognition to ICE", "relation": "pitched_to", "about": "Rekognition", "indirect": True,
        "symmetric": False, "standing": "alleged", "support": "alleged", "contest": "uncontested", "first": "2018", "last": "2018",
        "claims": 1, "contesting": 0, "quote": PITCHED.quote, "document": "Who runs ICM", "url": "https://example.org/icm",
        "file": "story.txt",
    }  # fmt: skip


def test_a_name_that_is_only_spoken_of_or_speaks_is_no_node(everything: Selection) -> None:
    part = selected(everything.view, everything.project, links=[LINK["pitched_to"], LINK["hosts"]])
    assert {data["label"] for _, data in read(part).nodes(data=True)} == {"AWS", "ICE", "ICM"}
    alone = selected(everything.view, everything.project, entities=[ENTITIES["Mijente"].id], links=[LINK["hosts"]])
    assert ENTITIES["Mijente"].id in read(alone)


def test_parallel_links_stay_apart(everything: Selection) -> None:
    edges = list(ET.fromstring("".join(as_graphml(everything))).iter(f"{NAMESPACE}edge"))
    pairs = [(edge.get("source"), edge.get("target")) for edge in edges]
    assert len(set(pairs)) < len(pairs) == len({edge.get("id") for edge in edges})


def test_hostile_text_is_text(everything: Selection, hostile: Selection) -> None:
    graph = read(hostile)
    assert set(graph) == set(hostile.entities)
    assert len({data["label"] for _, data in graph.nodes(data=True)}) > 20
    assert {one.tag.removeprefix(NAMESPACE) for one in ET.fromstring("".join(as_graphml(hostile))).iter()} == {
        "graphml", "key", "graph", "node", "edge", "data",
    }  # fmt: skip
    urls = [data["url"] for *_, data in graph.edges(data=True) if "url" in data]
    assert urls
    assert all(url.startswith(("http://", "https://")) for url in urls)
    assert read(everything).nodes[HOSTILE.id]["label"] == HOSTILE_NAME.replace("\u2028", " ").replace("\u202e", "")
