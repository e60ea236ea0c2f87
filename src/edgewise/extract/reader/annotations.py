"""Annotated sentences: how they are read, and which documents are kept apart from training.

The files are JSON lines, one sentence a line, as `Sentence.of` reads them. Documents about one event are near-copies of each other, so
a split is by *story* (documents that share much of their wording), never by sentence or by file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ...errors import DocumentError
from ...model import EntityType, Modality, Polarity

Part = Literal["train", "dev", "blind"]

FILES = ("events.jsonl", "other.jsonl", "written.jsonl")
TYPES: Mapping[str, EntityType] = {
    "ORG": "Organization", "PER": "Person", "SYS": "System", "GRP": "Group", "PLACE": "Place", "EVENT": "Event", "WORK": "Work",
}  # fmt: skip

_DEV, _BLIND = 0.08, 0.08  # shares of the stories
_WORD = re.compile(r"[a-z0-9]+")
_SHINGLE = 5  # words in a row
_ALIKE = 0.10  # share of the shorter document's shingles that a longer one has too


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention, `[start, end)` of its sentence; `stands_for` is the name a pronoun or description stands for."""

    start: int
    end: int
    type: EntityType
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A claim between two spans of one sentence. `by` is who says it, as written or by name; None: the text itself."""

    subject: tuple[int, int]
    relation: str
    object: tuple[int, int]
    polarity: Polarity
    modality: Modality
    about: tuple[int, int] | None = None
    by: str | None = None
    indirect: bool = False
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence. `kind` is the file it comes from: events, other or written."""

    doc: str
    number: int
    title: str
    kind: str
    text: str
    mentions: tuple[Marked, ...]
    claims: tuple[Told, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Sentence:
        """Return the sentence of one line. Raises KeyError, TypeError or ValueError where the line is not as described."""
        span = tuple
        return cls(
            data["doc"], data["sentence"], data["title"], data["kind"], data["text"],
            tuple(Marked(m["start"], m["end"], TYPES[m["type"]], m.get("stands_for")) for m in data["mentions"]),
            tuple(
                Told(
                    span(c["subject"]), c["relation"], span(c["object"]), c["polarity"], c["modality"],
                    span(c["about"]) if "about" in c else None, c.get("by"), bool(c.get("indirect")), bool(c.get("implicit")),
                )
                for c in data["claims"]
            ),
        )  # fmt: skip


def read(folder: Path, files: Sequence[str] = FILES) -> list[Sentence]:
    """Return all annotated sentences in file order. Raises DocumentError that names the file and the line that cannot be read."""
    found = []
    for name in files:
        for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines(), 1):
            try:
                found.append(Sentence.of(json.loads(line)))
            except (KeyError, TypeError, ValueError) as problem:
                raise DocumentError(f"{name}, line {number}: no annotated sentence ({problem!r})") from None
    return found


def stories(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Return, for each document, the first (by name) of the documents that it shares a story with; itself where it stands alone."""
    words: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        words[sentence.doc] += _WORD.findall(sentence.text.lower())
    shingles = {doc: {tuple(w[k : k + _SHINGLE]) for k in range(len(w) - _SHINGLE + 1)} for doc, w in words.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for doc in sorted(shingles):
        for shingle in shingles[doc]:
            holders[shingle].append(doc)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for docs in holders.values():
        if len(docs) > 8:  # a turn of phrase, or the furniture of a site
            continue
        for k, left in enumerate(docs):
            for right in docs[k + 1 :]:
                shared[left, right] += 1
    parent = {doc: doc for doc in shingles}

    def root(doc: str) -> str:
        while parent[doc] != doc:
            doc = parent[doc]
        return doc

    for (left, right), count in sorted(shared.items()):
        if count >= _ALIKE * min(len(shingles[left]), len(shingles[right])):
            first, last = sorted((root(left), root(right)))
            parent[last] = first
    return {doc: root(doc) for doc in parent}


def parts(sentences: Sequence[Sentence]) -> dict[str, Part]:
    """Return which part each document belongs to, by its story's name alone: the same on every machine.

    "blind" is never looked at: neither trained on, nor tuned on, nor read by those who write rules. "dev" is for tuning and
    calibration.
    """
    return {doc: part_of(story) for doc, story in stories(sentences).items()}


def part_of(story: str) -> Part:
    """Return the part of all documents of a story."""
    drawn = int.from_bytes(hashlib.sha256(f"edgewise {story}".encode()).digest()[:8], "big") / 2**64
    return "blind" if drawn < _BLIND else "dev" if drawn < _BLIND + _DEV else "train"
