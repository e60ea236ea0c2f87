"""Links as GraphML: read back by networkx they are what they were, whatever names are made of."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from showing import AWS, ICE, LINKS, PITCHED, claim, entities_of, link
from views.test_svg import HOSTILE

from edgewise.questions.nouns import EntityShown
from edgewise.views.graphml import as_graphml


def read(text: str) -> nx.MultiDiGraph[str]:
    found = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_it_is_read_back_as_it_was() -> None:
    graph = read(as_graphml(LINKS, entities_of(*LINKS)))
    assert set(graph) == {one.id for one in entities_of(*LINKS)}
    assert graph.nodes[PITCHED.subject_id]["label"] == AWS
    assert graph.nodes[PITCHED.object_id] == {
        "label": ICE,
        "name": ICE,
        "type": "Organization",
        "aliases": "ICE; U.S. Immigration and Customs Enforcement",
    }
    edges = {key: (start, end, data) for start, end, key, data in graph.edges(keys=True, data=True)}
    assert set(edges) == {one.id for one in LINKS}
    start, end, data = edges[PITCHED.id]
    assert (start, end) == (PITCHED.subject_id, PITCHED.object_id)
    assert (data["relation"], data["standing"], data["sentence"], data["indirect"]) == ("pitched_to", "confirmed", PITCHED.sentence, False)
    assert (data["first"], data["last"]) == ("2018-06", "2018-06-12")
    assert (data["claims"], data["quote"]) == (2, PITCHED.claims[0].quote)


def test_parallel_links_stay_apart_and_a_refuted_one_is_none() -> None:
    between = [one for one in LINKS if {one.subject, one.object} == {AWS, ICE}]
    graph = read(as_graphml(between))
    assert graph.number_of_edges() == len(between) > 2
    ids = [edge.get("id") for edge in ET.fromstring(as_graphml(between)).iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert len(ids) == len(set(ids)) == len(between)
    refuted = link(claim(AWS, "owns", ICE, "It does not."), standing="refuted")
    assert read(as_graphml([refuted], entities_of(refuted))).number_of_edges() == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text(name: str) -> None:
    one = link(claim(name, "hosts", "ICM", f"Quote of {name}", about=name))
    other = link(claim(name, "uses", "ICM", "x"), id="y" * 64, subject_id="b" * 64)  # another one of the same name
    ends = (EntityShown(one.subject_id, name, "Organization", (name,)), EntityShown("b" * 64, name, "Organization", ()))
    graph = read(as_graphml([one, other], ends))
    assert set(graph) == {one.subject_id, "b" * 64, one.object_id}
    assert graph.number_of_edges() == 2
