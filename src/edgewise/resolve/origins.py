"""Whom a document's own words go back to: a wire agency that it names over its text, else who published that text first, else nobody named.

Copies of one text go back to one, whoever printed them. Order-free: ties go by name, then by id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..identity import fold
from ..model import Document
from ..ontology import Names
from .copies import copies

_HEAD = 600  # code points of a text in which a dateline or a byline stands
_DATELINE = re.compile(r"\(([A-Z][\w.&\- ]{1,30})\)[ \t]*(?:[-\u2010-\u2015]|$)", re.M)  # "WASHINGTON, Oct. 23 (AP) -"
_BYLINE = re.compile(r"^(?:by\b[^\n]{0,60}[,|/\u2013\u2014][ \t]*|by[ \t]+)?([^\n]{2,40}?)[ \t]*$", re.M | re.I)  # "By Jane Roe, Reuters"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document says of who printed it: its publisher, when, and the wire agency over its text, published or named in its dateline
    or in its byline; None each where it does not say.

    A publisher that is known is called as it is there, another by the key of its name.
    """

    publisher: str | None
    published: str | None
    dateline: str | None
    byline: str | None


def printed(document: Document, names: Names) -> Printed:
    """Return what a document says of who printed it."""
    return Printed(_publisher(document, names), document.published, _wire(document, names, _DATELINE), _wire(document, names, _BYLINE))


def origins(documents: Mapping[str, Document], names: Names) -> Mapping[str, str]:
    """Return for each document (given by id) the name of whom its own words go back to, or where none is named the id of a document."""
    prints = {id: printed(document, names) for id, document in documents.items()}
    found = {id: origin_of({id: one}) for id, one in prints.items()}
    for group in copies(documents):
        found.update(dict.fromkeys(group, origin_of({id: prints[id] for id in group})))
    return found


def origin_of(copies: Mapping[str, Printed]) -> str:
    """Return whom all copies of one text, given by id, go back to: an agency that one of them names, else who published it first.

    Of what is no copy of anything a byline tells nothing: it may be anybody's.
    """
    bylines = (one.byline for one in copies.values()) if len(copies) > 1 else ()
    agencies: set[str] = {wire for wire in (*(one.dateline for one in copies.values()), *bylines) if wire is not None}
    if agencies:
        return min(agencies)
    prints = ((one.publisher is None, one.published or "~", one.publisher or "", id) for id, one in copies.items())  # "~": after all dates
    _, _, publisher, id = min(prints)
    return publisher or id


def _publisher(document: Document, names: Names) -> str | None:
    if document.publisher is None:
        return None
    known = names.find(document.publisher)
    return known.name if known is not None else fold(document.publisher)


def _wire(document: Document, names: Names, pattern: re.Pattern[str]) -> str | None:
    """The wire agency that published a document or that stands over its text, by name."""
    lines: Iterable[str] = (match[1] for match in pattern.finditer(document.text[:_HEAD]))
    for name in (*((document.publisher,) if document.publisher else ()), *lines):
        known = names.find(name)
        if known is not None and known.wire:
            return known.name
    return None
