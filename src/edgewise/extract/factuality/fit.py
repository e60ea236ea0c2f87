"""Fits the table of weights on annotated sentences: two log-linear models, of polarity and of modality, over the same signs.

    python -m edgewise.extract.factuality.fit ../shared/train [standings.jsonl]

The second file holds what a model says of the claims of part "dev", a claim a line (`examples.distributions`): the share that a model
has beside the signs is fitted on it; without it the share stays.

Needs numpy. Deterministic up to the last digits of a sum; weights are rounded to hundredths, and those that say little are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from ...model import MODALITIES, POLARITIES
from ..reader.annotations import Sentence, parts, read
from .examples import Example, distributions, examples
from .hearing import Factuality
from .table import PATH, SCALE, Pair, Table, Voice, model_sums

_SEEN = 5  # times that a sign must be seen
_PENALTY = 6.0  # on the squares of the weights
_ROUNDS = 60
_SMALL = 12  # weights all smaller than this, in hundredths, are left out
_DOUBT, _CONTRADICTED = 0.6, 0.8
_MEMORY = 8
_SHARES = (0.6, 0.5)  # of signs and model, where nothing else is known
_TRUST = 10.0  # on the squares of what the shares differ from that

Array = Any  # numpy's arrays of floats or whole numbers


class Matrix:
    """Which row has which signs, as lists of places: rows are claims, columns signs."""

    def __init__(self, rows: Sequence[frozenset[str]], columns: dict[str, int]) -> None:
        places = [sorted(columns[sign] for sign in row if sign in columns) for row in rows]
        self.shape = (len(rows), len(columns))
        self._row = np.repeat(np.arange(len(rows)), [len(place) for place in places])
        self._column = np.concatenate([np.asarray(place, dtype=np.int64) for place in places])
        self._starts = np.concatenate(([0], np.cumsum([len(place) for place in places])[:-1]))
        self._order = np.argsort(self._column, kind="stable")
        ordered = self._column[self._order]
        self._cuts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        self._kept = ordered[self._cuts]

    def times(self, weights: Array) -> Array:
        """The sum of the weights of each row's signs."""
        return np.add.reduceat(weights[self._column], self._starts, axis=0)

    def gathered(self, errors: Array) -> Array:
        """For each sign the sum of its rows' errors."""
        found = np.zeros((self.shape[1], errors.shape[1]))
        found[self._kept] = np.add.reduceat(errors[self._row][self._order], self._cuts, axis=0)
        return found


def shares(sums: Array) -> Array:
    """Return the probabilities that log-linear sums stand for, row by row."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fit(matrix: Matrix, classes: Array, count: int, penalty: float = _PENALTY) -> Array:
    """Return weights (signs by classes) of the likeliest log-linear model under the penalty, by limited-memory quasi-Newton steps."""
    rows = np.arange(len(classes))
    truth = np.zeros((len(classes), count))
    truth[rows, classes] = 1.0

    def loss(weights: Array) -> tuple[float, Array]:
        likely = shares(matrix.times(weights))
        wrong = -np.log(likely[rows, classes] + 1e-12).sum() + penalty / 2 * (weights**2).sum()
        return float(wrong), matrix.gathered(likely - truth) + penalty * weights

    return descend(loss, np.zeros((matrix.shape[1], count)))


def descend(loss: Any, here: Array) -> Array:
    """Return where a convex loss (value and slope at a place) is least, nearly."""
    value, slope = loss(here)
    steps: list[tuple[Array, Array, float]] = []
    for _ in range(_ROUNDS):
        way = slope.copy()
        passed = []
        for step, turn, scale in reversed(steps):
            share = scale * (step * way).sum()
            passed.append(share)
            way -= share * turn
        way *= (steps[-1][0] * steps[-1][1]).sum() / (steps[-1][1] ** 2).sum() if steps else 0.1 / max(1.0, np.abs(slope).sum() ** 0.5)
        for (step, turn, scale), share in zip(steps, reversed(passed), strict=True):
            way += step * (share - scale * (turn * way).sum())
        length, gain = 1.0, (slope * way).sum()
        while True:
            there = here - length * way
            lower, ahead = loss(there)
            if lower <= value - 1e-4 * length * gain or length < 1e-6:
                break
            length /= 2
        step, turn = there - here, ahead - slope
        if (step * turn).sum() > 1e-10:
            steps = [*steps, (step, turn, 1 / (step * turn).sum())][-_MEMORY:]
        settled = abs(value - lower) < 1e-5 * abs(lower)
        here, value, slope = there, lower, ahead
        if settled:
            break
    return here


def table(rows: Sequence[frozenset[str]], given: Sequence[Example], voice: Voice) -> Table:
    """Return the table fitted on claims and their signs: on all signs seen often enough, then anew on those that say something."""
    seen = Counter(sign for row in rows for sign in row)
    kept = _weights(rows, given, sorted(sign for sign, times in seen.items() if times >= _SEEN))
    kept = _weights(rows, given, sorted(sign for sign, weights in kept.items() if max(map(abs, weights)) >= _SMALL))
    return Table({sign: tuple(round(one) for one in weights) for sign, weights in kept.items()}, _DOUBT, _CONTRADICTED, voice)


def _weights(rows: Sequence[frozenset[str]], given: Sequence[Example], known: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Return the weights of the signs, in hundredths."""
    columns = {sign: k for k, sign in enumerate(known)}
    matrix = Matrix(rows, columns)
    polarity = fit(matrix, np.array([POLARITIES.index(one.told.polarity) for one in given]), len(POLARITIES))
    modality = fit(matrix, np.array([MODALITIES.index(one.told.modality) for one in given]), len(MODALITIES))
    return {sign: tuple(SCALE * float(one) for one in (polarity[k, 1] - polarity[k, 0], *modality[k])) for sign, k in columns.items()}


