"""How claims are taken to stand where their triples are given: each annotated claim judged by the component that all extractors share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotated import Aliases
from gold_sets import GoldSet
from judging import STANDINGS, share, standing_of

from edgewise.extract.factuality import Factuality, Judged
from edgewise.extract.reader.annotations import Told

NOT_FLAT = STANDINGS[1:]


@dataclass(frozen=True, slots=True)
class Stood:
    """How one claim stands by its annotation and as it was judged; whether somebody says it, and whether that is whom it was given."""

    gold: str
    read: str
    spoken: bool
    speaker_right: bool


@dataclass(frozen=True, slots=True)
class StandingFigures:
    """F1 by standing, and its mean over those that are not flat: among all claims, and among the claims alone that are not flat.

    `speakers` is the share of speakers found among those annotated, `made_up` that of claims without one that were given one.
    """

    claims: int
    not_flat: int
    f1: Mapping[str, float]
    macro_f1: float
    macro_f1_of_not_flat: float
    right: float | None
    speakers: float | None
    made_up: float | None


def stood(gold: GoldSet, factuality: Factuality) -> Iterator[Stood]:
    """Yield all annotated claims of the set as they are judged, in order of the text."""
    for doc, sentences in gold.sentences.items():
        names = Aliases(one.sentence for one in sentences)
        heard = factuality.hear(gold.documents[doc])
        for one in sentences:
            for told in one.sentence.claims:
                subject, object = ((one.start + place[0], one.start + place[1]) for place in (told.subject, told.object))
                about = (one.start + told.about[0], one.start + told.about[1]) if told.about else None
                judged = heard.judge(subject, told.relation, object, about=about)
                read = standing_of({"polarity": judged.polarity, "modality": judged.modality})
                wanted = standing_of({"polarity": told.polarity, "modality": told.modality})
                yield Stood(wanted, read, told.by is not None, _speaker_right(gold, names, told, judged))


def _speaker_right(gold: GoldSet, names: Aliases, told: Told, judged: Judged) -> bool:
    found = judged.said_by
    if told.by is None or found is None:
        return told.by is None and found is None
    return bool(gold.matcher.same([told.by, *names.others(told.by)], [found.name, found.text]))


def counted(cases: Iterable[Stood]) -> Counter[tuple[str, str]]:
    """Count how they stand against how they were judged to."""
    return Counter((one.gold, one.read) for one in cases)


def standing_figures(cases: list[Stood]) -> StandingFigures:
    """Return the figures of claims as they were judged."""
    every = counted(cases)
    hard = counted(one for one in cases if one.gold != "flat")
    return StandingFigures(
        len(cases), hard.total(), f1_of(every, STANDINGS), mean(f1_of(every, NOT_FLAT)), mean(f1_of(hard, NOT_FLAT)),
        share(one.gold == one.read for one in cases),
        share(one.speaker_right for one in cases if one.spoken), share(not one.speaker_right for one in cases if not one.spoken),
    )  # fmt: skip


def f1_of(counts: Mapping[tuple[str, str], int], standings: Iterable[str]) -> dict[str, float]:
    """Return F1 of each standing that occurs in the gold."""
    found = {}
    for name in standings:
        right = counts.get((name, name), 0)
        wanted = sum(n for (gold, _), n in counts.items() if gold == name)
        read = sum(n for (_, read), n in counts.items() if read == name)
        if wanted:
            found[name] = 2 * right / (wanted + read)
    return found


def mean(shares: Mapping[str, float]) -> float:
    """Return the mean; 0 of nothing."""
    return sum(shares.values()) / len(shares) if shares else 0.0
