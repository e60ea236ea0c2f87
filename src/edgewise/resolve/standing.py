"""From claims to a standing: the table of the design, as pure functions over weighed claims.

Order-free and idempotent: everything is a set, a minimum or a count of distinct origins. A denial never raises support;
negative claims alone never make a link; an indirect claim supports an indirect link only, and at most as reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Claim, Contest, Standing, Support
from .wording import worded_alike

SUPPORTS: tuple[Support, ...] = ("none", "alleged", "reported", "confirmed")  # weakest first
CONTESTS: tuple[Contest, ...] = ("uncontested", "denied", "contradicted", "refuted")  # mildest first
STANDINGS: tuple[Standing, ...] = ("confirmed", "reported", "alleged", "disputed", "refuted")  # of links, best first
_SAYING = ("confirmed", "reported", "alleged")  # the modalities that say the thing is so; the others are shown and support nothing


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with its weight: tier 1 to 5, the origin it goes back to, whether a party to the link said it, and said what it would
    rather not (an admission)."""

    claim: Claim
    tier: int
    origin: str
    by_party: bool = False
    admission: bool = False


def support_of(claims: Iterable[Weighed]) -> Support:
    """Return what these claims of one link support: its best claim, or confirmed when two tier-3 origins agree; "none" for none."""
    affirmed = _saying(claims)
    single: Support = "none"
    for weighed in affirmed:
        single = max(single, _support_of_one(weighed), key=SUPPORTS.index)
    return "confirmed" if single == "reported" and count_origins(corroborating(affirmed)) >= 2 else single


def corroborating(claims: Iterable[Weighed]) -> list[Weighed]:
    """Return those of one link's claims of which two of different origin confirm it; none where the link is an indirect one.

    What goes back to a party is no independent word, though a document repeats it as its own.
    """
    affirmed = _saying(claims)
    if any(w.claim.indirect for w in affirmed):
        return []
    parties = {w.origin for w in affirmed if w.by_party}
    return [w for w in affirmed if w.tier == 3 and not w.by_party and w.origin not in parties and _support_of_one(w) == "reported"]


def _saying(claims: Iterable[Weighed]) -> list[Weighed]:
    return [w for w in claims if w.claim.polarity == "affirmed" and w.claim.modality in _SAYING]


def _support_of_one(weighed: Weighed) -> Support:
    if weighed.claim.modality == "alleged" or weighed.tier >= 4:
        return "alleged"
    if weighed.claim.indirect:
        return "reported"
    return "confirmed" if weighed.tier == 1 or weighed.admission else "reported"


def supports(weighed: Weighed) -> bool:
    """Say whether a claim supports its link at all: affirmed, and said to be so (not unconfirmed, possible or planned)."""
    return support_of((weighed,)) != "none"


def count_origins(claims: Sequence[Weighed]) -> int:
    """Return how many independent origins the claims have: those of one origin, or worded alike, count once."""
    return len(origins_of(claims))


def origins_of(claims: Sequence[Weighed]) -> tuple[tuple[Weighed, ...], ...]:
    """Return the claims in groups that count as one origin each, in the order of their first ones."""
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    worded: set[str] = set()
    for weighed in claims:
        words = " ".join(weighed.claim.quote.casefold().split())
        group[root(f"words:{words}")] = root(f"origin:{weighed.origin}")
        worded.add(words)
    for one, other in worded_alike(worded):
        group[root(f"words:{one}")] = root(f"words:{other}")
    groups: dict[str, list[Weighed]] = {}
    for weighed in claims:
        groups.setdefault(root(f"origin:{weighed.origin}"), []).append(weighed)
    return tuple(map(tuple, groups.values()))


def times_of(claims: Iterable[Weighed]) -> tuple[str | None, str | None]:
    """Return the first and last date of a link's claims, as a denial's is held against; (None, None) where one of them has none."""
    dates = [w.claim.date for w in claims]
    known = sorted(date for date in dates if date is not None)
    return (known[0], known[-1]) if known and len(known) == len(dates) else (None, None)


def concerns(denial: Weighed, denied: str | None, about: str | None, *, indirect: bool) -> bool:
    """Say whether a denial, about the entity `denied`, is one of the link about `about` between its ends: of that link or of all such."""
    return denied in (None, about) and (indirect or not denial.claim.indirect)


def contest_of(link_dates: tuple[str | None, str | None], denials: Iterable[Weighed]) -> tuple[Contest, tuple[str, ...]]:
    """Return the worst contest by these negated claims and the ids of those that contest; only where times can overlap."""
    worst: Contest = "uncontested"
    contesting = []
    for weighed in denials:
        if weighed.claim.polarity != "negated" or weighed.claim.modality not in ("confirmed", "reported"):
            continue
        contest = _contest_of_one(weighed)
        if contest == "uncontested" or not may_overlap(link_dates, (weighed.claim.date, weighed.claim.date)):
            continue
        worst = max(worst, contest, key=CONTESTS.index)
        contesting.append(weighed.claim.id)
    return worst, tuple(sorted(set(contesting)))


def _contest_of_one(weighed: Weighed) -> Contest:
    if weighed.tier == 1:
        return "refuted"
    if weighed.by_party:
        return "denied"
    return "contradicted" if weighed.tier <= 3 else "uncontested"


def standing_of(support: Support, contest: Contest, *, looked_for: bool = False) -> Standing:
    """Return the one word for support and contest; `looked_for` tells "no evidence found" from "unknown" where there is neither."""
    if support == "none":
        if contest == "uncontested":
            return "no evidence found" if looked_for else "unknown"
        return "refuted" if contest == "refuted" else "denied"
    if support == "confirmed":
        return "confirmed" if contest in ("uncontested", "denied") else "disputed"
    if contest == "uncontested":
        return support
    return "refuted" if contest == "refuted" else "disputed"


def weakest(parts: Sequence[tuple[Support, Contest, Standing]]) -> tuple[Support, Contest, Standing]:
    """Return the standing of a route from those of its links (at least one): least support, worst contest, worst standing."""
    support = min((s for s, _, _ in parts), key=SUPPORTS.index)
    contest = max((c for _, c, _ in parts), key=CONTESTS.index)
    return support, contest, max((s for _, _, s in parts), key=STANDINGS.index)


def may_overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Say whether two stretches of EDTF dates can overlap; an unknown or unreadable end leaves it open."""
    (a, b), (c, d) = one, other
    return not (_before(b, c) or _before(d, a))


def _before(date: str | None, other: str | None) -> bool:
    last, first = _bound(date, "9"), _bound(other, "0")
    return last is not None and first is not None and last < first


def _bound(date: str | None, fill: str) -> str | None:
    """The latest ("9") or earliest ("0") day an EDTF date can mean, as text that sorts."""
    part = (date or "").split("/")[-1 if fill == "9" else 0].strip("~?%")
    if not part or not all(c.isdigit() or c == "-" for c in part):
        return None
    return part + "-99-99"[len(part) - 4 :].replace("9", fill) if len(part) in (4, 7) else part
