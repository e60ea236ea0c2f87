"""The table of weights: how much each sign speaks for a negation and for each modality. Data, fitted by `fit`.

The claim is negated with log odds that are the sum of its signs' first weights; its modality has the log probability, up to a constant,
that is the sum of the others. What a model holds likely, or another reader proposes, is one more weight in these sums.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...errors import DeclarationError
from ...model import MODALITIES, Modality, Polarity

PATH = Path(__file__).with_name("weights.json")
Pair = tuple[Polarity, Modality]
SCALE = 100  # weights are whole hundredths, so that sums are exact
_LEAST = 1e-4  # no opinion of another is surer than this


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a second voice (a model, another reader) holds likely, and how much it counts beside the signs."""

    negated: float
    modalities: Mapping[Modality, float]


@dataclass(frozen=True, slots=True)
class Voice:
    """How a second voice and the signs are weighed: the sums of each times its share, plus a constant."""

    signs: float
    opinion: float
    negated: float
    modalities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Weights by sign: the first for "negated", then one for each modality, in hundredths.

    `doubt`: a claim is affirmed and confirmed only where that is likelier than this. `voices` are the second voices by name.
    """

    weights: Mapping[str, tuple[int, ...]]
    doubt: float
    voices: Mapping[str, Voice]

    def weigh(self, signs: Iterable[str], voice: str | None = None, opinion: Opinion | None = None) -> dict[Pair, float]:
        """Return the probability of each pair of polarity and modality; they sum to one."""
        sums = [0] * (1 + len(MODALITIES))
        for sign in signs:
            for k, weight in enumerate(self.weights.get(sign, ())):
                sums[k] += weight
        negated, *modalities = (one / SCALE for one in sums)
        if voice is not None and opinion is not None:
            how = self.voices[voice]
            negated = how.signs * negated + how.opinion * _log_odds(opinion.negated) + how.negated
            modalities = [
                how.signs * own + how.opinion * math.log(max(_LEAST, opinion.modalities.get(modality, 0.0))) + constant
                for own, modality, constant in zip(modalities, MODALITIES, how.modalities, strict=True)
            ]
        top = max(modalities)
        shares = [math.exp(one - top) for one in modalities]
        total = sum(shares)
        no = 1 / (1 + math.exp(-max(-50.0, min(50.0, negated))))
        found: dict[Pair, float] = {}
        for modality, share in zip(MODALITIES, shares, strict=True):
            found["affirmed", modality] = (1 - no) * share / total
            found["negated", modality] = no * share / total
        return found

    def decide(self, probabilities: Mapping[Pair, float]) -> Pair:
        """Return the likeliest pair; where being flatly so is doubtful, the likeliest of the others."""
        flat: Pair = ("affirmed", "confirmed")
        if probabilities[flat] >= self.doubt:
            return flat
        return max((pair for pair in probabilities if pair != flat), key=lambda pair: (round(probabilities[pair], 6), pair))

    def strongest(self, signs: Iterable[str], pair: Pair, count: int) -> list[str]:
        """Return the signs that speak most for a pair rather than for a flat statement, the strongest first."""

        def pull(sign: str) -> int:
            negated, *modalities = self.weights.get(sign, (0,) * (1 + len(MODALITIES)))
            told = modalities[MODALITIES.index(pair[1])] - modalities[MODALITIES.index("confirmed")]
            return told + (negated if pair[0] == "negated" else 0)

        ranked = sorted((-pull(sign), sign) for sign in signs)
        return [sign for strength, sign in ranked[:count] if strength < 0]


def _log_odds(probability: float) -> float:
    bounded = max(_LEAST, min(1 - _LEAST, probability))
    return math.log(bounded / (1 - bounded))


@cache
def load(path: Path = PATH) -> Table:
    """Return the table of a file. Raises DeclarationError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        voices = {
            name: Voice(float(v["signs"]), float(v["opinion"]), float(v["negated"]), tuple(map(float, v["modalities"])))
            for name, v in data["voices"].items()
        }
        return Table({sign: _weights(w) for sign, w in data["weights"].items()}, float(data["doubt"]), voices)
    except (KeyError, TypeError, ValueError) as problem:
        raise DeclarationError(
            f"{path.name} is no table of weights: {problem!r}; make it anew with edgewise.extract.factuality.fit"
        ) from None


def _weights(values: Sequence[int]) -> tuple[int, ...]:
    if len(values) != 1 + len(MODALITIES) or not all(isinstance(value, int) for value in values):
        raise ValueError(f"a sign has {1 + len(MODALITIES)} whole weights, not {values!r}")
    return tuple(values)
