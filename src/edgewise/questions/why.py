"""Why a link has its standing: the weight of each claim and the row and column of the table, from the rule's own functions.

Nothing here decides anything: what is decided is asked of `resolve.standing`, and put in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Claim, Contest, Link, Resolved, Standing, Support, fold
from ..project import Project
from ..resolve.standing import (
    CONTESTS,
    SUPPORTS,
    Weighed,
    concerns,
    contest_of,
    corroborating,
    origins_of,
    standing_of,
    support_of,
    supports,
    times_of,
)
from ..resolve.weight import has_own_voice
from .once import once_a_view
from .shelf import shelf
from .view import GraphView

NAMED = 5  # origins named in a sentence; the others are counted
_COPIED = "whose text the document prints: copies of one text count once"


@dataclass(frozen=True, slots=True)
class Weight:
    """What one claim weighs: its tier and why, whom it goes back to and why, and what it does on its own, all else aside.

    `alone` is what it would support, `against` how it would contest: one of the two is nothing.
    """

    claim: str
    tier: int
    tier_because: str
    origin: str
    origin_because: str
    by_party: bool
    admission: bool
    alone: Support
    against: Contest


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of standings: what a link of this support is under each contest, mildest first."""

    support: Support
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Which row (`support`) and column (`contest`) of the table hold for a link, why, and the `standing` that stands there.

    `origins` are the sources whose agreement counts, each named once; `same_words` is how many more sources there are that count for
    nothing of their own, as their words are another's. `as_drawn` False: the graph says otherwise, so it is older than its records.
    """

    support: Support
    support_because: str
    contest: Contest
    contest_because: str
    standing: Standing
    origins: tuple[str, ...]
    same_words: int
    table: tuple[Row, ...]
    as_drawn: bool


def why(view: GraphView, project: Project, link: Link) -> Why:
    """Return why a link has its standing. Cost: its claims and those that deny it are fetched, and the documents it names them by."""
    supporting = [weighed(view, id) for id in link.claims]
    denials = [weighed(view, id) for id in beside(view, project, link) if view.claim(id).polarity == "negated"]
    relevant = [w for w in denials if concerns(w, view.resolved[w.claim.id].about, link.about, indirect=link.indirect)]
    support = support_of(supporting)
    contest, contesting = contest_of(times_of(supporting), relevant)
    standing = standing_of(support, contest)
    agreeing = origins_of(corroborating(supporting))
    against = [w for w in relevant if w.claim.id in set(contesting) and _contest(w) == contest]
    return Why(
        support=support,
        support_because=_support_words(view, project, support, supporting, agreeing, indirect=link.indirect),
        contest=contest,
        contest_because=_contest_words(view, contest, against, idle=len(denials) - len(contesting)),
        standing=standing,
        origins=tuple(_origin(view, group[0]) for group in agreeing),
        same_words=len({w.origin for group in agreeing for w in group}) - len(agreeing),
        table=tuple(Row(row, tuple(standing_of(row, column) for column in CONTESTS)) for row in reversed(SUPPORTS)),
        as_drawn=(support, contest, standing, contesting) == (link.support, link.contest, link.standing, link.contesting),
    )


def weighed(view: GraphView, id: str) -> Weighed:
    """Return a claim of the graph with the weight it has there."""
    one = view.resolved[id]
    return Weighed(view.claim(id), one.tier, one.origin, one.by_party, one.admission)


def weight(view: GraphView, project: Project, id: str) -> Weight:
    """Return what a claim of the graph weighs, in words."""
    one = weighed(view, id)
    return Weight(
        claim=id, tier=one.tier, tier_because=_tier_words(view, project, one), origin=_origin(view, one),
        origin_because=_origin_words(view, project, one), by_party=one.by_party, admission=one.admission,
        alone=support_of((one,)), against=_contest(one),
    )  # fmt: skip


def beside(view: GraphView, project: Project, link: Link) -> tuple[str, ...]:
    """Return the ids of the claims of the same relation between the same two that do not support this link, sorted."""
    symmetric = project.ontology.relation(link.relation).symmetric
    ends = {(link.subject, link.object), (link.object, link.subject)} if symmetric else {(link.subject, link.object)}
    own = set(link.claims)
    both = (id for id in view.claims_between((link.subject,), (link.object,)) if id not in own)
    found = (id for id in both if (view.resolved[id].subject, view.resolved[id].object) in ends)
    return tuple(id for id in found if view.claim(id).relation == link.relation)


def idle_because(view: GraphView, link: Link, id: str) -> str | None:
    """Return why a claim beside a link counts for nothing there; None where it contests the link or supports a link of its own."""
    one, about = weighed(view, id), view.resolved[id].about
    if one.claim.polarity == "affirmed":
        return None if supports(one) else open_words(one.claim)
    if id in link.contesting:
        return None
    if not concerns(one, about, link.about, indirect=True):
        own = f"about {_named(view, link.about)}" if link.about is not None else "about nothing in particular"
        return f"it denies it of {_named(view, about)} alone, and this link is {own}"
    if not concerns(one, about, link.about, indirect=link.indirect):
        return "it denies an indirect link alone, and this one is direct"
    if one.claim.modality not in ("confirmed", "reported"):
        return f"it says only that it is {one.claim.modality} that this is not so"
    if _contest(one) == "uncontested":
        return "it is said by nobody named and by no party to it, which contests nothing"
    return "it is of another time than the claims of this link"


def open_words(claim: Claim) -> str:
    """Return why a claim that leaves a thing open supports nothing."""
    return f"it says only that this is {claim.modality}, which supports nothing"


def _contest(one: Weighed) -> Contest:
    """What a claim contests by itself, whatever the time."""
    return contest_of((None, None), (one,))[0]


def _support_words(
    view: GraphView, project: Project, support: Support, claims: Sequence[Weighed], agreeing: Sequence[Sequence[Weighed]], *, indirect: bool
) -> str:
    alone = [w for w in claims if support_of((w,)) == support]
    records = [w for w in alone if w.tier == 1]
    parties = [w for w in alone if w.by_party and w.tier != 1]
    others = [w for w in alone if not w.by_party and w.tier != 1]
    if support == "confirmed" and not alone:
        return f"{_number(len(agreeing))} independent named sources say so: {_listed(_origin(view, group[0]) for group in agreeing)}"
    if support == "confirmed":
        record = f"a record says so: {_origins(view, records)}" if records else ""
        admitted = f"a party to it admits it: {_origins(view, parties)}" if parties else ""
        return "; ".join(filter(None, (record, admitted)))
    if support == "reported":
        limit = "it is an indirect link, which is reported at most; " if indirect else ""
        record = f"a record says so: {_origins(view, records)}" if records else ""
        named = f"{_sources(view, project, others, indirect=indirect)}: {_origins(view, others)}" if others else ""
        party = f"a party to it says so, which is no admission: {_origins(view, parties)}" if parties else ""
        return limit + "; ".join(filter(None, (record, named, party)))
    if support == "alleged":
        return f"it is only alleged, or said by nobody of known weight: {_origins(view, alone)}"
    return "nobody says that it is so"


def _sources(view: GraphView, project: Project, claims: Sequence[Weighed], *, indirect: bool) -> str:
    """How many named sources say it; several make no more of a direct link only where they count as one."""
    count, printed = len({w.origin for w in claims}), len({w.claim.document for w in claims})
    if count == 1 and printed > 1 and any(_origin_words(view, project, w) == _COPIED for w in claims):
        return f"one named source says so, whose text {_number(printed)} documents print"
    if count == 1:
        return "one named source says so"
    return f"{_number(count)} named sources say so" + ("" if indirect else ", which count as one, for their words are the same")


def _contest_words(view: GraphView, contest: Contest, against: Sequence[Weighed], *, idle: int) -> str:
    aside = f" ({idle} denial{'s' * (idle != 1)} shown below count{'s' * (idle == 1)} for nothing here)" if idle else ""
    who = _origins(view, against)
    words: Mapping[Contest, str] = {
        "uncontested": "nobody whose word counts says otherwise",
        "denied": f"a party to it denies it: {who}",
        "contradicted": f"an independent source says otherwise: {who}",
        "refuted": f"a record says otherwise: {who}",
    }
    return words[contest] + aside


def _tier_words(view: GraphView, project: Project, one: Weighed) -> str:
    claim, resolved, document = one.claim, view.resolved[one.claim.id], view.document(one.claim.document)
    kind = document.kind.replace("_", " ")
    if claim.said_by is None or resolved.said_by is None:
        return f"nobody is named as saying it, so it weighs what its document does ({kind})"
    name = _named(view, resolved.said_by)
    if not has_own_voice(claim.said_by):
        return f"{name} speaks with the voice of the document it stands in ({kind})"
    if one.by_party:
        return _party_words(view, project, resolved)
    if one.tier >= 4:
        return f"{name} is nobody whom edgewise knows as a named source"
    if view.entity(resolved.said_by).type == "Organization":
        return f"{name} is a named organization, and no party to it"
    return f"{name} speaks for a newsroom, an NGO or a research body by this document's word"


def _party_words(view: GraphView, project: Project, resolved: Resolved) -> str:
    """How the speaker is a party: an end itself, a part or a parent of one, or someone who speaks for one."""
    assert resolved.said_by is not None
    name, ends = _named(view, resolved.said_by), [_named(view, id) for id in (resolved.subject, resolved.object)]
    if name in ends:
        return f"{name} is itself an end of the link"
    for end in ends:
        for unit, whole in ((name, end), (end, name)):
            if whole in project.names.parents(unit):
                return f"{unit} is part of {whole}, so {name} is a party to it"
    return f"{name} works for a party to it or leads it, by this document's word"


def _origin(view: GraphView, one: Weighed) -> str:
    """Whom a claim goes back to, by name."""
    if one.origin in view.entities:
        return view.entities[one.origin].name
    if one.origin not in shelf(view):
        return _publishers(view).get(one.origin, one.origin)  # a name that is known beforehand is an origin as it is
    document = view.document(one.origin)
    return document.title or view.sources.get(document.id, "") or f"document {document.id[:8]}"


def _origin_words(view: GraphView, project: Project, one: Weighed) -> str:
    document = view.document(one.claim.document)
    if one.origin == view.resolved[one.claim.id].said_by:
        return "who says it"
    if one.origin == document.id:
        return "the document itself: neither speaker nor publisher is named"
    if document.publisher is not None:
        known = project.names.find(document.publisher)
        entity = view.entities.get(one.origin)
        called = (entity.name, *entity.aliases) if entity is not None else (one.origin,)
        if {fold(document.publisher), fold(known.name if known is not None else "")} & set(map(fold, called)):
            return "who published the document"
    if any(view.claim(id).document == document.id for id in view.said_by.get(one.origin, ())):
        return "whom the document names for the same thing elsewhere"
    return _COPIED


@once_a_view
def _publishers(view: GraphView) -> Mapping[str, str]:
    """What publishers are called, by the keys of their names."""
    return {fold(line.publisher): line.publisher for line in shelf(view).values() if line.publisher}


def _origins(view: GraphView, claims: Iterable[Weighed]) -> str:
    """Those whom claims go back to, each once, in order of the claims."""
    first: dict[str, Weighed] = {}
    for one in claims:
        first.setdefault(one.origin, one)
    names = [_origin(view, one) for one in list(first.values())[:NAMED]]
    return _listed(names, len(first))


def _listed(names: Iterable[str], count: int | None = None) -> str:
    every = list(names)
    more = (len(every) if count is None else count) - len(every[:NAMED])
    return ", ".join(every[:NAMED]) + (f" and {more} more" if more else "")


def _number(count: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(count, str(count))


def _named(view: GraphView, id: str | None) -> str:
    return view.entity(id).name if id is not None else "anything"
