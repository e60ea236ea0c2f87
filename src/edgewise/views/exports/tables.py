"""Links, claims, entities and documents of a selection as rows: what Parquet keeps and what `Graph.frame` shows.

Units and forms, for every table: ids are 64 hexadecimal digits; dates are EDTF text ("2018-06", "2018-06-12"); offsets (`start`, `end`)
are code points of the document's text, `end` exclusive; `confidence` is 0 to 1; `tier` 1 (a record) to 5 (unknown); `amount` is text as
written. None where there is no value. Several values of one cell (`aliases`, `read_by`, `claim_ids`) are a list of text, sorted.
A row of links or of claims says how it stands: a link whose `standing` is denied, refuted, unknown or no evidence found is none, a
claim whose `polarity` is negated is a denial. Rows are sorted by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from ...model import Link
from ...questions.nouns import ClaimShown, LinkLine
from ...questions.shelf import DocumentLine
from .selection import Selection

TableName = Literal["links", "claims", "entities", "documents"]
ColumnType = Literal["text", "texts", "whole", "number", "flag"]
TABLES: tuple[TableName, ...] = get_args(TableName)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table with the type of each, and its rows, made while they are taken: each a value a column, in order."""

    types: Mapping[str, ColumnType]
    rows: Iterator[tuple[Any, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.types)


_TYPES: Mapping[str, ColumnType] = {"bool": "flag", "int": "whole", "float | None": "number", "tuple[str, ...]": "texts"}


def _types_of(noun: type[Any]) -> dict[str, ColumnType]:
    """The fields of a shown noun as columns, in order."""
    return {field.name: _TYPES.get(str(field.type), "text") for field in fields(noun)}


LINKS: Mapping[str, ColumnType] = {
    "id": "text", "sentence": "text", "subject": "text", "relation": "text", "object": "text", "about": "text", "indirect": "flag",
    "symmetric": "flag", "standing": "text", "support": "text", "contest": "text", "first": "text", "last": "text", "claims": "whole",
    "contesting": "whole", "quote": "text", "said_by": "text", "title": "text", "url": "text", "source": "text", "part": "text",
    "published": "text",
    "read_by": "texts", "confidence": "number", "subject_id": "text", "object_id": "text", "about_id": "text", "claim_ids": "texts",
    "contesting_ids": "texts",
}  # fmt: skip
"""One row a link; `claims` and `contesting` are how many, `quote` to `confidence` are of its best claim."""
CLAIMS: Mapping[str, ColumnType] = _types_of(ClaimShown) | {
    "subject_id": "text", "object_id": "text", "about_id": "text", "said_by_id": "text", "origin": "text",
}  # fmt: skip
"""One row a claim, whatever it says; `sentence` is what is affirmed or denied, to be read with `polarity` and `modality`."""
ENTITIES: Mapping[str, ColumnType] = {
    "id": "text",
    "name": "text",
    "type": "text",
    "aliases": "texts",
    "documents": "whole",
    "links": "whole",
}
"""One row a name; `documents` is how many of the whole graph name it, `links` how many of the selection have it at an end."""
DOCUMENTS: Mapping[str, ColumnType] = _types_of(DocumentLine)
"""One row a document, without its text."""


def columns_of(selection: Selection, table: TableName) -> Columns:
    """Return one of the tables of a selection: its columns, and its rows, of which some are in memory at a time."""
    return _MADE[table](selection)


def best_claim(line: LinkLine) -> ClaimShown:
    """Return the claim of a link that is shown with it: the best of those that support it, else of those that are all it has."""
    return line.claim if line.claim is not None else line.contesting[0]


def _links(selection: Selection) -> Columns:
    def row(line: LinkLine, link: Link) -> tuple[Any, ...]:
        best = best_claim(line)
        values = {
            "claims": line.count, "contesting": len(line.contesting), "quote": best.quote, "said_by": best.said_by, "title": best.title,
            "url": best.url, "source": best.source, "part": best.part,
            "published": best.published, "read_by": best.read_by, "confidence": best.confidence,
            "about_id": link.about, "claim_ids": link.claims, "contesting_ids": link.contesting,
        }  # fmt: skip
        return tuple(values[name] if name in values else getattr(line, name) for name in LINKS)

    return Columns(LINKS, (row(line, selection.view.links[line.id]) for line in selection.link_lines()))


def _claims(selection: Selection) -> Columns:
    def row(claim: ClaimShown) -> tuple[Any, ...]:
        resolved = selection.view.resolved[claim.id]
        ids = (resolved.subject, resolved.object, resolved.about, resolved.said_by, resolved.origin)
        return (*(getattr(claim, field.name) for field in fields(ClaimShown)), *ids)

    return Columns(CLAIMS, map(row, selection.claims_shown()))


def _entities(selection: Selection) -> Columns:
    degree: dict[str, int] = {}
    for link in selection.link_nouns():
        for end in {link.subject, link.object}:
            degree[end] = degree.get(end, 0) + 1
    naming = selection.view.naming
    rows = (
        (id, one.name, one.type, one.aliases, len(naming.get(id, ())), degree.get(id, 0))
        for id, one in zip(selection.entities, selection.entity_nouns(), strict=True)
    )
    return Columns(ENTITIES, rows)


def _documents(selection: Selection) -> Columns:
    return Columns(DOCUMENTS, (tuple(getattr(one, name) for name in DOCUMENTS) for one in selection.document_lines()))


_MADE: Mapping[TableName, Callable[[Selection], Columns]] = {
    "links": _links,
    "claims": _claims,
    "entities": _entities,
    "documents": _documents,
}
