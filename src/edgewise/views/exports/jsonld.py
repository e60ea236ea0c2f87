"""JSON-LD with the W3C's PROV-O for the evidence: a claim is quoted from a document, attributed to who says it, made by a reading.

A link is a statement of its own (subject, relation, object, standing) that was derived from claims, never a bare triple between two
names, so nothing of it can be read without its standing. A denial is a claim, with its polarity. The context stands in the file;
nothing is fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ...model import Entity, Link
from ...questions.evidence import joins
from ...questions.nouns import ClaimShown
from ...questions.shelf import DocumentLine
from ...questions.show import link_sentence
from ..safe import named, web_address
from .format import Format, is_supported
from .selection import Selection

_REFERENCE = {"@type": "@id"}
_OURS = (
    "relation", "indirect", "standing", "support", "contest", "first", "last", "sentence", "polarity", "modality", "start", "end", "date",
    "place", "amount", "role", "identifier", "part", "tier", "confidence", "eventDate", "kind",
)  # fmt: skip
CONTEXT: Mapping[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "ew": "urn:edgewise:term:",
    "name": "schema:name",
    "alias": "schema:alternateName",
    "title": "schema:headline",
    "publisher": "schema:publisher",
    "published": "schema:datePublished",
    "url": {"@id": "schema:url", **_REFERENCE},
    "source": "prov:atLocation",
    "quote": "prov:value",
    **{term: {"@id": f"ew:{term}", **_REFERENCE} for term in ("subject", "object", "about", "contestedBy")},
    **{
        term: {"@id": f"prov:{term}", **_REFERENCE}
        for term in ("wasQuotedFrom", "wasAttributedTo", "wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith")
    },
    **{term: f"ew:{term}" for term in _OURS},
}
_AGENTS = ("Organization", "Person", "Group")


def as_jsonld(selection: Selection) -> Iterator[str]:
    """Yield the file in pieces: its context, then one node a line: names, documents, claims, links, readers."""
    yield f'{{"@context": {_json(CONTEXT)},\n"@graph": [\n'
    between = ""
    for node in _nodes(selection):
        yield between + _json({name: value for name, value in node.items() if value not in (None, (), [])})
        between = ",\n"
    yield "\n]}\n"


def _nodes(selection: Selection) -> Iterator[dict[str, Any]]:
    yield from map(_of_entity, selection.entity_nouns())
    yield from map(_of_document, selection.document_lines())
    readers: set[str] = set()
    for claim in selection.claims_shown():
        readers.update(claim.read_by)
        yield _of_claim(selection, claim)
    for link in selection.link_nouns(_is_edge):
        yield _of_link(selection, link)
    for reader in sorted(readers):
        yield {"@id": _id("reader", reader), "@type": "prov:SoftwareAgent", "name": reader}


def _is_edge(link: Link) -> bool:
    return is_supported(link) and joins(link)


def _of_entity(entity: Entity) -> dict[str, Any]:
    types = [f"ew:{entity.type}", *(["prov:Agent"] if entity.type in _AGENTS else [])]
    return {"@id": _id("entity", entity.id), "@type": types, "name": named(entity.name), "alias": [named(one) for one in entity.aliases]}


def _of_document(document: DocumentLine) -> dict[str, Any]:
    return {
        "@id": _id("document", document.id), "@type": ["prov:Entity", "ew:Document"], "title": document.title,
        "url": web_address(document.url), "publisher": document.publisher, "published": document.published,
        "eventDate": document.event_date, "kind": document.kind, "tier": document.tier, "source": document.source,
    }  # fmt: skip


def _of_claim(selection: Selection, claim: ClaimShown) -> dict[str, Any]:
    resolved = selection.view.resolved[claim.id]
    ends = {name: getattr(resolved, name) for name in ("subject", "object", "about")}
    values = {name: getattr(claim, name) for name in _OURS if hasattr(claim, name) and name not in ("confidence",)}
    reading = {
        "@id": _id("reading", claim.id), "@type": "prov:Activity", "confidence": claim.confidence,
        "wasAssociatedWith": [_id("reader", reader) for reader in claim.read_by],
    }  # fmt: skip
    return {
        "@id": _id("claim", claim.id), "@type": ["prov:Entity", "ew:Claim"],
        **{name: _id("entity", id) for name, id in ends.items() if id is not None}, **values, "quote": claim.quote,
        "wasQuotedFrom": _id("document", claim.document),
        "wasAttributedTo": _id("entity", resolved.said_by) if resolved.said_by is not None else None,
        "wasGeneratedBy": {name: value for name, value in reading.items() if value is not None} if claim.read_by else None,
    }  # fmt: skip


def _of_link(selection: Selection, link: Link) -> dict[str, Any]:
    ends = {"subject": link.subject, "object": link.object, "about": link.about}
    values = {name: getattr(link, name) for name in _OURS if hasattr(link, name)}
    return {
        "@id": _id("link", link.id), "@type": ["prov:Entity", "ew:Link"],
        **{name: _id("entity", id) for name, id in ends.items() if id is not None}, **values,
        "sentence": link_sentence(selection.view, selection.project, link),
        "wasDerivedFrom": [_id("claim", id) for id in link.claims], "contestedBy": [_id("claim", id) for id in link.contesting],
    }  # fmt: skip


def _id(kind: str, id: str) -> str:
    return f"urn:edgewise:{kind}:{quote(id, safe='@')}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


JSONLD = Format(
    name="jsonld",
    opens="RDF tools and triple stores",
    edges=_is_edge,
    text=as_jsonld,
    cannot=(
        "A triple from name to name: a link is a node with a standing, derived from claims",
        "The texts of documents, and what people decided",
        "Links that nobody's claim supports, and speech: they are claims",
    ),
)
