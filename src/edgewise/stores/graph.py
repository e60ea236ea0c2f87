"""What the Cypher graph holds: the nodes and relationships that a projection and its records give, the same in every store.

    (:Entity:<Type>:Edgewise {id, name, name_key, aliases})-[:<RELATION> {id, standing, support, contest, about, indirect, claims,
                                                              first, last}]->(:Entity)
    (:Claim:Edgewise {id, relation, polarity, modality, quote, start, end, said_by, date, place, amount, role, indirect, document,
                             identifier})
        -[:SUBJECT|OBJECT|ABOUT|SAID_BY]->(:Entity), -[:IN]->(:Document)
    (:Document:Edgewise {id, title, url, publisher, published, event_date, kind, tier, status})-[:NAMES]->(:Entity)

Invariant: a link without support gives no relationship, so no path can walk a denial. Labels and types come from closed lists
or are identifiers; everything else is a property. A property without a value is absent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Literal

from ..errors import StoreError, one_of
from ..model import ENTITY_TYPES, Claim, Document, Entity, Link, Projection, Resolved

NodeKind = Literal["Entity", "Document", "Claim"]
OURS = "Edgewise"  # the label on every node of ours; a store touches no others

NODE_PROPERTIES: Mapping[NodeKind, tuple[str, ...]] = {
    "Entity": ("id", "name", "name_key", "aliases"),
    "Claim": (
        "id", "relation", "polarity", "modality", "quote", "start", "end", "said_by", "date", "place", "amount", "role", "indirect",
        "document", "identifier",
    ),
    "Document": ("id", "title", "url", "publisher", "published", "event_date", "kind", "tier", "status"),
}  # fmt: skip
LINK_PROPERTIES = ("id", "standing", "support", "contest", "about", "indirect", "claims", "first", "last")
OF_CLAIMS = ("SUBJECT", "OBJECT", "ABOUT", "SAID_BY", "IN", "NAMES")
"""Types of relationships that are no links: those of claims, and which documents name what."""

_NOTHING = Projection()
_TOLD = 5  # ids, of what is not there
_RELATION = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `id` is unique among the nodes of its `kind`, which is its first label; `properties` are text, numbers, truth values
    and lists of text, and hold the id too."""

    id: str
    kind: NodeKind
    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """One relationship between two nodes, each named by kind and id."""

    type: str
    start_kind: NodeKind
    start: str
    end_kind: NodeKind
    end: str
    properties: Mapping[str, Any]


def named_documents(projection: Projection) -> frozenset[str]:
    """Return the ids of the Document records that a projection needs: the current ones."""
    return frozenset(projection.documents)


def named_claims(projection: Projection) -> frozenset[str]:
    """Return the ids of the Claim records that are drawn of a projection: those resolved."""
    return frozenset(resolved.claim for resolved in projection.resolved)


def others_behind(links: Iterable[Link], claims: Set[str]) -> frozenset[str]:
    """Return the ids of what links rest on, or are contested by, beside these claims: no more of it is needed than that it is there."""
    return frozenset(claim for link in links for claim in (*link.claims, *link.contesting) if claim not in claims)


def named_entities(projection: Projection) -> frozenset[str]:
    """Return the ids of the entities that the claims, links and pairs of a projection name, whether they are in it or not."""
    of_claims = (end for one in projection.resolved for end in (one.subject, one.object, one.about, one.said_by))
    of_links = (end for one in projection.links for end in (one.subject, one.object, one.about))
    return frozenset(end for end in (*of_claims, *of_links, *(entity for _, entity in projection.names)) if end is not None)


def elements(
    projection: Projection, documents: Iterable[Document], claims: Iterable[Claim], beside: Projection = _NOTHING
) -> Iterator[Node | Edge]:
    """Yield every node and relationship, each relationship after its two nodes, a claim's at once after it; each input is read once.

    `documents` and `claims` are the records of `named_documents` and `named_claims`, in any order. `beside` holds the documents and
    entities that the projection, where it is put into a graph, may name though they are none of its own: they are not yielded. Raises
    StoreError, at the latest when the last element was taken, for a record or entity that is named but not there; the caller then keeps
    its old graph. That `others_behind` its links are there, the caller sees to.
    """
    entities = {entity.id: entity for entity in projection.entities}
    yield from (_entity(entity, id) for id, entity in entities.items())
    entities |= {entity.id: entity for entity in beside.entities}

    missing = set(named_documents(projection))
    for document in documents:
        id = document.id
        missing.discard(id)
        yield _document(document, id)
    refuse_unknown("document", missing)

    missing = set(named_claims(projection))
    current = frozenset((*projection.documents, *beside.documents))
    resolved = {one.claim: one for one in projection.resolved}
    for claim in claims:
        id = claim.id
        missing.discard(id)
        if id in resolved:
            yield from _claim(claim, id, resolved[id], entities, current)
    refuse_unknown("claim", missing)

    for document_id, entity_id in projection.names:
        if document_id not in current:
            raise StoreError(f"the graph names entities in document {document_id[:8]}, which is not among its current ones; resolve again")
        _known(entities, entity_id, f"document {document_id[:8]}")
        yield Edge("NAMES", "Document", document_id, "Entity", entity_id, {})
    for link in projection.links:
        if link.support != "none":
            yield _link(link, entities)


