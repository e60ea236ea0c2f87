"""Annotated claims with the signs around them: what the table is fitted on and measured with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...model import Document, identity
from ..reader.annotations import Sentence, Told
from .hearing import Factuality, Heard
from .signs import Around
from .table import Pair

_CLOSING = (".", "!", "?", '"', "”", "’", ")")


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated claim, its document as it is heard, and where its ends stand there."""

    sentence: Sentence
    told: Told
    heard: Heard
    subject: tuple[int, int]
    object: tuple[int, int]

    @property
    def pair(self) -> Pair:
        return self.told.polarity, self.told.modality

    @property
    def around(self) -> Around | None:
        return self.heard.around(self.subject, self.told.relation, self.object)


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
                subject, object = ((start + place[0], start + place[1]) for place in (told.subject, told.object))
                yield Example(sentence, told, heard, subject, object)


def standings(data: Mapping[str, float]) -> dict[Pair, float]:
    """Return a distribution written as {"affirmed confirmed": .9, ...} by its pairs."""
    found: dict[Pair, float] = {}
    for name, value in data.items():
        polarity, _, modality = name.partition(" ")
        found[polarity, modality] = value  # type: ignore[index]
    return found
