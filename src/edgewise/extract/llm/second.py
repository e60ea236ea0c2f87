"""What the rules say of what a model read: agreement, another relation, the other way round, a standing that the words do not bear.

Invariant: nothing here makes a claim surer than the model has it, save agreement its expected precision; doubt makes it weaker, a
candidate, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...errors import EvidenceError
from ...model import Document, End, Polarity, fold
from ...project import Project
from ...proposed import Proposal
from ..factuality import Factuality, Heard
from ..rules.analysis import analyse
from ..rules.extractor import RulesExtractor
from ..rules.frames.cues import weaker
from ..rules.frames.declare import Declared, load
from ..rules.layers import own_of
from ..rules.lexicon import Lexicon, load_lexicon
from ..rules.nouns import Analysis
from .confidence import AGREED, ALONE, DOUBTED, WEAKENED
from .words import is_description, is_pronoun, same_name


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal with the standing and the confidence that it is given, and why where that is less than it came with."""

    proposal: Proposal
    reasons: tuple[str, ...] = ()


class SecondReader:
    """The rules, their lexicon and the standing of claims, read once a process."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.rules = RulesExtractor(project)
        self.factuality = Factuality(project)
        self.lexicon: Lexicon = load_lexicon(own=own_of(project, "lexicon"))
        self.declared: Declared = load(project.ontology, own=own_of(project, "frames"))

    def read(self, document: Document) -> SecondReading:
        """Return what the rules read in a document, to hold claims against."""
        return SecondReading(self, document)


class SecondReading:
    """One document as the rules read it. Not for several threads at once."""

    def __init__(self, reader: SecondReader, document: Document) -> None:
        self._reader = reader
        draft = reader.rules.read(document)
        self.mentions = draft.mentions
        self._proposals = draft.proposals
        self._analysis: Analysis = analyse(document, reader.lexicon, reader.project.names)
        self._heard: Heard = reader.factuality.hear(document, self._analysis)

    def weigh(self, proposal: Proposal, readers: tuple[str, ...]) -> Weighed:
        """Return the proposal as it may be kept. Raises EvidenceError where the rules read its ends the other way round, or with a
        relation that never means its own while no word of the sentence tells that one.
        """
        beside = [p for p in self._proposals if p.start < proposal.end and proposal.start < p.end]
        agreed = any(p.relation == proposal.relation and self._same_way(p, proposal) for p in beside)
        doubts = [] if agreed else [*self._contradictions(proposal, beside), *self._pronouns(proposal)]
        judged = self._heard.judge(
            (proposal.subject.start, proposal.subject.end), proposal.relation, (proposal.object.start, proposal.object.end),
            about=(proposal.about.start, proposal.about.end) if proposal.about else None,
            proposed=(proposal.polarity, proposal.modality), said_by=proposal.said_by,
        )  # fmt: skip
        # never surer than the model has it, whatever the words around it: of two readings the one that draws the lesser link
        polarity: Polarity = "negated" if "negated" in (proposal.polarity, judged.polarity) else "affirmed"
        modality = weaker(proposal.modality, judged.modality)
        weakened = (polarity, modality) != (proposal.polarity, proposal.modality)
        if weakened:
            said = f"{proposal.polarity} {proposal.modality} by the model, {judged.polarity} {judged.modality} by the words around it"
            doubts.append(f"{said}: {'; '.join(judged.reasons)}")
        sure = AGREED if agreed else ALONE
        confidence = min(sure, WEAKENED) if weakened else sure
        if len(doubts) > weakened:
            confidence = min(confidence, DOUBTED)
        kept = replace(
            proposal, polarity=polarity, modality=modality, said_by=judged.said_by, confidence=confidence,
            read_by=tuple(sorted((*readers, *self._reader.rules.readers))) if agreed else readers,
        )  # fmt: skip
        return Weighed(kept, tuple(doubts))

    def doubt_both_ways(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return the proposals, those as candidates that a sentence is said to state both ways round."""
        relations = self._reader.project.ontology.relations
        ways = {(p.start, p.relation, p.subject.start, p.object.start) for p in proposals if not relations[p.relation].symmetric}
        return [
            replace(p, confidence=min(p.confidence, DOUBTED)) if (p.start, p.relation, p.object.start, p.subject.start) in ways else p
            for p in proposals
        ]

    def _contradictions(self, proposal: Proposal, beside: Sequence[Proposal]) -> list[str]:
        """Return why the proposal is doubtful beside what the rules read in its sentence; raises EvidenceError where it is wrong."""
        relations = self._reader.project.ontology.relations
        doubts = []
        for other in beside:
            said = f"{other.subject.name} {other.relation} {other.object.name}"
            turned = self._same(other.subject, proposal.object) and self._same(other.object, proposal.subject)
            if other.relation == proposal.relation and turned:
                raise EvidenceError(f"the sentence has it the other way round: {said}")
            if proposal.relation not in relations[other.relation].never_implies or self._tells(proposal):
                continue
            if turned or self._same_way(other, proposal):
                raise EvidenceError(f"the sentence says {said}, which never means {proposal.relation}, and no word of it tells that")
            parties = [end for end in (other.subject, other.object, other.about) if end is not None]
            if all(any(self._same(end, party) for party in parties) for end in (proposal.subject, proposal.object)):
                doubts.append(f"the sentence says {said}, which never means {proposal.relation}")
        return doubts

    def _tells(self, proposal: Proposal) -> bool:
        """Say whether a word of the sentence is one by which the rules know the relation."""
        frames = self._reader.declared
        for sentence in self._analysis.sentences:
            if sentence.start < proposal.end and proposal.start < sentence.end:
                for token in sentence.tokens:
                    for word in (token.lower, token.lemma):
                        for frame in (*frames.verbs.get(word, ()), *frames.nouns.get(word, ())):
                            if proposal.relation in (frame.relation, frame.sought):
                                return True
        return False

    def _pronouns(self, proposal: Proposal) -> list[str]:
        """Return where a pronoun or description stands for another name than the rules read it as."""
        doubts = []
        for end in (proposal.subject, proposal.object, proposal.about):
            if end is None or end.name == end.text or not (is_pronoun(end.text) or is_description(end.text)):
                continue
            found = self._analysis.stands_for(end.start, end.end)
            others = [other for other in (proposal.subject, proposal.object) if other is not end]
            if found is None or any(self._one(found[0], other) for other in others):  # nothing deals with itself: the rules are wrong
                continue
            if not self._one(found[0], end):
                doubts.append(f"{end.text!r} stands for {found[0]!r} rather than {end.name!r}")
        return doubts

    def _same_way(self, left: Proposal, right: Proposal) -> bool:
        if self._same(left.subject, right.subject) and self._same(left.object, right.object):
            return True
        symmetric = self._reader.project.ontology.relations[left.relation].symmetric
        return symmetric and self._same(left.subject, right.object) and self._same(left.object, right.subject)

    def _same(self, left: End, right: End) -> bool:
        """Say whether two ends are one: one name, or the same words of the text where these do not point to a name elsewhere."""
        points = is_pronoun(right.text) or is_description(right.text)
        return (left.start < right.end and right.start < left.end and not points) or self._one(left.name, right)

    def _one(self, name: str, end: End) -> bool:
        names = self._reader.project.names
        known, other = names.find(name), names.find(end.name)
        if known is not None and other is not None:
            return known is other
        return fold(name) == fold(end.name) or same_name(name, end.name, end.type)
