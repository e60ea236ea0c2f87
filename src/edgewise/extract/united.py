"""Rules and reader as one extractor: what both read is one claim, and surer; what one alone reads is as sure as such readings are.

Order-free: what comes of two drafts depends on what they hold, not on the order in which they hold it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Document, End, fold
from ..ontology import Ontology
from ..project import Project
from ..proposed import Draft, Proposal, all_mentions
from .base import Extractor
from .reader.calibration import Calibration, Evidence
from .reader.calibration import load as load_calibration
from .reader.considered import Considered, place, weighed
from .reader.extractor import ReaderExtractor, Seen

# A post read as leading or as working, a contract as the supply it is for: the same words, read twice. To have tested is not to use.
_AKIN = frozenset((
    frozenset(("leads", "works_for")), frozenset(("founded", "leads")), frozenset(("leads", "owns")),
    frozenset(("contracts_with", "supplies_to")),
))  # fmt: skip
_PITCH = "pitched_to"


class UnitedExtractor:
    """Reads with the rules and with the reader, and unites what they read."""

    def __init__(self, project: Project, rules: Extractor, reader: ReaderExtractor, calibration: Calibration | None = None) -> None:
        self._ontology = project.ontology
        self._rules = rules
        self._reader = reader
        self._calibration = calibration or load_calibration()
        self.readers: tuple[str, ...] = tuple(sorted((*rules.readers, *reader.readers)))

    def read(self, document: Document) -> Draft:
        """Return what either reads and is sure enough of to be worth a look, in order of the text."""
        seen, by_rules = self._reader.consider(document), self._rules.read(document)
        floor = self._calibration.floor(document.kind)
        sure = weighed(self._unite(seen, by_rules.proposals), self._calibration, self._ontology)
        kept = tuple(_settled(seen, one) for one in sure if one.proposal.confidence >= floor)
        more = (one for one in by_rules.mentions if not any(one.start < m.end and m.start < one.end for m in seen.mentions))
        return Draft(all_mentions(document, (*seen.mentions, *more), kept), kept)

    def consider(self, document: Document) -> Iterator[Considered]:
        """Yield all that either holds for possible, united, with what speaks for it."""
        yield from self._unite(self._reader.consider(document), self._rules.read(document).proposals)

    def _unite(self, seen: Seen, rules: Sequence[Proposal]) -> Iterator[Considered]:
        """Yield what both read where they agree, the surest agreements first, then what is left."""
        considered = seen.considered
        starts, ends = [c.proposal.start for c in considered], [c.proposal.end for c in considered]
        # passages follow one another without overlap, so those that a reading of the rules shares words with are one run of them
        beside = [range(bisect_right(ends, one.start), bisect_left(starts, one.end)) for one in rules]
        agreeing = sorted(
            (_rank(one, considered[n]), k, n)
            for k, one in enumerate(rules)
            for n in beside[k]
            if _agree(one, considered[n].proposal, self._ontology)
        )
        twice: dict[int, int] = {}
        taken: set[int] = set()
        for _, k, n in agreeing:
            if k not in twice and n not in taken:
                twice[k] = n
                taken.add(n)
        for k, one in enumerate(rules):
            if k in twice:
                yield self._both(one, considered[twice[k]])
            else:
                unseen = not any(_meet(one, considered[n].proposal) for n in beside[k])
                evidence = Evidence(seen.document.kind, one.relation, rules=one.confidence, asked=True, unseen=unseen)
                yield Considered(replace(one, read_by=self._rules.readers), evidence)
        telling = [one for one in rules if one.relation == _PITCH or self._ontology.relations[one.relation].own]
        for n, theirs in enumerate(considered):
            if n not in taken and not self._mistaken(theirs.proposal, telling):
                yield replace(theirs, evidence=replace(theirs.evidence, asked=True))

    def _mistaken(self, other: Proposal, telling: Sequence[Proposal]) -> bool:
        """Whether the rules read what must never be taken for what the model reads: a sales pitch where it reads a sale, the edge that
        must not be made up, or a relation of a project's own, which it does not know."""
        return any(other.relation in self._ontology.relations[one.relation].never_implies and _meet(one, other) for one in telling)

    def _both(self, one: Proposal, theirs: Considered) -> Considered:
        """Return the claim that both read, as the rules have it."""
        about = theirs.proposal.about
        allowed = self._ontology.relations[one.relation].abouts
        if one.about is not None or about is None or about.type not in allowed or about.name in (one.subject.name, one.object.name):
            about = one.about
        rule = f"{one.rule}, {theirs.proposal.rule}"
        evidence = replace(theirs.evidence, relation=one.relation, rules=one.confidence, asked=True, open=0)
        return replace(theirs, proposal=replace(one, about=about, rule=rule, read_by=self.readers), evidence=evidence)


def _settled(seen: Seen, one: Considered) -> Proposal:
    """Return a claim with its standing: of one that both read as it is judged, and as the rules have it where that is doubtful."""
    rules = one.proposal
    if one.standings is None:
        return rules
    if one.evidence.rules is None:
        return seen.settled(one)
    found = seen.settled(one, doubtful=(rules.polarity, rules.modality))
    return replace(
        found,
        said_by=rules.said_by or found.said_by,
        date=rules.date or found.date,
        place=rules.place or found.place,
        amount=rules.amount or found.amount,
        indirect=rules.indirect or found.indirect,
    )


def _rank(one: Proposal, theirs: Considered) -> tuple[object, ...]:
    other = theirs.proposal
    return (one.relation != other.relation, -(theirs.evidence.score or 0.0), place(one), place(other))


def _agree(one: Proposal, other: Proposal, ontology: Ontology) -> bool:
    """Whether two readings of a passage say the same of the same: the relation or one akin, ends that overlap or go by one name."""
    if not (one.start < other.end and other.start < one.end):
        return False
    if one.relation != other.relation and frozenset((one.relation, other.relation)) not in _AKIN:
        return False
    if _same(one.subject, other.subject) and _same(one.object, other.object):
        return True
    mutual = ontology.relations[one.relation].symmetric or ontology.relations[other.relation].symmetric
    return mutual and _same(one.subject, other.object) and _same(one.object, other.subject)


def _meet(one: Proposal, other: Proposal) -> bool:
    """Whether two readings of a passage speak of the same two things, whatever they say of them."""
    if not (one.start < other.end and other.start < one.end):
        return False
    straight = _same(one.subject, other.subject) and _same(one.object, other.object)
    return straight or (_same(one.subject, other.object) and _same(one.object, other.subject))


def _same(one: End, other: End) -> bool:
    return (one.start < other.end and other.start < one.end) or fold(one.name) == fold(other.name)
