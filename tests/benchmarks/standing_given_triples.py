"""How well the standing of a claim is read where the claim itself is given: `python tests/benchmarks/standing_given_triples.py [PART]`.

Gold triples of the annotated sentences go in, polarity, modality and speaker come out. The macro-F1 is over the six words for a claim
that is not flat ("negated", else its modality), of the claims that are annotated so; what is annotated as flat and read otherwise (false
alarms) is told apart, and counted against precision in the second figure. "Of pairs" is the same over all pairs of polarity and modality,
some of which are rare. Claims of headings are left out: they have no standing of their own.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tables import cell, table

from edgewise.extract.factuality import Factuality
from edgewise.extract.factuality.examples import Key, distributions, examples
from edgewise.extract.factuality.table import FLAT, PAIRS, Pair
from edgewise.extract.reader.annotations import Part, parts, read
from edgewise.model import MODALITIES, fold

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("event", "other", "written")
WORDS = (*MODALITIES[1:], "negated")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim's kind of text, its standing as annotated and as read, and whether its speaker was read: None where it has none."""

    kind: str
    gold: Pair
    read: Pair
    speaker: bool | None
    named: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of some judgements. `macro` is of the not-flat claims, `macro_alarmed` the same with false alarms counted as errors.

    `f1` and `alarmed` are by pair, their means are `pairs` and `pairs_alarmed`.
    """

    claims: int
    not_flat: int
    right: float
    alarms: float
    macro: float
    macro_alarmed: float
    f1: Mapping[Pair, float]
    alarmed: Mapping[Pair, float]

    @property
    def pairs(self) -> float:
        return _mean(self.f1.values())

    @property
    def pairs_alarmed(self) -> float:
        return _mean(self.alarmed.values())


def judge(
    part: Part, shared: Path, models: Mapping[Key, Mapping[Pair, float]] | None = None, factuality: Factuality | None = None
) -> list[Judgement]:
    """Return how each claim of a part is annotated and read, in order; `models` are a model's distributions over the standings."""
    annotated = read(shared / "train")
    part_of = parts(annotated)
    found = []
    for one in examples(factuality or Factuality(), (s for s in annotated if part_of[s.doc] == part)):
        around = one.around
        if around is None or around.syntax.sentence.is_heading:
            continue
        model = models.get(one.key) if models is not None else None
        if models is not None and model is None:
            continue
        judged = one.heard.judge(one.subject, one.told.relation, one.object, about=one.about, model=model)
        said = judged.said_by
        speaker = None if one.told.by is None else said is not None and _same(one.told.by, (said.name, said.text))
        found.append(Judgement(one.sentence.kind, one.pair, (judged.polarity, judged.modality), speaker, said is not None))
    return found


def confusion(judgements: Iterable[Judgement]) -> dict[tuple[Pair, Pair], int]:
    """Return how many claims stand as annotated (first) and are read (second)."""
    counts: dict[tuple[Pair, Pair], int] = {}
    for one in judgements:
        counts[one.gold, one.read] = counts.get((one.gold, one.read), 0) + 1
    return counts


def standing(judgements: Sequence[Judgement], *, merged: bool = False) -> Standing:
    """Return the figures; `merged`: reported and alleged are one, as the scorer of the gold sets has it."""
    pairs = [(_merge(one.gold), _merge(one.read)) if merged else (one.gold, one.read) for one in judgements]
    hard = [(gold, read_) for gold, read_ in pairs if gold != FLAT]
    flat = len(pairs) - len(hard)
    classes = sorted({gold for gold, _ in hard}, key=PAIRS.index)
    return Standing(
        len(pairs), len(hard), sum(gold == read_ for gold, read_ in hard) / max(1, len(hard)),
        sum(gold == FLAT != read_ for gold, read_ in pairs) / max(1, flat), _macro(hard), _macro(pairs),
        {one: _f1(one, hard) for one in classes}, {one: _f1(one, pairs) for one in classes},
    )  # fmt: skip


