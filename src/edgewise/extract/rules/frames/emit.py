"""From roles to proposals: the ends with their spans, the quote, the qualifiers. What the ontology does not allow is not proposed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ....model import Document, End, Mention
from ....ontology import Ontology, Relation
from ....proposed import Proposal
from ...factuality.beside import beside
from ...factuality.told import told
from ..nouns import Analysis, Name, Phrase, Sentence, ThingType
from .cues import Cues, Standing
from .declare import Declared
from .details import details
from .ends import Ends
from .precision import LOOSELY
from .syntax import Filler, Syntax


@dataclass(slots=True)
class Passage:
    """One sentence on the way to claims: its syntax and cues, and whether it is the title or the first sentence of its document."""

    sentence: Sentence
    syntax: Syntax
    cues: Cues
    lead: bool
    text: str


@dataclass(slots=True)
class Emitter:
    """Collects the proposals of one document."""

    document: Document
    analysis: Analysis
    ontology: Ontology
    declared: Declared
    proposals: list[Proposal] = field(default_factory=list)
    ends: Ends = field(init=False)
    beside: frozenset[int] = field(init=False)
    _index: dict[tuple[str, str, str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ends = Ends(self.document, self.analysis)
        self.beside = beside(self.analysis.sentences, self.document.text)

    def claim(
        self, passage: Passage, relation: str, subject: Filler, object: Filler, at: int, *,
        standing: Standing, dated: bool = True, about: Filler | None = None, role: str | None = None, rule: str = "",
        matter_type: ThingType = "Work", loosely: bool = False,
    ) -> None:  # fmt: skip
        """Propose one claim, or nothing where an end is missing, both ends are one thing, or the ontology has no such ends.

        `dated`: whether what the sentence says of time is said of this claim; `loosely`: whether an end was found round a corner.
        """
        if subject.thing is not None and subject.thing is object.thing:
            return
        declared = self.ontology.relation(relation)
        left = self.ends.end(passage.syntax, subject, declared.subjects, relation, first=True)
        right = self.ends.end(passage.syntax, object, declared.objects, relation, first=False, matter_type=matter_type)
        if left is None or right is None or left.name == right.name:
            return
        if loosely or _described(left, right):
            rule += LOOSELY
        start, end = self._quote(passage.sentence)
        topic = self._about(passage, about, declared) if about is not None else None
        if topic is not None and topic.name in (left.name, right.name):
            topic = None
        judged = told(passage.syntax, standing, self.ends, declared, left, right, aside=passage.sentence.start in self.beside)
        beside = details(self.document, passage.syntax, passage.cues.scopes, at, relation, lead=passage.lead, dated=dated)
        proposal = Proposal(
            start=start, end=end, quote=self.document.text[start:end], subject=left, relation=relation, object=right, about=topic,
            polarity=judged.polarity, modality=judged.modality, said_by=judged.said_by,
            date=beside.date, place=beside.place, amount=beside.amount, role=role,
            indirect=beside.indirect, confidence=self.declared.precision.of(rule, self.document.kind), rule=rule,
        )  # fmt: skip
        self._add(proposal, declared)
        self._denial(proposal, declared)

    def _denial(self, proposal: Proposal, relation: Relation) -> None:
        """A party that says of itself that something is not so denies it: a claim of its own."""
        speaker = proposal.said_by
        if (
            relation.kind != "dealing"
            or proposal.polarity != "negated"
            or proposal.modality not in ("confirmed", "reported")
            or speaker is None
        ):
            return
        if speaker.name not in (proposal.subject.name, proposal.object.name):
            return
        other = proposal.object if speaker.name == proposal.subject.name else proposal.subject
        denied = self.ontology.relation("denied")
        if speaker.type in denied.subjects and other.type in denied.objects:
            plain = replace(
                proposal, about=None, polarity="affirmed", modality="confirmed", said_by=None, place=None, amount=None, indirect=False
            )
            sure = self.declared.precision.of("self-denial", self.document.kind)
            self._add(replace(plain, subject=speaker, relation="denied", object=other, rule="self-denial", confidence=sure), denied)

    def _add(self, proposal: Proposal, relation: Relation) -> None:
        ends = (proposal.subject.name, proposal.object.name)
        key = (*(sorted(ends) if relation.symmetric else ends), relation.name, proposal.start)
        place = self._index.get(key)
        if place is None:
            self._index[key] = len(self.proposals)
            self.proposals.append(proposal)
            return
        known = self.proposals[place]
        about = known.about or proposal.about
        if _weight(proposal) > _weight(known):
            self.proposals[place] = replace(proposal, about=about)
        elif about is not known.about:
            self.proposals[place] = replace(known, about=about)

    def _about(self, passage: Passage, about: Filler, relation: Relation) -> End | None:
        if not relation.abouts:
            return None
        kind: ThingType = about.type
        words = self.declared.words
        if about.phrase.kind == "described system" and (system := _named_system(about.phrase)) is not None and system.thing is not None:
            return End(system.thing.name, "System", system.start, system.end, system.text)
        if about.thing is None or kind in ("Organization", "unknown", "Person", "Group", "Place"):
            head = passage.syntax.head(about.phrase)
            named = _named_system(about.phrase)
            if named is not None and named.thing is not None:
                return End(named.thing.name, "System", named.start, named.end, named.text)
            if head not in words.products and head not in words.texts:
                return None
            about = Filler(None, about.first, about.last, about.phrase)
            kind = "System" if head in words.products else "Work"
        return self.ends.end(passage.syntax, about, relation.abouts, relation.name, first=False, matter_type=kind)

    def _quote(self, sentence: Sentence) -> tuple[int, int]:
        text = self.document.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        return start, start + len(text.strip())


def _described(subject: End, object: End) -> bool:
    """Whether an end is only described ("foreign police"), not named or pointed at."""
    return object.text[:1].islower() or (subject.text[:1].islower() and " " in subject.text)


def _named_system(phrase: Phrase) -> Name | None:
    return next((n for n in reversed(phrase.names) if n.thing is not None and n.thing.type == "System"), None)


def mentions(document: Document, analysis: Analysis, proposals: list[Proposal]) -> tuple[Mention, ...]:
    """All typed names of the document and all ends of its proposals, sorted by where they stand; one a span and type."""
    found: dict[tuple[int, int, str], Mention] = {}
    whose = document.id
    ends = [e for p in proposals for e in (p.subject, p.object, p.about, p.said_by) if e is not None]
    for end in ends:
        found.setdefault((end.start, end.end, end.type), Mention(whose, end.start, end.end, end.text, end.type, end.name))
    for sentence in analysis.sentences:
        for name in sentence.names:
            thing = name.thing
            if thing is None or thing.type == "unknown":
                continue
            text = document.text[name.start : name.end]
            found.setdefault((name.start, name.end, thing.type), Mention(whose, name.start, name.end, text, thing.type, thing.name))
    return tuple(sorted(found.values(), key=lambda m: (m.start, m.end, m.type)))


def _weight(proposal: Proposal) -> tuple[int, float]:
    """Of two readings of one passage the less flat wins: an edge that is not there is worse than one that is missed."""
    order = ("confirmed", "reported", "alleged", "planned", "possible", "unconfirmed").index(proposal.modality)
    return (order + (10 if proposal.polarity == "negated" else 0), proposal.confidence)
