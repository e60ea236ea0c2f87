"""The parts of a person's name, and what speaks for and against two people being one.

What settles: the same first and last name with middle names that fit; a short form of the first name, unless many people have the last
one. Never the last name alone, an initial, or one first name beside two last ones, as after a marriage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product, zip_longest

from rapidfuzz.distance import OSA

from .sign import NEVER, Sign, slip
from .vocabulary import (
    ALSO_LAST_NAMES,
    CALLED,
    CHINESE_OR_KOREAN,
    COMMON_LAST,
    FREQUENT_FIRST,
    FREQUENT_LAST,
    MENS,
    OF_BOTH,
    OFFICES,
    PARTICLES,
    PET_NAMES,
    POSTS,
    RULERS,
    SPELT,
    SUFFIXES,
    TITLES,
)
from .words import words_of

_QUOTED = re.compile(r"[\"“‘'(](\w[\w .-]*)[\"”’')]")
_DEGREE = re.compile(r",?\s+(?:Ph\.?\s?D|M\.?D|J\.?D|Esq(?:uire)?|C\.?P\.?A|[KQ]\.?C|MEP|MP|[OCM]BE|R\.?N|Ret)\.?(?=,|$)")
_FAMILY_FIRST = CHINESE_OR_KOREAN - CALLED.keys() - {"lee", "han", "jung"}
_OTHER_GIVEN = 0.5  # how like given names are, 0 to 1, that are two
_OTHER_LAST = 0.6  # how like last names are, 0 to 1, that may be one in two languages
_ENDING = re.compile(r"sk(?:iy|yi|yy|ii|ij|i|y)$")
_OV = re.compile(r"off$")


@dataclass(frozen=True, slots=True)
class Person:
    """The parts of a person's name, folded; `suffix` as it is shown ("Jr."), "" where there is none; `title` the post before it."""

    first: str
    middle: tuple[str, ...]
    last: str
    suffix: str
    title: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What two spellings of one name share."""
        return (self.first, *self.middle, self.last, self.suffix)


@lru_cache(maxsize=200_000)
def person_of(name: str) -> Person:
    """Return the parts of a person's name, without posts before it; of one written "Last, First" too. One word is a last name."""
    bare = _without_role(_QUOTED.sub(" ", name).strip(" ,") or name)
    last_first = [part.split() for part in bare.split(",")]
    turned = len(last_first) == 2 and all(last_first) and last_first[1][0].lower().strip(".") not in SUFFIXES
    if turned:  # a title before the last name is that of the whole
        while len(last_first[0]) > 1 and last_first[0][0].lower().strip(".") in TITLES:
            last_first[0].pop(0)
    words = list(words_of(" ".join(word for part in reversed(last_first) for word in part) if turned else bare))
    suffix = SUFFIXES[words.pop()] if len(words) > 1 and words[-1] in SUFFIXES else ""
    before = _posts(words)
    title, words = words[before - 1] if before else "", words[before:]
    middle = tuple(word for word in words[1:-1] if word not in PARTICLES)
    return Person(words[0] if len(words) > 1 else "", middle, words[-1] if words else "", suffix, title)


def _without_role(name: str) -> str:
    """A name without what is said of the person: in small letters before it ("reporter Jane Roe"), after a comma ("Jane Roe, M.D.")."""
    words = name.split()
    while len(words) > 2 and words[0].isalpha() and words[0].islower() and words[0] not in PARTICLES and _are_names(words[1:]):
        words = words[1:]
    first, *rest = " ".join(words).split(",")
    if not _are_names(first.split()):
        return name
    kept = [_DEGREE.sub("", first) if _are_names(_DEGREE.sub("", first).split()) else first]
    for part in rest:
        word = next(iter(part.split()), "")
        if (
            word[:1].islower()
            or word[1:2] == "-"
            or word.lower().strip(".") in TITLES - ALSO_LAST_NAMES
            or _DEGREE.match(f" {part.strip()}")
        ):
            break
        kept.append(part)
    return ",".join(kept)


def _are_names(words: list[str]) -> bool:
    """Whether words are a first and a last name, at least, particles aside."""
    return sum(word[0].isupper() for word in words if word.lower() not in PARTICLES) > 1


def _posts(words: list[str]) -> int:
    """How many words before a name are posts: up to the last title; a title that is a last name, too, only where titles lead to it."""
    count = 0
    for place, word in enumerate(words[:-1]):
        office = word in OFFICES and place == count and 0 < count < len(words) - 2
        if office or word in POSTS or (word in TITLES and (word not in ALSO_LAST_NAMES or place == count or place == 1)):
            count = place + 1
    return count


