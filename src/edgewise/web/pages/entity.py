"""One name: all that is known of it, or one part of that."""

from __future__ import annotations

from functools import partial
from typing import cast

from ...project import Project
from ...questions.entity import PARTS, Part, entity_known, link_rows
from ...questions.view import GraphView
from ...stores.base import Table
from .. import addresses
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
        "entity.html", known.entity.name, known, table=partial(_table, view, desk.project, known.entity.id, relation),
        name=f"edgewise-links-{known.entity.id[:8]}",
    )  # fmt: skip


def _table(view: GraphView, project: Project, id: str, relation: str | None) -> Table:
    """All links of a name, of one relation where that is asked for."""
    rows = (tuple(facts[column] for column in _COLUMNS) for facts in link_rows(view, project, id, relation))
    return Table(_COLUMNS, tuple(rows))


PLACES = (Place("/entities/{id}", entity, csv=True),)
