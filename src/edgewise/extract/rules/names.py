"""Proper names in a sentence: runs of capitalised words, with the small words that may stand inside them.

What is found here is a stretch of tokens; what it is called and what it is come later (`names_titles`, `names_types`, `things`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ...model import EntityType
from ...ontology import Names
from ..sentences import plain
from .lexicon import Lexicon, by_first_word
from .nouns import Name, Sentence, Token
from .tokens import is_capital


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Names known beforehand, as written: the type of each, and the words of those of several words by their first, longest first."""

    types: dict[str, EntityType]
    phrases: dict[str, tuple[tuple[str, ...], ...]]

    def match(self, tokens: list[Token], first: int) -> int:
        """Return how many tokens from `first` on are the longest known name of several words, 0 where there is none."""
        for words in self.phrases.get(tokens[first].text, ()):
            if len(words) <= len(tokens) - first and all(tokens[first + k].text == word for k, word in enumerate(words)):
                return len(words)
        return 0


@lru_cache(maxsize=8)
def gazetteer(lexicon: Lexicon, names: Names) -> Gazetteer:
    """Return what the project's well-known names and the lexicon know; made once for each pair."""
    types: dict[str, EntityType] = dict.fromkeys(lexicon.places, "Place")
    types.update(dict.fromkeys(lexicon.naming.systems, "System"))
    types.update(dict.fromkeys(lexicon.naming.organisations, "Organization"))
    for known in names.known:
        for string in (known.name, *known.aliases):
            types[string] = known.type
    return Gazetteer(types, by_first_word(frozenset(name for name in types if " " in name)))


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What finding names needs of the whole document: its lower-case words, and the words it capitalises inside a sentence.

    `given` are the names that came with the document as data. `bare` is true of a text of headings only, which does not show by
    itself which words are names.
    """

    lexicon: Lexicon
    known: Gazetteer
    given: Gazetteer
    words: frozenset[str]
    capitals: frozenset[str]
    bare: bool

    def match(self, tokens: list[Token], first: int) -> int:
        """Return how many tokens from `first` on are a known or given name of several words, 0 where there is none."""
        return max(self.known.match(tokens, first), self.given.match(tokens, first))

    def knows(self, text: str) -> bool:
        """Whether a name is known as an organisation or a system, wherever it stands."""
        return self.known.types.get(text) in ("Organization", "System")


def page(sentences: list[Sentence], lexicon: Lexicon, known: Gazetteer, given: tuple[str, ...] = ()) -> Page:
    """Take in a document's words, and the names given with it as data, before its names are looked for."""
    whole = [plain(name).partition("(")[0].strip() for name in given]
    phrases = frozenset(name for name in whole if " " in name and name[0].isupper() and name.split()[-1][0].isupper())
    words: set[str] = set()
    capitals: set[str] = {word for name in phrases for word in name.split() if word[0].isupper()}
    for sentence in sentences:
        previous = "."
        for token in sentence.tokens:
            if token.text.islower():
                if previous not in '.!?"' and len(token.text) > 1 and not sentence.is_title:
                    words.add(token.text)
            elif not sentence.title_case and previous not in '"(.:-' and is_capital(token):
                capitals.add(token.text)
            previous = token.lower
    return Page(
        lexicon,
        known,
        Gazetteer({}, by_first_word(phrases)),
        frozenset(words),
        frozenset(capitals),
        all(sentence.title_case for sentence in sentences),
    )


def find_names(sentences: list[Sentence], page: Page) -> None:
    """Set the names of each sentence, from left to right; they do not overlap.

    In a heading in title case only what the rest of the text treats as a name is one.
    """
    capitals = set(page.capitals)
    for sentence in sentences:
        if not sentence.title_case:
            sentence.names = _Run(sentence.tokens, page, title_case=False).names()
            capitals.update(token.text for name in sentence.names for token in sentence.tokens[name.first : name.last])
    for sentence in sentences:
        if sentence.title_case:
            sentence.names = _Run(sentence.tokens, page, title_case=True, only=None if page.bare else capitals).names()


def name_at(tokens: list[Token], first: int, last: int) -> Name:
    """Return the name that the tokens `[first, last)` are; its text is joined by spaces, typographic marks made plain."""
    words = tokens[first:last]
    return Name(plain(" ".join(token.text for token in words)).replace(" ,", ","), words[0].start, words[-1].end, first, last)


_OPENING = frozenset(('"', "(", "[", "*", "-", "#", ":", ".", "!", "?"))


