"""What the model says of one sentence, before anything is decided: the contract between the model and the reading of its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...model import EntityType, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Spotted:
    """Words that name or describe something: `[start, end)` of the sentence, code points. `score` is a probability."""

    start: int
    end: int
    type: EntityType
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """What the model says of an ordered pair of mentions (their indexes), in probabilities.

    `relations` holds those worth considering only (of a symmetric relation one direction), `about` the index of the mention that the
    pair is most likely about, and `standings` all pairs of polarity and modality, summing to one.
    """

    subject: int
    object: int
    relations: Mapping[str, float]
    standings: Mapping[tuple[Polarity, Modality], float]
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence as the model sees it. Mentions are sorted by start, then longest first, and may nest."""

    mentions: tuple[Spotted, ...]
    pairs: tuple[Pair, ...]


class Scorer(Protocol):
    """The model, or hand-made scores in a test."""

    version: str

    def score(self, texts: Sequence[str]) -> Sequence[Scored]:
        """Return the scores of each text, in order. A text without words has no mentions; one too long is scored up to its limit."""
        ...
