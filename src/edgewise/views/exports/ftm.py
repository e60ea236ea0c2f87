"""FollowTheMoney as JSON lines, which Aleph, OpenAleph and the `ftm` command read: entities, links as interests, documents as proof.

FollowTheMoney has no standing: whatever is an edge there reads as a fact. So only links that stand confirmed or reported are written;
what is alleged, disputed, refuted, denied, planned or unconfirmed is not. The mapping of types and relations is `ftm.yaml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...declared import load_yaml
from ...model import Entity, EntityType, Link
from ...questions.nouns import LinkLine
from ...questions.shelf import DocumentLine
from ..safe import named, plain, web_address
from ..style import contested_words, relation_words
from .format import Format, is_stated
from .selection import Selection

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")  # of what EDTF can say, what FollowTheMoney takes
_Properties = Mapping[str, Iterable[str | None]]


@dataclass(frozen=True, slots=True)
class Interest:
    """What the links of one relation are: their schema, its properties for the ends, the types these may have, and become."""

    schema: str
    subject: str
    object: str
    subjects: tuple[EntityType, ...]
    objects: tuple[EntityType, ...]
    becomes: Mapping[EntityType, str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What is what in FollowTheMoney, as `ftm.yaml` declares it."""

    entities: Mapping[EntityType, str]
    links: Mapping[str, Interest]

    def interest(self, link: Link, subject: Entity, object: Entity) -> Interest | None:
        """Return what a link is, or None where it is only an UnknownLink."""
        found = self.links.get(link.relation)
        fits = found is not None and not link.indirect and subject.type in found.subjects and object.type in found.objects
        return found if fits else None


@cache
def mapped() -> Mapped:
    """Return the mapping, read once."""
    data = load_yaml(Path(__file__).with_name("ftm.yaml"))
    links = {
        relation: Interest(
            one["schema"], one["subject"], one["object"], tuple(one["from"]), tuple(one["to"]), one.get("becomes", {})
        )
        for relation, one in data["links"].items()
    }  # fmt: skip
    return Mapped(data["entities"], links)


def as_ftm(selection: Selection) -> Iterator[str]:
    """Yield one entity of FollowTheMoney a line: names, then links, then the documents that say so."""
    entities = selection.view.entities
    became: dict[str, str] = {}
    for link in selection.link_nouns(is_stated):
        found = mapped().interest(link, entities[link.subject], entities[link.object])
        if found is not None and (schema := found.becomes.get(entities[link.object].type)):
            became[link.object] = schema
    for entity in selection.nodes(is_stated):
        yield _line(entity.id, became.get(entity.id) or mapped().entities[entity.type], _of_entity(entity))
    proofs: set[str] = set()
    for line in selection.link_lines(is_stated):
        link = selection.view.links[line.id]
        selection.view.fetch_claims(link.claims)
        proof = sorted({selection.view.claim(id).document for id in link.claims})
        proofs.update(proof)
        found = mapped().interest(link, entities[link.subject], entities[link.object])
        schema, subject, object = (found.schema, found.subject, found.object) if found else ("UnknownLink", "subject", "object")
        ends = {subject: (link.subject,), object: (link.object,)}
        yield _line(link.id, schema, {**ends, **_of_link(link, line), "proof": proof})
    for document in selection.document_lines():
        if document.id in proofs:
            yield _line(document.id, "PlainText", _of_document(document))


def _of_entity(entity: Entity) -> _Properties:
    names: dict[str, Iterable[str]] = {"name": (named(entity.name),), "alias": map(named, entity.aliases)}
    return names | {"full": names["name"]} if mapped().entities[entity.type] == "Address" else names


def _of_link(link: Link, line: LinkLine) -> _Properties:
    best = line.claim
    amount = f"Amount as written: {plain(best.amount)}" if best is not None and best.amount else None
    shown: _Properties = {
        "role": (best.role if best is not None and best.role else relation_words(link),),
        "status": (contested_words(link),),
        "date": (date for date in (link.first, link.last) if date is not None and _DATE.fullmatch(date)),
        "description": (line.sentence, amount),
    }
    if best is None:
        return shown
    return {
        **shown,
        "summary": (best.quote,),
        "sourceUrl": (web_address(best.url),),
        "publisher": (best.publisher,),
        "recordId": (best.identifier,),
    }


def _of_document(document: DocumentLine) -> _Properties:
    return {
        "title": (document.title or document.source,), "fileName": (document.source,), "sourceUrl": (web_address(document.url),),
        "publisher": (document.publisher,),
        "publishedAt": (document.published if document.published and _DATE.fullmatch(document.published) else None,),
    }  # fmt: skip


def _line(id: str, schema: str, properties: _Properties) -> str:
    kept = {name: list(dict.fromkeys(plain(one) for one in values if one and plain(one).strip())) for name, values in properties.items()}
    data: Any = {"id": id, "schema": schema, "properties": {name: values for name, values in sorted(kept.items()) if values}}
    return json.dumps(data, ensure_ascii=False) + "\n"


FTM = Format(
    name="ftm",
    opens="Aleph, OpenAleph, OpenSanctions' tools",
    edges=is_stated,
    text=as_ftm,
    cannot=(
        "Standing: only links that stand confirmed or reported are written, as whatever is an edge there reads as a fact",
        "Claims that deny, allege, dispute, plan or leave open: left out",
        "Most relations: they are UnknownLink with a role, and so is a contract, as a link does not say who buys",
        "What a link is about as a third end: it stands in the description",
        "Amounts as numbers: they stand in the description as written",
    ),
)
