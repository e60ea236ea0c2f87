"""The reader as an extractor: what the model says of each passage, decoded, named and given its standing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...model import Document, End, Mention, Modality, Polarity
from ...project import Project, builtin
from ...proposed import Draft, Proposal, all_mentions
from ..factuality import Factuality, Heard
from ..rules.analysis import analyse
from ..rules.frames.details import Details, details
from ..rules.frames.posts import OVER
from ..rules.layers import own_of
from ..rules.lexicon import load_lexicon
from ..rules.nouns import Analysis, Sentence
from ..sentences import stretches
from .calibration import Calibration, Evidence
from .calibration import load as load_calibration
from .considered import Considered, weighed
from .decode import Said, said
from .mentions import Meant, meant
from .pointing import load as load_pointing
from .scores import Scored, Scorer

LONGEST = 600  # code points that are scored together; a longer passage is cut where a clause ends
_DOUBTFUL = 0.75  # a standing less sure than this is doubtful
_NAMED = 0.5  # mentions that are less likely are so only as ends of claims
_OVER_BEFORE = re.compile(rf"{OVER.pattern}[\s-]+(?:the\s+)?$", re.IGNORECASE)
_CONSIDERED = 0.15  # relations that the model holds for less likely are never looked at


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of a sentence that is scored in one go, `[start, end)` of the document; `first`: no sentence stands before it."""

    sentence: Sentence
    start: int
    end: int
    first: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One document as the reader sees it: its mentions, and the claims that it holds for possible, in order of the text."""

    document: Document
    mentions: tuple[Mention, ...]
    considered: tuple[Considered, ...]
    heard: Heard

    def settled(self, one: Considered, doubtful: tuple[Polarity, Modality] | None = None) -> Proposal:
        """Return a claim that the model reads with its standing, its speaker and what is said beside it.

        `doubtful` is how it stands where that is judged to be doubtful: as another reader has it.
        """
        proposal = one.proposal
        subject, object = ((end.start, end.end) for end in (proposal.subject, proposal.object))
        about = (proposal.about.start, proposal.about.end) if proposal.about is not None else None
        judged = self.heard.judge(subject, proposal.relation, object, about=about, model=one.standings)
        stands = judged.polarity, judged.modality
        if doubtful is not None and judged.probability < _DOUBTFUL:
            stands = doubtful
        around = self.heard.around(subject, proposal.relation, object)
        beside = (
            details(self.document, around.syntax, around.cues.scopes, around.trigger.at, proposal.relation, lead=one.lead)
            if around is not None
            else Details()
        )
        return replace(
            proposal, polarity=stands[0], modality=stands[1], said_by=judged.said_by, date=beside.date, place=beside.place,
            amount=beside.amount, indirect=beside.indirect,
        )  # fmt: skip


class ReaderExtractor:
    """Reads a document passage by passage. Questions yield nothing, headings and titles only names; it never reads across sentences."""

    def __init__(self, project: Project | None = None, scorer: Scorer | None = None, calibration: Calibration | None = None) -> None:
        self._project = project or builtin()
        self._scorer = scorer if scorer is not None else _model()
        self._calibration = calibration or load_calibration()
        self._lexicon = load_lexicon(own=own_of(self._project, "lexicon"))
        self._pointing = load_pointing()
        self._factuality = Factuality(self._project)
        self.readers: tuple[str, ...] = (self._project.reader(f"reader@{self._scorer.version}"),)

    def read(self, document: Document) -> Draft:
        """Return what the model reads and is sure enough of to be worth a look, in order of the text."""
        seen = self.consider(document)
        floor = self._calibration.floor(document.kind)
        sure = weighed(seen.considered, self._calibration, self._project.ontology)
        proposals = tuple(seen.settled(one) for one in sure if one.proposal.confidence >= floor)
        return Draft(all_mentions(document, seen.mentions, proposals), proposals)

    def consider(self, document: Document) -> Seen:
        """Return the document's mentions, and all claims that the model holds for possible at all, in order of the text."""
        analysis = analyse(document, self._lexicon, self._project.names)
        passages = list(_passages(document, analysis))
        scores = self._scorer.score([document.text[one.start : one.end] for one in passages])
        told = [
            (one.sentence, meant(document, analysis, one.sentence, scored.mentions, one.start))
            for one, scored in zip(passages, scores, strict=True)
        ]
        known = self._pointing.resolve(told)
        named = (m for ms in known for m in ms if m.name is not None and m.score >= _NAMED)
        mentions = {(m.start, m.end, m.type): m.mention(document) for m in named}
        considered: list[Considered] = []
        for passage, scored, meanings in zip(passages, scores, known, strict=True):
            if not (passage.sentence.title_case or passage.sentence.is_heading):
                considered.extend(self._claims(document, passage, scored, meanings))
        return Seen(
            document, tuple(mentions[key] for key in sorted(mentions)), tuple(considered), self._factuality.hear(document, analysis)
        )

    def _claims(self, document: Document, passage: _Passage, scored: Scored, known: Sequence[Meant]) -> Iterator[Considered]:
        for one in said(scored, [mention.thing for mention in known], self._project.ontology, _CONSIDERED):
            ends = self._ends(one, known)
            if ends is None:
                continue
            subject, object, about = ends
            if one.relation == "works_for" and _described_by(subject, object):
                continue
            left, right = known[one.subject], known[one.object]
            quote = document.text[passage.start : passage.end]
            relation = "works_for" if one.relation == "leads" and _is_over(quote, passage.start, subject, object) else one.relation
            proposal = Proposal(passage.start, passage.end, quote, subject, relation, object, about, rule="reader", read_by=self.readers)
            evidence = Evidence(
                document.kind, one.relation, one.score, min(left.score, right.score), pointing=left.points + right.points,
                open=left.open + right.open,
            )  # fmt: skip
            yield Considered(proposal, evidence, one.standings, passage.first)

    def _ends(self, one: Said, known: Sequence[Meant]) -> tuple[End, End, End | None] | None:
        """Return subject, object and matter as the ontology allows them; None where it does not allow the claim."""
        relation = self._project.ontology.relations[one.relation]
        subject = known[one.subject].end_as(relation.subjects)
        object = known[one.object].end_as(relation.objects)
        if subject is None or object is None or (subject.start, subject.end) == (object.start, object.end):
            return None
        about = known[one.about].end_as(relation.abouts) if one.about is not None and not known[one.about].open else None
        return subject, object, None if about is not None and about.name in (subject.name, object.name) else about


def _is_over(quote: str, start: int, subject: End, object: End) -> bool:
    """Whether a post is said to be a former one: "former" stands right before the two, or between them."""
    first, last = sorted((subject, object), key=lambda end: end.start)
    return (
        _OVER_BEFORE.search(quote[: first.start - start]) is not None
        or OVER.search(quote[first.end - start : last.start - start]) is not None
    )


def _described_by(subject: End, object: End) -> bool:
    """Whether all that is said of the subject is whose it is: that "Amazon employees" work for Amazon tells nobody anything."""
    return subject.start <= object.start and object.end <= subject.end


def _model() -> Scorer:
    from .model import Model  # needs the libraries of the extra `reader`

    return Model()


def _passages(document: Document, analysis: Analysis) -> Iterator[_Passage]:
    """Yield the stretches to score, in order of the text. What is no sentence at all (a question) is left out."""
    first = True
    for sentence in analysis.sentences:
        if sentence.is_question:
            continue
        for start, end in stretches(document.text, sentence.start, sentence.end, LONGEST):
            yield _Passage(sentence, start, end, first)
        first = first and (sentence.is_title or sentence.is_heading)
