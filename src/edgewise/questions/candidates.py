"""Candidates: claims that were read but not surely enough for the graph. They wait for a person; no link, name or route comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Claim, End, fold
from ..project import Project
from ..resolve.facts import ends_of
from ..resolve.standing import Weighed, supports
from .context import Context, context_of
from .evidence import ACTS
from .names import named_in
from .nouns import ClaimShown, EntityShown, LinkLine, Some
from .once import once_a_view
from .place import is_current, judged, link_id
from .show import show_candidate, show_entity, show_line
from .view import GraphView, StoreOrView, graph_view


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """A candidate among the words around it, and what it would do once accepted, as a sentence without its full stop.

    `link` is the link that it would support or speak against, None where there is none yet; `ends` are the things of the graph that it
    names, each once; `new` the names that the graph does not have yet.
    """

    claim: ClaimShown
    context: Context
    effect: str
    link: LinkLine | None
    ends: tuple[EntityShown, ...]
    new: tuple[str, ...]


def candidates(graph: StoreOrView, project: Project, limit: int | None = None) -> tuple[ClaimShown, ...]:
    """Return the candidates of a store or view, the surest first, at most `limit` (None: all); () where there are none.

    They are the claims of current documents that were read, are not in the graph as it was last made, and that no person decided on.
    Cost: what is not in the graph is fetched, once for a view.
    """
    view = graph_view(graph)
    return tuple(show_candidate(view, project, claim) for _, claim in _undecided(view)[:limit])


def claims_to_review(
    graph: StoreOrView, project: Project, *, relation: str | None = None, entity: str | None = None, first: str | None = None,
    offset: int = 0, limit: int = 1,
) -> Some[CandidateShown]:  # fmt: skip
    """Return the candidates with what a person needs to decide on them, the surest first, those from `offset` on, at most `limit`.

    Those of one `relation` alone, or that name the `entity` of an id, where these are given; from the claim `first` (its id) on, where
    it is among them. Raises UsageError for an unknown relation or entity.
    """
    view = graph_view(graph)
    if relation is not None:
        project.ontology.relation(relation)
    found = [(id, claim) for id, claim in _undecided(view) if relation in (None, claim.relation)]
    if entity is not None:
        found = _naming(view, view.entity(entity).id, found)
    start = next((place for place, (id, _) in enumerate(found) if id == first), offset)
    return Some(tuple(_show(view, project, claim) for _, claim in found[start : start + limit]), len(found), start)


def waiting_relations(graph: StoreOrView) -> tuple[tuple[str, int], ...]:
    """Return the relations of the candidates and how many each has, most first, then by name."""
    counts: dict[str, int] = {}
    for _, claim in _undecided(graph_view(graph)):
        counts[claim.relation] = counts.get(claim.relation, 0) + 1
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


@once_a_view
def _not_in_the_graph(view: GraphView) -> Sequence[tuple[str, Claim]]:
    """The claims of current documents that somebody read and the graph does not have, by id, the surest first."""
    ids = sorted(view.readings.keys() - view.resolved.keys())
    view.fetch_claims(ids)
    claims = ((id, view.claim(id)) for id in ids)
    found = [(view.read(id, claim.document).confidence, id, claim) for id, claim in claims if is_current(view, claim.document)]
    return [(id, claim) for sure, id, claim in sorted(found, key=lambda one: (-(one[0] or 0.0), one[1])) if sure is not None]


def _undecided(view: GraphView) -> Sequence[tuple[str, Claim]]:
    decisions = judged(view)
    decided = {matter for matter, judgement in decisions.items() if judgement.verdict in ("ACCEPTED", "REJECTED")}
    return [(id, claim) for id, claim in _not_in_the_graph(view) if id not in decided]


def _naming(view: GraphView, entity: str, claims: Sequence[tuple[str, Claim]]) -> list[tuple[str, Claim]]:
    here = view.entities[entity]
    keys = {fold(name) for name in (here.name, *here.aliases)}
    likely = [(id, claim) for id, claim in claims if any(fold(end.name) in keys for end in ends_of(claim))]
    return [(id, claim) for id, claim in likely if any(_id(view, claim, end) == entity for end in ends_of(claim))]


def _id(view: GraphView, claim: Claim, end: End | None) -> str | None:
    """The thing of the graph that an end of a claim is, None where it has none."""
    found = named_in(view, claim.document, end.name, end.type) if end is not None else None
    return found.id if found is not None else None


def _show(view: GraphView, project: Project, claim: Claim) -> CandidateShown:
    ids = [(end.name, _id(view, claim, end)) for end in ends_of(claim)]
    ends = dict.fromkeys(id for _, id in ids if id is not None)
    effect, link = _effect(view, project, claim)
    return CandidateShown(
        claim=show_candidate(view, project, claim), context=context_of(view.document(claim.document), claim.start, claim.end),
        effect=effect, link=link, ends=tuple(show_entity(view.entities[id]) for id in ends),
        new=tuple(dict.fromkeys(name for name, id in ids if id is None)),
    )  # fmt: skip


def _effect(view: GraphView, project: Project, claim: Claim) -> tuple[str, LinkLine | None]:
    """What accepting a claim would do to the links, and to which."""
    subject, object, about = (_id(view, claim, end) for end in (claim.subject, claim.object, claim.about))
    if subject is not None and subject == object:
        return "it would make no link: both its ends are the same thing", None
    known = subject is not None and object is not None and (claim.about is None or about is not None)
    if claim.polarity == "negated":
        return _denial(view, project, claim, subject, object)
    if claim.relation in ACTS:
        return "it would be shown as what was said about a claim, which is never a link", None
    if not supports(Weighed(claim, 5, "")):
        return f"it would be shown as {claim.modality}, and support nothing", None
    link = (
        view.links.get(link_id(project, claim.relation, (subject or "", object or ""), about, indirect=claim.indirect)) if known else None
    )
    if link is None:
        return "it would make a new link", None
    return "it would support a link that is there", show_line(view, project, link)


def _denial(view: GraphView, project: Project, claim: Claim, subject: str | None, object: str | None) -> tuple[str, LinkLine | None]:
    if claim.modality not in ("confirmed", "reported"):
        return f"it would be shown as {claim.modality}, and contest nothing", None
    pair = view.links_between((subject,), (object,)) if subject is not None and object is not None else ()
    same = [link for link in pair if link.relation == claim.relation]
    if not same:
        return "it would be shown as a denial, which is never a link", None
    more = f", and {len(same) - 1:,} more" if len(same) > 1 else ""
    return f"it would speak against a link that is there{more}", show_line(view, project, same[0])
