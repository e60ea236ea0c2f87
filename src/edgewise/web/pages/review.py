"""Deciding what a machine must not: whether two names are one thing, whether a claim stands; and the log of that."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import cast

from ... import decide
from ...errors import EdgewiseError, UsageError, one_of
from ...model import Entity, Judgement
from ...questions.candidates import CandidateShown, claims_to_review, waiting_relations
from ...questions.nouns import EntityShown, Some
from ...questions.review import PairLine, PairShown, entity_of_key, pair_table, pending, show_pair
from ...questions.show import show_entity
from ...questions.view import GraphView
from ...stores.base import Table
from ...views import addresses
from ..asked import Asked
from ..desk import Desk
from ..finding import finding
from ..page import Elsewhere, Page, Place

FEW = 5  # of either queue, on the first page
NEXT = 12  # pairs listed beside the one to decide
LOGGED = 100  # decisions a page
_NAMES = ("SAME", "DIFFERENT", "UNSURE")
_CLAIMS = ("ACCEPTED", "REJECTED")


@dataclass(frozen=True, slots=True)
class ReviewOverview:
    """Both queues in brief, and how much was decided. `looking`: the pairs are still being looked for."""

    pairs: Some[PairLine]
    looking: bool
    claims: Some[CandidateShown]
    decided: int


@dataclass(frozen=True, slots=True)
class NamesReview:
    """The pair to decide, None where none waits; those that come `next`; the decision just taken, to take it back."""

    pair: PairShown | None
    next: tuple[PairLine, ...]
    total: int
    looking: bool
    last: decide.DecisionShown | None


@dataclass(frozen=True, slots=True)
class ClaimsReview:
    """The candidate to decide, None where none waits at that place; the filters, and what there is to filter by."""

    claims: Some[CandidateShown]
    relation: str
    entity: EntityShown | None
    relations: tuple[tuple[str, int], ...]
    last: decide.DecisionShown | None


def overview(desk: Desk, asked: Asked) -> Page:
    """What waits for a person: pairs of names, and claims that were not read surely enough; and how much was decided."""
    view = desk.at_hand()
    pairs, claims = _pairs(desk, view), claims_to_review(view, desk.project, limit=FEW)
    shown = ReviewOverview(Some((pairs or ())[:FEW], len(pairs or ())), pairs is None, claims, len(decide.log(desk.store)))
    return Page("review.html", "Review", shown, name="edgewise-review")


def names(desk: Desk, asked: Asked) -> Page:
    """One pair of names that may be one thing (`left` and `right`, ids; else the one that brings most), and those that come next."""
    again = _again(desk, asked)
    view = desk.view() if again is not None else desk.at_hand()
    pairs = _pairs(desk, view)
    waiting, left, right = pairs or (), asked.text("left"), asked.text("right")
    if again is not None:
        left, right = (one.id if one is not None else "" for one in _both(view, again))
    known = all(id in view.entities or id in view.former for id in (left, right))
    if waiting and not ((left or right) and (known or not asked.text("last"))):  # what was next may be gone by a decision
        left, right = waiting[0].left.id, waiting[0].right.id
    pair = show_pair(view, left, right, waiting) if left or right else None
    place = next((number for number, line in enumerate(waiting) if pair is not None and line == pair.line), -1)
    following = (*waiting[place + 1 :], *waiting[: max(place, 0)])
    shown = NamesReview(pair, following[:NEXT], len(waiting), pairs is None, _last(desk, asked))
    return Page("review-names.html", "One thing or two?", shown, partial(_table, pairs), name="edgewise-pairs")


def claims(desk: Desk, asked: Asked) -> Page:
    """One claim that was not read surely enough for the graph, the surest first; of a `relation`, or naming an `entity` (id)."""
    relation, entity, again = asked.text("relation"), asked.text("entity"), _again(desk, asked)
    view = desk.view() if again is not None else desk.at_hand()
    found = claims_to_review(
        view, desk.project, relation=relation or None, entity=entity or None, offset=asked.number("offset", 0),
        first=again.claim if again is not None else None,
    )  # fmt: skip
    of = show_entity(view.entity(entity)) if entity else None
    shown = ClaimsReview(found, relation, of, waiting_relations(view), _last(desk, asked))
    return Page("review-claims.html", "Does this claim stand?", shown, name="edgewise-candidates")


def log(desk: Desk, asked: Asked) -> Page:
    """Who decided what and when, the latest first, and what became of it."""
    every = decide.log(desk.store)
    offset, view = asked.number("offset", 0), desk.view()
    some = Some(decide.told(view, desk.project, every[offset : offset + LOGGED]), len(every), offset)
    return Page(
        "review-log.html", "Decisions", some, lambda: decide.log_table(decide.told(view, desk.project, every)), name="edgewise-decisions"
    )


def decide_names(desk: Desk, asked: Asked) -> Elsewhere:
    """Keep that `left` and `right` (ids) are SAME, DIFFERENT or UNSURE (`verdict`), and `why`; go on with the next pair.

    That is `next_left` and `next_right` where they are given, else the one that brings most.
    """
    view = desk.at_hand()
    left, right = (view.entity(asked.said(side)) for side in ("left", "right"))
    verdict = cast("decide.NameVerdict", _verdict(asked, _NAMES))
    judge = partial(
        decide.judge_names, project=desk.project, left=left, right=right, verdict=verdict, by=_by(), why=asked.said("why"), at=decide.now()
    )
    return Elsewhere(addresses.review_names(asked.said("next_left"), asked.said("next_right"), last=desk.decide(judge).id))


def decide_claim(desk: Desk, asked: Asked) -> Elsewhere:
    """Keep that a `claim` (id) is ACCEPTED or REJECTED (`verdict`), and `why`; go on with the next one, or `to` the claim."""
    verdict = cast("decide.ClaimVerdict", _verdict(asked, _CLAIMS))
    judge = partial(decide.judge_claim, claim=asked.said("claim"), verdict=verdict, by=_by(), why=asked.said("why"), at=decide.now())
    if asked.said("to") == "claim":
        return Elsewhere(addresses.claim(desk.decide(judge).claim or ""))
    offset = int(said) if (said := asked.said("offset")).isascii() and said.isdecimal() else 0
    return Elsewhere(addresses.review_claims(asked.said("relation"), asked.said("entity"), offset, desk.decide(judge).id))


def take_back(desk: Desk, asked: Asked) -> Elsewhere:
    """Take a `judgement` (id) back; go to where it can be decided again, or to the log or the claim where that was asked for (`to`)."""
    back = desk.decide(partial(decide.undo, judgement=asked.said("judgement"), by=_by(), at=decide.now()))
    if asked.said("to") == "log":
        return Elsewhere(addresses.REVIEW_LOG)
    if back.claim is not None and asked.said("to") == "claim":
        return Elsewhere(addresses.claim(back.claim))
    to = addresses.review_claims if back.claim is not None else addresses.review_names
    return Elsewhere(to(again=back.id))


def _pairs(desk: Desk, view: GraphView) -> tuple[PairLine, ...] | None:
    """The pairs of a view that wait, None while the first are being looked for."""
    found = finding(desk).pairs(desk)
    return pending(view, found) if found is not None else None


def _table(lines: tuple[PairLine, ...] | None) -> Table:
    """The pairs as rows. Raises EdgewiseError while they are looked for: an empty table would say that there are none."""
    if lines is None:
        raise EdgewiseError("the names are still being looked through: ask for the table again in a moment")
    return pair_table(lines)


def _again(desk: Desk, asked: Asked) -> Judgement | None:
    """The judgement that took a decision back: what it is about is to be decided again."""
    id = asked.text("again")
    return desk.store.get(Judgement, id) if id else None


def _both(view: GraphView, judgement: Judgement) -> tuple[Entity | None, Entity | None]:
    """What the two names of a judgement are in a view."""
    left, right = (entity_of_key(view, key) if key is not None else None for key in (judgement.left, judgement.right))
    return left, right


def _last(desk: Desk, asked: Asked) -> decide.DecisionShown | None:
    """The decision that was just taken, in words, where it still holds."""
    id = asked.text("last")
    found = tuple(decision for decision in decide.log(desk.store) if decision.id == id and decision.holds) if id else ()
    return next(iter(decide.told(desk.at_hand(), desk.project, found)), None)


def _verdict(asked: Asked, known: tuple[str, ...]) -> str:
    given = asked.said("verdict")
    if given not in known:
        raise UsageError(f"the verdict is {given[:40]!r}; known: {one_of(known)}")
    return given


def _by() -> str:
    return decide.person(os.environ)


PLACES = (
    Place(addresses.REVIEW, overview),
    Place(addresses.REVIEW_NAMES, names, csv=True),
    Place(addresses.REVIEW_CLAIMS, claims),
    Place(addresses.REVIEW_LOG, log, csv=True),
    Place(addresses.REVIEW_NAMES, decide_names, decides=True),
    Place(addresses.REVIEW_CLAIMS, decide_claim, decides=True),
    Place(addresses.REVIEW_UNDO, take_back, decides=True),
)
