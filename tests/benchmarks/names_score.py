"""How well names are judged by rule, on annotated pairs: PYTHONPATH=tests/benchmarks python tests/benchmarks/names_score.py PAIRS.jsonl

The pairs are split in two halves by a hash of their names: rules are tuned on the first, and the second only counted (`--errors`
prints the first's). `f1` is that of "same" over the pairs labelled same or different that were decided; those labelled unsure belong in
front of a person, and are counted apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edgewise.ontology import Names
from edgewise.project import builtin
from edgewise.resolve.decided import Decided, Named, decide, type_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NamesScore:
    """Counts by label and decision, and what they come to; shares are 0 to 1, and 1 where there is nothing to share."""

    counts: Mapping[tuple[str, str], int]

    def _of(self, label: str, decision: str) -> int:
        return self.counts.get((label, decision), 0)

    @property
    def wrong_merges(self) -> int:
        """How many pairs that are different were judged the same."""
        return self._of("different", "same")

    @property
    def f1(self) -> float:
        """The F1 of "same" over what was decided of the pairs labelled same or different."""
        right = 2 * self._of("same", "same")
        wrong = self.wrong_merges + self._of("same", "different")
        return right / (right + wrong) if right + wrong else 1.0

    def decided(self, label: str) -> float:
        """The share of the pairs of a label that was decided, rightly or not."""
        every = sum(count for (of, _), count in self.counts.items() if of == label)
        return 1 - self._of(label, "unsure") / every if every else 1.0

    def __str__(self) -> str:
        unsure = ", ".join(f"{self._of('unsure', decision)} {decision}" for decision in ("unsure", "different", "same"))
        return (
            f"F1 {self.f1:.3f}; decided {self.decided('same'):.2f} of the same, {self.decided('different'):.2f} of the different; "
            f"{self.wrong_merges} different judged same; labelled unsure: {unsure}"
        )


def pairs_of(path: Path) -> list[Row]:
    """The annotated pairs of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def half(row: Row) -> int:
    """Which half a pair is in: 0 to tune on, 1 to count only."""
    return int(hashlib.sha256(f"{row['left']}|{row['right']}".encode()).hexdigest(), 16) % 2


def judged(rows: Iterable[Row], names: Names) -> Iterator[tuple[Row, Decided]]:
    """Each pair with what is decided of it."""
    for row in rows:
        left, right = (Named(row[side], type_of(row.get(f"{side}_type"))) for side in ("left", "right"))
        yield row, decide(left, right, names)


def score(rows: Iterable[Row], names: Names) -> NamesScore:
    """The score of these pairs."""
    return NamesScore(Counter((row["label"], decided.decision) for row, decided in judged(rows, names)))


def main() -> None:
    """Print the score of each half and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what is judged otherwise in the half that rules are tuned on")
    asked = parser.parse_args()
    rows, names = pairs_of(asked.pairs), builtin().names
    for words, some in (("tuned on", [r for r in rows if half(r) == 0]), ("held out", [r for r in rows if half(r) == 1]), ("all", rows)):
        print(f"{words} ({len(some)}): {score(some, names)}")
    if asked.errors:
        for row, decided in judged((row for row in rows if half(row) == 0), names):
            if decided.decision != row["label"]:
                print(f"{row['label']} judged {decided.decision}: {row['left']} | {row['right']}: {decided.why}")


if __name__ == "__main__":
    main()
