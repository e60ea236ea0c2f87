"""The nouns of reading by rule. Everything is made per document and thrown away; only `Draft` leaves this folder.

Offsets are code points of `Document.text`. Unlike the nouns of `model` these are mutable: a document's things learn their type and
their names while it is read. They compare by identity.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ...model import EntityType
from ..sentences import plain

Tag = Literal[
    "", "NOUN", "ADJ", "ADV", "NUM", "DET", "PRON", "POSS", "PREP", "TO", "CONJ", "SUB", "WH", "NEG", "NEGAUX",
    "MODAL", "BE", "HAVE", "DO", "VB", "VBZ", "VBD", "VBN", "VBG", "PUNCT",
]  # fmt: skip
ThingType = EntityType | Literal["unknown"]
PhraseKind = Literal["name", "pronoun", "metonym", "group", "described system", "system anaphor", "common"]

_POINTING = frozenset(("pronoun", "common", "system anaphor"))  # phrases whose thing, if any, was named elsewhere
_LONGEST = 12  # tokens: no name is longer


@dataclass(eq=False, slots=True)
class Thing:
    """What one or more names of a document stand for. `type` may be learnt late; `names` are the surfaces seen, `count` how often.

    `agency` is true of a body of the state, `newsroom` of one that reports, `land` of a country or state, `known` of what
    the project knows beforehand; they only guide reading. `employer` is the organisation that a person is said to work for anywhere in the
    document, the last one said so far.
    """

    name: str
    type: ThingType = "unknown"
    names: set[str] = field(default_factory=set)
    count: int = 0
    agency: bool = False
    newsroom: bool = False
    land: bool = False
    known: bool = False
    employer: Thing | None = None

    @property
    def acts(self) -> bool:
        """Whether it can do something: organisations, persons, groups, lands, and what nobody knows the type of."""
        return self.role in ("Organization", "Person", "Group", "unknown")

    @property
    def role(self) -> ThingType:
        """Its type as a party: a land that acts or is acted on ("Norway sued") is an organisation."""
        return "Organization" if self.land and self.type == "Place" else self.type


@dataclass(eq=False, slots=True)
class Name:
    """One proper name in the text: tokens `[first, last)` of its sentence, `[start, end)` of the document, and its thing.

    `title` is the title that stood before it in the same run of capitals ("Director"), or the word before it ("spokesman"); `title_of`
    is the organisation's name that the title followed ("FBI Director X"). `strong`: a title or the like leaves no doubt of the type.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    type: ThingType = "unknown"
    strong: bool = False
    thing: Thing | None = None
    title: str = ""
    title_of: Name | None = None


@dataclass(eq=False, slots=True)
class Token:
    """One word or mark, `[start, end)` of the document. `lower` is its lower-case plain form, `lemma` set for verbs and plural nouns."""

    text: str
    start: int
    end: int
    lower: str
    tag: Tag = ""
    lemma: str = ""
    name: Name | None = None
    phrase: Phrase | None = None


@dataclass(eq=False, slots=True)
class Phrase:
    """A noun phrase: tokens `[first, last)`; its head word in lower case, its lemma, and the thing it stands for (None: nobody knows).

    A phrase before a possessive ends before the mark; what it owns begins after it. A "( ACRONYM )" after a name belongs to its phrase.
    `owner` is the phrase before a possessive ('s) or None, `owns` true when a possessive follows; `pronoun` is the possessive
    pronoun it begins with ("its") and `possessor` whose that is; `names` the proper names within, left to right;
    `maker` the thing whose system it is said to be; `employer` the organisation whose people a group is.
    """

    first: int
    last: int
    start: int = 0
    end: int = 0
    head: str = ""
    lemma: str = ""
    kind: PhraseKind = "common"
    thing: Thing | None = None
    owner: Phrase | None = None
    owns: bool = False
    pronoun: str = ""
    possessor: Thing | None = None
    definite: bool = False
    names: list[Name] = field(default_factory=list)
    maker: Thing | None = None
    employer: Thing | None = None
    apposition_of: Thing | None = None

    @property
    def name(self) -> Name | None:
        """Its last proper name, or None."""
        return self.names[-1] if self.names else None


