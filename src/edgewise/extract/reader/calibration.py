"""How sure a reading is: from what the model and the rules say to the share of such claims that are right, learnt on held-out documents.

A logistic regression over named features, kept as data (`calibration.json`). Nothing that speaks for a claim can lower its confidence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np

from ...declared import mapping
from ...errors import DeclarationError
from .labels import RELATIONS

PATH = Path(__file__).with_name("calibration.json")
GROUPS = {"timeline_event": "event", "article": "article", "fact_check": "article"}  # of kinds of documents, as far as readings differ
OTHER = "other"  # the group of all other kinds

_EDGE = 1e-4  # probabilities are taken as no closer to 0 and 1
_SPEAKING_FOR = ("score", "score, in article", "score, in event", "score, in other", "mentions", "rules")  # never of a weight below zero
_SHRINK = 4.0  # how strongly weights are held near zero: the larger, the more examples a feature needs to count
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one reading of a claim.

    `score` is the model's probability of the relation and `mentions` that of its less sure end; `rules` is the rules' own confidence;
    None where the one or the other does not read it. `asked`: both read the document, so that where one is None it disagrees. `unseen`:
    the model saw nothing said of these two. `pointing` is how many ends stand for a name that is not written there, `open` how many are
    pronouns of which it is open whom they mean.
    """

    kind: str
    relation: str
    score: float | None = None
    mentions: float | None = None
    rules: float | None = None
    asked: bool = False
    unseen: bool = False
    pointing: int = 0
    open: int = 0

    @property
    def features(self) -> Mapping[str, float]:
        """The features that are not zero, by name."""
        group = group_of(self.kind)
        who = "rules" if self.score is None else "both" if self.rules is not None else "reader, not the rules" if self.asked else "reader"
        found = {f"by {who}": 1.0, f"by {who}, in {group}": 1.0, f"relation {self.relation}": 1.0}
        if self.score is not None:
            found["score"] = _logit(self.score)
            found[f"score, in {group}"] = _logit(self.score)
            found["mentions"] = _logit(self.mentions or 0.0)
        if self.rules is not None:
            found["rules"] = _logit(self.rules)
        found["unseen"] = float(self.unseen)
        found["pointing"] = float(self.pointing)
        found["open"] = float(self.open)
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by feature, and the confidence below which a claim is not worth a reviewer's time, by group of documents."""

    weights: Mapping[str, float]
    floors: Mapping[str, float] = field(default_factory=dict)

    def confidence(self, evidence: Evidence) -> float:
        """Return the expected precision of such readings, 0 to 1, to three digits; the rules' own of what the model does not know."""
        if evidence.rules is not None and evidence.relation not in RELATIONS:
            return round(evidence.rules, 3)
        total = sum(self.weights.get(name, 0.0) * value for name, value in sorted(evidence.features.items()))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)

    def floor(self, kind: str) -> float:
        """Return the least confidence that a claim of such a document is shown with; 0 where none was set."""
        return self.floors.get(group_of(kind), 0.0)


def group_of(kind: str) -> str:
    """Return the group of a kind of documents: those of one group are read alike."""
    return GROUPS.get(kind, OTHER)


def _logit(probability: float) -> float:
    held = min(1 - _EDGE, max(_EDGE, probability))
    return math.log(held / (1 - held))


@cache
def load(path: Path = PATH) -> Calibration:
    """Read the calibration. Raises DeclarationError where the file is not as `save` writes it."""
    data = mapping(json.loads(path.read_text(encoding="utf-8")), str(path), ("weights", "floors"), ("weights", "floors"))
    try:
        weights, floors = ({str(k): float(v) for k, v in data[key].items()} for key in ("weights", "floors"))
    except (AttributeError, TypeError, ValueError) as problem:
        raise DeclarationError(f"{path}: weights and floors are numbers by name ({problem})") from None
    return Calibration(weights, floors)


def save(calibration: Calibration, path: Path = PATH) -> None:
    """Write the calibration, sorted, to four digits."""
    data = {key: {name: round(value, 4) for name, value in sorted(values.items())} for key, values in asdict(calibration).items()}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fit(seen: Sequence[tuple[Evidence, bool]], targets: Mapping[str, float], right_all_the_same: float = 0.0) -> Calibration:
    """Return the calibration that fits these readings (with whether each is right) best.

    `targets` are the precisions that all that is shown together must reach, by group of documents; they set the floors.
    `right_all_the_same` is the share of what is not marked as right that a person would let stand, for no annotation has all. Readings
    should be those of documents that nothing was trained on. Weights are held near zero where few readings speak.
    """
    weights = _weights([(evidence.features, 1.0 if right else right_all_the_same) for evidence, right in seen])
    unfloored = Calibration(weights)
    floors = {
        group: _floor([(unfloored.confidence(e), right) for e, right in seen if group_of(e.kind) == group], target)
        for group, target in sorted(targets.items())
    }
    return Calibration(weights, floors)


def _weights(rows: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """Newton's method; features that should speak for a claim but seem to speak against it are dropped, one at a time."""
    names = sorted({name for features, _ in rows for name in features})
    right = np.array([share for _, share in rows])
    while names:
        place = {name: k for k, name in enumerate(names)}
        table = np.zeros((len(rows), len(names)))
        for row, (features, _) in enumerate(rows):
            for name, value in features.items():
                if name in place:
                    table[row, place[name]] = value
        shrink = np.array([_SHRINK if name.startswith("relation ") or ", in " in name else 0.1 for name in names])
        weights = np.zeros(len(names))
        for _ in range(_ROUNDS):
            likely = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
            slope = table.T @ (likely - right) + shrink * weights
            curve = table.T @ (table * (likely * (1 - likely))[:, None]) + np.diag(shrink)
            weights = weights - np.linalg.solve(curve, slope)
        wrong = [name for name in names if name in _SPEAKING_FOR and weights[place[name]] < 0]
        if not wrong:
            return {name: float(weights[place[name]]) for name in names}
        names.remove(min(wrong, key=lambda name: weights[place[name]]))
    return {}


def _floor(shown: Iterable[tuple[float, bool]], target: float) -> float:
    """Return the least confidence from which on the readings are right often enough; the surest one's where none are."""
    count, right, floor = 0, 0, 1.0
    for confidence, equal in groupby(sorted(shown, reverse=True), key=lambda one: one[0]):
        answers = [is_right for _, is_right in equal]
        count, right = count + len(answers), right + sum(answers)
        if right >= target * count:
            floor = confidence
    return floor
