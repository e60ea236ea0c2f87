"""What a store keeps: documents and what was read in them, said of them and decided about it; and records from plain data."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from ..errors import EvidenceError
from ..identity import identity, of_all, to_data, worked_out
from .words import EntityType, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in code points of one document's text, and the text that stands there. Made by `Document.span`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of a document's text that is kept but not read (front matter, furniture), and the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that the document names for what it says, as it declares it. `number` is the mark `[n]` in the text, if any."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    tier: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark `[n]` in the text, `[start, end)`, that refers to citation `number`."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text that its file sets apart, and what a reader finds it by: "page 3", "row 12"."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read. `sha256` is of its bytes, so copies are one document; `tier` is what it lends its own claims.

    `names` are names given as data (the `actors` of an event file), in file order. `kind` is the profile's word for it
    (fact_check, timeline_event, article, ...). `masks`, `references` and `parts` are sorted by start and do not overlap.

    Where the text was taken out of a file (a PDF, a mail), `original` is the sha256 of that file, and `sha256` that of the text in
    UTF-8: another way to take it out makes another document, whose quotes stand where they say.
    """

    sha256: str
    text: str
    kind: str
    tier: int
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    event_date: str | None = None
    status: str | None = None
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    masks: tuple[Mask, ...] = ()
    references: tuple[Reference, ...] = ()
    parts: tuple[Part, ...] = ()
    original: str | None = None

    @property
    def id(self) -> str:
        return identity("document", self.sha256)

    def part_at(self, place: int) -> str | None:
        """Return the name of the part that a place of the text lies in; None where its file has no parts, or none there."""
        number = bisect_right(self.parts, place, key=lambda part: part.start) - 1
        return self.parts[number].name if number >= 0 and place < self.parts[number].end else None

    def span(self, start: int, end: int) -> Span:
        """Return the span `[start, end)`. Raises EvidenceError when it is empty or outside the text."""
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(f"document {self.id[:8]} has no [{start}, {end}): its text has {len(self.text)} code points")
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was found (a URL, else a path relative to the ingest root) and which document it now holds.

    `document` None is a tombstone: forgotten. `revision` counts the changes of this source; in a union the higher one
    wins, and of equal ones the tombstone. `read_by` are the readers ("name@version", sorted, of each name the newest) that have
    read the document it holds, () where that was not kept; a union of two that hold the same at the same revision has both's.
    """

    locator: str
    document: str | None
    revision: int = 1
    read_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return identity("source", self.locator)

    @property
    def precedence(self) -> tuple[int, bool, str]:
        """Order of two records of one source in a union; the greatest wins, whichever came first."""
        return (self.revision, self.document is None, self.document or "")


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. `name` is what it stands for within its document ("Bezos" stands for "Jeff Bezos")."""

    document: str
    start: int
    end: int
    text: str
    type: EntityType
    name: str
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self._id or worked_out(self, "mention", self.document, self.start, self.end, self.type, self.name)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a claim: `text` stands at `[start, end)` in the document and stands for `name` ("the company" for "Amazon")."""

    name: str
    type: EntityType
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker, one passage, one proposition. `quote` is the document's text at `[start, end)`: the whole sentence or clause.

    `said_by` None: the document itself says it. `about` is the system or matter a dealing is about. `role` holds a post
    ("vice president for public policy") or the manner; `amount` and `place` as written; `date` is the event's EDTF date, never
    the date of publication; `identifier` is what a register calls the dealing (a contract's number), as written.
    """

    document: str
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
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self._id or of_all(self, "claim")


@dataclass(frozen=True, slots=True)
class Reading:
    """That an extractor read a claim, and how sure that reading is, 0 to 1: the expected precision of such readings.

    `extractor` is "name@version", or several joined by "+" where they agree ("reader@1+rules@2"). Of two confidences of one
    reading the lesser stays in a union.
    """

    claim: str
    extractor: str
    confidence: float

    @property
    def id(self) -> str:
        return identity("reading", self.claim, self.extractor)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who read it, one "name@version" each, sorted."""
        return tuple(sorted(self.extractor.split("+")))


@dataclass(frozen=True, slots=True)
class Key:
    """What a judgement of names is about: a name of a type, in one document (its id) or in all (None)."""

    name: str
    type: EntityType
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, appended and never edited; of two about the same thing the later `at` wins (ties: greater id).

    SAME, DIFFERENT and UNSURE judge the pair `left`, `right`; ACCEPTED, REJECTED and UNSURE judge `claim`. UNSURE is as if nobody had
    decided: it leaves a pair to its names and a claim to its readings, and so takes an earlier decision back. One that takes back a
    decision names it in `undoes`, and has the verdict that held before.
    """

    verdict: Literal["SAME", "DIFFERENT", "UNSURE", "ACCEPTED", "REJECTED"]
    by: str
    at: str
    why: str
    left: Key | None = None
    right: Key | None = None
    claim: str | None = None
    undoes: str | None = None

    @property
    def id(self) -> str:
        return identity("judgement", to_data(self))


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept a source from being read when that was last tried; `reason` None: it could be read since.

    `revision` counts what became of it; in a union the higher one wins, and of equal ones the reason that says something.
    """

    locator: str
    reason: str | None
    revision: int = 1

    @property
    def id(self) -> str:
        return identity("problem", self.locator)

    @property
    def precedence(self) -> tuple[int, bool, str]:
        """Order of two records about one source in a union; the greatest wins, whichever came first."""
        return (self.revision, self.reason is not None, self.reason or "")


Record = Document | Source | Mention | Claim | Reading | Judgement | Problem
RECORD_KINDS: Mapping[str, type[Record]] = {kind.__name__: kind for kind in (Document, Source, Mention, Claim, Reading, Judgement, Problem)}

_NESTED: Mapping[str, Mapping[str, type[Any]]] = {
    "Document": {"cites": Citation, "masks": Mask, "references": Reference, "parts": Part},
    "Claim": {"subject": End, "object": End, "about": End, "said_by": End},
    "Judgement": {"left": Key, "right": Key},
}


N = TypeVar("N")


def from_data(kind: type[N], data: Mapping[str, Any]) -> N:
    """Return the noun that `to_data` made the data from. Raises TypeError on an unknown or missing field."""
    values: dict[str, Any] = {}
    parts = _NESTED.get(kind.__name__, {})
    for key, value in data.items():
        nested = parts.get(key)
        if isinstance(value, list):
            values[key] = tuple(nested(**v) if nested else tuple(v) if isinstance(v, list) else v for v in value)
        else:
            values[key] = nested(**value) if nested else value
    return kind(**values)
