"""A link with why it stands as it does, and every claim for and against it."""

from __future__ import annotations

from dataclasses import astuple

from ...questions.link import LinkGone, see_link
from ...questions.show import show_claims
from ...stores.base import Table
from ...views.table import CLAIM_COLUMNS
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place


def link(desk: Desk, asked: Asked) -> Page:
    """A link: its sentence, why it stands as it does, the claims for and against it from `offset` on, and what counts for nothing"""
    view, project = desk.view(), desk.project
    seen = see_link(view, project, asked.path["id"], asked.number("offset", 0))
    if isinstance(seen, LinkGone):
        return Page("link_gone.html", "This link is not in the graph", seen, status=404)

    def claims() -> Table:
        of = view.links[seen.link.id]
        sides = (("supports", of.claims), ("contests", of.contesting))
        rows = ((side, *astuple(one)) for side, ids in sides for one in show_claims(view, project, ids))
        return Table(("side", *CLAIM_COLUMNS), tuple(rows))

    return Page("link.html", seen.link.sentence, seen, table=claims, name="edgewise-link")


PLACES = (Place("/links/{id}", link, csv=True),)
