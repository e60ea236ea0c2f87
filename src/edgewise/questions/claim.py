"""One claim with everything known of it, whether the graph has it or it waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..errors import NameUnknown
from ..model import Claim, End, EntityType, Judgement
from ..project import Project
from ..resolve.judged import in_order, not_taken_back
from ..resolve.reading import is_in_force
from .context import Context, context_of
from .names import named_in
from .nouns import ClaimShown, EntityShown, LinkShown
from .place import Place, is_current, judged, place_of
from .place import Sort as PlaceSort
from .show import show_candidate, show_claim, show_entity, show_link
from .view import GraphView
from .why import Weight, weight

LINKS = 10  # links shown with a claim; one denial can contest many


@dataclass(frozen=True, slots=True)
class EndSeen:
    """One end of a claim: the words that stand at `[start, end)`, the name and type they stand for, and the entity that is now."""

    role: Literal["subject", "object", "about", "said by"]
    text: str
    name: str
    type: EntityType
    start: int
    end: int
    entity: EntityShown | None


@dataclass(frozen=True, slots=True)
class ReadingSeen:
    """Who read it, how sure such readings are, 0 to 1, and whether that still counts."""

    readers: tuple[str, ...]
    confidence: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about it; the one that `holds` is the last that was not taken back."""

    id: str
    verdict: str
    by: str
    at: str
    why: str
    holds: bool


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A claim in its context, how it was read, weighed and judged, and where it stands (`place`, `because`).

    `links` are those that it supports or contests, or beside which it counts for nothing, at most `LINKS` of `links_total`. `weight` is
    None where the graph does not have it. `least` is how sure a reading has to be for the graph, 0 to 1.
    """

    claim: ClaimShown
    context: Context
    ends: tuple[EndSeen, ...]
    weight: Weight | None
    readings: tuple[ReadingSeen, ...]
    least: float
    decisions: tuple[Decided, ...]
    place: PlaceSort
    because: str
    links: tuple[LinkShown, ...]
    links_total: int


def see_claim(view: GraphView, project: Project, id: str) -> ClaimSeen:
    """Return a claim by its id. Raises NameUnknown when there is none in a current document. Cost: all decisions are read."""
    claim = view.store.get(Claim, id)
    if claim is None:
        raise NameUnknown(f"no claim has the id {id[:12]!r} here; find a name, and open one of its links")
    if not is_current(view, claim.document):
        raise NameUnknown(f"the document of claim {id[:12]!r} is not in the graph: its source holds another text now, or it was taken out")
    place = place_of(view, project, claim, id, judged(view))
    in_graph = id in view.resolved
    shown = show_claim(view, project, id) if in_graph else show_candidate(view, project, claim)
    return ClaimSeen(
        claim=shown,
        context=context_of(view.document(claim.document), claim.start, claim.end),
        ends=_ends(view, claim, id), weight=weight(view, project, id) if in_graph else None, readings=_readings(view, claim, id),
        least=project.min_precision, decisions=_decisions(view, id), place=place.sort, because=place.because,
        links=_links(view, project, place), links_total=len(place.links),
    )  # fmt: skip


def _links(view: GraphView, project: Project, place: Place) -> tuple[LinkShown, ...]:
    return tuple(show_link(view, project, link) for link in place.links[:LINKS])


def _ends(view: GraphView, claim: Claim, id: str) -> tuple[EndSeen, ...]:
    one = view.resolved.get(id)
    ends: tuple[tuple[Literal["subject", "object", "about", "said by"], End | None, str | None], ...] = (
        ("subject", claim.subject, one.subject if one else None),
        ("object", claim.object, one.object if one else None),
        ("about", claim.about, one.about if one else None),
        ("said by", claim.said_by, one.said_by if one else None),
    )
    return tuple(_end(view, claim, role, end, entity) for role, end, entity in ends if end is not None)


def _end(view: GraphView, claim: Claim, role: Literal["subject", "object", "about", "said by"], end: End, id: str | None) -> EndSeen:
    entity = view.entity(id) if id is not None else named_in(view, claim.document, end.name, end.type)
    return EndSeen(role, end.text, end.name, end.type, end.start, end.end, show_entity(entity) if entity is not None else None)


def _readings(view: GraphView, claim: Claim, id: str) -> tuple[ReadingSeen, ...]:
    readers = view.readers.get(claim.document, ())
    found = (ReadingSeen(one.readers, one.confidence, is_in_force(one, readers)) for one in view.readings.get(id, ()))
    return tuple(sorted(found, key=lambda one: (not one.counts, -one.confidence, one.readers)))


def _decisions(view: GraphView, id: str) -> tuple[Decided, ...]:
    """What was decided about it, the latest first."""
    about = in_order(one for one in view.store.records(Judgement) if one.claim == id)
    last = not_taken_back(about)[-1:]
    return tuple(Decided(one.id, one.verdict, one.by, one.at, one.why, one in last) for one in reversed(about))
