"""What a picture is made of: the entities and links that it draws and what it only lists beside them, with its bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import UsageError
from ..questions.nouns import Answer, ClaimShown, EntityShown, LinkShown
from .style import is_drawn

MOST_ENTITIES = 3_000
MOST_LINKS = 7_500


@dataclass(frozen=True, slots=True)
class Picture:
    """Entities and the links between them, each once. Raises UsageError when it holds too much to draw or an end is missing.

    `focus` are the ids of the entities it is about; of two, the first is drawn left of the second. `note` says what was left
    out ("25 of 212 neighbours shown") or is to be known beforehand. `denials` and `unconfirmed` are listed, never drawn.
    """

    title: str
    entities: tuple[EntityShown, ...]
    links: tuple[LinkShown, ...]
    focus: tuple[str, ...] = ()
    note: str = ""
    denials: tuple[ClaimShown, ...] = ()
    unconfirmed: tuple[ClaimShown, ...] = ()

    def __post_init__(self) -> None:
        if len(self.entities) > MOST_ENTITIES or len(self.links) > MOST_LINKS:
            raise UsageError(
                f"a picture holds at most {MOST_ENTITIES:,} names and {MOST_LINKS:,} links, this one has {len(self.entities):,} and "
                f"{len(self.links):,}: ask for one name (edgewise view NAME) or for the routes between two (edgewise view --routes A B)"
            )
        known = {entity.id for entity in self.entities}
        for link in self.links:
            if not {link.subject_id, link.object_id} <= known:
                raise UsageError(f"a picture with the link {link.sentence!r} needs both its ends among its entities")

    def ranked(self) -> tuple[EntityShown, ...]:
        """Return the entities, the most important first: the focus, then those with more links, then by name."""
        degree = Counter(end for link in self.links for end in {link.subject_id, link.object_id})
        place = {id: number for number, id in enumerate(self.focus)}
        return tuple(sorted(self.entities, key=lambda e: (place.get(e.id, len(place)), -degree[e.id], e.name, e.id)))

    def drawn(self) -> tuple[LinkShown, ...]:
        """Return the links that may be lines in a picture (`style.is_drawn`)."""
        return tuple(link for link in self.links if is_drawn(link))

    def undrawn(self) -> tuple[LinkShown, ...]:
        """Return the links that are only listed: a record says otherwise, or they are what somebody said about a claim."""
        return tuple(link for link in self.links if not is_drawn(link))


def picture_of(answer: Answer, entities: Iterable[EntityShown]) -> Picture:
    """Return the picture of an answer. `entities` must hold the ends of its links, and may hold more, which are left out."""
    links = answer.links()
    wanted = {id for link in links for id in (link.subject_id, link.object_id)} | {name.id for name in answer.names}
    kept = {entity.id: entity for entity in (*answer.names, *entities) if entity.id in wanted}
    known = "; ".join(f"{one.name} is part of {one.part_of}" for one in answer.background)
    return Picture(
        title=answer.question,
        entities=tuple(kept.values()),
        links=links,
        focus=tuple(name.id for name in answer.names),
        note=f"Known beforehand, not from these documents: {known}." if known else "",
        denials=answer.denials,
        unconfirmed=answer.unconfirmed,
    )
