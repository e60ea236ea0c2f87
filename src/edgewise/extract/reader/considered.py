"""Claims that a reader holds for possible, before it is decided which of them are worth proposing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ...model import Modality, Polarity, fold
from ...ontology import Ontology
from ...proposed import Proposal
from .calibration import Calibration, Evidence


@dataclass(frozen=True, slots=True)
class Considered:
    """A claim that somebody holds for possible: as it would be proposed, and what speaks for it.

    `standings` are those that the model holds for possible, None of a claim that it does not read: how the claim stands, and what is said
    beside it, is decided only where it is worth proposing. `lead`: it stands in the first sentence of its document.
    """

    proposal: Proposal
    evidence: Evidence
    standings: Mapping[tuple[Polarity, Modality], float] | None = None
    lead: bool = False


OPEN = 0.6  # the most that a claim about "he" is sure of while nobody knows who that is: below the bar, as a graph has no use for it


def weighed(considered: Iterable[Considered], calibration: Calibration, ontology: Ontology) -> list[Considered]:
    """Return the claims with their confidence, in order of the text; of those that say the same of the same in one passage the surest."""
    sure = [replace(c, proposal=replace(c.proposal, confidence=_confidence(c.evidence, calibration))) for c in considered]
    kept: dict[tuple[object, ...], Considered] = {}
    for one in sorted(sure, key=lambda c: (-c.proposal.confidence, place(c.proposal))):
        proposal = one.proposal
        ends = (fold(proposal.subject.name), fold(proposal.object.name))
        if ontology.relations[proposal.relation].symmetric:
            ends = (min(ends), max(ends))
        kept.setdefault((proposal.start, proposal.relation, ends), one)
    return sorted(kept.values(), key=lambda c: place(c.proposal))


def _confidence(evidence: Evidence, calibration: Calibration) -> float:
    confidence = calibration.confidence(evidence)
    return min(confidence, OPEN) if evidence.open else confidence


def place(proposal: Proposal) -> tuple[int, int, int, str, str]:
    """Return what proposals are sorted by: where they stand, then what they say."""
    return proposal.start, proposal.subject.start, proposal.object.start, proposal.relation, repr(proposal)
