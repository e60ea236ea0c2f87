"""From roles to proposals: the ends with their spans, the quote, the qualifiers. What the ontology does not allow is not proposed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ....model import Document, End, EntityType, Mention, Modality
from ....ontology import Ontology, Relation
from ...base import Proposal
from ..nouns import Analysis, Name, Phrase, Sentence, Thing, ThingType
from .cues import Cues, Standing, weaker
from .declare import Declared
from .details import details
from .syntax import Filler, Syntax

_TITLES = frozenset(("Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr"))
# whose object, where nobody knows what it is, is a system
_OF_SYSTEMS = frozenset(("uses", "tested", "develops", "hosts"))


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
    _places: dict[int, tuple[int, int]] = field(default_factory=dict)
    _index: dict[tuple[str, str, str, int], int] = field(default_factory=dict)

    def seen(self, sentence: Sentence) -> None:
        """Remember where things stand, for ends whose own sentence does not name them."""
        for name in sentence.names:
            if name.thing is not None:
                self._places[id(name.thing)] = (name.start, name.end)

    def claim(
        self, passage: Passage, relation: str, subject: Filler, object: Filler, at: int, *,
        standing: Standing, dated: bool = True, about: Filler | None = None, role: str | None = None, rule: str = "",
        confidence: float = 0.7, matter_type: ThingType = "Work",
    ) -> None:  # fmt: skip
        """Propose one claim, or nothing where an end is missing, both ends are one thing, or the ontology has no such ends.

        `dated`: whether what the sentence says of time is said of this claim.
        """
        if subject.thing is not None and subject.thing is object.thing:
            return
        declared = self.ontology.relation(relation)
        left = self.end(passage, subject, declared.subjects, relation, first=True)
        right = self.end(passage, object, declared.objects, relation, first=False, matter_type=matter_type)
        if left is None or right is None or left.name == right.name:
            return
        start, end = self._quote(passage.sentence)
        topic = self._about(passage, about, declared) if about is not None else None
        if topic is not None and topic.name in (left.name, right.name):
            topic = None
        speaker = self._speaker(passage, standing)
        modality: Modality = standing.modality
        if declared.kind == "speech" and (modality == "reported" or (modality == "unconfirmed" and standing.negated)):
            modality = "confirmed"  # that somebody reported or denied something is what the document itself tells
        unnamed = speaker is None and (standing.speaker is not None or standing.quoted)
        others = standing.quoted and modality == "reported" and not self._party(standing, passage, left, right)
        if (unnamed and declared.kind != "speech") or others:
            modality = weaker(modality, "alleged")  # a word of somebody whom nobody can name, or a quoted one of others
        beside = details(self.document, passage.syntax, passage.cues.scopes, at, relation, lead=passage.lead, dated=dated)
        proposal = Proposal(
            start=start, end=end, quote=self.document.text[start:end], subject=left, relation=relation, object=right, about=topic,
            polarity="negated" if standing.negated else "affirmed", modality=modality, said_by=speaker,
            date=beside.date, place=beside.place, amount=beside.amount, role=role,
            indirect=beside.indirect, confidence=round(confidence, 2), rule=rule,
        )  # fmt: skip
        self._add(proposal, declared)
        self._denial(passage, proposal, standing, declared)

    def _party(self, standing: Standing, passage: Passage, left: End, right: End) -> bool:
        """Whether the speaker of a quotation is an end of the claim, or works for one."""
        thing = standing.speaker.thing if standing.speaker is not None else passage.sentence.speaker
        if thing is None:
            return False
        names = {thing.name} | ({thing.employer.name} if thing.employer is not None else set())
        return bool(names & {left.name, right.name})

    def _denial(self, passage: Passage, proposal: Proposal, standing: Standing, relation: Relation) -> None:
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
            self._add(replace(plain, subject=speaker, relation="denied", object=other, rule="self-denial"), denied)

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

    # ------------------------------------------------------------------ ends
    def end(
        self, passage: Passage, filler: Filler, allowed: tuple[EntityType, ...], relation: str, *, first: bool,
        matter_type: ThingType = "Work",
    ) -> End | None:  # fmt: skip
        """Return the end that a filler makes, typed as the ontology allows, or None."""
        span = self._span(passage, filler)
        if span is None:
            return None
        text = self.document.text[span[0] : span[1]]
        if filler.thing is None:
            kind = _typed(matter_type, allowed)
            if kind is None or not text[:1].isalnum() or len(text) <= 2:
                return None
            return End(_in_running_text(text, span[0], passage), kind, *span, text)
        if filler.thing.type == "unknown" and not first and relation in _OF_SYSTEMS:
            return End(filler.thing.name, "System", *span, text)
        kind = _typed(
            filler.thing.type,
            allowed,
            person=(first and relation in ("works_for", "leads", "founded")) or (not first and relation in ("appointed", "dismissed")),
        )
        return End(_in_running_text(filler.thing.name, span[0], passage), kind, *span, text) if kind is not None else None

    def _span(self, passage: Passage, filler: Filler) -> tuple[int, int] | None:
        tokens = passage.syntax.tokens
        phrase = filler.phrase
        if filler.first < 0:  # stands elsewhere
            return self._places.get(id(filler.thing))
        if filler.first == phrase.first and filler.last == phrase.last:
            for name in phrase.names:
                if name.thing is filler.thing and (phrase.kind == "name" or phrase.thing is not filler.thing):
                    return name.start, name.end
        first, last = filler.first, filler.last
        while first < last - 1 and (
            tokens[first].tag in ("DET", "NUM", "PUNCT") or tokens[first].lower in ("its", "their", "his", "her", "our")
        ):
            first += 1
        while last > first + 1 and tokens[last - 1].tag == "PUNCT" and tokens[last - 1].text != ")":
            last -= 1
        if first >= last:
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        text = self.document.text
        if text.count("“", start, end) > text.count("”", start, end) and text[end : end + 1] == "”":
            end += 1  # "boot camps”"
        return start, end

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
        return self.end(passage, about, relation.abouts, relation.name, first=False, matter_type=kind)

    def _speaker(self, passage: Passage, standing: Standing) -> End | None:
        allowed: tuple[EntityType, ...] = ("Organization", "Person", "Group", "Work", "System", "Event", "Place")
        speaker = standing.speaker
        if speaker is not None:
            if speaker.phrase.kind == "pronoun" and speaker.thing is None:
                return None
            return self.end(passage, speaker, allowed, "", first=True)
        thing = passage.sentence.speaker
        if thing is not None and standing.quoted:
            return self.antecedent(thing)
        return None

    def antecedent(self, thing: Thing) -> End | None:
        """An end for a thing that this sentence may not name, standing where the document named it last."""
        span = self._places.get(id(thing))
        kind = _typed(thing.type, ("Organization", "Person", "Group", "Work"))
        if span is None or kind is None:
            return None
        return End(thing.name, kind, *span, self.document.text[span[0] : span[1]])

    def _quote(self, sentence: Sentence) -> tuple[int, int]:
        text = self.document.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        return start, start + len(text.strip())


def _in_running_text(name: str, start: int, passage: Passage) -> str:
    """Return a description as it would stand within a sentence: "Advocates", in capitals only as its first word, are no name."""
    opener = next((t for t in passage.sentence.tokens if t.tag != "PUNCT"), None)
    if opener is None or opener.start != start or opener.name is not None or not opener.text[1:].islower():
        return name
    return name[0].lower() + name[1:] if name.split(" ")[0] == opener.text and opener.tag != "PRON" else name


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


def _typed(kind: ThingType, allowed: tuple[EntityType, ...], *, person: bool = False) -> EntityType | None:
    """The type an end takes: its own where allowed; a place that acts is an organisation; of the unknown the likelier."""
    if kind == "unknown":
        guess: EntityType = "Person" if person else "Organization"
        return guess if guess in allowed else ("Organization" if "Organization" in allowed else "Person" if "Person" in allowed else None)
    if kind in allowed:
        return kind
    return "Organization" if kind == "Place" and "Organization" in allowed else None


def _weight(proposal: Proposal) -> tuple[int, float]:
    """Of two readings of one passage the less flat wins: an edge that is not there is worse than one that is missed."""
    order = ("confirmed", "reported", "alleged", "planned", "possible", "unconfirmed").index(proposal.modality)
    return (order + (10 if proposal.polarity == "negated" else 0), proposal.confidence)
