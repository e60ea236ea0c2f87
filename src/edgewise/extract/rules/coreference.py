"""What pronouns and common nouns point back to: "it", "the company", "its", "we" in a quotation. One pass, left to right.

Where nothing fits the phrase keeps no thing: a claim missed costs less than a claim about somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .lexicon import Lexicon
from .nouns import Name, Phrase, Sentence, Thing

_SPEAKERS = frozenset(("we", "us", "our"))
_SPEAKER = frozenset(("i", "me", "my"))
_HERE = frozenset(("it", "they", "them"))
_SAYERS = frozenset(("they", "it"))
_PERSONS = frozenset(("he", "she", "him"))
_HIS = frozenset(("his", "her"))
_UNNAMED = frozenset(
    ("woman", "man", "girl", "boy", "accuser", "victim", "wife", "husband", "mother", "father", "daughter", "son", "employee")
)
_ACTORS = frozenset(("Organization", "Group", "unknown"))
_PERSON_REACH = 12  # things back: a person further away is somebody else
_COMPANY_REACH = 60
_NAME_WORDS = 4  # a longer name is of something named after somebody
_OFTEN = 3  # a company named so often is what "the company" means wherever it stands
_EMPLOYER_REACH = 14  # tokens from a person's name to the organisation in "Jane Roe, a vice president at Acme"


def main_company(things: Iterable[Thing]) -> Thing | None:
    """Return the organisation named most often that is neither agency nor newsroom; None when there is none."""
    companies = [thing for thing in things if thing.type == "Organization" and not thing.agency and not thing.newsroom]
    return max(companies, key=lambda thing: thing.count, default=None)


def find_employers(sentences: list[Sentence], lexicon: Lexicon) -> None:
    """Set the employer of persons that an apposition gives one: "Jane Roe, Acme's spokeswoman", "Jane Roe, a director of Acme"."""
    for sentence in sentences:
        for name in sentence.names:
            if name.type != "Person" or name.thing is None or name.thing.employer is not None:
                continue
            tokens = sentence.tokens
            if name.last >= len(tokens) or tokens[name.last].lower != ",":
                continue
            titled, organisation = False, None
            for token in tokens[name.last + 1 : name.last + _EMPLOYER_REACH]:
                if token.tag in ("VBD", "VBZ", "MODAL", "BE") or token.lower == ";":
                    break
                titled = titled or token.lower in lexicon.titles.words
                if organisation is None and token.name is not None and token.name.type == "Organization":
                    organisation = token.name.thing
            if titled and organisation is not None:
                name.thing.employer = organisation


def context_subject(sentence: Sentence, index: int, *, one: bool = False) -> Thing | None:
    """Return what a pronoun at token `index` most likely stands for within its sentence: the nearest actor before it outside a
    prepositional phrase, else the nearest at all. `one`: the pronoun is "it", which is no group of people.
    """
    tokens = sentence.tokens
    actors = ("Organization", "unknown") if one else _ACTORS
    if index >= 2 and tokens[index - 1].lower in ("that", "whether"):
        spoken_of = tokens[index - 2].phrase
        if spoken_of is not None:
            if spoken_of.thing is not None and spoken_of.thing.type in actors:
                return spoken_of.thing
            if spoken_of.kind == "common" and spoken_of.name is not None and spoken_of.name.type == "Organization":
                return spoken_of.name.thing
    nearest: Thing | None = None
    for phrase in reversed(sentence.phrases):
        if phrase.last > index or phrase.thing is None or phrase.thing.type not in actors:
            continue
        if sentence.quoted[phrase.first] != sentence.quoted[index]:
            continue  # who is quoted does not point at what the quotation names, nor the other way round
        if phrase.first == 0 or tokens[phrase.first - 1].tag not in ("PREP", "TO"):
            return phrase.thing
        nearest = nearest or phrase.thing
    return nearest


class Coreference:
    """Resolves the phrases of a document's sentences in order; remembers what was named so far."""

    def __init__(self, lexicon: Lexicon, company: Thing | None, speech_verbs: frozenset[str]) -> None:
        self.lexicon = lexicon
        self.company = company
        self.speech_verbs = speech_verbs
        self.named: list[Thing] = []
        self.system: Thing | None = None
        self.speaker: Thing | None = None
        self.told: list[Sentence] = []  # the sentences so far

    def resolve(self, sentence: Sentence) -> None:
        """Set the thing of each phrase that points back, the maker of "its software", and the sentence's speaker."""
        self.speaker = self._speaker(sentence)
        sentence.speaker = self.speaker
        for phrase in sentence.phrases:
            if phrase.thing is None:
                phrase.thing = self._antecedent(sentence, phrase)
            if phrase.pronoun:
                phrase.possessor = self._possessor(sentence, phrase)
                if phrase.maker is None and phrase.thing is not None and phrase.thing.type == "System":
                    phrase.maker = self._owner(sentence, phrase)
            if phrase.thing is not None and phrase.kind != "pronoun":
                self.named.append(phrase.thing)
                if phrase.thing.type == "System":
                    self.system = phrase.thing
            for name in phrase.names:
                self._post(sentence, name)
        self.told.append(sentence)

    def _post(self, sentence: Sentence, name: Name) -> None:
        """Find whose title it is in "council Speaker Dana Lund" and "company spokeswoman Dana Lund"."""
        noun = name.first - len(name.title.split()) - 1
        if not name.title or name.title_of is not None or name.thing is None or noun < 0 or sentence.tokens[noun].name is not None:
            return
        word = sentence.tokens[noun].lower
        if word in self.lexicon.organisations.common:
            body = self._organisation(word)
        elif word in self.lexicon.organisations.heads:
            body = self._last(lambda t: t.type == "Organization" and t.name.lower().endswith(f" {word}"), _COMPANY_REACH)
        else:
            body = None
        if body is not None:
            token = sentence.tokens[noun]
            name.title_of = Name(token.text, token.start, token.end, noun, noun + 1, "Organization", thing=body)
            name.thing.employer = body

    def _speaker(self, sentence: Sentence) -> Thing | None:
        if not any(sentence.quoted):
            return None
        for index, token in enumerate(sentence.tokens):
            if (
                token.tag in ("VBD", "VBZ", "VBG")
                and token.lemma in self.speech_verbs
                and token.phrase is None
                and not sentence.quoted[index]
            ):
                said = _sayer(sentence, index)
                speaker = self._sayer_before(said) if said is not None and said.kind == "pronoun" else _speaking(said)
                if speaker is not None:
                    return speaker
        return self.speaker if sentence.quoted[0] else None

    def _sayer_before(self, pronoun: Phrase) -> Thing | None:
        """Return who "they" of "they wrote" after a quotation are: the group, else the body, that the sentence before is about."""
        if pronoun.head in _PERSONS:
            pronoun.thing = self._last(self._somebody, _PERSON_REACH)
        elif pronoun.head in _SAYERS:
            kinds = ("Group", "Organization") if pronoun.head == "they" else ("Organization",)
            before = next((s for s in reversed(self.told) if not s.quoted[0]), None)
            actors = [p.thing for p in before.phrases if p.thing is not None] if before is not None else []
            pronoun.thing = next((thing for kind in kinds for thing in actors if thing.type == kind), None)
        return pronoun.thing

    def _possessor(self, sentence: Sentence, phrase: Phrase) -> Thing | None:
        """Return whose "its", "his", "their" or "our" before a noun is; None where that is open."""
        word, quoted = phrase.pronoun, sentence.quoted[phrase.first]
        if word in _HIS:
            return self._person(sentence, phrase)
        if word in ("our", "my"):
            return (self._speaking_body() if word == "our" else self.speaker) if quoted else None
        if word == "its" and phrase.first == 0:
            return self._subject_before()
        return context_subject(sentence, phrase.first, one=word == "its") if word in ("its", "their") else None

    def _owner(self, sentence: Sentence, phrase: Phrase) -> Thing | None:
        if phrase.pronoun == "our" and sentence.quoted[phrase.first]:
            owner = self._speaking_body()
        else:
            owner = self._only_actor(sentence, phrase.first)
        return owner if owner is not None and owner.type in ("Organization", "unknown") else None

    def _only_actor(self, sentence: Sentence, index: int) -> Thing | None:
        """Return who owns what "its" at `index` stands before, None where two come in question: "Acme hired Globex to test its tool"."""
        nearest = context_subject(sentence, index)
        before = {
            id(p.thing): p.thing
            for p in sentence.phrases
            if p.last <= index and p.thing is not None and p.thing.type == "Organization" and p.kind == "name" and not p.thing.agency
        }
        return nearest if len(before) < 2 else None

    def _speaking_body(self) -> Thing | None:
        """Return who "we" are: the speaker's employer, else the speaker."""
        if self.speaker is not None and self.speaker.employer is not None:
            return self.speaker.employer
        return self.speaker

    def _antecedent(self, sentence: Sentence, phrase: Phrase) -> Thing | None:
        if phrase.kind == "pronoun":
            return self._pronoun(sentence, phrase)
        if phrase.names or not (phrase.definite or phrase.pronoun):
            return None
        organisations = self.lexicon.organisations
        if phrase.kind == "common" and phrase.head in organisations.common:
            return self._organisation(phrase.head) if _bare(sentence, phrase, self.lexicon) else None
        return self.system if phrase.kind == "system anaphor" and phrase.definite else None

    def _pronoun(self, sentence: Sentence, phrase: Phrase) -> Thing | None:
        word, quoted = phrase.head, sentence.quoted[phrase.first]
        if word in _SPEAKERS:
            return self._speaking_body() if quoted else None
        if word in _SPEAKER:
            return self.speaker if quoted else None
        if word in _HERE:
            if _is_object(sentence, phrase.first):
                return None  # what is bought or denied is as often a thing as a body
            if phrase.first == 0:
                return self._subject_before() if word == "it" else None
            subject = context_subject(sentence, phrase.first, one=word == "it")
            return subject if subject is not None and subject.type in (*_ACTORS, "System") else None
        if word in _PERSONS:
            return self._person(sentence, phrase)
        return None

    def _subject_before(self) -> Thing | None:
        """Return the body that the sentence before is about: what its first phrase stands for."""
        before = self.told[-1] if self.told else None
        first = before.phrases[0] if before is not None and before.phrases and not before.is_title and not before.is_heading else None
        thing = first.thing if first is not None and first.first <= 1 and not first.owns else None
        return thing if thing is not None and thing.type == "Organization" else None

    def _person(self, sentence: Sentence, pronoun: Phrase) -> Thing | None:
        """Return who "he" or "she" is: the one person named before in this sentence, else in the one before; None where two could be.

        A wrong "he" draws a wrong edge, so a person whom nobody names ("a woman said") counts as one too.
        """
        here = [p for p in sentence.phrases if p.last <= pronoun.first]
        for phrases in (here, self.told[-1].phrases if self.told else []):
            people = {id(p.thing): p.thing for p in phrases if p.kind == "name" and p.thing is not None and self._somebody(p.thing)}
            others = any(p.thing is None and p.head in _UNNAMED for p in phrases)
            if people or others:
                return next(iter(people.values())) if len(people) == 1 and not others else None
        return None

    def _somebody(self, thing: Thing) -> bool:
        """Whether a thing is surely a person: "the Harbour Courier" and "a George Roe Fellowship" may have been taken for one."""
        words = thing.name.lower().split()
        organisations = self.lexicon.organisations
        others = organisations.heads | organisations.newsroom_words | self.lexicon.titles.words
        return thing.type == "Person" and len(words) <= _NAME_WORDS and (len(words) == 1 or not any(word in others for word in words))

    def _organisation(self, noun: str) -> Thing | None:
        organisations = self.lexicon.organisations
        if noun in organisations.common_company:
            if self.company is not None and self.company.count >= _OFTEN:
                return self.company
            return self._last(lambda t: t.type == "Organization" and not t.agency and not t.newsroom, _COMPANY_REACH)
        if noun in organisations.common_in_name:
            return self._last(lambda t: t.type == "Organization" and _named_for(t, noun), _COMPANY_REACH)
        agency = noun in organisations.common_agency
        return self._last(lambda t: t.type == "Organization" and (t.agency or not agency), _COMPANY_REACH)

    def _last(self, fits: Callable[[Thing], bool], reach: int) -> Thing | None:
        return next((thing for thing in reversed(self.named[-reach:]) if fits(thing)), None)