def first_names_fit(one: str, other: str) -> bool:
    """Say whether two first names, folded, could be one person's: equal, an initial, a nickname, a short form, or none known."""
    return not one or not other or one == other or _of_first_names(one, other) is not None


def last_name(name: str) -> str:
    """Return a last name, folded, as all its spellings in our letters are compared: "zelenskiy" and "zelensky" give the same."""
    return _OV.sub("ov", _ENDING.sub("sky", name)) if len(name) > 5 else name


def signs_of_people(left: str, right: str) -> Iterator[Sign]:
    """Yield what speaks for and against two people by their names, standard forms; equal names are another's to tell."""
    one, other = person_of(left), person_of(right)
    if one.suffix and other.suffix and one.suffix != other.suffix:
        yield Sign(f"one is {one.suffix}, the other {other.suffix}", NEVER, "different")
    elif one.key == other.key and one.first:
        yield Sign(f"the same name but for titles and order: {_shown(one)}", 5.5, "same")
    elif not one.first or not other.first:
        yield from _of_one_word(one, other)
    elif sorted(one.key) == sorted(other.key):
        yield Sign("the same words in another order", 5.0)
    elif last_name(one.last) != last_name(other.last):
        yield from _of_two_last_names(one, other)
    else:
        yield from _of_one_last_name(one, other)
    if one.suffix != other.suffix and not (one.suffix and other.suffix):
        yield Sign(f"only one is {one.suffix or other.suffix}", -2.5)


def _of_one_word(one: Person, other: Person) -> Iterator[Sign]:
    """Signs where at least one of the names is one word, which is a last name where a title stands before it."""
    bare, full = (one, other) if not one.first else (other, one)
    if one.last == other.last:
        yield Sign(f"{_shown(full)} has that last name" if full.first else "the same last name, and no first one", 1.5)
    elif slip(one.last, other.last) is not None:
        yield Sign("last names that could be slips for one another", 0.5)
    elif _is_last_name(bare, full) and bare.last not in full.key:
        yield Sign("their last names differ", NEVER, "different")
    elif bare.last == full.first or bare.last in full.middle:
        yield Sign("one name is another name of the other", 0.5)
    else:
        yield Sign("a name of one word could be anybody's", -2.0)


def _is_last_name(bare: Person, full: Person) -> bool:
    """Whether the one word of a name is a last name, as a title before it tells, or of a ruler of the same rank as the other."""
    if bare.title in RULERS:
        return full.title == bare.title
    return bool(bare.title and (full.first or full.title))


def _of_two_last_names(one: Person, other: Person) -> Iterator[Sign]:
    ours, theirs = {one.first, *one.middle, one.last}, {other.first, *other.middle, other.last}
    misspelt = slip(one.last, other.last)
    if one.first == other.first and misspelt is not None:
        yield Sign(f"the same first name, and {misspelt} in the last one", 3.5)
    elif ours <= theirs or theirs <= ours:
        yield Sign("one has further names", 2.0)
    elif one.last in other.middle or other.last in one.middle:
        yield Sign("the last name of one is a middle name of the other, as after a marriage", 2.0)
    elif misspelt is not None and first_names_fit(one.first, other.first):
        yield Sign(f"first names that fit, and {misspelt} in the last one", 1.5)
    elif one.first == other.first and one.first in _FAMILY_FIRST and CHINESE_OR_KOREAN.isdisjoint((one.last, other.last)):
        yield _of_given_names("".join((*one.middle, one.last)), "".join((*other.middle, other.last)))
    elif one.first == other.first and one.first not in MENS:
        yield Sign("the same first name but another last one, as after a marriage", -2.0)
    elif not CHINESE_OR_KOREAN.isdisjoint(ours) and not CHINESE_OR_KOREAN.isdisjoint(theirs):
        yield Sign("their last names differ, but could be one in two languages", -2.0)
    elif one.first == other.first and OSA.normalized_similarity(one.last, other.last) > _OTHER_LAST:
        yield Sign("the same first name, and last names that are spelt nearly alike", -1.0)
    elif any(len(word) > 1 for word in ours & theirs - {one.first}):
        yield Sign("their last names differ", -2.0)
    else:
        yield Sign("their last names differ", NEVER, "different")


def _of_given_names(one: str, other: str) -> Sign:
    """The sign of two people of one family name that comes first."""
    if OSA.normalized_similarity(one, other) > _OTHER_GIVEN:
        return Sign("the same family name, and given names that are spelt nearly alike", -1.0)
    return Sign("the same family name, but other given names", NEVER, "different")


