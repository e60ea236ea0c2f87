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
from ...model import MODALITIES, POLARITIES, Modality, Polarity

PATH = Path(__file__).with_name("weights.json")
Pair = tuple[Polarity, Modality]
PAIRS: tuple[Pair, ...] = tuple((polarity, modality) for polarity in POLARITIES for modality in MODALITIES)
FLAT: Pair = ("affirmed", "confirmed")
SCALE = 100  # weights are whole hundredths, so that sums are exact
_LEAST = 1e-4  # no opinion of another is surer than this


@dataclass(frozen=True, slots=True)
class Voice:
    """How signs and a model are weighed: each sum is that of the signs and that of the model times their shares, plus a constant.

    The first share of each is for the polarity, the second for the modality; the first constant is for "negated".
    """

    signs: tuple[float, float]
    model: tuple[float, float]
    constants: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Weights by sign: the first for "negated", then one for each modality, in hundredths.

    `doubt`: a claim is affirmed and confirmed only where that is at least so likely; `contradicted` the same where the cues of the word
    that tells it say otherwise: then it is as they say.
    """

    weights: Mapping[str, tuple[int, ...]]
    doubt: float
    contradicted: float
    voice: Voice

    def sums(self, signs: Iterable[str]) -> list[float]:
        """Return the log odds of "negated", then for each modality its log probability up to a constant."""
        found = [0] * (1 + len(MODALITIES))
        for sign in signs:
            for k, weight in enumerate(self.weights.get(sign, ())):
                found[k] += weight
        return [one / SCALE for one in found]

    def weigh(self, signs: Iterable[str], model: Mapping[Pair, float] | None = None) -> dict[Pair, float]:
        """Return the probability of each pair of polarity and modality, of what a model holds likely too; they sum to one."""
        negated, *modalities = self.sums(signs)
        if model is not None:
            theirs, how = model_sums(model), self.voice
            negated = how.signs[0] * negated + how.model[0] * theirs[0] + how.constants[0]
            own = _normal(modalities)
            modalities = [how.signs[1] * a + how.model[1] * b + c for a, b, c in zip(own, theirs[1:], how.constants[1:], strict=True)]
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
        if probabilities[FLAT] >= self.doubt:
            return FLAT
        return max((pair for pair in probabilities if pair != FLAT), key=lambda pair: (round(probabilities[pair], 6), pair))

    def strongest(self, signs: Iterable[str], pair: Pair) -> list[str]:
        """Return the signs that speak for a pair rather than for a flat statement, the strongest first."""

        def pull(sign: str) -> int:
            negated, *modalities = self.weights.get(sign, (0,) * (1 + len(MODALITIES)))
            told = modalities[MODALITIES.index(pair[1])] - modalities[MODALITIES.index("confirmed")]
            return told + (negated if pair[0] == "negated" else 0)

        ranked = sorted((-pull(sign), sign) for sign in signs)
        return [sign for strength, sign in ranked if strength < 0]


def model_sums(model: Mapping[Pair, float]) -> list[float]:
    """Return what a model holds likely in the form of `Table.sums`."""
    negated = sum(model.get(("negated", modality), 0.0) for modality in MODALITIES)
    bounded = max(_LEAST, min(1 - _LEAST, negated))
    either = (model.get(("affirmed", modality), 0.0) + model.get(("negated", modality), 0.0) for modality in MODALITIES)
    return [math.log(bounded / (1 - bounded)), *(math.log(max(_LEAST, one)) for one in either)]


def _normal(sums: Sequence[float]) -> list[float]:
    """Return sums as logarithms of probabilities."""
    top = max(sums)
    total = top + math.log(sum(math.exp(one - top) for one in sums))
    return [one - total for one in sums]


@cache
def load(path: Path = PATH) -> Table:
    """Return the table of a file. Raises DeclarationError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        voice = data["voice"]
        signs, model = ((float(voice[name][0]), float(voice[name][1])) for name in ("signs", "model"))
        constants = tuple(map(float, voice["constants"]))
        if len(constants) != 1 + len(MODALITIES):
            raise ValueError(f"a voice has {1 + len(MODALITIES)} constants, not {constants!r}")
        weights = {sign: _weights(values) for sign, values in data["weights"].items()}
        return Table(weights, float(data["doubt"]), float(data["contradicted"]), Voice(signs, model, constants))
    except (IndexError, KeyError, TypeError, ValueError) as problem:
        raise DeclarationError(
            f"{path.name} is no table of weights: {problem!r}; make it anew with edgewise.extract.factuality.fit"
        ) from None


def _weights(values: Sequence[int]) -> tuple[int, ...]:
    if len(values) != 1 + len(MODALITIES) or not all(isinstance(value, int) for value in values):
        raise ValueError(f"a sign has {1 + len(MODALITIES)} whole weights, not {values!r}")
    return tuple(values)
