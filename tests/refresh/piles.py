"""Piles of small documents whose names, texts and claims have much to do with one another, and what may become of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from making import document
from resolve.stories import STORY

from edgewise.model import Claim, Document, End, EntityType, Judgement, Key, Mention, Reading, Record, Source

NAMES: tuple[tuple[str, EntityType], ...] = (
    ("Northwind Ltd", "Organization"), ("Northwind S.A.", "Organization"), ("Northwind", "Organization"), ("Northwind", "System"),
    ("The Rail Press", "Organization"), ("Rail Press", "Organization"), ("Ministry of Rail", "Organization"),
    ("Rail Ministry", "Organization"), ("ministry-of-rail", "Organization"), ("MTB", "Organization"), ("MTB", "System"),
    ("Metro Transit Board", "Organization"), ("Jane Roe", "Person"), ("Governor Jane Roe", "Person"), ("Roe", "Person"),
    ("jane-roe", "Person"), ("ICE", "Organization"), ("Immigration and Customs Enforcement", "Organization"), ("AWS", "Organization"),
    ("Amazon", "Organization"), ("government agencies", "Organization"), ("Atlas", "System"), ("Atlas", "Work"),
    ("Acme Data", "Organization"), ("Acme Analytics", "Organization"), ("Springfield", "Place"), ("LA County", "Organization"),
    ("La County", "Organization"), ("the Board", "Organization"), ("The Verge", "Organization"), ("Oakmere Gazette", "Organization"),
)  # fmt: skip
TEXTS = {"MTB": ("MTB", "Metro Transit Board", "Mountain Trail Bureau"), "Metro Transit Board": ("MTB", "Metro Transit Board")}
RELATIONS = ("contracts_with", "uses", "works_for", "leads", "met_with", "acknowledged", "partners_with", "criticises")
PUBLISHERS = (None, "The Verge", "Oakmere Gazette", "Reuters", "Northwind", "Acme Data")
QUOTES = (
    "It is said here in more than a dozen plain words that one of them has a contract with the other.",
    "It is said here in more than a dozen plain words that one of them had a contract with the other.",
    "A short one.",
)
"""What claims quote: two long sentences nearly alike, and a short one."""


@dataclass(frozen=True, slots=True)
class Written:
    """One document and all that was read in it."""

    document: Document
    records: tuple[Record, ...]


def written(seed: int) -> Written:
    """The document of a seed: a handful of names, claims between some of them, now and then a copy of a story."""
    draw = random.Random(seed)
    head = draw.choice(("", "By Ann Lee, Reuters\n\n", "OAKMERE, May 3 (AP) - "))
    body = draw.choice(("", "", STORY, STORY[: len(STORY) * 2 // 3], STORY + "\n\nMore news follows at six."))
    names = [draw.choice(NAMES) for _ in range(draw.randint(1, 5))]
    stands = [draw.choice(TEXTS.get(name, (name,))) for name, _ in names]
    quote = draw.choice(QUOTES)
    text = f"{head}{body}\n\n{quote}\n\nNote {seed}: {', '.join(stands)}."
    doc = document(
        text, tier=draw.choice((1, 3, 3, 4)), publisher=draw.choice(PUBLISHERS), published=draw.choice((None, "2025-03-01", "2025-04")),
    )  # fmt: skip
    ends = [
        End(name, type, text.rindex(words), text.rindex(words) + len(words), words)
        for (name, type), words in zip(names, stands, strict=True)
    ]
    mentions = [Mention(doc.id, end.start, end.end, end.text, end.type, end.name) for end in ends]
    return Written(doc, (doc, *mentions, *_claims(draw, doc, quote, ends)))


def _claims(draw: random.Random, doc: Document, quote: str, ends: list[End]) -> Iterator[Record]:
    at = doc.text.index(quote)
    for _ in range(draw.randint(0, 4)):
        claim = Claim(
            doc.id, at, at + len(quote), quote, draw.choice(ends), draw.choice(RELATIONS), draw.choice(ends),
            about=draw.choice((None, None, draw.choice(ends))), said_by=draw.choice((None, draw.choice(ends))),
            polarity=draw.choice(("affirmed", "affirmed", "negated")),
            modality=draw.choice(("confirmed", "reported", "alleged", "planned")),
            date=draw.choice((None, "2019", "2024-05")), role=draw.choice((None, None, "former engineer")), indirect=draw.random() < 0.2,
        )  # fmt: skip
        yield claim
        for reader in ("rules@1", "rules@2", "reader@1"):
            if draw.random() < 0.6:
                yield Reading(claim.id, reader, draw.choice((0.2, 0.9)))


def source(place: int, document: str | None, revision: int, *readers: str) -> Source:
    return Source(f"notes/{place}.txt", document, revision, readers)


def judged(seed: int, claims: list[str], documents: list[str], at: int) -> Judgement:
    """A judgement of two names, everywhere or in one document, or of a claim."""
    draw = random.Random(seed)
    when = f"2026-01-01T00:00:{at:02}Z"
    if claims and draw.random() < 0.4:
        return Judgement(draw.choice(("ACCEPTED", "REJECTED", "UNSURE")), "ana", when, "", claim=draw.choice(sorted(claims)))
    left, right = (Key(*draw.choice(NAMES), draw.choice((None, None, *documents[:3]))) for _ in range(2))
    return Judgement(draw.choice(("SAME", "SAME", "DIFFERENT", "UNSURE")), "ana", when, "", left, right)