def _sayer(sentence: Sentence, verb: int) -> Phrase | None:
    """Return who says: the phrase before the verb, asides skipped, or right after it ("...", said Jane Roe)."""
    tokens = sentence.tokens
    before = verb - 1
    while before >= 0 and tokens[before].tag in ("ADV", "HAVE", "MODAL", "BE", "DO", "NEG"):
        before -= 1
    if before >= 0 and tokens[before].lower == ",":  # "Jane Roe, a vice president at Acme, said"
        opening = next((k for k in range(before - 1, -1, -1) if tokens[k].lower == ","), None)
        if opening is not None:
            before = opening - 1
    phrase = sentence.phrase_at(before)
    if phrase is None or tokens[before].lower == '"' or sentence.quoted[before]:
        phrase = sentence.phrase_at(verb + 1)
    if phrase is None:
        return None
    head = sentence.phrase_at(phrase.first - 2)
    preposition = tokens[phrase.first - 1] if phrase.first else None
    if preposition is not None and preposition.tag == "PREP" and head is not None and head.thing is not None and head.thing.type != "Place":
        return head  # "a lawyer of the group said": the lawyer speaks
    return phrase


def _is_object(sentence: Sentence, index: int) -> bool:
    """Whether a pronoun stands after a verb or preposition and no verb follows that it could be the subject of."""
    tokens = sentence.tokens
    before = tokens[index - 1].tag if index else ""
    after = tokens[index + 1].tag if index + 1 < len(tokens) else ""
    governed = before in ("VB", "VBG", "VBN", "VBD", "VBZ", "PREP", "TO")
    return governed and after not in ("VBZ", "VBD", "MODAL", "BE", "HAVE", "DO", "NEGAUX", "ADV", "NEG")


def _bare(sentence: Sentence, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether "the company" stands without a word that tells it from others: "the merged company" is one of its own."""
    between = sentence.tokens[phrase.first : phrase.last - 1]
    return all(
        token.tag in ("DET", "POSS") or token.lower in lexicon.organisations.common_modifiers or token.lower.endswith("-based")
        for token in between
    )


def _named_for(thing: Thing, noun: str) -> bool:
    """Whether a body is called so ("the Ethics Committee" is "the committee"), or may be by an acronym ("DHS")."""
    return any(noun in name.lower().split() or (thing.agency and name.isupper()) for name in thing.names)


def _speaking(phrase: Phrase | None) -> Thing | None:
    """Return whom a phrase before a verb of saying names, or is said of."""
    if phrase is None:
        return None
    return phrase.thing if phrase.thing is not None and phrase.thing.acts else phrase.apposition_of
