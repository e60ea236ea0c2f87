"""Scores made by hand: a scorer that says of each passage what a test tells it to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from making import TYPES

from edgewise.extract.reader.decode import trim
from edgewise.extract.reader.scores import Pair, Scored, Spotted
from edgewise.model import MODALITIES, POLARITIES, EntityType, Modality, Polarity

STANDINGS: tuple[tuple[Polarity, Modality], ...] = tuple((p, m) for p in POLARITIES for m in MODALITIES)


def likely(
    standing: tuple[Polarity, Modality] = ("affirmed", "confirmed"), share: float = 0.8
) -> Mapping[tuple[Polarity, Modality], float]:
    """A distribution over all standings with that share for one of them."""
    return {one: share if one == standing else (1 - share) / (len(STANDINGS) - 1) for one in STANDINGS}


@dataclass(slots=True)
class Told:
    """Says what `claims` hold of a passage that has all their words: (subject, relation, object, probability).

    The words of a claim are mentions where they stand as words of their own, of the type that `types` or `making.TYPES` gives them, and
    so are those in `names`. `asked` remembers every text.
    """

    claims: Sequence[tuple[str, str, str, float]] = ()
    names: Sequence[str] = ()
    types: Mapping[str, EntityType] = field(default_factory=dict)
    abouts: Mapping[str, str] = field(default_factory=dict)
    standing: tuple[Polarity, Modality] = ("affirmed", "confirmed")
    share: float = 0.8
    version: str = "told"
    asked: list[str] = field(default_factory=list)

    def score(self, texts: Sequence[str]) -> Sequence[Scored]:
        self.asked.extend(texts)
        return [self._score(text) for text in texts]

    def _score(self, text: str) -> Scored:
        words = {word for subject, _, object, _ in self.claims for word in (subject, object)} | set(self.names) | set(self.abouts.values())
        types = {**TYPES, **self.types}
        mentions = sorted(
            (
                Spotted(at, at + len(word), types.get(word, "Organization"), 0.95)
                for word in words
                if (at := text.find(word)) >= 0 and trim(text, at, at + len(word)) == (at, at + len(word))
            ),
            key=lambda one: (one.start, -one.end),
        )
        place = {text[one.start : one.end]: k for k, one in enumerate(mentions)}
        pairs = [
            Pair(
                place[subject],
                place[object],
                {relation: score},
                likely(self.standing, self.share),
                place.get(self.abouts.get(relation, "")),
            )
            for subject, relation, object, score in self.claims
            if subject in place and object in place
        ]
        return Scored(tuple(mentions), tuple(pairs))
