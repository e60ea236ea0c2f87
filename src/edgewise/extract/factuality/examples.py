"""Annotated claims with the signs around them: what the table is fitted on and measured with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...model import Document, identity
from ..reader.annotations import Sentence, Told
from .hearing import Factuality, Heard
from .signs import Around
from .table import PAIRS, Pair

_CLOSING = (".", "!", "?", '"', "”", "’", ")")


Key = tuple[str, int, tuple[int, int], str, tuple[int, int]]
"""Document, number of the sentence, subject, relation and object: which annotated claim it is."""


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated claim, its document as it is heard, and where its ends stand there."""

    sentence: Sentence
    told: Told
    heard: Heard
    subject: tuple[int, int]
    object: tuple[int, int]
    about: tuple[int, int] | None

    @property
    def pair(self) -> Pair:
        return self.told.polarity, self.told.modality

    @property
    def key(self) -> Key:
        return self.sentence.doc, self.sentence.number, self.told.subject, self.told.relation, self.told.object

    @property
    def around(self) -> Around | None:
        return self.heard.around(self.subject, self.told.relation, self.object, about=self.about)


def examples(factuality: Factuality, sentences: Iterable[Sentence]) -> Iterator[Example]:
    """Yield all claims of the sentences, document by document in the order given.

    A document is put together from its sentences, so that offsets are known; one that ends on no mark ends its paragraph.
    """
    documents: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        documents.setdefault(sentence.doc, []).append(sentence)
    for name, parts in documents.items():
        text = ""
        starts = []
        for sentence in parts:
            starts.append(len(text))
            text += sentence.text + (" " if sentence.text.rstrip().endswith(_CLOSING) else "\n\n")
        document = Document(identity("annotated", name, text), text, parts[0].kind, 5, title=parts[0].title)
        heard = factuality.hear(document)
        for sentence, start in zip(parts, starts, strict=True):
            for told in sentence.claims:
                subject, object, about = (
                    (start + place[0], start + place[1]) if place else None for place in (told.subject, told.object, told.about)
                )
                if subject and object:
                    yield Example(sentence, told, heard, subject, object, about)


def distributions(path: Path) -> dict[Key, dict[Pair, float]]:
    """Return what a model says of annotated claims, from JSON lines: doc, sentence, subject, relation, object, standings.

    `standings` is written as {"affirmed confirmed": .9, "negated confirmed": .1, ...}.
    """
    found: dict[Key, dict[Pair, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        key = (data["doc"], data["sentence"], tuple(data["subject"]), data["relation"], tuple(data["object"]))
        found[key] = {pair: data["standings"].get(" ".join(pair), 0.0) for pair in PAIRS}
    return found
