"""Which claims are right and which are missed, one by one, by the rules of the shared scorer; and the figures of any part of them.

The scorer gives totals only. Here its own functions are asked claim by claim, so that the same judgement can be counted by relation
and by standing; a test holds that the totals are the scorer's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gold_sets import GoldSet
from reading import Row

STANDINGS = ("flat", "reported", "alleged", "unconfirmed", "possible", "planned", "negated")
CONTROL = {"leads", "founded", "owns", "controls"}  # known to every gold, as in the scorer


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that was read, and the gold claims that it is; none where it is wrong. `standing` says whether one of them stands so."""

    row: Row
    gold: tuple[Any, ...]
    standing: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A core gold claim, whether it was found, and whether it was found with its standing."""

    gold: Any
    found: bool
    standing: bool

    @property
    def flat(self) -> bool:
        return bool(self.gold["modality"] == "confirmed" and self.gold["polarity"] != "negated")


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are of 1; None where there is nothing to take a share of."""

    predicted: int
    core: int
    not_flat: int
    precision: float | None
    recall: float | None
    f1: float | None
    strict_precision: float | None
    not_flat_recall: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """All claims that were read and can be judged, and all core ones that were to be read."""

    found: tuple[Found, ...] = ()
    wanted: tuple[Wanted, ...] = ()

    def __add__(self, other: Judged) -> Judged:
        return Judged(self.found + other.found, self.wanted + other.wanted)

    def of_relation(self, relation: str) -> Judged:
        """Return what was read as this relation, and what gold has it first."""
        return self._only(lambda f: f.row["relation"] == relation, lambda w: w.gold["relation"] == relation)

    def of_standing(self, standing: str) -> Judged:
        """Return what was read with this standing, and what gold has it."""
        return self._only(lambda f: standing_of(f.row) == standing, lambda w: standing_of(w.gold) == standing)

    def _only(self, found: Callable[[Found], bool], wanted: Callable[[Wanted], bool]) -> Judged:
        return Judged(tuple(filter(found, self.found)), tuple(filter(wanted, self.wanted)))

    def figures(self) -> Figures:
        """Count: precision takes optional claims as right, recall is over the core ones, strict and not-flat want the standing too."""
        hard = [w for w in self.wanted if not w.flat]
        p, r = share(bool(f.gold) for f in self.found), share(w.found for w in self.wanted)
        f1 = None if p is None or r is None else 2 * p * r / (p + r) if p + r else 0.0
        return Figures(
            len(self.found), len(self.wanted), len(hard), p, r, f1,
            share(f.standing for f in self.found), share(w.standing for w in hard),
        )  # fmt: skip


def standing_of(claim: Any) -> str:
    """Return the one word for how a claim stands: negated, or its modality, "confirmed" as "flat"."""
    if claim["polarity"] == "negated":
        return "negated"
    return "flat" if claim["modality"] == "confirmed" else str(claim["modality"])


def share(cases: Iterable[bool]) -> float | None:
    """Return the share of True, or None of nothing."""
    counted = [bool(case) for case in cases]
    return sum(counted) / len(counted) if counted else None


def judge(scorer: Any, gold: GoldSet, rows: Sequence[Row]) -> Judged:
    """Judge what was read: each claim once, of documents and relations that the gold knows."""
    by_doc: dict[str, list[Any]] = defaultdict(list)
    for g in gold.matcher.claims:
        by_doc[g["doc"]].append(g)
    known = {r for g in gold.matcher.claims for r in g["relation_alts"]} | CONTROL
    found: dict[tuple[Any, ...], Found] = {}
    hit: set[str] = set()
    stood: set[str] = set()
    for row in rows:
        key = (row["doc"], scorer.norm(row["subject"]), row["relation"], scorer.norm(row["object"]), row["start"], row["end"])
        if row["doc"] not in by_doc or row["relation"] not in known or key in found:
            continue
        matched = [g for g in by_doc[row["doc"]] if gold.matcher.match(g, row)]
        standing = [g for g in matched if scorer.modality_ok(g, row) and scorer.polarity_ok(g, row)]
        hit.update(g["id"] for g in matched)
        stood.update(g["id"] for g in standing)
        found[key] = Found(row, tuple(matched), bool(standing))
    core = (g for g in gold.matcher.claims if not g["optional"])
    return Judged(tuple(found.values()), tuple(Wanted(g, g["id"] in hit, g["id"] in stood) for g in core))


def confusion(judged: Judged) -> dict[tuple[str, str], int]:
    """Count, for right claims, how the first gold claim that they are stands and how they were read to stand."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for f in judged.found:
        if f.gold:
            counts[standing_of(f.gold[0]), standing_of(f.row)] += 1
    return dict(counts)
