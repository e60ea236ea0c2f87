"""What an answer says, in which order and in which words: the one place that decides it, for text, Markdown and the explorer.

What is denied or left open stands in a section of its own, never among the links. Every text here is one line of plain characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..questions.nouns import Answer, ClaimShown, Lead, LinkShown, RouteShown
from .safe import named, one_line, web_address
from .style import claim_sentence, reading_words, speaker_words, standing_look, standing_words, when_words

Sort = Literal["forms", "route", "found", "nothing", "denied", "open", "said", "nearest", "leads", "background", "searched"]

_WHO_SAYS = ("who_said", "who_confirmed")  # forms that ask for everybody who says so
_NOT_FOUND = {
    "linked": "No way of stated links was found",
    "known": "No stated link was found",
    "who_denied": "No denial was found",
    "who_declined": "No refusal to comment was found",
    "who_confirmed": "No acknowledgement was found",
}
"""What is missing where a form is answered with nothing; the other forms ask for one kind of link."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The document that a quote stands in, by id; `source` is where it was found, `title` that where it has none."""

    document: str
    title: str
    source: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote and where it stands. `label` stands before it ("Against: "), `more` after it; `who` leads to the document.

    `place` says where in the text it is: in which part of its file, if that has parts, else at which characters, "" where an address
    leads to it; `read` who read it and how sure that is, "" where that is not known. `claim` is what was quoted, None for a lead.
    """

    quote: str
    who: str
    cited: Cited
    start: int
    place: str
    label: str = ""
    more: str = ""
    read: str = ""
    claim: ClaimShown | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence, how it stands, and what it rests on. `link` is the link it states; None where it states none."""

    sentence: str
    standing: str = ""
    evidence: tuple[Evidence, ...] = ()
    link: LinkShown | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for none), a line that explains it, and entries; `numbered` where their order is a way to be walked.

    `route` is the number of the route, from 1 on, whose hops the entries are; 0 where they are none. `left_out` entries more there are,
    and the line says so.
    """

    sort: Sort
    heading: str
    intro: str = ""
    entries: tuple[Entry, ...] = ()
    numbered: bool = False
    route: int = 0
    left_out: int = 0


def sections(answer: Answer, most: int | None = None) -> Iterator[Section]:
    """Yield the sections of an answer in the order in which they are read; the last says what was searched.

    With `most` no section of claims has more entries than that, and says of how many they are.
    """
    if answer.form is None:
        intro = "Ask in one of these forms:"
        yield Section("forms", "This question was not understood.", intro, tuple(Entry(form) for form in answer.forms))
        return
    quoted: set[str] = set()
    for place, route in enumerate(answer.routes):
        intro = "No way of stronger links was found." if place == 0 and route.standing != "confirmed" else ""
        heading = _route_heading(route, answer.routes[:place])
        yield Section("route", heading, intro, tuple(_hops(route.links, quoted)), numbered=True, route=place + 1)
    if answer.facts:
        intro = f"Said by those who stand beside the quotes, not always by {named(answer.names[0].name)}."
        entries = tuple(_hops(answer.facts, quoted, every=answer.form in _WHO_SAYS))
        yield _some("found", "What is found", intro if answer.form == "confirmed" else "", entries, answer.left_out)
    asked_for_speech = answer.form.startswith("who_") and bool(answer.speech or answer.denials)
    if not (answer.routes or answer.facts or asked_for_speech):
        yield _nothing(answer)
    if answer.denials:
        yield _claims("denied", "Denied", "Said not to be so, or denied; never counted as a link.", _once(answer.denials), most)
    if answer.unconfirmed:
        yield _claims("open", "Not confirmed", "Unconfirmed, possible or planned; never counted as a link.", answer.unconfirmed, most)
    if answer.speech:
        yield _claims("said", "What is said about it", "", answer.speech, most)
    if answer.nearest:
        intro = "Weaker than what was asked."
        yield Section("nearest", "The nearest that is said", intro, tuple(_hops(answer.nearest, quoted)), numbered=True)
    if answer.leads:
        intro = "Places to look, not links: one sentence names both, and says no more than it says."
        yield Section("leads", "Named together", intro, tuple(map(_lead, answer.leads)))
    if answer.background:
        entries = tuple(Entry(f"{named(one.name)} is part of {named(one.part_of)}") for one in answer.background)
        yield Section("background", "Known beforehand, not from these documents", "", entries)
    yield Section("searched", "", _searched(answer))


def _claims(sort: Sort, heading: str, intro: str, claims: Iterable[ClaimShown], most: int | None) -> Section:
    every = tuple(claims)
    return _some(sort, heading, intro, tuple(map(_said, every[:most])), len(every[most:]) if most is not None else 0)


def _some(sort: Sort, heading: str, intro: str, entries: tuple[Entry, ...], left_out: int) -> Section:
    """A section that has more entries than these."""
    shown = f"{len(entries):,} of {len(entries) + left_out:,} shown." if left_out else ""
    return Section(sort, heading, f"{intro} {shown}".strip(), entries, left_out=left_out)


def _nothing(answer: Answer) -> Section:
    names = " and ".join(named(name.name) for name in answer.names)
    what = _NOT_FOUND.get(answer.form or "", "No stated link of the kind asked for was found")
    title = f"{what} for {names}." if names else f"{what}."
    return Section("nothing", title, "That nobody says so here does not mean that it is not so.")


def _searched(answer: Answer) -> str:
    documents, claims = answer.searched.documents, answer.searched.claims
    return f"Searched: {documents:,} document{'s' * (documents != 1)}, {claims:,} claim{'s' * (claims != 1)}."


def _route_heading(route: RouteShown, earlier: Iterable[RouteShown]) -> str:
    """Return what a route is for: the first of its standing that is shorter than every stronger one extends the front."""
    steps = f"{route.length} step{'s' * (route.length != 1)}"
    before = list(earlier)
    if not before:
        return f"The shortest {route.standing} way: {steps}"
    rank = standing_look(route.standing).rank
    weaker = all(standing_look(one.standing).rank < rank for one in before)
    if weaker and route.length < min(one.length for one in before):
        return f"Shorter, if {route.standing} links count: {steps}"
    return f"Another way, {route.standing}: {steps}"


def _hops(links: Iterable[LinkShown], quoted: set[str], *, every: bool = False) -> Iterator[Entry]:
    """Links with their evidence, that is their best claim or `every` one; a link that was shown before stands without."""
    for link in links:
        yield Entry(named(link.sentence), "quoted above", link=link) if link.id in quoted else _hop(link, every=every)
        quoted.add(link.id)


def _once(denials: Iterable[ClaimShown]) -> Iterator[ClaimShown]:
    """Denials without the bare act of denying where the same words are shown with what they deny."""
    every = list(denials)
    said = {(claim.document, claim.start, claim.end) for claim in every if claim.relation != "denied"}
    return (claim for claim in every if claim.relation != "denied" or (claim.document, claim.start, claim.end) not in said)


def _hop(link: LinkShown, *, every: bool) -> Entry:
    shown = link.claims if every else link.claims[:1]
    more = len(link.claims) - len(shown)
    also = f"and {more} more claim{'s' * (more != 1)}" if more else ""
    against = link.contesting if every else link.contesting[:1]
    evidence = (*(_evidence(claim, more=also) for claim in shown), *(_evidence(claim, label="Against: ") for claim in against))
    standing = ", ".join(filter(None, (standing_words(link), when_words(link))))
    return Entry(named(link.sentence), one_line(standing), evidence, link)


def _said(claim: ClaimShown) -> Entry:
    return Entry(named(claim_sentence(claim)), "", (_evidence(claim),))


def _lead(lead: Lead) -> Entry:
    cited = Cited(lead.document, named(lead.source), one_line(lead.source))
    evidence = Evidence(one_line(lead.sentence), "", cited, lead.start, _place(lead.start, lead.end))
    return Entry(f"{named(lead.a)} and {named(lead.b)}", "", (evidence,))


def _evidence(claim: ClaimShown, label: str = "", more: str = "") -> Evidence:
    who = f"{named(speaker_words(claim))}, in " if claim.said_by else "the document itself, "
    publisher, published = (one_line(value) if value else None for value in (claim.publisher, claim.published))
    cited = Cited(claim.document, named(claim.title or claim.source), one_line(claim.source), publisher, published, web_address(claim.url))
    place = one_line(claim.part) if claim.part else "" if cited.url else _place(claim.start, claim.end)
    return Evidence(one_line(claim.quote), who, cited, claim.start, place, label, more, one_line(reading_words(claim)), claim)


def _place(start: int, end: int) -> str:
    return f"characters {start} to {end}"
