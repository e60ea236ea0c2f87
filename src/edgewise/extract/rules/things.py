"""What the names of a document stand for: acronyms, last names, one thing under several names, and types learnt over the whole text.

No sentence decides alone. Each place where a name stands votes for a type, with a weight; the heaviest wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ...ontology import Names, WellKnown
from .lexicon import Lexicon
from .names import Page
from .names_types import following
from .nouns import Name, Sentence, Thing, ThingType, Token

_CERTAIN = 3.0  # a title, a known name, a telling ending
_LIKELY = 2.0
_WEAK = 1.0  # an acronym that nothing else explains
_NATIONAL = ("US ", "U.S. ")
_AUXILIARY = frozenset(("MODAL", "BE", "HAVE", "DO"))


def new_thing(name: str, type: ThingType, lexicon: Lexicon, known: WellKnown | None = None) -> Thing:
    """Return a thing that knows whether it is a body of the state or one that reports (newsrooms and watchdogs)."""
    if type not in ("Organization", "unknown"):
        return Thing(name, type, land=name in lexicon.lands, known=known is not None)
    reports = known is not None and known.trade in ("newsroom", "ngo")
    return Thing(
        name,
        type,
        agency=not reports and _is_agency(name, lexicon),
        newsroom=reports or _is_newsroom(name, lexicon),
        known=known is not None,
    )


def acronyms(sentences: list[Sentence]) -> dict[str, str]:
    """Return the short forms that the document defines, "ICM" for "Investigative Case Management (ICM)" or the other way round."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for left, right in pairwise(sentence.names):
            bracketed = right.first == left.last + 1 and following(sentence.tokens, left.last) == "("
            if not bracketed or following(sentence.tokens, right.last) != ")":
                continue
            if _is_acronym(right.text):
                found[right.text] = left.text
            elif _is_acronym(left.text):
                found[left.text] = right.text
    return found


def make_things(sentences: list[Sentence], short_forms: dict[str, str], page: Page, names: Names) -> dict[str, Thing]:
    """Give every name of the document its thing and type; return the things by name."""
    votes, leanings = _votes(sentences, page)
    types = {name: _type_of(name, votes, page) for name in votes}
    lasts = _last_names(types, page.lexicon)
    for last in lasts:
        if types.get(last) in ("unknown", "Place") and not page.knows(last):
            types[last] = "Person"
    for text, leaning in leanings.items():
        if types[text] == "unknown":
            types[text] = max(leaning, key=lambda kind: (leaning[kind], kind), default="unknown")
    for short, long in short_forms.items():
        if types.get(long, "unknown") != "unknown" and votes.get(short, {}).get("System", 0) < _CERTAIN:
            types[short] = types[long]
        elif types.get(short) == "System":
            types[long] = "System"
    naming = _Naming(short_forms, lasts, types, names, page.lexicon, _used(sentences, short_forms))
    things: dict[str, Thing] = {}
    for sentence in sentences:
        for name in sentence.names:
            type_ = "Person" if name.strong and name.type == "Person" else types[name.text]
            if type_ == "Place" and name.text in short_forms:
                type_ = "Organization"
            key = naming.of(name.text)
            thing = things.get(key)
            if thing is None:
                thing = things[key] = new_thing(key, type_, page.lexicon, names.find(key))
            elif thing.type == "unknown" and type_ != "unknown":
                thing.type = type_
            thing.names.add(name.text)
            thing.count += 1
            name.thing, name.type = thing, thing.type
            if name.title_of is not None and name.title_of.thing is not None:
                thing.employer = name.title_of.thing
    return things


def _used(sentences: list[Sentence], short_forms: dict[str, str]) -> frozenset[str]:
    """Return the short forms that the document goes on to use; one that it only defines is no better name than the long form."""
    counts = Counter(name.text for sentence in sentences for name in sentence.names if name.text in short_forms)
    return frozenset(short for short, count in counts.items() if count > 1)