def _entity(entity: Entity, id: str) -> Node:
    if entity.type not in ENTITY_TYPES:
        raise StoreError(f"entity {entity.name!r} has the type {entity.type!r}; known: {', '.join(ENTITY_TYPES)}")
    return Node(
        id, "Entity", ("Entity", entity.type, OURS),
        _present({"id": id, "name": entity.name, "name_key": entity.name_key})
        | {"aliases": [alias.replace("\0", "\ufffd") for alias in entity.aliases]},
    )  # fmt: skip


def _document(document: Document, id: str) -> Node:
    values = {
        "id": id, "title": document.title, "url": document.url, "publisher": document.publisher,
        "published": document.published, "event_date": document.event_date, "kind": document.kind, "tier": document.tier,
        "status": document.status,
    }  # fmt: skip
    return Node(id, "Document", ("Document", OURS), _present(values))


def _claim(claim: Claim, id: str, resolved: Resolved, entities: Mapping[str, Entity], current: frozenset[str]) -> Iterator[Node | Edge]:
    if claim.document not in current:
        raise StoreError(
            f"the graph resolves claim {id[:8]}, whose document {claim.document[:8]} is not among its current ones; resolve again"
        )
    speaker = (
        _known(entities, resolved.said_by, f"claim {id[:8]}").name if resolved.said_by else claim.said_by.name if claim.said_by else None
    )
    values = {
        "id": id, "relation": claim.relation, "polarity": claim.polarity, "modality": claim.modality, "quote": claim.quote,
        "start": claim.start, "end": claim.end, "said_by": speaker, "date": claim.date, "place": claim.place,
        "amount": claim.amount, "role": claim.role, "identifier": claim.identifier, "indirect": claim.indirect, "document": claim.document,
    }  # fmt: skip
    yield Node(id, "Claim", ("Claim", OURS), _present(values))
    yield Edge("IN", "Claim", id, "Document", claim.document, {})
    ends = (("SUBJECT", resolved.subject), ("OBJECT", resolved.object), ("ABOUT", resolved.about), ("SAID_BY", resolved.said_by))
    for type, end in ends:
        if end is not None:
            _known(entities, end, f"claim {id[:8]}")
            yield Edge(type, "Claim", id, "Entity", end, {})


def _link(link: Link, entities: Mapping[str, Entity]) -> Edge:
    id = link.id
    if not _RELATION.fullmatch(link.relation) or link.relation.upper() in OF_CLAIMS:
        raise StoreError(f"link {id[:8]} has the relation {link.relation!r}; it is lower_snake_case and none of {one_of(OF_CLAIMS)}")
    for end in (link.subject, link.object):
        _known(entities, end, f"link {id[:8]}")
    values = {
        "id": id, "standing": link.standing, "support": link.support, "contest": link.contest,
        "about": _known(entities, link.about, f"link {id[:8]}").name if link.about is not None else None,
        "indirect": link.indirect, "claims": len(link.claims), "first": link.first, "last": link.last,
    }  # fmt: skip
    return Edge(link.relation.upper(), "Entity", link.subject, "Entity", link.object, _present(values))


def _known(entities: Mapping[str, Entity], id: str, where: str) -> Entity:
    try:
        return entities[id]
    except KeyError:
        raise StoreError(f"{where} of the graph names the entity {id[:8]}, which is not among its entities; resolve again") from None


def refuse_unknown(what: str, missing: Collection[str]) -> None:
    """Raise StoreError where a graph names what is not there; `what` each of these ids is of."""
    if missing:
        some = ", ".join(sorted(id[:8] for id in missing)[:_TOLD])
        more = f" and {len(missing) - _TOLD} more" if len(missing) > _TOLD else ""
        raise StoreError(f"the graph names the {what} {some}{more}, which {'is' if len(missing) == 1 else 'are'} not there; resolve again")


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what has no value. NUL, where some engines would cut a text, becomes U+FFFD; the records keep it."""
    return {key: value.replace("\0", "\ufffd") if isinstance(value, str) else value for key, value in values.items() if value is not None}