def voice(made: Table, rows: Sequence[frozenset[str]], given: Sequence[Example], models: Sequence[Mapping[Pair, float]]) -> Voice:
    """Return the shares of signs and of a model, fitted on claims that neither was fitted on."""
    own, theirs = np.array([made.sums(row) for row in rows]), np.array([model_sums(model) for model in models])
    own[:, 1:] = np.log(shares(own[:, 1:]))
    negated = np.array([float(one.told.polarity == "negated") for one in given])
    modality = np.array([MODALITIES.index(one.told.modality) for one in given])
    rows_, start = np.arange(len(given)), np.array([*_SHARES, *_SHARES, *[0.0] * (1 + len(MODALITIES))])

    def loss(place: Array) -> tuple[float, Array]:
        signs, model, signs_, model_, constant, *constants = place
        likely = 1 / (1 + np.exp(-(signs * own[:, 0] + model * theirs[:, 0] + constant)))
        told = shares(signs_ * own[:, 1:] + model_ * theirs[:, 1:] + np.array(constants))
        wrong = -np.log(np.where(negated == 1, likely, 1 - likely) + 1e-12).sum() - np.log(told[rows_, modality] + 1e-12).sum()
        error, errors = likely - negated, told.copy()
        errors[rows_, modality] -= 1
        slope = [
            (error * own[:, 0]).sum(), (error * theirs[:, 0]).sum(), (errors * own[:, 1:]).sum(), (errors * theirs[:, 1:]).sum(),
            error.sum(), *errors.sum(axis=0),
        ]  # fmt: skip
        return float(wrong + _TRUST / 2 * ((place - start) ** 2).sum()), np.array(slope) + _TRUST * (place - start)

    found = [round(float(one), 2) for one in descend(loss, start)]
    return Voice((found[0], found[2]), (found[1], found[3]), tuple(found[4:]))


def write(made: Table, path: Path = PATH) -> None:
    """Write a table as data, a sign a line."""
    lines = (f"{json.dumps(sign, ensure_ascii=False)}:{json.dumps(made.weights[sign])}" for sign in sorted(made.weights))
    head = json.dumps({"doubt": made.doubt, "contradicted": made.contradicted, "voice": asdict(made.voice)})[1:-1]
    path.write_text("{" + head + ',\n"weights":{\n' + ",\n".join(lines).replace(", ", ",") + "\n}}\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Fit on the part "train" of the folder given, and the share of a model on its part "dev"; write the table beside this file."""
    annotated = read(Path(arguments[0]))
    part = parts(annotated)
    factuality = Factuality()
    known = factuality.table.voice
    made = table(*_signed(factuality, (s for s in annotated if part[s.doc] == "train")), known)
    if len(arguments) > 1:
        models = distributions(Path(arguments[1]))
        rows, given = _signed(factuality, (s for s in annotated if part[s.doc] == "dev"))
        kept = [k for k, one in enumerate(given) if one.key in models]
        told = [given[k] for k in kept]
        made = replace(made, voice=voice(made, [rows[k] for k in kept], told, [models[one.key] for one in told]))
    write(made)


def _signed(factuality: Factuality, sentences: Iterable[Sentence]) -> tuple[list[frozenset[str]], list[Example]]:
    """Return the signs of each claim of the sentences, and the claims."""
    rows, given = [], []
    for one in examples(factuality, sentences):
        around = one.around
        if around is not None:
            rows.append(factuality.signs.of(around))
            given.append(one)
    return rows, given


if __name__ == "__main__":
    main(sys.argv[1:])
