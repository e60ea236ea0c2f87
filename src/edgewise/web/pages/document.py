"""A document as it was read, with every claim at its place."""

from __future__ import annotations

from dataclasses import astuple

from ...questions.document import claims_of, see_document
from ...stores.base import Table
from ...views.table import CLAIM_COLUMNS
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place


def document(desk: Desk, asked: Asked) -> Page:
    """A document: its text with every claim and name in place, what was left out and why; the part that holds a `claim` or place `at`"""
    view = desk.view()
    seen = see_document(view, desk.project, asked.path["id"], asked.text("claim"), asked.number("at", 0, most=999_999_999))

    def claims() -> Table:
        every = claims_of(view, desk.project, seen.id)
        rows = ((one.number, one.place, one.because, one.link, one.standing, *astuple(one.claim)) for one in every)
        return Table(("number", "place", "because", "link", "standing", *CLAIM_COLUMNS), tuple(rows))

    return Page("document.html", seen.title or seen.source, seen, table=claims, name="edgewise-document")


PLACES = (Place("/documents/{id}", document, csv=True),)
