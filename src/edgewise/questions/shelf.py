"""The documents of a view without their texts, the newest first: what lists of documents are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..model import Document
from .nouns import Some
from .once import once_a_view
from .view import GraphView


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One current document in brief. `source` is where it was found; `date` is that of publication, else that of the event it is about.

    Dates are EDTF, None where none is given.
    """

    id: str
    title: str | None
    source: str
    publisher: str | None
    published: str | None
    event_date: str | None
    kind: str
    tier: int
    status: str | None
    url: str | None

    @property
    def date(self) -> str | None:
        return self.published or self.event_date


_read: dict[str, DocumentLine] = {}  # of the shelf made last: what a document says of itself never changes


@once_a_view
def shelf(view: GraphView) -> Mapping[str, DocumentLine]:
    """Return all current documents by id, the newest first, those without a date last.

    Cost, once: every document is read; where another view was asked before, those that are new.
    """
    global _read
    known = {id: line for id in view.documents if (line := _read.get(id)) is not None}
    added = view.store.some(Document, [id for id in view.documents if id not in known])
    known.update((line.id, line) for line in map(_line, added))
    _read = {id: replace(line, source=view.sources.get(id, "")) for id, line in known.items()}
    lines = sorted(_read.values(), key=lambda one: (one.title or one.source, one.id))
    lines.sort(key=lambda one: one.date or "", reverse=True)
    return {one.id: one for one in lines}


def newest(view: GraphView, ids: Iterable[str], *, offset: int = 0, limit: int = 25) -> Some[DocumentLine]:
    """Return some of these documents, the newest first."""
    lines, places = shelf(view), _places(view)
    wanted = sorted({id for id in ids if id in places}, key=places.__getitem__)
    return Some(tuple(lines[id] for id in wanted[offset : offset + limit]), len(wanted), offset)


@once_a_view
def _places(view: GraphView) -> Mapping[str, int]:
    return {id: place for place, id in enumerate(shelf(view))}


def _line(document: Document) -> DocumentLine:
    """The document in brief, wherever it was found."""
    return DocumentLine(
        id=document.id, title=document.title, source="", publisher=document.publisher,
        published=document.published, event_date=document.event_date, kind=document.kind, tier=document.tier,
        status=document.status, url=document.url,
    )  # fmt: skip
