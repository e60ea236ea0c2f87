"""The first page, and the lists that it leads to: documents, links by what they say, what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ...errors import UsageError, one_of
from ...model import Standing
from ...questions import home as held
from ...questions.evidence import ACTS
from ...questions.listed import links_listed, rows_listed
from ...questions.view import GraphView
from ...resolve.standing import STANDINGS
from ...stores.base import Table
from ...views import addresses
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place
from .entity import links_table

AT_ONCE = 50
_DOCUMENT = ("title", "publisher", "published", "event_date", "kind", "tier", "status", "claims", "problem", "source", "url", "id")


def home(desk: Desk, asked: Asked) -> Page:
    """The first page: search, how much of what there is, what is new, the saved questions, and what could not be read"""
    return Page("home.html", "What is here", held.home(desk.view(), desk.project))


def documents(desk: Desk, asked: Asked) -> Page:
    """The documents, the newest first, from `offset` on; of a `kind`, or with words (`q`) in title, publisher or place"""
    kind = asked.text("kind") or None
    view, query = desk.view(), asked.text("q")
    found = held.documents_listed(view, query, kind, offset=asked.number("offset", 0), limit=AT_ONCE)
    if kind is not None and kind not in found.kinds:
        raise UsageError(f"no document here is of the kind {kind[:40]!r}; known: {one_of(found.kinds)}")
    return Page("documents.html", "Documents", found, lambda: _every_document(view, query, kind), name="edgewise-documents")


def _every_document(view: GraphView, query: str, kind: str | None) -> Table:
    listed = held.documents_listed(view, query, kind, limit=len(view.documents))
    return Table(_DOCUMENT, tuple(tuple(_facts(one)[name] for name in _DOCUMENT) for one in listed.documents.items))


def _facts(one: held.DocumentCounted) -> Mapping[str, Any]:
    facts = {name: getattr(one.document, name) for name in _DOCUMENT if name not in ("claims", "problem")}
    return facts | {"claims": one.claims, "problem": one.problem}


def links(desk: Desk, asked: Asked) -> Page:
    """The links of the whole graph, the best first, from `offset` on; of one `relation` or `standing`"""
    view, relation = desk.view(), asked.text("relation") or None
    standing = cast("Standing | None", asked.choice("standing", ("", *STANDINGS), "") or None)
    found = links_listed(view, desk.project, relation, standing, offset=asked.number("offset", 0), limit=AT_ONCE)
    return Page(
        "links.html", "Links", {"found": found, "relations": tuple(one for one in desk.project.ontology.relations if one not in ACTS)},
        lambda: links_table(rows_listed(view, desk.project, relation, standing)), name="edgewise-links", twin=found,
    )  # fmt: skip


def unread(desk: Desk, asked: Asked) -> Page:
    """What could not be read when that was last tried, and why, from `offset` on"""
    view = desk.view()
    some = held.unread(view, offset=asked.number("offset", 0), limit=AT_ONCE)
    table = Table(("source", "reason"), tuple((one.locator, one.reason) for one in held.unread(view, limit=some.total).items))
    return Page("unread.html", "What could not be read", some, table, name="edgewise-unread")


PLACES = (
    Place(addresses.HOME, home),
    Place(addresses.DOCUMENTS, documents, csv=True),
    Place(addresses.LINKS, links, csv=True),
    Place(addresses.UNREAD, unread, csv=True),
)
