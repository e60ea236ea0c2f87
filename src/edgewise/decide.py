"""What a person decides: that two names are one thing or two, that a claim stands or does not; and taking that back.

Invariants: a decision is a judgement that is appended, never edited; it always comes after what was decided of the same thing before,
whatever the clocks say, so that it holds; what is taken back leaves the graph as it was before. Nothing here makes the graph anew:
that is `refresh`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from getpass import getuser
from typing import Literal, get_args

from .errors import UsageError, one_of
from .model import Claim, Entity, Judgement, Key, fold
from .ontology import Names
from .project import Project
from .questions.leads import mentions_of
from .questions.names import find_entity
from .questions.nouns import EntityShown
from .questions.review import entity_of_key
from .questions.show import show_candidate, show_entity
from .questions.view import GraphView
from .resolve.judged import Matter, at_odds, in_order, matter_of, name_of, not_taken_back
from .stores.base import Store, Table
from .views.style import claim_sentence

NameVerdict = Literal["SAME", "DIFFERENT", "UNSURE"]
ClaimVerdict = Literal["ACCEPTED", "REJECTED", "UNSURE"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement and what became of it: whether it holds, else the judgement that took it back or came after it, if there is one."""

    id: str
    judgement: Judgement
    holds: bool
    ended_by: Judgement | None = None


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """One decision as a log shows it: `what` was decided, in words, and what `became` of it, "" where it holds.

    A decision about names has `left` and `right` as they are called now, None for one that nothing is called any more; one about a
    claim has its id. `can_be_taken_back` says whether `undo` would take it; `against` who says otherwise, "" where nobody does.
    """

    id: str
    at: str
    by: str
    verdict: str
    what: str
    why: str
    became: str
    can_be_taken_back: bool
    claim: str | None = None
    left: EntityShown | None = None
    right: EntityShown | None = None
    against: str = ""


def person(environment: Mapping[str, str]) -> str:
    """Return who decides here: EDGEWISE_BY, else the login name. Raises UsageError where there is neither."""
    name = " ".join(environment.get("EDGEWISE_BY", "").split())
    if name:
        return name
    try:
        return getuser()
    except (OSError, KeyError):
        raise UsageError("nobody is logged in by a name; say who decides in EDGEWISE_BY") from None


def now() -> str:
    """Return the time in UTC to the microsecond, as judgements give it: "2026-01-02T03:04:05.678901Z"."""
    return _written(datetime.now(UTC))


def key_of(entity: Entity) -> Key:
    """Return what a judgement of an entity is about: its name and type, in its document where it is a thing of one."""
    return Key(entity.name, entity.type, entity.scope)


def judge_names(
    store: Store, project: Project, left: Entity | Key, right: Entity | Key, verdict: NameVerdict, by: str, why: str, at: str
) -> Judgement:
    """Append that two things are one, are two, or that it is open, and return the judgement; a key means a name in its document.

    Raises UsageError for one and the same thing or name, and for SAME of a unit and what it is part of by `names.yaml`.
    """
    _check(verdict, NameVerdict)
    one, other = (side if isinstance(side, Key) else key_of(side) for side in (left, right))
    same = left.id == right.id if isinstance(left, Entity) and isinstance(right, Entity) else name_of(one) == name_of(other)
    if same:
        raise UsageError(f"{left.name!r} and {right.name!r} are one thing already; name the two that you mean")
    if verdict == "SAME":
        _refuse_kin(project.names, left.name, right.name)
    return _append(store, Judgement(verdict, by, at, why, one, other))


def judge_called(
    view: GraphView, project: Project, called: tuple[str, str], verdict: NameVerdict, by: str, why: str, at: str, source: str | None = None
) -> Judgement:
    """Append what two things are that are given as a person types their names, and return the judgement.

    With `source`, where a document was found, the first is what that document alone means by its name. Raises NameUnknown for a name
    that no document has, UsageError like `judge_names` and for a document that is not there or does not have the name.
    """
    right = find_entity(view, project, called[1])
    if source is None:
        return judge_names(view.store, project, find_entity(view, project, called[0]), right, verdict, by, why, at)
    document = document_at(view, source)
    used = next((m for m in mentions_of(view, [document])[document] if fold(called[0]) in (fold(m.name), fold(m.text))), None)
    if used is None:
        raise UsageError(f"{source} does not name {called[0]!r}; give the name as it stands there")
    return judge_names(view.store, project, Key(used.name, used.type, document), right, verdict, by, why, at)


def document_at(view: GraphView, source: str) -> str:
    """Return the id of the document found at this place, or at the only one that ends so. Raises UsageError where there is none."""
    found = [id for id, where in view.sources.items() if where == source or id == source]
    found = found or [id for id, where in view.sources.items() if where.endswith("/" + source)]
    if len(found) != 1:
        what = "is in the store" if not found else "is meant: more than one ends so"
        raise UsageError(f"no source {source!r} {what}; see what there is: edgewise query documents")
    return found[0]