class _Naming:
    """Which name a thing goes by in this document, however it is written: the short form where the document uses it, a person's full
    name, for a well-known thing the first of its names.
    """

    def __init__(
        self,
        short_forms: dict[str, str],
        lasts: dict[str, list[str]],
        types: dict[str, ThingType],
        names: Names,
        lexicon: Lexicon,
        used: frozenset[str],
    ) -> None:
        self.short_forms = short_forms
        self.long_forms = {form: short for short, long in short_forms.items() for form in (long, _bare(long))}
        self.lasts = lasts
        self.types = types
        self.names = names
        self.lexicon = lexicon
        self.used = used
        self.well_known: dict[str, str] = {}
        for short, long in short_forms.items():
            known = names.find(short) or names.find(_bare(long))
            if known is not None:
                self.well_known.setdefault(known.name, self.of(short))

    def of(self, text: str) -> str:
        name = text[4:] if text.lower().startswith("the ") and text[4:] else text
        if name.rpartition(" ")[2].lower() in self.lexicon.organisations.suffixes:
            name = name.removesuffix(".")  # "Acme Inc." is "Acme Inc" at the end of a sentence
        short = name if name in self.short_forms else self.long_forms.get(name) or self.long_forms.get(_bare(name))
        if short is not None:
            return short if short in self.used else _bare(self.short_forms[short])
        known = self.names.find(name)
        if known is not None:
            return self.well_known.setdefault(known.name, name)
        return self.full_name(name) if self.types[text] == "Person" else name

    def full_name(self, last: str) -> str:
        """Return the full name that a last name stands for, itself where two bear it or it may be a relative's."""
        bearers = self.lasts.get(last, [])
        famous = self.lexicon.surnames.get(last)
        if famous is not None:
            return famous if famous in bearers else last  # we add no name to a document, and "Trump" beside "Eric Trump" is left as it is
        return bearers[0] if len(bearers) == 1 and not _has_generation(bearers[0].split(), self.lexicon) else last


def _bare(name: str) -> str:
    for article in ("The ", "the ", *_NATIONAL):
        name = name.removeprefix(article)
    return name


def _is_acronym(text: str) -> bool:
    return " " not in text and sum(c.isupper() for c in text) >= 2


def _votes(sentences: list[Sentence], page: Page) -> tuple[dict[str, dict[ThingType, float]], dict[str, Counter[ThingType]]]:
    """Return how the places of each name vote for its type, and how those lean that prove nothing by themselves."""
    votes: dict[str, dict[ThingType, float]] = {}
    leanings: dict[str, Counter[ThingType]] = {}
    for sentence in sentences:
        for name in sentence.names:
            box = votes.setdefault(name.text, {})
            box[name.type] = box.get(name.type, 0.0) + _weight(name, page)
            for type_, weight in _surroundings(name, sentence.tokens, page.lexicon):
                box[type_] = box.get(type_, 0.0) + weight
            leaning = leanings.setdefault(name.text, Counter())
            if (
                name.type == "unknown"
                and not name.text[-1].isdigit()
                and (leans := _leans(name, sentence.tokens, page.lexicon)) is not None
            ):
                leaning[leans] += 1
    return votes, leanings


def _leans(name: Name, tokens: list[Token], lexicon: Lexicon) -> ThingType | None:
    """Return what a name is more often than not where it stands: who acts or is dealt with is an organisation if nothing says more."""
    before, after = following(tokens, name.first - 1), following(tokens, name.last)
    if before in lexicon.systems.employing:
        return "System"
    if after == "'s" or lexicon.closed.get(after) in _AUXILIARY or lexicon.forms.get(after, ("", ""))[1] in ("VBD", "VBZ"):
        return "Organization"
    if before in ("in", "near"):
        return "Place"
    return "Organization" if before in lexicon.naming.dealt_with else None


