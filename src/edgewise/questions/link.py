"""A link with all that stands behind it, against it and beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ..model import Claim, Entity, Judgement, Link
from ..project import Project
from .context import Context, context_of
from .evidence import ACTS
from .names import named_in
from .nouns import ClaimShown, EntityShown, LinkShown, Some
from .place import link_id
from .show import show_claims, show_entity, show_link, show_links
from .view import GraphView
from .why import Weight, Why, beside, idle_because, weight, why

A_PAGE = 25  # claims shown at once
PARALLEL = 25  # links shown that join the same two
_TRIES = 50_000  # former ids that are tried for a link that is gone: about half a second


@dataclass(frozen=True, slots=True)
class Said:
    """One claim in its context, with its weight; `because` says why it counts for nothing, None where it counts."""

    claim: ClaimShown
    context: Context
    weight: Weight
    because: str | None = None


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A link, why it stands as it does, and its claims; `link` has only those claims that are shown here.

    `idle` are claims of the same relation between the same two that count for nothing in this link; `parallel` other links the same
    way round, `reverse` those the other way (where both have a direction), `more_links` how many of both are not shown.
    """

    link: LinkShown
    subject: EntityShown
    object: EntityShown
    about: EntityShown | None
    why: Why
    supporting: Some[Said]
    contesting: Some[Said]
    idle: Some[Said]
    parallel: tuple[LinkShown, ...]
    reverse: tuple[LinkShown, ...]
    more_links: int


@dataclass(frozen=True, slots=True)
class LinkGone:
    """An id that no link has now. `now` is the link that has taken its place, where that can be told; `ends` whom it joined."""

    id: str
    now: LinkShown | None
    ends: tuple[EntityShown, ...]
    because: str


def see_link(view: GraphView, project: Project, id: str, offset: int = 0) -> LinkSeen | LinkGone:
    """Return a link by its id, with `A_PAGE` of its claims from the number `offset` on; what is known of it when it is gone."""
    link = view.links.get(id)
    if link is None:
        return _gone(view, project, id)
    others = beside(view, project, link)
    idle = [(other, because) for other in others if (because := idle_because(view, link, other)) is not None]
    supporting = _some(view, project, link.claims, offset)
    contesting = _some(view, project, link.contesting, 0)
    shown = replace(link, claims=_ids(supporting), contesting=_ids(contesting))
    along, back, more = _parallel(view, project, link)
    return LinkSeen(
        link=show_link(view, project, shown), subject=show_entity(view.entity(link.subject)), object=show_entity(view.entity(link.object)),
        about=show_entity(view.entity(link.about)) if link.about is not None else None, why=why(view, project, link),
        supporting=supporting, contesting=contesting, idle=_some(view, project, [id for id, _ in idle], 0, dict(idle)),
        parallel=along, reverse=back, more_links=more,
    )  # fmt: skip


def _ids(some: Some[Said]) -> tuple[str, ...]:
    return tuple(one.claim.id for one in some.items)


def _some(view: GraphView, project: Project, ids: Sequence[str], offset: int, because: dict[str, str] | None = None) -> Some[Said]:
    """A page of claims, the weightiest first."""
    ordered = sorted(ids, key=lambda id: (view.resolved[id].tier, view.claim(id).modality != "confirmed", view.claim(id).date is None, id))
    page = show_claims(view, project, ordered[offset : offset + A_PAGE])
    said = tuple(
        Said(one, context_of(view.document(one.document), one.start, one.end), weight(view, project, one.id), (because or {}).get(one.id))
        for one in page
    )
    return Some(said, len(ids), offset)


def _parallel(view: GraphView, project: Project, link: Link) -> tuple[tuple[LinkShown, ...], tuple[LinkShown, ...], int]:
    """The other links with these two ends, those the same way round and those the other way, and how many are not shown; no speech."""
    ends = (link.subject, link.object)
    others = view.links_between((link.subject,), (link.object,))
    same = [o for o in others if o.id != link.id and o.relation not in ACTS and {o.subject, o.object} == set(ends)]
    back = [o for o in same if (o.object, o.subject) == ends and not (_undirected(project, o) or _undirected(project, link))]
    along = [o for o in same if o not in back]
    more = sum(max(0, len(some) - PARALLEL) for some in (along, back))
    return show_links(view, project, along[:PARALLEL]), show_links(view, project, back[:PARALLEL]), more


def _undirected(project: Project, link: Link) -> bool:
    return project.ontology.relation(link.relation).symmetric


def _gone(view: GraphView, project: Project, id: str) -> LinkGone:
    """What can be told of a link that is not there: the one it has become, or the rejected claim that it stood on."""
    now = _renamed(view, project, id)
    if now is not None:
        ends = tuple(show_entity(view.entity(end)) for end in (now.subject, now.object))
        return LinkGone(id, show_link(view, project, now), ends, "it has another address, since what were two names are one thing now")
    for judgement in (j for j in view.store.records(Judgement) if j.verdict == "REJECTED" and j.claim is not None):
        claim = view.store.get(Claim, judgement.claim or "")
        ends_now = _ends(view, claim) if claim is not None else {}
        if claim is not None and ends_now and _was(project, claim, ends_now) == id:
            shown = tuple(show_entity(ends_now[role]) for role in ("subject", "object"))
            return LinkGone(id, None, shown, f"a claim that it stood on was rejected by {judgement.by}")
    return LinkGone(id, None, (), "its names were joined or parted, its claims rejected, or its documents replaced or taken out")


def _renamed(view: GraphView, project: Project, id: str) -> Link | None:
    """The link that had this id under a former name of one of its ends."""
    former: dict[str, list[str]] = defaultdict(list)
    for old, new in view.former.items():
        former[new].append(old)
    tries = 0
    for link in (link for end in former for link in view.links_of.get(end, ())):
        abouts = [link.about, *(former.get(link.about, ()) if link.about is not None else ())]
        ends = ([end, *former.get(end, ())] for end in (link.subject, link.object))
        for subject, object, about in product(*ends, abouts):
            if link_id(project, link.relation, (subject, object), about, indirect=link.indirect) == id:
                return link
            tries += 1
            if tries == _TRIES:
                return None
    return None


def _ends(view: GraphView, claim: Claim) -> dict[str, Entity]:
    """What the ends of a claim that is not in the graph are now; {} where one is nothing there."""
    ends = {"subject": claim.subject, "object": claim.object, "about": claim.about}
    found = {role: named_in(view, claim.document, end.name, end.type) for role, end in ends.items() if end is not None}
    return {role: entity for role, entity in found.items() if entity is not None} if all(found.values()) else {}


def _was(project: Project, claim: Claim, ends: Mapping[str, Entity]) -> str:
    about = ends["about"].id if "about" in ends else None
    return link_id(project, claim.relation, (ends["subject"].id, ends["object"].id), about, indirect=claim.indirect)
