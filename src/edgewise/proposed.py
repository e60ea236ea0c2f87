"""What is proposed of one document, unchecked: by who reads it, or by the file itself where it states its claims as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .model import Document, End, Mention, Modality, Polarity

RECORD = "mail header"
"""The rule of a mask over what is a record whatever the text around it is. Only what a file states as data is quoted from there."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as whoever read it proposes it, unchecked: the fields of `Claim`, the quote as it believes it stands, how sure it is.

    `rule` names what in the reader made it (a frame, a model head), for the reader of a log; it is never stored. `read_by` names
    who read it where that is not every reader of the extractor. `confidence` is the expected precision of such a reading: the share
    of claims like this one that a person who reads the sentence would let stand.
    """

    start: int
    end: int
    quote: str
    subject: End
    relation: str
    object: End
    about: End | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "confirmed"
    said_by: End | None = None
    date: str | None = None
    place: str | None = None
    amount: str | None = None
    role: str | None = None
    indirect: bool = False
    identifier: str | None = None
    confidence: float = 0.5
    rule: str = ""
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposal or mention that did not check, and why. `rule` is what made it."""

    reason: str
    rule: str
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read in one document: mentions sorted by start, proposals in order of reading. All may be empty.

    `refused` is what the reader was told and could not even propose, as its words stand nowhere.
    """

    mentions: tuple[Mention, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[Refusal, ...] = ()


STATING = ("mail", "table")
"""The names of those who take what a file states as data, and read no prose."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states as data, beside its prose: the head of a mail, the rows of a table. `by`, "name@version", is what read it.

    It may quote what is masked: whoever reads prose leaves that out because it is read here.
    """

    by: str
    draft: Draft


def all_mentions(document: Document, mentions: Iterable[Mention], proposals: Iterable[Proposal]) -> tuple[Mention, ...]:
    """Return the mentions and the ends of the proposals, sorted by where they stand, one a place: that of an end, else the first given."""
    found: dict[tuple[int, int], Mention] = {}
    for proposal in proposals:
        for end in (proposal.subject, proposal.object, proposal.about, proposal.said_by):
            if end is not None:
                found.setdefault((end.start, end.end), Mention(document.id, end.start, end.end, end.text, end.type, end.name))
    for mention in mentions:
        found.setdefault((mention.start, mention.end), mention)
    return tuple(found[place] for place in sorted(found))
