"""Who read a claim, whether that still counts, and how sure it is: what makes a claim part of the graph, or a candidate.

A reading is *in force* for a document when one of its readers is among those of a source that holds the document and none of them is
there in another version, so that what an older version read, or agreed to, is out once a newer one has read the text again. A source
that does not say who read its document (stores that are older than that) leaves everything in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Claim, Judgement, Reading, Source
from .judged import holding

Readers = tuple[frozenset[str], ...]  # of one document: for each source that holds it, who has read it there


@dataclass(frozen=True, slots=True)
class Read:
    """Who read a claim, "name@version" sorted, and how sure the surest of these readings is, 0 to 1; None where nobody did."""

    by: tuple[str, ...] = ()
    confidence: float | None = None


def readers_of(sources: Iterable[Source]) -> Mapping[str, Readers]:
    """Return for each document that a source holds who has read it, source by source in order of where they are."""
    found: dict[str, Readers] = {}
    once: dict[Readers, Readers] = {}  # most documents have been read by the same
    for source in sorted(sources, key=lambda s: s.locator):
        if source.document is not None:
            readers = (*found.get(source.document, ()), frozenset(source.read_by))
            found[source.document] = once.setdefault(readers, readers)
    return found


def is_in_force(reading: Reading, readers: Readers) -> bool:
    """Say whether a reading counts, given who has read its document; where no source holds it, it does."""
    return not readers or any(not some or _stands(reading.readers, some) for some in readers)


def _stands(readers: tuple[str, ...], present: frozenset[str]) -> bool:
    names = {reader.partition("@")[0] for reader in present}
    superseded = (reader for reader in readers if reader not in present and reader.partition("@")[0] in names)
    return not present.isdisjoint(readers) and not any(superseded)


def read_of(readings: Iterable[Reading], readers: Readers) -> Read:
    """Return who read one claim, by those of its readings that are in force."""
    counting = [reading for reading in readings if is_in_force(reading, readers)]
    by = sorted({reader for reading in counting for reader in reading.readers})
    return Read(tuple(by), max((reading.confidence for reading in counting), default=None))


class Sureness:
    """Answers how sure a claim is, from all readings and from what people judged. Built once; order-free."""

    def __init__(self, readings: Iterable[Reading], sources: Iterable[Source], judgements: Iterable[Judgement]) -> None:
        self._readings: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            self._readings[reading.claim].append(reading)
        self._readers = readers_of(sources)
        self._verdicts = {matter: judgement.verdict for matter, judgement in holding(judgements).items()}

    def of(self, claim: Claim) -> float | None:
        """Return how sure a claim is, 0 to 1; None for one that is out: a person rejected it, or no reading of it is in force.

        What a person accepted is sure, whoever read it; so is what nobody is recorded to have read: it was not read but written down.
        """
        id = claim.id  # a digest of all it says: not for nothing
        verdict, readings = self._verdicts.get(id), self._readings.get(id, ())
        if verdict == "REJECTED":
            return None
        if verdict == "ACCEPTED" or not readings:
            return 1.0
        return read_of(readings, self._readers.get(claim.document, ())).confidence

    def reaches(self, claim: Claim, least: float) -> bool:
        """Say whether a claim is not out and at least so sure."""
        sure = self.of(claim)
        return sure is not None and sure >= least


def candidates(claims: Iterable[Claim], sureness: Sureness, graph: Collection[str]) -> Sequence[Claim]:
    """Return the claims that wait for a person: neither in the graph (given by their ids) nor out; the surest first, then by id."""
    waiting = [(claim.id, claim) for claim in claims]
    found = [(sure, id, claim) for id, claim in waiting if id not in graph and (sure := sureness.of(claim)) is not None]
    return [claim for _, _, claim in sorted(found, key=lambda one: (-one[0], one[1]))]
