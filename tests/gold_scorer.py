"""A scorer that knows the answers: it gives back what people annotated. What is measured with it is what the model can reach at best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from edgewise.extract.reader.annotations import Sentence
from edgewise.extract.reader.scores import Pair, Scored, Spotted
from edgewise.model import MODALITIES, POLARITIES

_SURE = 0.97
_KEY = 24  # code points by which a sentence is looked up


class GoldScorer:
    """Scores a passage as its annotation has it; what nobody annotated has no mentions."""

    version = "gold"

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._whole: dict[str, Sentence] = {}
        self._parts: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            self._whole.setdefault(sentence.text, sentence)
            for at in range(0, len(sentence.text), _KEY):
                self._parts[sentence.text[at : at + _KEY]].append(sentence)

    def score(self, texts: Sequence[str]) -> Sequence[Scored]:
        return [self._score(text) for text in texts]

    def _score(self, text: str) -> Scored:
        whole = self._whole.get(text)
        if whole is not None:
            return scored(whole, 0, len(text))
        found = {s.text: s for at in range(len(text)) for s in self._parts.get(text[at : at + _KEY], ())}
        for sentence in sorted(found.values(), key=lambda one: (-len(one.text), one.text)):
            if sentence.text in text:
                return scored(sentence, -text.index(sentence.text), len(text))
            if text in sentence.text:
                return scored(sentence, sentence.text.index(text), len(text))
        return Scored((), ())


def scored(sentence: Sentence, cut: int, length: int) -> Scored:
    """Return the scores of the text that begins at `cut` of an annotated sentence and has that many code points."""
    inside = {(m.start, m.end): m for m in sentence.mentions if cut <= m.start and m.end <= cut + length}
    marked = sorted(inside.values(), key=lambda m: (m.start, -m.end))
    place = {(m.start, m.end): k for k, m in enumerate(marked)}
    pairs = []
    for told in sentence.claims:
        if told.subject in place and told.object in place and told.subject != told.object:
            about = place.get(told.about) if told.about is not None else None
            standings = {(p, m): (_SURE if (p, m) == (told.polarity, told.modality) else 0.0) for p in POLARITIES for m in MODALITIES}
            pairs.append(Pair(place[told.subject], place[told.object], {told.relation: _SURE}, standings, about))
    return Scored(tuple(Spotted(m.start - cut, m.end - cut, m.type, _SURE) for m in marked), tuple(pairs))
