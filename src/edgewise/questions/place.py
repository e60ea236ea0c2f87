"""Where a claim stands: the link it supports, the links it contests, or why it is in none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..model import Claim, Judgement, Link, identity
from ..project import Project
from ..resolve.judged import Matter, holding
from ..resolve.reading import is_in_force
from ..resolve.standing import supports
from .evidence import ACTS
from .view import GraphView, holds
from .why import idle_because, open_words, weighed

Sort = Literal["supports", "contests", "idle", "candidate", "rejected", "unread", "waiting"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one claim stands, and why, as a sentence without its full stop.

    `links` is the one that it supports, those that it contests, or the one beside which it counts for nothing. What is `idle` is in
    the graph and counts for nothing; a `candidate` is not sure enough for it, `rejected` is what a person said is not so, `unread`
    what a newer reader does not read any more, `waiting` what the graph will have when it is made anew.
    """

    sort: Sort
    because: str
    links: tuple[Link, ...] = ()


def judged(view: GraphView) -> Mapping[Matter, Judgement]:
    """Return the decision that holds of each thing, to ask `place_of` with. Cost: all decisions are read."""
    return holding(view.store.records(Judgement))


def place_of(view: GraphView, project: Project, claim: Claim, id: str, decisions: Mapping[Matter, Judgement]) -> Place:
    """Return where a claim of a current document, given with its id, stands; `decisions` is what `judged` gave."""
    if id in view.resolved:
        return _in_the_graph(view, project, claim, id)
    decision = decisions.get(id)
    if decision is not None and decision.verdict == "REJECTED":
        return Place("rejected", f"{decision.by} rejected it" + (f": {decision.why}" if decision.why else ""))
    readings, readers = view.readings.get(id, ()), view.readers.get(claim.document, ())
    if (decision is None or decision.verdict != "ACCEPTED") and readings:
        if not any(is_in_force(reading, readers) for reading in readings):
            return Place("unread", "a newer version of its reader has read the text again, and does not read this there")
        sure = view.read(id, claim.document).confidence or 0.0
        if sure < project.min_precision:
            least = _percent(project.min_precision)
            return Place("candidate", f"{_percent(sure)} of 100 such readings hold, and the graph asks for {least}")
    return Place("waiting", "the graph has not been made anew since it was read or decided")


def is_current(view: GraphView, document: str) -> bool:
    """Say whether a document, given by id, is one of the graph's."""
    return holds(view.documents, document)


def link_id(project: Project, relation: str, ends: Sequence[str], about: str | None, *, indirect: bool) -> str:
    """Return the id of the link that a claim of this relation between two entities is about."""
    first, last = sorted(ends) if project.ontology.relation(relation).symmetric else ends
    return identity("link", first, relation, last, about, indirect)


def _in_the_graph(view: GraphView, project: Project, claim: Claim, id: str) -> Place:
    one = view.resolved[id]
    ends = (one.subject, one.object)
    if one.subject == one.object:
        return Place("idle", "both its ends are the same thing here, and nothing is linked to itself")
    if claim.relation in ACTS:
        own = view.links.get(link_id(project, claim.relation, ends, one.about, indirect=claim.indirect))
        return Place("idle", "it is what was said about a claim, which joins nobody", (own,) if own is not None else ())
    if claim.polarity == "affirmed":
        if not supports(weighed(view, id)):
            return Place("idle", open_words(claim))
        link = view.links[link_id(project, claim.relation, ends, one.about, indirect=claim.indirect)]
        return Place("supports", "it says that this is so", (link,))
    pair = [link for link in view.links_between((one.subject,), (one.object,)) if link.relation == claim.relation]
    contested = tuple(link for link in pair if id in link.contesting)
    if contested:
        return Place("contests", "it says that this is not so", contested)
    same = [link for link in pair if link_id(project, link.relation, ends, link.about, indirect=link.indirect) == link.id]
    if not same:
        return Place("idle", "it says that something is not so which nobody says is so, and a denial alone makes no link")
    return Place("idle", idle_because(view, same[0], id) or "it contests nothing", tuple(same[:1]))


def _percent(sure: float) -> int:
    return int(100 * sure + 1e-9)
