"""Two names side by side: what both are linked to, what only one of them is, and what is said between the two.

Something that both are linked to links neither to the other: it is shown as two links, each with its own standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UsageError
from ..model import Entity, EntityType, Link
from ..project import Project
from ..resolve.standing import STANDINGS
from .entity import BESIDE, Beside, best_first, no_links
from .evidence import ACTS, gather
from .names import find_entity, label_of
from .nouns import EntityShown, LinkLine, Some
from .search import beside, drawn, drawn_links
from .show import link_row, show_entity, show_lines
from .view import GraphView, ends_of

AT_ONCE = 25  # shared names, names of one side, or links between the two that a page shows at once
_EACH = 5  # links shown of one side to one name

_ByName = Mapping[str, list[Link]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A name that one of the two is linked to: the best of its links, and how many there are."""

    id: str
    name: str
    type: EntityType
    line: LinkLine
    count: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two names: `label` is what `find_entity` takes for it alone; `only` are the names that it alone is linked to."""

    entity: EntityShown
    label: str
    links: int
    neighbours: int
    only: Some[Neighbour]


@dataclass(frozen=True, slots=True)
class Shared:
    """A name that both are linked to, with each side's links to it, best first, the first few of how many there are."""

    id: str
    name: str
    type: EntityType
    a: Some[LinkLine]
    b: Some[LinkLine]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two names have in common, those best supported on both sides first, and what is between them.

    `refuted` are links of which a record says otherwise; `beside` is what is denied, left open or said of both: no links.
    """

    a: Side
    b: Side
    shared: Some[Shared]
    between: Some[LinkLine]
    refuted: Some[LinkLine]
    beside: Beside


def compare(view: GraphView, project: Project, a: str, b: str, *, offset: int = 0) -> Compared:
    """Return two names, given as typed, side by side, with the shared ones from `offset` on.

    Raises NameUnknown, with the nearest names, for a name that nobody has or that several have; UsageError where both are one.
    """
    one, other = _two(view, project, a, b)
    ours, theirs = (_by_name(view, entity, but) for entity, but in ((one.id, other.id), (other.id, one.id)))
    shared = sorted(ours.keys() & theirs.keys(), key=lambda id: (*_strength(ours[id], theirs[id]), view.entities[id].name, id))
    some = (
        Shared(*_named(view, id), _lines(view, project, one, ours[id], _EACH), _lines(view, project, other, theirs[id], _EACH))
        for id in shared[offset : offset + AT_ONCE]
    )
    links = _joining(view, one, other)
    aside = no_links(view, view.claims_between([one.id], [other.id]), links)
    found = gather(view, project, aside[:BESIDE])
    return Compared(
        _side(view, project, one, ours, theirs), _side(view, project, other, theirs, ours), Some(tuple(some), len(shared), offset),
        between=_lines(view, project, one, drawn(links), AT_ONCE),
        refuted=_lines(view, project, one, (link for link in links if link.standing == "refuted" and link.relation not in ACTS), AT_ONCE),
        beside=Beside(found.denials, found.unconfirmed, found.speech, min(len(aside), BESIDE), len(aside)),
    )  # fmt: skip


def compare_rows(view: GraphView, project: Project, a: str, b: str) -> Iterator[dict[str, Any]]:
    """Yield the facts of every link of the two names, each with what it is to them: `of` ("both" for a link between them, else the name
    of one), `leads_to` (the name at its other end) and `shared` (whether both are linked to that).
    """
    one, other = _two(view, project, a, b)
    ours, theirs = (_by_name(view, entity, but) for entity, but in ((one.id, other.id), (other.id, one.id)))
    for link in best_first(view, one.id, drawn(_joining(view, one, other))):
        yield link_row(view, project, link) | {"of": "both", "leads_to": None, "shared": None}
    for entity, links, others in ((one, ours, theirs), (other, theirs, ours)):
        for id in sorted(links, key=lambda id: (id not in others, view.entities[id].name, id)):
            for link in best_first(view, entity.id, links[id]):
                yield link_row(view, project, link) | {"of": entity.name, "leads_to": view.entities[id].name, "shared": id in others}


def _two(view: GraphView, project: Project, a: str, b: str) -> tuple[Entity, Entity]:
    one, other = find_entity(view, project, a), find_entity(view, project, b)
    if one.id == other.id:
        raise UsageError(f"both names mean {one.name}; give two different ones")
    return one, other


def _by_name(view: GraphView, id: str, but: str) -> dict[str, list[Link]]:
    """The drawn links of an entity by the names that they lead to, but for those that join it to the one it is compared with."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in drawn_links(view, id):
        for end in beside(link, id) if but not in ends_of(link) else ():
            found[end].append(link)
    return found


def _joining(view: GraphView, one: Entity, other: Entity) -> list[Link]:
    wanted = other.id
    return [link for link in view.links_of.get(one.id, ()) if wanted in ends_of(link)]


def _strength(ours: Iterable[Link], theirs: Iterable[Link]) -> tuple[int, int]:
    """How a shared name is ordered: by the weaker side's best standing, then by the stronger one's."""
    stronger, weaker = sorted((_best(ours), _best(theirs)))
    return weaker, stronger


def _best(links: Iterable[Link]) -> int:
    return min(STANDINGS.index(link.standing) for link in links)


def _side(view: GraphView, project: Project, entity: Entity, ours: _ByName, theirs: _ByName) -> Side:
    alone = [id for id in ours if id not in theirs]
    ranked = sorted(alone, key=lambda id: (_best(ours[id]), -len(ours[id]), view.entities[id].name, id))
    lines = show_lines(view, project, (best_first(view, entity.id, ours[id])[0] for id in ranked[:AT_ONCE]))
    some = (Neighbour(*_named(view, id), line, len(ours[id])) for id, line in zip(ranked, lines, strict=False))
    links = len(drawn_links(view, entity.id))
    return Side(show_entity(entity), label_of(view, project, entity), links, len(ours), Some(tuple(some), len(ranked)))


def _lines(view: GraphView, project: Project, entity: Entity, links: Iterable[Link], limit: int) -> Some[LinkLine]:
    ranked = best_first(view, entity.id, links)
    return Some(show_lines(view, project, ranked[:limit]), len(ranked))


def _named(view: GraphView, id: str) -> tuple[str, str, EntityType]:
    return id, view.entities[id].name, view.entities[id].type
