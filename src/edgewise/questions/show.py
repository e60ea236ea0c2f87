"""From what the graph holds to what a view shows: names for ids, a sentence for a link, claims with their words, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Any

from ..model import Claim, Entity, Link
from ..project import Project
from ..resolve.standing import STANDINGS, weakest
from .nouns import ClaimShown, EntityShown, LinkLine, LinkShown, RouteShown
from .view import GraphView

_PLURALS = frozenset(("men", "women", "people", "personnel", "police", "staff"))
_COMPARED = 5  # claims of a link in brief, the weightiest, of which the best is shown


def show_entity(entity: Entity) -> EntityShown:
    """Return an entity as a view draws it."""
    return EntityShown(entity.id, entity.name, entity.type, entity.aliases)


def show_claim(view: GraphView, project: Project, id: str) -> ClaimShown:
    """Return the claim of this id with the names of what its ends are now, and where it stands."""
    claim, resolved = view.claim(id), view.resolved[id]
    actor = view.entity(resolved.subject)
    about = view.entity(resolved.about).name if resolved.about is not None else None
    said_by = view.entity(resolved.said_by).name if resolved.said_by is not None else claim.said_by.name if claim.said_by else None
    return _shown(view, project, id, claim, actor, view.entity(resolved.object).name, about, said_by, resolved.tier)


def show_candidate(view: GraphView, project: Project, claim: Claim) -> ClaimShown:
    """Return a claim that is not in the graph, with the names that its document gives its ends; of unknown weight, as nobody weighed it."""
    about, said_by = (end.name if end is not None else None for end in (claim.about, claim.said_by))
    actor = Entity(claim.subject.name, claim.subject.type)
    return _shown(view, project, claim.id, claim, actor, claim.object.name, about, said_by, tier=5)


def _shown(
    view: GraphView, project: Project, id: str, claim: Claim, actor: Entity, object: str, about: str | None, said_by: str | None, tier: int
) -> ClaimShown:
    """The claim of this id, with these names for its ends."""
    document, read = view.document(claim.document), view.read(id, claim.document)
    relation = project.ontology.relation(claim.relation)
    return ClaimShown(
        id=id, subject=actor.name, relation=claim.relation, object=object, about=about,
        sentence=relation.sentence(actor.name, object, about, indirect=claim.indirect, many=_is_many(actor)),
        quote=claim.quote, document=document.id, source=view.sources.get(document.id, ""), title=document.title,
        start=claim.start, end=claim.end, said_by=said_by, tier=tier, polarity=claim.polarity, modality=claim.modality,
        date=claim.date, place=claim.place, amount=claim.amount, role=claim.role, indirect=claim.indirect,
        published=document.published, url=document.url, read_by=read.by, confidence=read.confidence, publisher=document.publisher,
        part=document.part_at(claim.start), identifier=claim.identifier,
    )  # fmt: skip


def _is_many(entity: Entity) -> bool:
    """Whether an entity takes its verb in the plural: "local police departments use", but "law enforcement uses"."""
    last = entity.name.lower().rpartition(" ")[2]
    return entity.type == "Group" and (last in _PLURALS or (last.endswith("s") and not last.endswith("ss")))


def show_claims(view: GraphView, project: Project, ids: Iterable[str]) -> tuple[ClaimShown, ...]:
    """Return the claims of these ids, best first: lower tier, flat statements, with a date, earliest published, then by id."""
    wanted = tuple(ids)
    _fetch(view, wanted)
    return tuple(sorted((show_claim(view, project, id) for id in wanted), key=_worth))


def _fetch(view: GraphView, claims: Sequence[str]) -> None:
    """Get claims with their documents at once."""
    view.fetch_claims(claims)
    view.fetch_documents(view.claim(id).document for id in claims)


def _worth(claim: ClaimShown) -> tuple[int, bool, bool, bool, str, str]:
    return (claim.tier, claim.modality != "confirmed", claim.date is None, claim.published is None, claim.published or "", claim.id)


def link_sentence(view: GraphView, project: Project, link: Link) -> str:
    """Return what a link says ("AWS hosts ICM"), which needs names only: no claim of it is fetched."""
    actor, about = view.entity(link.subject), view.entity(link.about).name if link.about is not None else None
    relation = project.ontology.relation(link.relation)
    return relation.sentence(actor.name, view.entity(link.object).name, about, indirect=link.indirect, many=_is_many(actor))


def show_link(view: GraphView, project: Project, link: Link) -> LinkShown:
    """Return a link with its names, its sentence and its claims."""
    claims, contesting = (show_claims(view, project, ids) for ids in (link.claims, link.contesting))
    return LinkShown(**link_facts(view, project, link), claims=claims, contesting=contesting)


def show_line(view: GraphView, project: Project, link: Link) -> LinkLine:
    """Return a link in brief. Its best claim is found among the first few of the greatest weight: a link may rest on thousands."""
    best = next(iter(show_claims(view, project, _weightiest(view, link))), None)
    return LinkLine(
        **link_facts(view, project, link), count=len(link.claims), claim=best, contesting=show_claims(view, project, link.contesting)
    )


def show_lines(view: GraphView, project: Project, links: Iterable[Link]) -> tuple[LinkLine, ...]:
    """Return links in brief, in their order; what they need is fetched at once."""
    wanted = tuple(links)
    _fetch(view, [id for link in wanted for id in (*_weightiest(view, link), *link.contesting)])
    return tuple(show_line(view, project, link) for link in wanted)


def _weightiest(view: GraphView, link: Link) -> Sequence[str]:
    return nsmallest(_COMPARED, link.claims, key=lambda id: (view.resolved[id].tier, id))


def link_facts(view: GraphView, project: Project, link: Link) -> dict[str, Any]:
    """Return what is shown of a link besides its claims, which are not fetched for it."""
    subject, object = (view.entity(end).name for end in (link.subject, link.object))
    about = view.entity(link.about).name if link.about is not None else None
    return {
        "id": link.id, "subject_id": link.subject, "object_id": link.object,
        "symmetric": project.ontology.relation(link.relation).symmetric,
        "subject": subject, "relation": link.relation, "object": object, "about": about, "indirect": link.indirect,
        "sentence": link_sentence(view, project, link),
        "standing": link.standing, "support": link.support, "contest": link.contest, "first": link.first, "last": link.last,
    }  # fmt: skip


def link_row(view: GraphView, project: Project, link: Link) -> dict[str, Any]:
    """Return the facts of a link with how many claims are for it and against it: a row of a table of many."""
    return link_facts(view, project, link) | {"claims": len(link.claims), "contesting": len(link.contesting)}


def show_links(view: GraphView, project: Project, links: Iterable[Link], most: int | None = None) -> tuple[LinkShown, ...]:
    """Return links, the `most` best where that is given, best first: by standing, then most claims, then sentence and id."""

    def order(link: Link) -> tuple[int, int, str, str]:
        return (STANDINGS.index(link.standing), -len(link.claims), link_sentence(view, project, link), link.id)

    return _shown_links(view, project, sorted(links, key=order)[:most])


def _shown_links(view: GraphView, project: Project, links: Iterable[Link]) -> tuple[LinkShown, ...]:
    wanted = tuple(links)
    _fetch(view, [id for link in wanted for id in (*link.claims, *link.contesting)])
    return tuple(show_link(view, project, link) for link in wanted)


def show_route(view: GraphView, project: Project, hops: Iterable[Link]) -> RouteShown:
    """Return links end to end (at least one) as a route, as strong as its weakest link."""
    links = _shown_links(view, project, hops)
    support, contest, standing = weakest([(link.support, link.contest, link.standing) for link in links])
    return RouteShown(standing, support, contest, links)
