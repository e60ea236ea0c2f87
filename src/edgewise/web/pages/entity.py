"""One name: all that is known of it, or one part of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ...questions.entity import PARTS, Part, entity_known, link_rows
from ...stores.base import Table
from ...views import addresses
from ..asked import Asked
from ..desk import Desk
from ..page import Elsewhere, Page, Place

_COLUMNS = (
    "sentence", "subject", "relation", "object", "about", "indirect", "standing", "support", "contest", "first", "last",
    "claims", "contesting", "id", "subject_id", "object_id",
)  # fmt: skip
"""Of the CSV twin: `claims` and `contesting` are numbers."""


def entity(desk: Desk, asked: Asked) -> Page | Elsewhere:
    """One name: its names, links, denials, documents, dates and leads; one `part` or `relation` of it from `offset` on."""
    view = desk.view()
    part = cast("Part | None", asked.choice("part", ("", *PARTS), "") or None)
    relation = asked.text("relation") or None
    known = entity_known(view, desk.project, asked.path["id"], part=part, relation=relation, offset=asked.number("offset", 0))
    if known.entity.id != asked.path["id"]:
        query = asked.address.partition("?")[2]
        return Elsewhere(f"{addresses.entity(known.entity.id)}{'?' if query else ''}{query}")
    return Page(
        "entity.html", known.entity.name, known, lambda: links_table(link_rows(view, desk.project, known.entity.id, relation)),
        name=f"edgewise-links-{known.entity.id[:8]}",
    )  # fmt: skip


def links_table(rows: Iterable[Mapping[str, Any]], first: Sequence[str] = ()) -> Table:
    """Return the CSV twin of links, a row each; with what else a row tells, before the rest."""
    columns = (*first, *_COLUMNS)
    return Table(columns, tuple(tuple(row[column] for column in columns) for row in rows))


PLACES = (Place("/entities/{id}", entity, csv=True),)
