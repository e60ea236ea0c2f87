"""The head of a mail: written out so that a person can read it, and the claims that it states as data.

Who wrote to whom, and when, is what a mail is a record of. What its prose says is its writer's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

from ..model import Document, End, Mask, fold
from ..proposed import RECORD, Draft, Proposal, all_mentions
from .mail_names import Party, decoded, parties

MOST = 50  # recipients that are linked to the sender; a mail to more is a mailing
SURE = 0.99
_FIELDS = ("From", "To", "Cc", "Bcc")
_TITLE = "front matter"  # the rule of a mask in which a document's title is read
_EARLIEST = 1970


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of a head, with what in them is stated, and what the file declares of the text that follows.

    `masks` leave the head to `draft`, all but its subject, which is the title of the text.
    """

    text: str
    masks: tuple[Mask, ...]
    proposals: tuple[Proposal, ...]
    declared: dict[str, str]
    notes: tuple[str, ...]

    def draft(self, document: Document) -> Draft:
        """Return what the head states, as claims of a document that begins with it."""
        return Draft(all_mentions(document, (), self.proposals), self.proposals)


class _Lines:
    """Writes lines and remembers where in them a party stands."""

    def __init__(self) -> None:
        self.text = ""

    def line(self, name: str, value: str) -> None:
        self.text += f"{name}: {value}\n"

    def parties(self, name: str, ones: Sequence[Party]) -> list[End]:
        """Write who a header names; nothing where it names nobody."""
        ends = []
        for number, one in enumerate(ones):
            self.text += ", " if number else f"{name}: "
            start = len(self.text) + one.shown.index(one.text)
            ends.append(End(one.name, one.type, start, start + len(one.text), one.text))
            self.text += one.shown
        self.text += "\n" if ones else ""
        return ends


def head_of(message: Message) -> Head:
    """Return the head of a mail. What is missing or cannot be told is left out, and a note says so. Never raises."""
    named: dict[str, list[str]] = {}
    for name, value in message.items():
        named.setdefault(name.lower(), []).append(str(value))
    senders, *receivers = parties(named.get(name.lower(), ()) for name in _FIELDS)
    written, subject = (decoded(named[name][0]) if name in named else "" for name in ("date", "subject"))
    day = _day(written)
    lines = _Lines()
    sender = lines.parties("From", senders[:1])
    if written:
        lines.line("Date", written)
    ends = [end for name, ones in zip(_FIELDS[1:], receivers, strict=True) for end in lines.parties(name, ones)]
    recorded = len(lines.text)
    if subject:
        lines.line("Subject", subject)
    reached = _apart(sender, ends)
    declared = {"title": subject, "date": day, "from": senders[0].name if senders else None}
    return Head(
        lines.text,
        tuple(mask for mask in (Mask(0, recorded, RECORD), Mask(recorded, len(lines.text), _TITLE)) if mask.start < mask.end),
        tuple(_contacted(lines.text, sender[0], end, day) for end in reached[:MOST]),
        {key: value for key, value in declared.items() if value},
        tuple(_notes(bool(sender), len(reached), written, day)),
    )


def _apart(sender: Sequence[End], ends: Sequence[End]) -> list[End]:
    """Return who was reached by somebody else, each once, nobody where no one is said to have written."""
    found: dict[str, End] = {}
    for end in ends if sender else ():
        if fold(end.name) != fold(sender[0].name):
            found.setdefault(fold(end.name), end)
    return list(found.values())


def _contacted(text: str, sender: End, receiver: End, day: str | None) -> Proposal:
    """The claim that one wrote to the other; its quote runs from who wrote, over when, to the end of whom it names."""
    end = receiver.end + (text[receiver.end] == ">")
    if text.startswith(" <", receiver.end):
        end = text.index(">", receiver.end) + 1
    return Proposal(0, end, text[:end], sender, "contacted", receiver, date=day, confidence=SURE, rule="mail")


def _notes(sent: bool, reached: int, written: str, day: str | None) -> Iterator[str]:
    if not sent:
        yield "nobody can be told to have sent it; no claim of who wrote to whom"
    elif not reached:
        yield "nobody else can be told to have got it; no claim of who wrote to whom"
    elif reached > MOST:
        yield f"went to {reached:,} others; the first {MOST} are linked to the sender"
    if day is None:
        yield f"its date {written[:40]!r} cannot be told" if written else "has no date"


def _day(written: str) -> str | None:
    """The day of sending where it was sent, as EDTF; None where the header gives none."""
    try:
        sent = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent.date().isoformat() if sent.year >= _EARLIEST else None