def _weight(name: Name, page: Page) -> float:
    if name.type == "unknown":
        return 0.0
    if name.strong or name.type in ("System", "Place"):
        return _CERTAIN
    if name.type == "Organization":
        return _WEAK if name.text.isupper() and not page.knows(name.text) else _CERTAIN
    return _LIKELY


def _surroundings(name: Name, tokens: list[Token], lexicon: Lexicon) -> Iterator[tuple[ThingType, float]]:
    """Yield what the words around a name say of its type, each with its weight."""
    systems, naming = lexicon.systems, lexicon.naming
    before, after, second = following(tokens, name.first - 1), following(tokens, name.last), following(tokens, name.last + 1)
    words = name.last - name.first
    if after == "(" and following(tokens, name.last + 2) == ")" and following(tokens, name.last + 3) in systems.nouns:
        yield "System", 4.0
    if after == ")" and second in systems.nouns and before == "(":
        yield "System", 4.0
    if after in systems.nouns and after not in systems.not_naming:
        yield "System", 1.5
    if before in systems.introducing and after != "'s":
        yield "System", 1.5
    if before == "called":
        yield "System", 0.4
    if (after in lexicon.organisations.people or after in lexicon.groups.nouns) and after not in lexicon.groups.not_organisational:
        yield "Organization", 1.2
    if after == "'s" and second in naming.organisation_owns:
        yield "Organization", 1.5
    if before in naming.organisation_openers:
        yield "Organization", 2.0
    if after in naming.person_openers and words > 1:
        yield "Person", 1.0
    if after == "," and second in ("who", "whose"):
        yield "Person", 2.0
    if after == "," and second in ("a", "an", "the"):
        aside = tokens[name.last + 2 : name.last + 6]
        if any(token.lower in lexicon.titles.words for token in aside):
            yield "Person", 2.0
    if before in ("in", "at") and words == 1 and after in (",", "."):
        yield "Place", 0.5


def _last_names(types: dict[str, ThingType], lexicon: Lexicon) -> dict[str, list[str]]:
    lasts: dict[str, list[str]] = {}
    for name, type_ in types.items():
        words = name.split()
        if len(words) > 1 and type_ == "Person":
            lasts.setdefault(words[-2] if _has_generation(words, lexicon) else words[-1], []).append(name)
    return lasts


def _has_generation(words: list[str], lexicon: Lexicon) -> bool:
    return len(words) > 2 and words[-1].strip(".").lower() in lexicon.naming.generations


def _type_of(name: str, votes: dict[str, dict[ThingType, float]], page: Page) -> ThingType:
    weight, type_ = max(
        ((weight, type_) for type_, weight in votes[name].items()), key=lambda vote: (vote[0], vote[1] != "unknown", vote[1])
    )
    if weight > 0 and type_ != "unknown":
        return type_
    return "Person" if _could_be_person(name.split(), votes, page) else "unknown"


def _could_be_person(words: list[str], votes: dict[str, dict[ThingType, float]], page: Page) -> bool:
    """Whether two or three capitalised words that nothing explains read like a person's name."""
    lexicon = page.lexicon
    last = words[-1].lower()
    if len(words) not in (2, 3) or last in lexicon.systems.nouns or last in lexicon.organisations.heads or last in page.words:
        return False
    if words[-1].isupper() or page.knows(words[-1]):
        return False
    if words[0] in lexicon.first_names:
        return True
    # a last name that also stands alone
    alone = words[-1] in votes and words[-1] not in lexicon.places
    return len(words) == 2 and alone and words[0].lower() not in page.words and not page.knows(words[0])


@lru_cache(maxsize=20_000)
def _is_agency(name: str, lexicon: Lexicon) -> bool:
    organisations = lexicon.organisations
    low = frozenset(name.lower().split())
    return name in organisations.agencies or (bool(low & organisations.agency_words) and not low & organisations.not_agency_words)


@lru_cache(maxsize=20_000)
def _is_newsroom(name: str, lexicon: Lexicon) -> bool:
    return name.lower().split()[-1] in lexicon.organisations.newsroom_words
