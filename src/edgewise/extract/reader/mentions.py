"""What the mentions of a document stand for: the model says where they are and of which type, the rules' analysis whom they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Document, End, EntityType, Mention, fold
from ..rules.nouns import Analysis, Sentence, ThingType
from .scores import Spotted

PRONOUNS = frozenset((
    "i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "he", "him", "his", "she", "her", "hers", "it", "its", "they",
    "them", "their", "this", "that", "these", "those", "who", "whom", "whose", "which", "one", "both", "neither", "either", "himself",
    "herself", "itself", "themselves",
))  # fmt: skip
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|its|their|our|his|her)\s+$", re.IGNORECASE)
_LONGEST = 8  # code points of such a word and the space after it
# Where the ontology does not allow the type of an end, what else it may be taken for: a land or a platform that acts is a body.
_ELSE: dict[EntityType, tuple[EntityType, ...]] = {
    "Place": ("Organization",), "System": ("Organization",), "Group": ("Organization",), "Organization": ("Group", "System"),
    "Person": ("Group",), "Work": ("System", "Event"), "Event": ("Work",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meant:
    """A mention, `[start, end)` of the document, with the name it stands for (None: open whom a pronoun means) and its score.

    `analysed` is the type that the rules take what is named for; `points` is true of words that stand for a name written elsewhere,
    `definite` of words that follow "the", "this" or "its".
    """

    start: int
    end: int
    text: str
    type: EntityType
    name: str | None
    score: float
    analysed: ThingType = "unknown"
    points: bool = False
    definite: bool = False

    @property
    def open(self) -> bool:
        """Whether it is open whom a pronoun means: it stands for itself, and for nothing that stands elsewhere."""
        return self.name is None

    @property
    def thing(self) -> tuple[str, int]:
        """Under which all mentions of one thing are the same, and each open one is a thing of its own."""
        return (fold(self.name), 0) if self.name is not None else ("", self.start)

    def mention(self, document: Document) -> Mention:
        """Return it as a record; one that is open is called as it stands."""
        return Mention(document.id, self.start, self.end, self.text, self.type, self.name or self.text)

    def end_as(self, allowed: Sequence[EntityType]) -> End | None:
        """Return the end of a claim that this mention makes, typed as the ontology allows; None where it may not stand there."""
        types = (self.type, *((self.analysed,) if self.analysed != "unknown" else ()), *_ELSE[self.type])
        type = next((one for one in types if one in allowed), None)
        return End(self.name or self.text, type, self.start, self.end, self.text) if type is not None else None


def meant(document: Document, analysis: Analysis, sentence: Sentence, spotted: Sequence[Spotted], offset: int) -> list[Meant]:
    """Return the mentions of one passage, which begins at `offset` of the document, with what they stand for; the same number and order."""
    text = document.text
    places = [(offset + one.start, offset + one.end) for one in spotted]
    found = []
    for one in spotted:
        start, end = _whole(sentence, offset + one.start, offset + one.end, places)
        words = text[start:end]
        known = analysis.stands_for(start, end)
        definite = bare_description(words) != words or _DEFINITE.search(text[max(0, start - _LONGEST) : start]) is not None
        if known is None or _cut_off(words, known[0]):
            name = None if words.lower() in PRONOUNS else _in_running_text(words, start == sentence.start)
            found.append(Meant(start, end, words, one.type, name, one.score, definite=definite))
        else:
            name, analysed, why = known
            found.append(Meant(start, end, words, one.type, name, one.score, analysed, why in ("pronoun", "description"), definite))
    return found


def _whole(sentence: Sentence, start: int, end: int, others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the place of the proper name that a single word only begins ("Immigration" and Customs Enforcement), where the rest of it
    is nothing else's.
    """
    for name in sentence.names:
        if name.start == start and end < name.end and not any(first < name.end and end < last for first, last in others):
            return name.start, name.end
    return start, end


def _cut_off(words: str, name: str) -> bool:
    """Whether a name is only the end of a word that stands there: the "F" of "18F"."""
    return words.endswith(name) and words != name and words[-len(name) - 1].isalnum()


def _in_running_text(words: str, opens: bool) -> str:
    """Return a description as it would stand within a sentence: "Advocates", in capitals only as its first word, are no name."""
    bare = bare_description(words)
    if bare != words:
        return bare
    first, *rest = words.split()
    return words[0].lower() + words[1:] if opens and rest and first[1:].islower() and "".join(rest).islower() else words


def bare_description(words: str) -> str:
    """Return "company" of "The company"; what is no description with an article as it is."""
    article, _, rest = words.partition(" ")
    return rest if article.lower() == "the" and rest.islower() else words
