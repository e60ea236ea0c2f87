"""Who does what in one sentence: the arguments of verbs and nouns, found by position and tag, without a parser.

Where the words leave it open, the answer is None: a claim that is missed costs less than one with the wrong end.
Token positions are indices into `sentence.tokens`; `last` is exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from ..nouns import Phrase, Sentence, Thing, ThingType, Token
from .declare import Words

FINITE = frozenset(("VBZ", "VBD", "MODAL", "HAVE", "BE", "DO", "NEGAUX"))
VERBS = frozenset(("VB", "VBZ", "VBD", "VBN", "VBG"))


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a thing (None where only the words are known), the tokens `[first, last)` that name it, its phrase."""

    thing: Thing | None
    first: int
    last: int
    phrase: Phrase

    @property
    def type(self) -> ThingType:
        return self.thing.role if self.thing is not None else "unknown"


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a verb and how it was found: `how` decides how sure the reader is and which way lists run."""

    filler: Filler
    how: str


def first_of(phrase: Phrase) -> int:
    """Where a phrase begins, with the chain of owners before it: "Acme's offices"."""
    while phrase.owner is not None:
        phrase = phrase.owner
    return phrase.first


def filler(phrase: Phrase, thing: Thing | None = None) -> Filler:
    return Filler(thing if thing is not None else phrase.thing, phrase.first, phrase.last, phrase)


def named(phrase: Phrase | None, *types: ThingType) -> Thing | None:
    """Return what a phrase names where it is a name of something of one of these types (none given: of anything), else None."""
    if phrase is None or phrase.kind != "name" or phrase.thing is None or (types and phrase.thing.type not in types):
        return None
    return phrase.thing


class Syntax:
    """Reads one sentence. Cheap to make; keeps nothing beyond it."""

    def __init__(self, sentence: Sentence, words: Words, says: frozenset[str] = frozenset()) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = sentence.tokens
        self.words = words
        self.says = says
        self.verbs: list[int] = [k for k, t in enumerate(self.tokens) if t.tag in VERBS and t.phrase is None]
        self.plain = " ".join(t.lower for t in self.tokens)
        self._starts: list[int] = []

    # ------------------------------------------------------------------ places
    def token_at(self, offset: int) -> int:
        """The token that stands at an offset of `plain`, the sentence in lower case with single spaces between its words."""
        if not self._starts:
            here = 0
            for token in self.tokens:
                self._starts.append(here)
                here += len(token.lower) + 1
        return bisect_right(self._starts, offset) - 1

    def token_over(self, offset: int) -> int:
        """The token that an offset of the document falls into or stands before."""
        return min(bisect_right(self.tokens, offset, key=lambda token: token.end), len(self.tokens) - 1)

    def phrase(self, k: int) -> Phrase | None:
        return self.tokens[k].phrase if 0 <= k < len(self.tokens) else None

    def phrase_from(self, k: int) -> Phrase | None:
        """The phrase that begins at k, a participle before its noun aside: "sweeping rules", "of harvested data"."""
        found = self.phrase(k)
        if found is None and self.tag(k + 1) in ("ADJ", "NOUN"):
            adjectival = self.tag(k) == "VBG" and (self.lemma(k) == self.low(k) or self.low(k) in self.words.adjectival)
            if adjectival or (self.tag(k) in ("VBN", "VBD") and self.tag(k - 1) == "PREP"):
                return self.phrase(k + 1)
        return found

    def low(self, k: int) -> str:
        return self.tokens[k].lower if 0 <= k < len(self.tokens) else ""

    def tag(self, k: int) -> str:
        return self.tokens[k].tag if 0 <= k < len(self.tokens) else ""

    def is_verb(self, k: int) -> bool:
        return 0 <= k < len(self.tokens) and self.tokens[k].phrase is None and self.tokens[k].tag in VERBS

    def lemma(self, k: int) -> str:
        """The plain form of the word at k, "" outside the sentence."""
        if not 0 <= k < len(self.tokens):
            return ""
        token = self.tokens[k]
        return token.lemma or token.lower

    def head(self, phrase: Phrase) -> str:
        """The head noun of a phrase in the singular."""
        return phrase.lemma or phrase.head

    def head_at(self, phrase: Phrase) -> int:
        """Where the head word of a phrase stands, an acronym in parentheses aside."""
        k = phrase.last - 1
        if self.tokens[k].text == ")":
            while k > phrase.first and self.tokens[k].text != "(":
                k -= 1
            k -= 1
        return max(k, phrase.first)

    def text(self, first: int, last: int) -> str:
        return " ".join(t.text for t in self.tokens[first:last])

    def has(self, phrase: Phrase, words: frozenset[str]) -> bool:
        """Whether any word of the phrase is in the list."""
        return any(t.lower in words or t.lemma in words for t in self.tokens[phrase.first : phrase.last])

    def back_over(self, k: int, skip: Callable[[Token], bool]) -> int:
        while k >= 0 and skip(self.tokens[k]):
            k -= 1
        return k

    def whole(self, phrase: Phrase) -> Phrase:
        """Follow possessives to what is owned: at "Acme" in "Acme's chief" return "chief"."""
        here = phrase
        while here.owns:
            owned = self.phrase(here.last + 1)
            if owned is None or owned is here:
                break
            here = owned
        return here

    def measured(self, phrase: Phrase) -> Phrase:
        """Of "a number of firms" return "firms"; any other phrase as it is."""
        if phrase.thing is None and self.head(phrase) in self.words.measures and self.low(phrase.last) == "of":
            inner = self.phrase(phrase.last + 1)
            if inner is not None:
                return self.whole(inner)
        return phrase

    # ------------------------------------------------------------------ right of a word
    def previous_verb(self, k: int) -> int | None:
        """The verb (or lone auxiliary) left of k in the same part of the sentence."""
        for j in range(k - 1, -1, -1):
            token = self.tokens[j]
            if token.text == ";":
                return None
            if token.phrase is not None:
                continue
            if token.tag in VERBS:
                return j
            if token.tag in FINITE and not any(self.is_verb(x) for x in range(j + 1, min(j + 5, k))):
                return j
        return None

    def finite_in(self, first: int, last: int) -> int | None:
        """The first finite verb among the tokens `[first, last)`, None where they make no clause."""
        return next((j for j in range(first, last) if self.tag(j) in FINITE and self.phrase(j) is None), None)

    def next_finite(self, k: int) -> int | None:
        for j in range(k + 1, len(self.tokens)):
            if self.tokens[j].text == ";":
                return None
            if self.tokens[j].tag in ("VBZ", "VBD") and self.tokens[j].phrase is None:
                return j
        return None

    def passive(self, k: int) -> bool:
        """Whether the verb at k stands after a form of "be"."""
        if self.tokens[k].tag not in ("VBN", "VBD"):
            return False
        i = self.back_over(k - 1, lambda t: t.tag in ("ADV", "NEG"))
        return i >= 0 and self.tokens[i].tag == "BE"

    def reduced(self, k: int) -> bool:
        """Whether a past form follows its noun without "be" and without an object of its own: "an order titled", "held in May"."""
        after = self.phrase(k + 1)
        return self.tag(k) == "VBD" and self.phrase(k - 1) is not None and (after is None or self.low(k + 1) in ('"', "'"))

    def object(self, k: int) -> Phrase | None:
        """The phrase right after the word at k, adverbs and an opening quotation mark aside."""
        j = k + 1
        while j < len(self.tokens) and j - k < 5 and self.tokens[j].phrase is None and (
            self.tokens[j].tag in ("ADV", "NEG") or self.tokens[j].text in ('"', "“")
        ):  # fmt: skip
            j += 1
        found = self.phrase_from(j)
        if found is None:
            return None
        return self.measured(self.whole(found))

    def prepositions(self, k: int, reach: int = 28) -> list[tuple[str, Phrase]]:
        """The prepositional phrases right of k up to the next clause, in order: [("to", ICE), ("in", June)]."""
        found: list[tuple[str, Phrase]] = []
        n = len(self.tokens)
        j = k + 1
        while j < n and j - k < reach:
            token = self.tokens[j]
            if token.text in (";", "—", ":"):
                break
            if token.phrase is None:
                if token.tag in ("VBZ", "VBD", "MODAL", "BE") and j > k + 1:
                    break
                if token.tag == "WH" or (
                    token.tag == "SUB" and token.lower in ("that", "whether", "if", "while", "although", "because", "but")
                ):
                    break
            if token.tag == "PREP" or token.lower == "to":
                inner = self.phrase_from(j + 1) or (self.phrase(j + 2) if self.low(j + 1) in ('"', "“") else None)
                if inner is not None:
                    inner = self.measured(self.whole(inner))
                    found.append((token.lower, inner))
                    j = max(inner.last, j + 1)
                    continue
            j += 1
        return found

    def chain(self, phrase: Phrase) -> list[tuple[str, Phrase]]:
        """The prepositional phrases that follow a noun without a gap: "sale of tools to ICE" gives [("of", tools), ("to", ICE)]."""
        found: list[tuple[str, Phrase]] = []
        j = phrase.last
        for _ in range(5):
            if not (self.tag(j) == "PREP" or self.low(j) == "to"):
                break
            inner = self.phrase_from(j + 1)
            if inner is None and self.low(j + 1) in ("whether", "how", "why"):
                inner = self.phrase(j + 2)  # "an investigation into whether Acme sold"
            if inner is None:
                break
            inner = self.measured(self.whole(inner))
            found.append((self.low(j), inner))
            j = self.listed(inner)[-1].last
        return found

    # ------------------------------------------------------------------ lists
    def listed(self, phrase: Phrase, *, closed: bool = False) -> list[Phrase]:
        """The phrase and what is coordinated to its right: "X, Y and Z", "firms such as X".

        `closed`: the list cannot be the subject of the next verb ("between X and Y said")."""
        out = [phrase]
        n = len(self.tokens)
        for _ in range(9):
            j = out[-1].last
            if self.low(j) == '"':
                j += 1
            if self.low(j) == "(":
                close = next((e for e in range(j, min(n, j + 9)) if self.tokens[e].text == ")"), None)
                j = close + 1 if close is not None else j
            m = j
            if self.low(m) == ",":
                m += 1
            if self.low(m) in ("and", "or", "&"):
                m += 1
            if self.low(m) in ("including", "like"):
                m += 1
            if self.low(m) == "such" and self.low(m + 1) == "as":
                m += 2
            if m == j or m >= n:
                break
            found = self.phrase(m)
            if found is None:
                break
            joined_by = self.low(m - 1)
            if joined_by == "," and not any(self.low(x) in ("and", "or") for x in range(found.last, min(found.last + 16, n))):
                break
            item = self.whole(found)
            after = item.last
            while self.tag(after) == "ADV":
                after += 1
            if not closed and joined_by not in ("as", "including", "like") and self.tag(after) in FINITE and self.phrase(after) is None:
                break  # a new clause begins here: "sued Acme, and Globex said"
            if joined_by in ("and", "or") and self.tag(after) == "CONJ":
                other = self.phrase(after + 1)
                if other is not None and self.tag(other.last) in FINITE and self.phrase(other.last) is None:
                    break
            out.append(item)
        gathered = (
            len(out) > 1 and phrase.kind == "group" and not phrase.names and self.low(out[1].first - 1) in ("as", "including", "like")
        )
        return out[1:] if gathered and out[1].thing is not None else out  # "agencies such as X and Y" are X and Y

    def listed_left(self, phrase: Phrase, *, unnamed: bool = False) -> list[Phrase]:
        """The phrase and what is coordinated to its left, nearest first: at "Z" of "X, Y and Z sued".

        `unnamed`: members that name nothing count too ("emails and notes")."""
        out = [phrase]
        for _ in range(7):
            here = out[-1]
            first = here
            while first.owner is not None and first.owner.last <= here.first:
                first = first.owner
            j = first.first - 1
            if j < 0:
                break
            m = j
            if self.low(m) in ("and", "nor"):
                m -= 1
            if self.low(m) == ",":
                m -= 1
            if m == j or (self.low(j) == "," and len(out) == 1):
                break
            found = self.phrase(m)
            if found is None and self.low(m) == ")":
                open_at = next((e for e in range(m, -1, -1) if self.tokens[e].text == "("), 0)
                found = self.phrase(open_at - 1)
            if found is None or (found.thing is None and not unnamed) or (found.thing is not None and found.thing.type == "Place"):
                break
            if phrase.thing is not None and found.thing is not None and (found.thing.type == "System") != (phrase.thing.type == "System"):
                break
            before = found.first - 1
            if (self.is_verb(before) and self.lemma(before) not in self.says) or (
                self.tag(before) == "PREP" and self.low(before) not in ("as", "like", "including")
            ):
                break
            out.append(found)
        return out

    def headed(self, phrase: Phrase) -> Filler | None:
        """Of "officials from Acme" at "Acme" return Acme as named by all three words; None where the head is nobody."""
        before = phrase.first - 1
        while self.low(before) == "the":
            before -= 1
        if self.low(before) in ("and", "&") and before >= 1:
            first = self.phrase(before - 1)
            if (
                first is not None
                and first.first >= 2
                and self.low(first.first - 1) in ("from", "of", "at", "for", "with")
                and first.thing is not None
            ):
                people = self.phrase(first.first - 2)
                if people is not None and (people.thing is not None or self.head(people) in self.words.people) and phrase.thing is not None:
                    return self.headed(first)
        preposition = self.low(before)
        if not (self.tag(before) == "PREP" or preposition == "to") or preposition == "as" or self.tag(phrase.first) == "NUM":
            return filler(phrase)
        people = self.phrase(before - 1)
        if preposition in self.words.aside_prepositions and (before == 0 or self.low(before - 1) == ","):
            return filler(phrase)
        if preposition in ("after", "before", "since", "until", "while"):
            return filler(phrase)
        if people is None:
            return None
        head = self.head(people)
        thing = phrase.thing
        if head in self.words.measures and preposition == "of":
            return filler(phrase)
        if preposition in ("from", "of", "at", "for", "with") and thing is not None and thing.type in ("Organization", "unknown"):
            if head in self.words.workers and preposition != "for":
                group = Thing(f"{thing.name} employees" if head in ("employee", "worker", "engineer") else f"{thing.name} {head}s", "Group")
                return Filler(group, people.first, phrase.last, people)
            if people.thing is None and (head in self.words.people or head in self.words.titles):
                return Filler(thing, people.first, phrase.last, people)
        if people.thing is not None and people.thing.type != "Place":
            return self.headed(people) if people.first > 0 else filler(people)
        return None
