"""Mentions and what they are called: spans and types against annotated sentences, and whether pronouns and descriptions got their name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotated import stands_for_of
from gold_sets import GoldSet
from judging import share
from reading import Read

from edgewise.extract.grounding import Grounded
from edgewise.model import fold

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MentionFigures:
    """Of mentions in annotated sentences: exact spans, and those whose type is right too."""

    predicted: int
    gold: int
    precision: float | None
    recall: float | None
    typed_precision: float | None
    typed_recall: float | None


@dataclass(frozen=True, slots=True)
class NameFigures:
    """Of mentions that stand for a name ("the company", "he"): how many got a name, and how many of those, and of all, the right one.

    `named_right` is the share of all other mentions found whose name is one that they have.
    """

    gold: int
    resolved: int
    precision: float | None
    recall: float | None
    named_right: float | None


def mention_figures(gold: GoldSet, read: Read) -> MentionFigures:
    """Compare the mentions of the set's annotated sentences with what was read there."""
    predicted: set[tuple[str, Place, str]] = set()
    wanted: set[tuple[str, Place, str]] = set()
    for doc, sentences in gold.sentences.items():
        covered = [(one.start, one.end) for one in sentences]
        wanted |= {(doc, (one.start + m.start, one.start + m.end), m.type) for one in sentences for m in one.sentence.mentions}
        predicted |= {
            (doc, (m.start, m.end), m.type)
            for m in read.grounded[doc].mentions
            if any(start <= m.start and m.end <= end for start, end in covered)
        }  # fmt: skip
    places, wanted_places = {p[:2] for p in predicted}, {w[:2] for w in wanted}
    return MentionFigures(
        len(places), len(wanted_places),
        share(p in wanted_places for p in places), share(w in places for w in wanted_places),
        share(p in wanted for p in predicted), share(w in predicted for w in wanted),
    )  # fmt: skip


def name_figures(gold: GoldSet, read: Read, names: Mapping[str, Any]) -> NameFigures:
    """Compare the names of mentions and ends with what the annotation says they stand for. `names` are each document's aliases."""
    standing_in: list[bool | None] = []
    named: list[bool] = []
    for doc, sentences in gold.sentences.items():
        called = dict(_called(read.grounded[doc]))
        for one in sentences:
            for m in one.sentence.mentions:
                span = (m.start, m.end)
                got = called.get((one.start + m.start, one.start + m.end))
                accepted = names[doc].called(one.sentence, span)
                surface = one.sentence.text[m.start : m.end]
                if stands_for_of(one.sentence, span) is None:
                    if got is not None:
                        named.append(gold.matcher.same(accepted, [got]))
                elif got is None or fold(got) == fold(surface):
                    standing_in.append(None)
                else:
                    standing_in.append(gold.matcher.same([a for a in accepted if a != surface], [got]))
    resolved = [right for right in standing_in if right is not None]
    return NameFigures(len(standing_in), len(resolved), share(resolved), share(bool(right) for right in standing_in), share(named))


def _called(grounded: Grounded) -> Iterator[tuple[Place, str]]:
    """Yield what each place is called; the ends of claims last, for they are what a graph is made of."""
    for mention in grounded.mentions:
        yield (mention.start, mention.end), mention.name
    for claim in grounded.claims:
        for end in (claim.subject, claim.object, claim.about, claim.said_by):
            if end is not None:
                yield (end.start, end.end), end.name
