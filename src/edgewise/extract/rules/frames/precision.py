"""How sure a claim of a rule is: the share of such claims that a person who reads the sentence would let stand.

`precision.yaml` is measured, not written: `python tests/benchmarks/calibrate_rules.py` reads the annotated documents of part "train",
and the gold sets written by hand, with the rules and writes it anew; to be run whenever a rule changes. Of the claims that the annotation
does not have, two in five are right all the same (judged by hand), so a rule that hits p of the time is p + 0.4 (1 - p) sure. A rule that
was seen seldom is drawn toward its like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ....declared import load_yaml, mapping
from ....errors import DeclarationError

EVENT = "timeline_event"  # the kind of document that differs: short, summary prose
KINDS = ("event", "other")
LOOSELY = ", loosely"  # after a rule's name: an end is only described, or was found round a corner


@dataclass(frozen=True, slots=True)
class Precision:
    """How sure a claim is, by rule and then by kind of text. `overall` is for rules that were never seen."""

    rules: Mapping[str, Mapping[str, float]]
    overall: Mapping[str, float]

    def of(self, rule: str, kind: str) -> float:
        """Return how sure a claim of a rule is in a document of a kind."""
        row = self.rules.get(rule) or self.rules.get(rule.removesuffix(LOOSELY)) or self.overall
        return row["event" if kind == EVENT else "other"]


def load_precision(path: Path) -> Precision:
    """Read `precision.yaml`. Raises DeclarationError naming file and key."""
    data = mapping(load_yaml(path), str(path), ("overall", "rules"), ("overall", "rules"))
    rules = mapping(data["rules"], f"{path}: rules")
    return Precision({name: _row(row, f"{path}: rules.{name}") for name, row in rules.items()}, _row(data["overall"], f"{path}: overall"))


def _row(value: Any, where: str) -> dict[str, float]:
    row = mapping(value, where, KINDS, KINDS)
    for kind, share in row.items():
        if not isinstance(share, float) or not 0 <= share <= 1:
            raise DeclarationError(f"{where}.{kind}: should be a share between 0.0 and 1.0, is {share!r}")
    return row