class _Run:
    """One pass over the tokens of one sentence."""

    def __init__(self, tokens: list[Token], page: Page, *, title_case: bool, only: set[str] | None = None) -> None:
        self.tokens = tokens
        self.page = page
        self.lexicon = page.lexicon
        self.title_case = title_case
        self.only = only

    def names(self) -> list[Name]:
        found: list[Name] = []
        here = 0
        while here < len(self.tokens):
            if not self.begins(here):
                here += 1
                continue
            first, last = self.trimmed(here, self.end(here))
            if first < last and not self.nobody(first, last):
                cut = self.maker_before_system(first, last) or last
                found.append(name_at(self.tokens, first, cut))
                if cut < last and not self.nobody(cut, last):  # not the "PR" of "Amazon PR"
                    found.append(name_at(self.tokens, cut, last))
            here = max(last, here + 1)
        return found

    def begins(self, index: int) -> bool:
        """Whether a name can begin at this token."""
        token = self.tokens[index]
        text = token.text
        if not is_capital(token) or text in ("A", "I"):
            return False
        if self.page.match(self.tokens, index) or self.title_phrase(index):
            return True
        known = self.page.knows(text)
        if self.only is not None and text not in self.only and not known:
            return False
        acronym = len(text) > 1 and text.isupper()
        if token.lower in self.lexicon.function_words and text not in self.page.known.types:  # "NOT", but not "US" and "WHO"
            return False
        if self.title_case or acronym or not (index == 0 or self.tokens[index - 1].lower in _OPENING):
            return True
        if known and not (text in self.lexicon.naming.ambiguous and token.lower in self.page.words):
            return True
        return self.begins_sentence(index)

    def begins_sentence(self, index: int) -> bool:
        """Whether a capital at the start of a sentence is a name's: an uncommon word, or a common one in a long enough run."""
        lexicon, tokens = self.lexicon, self.tokens
        low = tokens[index].lower
        common = (
            low in self.page.words or low in lexicon.forms or low in lexicon.function.numbers or low in lexicon.groups.nouns
            or low in lexicon.organisations.people or low in lexicon.systems.nouns or low.endswith(("ly", "ing"))
            or low in lexicon.naming.common_openers or low in lexicon.tagging.adjectives
        )  # fmt: skip
        if not common:
            return True
        last = index + 1
        while last < len(tokens) and is_capital(tokens[last]) and tokens[last].lower not in lexicon.function_words:
            last += 1
        if last == index + 1:
            return False
        if low in lexicon.organisations.heads or low in lexicon.titles.words or low in lexicon.naming.first_words:
            return True
        ending = tokens[last - 1].lower
        if ending.strip(".") in lexicon.organisations.suffixes:
            return True
        verbal = low in lexicon.forms or low.endswith(("ly", "ing")) or low in lexicon.naming.not_first_words
        return ending in lexicon.organisations.heads and not verbal

    def end(self, first: int) -> int:
        """Return where the name that begins at `first` ends, before trimming."""
        tokens = self.tokens
        last = first + max(1, self.page.match(tokens, first), self.title_phrase(first))
        while last < len(tokens):
            token = tokens[last]
            if self.form_follows(last):
                return last + 2
            if is_capital(token):
                if self.stops(last):
                    break
                last += max(1, self.title_phrase(last))
                continue
            joined = self.joined(first, last) if token.lower in self.lexicon.naming.connectors else 0
            if not joined:
                break
            last = joined
        if last < len(tokens):
            governs = tokens[last].lower == "administration" and last - first <= 2
            numbered = tokens[last].text.isdigit() and tokens[last - 1].text in self.lexicon.naming.numbered
            return last + 1 if governs or numbered else last
        return last

    def form_follows(self, index: int) -> bool:
        """Whether a comma and the form of the firm before it stand here ("Globex, Inc."), with which its name ends."""
        if self.tokens[index].lower != "," or index + 1 == len(self.tokens):
            return False
        form = self.tokens[index + 1].lower
        return len(form.rstrip(".")) > 2 and form in self.lexicon.organisations.suffixes  # no "Denver, Co." and no post, "AG"

    def title_phrase(self, first: int) -> int:
        """Return how many tokens are a title of several words with "of" inside ("Chief of Staff"), so that the name goes on; else 0."""
        for words in self.lexicon.title_phrases.get(self.tokens[first].lower, ()):
            tokens = self.tokens[first : first + len(words)]
            if [token.lower for token in tokens] == list(words) and is_capital(tokens[-1]):
                return len(words)
        return 0

    def stops(self, index: int) -> bool:
        """Whether a capitalised token does not go on with the name before it."""
        token, before = self.tokens[index], self.tokens[index - 1].lower
        if token.text == "I":
            return True
        if before.endswith(".") and before in self.lexicon.organisations.suffixes and token.lower not in self.lexicon.titles.words:
            return True  # "under Globex Ltd. Jane Roe leads it": a sentence can end on a firm's form
        if self.only is not None and token.text not in self.only and not self.page.knows(token.text):
            return True
        if token.text == "AI" and self.tokens[index - 1].text not in self.lexicon.naming.with_ai:
            return index + 1 < len(self.tokens) and self.tokens[index + 1].text[0].islower()
        return token.lower in self.lexicon.function_words and token.text != "The" and not token.text.isupper()

    def joined(self, first: int, index: int) -> int:
        """Return where the name goes on after the small word at `index` (exclusive end), 0 where that word ends it."""
        tokens, naming = self.tokens, self.lexicon.naming
        after = index + 1
        family = tokens[index].lower in naming.family_connectors
        while after + 1 < len(tokens) and (tokens[after].lower == "the" or (family and tokens[after].lower in naming.family_connectors)):
            after += 1
        if after >= len(tokens) or not is_capital(tokens[after]) or tokens[after].lower in self.lexicon.function_words:
            return 0
        word = tokens[index].lower
        left = [token.lower for token in tokens[first:index]]
        if word in naming.family_connectors:
            return after + 1
        if word == "of":
            heads = self.lexicon.organisations.heads
            inside = any(w in heads or w in naming.of_heads for w in left) and not self.page.knows(tokens[after].text)
        elif word in ("on", "for", "against", "in"):
            inside = left[-1] in naming.for_heads
        elif word == "and":
            if tokens[after].lower in self.lexicon.organisations.heads and after + 1 < len(tokens) and tokens[after + 1].lower == "of":
                return 0  # "the Department of Health and the Office of Trade" are two
            of_office = ("of" in left or "for" in left) and any(w in naming.and_heads for w in left)
            pair = tokens[after].lower in naming.and_right and left[-1] in naming.and_left
            inside = of_office or pair or left[-1] in naming.and_always
        else:
            inside = False
        return after + 1 if inside else 0

    def maker_before_system(self, first: int, last: int) -> int:
        """Return where the second name begins in "Palantir FALCON" and "Flock Safety ALPR": a known organisation right before a known
        system or an acronym; 0 where it is not so.
        """
        types = self.page.known.types
        words = [token.text for token in self.tokens[first:last]]
        if " ".join(words) in types:
            return 0
        for k in range(len(words) - 1, 0, -1):
            if types.get(" ".join(words[:k])) == "Organization":
                acronym = k == len(words) - 1 and words[k].isupper() and words[k].lower() not in self.lexicon.organisations.suffixes
                return first + k if acronym or types.get(" ".join(words[k:])) == "System" else 0
        return 0

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Drop small words at the end, months and weekdays at the start, and what describes a known name before it."""
        tokens, function = self.tokens, self.lexicon.function
        while last > first + 1 and tokens[last - 1].lower in self.lexicon.function_words and not tokens[last - 1].text.isupper():
            last -= 1
        while last > first + 1 and (tokens[first].lower in function.months or tokens[first].lower in function.weekdays):
            first += 1
        described = tokens[first].lower in self.lexicon.naming.never_alone or tokens[first].lower in ("us", "u.s.", "u.s")
        described = described or tokens[first].text in self.lexicon.surnames
        if described and last > first + 1 and self.page.knows(" ".join(token.text for token in tokens[first + 1 : last])):
            whole = " ".join(token.text for token in tokens[first:last])
            return (first, last) if self.page.knows(whole) else (first + 1, last)  # "Israeli Mossad", "Trump White House"
        return first, last

    def nobody(self, first: int, last: int) -> bool:
        """Whether the run names nothing: months, peoples, job acronyms."""
        naming, function = self.lexicon.naming, self.lexicon.function
        words = [token.lower for token in self.tokens[first:last]]
        if all(w in naming.never_alone or w in function.months or w in function.weekdays or w.isdigit() for w in words):
            return True
        if len(words) > 1:
            return False
        text = self.tokens[first].text
        if self.page.knows(text) or self.page.knows(f"The {text}"):
            return False
        if text in naming.not_names or (not text.isupper() and self.is_common(words[0])):
            return True
        return words[0].endswith(tuple(naming.people_endings)) and text not in self.lexicon.first_names

    def is_common(self, word: str) -> bool:
        """Whether a single word, however written, is a common noun: "the Department", "the Act", "Officials"."""
        lexicon = self.lexicon
        return (
            word in lexicon.organisations.heads or word in lexicon.organisations.people or word in lexicon.organisations.suffixes
            or word in lexicon.groups.nouns or word in lexicon.tagging.adjectives or word in lexicon.naming.common_openers
            or word in lexicon.naming.works or word in lexicon.naming.happenings or word in lexicon.naming.work_openers
        )  # fmt: skip
