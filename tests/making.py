"""Makes small documents, claims and mentions for tests: every span is a real one of a real text."""

from __future__ import annotations

import hashlib
from typing import Any

from edgewise.model import Claim, Document, End, EntityType, Mention, Reading
from edgewise.project import builtin
from edgewise.resolve import Records, project

TYPES: dict[str, EntityType] = {
    "Amazon": "Organization", "AWS": "Organization", "Amazon Web Services": "Organization", "ICE": "Organization",
    "HSI": "Organization", "DHS": "Organization", "FBI": "Organization", "DOJ": "Organization", "Palantir": "Organization",
    "POGO": "Organization", "Mijente": "Organization", "The Verge": "Organization", "Microsoft": "Organization",
    "Department of Justice": "Organization", "Rekognition": "System", "ICM": "System", "Jane Roe": "Person",
    "critics": "Group", "government agencies": "Group", "the emails": "Work", "Redwood City": "Place",
}  # fmt: skip


def document(text: str, tier: int = 3, **given: Any) -> Document:
    """A document of that text; its bytes are the text's."""
    return Document(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text, given.pop("kind", "article"), tier, **given)


def end(doc: Document, name: str, type: EntityType | None = None, text: str | None = None) -> End:
    """The end that stands where `text` (default: the name) first stands in the document."""
    found = text or name
    start = doc.text.index(found)
    return End(name, type or TYPES.get(name, "Organization"), start, start + len(found), found)


def claim(doc: Document, subject: str, relation: str, object: str, **given: Any) -> Claim:
    """A claim whose quote is the whole text; ends, `about` and `said_by` are names that stand in it."""
    for key in ("about", "said_by"):
        if given.get(key) is not None:
            given[key] = end(doc, given[key])
    return Claim(doc.id, 0, len(doc.text), doc.text, end(doc, subject), relation, end(doc, object), **given)


def mention(doc: Document, name: str, type: EntityType | None = None, text: str | None = None) -> Mention:
    """The mention of a name where `text` (default: the name) first stands."""
    at = end(doc, name, type, text)
    return Mention(doc.id, at.start, at.end, at.text, at.type, at.name)


def graph(*claims: Claim, documents: tuple[Document, ...], judgements: tuple[Any, ...] = (), mentions: tuple[Mention, ...] = ()) -> Any:
    """The projection of these records under the built-in project."""
    readings = tuple(Reading(c.id, "rules@1", 0.9) for c in claims)
    return project(Records(documents, mentions, claims, readings, judgements), builtin())
