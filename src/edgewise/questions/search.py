"""Search: the names that fit what somebody types, or all names of a type, the best-linked first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Entity, EntityType, Link
from ..project import Project
from ..stores.ranking import holds, names_of, words
from .evidence import joins
from .names import label_of, nearest_names
from .once import once_a_view
from .view import GraphView

MOST = 500  # names that a search counts; a store looks no further


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was found. `also` is its alias that fits where the name itself does not.

    `label` is what `find_entity` takes for this entity and no other. `where` is the place of the document that it is a thing of, None
    for a thing of all documents. `links` are those that are drawn, `documents` those that name it.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    also: str | None
    label: str
    where: str | None
    links: int
    documents: int


@dataclass(frozen=True, slots=True)
class Search:
    """One page of what was found, from `offset` on. `total` counts all that fit, at least `total` where `counted` is False.

    `nearest` are names like the text where none fits.
    """

    query: str
    type: EntityType | None
    total: int
    counted: bool
    offset: int
    entities: tuple[Found, ...]
    nearest: tuple[str, ...]


def search(
    view: GraphView, project: Project, text: str, type: EntityType | None = None, *, offset: int = 0, limit: int = 25, near: bool = True
) -> Search:  # fmt: skip
    """Return the names that hold every word of the text, best first; without a text all names, the best-linked first.

    Case and accents aside, prefixes count, aliases are found. With a type only its names. `near` False: no other names are offered.
    """
    fitting = _fitting(view, text) if text else by_links(view)
    among = fitting if type is None else [id for id in fitting if view.entities[id].type == type]
    entities = tuple(_found(view, project, view.entities[id], words(text)) for id in among[offset : offset + limit])
    nearest = tuple(nearest_names(view, text)) if near and text and not among else ()
    return Search(text, type, len(among), not text or len(fitting) < MOST, offset, entities, nearest)


@once_a_view
def by_links(view: GraphView) -> tuple[str, ...]:
    """Return the ids of all entities, those with most links first."""
    return tuple(sorted(view.entities, key=lambda id: (-len(drawn_links(view, id)), view.entities[id].name_key, id)))


def drawn_links(view: GraphView, id: str) -> tuple[Link, ...]:
    """Return the links of an entity that are `drawn`."""
    return drawn(view.links_of.get(id, ()))


def drawn(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return those of some links that are shown as links: no speech about other claims, none that a record refutes."""
    return tuple(filter(joins, links))


def beside(link: Link, id: str) -> tuple[str, ...]:
    """Return whom a link puts beside an entity: its other end; both ends where it is about the entity; () for one to itself."""
    if link.subject == id:
        return () if link.object == id else (link.object,)
    return (link.subject,) if link.object == id else tuple({link.subject: None, link.object: None})


def _fitting(view: GraphView, text: str) -> Sequence[str]:
    """What the store finds, by id, as far as this view has it: the store may be ahead."""
    found = (entity.id for entity in view.store.search(text, MOST))
    return [id for id in found if id in view.entities]


def _found(view: GraphView, project: Project, entity: Entity, wanted: tuple[str, ...]) -> Found:
    fitting = next((name for name in names_of(entity) if holds(name, wanted)), entity.name)
    return Found(
        id=entity.id, name=entity.name, type=entity.type, aliases=entity.aliases, also=fitting if fitting != entity.name else None,
        label=label_of(view, project, entity), where=view.sources.get(entity.scope) if entity.scope else None,
        links=len(drawn_links(view, entity.id)), documents=len(view.naming.get(entity.id, ())),
    )  # fmt: skip
