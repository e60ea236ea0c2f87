"""The nouns of reading by rule. Everything is made per document and thrown away; only `Draft` leaves this folder.

Offsets are code points of `Document.text`. Unlike the nouns of `model` these are mutable: a document's things learn their type and
their names while it is read. They compare by identity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ...model import EntityType

Tag = Literal[
    "", "NOUN", "ADJ", "ADV", "NUM", "DET", "PRON", "POSS", "PREP", "TO", "CONJ", "SUB", "WH", "NEG", "NEGAUX",
    "MODAL", "BE", "HAVE", "DO", "VB", "VBZ", "VBD", "VBN", "VBG", "PUNCT",
]  # fmt: skip
ThingType = EntityType | Literal["unknown"]
PhraseKind = Literal["name", "pronoun", "metonym", "group", "described system", "system anaphor", "common"]


@dataclass(eq=False, slots=True)
class Thing:
    """What one or more names of a document stand for. `type` may be learnt late; `names` are the surfaces seen, `count` how often.

    `agency` is true of a body of the state, `newsroom` of one that reports; both only guide reading. `employer` is the organisation
    that a person is said to work for anywhere in the document, the last one said so far.
    """

    name: str
    type: ThingType = "unknown"
    names: set[str] = field(default_factory=set)
    count: int = 0
    agency: bool = False
    newsroom: bool = False
    employer: Thing | None = None

    @property
    def acts(self) -> bool:
        """Whether it can do something: organisations, persons, groups, and what nobody knows the type of."""
        return self.type in ("Organization", "Person", "Group", "unknown")


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
    pronoun it begins with ("its"); `names` the proper names within, left to right; `maker` the thing whose system it is said to be;
    `employer` the organisation whose people a group is.
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
    title_case: bool = False
    speaker: Thing | None = None

    def phrase_at(self, index: int) -> Phrase | None:
        """Return the phrase that token `index` is in; None for a verb, a mark, a preposition, and outside the sentence."""
        return self.tokens[index].phrase if 0 <= index < len(self.tokens) else None


@dataclass(eq=False, slots=True)
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