@dataclass(eq=False, slots=True)
class Sentence:
    """One sentence, heading or title: its tokens, names and phrases. `quoted[i]` says whether token i stands inside quotation marks.

    Reference marks, list marks and the quotation marks around a word or two are no tokens; offsets are not touched by that.
    `speaker` is whose words its quotation marks hold, None when there are none or nobody is named.
    """

    start: int
    end: int
    tokens: list[Token]
    names: list[Name] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    is_title: bool = False
    is_heading: bool = False
    is_question: bool = False
    is_part: bool = False
    title_case: bool = False
    speaker: Thing | None = None

    def phrase_at(self, index: int) -> Phrase | None:
        """Return the phrase that token `index` is in; None for a verb, a mark, a preposition, and outside the sentence."""
        return self.tokens[index].phrase if 0 <= index < len(self.tokens) else None


@dataclass(eq=False)
class Analysis:
    """A document taken apart: its sentences in order of the text and its things by name, ready for the frames.

    `words` are the lower-case words of its text, `acronyms` its own short forms ("ICM": "Investigative Case Management");
    `main_company` is the organisation named most that is neither agency nor newsroom.
    """

    sentences: list[Sentence]
    things: dict[str, Thing]
    words: frozenset[str] = frozenset()
    acronyms: dict[str, str] = field(default_factory=dict)
    main_company: Thing | None = None

    def stands_for(self, start: int, end: int) -> tuple[str, ThingType, str] | None:
        """Return what the words at `[start, end)` of the document stand for: its name, its type ("unknown": nobody knows) and why.

        That is the full form of a name, the antecedent of a pronoun ("its" too) or of a description ("the company"); an article or a
        title before a name may be within the words or not. None where the words are nothing of the kind, or it is open whom they mean.
        """
        found = self._pointers.get((start, end))
        if found is None:
            words = [token for token in self._tokens[bisect_left(self._starts, start) :][:_LONGEST] if token.end <= end]
            thing = self._by_name.get(" ".join(plain(token.text) for token in words))
            found = (thing, "name") if thing is not None else None
        return None if found is None else (found[0].name, found[0].type, found[1])

    @cached_property
    def _tokens(self) -> list[Token]:
        return sorted((token for sentence in self.sentences for token in sentence.tokens), key=lambda token: token.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._tokens]

    @cached_property
    def _by_name(self) -> dict[str, Thing]:
        return {name: thing for thing in self.things.values() for name in sorted(thing.names)}

    @cached_property
    def _pointers(self) -> dict[tuple[int, int], tuple[Thing, str]]:
        """What each stretch that names or points back stands for, and why; names win over what they are part of."""
        found: dict[tuple[int, int], tuple[Thing, str]] = {}
        for sentence in self.sentences:
            tokens = sentence.tokens
            for phrase in sentence.phrases:
                if phrase.possessor is not None:
                    mark = next(t for t in tokens[phrase.first : phrase.last] if t.lower == phrase.pronoun)
                    found[mark.start, mark.end] = (phrase.possessor, "pronoun")
                if phrase.thing is not None and phrase.kind in _POINTING:
                    reason = "pronoun" if phrase.kind == "pronoun" else "description"
                    bare = next((t for t in tokens[phrase.first : phrase.last] if t.tag != "DET"), tokens[phrase.first])
                    found[phrase.start, phrase.end] = found[bare.start, phrase.end] = (phrase.thing, reason)
            for name in sentence.names:
                if name.thing is not None:
                    first = name.first - len(name.title.split())
                    first -= first > 0 and tokens[first - 1].tag == "DET"
                    for token in tokens[first : name.first + 1]:
                        found[token.start, name.end] = (name.thing, self._why(name, name.thing))
        return found

    def _why(self, name: Name, thing: Thing) -> str:
        if name.text in self.acronyms:
            return "acronym"
        return "last name" if thing.type == "Person" and thing.name != name.text else "name"