def judge_claim(store: Store, claim: str, verdict: ClaimVerdict, by: str, why: str, at: str) -> Judgement:
    """Append that a claim, given by id, stands, does not, or is left to its readings, and return the judgement.

    Raises UsageError when no such claim is in the store.
    """
    _check(verdict, ClaimVerdict)
    if store.get(Claim, claim) is None:
        raise UsageError(f"no claim has the id {claim[:12]!r}; list what waits: edgewise candidates --json")
    return _append(store, Judgement(verdict, by, at, why, claim=claim))


def undo(store: Store, judgement: str, by: str, at: str) -> Judgement:
    """Take a judgement, given by id, back: append the verdict that held of the same thing before it, UNSURE where none did.

    Returns the judgement appended. Raises UsageError when there is none of that id, or when it does not hold any more.
    """
    found = store.get(Judgement, judgement)
    if found is None:
        raise UsageError(f"no decision has the id {judgement[:12]!r}; see what was decided: edgewise names log")
    holding = not_taken_back(_about(store, found))
    if not holding or holding[-1].id != judgement:
        now_holds = f"now {holding[-1].verdict} by {holding[-1].by} of {holding[-1].at} holds" if holding else "it was taken back"
        raise UsageError(f"the decision {judgement[:12]!r} does not hold any more: {now_holds}")
    before: Literal["SAME", "DIFFERENT", "UNSURE", "ACCEPTED", "REJECTED"] = holding[-2].verdict if len(holding) > 1 else "UNSURE"
    return _append(store, Judgement(before, by, at, "taken back", found.left, found.right, found.claim, undoes=judgement))


def log(store: Store) -> tuple[Decision, ...]:
    """Return all that was decided, the latest first, what was taken back and what took it back too; () where nothing was."""
    by_matter: dict[Matter, list[Judgement]] = defaultdict(list)
    for judgement in in_order(store.records(Judgement)):
        matter = matter_of(judgement)
        if matter is not None:
            by_matter[matter].append(judgement)
    found = {decision.id: decision for judgements in by_matter.values() for decision in _decisions(judgements)}
    return tuple(found[judgement.id] for judgement in reversed(in_order(d.judgement for d in found.values())))


def name_decision(store: Store, beginning: str | None = None) -> str:
    """Return the id of the one decision about names whose id begins so; without that, of the latest that can be taken back.

    Raises UsageError where there is none, or more than one.
    """
    every = [decision for decision in log(store) if decision.judgement.claim is None]
    if beginning is None:
        found = [decision.id for decision in every if decision.holds and decision.judgement.undoes is None][:1]
    else:
        found = [decision.id for decision in every if decision.id.startswith(beginning)]
    if len(found) != 1:
        what = "nothing was decided about names that could be taken back" if beginning is None else f"no one decision begins {beginning!r}"
        raise UsageError(f"{what}; see what was decided: edgewise names log")
    return found[0]


def conflicts(store: Store) -> tuple[tuple[Judgement, ...], ...]:
    """Return what people decided differently: for each such thing the last judgement of each person, the one that holds first."""
    odd = at_odds(store.records(Judgement)).values()
    return tuple(sorted(odd, key=lambda about: (about[0].at, about[0].id), reverse=True))


def in_words(judgements: Sequence[Judgement]) -> str:
    """Return judgements of one thing by several people in one line: "“A” (person) and “B” (person): ana says SAME, ben DIFFERENT"."""
    first = judgements[0]
    what = (
        f"claim {first.claim[:12]}"
        if first.claim
        else " and ".join(f"“{k.name}” ({k.type.lower()})" for k in (first.left, first.right) if k)
    )
    said = ", ".join(f"{one.by} says {one.verdict} ({one.at[:10]})" for one in judgements)
    return f"{what}: {said}; {first.by}'s holds, as the latest"


def told(view: GraphView, project: Project, decisions: Sequence[Decision]) -> tuple[DecisionShown, ...]:
    """Return decisions in words, in their order. `view` has them all, else SAME may be said to join nothing yet."""
    odd = at_odds(view.store.records(Judgement))
    return tuple(_told(view, project, decision, odd) for decision in decisions)


def shown(view: GraphView, project: Project, id: str) -> DecisionShown:
    """Return one decision, given by id, in words. Raises UsageError where there is none."""
    found = [decision for decision in log(view.store) if decision.id == id]
    if not found:
        raise UsageError(f"no decision has the id {id[:12]!r}; see what was decided: edgewise names log")
    return told(view, project, found)[0]


