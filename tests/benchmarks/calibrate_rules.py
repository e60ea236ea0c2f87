"""Measure how often each rule is right, on the annotated documents of part "train" and the gold sets written by hand.

`python tests/benchmarks/calibrate_rules.py [SHARED]`

Writes `precision.yaml` beside the frames; to be run again whenever a rule changes. What is written is what `frames/precision.py` says.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotated import annotated
from gold_sets import HAND_MADE, GoldSet, hand_made
from reading import row

from edgewise.extract.grounding import ground
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.extract.rules.frames import precision
from edgewise.project import builtin
from edgewise.proposed import Draft

PATH = Path(precision.__file__).with_name("precision.yaml")
DRAWN = 8  # a rule seen so often counts as much as what it is drawn toward
MEAN = 0.7  # what a rule is drawn toward where nothing was seen
RIGHT_ALL_THE_SAME = 0.4  # of what the annotation does not have
HEAD = "# Measured by tests/benchmarks/calibrate_rules.py, never edited: see precision.py.\n"

Cell = tuple[str, str]  # the rule, and the column of the kind of text


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared"
    seen, right = Counter[Cell](), Counter[Cell]()
    for cell, hit in judged([*annotated("train", shared), *(hand_made(name, shared) for name in HAND_MADE)]):
        seen[cell] += 1
        right[cell] += hit
    PATH.write_text(HEAD + "\n".join(lines(seen, right)) + "\n", encoding="utf-8")
    print(f"{sum(seen.values())} claims, {sum(right.values())} right, {len({rule for rule, _ in seen})} rules")
    return 0


def judged(sets: Iterable[GoldSet]) -> Iterator[tuple[Cell, bool]]:
    """Yield each claim that grounding lets stand: its rule, its column, and whether the gold has it."""
    project = builtin()
    rules = RulesExtractor(project)
    for gold in sets:
        for name, document in gold.documents.items():
            column = "event" if document.kind == precision.EVENT else "other"
            golden = [g for g in gold.matcher.claims if g["doc"] == name]
            for proposal in rules.read(document).proposals:
                for claim in ground(document, Draft((), (proposal,)), rules.readers, project).claims:
                    yield (proposal.rule, column), any(gold.matcher.match(g, row(name, claim)) for g in golden)


def lines(seen: Counter[Cell], right: Counter[Cell]) -> Iterator[str]:
    """Yield the lines of the file. A rule in a column is drawn toward that rule anywhere, shifted as the column is; that toward all."""

    def counted(wanted: Callable[[Cell], bool]) -> tuple[int, int]:
        return sum(right[c] for c in seen if wanted(c)), sum(seen[c] for c in seen if wanted(c))

    everywhere = _drawn(*counted(lambda _: True), MEAN)

    def sure(rule: str, column: str) -> float:
        of_column = _drawn(*counted(lambda c: c[1] == column), everywhere)
        of_rule = _drawn(*counted(lambda c: c[0] == rule), everywhere)
        likely = min(max(of_rule + of_column - everywhere, 0.0), 1.0)
        own = _drawn(right[rule, column], seen[rule, column], likely)
        return own + RIGHT_ALL_THE_SAME * (1 - own)

    def row_of(rule: str) -> str:
        return "{" + ", ".join(f"{column}: {sure(rule, column):.2f}" for column in precision.KINDS) + "}"

    yield f"overall: {row_of('')}"
    yield "rules:"
    for rule in sorted({rule for rule, _ in seen}):
        yield f'  "{rule}": {row_of(rule)}'


def _drawn(right: int, seen: int, toward: float) -> float:
    return (right + DRAWN * toward) / (seen + DRAWN)


if __name__ == "__main__":
    sys.exit(main())
