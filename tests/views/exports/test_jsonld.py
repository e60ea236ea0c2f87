"""JSON-LD: RDF without a look outside the file, in which a claim leads to its document and a denial is no link."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exporting import ICE, LINK
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from edgewise.testing.world import DENIED, HOSTS, STORY
from edgewise.views.exports.jsonld import as_jsonld
from edgewise.views.exports.selection import Selection

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser makes one
PROV, TERM = Namespace("http://www.w3.org/ns/prov#"), Namespace("urn:edgewise:term:")


def read(selection: Selection, monkeypatch: pytest.MonkeyPatch) -> Graph:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("it looked outside the file")

    monkeypatch.setattr("urllib.request.urlopen", refused)
    return Graph().parse(data="".join(as_jsonld(selection)), format="json-ld")


def ref(kind: str, id: str) -> URIRef:
    return URIRef(f"urn:edgewise:{kind}:{id}")


def test_a_claim_leads_to_its_document_and_its_speaker(everything: Selection, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = read(everything, monkeypatch)
    claim = ref("claim", HOSTS.id)
    assert (claim, RDF.type, PROV.Entity) in graph
    assert (claim, PROV.wasQuotedFrom, ref("document", STORY.id)) in graph
    assert graph.value(claim, PROV.value) == Literal(HOSTS.quote)
    speaker = graph.value(claim, PROV.wasAttributedTo)
    assert graph.value(speaker, URIRef("https://schema.org/name")) == Literal("Mijente")


def test_a_link_has_its_standing_and_a_denial_is_a_claim(everything: Selection, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = read(everything, monkeypatch)
    links = set(graph.subjects(RDF.type, TERM.Link))
    assert links == {ref("link", id) for relation, id in LINK.items() if relation != "contracts_with"}
    assert all(graph.value(link, TERM.standing) for link in links)
    assert graph.value(ref("link", LINK["criticises"]), TERM.standing) == Literal("disputed")
    assert graph.value(ref("claim", DENIED.id), TERM.polarity) == Literal("negated")
    named = {node for node in graph.subjects() if str(node).startswith("urn:edgewise:entity:")}
    assert ref("entity", ICE) in named
    between = [(s, p, o) for s, p, o in graph if s in named and o in named]
    assert between == []  # no bare triple that would read as a fact


def test_every_claim_has_its_reading_and_hostile_text_is_text(hostile: Selection, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = read(hostile, monkeypatch)
    claims = set(graph.subjects(RDF.type, TERM.Claim))
    assert len(claims) == len(hostile.claims)
    readings = {graph.value(claim, PROV.wasGeneratedBy) for claim in claims}
    assert readings == set(graph.subjects(RDF.type, PROV.Activity))
    assert {graph.value(reading, PROV.wasAssociatedWith) for reading in readings} == {ref("reader", "rules@1")}
    assert (ref("reader", "rules@1"), RDF.type, PROV.SoftwareAgent) in graph
    urls = [str(url) for url in graph.objects(None, URIRef("https://schema.org/url"))]
    assert urls
    assert all(url.startswith(("http://", "https://")) for url in urls)


def test_every_word_of_it_is_in_its_context(everything: Selection) -> None:
    data = json.loads("".join(as_jsonld(everything)))
    used = {name for node in data["@graph"] for name in node} | {name for node in data["@graph"] for name in node.get("wasGeneratedBy", ())}
    assert {name for name in used if not name.startswith("@")} <= set(data["@context"])