def log_table(decisions: Sequence[DecisionShown], limit: int | None = None) -> Table:
    """Return decisions as rows, at most `limit` of them."""
    columns = ("at", "by", "verdict", "what", "why", "became", "against", "claim", "id")
    rows = tuple((d.at, d.by, d.verdict, d.what, d.why, d.became, d.against, d.claim, d.id) for d in decisions[:limit])
    return Table(columns, rows, truncated=len(rows) < len(decisions))


def _told(view: GraphView, project: Project, decision: Decision, odd: Mapping[Matter, tuple[Judgement, ...]]) -> DecisionShown:
    judgement = decision.judgement
    left, right = (entity_of_key(view, key) if key is not None else None for key in (judgement.left, judgement.right))
    apart = judgement.verdict == "SAME" and left is not None and right is not None and left.id != right.id
    matter = matter_of(judgement)
    about = odd.get(matter, ()) if matter is not None else ()
    others = [one for one in about if one.by != judgement.by and one.verdict != judgement.verdict] if judgement in about else []
    return DecisionShown(
        id=decision.id, at=judgement.at, by=judgement.by, verdict=judgement.verdict, what=_what(view, project, judgement),
        why=judgement.why, became=_became(decision, apart=apart), can_be_taken_back=decision.holds, claim=judgement.claim,
        left=show_entity(left) if left is not None else None, right=show_entity(right) if right is not None else None,
        against="; ".join(f"{one.by} said {one.verdict}" for one in others),
    )  # fmt: skip


def _what(view: GraphView, project: Project, judgement: Judgement) -> str:
    if judgement.claim is not None:
        words = {"ACCEPTED": "accepted", "REJECTED": "rejected"}.get(judgement.verdict, "left to its readings")
        claim = view.store.get(Claim, judgement.claim)
        said = claim_sentence(show_candidate(view, project, claim)) if claim is not None else "a claim that this store does not have"
        return f"{words}: {said}"
    left, right = (_called(view, key) for key in (judgement.left, judgement.right) if key is not None)
    words = {"SAME": "are one thing", "DIFFERENT": "are two things"}.get(judgement.verdict, "may be one thing or two: left open")
    return f"{left} and {right} {words}"


def _called(view: GraphView, key: Key) -> str:
    where = f", in {view.sources.get(key.document, 'a document that is gone')}" if key.document is not None else ""
    return f"“{key.name}” ({key.type.lower()}{where})"


def _became(decision: Decision, *, apart: bool) -> str:
    later = decision.ended_by
    if later is not None:
        return f"{'taken back' if later.undoes == decision.id else 'decided anew'} by {later.by}, {later.at}"
    if decision.judgement.undoes is not None:
        return "takes an earlier decision back"
    return "joins nothing: that would make one thing of what is kept apart" if apart else ""


def _decisions(judgements: list[Judgement]) -> list[Decision]:
    """What became of all judgements about one thing, in their order."""
    last = not_taken_back(judgements)[-1:]
    decisions = []
    for place, judgement in enumerate(judgements):
        later = judgements[place + 1 :]
        took_back = next((one for one in later if one.undoes == judgement.id), None)
        holds = judgement in last
        decisions.append(Decision(judgement.id, judgement, holds, None if holds else took_back or (later[0] if later else None)))
    return decisions


def _about(store: Store, judgement: Judgement) -> list[Judgement]:
    matter = matter_of(judgement)
    return [one for one in in_order(store.records(Judgement)) if matter is not None and matter_of(one) == matter]


def _append(store: Store, judgement: Judgement) -> Judgement:
    """Add a judgement, later than all others about the same thing."""
    before = _about(store, judgement)
    if before and before[-1].at >= judgement.at:
        judgement = replace(judgement, at=_after(before[-1].at))
    store.add([judgement])
    return judgement


def _after(at: str) -> str:
    """The next time after one that a judgement gives, as texts are sorted."""
    try:
        time = datetime.fromisoformat(at)
        time = time if time.tzinfo is not None else time.replace(tzinfo=UTC)
        return next(later for step in _STEPS if (later := _written(time + step)) > at)
    except (ValueError, OverflowError, StopIteration):
        raise UsageError(f"the decision before this one has the time {at!r}; nothing can come after it: mend it in a dump") from None


_STEPS = (timedelta(microseconds=1), timedelta(seconds=1), timedelta(days=2))  # the least that sorts after, whatever the zone


def _written(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _check(verdict: str, allowed: object) -> None:
    if verdict not in get_args(allowed):
        raise UsageError(f"{verdict!r} is no verdict here; known: {one_of(get_args(allowed))}")


def _refuse_kin(names: Names, left: str, right: str) -> None:
    for unit, whole in ((left, right), (right, left)):
        known = names.find(whole)
        if known is not None and known.name in names.parents(unit):
            raise UsageError(f"{unit!r} is part of {known.name!r} by graph/names.yaml; a unit and what it is part of are never one thing")