def _of_one_last_name(one: Person, other: Person) -> Iterator[Sign]:
    found = Sign("the same first and last name", 5.0, "same") if one.first == other.first else _of_first_names(one.first, other.first)
    plain = one.first == other.first and one.middle == other.middle
    if found is not None and found.settles == "same" and not plain and _are_many(one, other):
        yield Sign(f"{found.words}; but many people are called {one.last.title()}", min(found.weight, 3.5))
    elif found is not None:
        yield found
    elif one.first in other.middle or other.first in one.middle:
        yield Sign("the first name of one is a middle name of the other", 2.5)
    elif _are_initials(one, other) or _are_initials(other, one):
        yield Sign("the same last name, and initials that fit", 3.0)
    elif (len(one.first) == 1 and one.middle) or (len(other.first) == 1 and other.middle):
        yield Sign("the same last name, and an initial that does not fit", -2.0)
    elif one.first in PET_NAMES or other.first in PET_NAMES:
        yield Sign("the same last name, and a first name that anybody may be called by", -1.0)
    elif _near(one.first, other.first):
        yield Sign("the same last name, and first names that are spelt nearly alike", 2.0)
    else:
        yield Sign("the same last name, but other first names", NEVER, "different")
    yield from _of_middle_names(one, other)


def _are_many(one: Person, other: Person) -> bool:
    """Whether so many people have a name that a short first name, or a middle one that only one side says, leaves it open who is meant."""
    if one.last in COMMON_LAST:
        return True
    return one.first == other.first and one.first in FREQUENT_FIRST and one.last in FREQUENT_LAST and bool(one.middle) != bool(other.middle)


def _are_initials(one: Person, other: Person) -> bool:
    """Whether the first name of one is the initials of the other's: "JD" of James David."""
    initials = "".join(word[0] for word in (other.first, *other.middle))
    return 1 < len(one.first) < 4 and (one.first == initials or (not other.middle and one.first[0] == initials and len(one.first) == 2))


def _near(one: str, other: str) -> bool:
    """Whether two first names are spelt nearly alike, and begin with one sound: "Jon", "John"; "Steven", "Stephen"; "Karl", "Carl"."""
    if one[:3] == other[:3] and len(one) > 2 and len(other) > 2:
        return True
    same_sound = one[0] == other[0] or {one[0], other[0]} in ({"c", "k"}, {"g", "j"}, {"i", "y"}, {"s", "z"})
    return same_sound and min(len(one), len(other)) > 2 and OSA.distance(one, other, score_cutoff=1) == 1


def _of_middle_names(one: Person, other: Person) -> Iterator[Sign]:
    if not one.middle or not other.middle:
        return
    paired = list(zip_longest(one.middle, other.middle, fillvalue=""))
    if not any(first_names_fit(a, b) for a, b in product(one.middle, other.middle)):
        yield Sign("their middle names differ", NEVER, "different")
    elif not all(first_names_fit(a, b) for a, b in paired):
        yield Sign("their middle names differ", -5.0, "different" if one.first == other.first else None)
    elif len(one.middle) != len(other.middle):
        yield Sign("only one has a further middle name", -2.0)


def _of_first_names(one: str, other: str) -> Sign | None:
    """What makes two first names one person's."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return Sign("the same first and last name", 5.0, "same")
    if len(short) == 1 or (len(short) == 2 and short[1] != long[1:2]):
        fits = long.startswith(short[0]) and len(short) == 1
        return Sign(f"the same last name, and “{short.upper()}.” could be {long.title()}", 3.0) if fits else None
    if SPELT.get(one, frozenset()) & SPELT.get(other, frozenset()):
        return Sign(f"the same last name, and “{one.title()}” and “{other.title()}” are spellings of one first name", 4.5, "same")
    if CALLED.get(one, frozenset()) & CALLED.get(other, frozenset()):
        asked = short in OF_BOTH and long not in MENS
        return Sign(
            f"the same last name, and “{short.title()}” can be short for {long.title()}", 3.5 if asked else 4.0, None if asked else "same"
        )
    if len(short) > 2 and long.startswith(short):
        return Sign(
            f"the same last name, and “{short.title()}” could be short for {long.title()}", 3.5 if len(long) > len(short) + 1 else 2.0
        )
    misspelt = slip(one, other)
    return Sign(f"the same last name, and {misspelt} in the first one", 3.0) if misspelt is not None else None


def _shown(person: Person) -> str:
    return " ".join([*(word.title() for word in (person.first, *person.middle, person.last) if word), *filter(None, (person.suffix,))])