def coarse(judgements: Iterable[Judgement]) -> dict[str, float]:
    """Return the F1 of each modality, and of being negated, over the not-flat claims."""
    hard = [(one.gold, one.read) for one in judgements if one.gold != FLAT]
    found: dict[str, float] = {modality: _f1(modality, [(gold[1], read_[1]) for gold, read_ in hard]) for modality in MODALITIES}
    return {**found, "negated": _f1("negated", [(gold[0], read_[0]) for gold, read_ in hard])}


def speakers(judgements: Iterable[Judgement]) -> tuple[float, float]:
    """Return the share of annotated speakers that are read, and of the speakers read that are annotated."""
    ones = list(judgements)
    right = sum(one.speaker is True for one in ones)
    return right / max(1, sum(one.speaker is not None for one in ones)), right / max(1, sum(one.named for one in ones))


def word(pair: Pair) -> str:
    """Return the one word for a standing: negated, else its modality."""
    return "negated" if pair[0] == "negated" else pair[1]


def _macro(pairs: Iterable[tuple[Pair, Pair]]) -> float:
    """The mean F1 of the words that are annotated."""
    words = [(word(gold), word(read_)) for gold, read_ in pairs]
    return _mean(_f1(one, words) for one in WORDS if any(gold == one for gold, _ in words))


def _merge(pair: Pair) -> Pair:
    return (pair[0], "reported") if pair[1] == "alleged" else pair


def _f1(one: object, pairs: Iterable[tuple[object, object]]) -> float:
    right = wrong = 0
    for gold, read_ in pairs:
        right += gold == read_ == one
        wrong += (gold == one) != (read_ == one)
    return 2 * right / (2 * right + wrong) if right else 0.0


def _mean(values: Iterable[float]) -> float:
    given = list(values)
    return sum(given) / len(given) if given else 0.0


def _same(by: str, names: Iterable[str]) -> bool:
    wanted = set(fold(by).removesuffix("'s").split())
    return any(wanted <= (words := set(fold(name).split())) or words <= wanted for name in names)


def report(judgements: Sequence[Judgement]) -> str:
    """Return the tables: figures by kind, F1 by class, and which standing is read as which."""
    rows, classes = [], []
    for kind in (*KINDS, "all"):
        ones = [one for one in judgements if kind in ("all", one.kind)]
        apart, together = standing(ones), standing(ones, merged=True)
        heard, named = speakers(ones)
        rows.append([
            kind, str(apart.claims), str(apart.not_flat), *map(cell, (
                apart.right, apart.alarms, apart.macro, apart.macro_alarmed, apart.pairs, apart.pairs_alarmed, together.pairs, heard, named,
            )),
        ])  # fmt: skip
        classes.append([kind, *map(cell, coarse(ones).values())])
    every = standing(judgements)
    counts = confusion(judgements)
    header = (
        "text", "claims", "not flat", "right", "false alarms", "macro-F1", "with alarms", "of pairs", "with alarms", "merged",
        "speakers R", "P",
    )  # fmt: skip
    return "\n\n".join((
        table(header, rows),
        table(("not-flat claims", *MODALITIES, "negated"), classes),
        table(("class", "claims", "F1", "with alarms"), [
            [" ".join(one), str(sum(j.gold == one for j in judgements)), cell(every.f1[one]), cell(every.alarmed[one])] for one in every.f1
        ]),
        table(("annotated", *(f"{p[:3]} {m[:5]}" for p, m in PAIRS)), [
            [" ".join(gold), *(str(counts.get((gold, read_), 0)) for read_ in PAIRS)] for gold in PAIRS
        ]),
    ))  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a part and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("part", nargs="?", choices=("dev", "train", "blind"), default="dev", help="the part to read (dev)")
    parser.add_argument(
        "--models", type=Path, metavar="FILE", help="a model's distributions as JSON lines; only claims that it has are read"
    )
    given = parser.parse_args(arguments)
    shared = Path(os.environ.get("EDGEWISE_SHARED", ROOT.parent / "shared"))
    print(report(judge(given.part, shared, distributions(given.models) if given.models else None)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
