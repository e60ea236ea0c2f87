"""An answer to be read: as plain text for a terminal, and as Markdown. Both say the same; only the marks differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..questions.nouns import Answer, ClaimShown, Lead, LinkShown, RouteShown
from .safe import markdown_link, markdown_text, named, one_line, web_address
from .style import claim_sentence, reading_words, speaker_words, standing_look, standing_words, when_words

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
class _Evidence:
    """A quote and where it stands. `label` stands before it ("Against: "), `more` after it; `who` is "" where nobody is named.

    `read` is who read it and how sure that is, "" where that is not known.
    """

    quote: str
    who: str
    title: str
    url: str | None = None
    date: str = ""
    label: str = ""
    more: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sentence, how it stands, and what it rests on."""

    sentence: str
    standing: str = ""
    evidence: tuple[_Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading ("" for none), a line that explains it, and entries; `numbered` where their order is a way to be walked."""

    heading: str
    intro: str = ""
    entries: tuple[_Entry, ...] = ()
    numbered: bool = False


def as_text(answer: Answer, width: int = 80) -> str:
    """Return the answer for a terminal, no line longer than `width` columns except an address; ends with a line break."""
    lines = [*_wrapped(one_line(answer.question), width), ""]
    for section in _sections(answer):
        lines += _wrapped(section.heading, width)
        lines += _wrapped(section.intro, width, "  " if section.heading else "")
        for number, entry in enumerate(section.entries, 1):
            mark = f"  {number}. " if section.numbered else "  - "
            standing = f" [{entry.standing}]" if entry.standing else ""
            lines += _wrapped(entry.sentence + standing, width, mark, " " * len(mark))
            for one in entry.evidence:
                inside = " " * (len(mark) + 2)
                lines += _wrapped(f"{one.label}“{one.quote}”{one.more}", width, inside[:-2])
                lines += _wrapped(f"— {one.who}“{one.title}”{one.date}", width, inside)
                if address := web_address(one.url):
                    lines.append(inside + address)
                lines += _wrapped(one.read, width, inside)
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def as_markdown(answer: Answer) -> str:
    """Return the answer as Markdown in which nothing a document says is markup; ends with a line break."""
    parts = [f"# {markdown_text(answer.question)}"]
    for section in _sections(answer):
        if section.heading:
            parts.append(f"## {markdown_text(section.heading)}")
        if section.intro:
            parts.append(markdown_text(section.intro))
        for number, entry in enumerate(section.entries, 1):
            mark = f"{number}. " if section.numbered else "- "
            standing = f" *({markdown_text(entry.standing)})*" if entry.standing else ""
            parts.append(f"{mark}**{markdown_text(entry.sentence)}**{standing}")
            inside = " " * len(mark)
            for one in entry.evidence:
                quote = f"{one.label}“{markdown_text(one.quote)}”{one.more}"
                who = f"{markdown_text(one.who)} " if one.who else ""
                where = f"— {who}{markdown_link(one.title, one.url)}{markdown_text(one.date)}"
                read = f"\\\n{inside}> {markdown_text(one.read)}" if one.read else ""
                parts.append(f"{inside}> {quote}\n{inside}>\n{inside}> {where}{read}")
    return "\n\n".join(parts) + "\n"


def _wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    later = first if rest is None else rest
    # A word that is too long is never broken: it may be an address, which one copies whole.
    return textwrap.wrap(
        text, max(width, 20), initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


def _sections(answer: Answer) -> Iterator[_Section]:
    if answer.form is None:
        yield _Section("This question was not understood.", "Ask in one of these forms:", tuple(_Entry(form) for form in answer.forms))
        return
    quoted: set[str] = set()
    for place, route in enumerate(answer.routes):
        intro = "No way of stronger links was found." if place == 0 and route.standing != "confirmed" else ""
        yield _Section(_route_heading(route, answer.routes[:place]), intro, tuple(_hops(route.links, quoted)), numbered=True)
    if answer.facts:
        intro = (
            f"Said by those who stand beside the quotes, not always by {named(answer.names[0].name)}." if answer.form == "confirmed" else ""
        )
        yield _Section("What is found", intro, tuple(_hops(answer.facts, quoted, every=answer.form in _WHO_SAYS)))
    asked_for_speech = answer.form.startswith("who_") and bool(answer.speech or answer.denials)
    if not (answer.routes or answer.facts or asked_for_speech):
        yield _nothing(answer)
    if answer.denials:
        yield _Section("Denied", "Said not to be so, or denied; never counted as a link.", tuple(map(_said, _once(answer.denials))))
    if answer.unconfirmed:
        intro = "Unconfirmed, possible or planned; never counted as a link."
        yield _Section("Not confirmed", intro, tuple(map(_said, answer.unconfirmed)))
    if answer.speech:
        yield _Section("What is said about it", "", tuple(map(_said, answer.speech)))
    if answer.nearest:
        yield _Section("The nearest that is said", "Weaker than what was asked.", tuple(_hops(answer.nearest, quoted)), numbered=True)
    if answer.leads:
        intro = "Places to look, not links: one sentence names both, and says no more than it says."
        yield _Section("Named together", intro, tuple(map(_lead, answer.leads)))
    if answer.background:
        entries = tuple(_Entry(f"{named(one.name)} is part of {named(one.part_of)}") for one in answer.background)
        yield _Section("Known beforehand, not from these documents", "", entries)
    yield _Section("", _searched(answer))


def _nothing(answer: Answer) -> _Section:
    names = " and ".join(named(name.name) for name in answer.names)
    what = _NOT_FOUND.get(answer.form or "", "No stated link of the kind asked for was found")
    title = f"{what} for {names}." if names else f"{what}."
    return _Section(title, "That nobody says so here does not mean that it is not so.")


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


def _hops(links: Iterable[LinkShown], quoted: set[str], *, every: bool = False) -> Iterator[_Entry]:
    """Links with their evidence, that is their best claim or `every` one; a link that was shown before stands without."""
    for link in links:
        yield _Entry(named(link.sentence), "quoted above") if link.id in quoted else _hop(link, every=every)
        quoted.add(link.id)


def _once(denials: Iterable[ClaimShown]) -> Iterator[ClaimShown]:
    """Denials without the bare act of denying where the same words are shown with what they deny."""
    every = list(denials)
    said = {(claim.document, claim.start, claim.end) for claim in every if claim.relation != "denied"}
    return (claim for claim in every if claim.relation != "denied" or (claim.document, claim.start, claim.end) not in said)


def _hop(link: LinkShown, *, every: bool) -> _Entry:
    shown = link.claims if every else link.claims[:1]
    more = len(link.claims) - len(shown)
    also = f" (and {more} more claim{'s' * (more != 1)})" if more else ""
    against = link.contesting if every else link.contesting[:1]
    evidence = (*(_evidence(claim, more=also) for claim in shown), *(_evidence(claim, label="Against: ") for claim in against))
    standing = ", ".join(filter(None, (standing_words(link), when_words(link))))
    return _Entry(named(link.sentence), one_line(standing), evidence)


def _said(claim: ClaimShown) -> _Entry:
    return _Entry(named(claim_sentence(claim)), "", (_evidence(claim),))


def _lead(lead: Lead) -> _Entry:
    place = f", characters {lead.start} to {lead.end}"
    return _Entry(f"{named(lead.a)} and {named(lead.b)}", "", (_Evidence(one_line(lead.sentence), "", named(lead.source), date=place),))


def _evidence(claim: ClaimShown, label: str = "", more: str = "") -> _Evidence:
    who = f"{named(speaker_words(claim))}, in " if claim.said_by else "the document itself, "
    date = f", {one_line(claim.published)}" if claim.published else ""
    place = "" if web_address(claim.url) else f", in {one_line(claim.source)}, characters {claim.start} to {claim.end}"
    title = named(claim.title or claim.source)
    return _Evidence(
        one_line(claim.quote), who, title, claim.url, date + (place if claim.title else ""), label, more, one_line(reading_words(claim))
    )
