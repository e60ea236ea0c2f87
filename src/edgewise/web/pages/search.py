"""Search: all names that fit, paged; its JSON twin is what is suggested while one types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from ...model import ENTITY_TYPES, EntityType
from ...questions import search as names
from ...stores.base import Table
from ...views import addresses
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place, plain_data

AT_ONCE = 25


def search(desk: Desk, asked: Asked) -> Page:
    """The names that fit `q`, of a `type` where one is asked for; what is suggested while one types

    The suggestions ask for few (`limit`), and need no others like the one typed.
    """
    limit = asked.number("limit", AT_ONCE, 1, 200)
    type = cast("EntityType | None", asked.choice("type", ("", *ENTITY_TYPES), "") or None)
    view, query = desk.view(), asked.text("q")
    found = names.search(
        view, desk.project, query, type, offset=asked.number("offset", 0), limit=limit, near="limit" not in asked.query
    )  # fmt: skip
    data = plain_data(found) | {
        "entities": [plain_data(one) | {"address": addresses.entity(one.id)} for one in found.entities],
        "limit": limit,
        "types": ENTITY_TYPES,
    }
    title = f"Names like {found.query}" if found.query else "All names"
    return Page(
        "search.html",
        title,
        data,
        table=lambda: _table(names.search(view, desk.project, query, type, limit=found.total).entities),
        name="edgewise-names",
    )


def _table(entities: Iterable[names.Found]) -> Table:
    rows = ((one.name, one.type, ", ".join(one.aliases), one.where, one.links, one.documents, one.id) for one in entities)
    return Table(("name", "type", "aliases", "only_in", "links", "documents", "id"), tuple(rows))


PLACES = (Place(addresses.SEARCH, search, csv=True),)
