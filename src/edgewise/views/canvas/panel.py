"""What stands beside a picture about a chosen name: its links that are in sight, grouped, and how many more it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...model import Entity
from ...questions.nouns import EntityShown
from ...questions.show import show_entity
from ...questions.view import GraphView
from .. import style
from . import Canvas, Partly
from .neighbours import total

_EACH = 25  # links of a relation that are listed


@dataclass(frozen=True, slots=True)
class Group:
    """Links of one relation, as the picture holds them, best first; `more` are not listed."""

    relation: str
    links: tuple[Mapping[str, Any], ...]
    more: int


@dataclass(frozen=True, slots=True)
class NamePanel:
    """A name beside a picture: `part` of its neighbours are in sight. `drawn` False: the picture does not hold it.

    `undrawn` are the first of `undrawn_total` that are listed only: refuted, or said about a claim.
    """

    name: EntityShown
    part: Partly
    drawn: bool
    pinned: bool
    hidden: bool
    groups: tuple[Group, ...]
    undrawn: tuple[Mapping[str, Any], ...]
    undrawn_total: int
    canvas: Canvas


def name_panel(view: GraphView, found: Canvas, entity: Entity) -> NamePanel:
    """Return what a picture shows about an entity, whether it holds it or not."""
    id = entity.id
    node = next((node for node in found.nodes if node["id"] == id), None)
    part = Partly(id, entity.name, node["shown"] if node else 0, total(view, id))
    links, undrawn = ([link for link in some if id in (link["from"], link["to"])] for some in (found.edges, found.undrawn))
    relations = dict.fromkeys(link["relation"] for link in links)
    groups = tuple(_group(relation, (link for link in links if link["relation"] == relation)) for relation in relations)
    hidden = any(one.id == id for one in found.hidden)
    pinned = bool(node and node["pinned"])
    return NamePanel(show_entity(entity), part, node is not None, pinned, hidden, groups, tuple(undrawn[:_EACH]), len(undrawn), found)


def _group(relation: str, links: Iterable[Mapping[str, Any]]) -> Group:
    some = sorted(links, key=lambda link: (style.standing_look(link["standing"]).rank, -link["claims"], link["sentence"]))
    return Group(relation, tuple(some[:_EACH]), max(0, len(some) - _EACH))
