"""The links between two entities by one relation, drawn from all claims that say something of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..model import Claim, Link, Resolved
from ..ontology import Ontology
from .standing import Weighed, concerns, contest_of, standing_of, support_of, supports, times_of

Pair = tuple[str, str, str]  # subject, relation, object: entity ids, of a symmetric relation the lesser one first


def pair_of(claim: Claim, resolved: Resolved, ontology: Ontology) -> Pair | None:
    """Return between which entities, by which relation, a claim affirms or denies links; None where its ends are one thing."""
    if resolved.subject == resolved.object:
        return None
    first, last = resolved.subject, resolved.object
    if ontology.relations[claim.relation].symmetric:
        first, last = sorted((first, last))
    return (first, claim.relation, last)


def links_of(pair: Pair, said: Iterable[tuple[Claim, Resolved]]) -> Iterator[Link]:
    """Yield each link of a pair that has support, with its standing, given every claim of that pair, in any order."""
    affirmed: dict[tuple[str | None, bool], list[Weighed]] = defaultdict(list)
    negated: list[tuple[str | None, Weighed]] = []
    for claim, resolved in sorted(said, key=lambda one: one[1].claim):
        one = Weighed(claim, resolved.tier, resolved.origin, resolved.by_party, resolved.admission)
        if claim.polarity == "negated":
            negated.append((resolved.about, one))
        elif supports(one):
            affirmed[resolved.about, claim.indirect].append(one)
    for (about, indirect), group in affirmed.items():
        support = support_of(group)
        dates = sorted(w.claim.date for w in group if w.claim.date is not None)
        first_date, last_date = (dates[0], dates[-1]) if dates else (None, None)
        denials = [w for denied, w in negated if concerns(w, denied, about, indirect=indirect)]
        contest, contesting = contest_of(times_of(group), denials)
        yield Link(
            *pair, about, indirect, standing_of(support, contest), support, contest,
            claims=tuple(sorted(w.claim.id for w in group)), contesting=contesting, first=first_date, last=last_date,
        )  # fmt: skip
