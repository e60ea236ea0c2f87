"""Whom a document's own words go back to: a wire agency that it names over its text, else who published that text first, else nobody named.

Copies of one text go back to one, whoever printed them. Order-free: ties go by name, then by id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..identity import fold
from ..model import Document
from ..ontology import Names
from .copies import copies

_HEAD = 600  # code points of a text in which a dateline or a byline stands
_DATELINE = re.compile(r"\(([A-Z][\w.&\- ]{1,30})\)[ \t]*(?:[-\u2010-\u2015]|$)", re.M)  # "WASHINGTON, Oct. 23 (AP) -"
_BYLINE = re.compile(r"^(?:by\b[^\n]{0,60}[,|/\u2013\u2014][ \t]*|by[ \t]+)?([^\n]{2,40}?)[ \t]*$", re.M | re.I)  # "By Jane Roe, Reuters"


def origins(documents: Mapping[str, Document], names: Names) -> Mapping[str, str]:
    """Return for each document (given by id) the name of whom its own words go back to, or where none is named the id of a document.

    A publisher that `names` knows is called as it is there, another by the key of its name.
    """
    found = {id: _wire(document, names, _DATELINE) or _publisher(document, names) or id for id, document in documents.items()}
    for group in copies(documents):
        origin = _first({id: documents[id] for id in group}, names)
        found.update(dict.fromkeys(group, origin))
    return found


def _first(group: Mapping[str, Document], names: Names) -> str:
    """Whom copies go back to: an agency that one of them names, else the publisher of the one that was published first."""
    agencies = {wire for one in group.values() for wire in (_wire(one, names, _DATELINE), _wire(one, names, _BYLINE)) if wire is not None}
    if agencies:
        return min(agencies)
    prints = ((one.published or "~", _publisher(one, names), id) for id, one in group.items())  # "~" comes after every date
    publisher, id = min((origin is None, published, origin or "", id) for published, origin, id in prints)[2:]
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
