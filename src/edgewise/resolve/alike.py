"""How alike two names are, as signs that a person can read: "the same words in another order", "one letter differs".

A sign has a weight in log-odds: above 0 it speaks for one thing, below 0 for two. Signs are of the names alone; what the documents
say of the two is added by `pairs`. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

from ..model import Entity, EntityType, fold
from .forms import SMALL, TITLES, is_acronym, standard

NEVER = -20.0  # of a sign that no other outweighs
_ODDS = -3.0  # of two names that share nothing that is known
_MARKS = re.compile(r"[^\w]+")
_INNER = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_COUNTRY = frozenset(("us", "united", "states", "usa", "american", "national", "federal"))
_FORMS = frozenset(
    """
    inc incorporated corp corporation company companies co llc ltd limited plc llp group holdings holding technologies technology systems
    system international global worldwide enterprises industries partners firm law bank fund agency organization service
    services
    """.split()  # noqa: SIM905  # a list of words reads better as text
)
_PARTS = frozenset(
    """
    division office bureau department committee subcommittee unit branch section directorate foundation university college school
    center institute employees workers lawyers agents lobbyists staff officials campaign administration association union journal news
    supporters investors members users families victims board council trust capital times post ventures cloud robotics labs research
    police court
    """.split()  # noqa: SIM905
)
_POSTS = frozenset(("leader", "whip", "spokesman", "spokeswoman", "founder", "candidate", "administrator"))
_SUFFIXES = {"jr": "Jr.", "junior": "Jr.", "sr": "Sr.", "senior": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
_NICKNAMES = (
    "alexander alex sasha", "andrew andy drew", "anthony tony", "benjamin ben", "charles charlie chuck", "christopher chris",
    "daniel dan danny", "david dave", "deborah debbie", "donald don", "edward ed eddie ted ned", "elizabeth liz beth betsy",
    "eugene gene", "francis frank", "franklin frank", "frederick fred", "gerald jerry", "gregory greg", "harold hal harry",
    "henry hank harry", "jacob jake", "james jim jimmy jamie", "jeffrey jeff", "jennifer jen jenny", "john jack johnny jon",
    "jonathan jon", "joseph joe joey", "katherine kate kathy katie", "kathleen kathy", "kenneth ken kenny", "lawrence larry",
    "leonard len leo", "lewis lew", "louis lou", "margaret maggie meg peggy", "matthew matt", "michael mike mick", "nathaniel nate",
    "nicholas nick", "pamela pam", "patricia pat patty", "patrick pat", "peter pete", "philip phil", "raymond ray",
    "rebecca becky", "richard rick dick rich", "robert bob bobby rob", "ronald ron", "rudolph rudy", "samuel sam", "stephen steve",
    "steven steve", "susan sue susie", "theodore ted", "thomas tom tommy", "timothy tim", "vincent vince", "vladimir vlad",
    "walter walt", "william bill billy will",
)  # fmt: skip
_CALLED: dict[str, frozenset[int]] = {
    name: frozenset(n for n, group in enumerate(_NICKNAMES) if name in group.split()) for group in _NICKNAMES for name in group.split()
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for one thing or for two, in words; its weight in log-odds, for one thing above 0."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Person:
    """The parts of a person's name, folded; `suffix` as it is shown ("Jr."), "" where there is none."""

    first: str
    middle: tuple[str, ...]
    last: str
    suffix: str


def odds(signs: tuple[Sign, ...]) -> float:
    """Return the log-odds that two names with these signs are one thing."""
    return _ODDS + sum(sign.weight for sign in signs)


def signs_of(left: Entity, right: Entity) -> tuple[Sign, ...]:
    """Return what speaks for and against two entities being one thing by their names and types; by whichever of their names fit best."""
    both = (left, right)
    best = max((tuple(_of_names(*names, both)) for names in product(spellings(left), spellings(right))), key=odds)
    return (*best, *_of_types(left.type, right.type))


@lru_cache(maxsize=200_000)
def spellings(entity: Entity) -> tuple[str, ...]:
    """Return the names under which an entity is compared, its name first: without titles, corporate forms and brackets, each once."""
    plain = (standard(" ".join(_BRACKETS.sub("", name).split()) or name, entity.type) for name in (entity.name, *entity.aliases))
    return tuple({fold(name): name for name in reversed(tuple(plain))}.values())[::-1]


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that carry meaning, folded, marks aside: ("immigration", "customs", "enforcement")."""
    text = _INNER.sub(lambda m: m[0].replace(".", ""), fold(name).replace("&", " and "))
    words = [word for word in _MARKS.split(text.replace("'s", "").replace("'", "")) if word]
    return tuple(word for word in words if word not in SMALL) or tuple(words)


def forget() -> None:
    """Let go of what was worked out of single names: once many were compared, of no more use, and large."""
    for kept in (spellings, words_of, person_of):
        kept.cache_clear()


def squeezed(name: str) -> str:
    """Return the letters and digits of a name alone: "JP Morgan" and "JPMorgan" give the same."""
    return "".join(c for c in fold(name) if c.isalnum())


@lru_cache(maxsize=200_000)
def person_of(name: str) -> Person:
    """Return the parts of a person's name, without posts before it; of one written "Last, First" too. One word is a last name."""
    last_first = [part.split() for part in name.split(",")]
    turned = len(last_first) == 2 and all(last_first) and last_first[1][0].lower().strip(".") not in _SUFFIXES
    words = list(words_of(" ".join(part for part in reversed(name.split(","))) if turned else name))
    posts = [place for place, word in enumerate(words[:-1]) if word in TITLES or word in _POSTS]
    words = words[posts[-1] + 1 :] if posts else words
    suffix = _SUFFIXES[words.pop()] if len(words) > 1 and words[-1] in _SUFFIXES else ""
    return Person(words[0] if len(words) > 1 else "", tuple(words[1:-1]), words[-1] if words else "", suffix)


def first_names_fit(one: str, other: str) -> bool:
    """Say whether two first names, folded, could be one person's: equal, an initial, a nickname, a short form, or none known."""
    return not one or not other or one == other or _first_name(one, other) is not None


def _of_types(left: EntityType, right: EntityType) -> Iterator[Sign]:
    if left != right:
        weight = -5.5 if "Place" in (left, right) else -2.5 if "Person" in (left, right) else -1.0  # a place is not its government
        yield Sign(f"one is read as {_article(left)}, the other as {_article(right)}", weight)


def _of_names(left: str, right: str, of: tuple[Entity, Entity]) -> Iterator[Sign]:
    ours, theirs = words_of(left), words_of(right)
    if squeezed(left) == squeezed(right) or ours == theirs:
        yield from _of_one_spelling(left, right, of[0].type)
    elif _numbers(ours) != _numbers(theirs):
        yield Sign("they differ in a number", NEVER)
    elif of[0].type == of[1].type == "Person":
        yield from _of_people(left, right)
    elif is_acronym(left, right):
        yield _abbreviated(left, right, of[0])
    elif is_acronym(right, left):
        yield _abbreviated(right, left, of[1])
    else:
        yield from _of_words(ours, theirs)


def _of_one_spelling(left: str, right: str, type: EntityType) -> Iterator[Sign]:
    if type == "Person" and not person_of(left).first:
        yield Sign("the same last name, and no first one", 1.5)
    elif fold(left) == fold(right):
        yield Sign(f"both are called {left}", 6.0)
    else:
        yield Sign("spelt alike but for marks, spaces and small words", 6.0)


def _of_people(left: str, right: str) -> Iterator[Sign]:
    one, other = person_of(left), person_of(right)
    if sorted(words_of(left)) == sorted(words_of(right)):
        yield Sign("the same words in another order", 5.0)
        return
    if one.suffix and other.suffix and one.suffix != other.suffix:
        yield Sign(f"one is {one.suffix}, the other {other.suffix}", NEVER)
    last = _spelling(one.last, other.last)
    if one.last != other.last and (last is None or one.first != other.first or not one.first):
        yield Sign("their last names differ", -2.0)
        return
    if last is not None and one.last != other.last:
        yield Sign(f"the same first name, and {last} in the last one", 3.5)
    elif not one.first or not other.first:
        yield Sign(f"{_shown(one if one.first else other)} has that last name", 1.5)
    else:
        yield _first_name(one.first, other.first) or Sign("the same last name, but other first names", -3.0)
    if one.middle and other.middle and not any(first_names_fit(a, b) for a, b in product(one.middle, other.middle)):
        yield Sign("their middle names differ", -3.0)
    elif one.middle and other.middle and len(one.middle) != len(other.middle):
        yield Sign("only one has a further middle name", -2.0)
    if one.suffix != other.suffix:
        yield Sign(f"only one is {one.suffix or other.suffix}", -2.5)


def _first_name(one: str, other: str) -> Sign | None:
    """What makes two first names one person's."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return Sign("the same first and last name", 5.0)
    if len(short) == 1 or (len(short) == 2 and short[1] != long[1:2]):
        fits = long.startswith(short[0]) and len(short) == 1
        return Sign(f"the same last name, and “{short.upper()}.” could be {long.title()}", 3.0) if fits else None
    if _CALLED.get(one, frozenset()) & _CALLED.get(other, frozenset()):
        return Sign(f"the same last name, and “{short.title()}” can be short for {long.title()}", 4.0)
    if len(short) > 2 and long.startswith(short):
        return Sign(f"the same last name, and “{short.title()}” could be short for {long.title()}", 3.5)
    spelling = _spelling(one, other)
    return Sign(f"the same last name, and {spelling} in the first one", 3.0) if spelling is not None else None


def _abbreviated(short: str, long: str, of: Entity) -> Sign:
    """The sign that a name of an entity could abbreviate another's; a weak one where it has two letters, or is
    short for a name of that entity already.
    """
    known = any(is_acronym(short, name) for name in spellings(of))
    letters = squeezed(short)
    whole = "".join(word[0] for word in words_of(long)) == letters
    weight = 1.5 if known or len(letters) == 2 else 4.0 if whole else 3.0
    return Sign(f"{short} could abbreviate {long}", weight)


def _of_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[Sign]:
    """Signs of two names by their words: what they share, what only one has, and what is spelt nearly alike."""
    if sorted(ours) == sorted(theirs):
        yield Sign("the same words in another order", 5.0)
        return
    mine, other = [w for w in ours if w not in theirs], [w for w in theirs if w not in ours]
    shared = [w for w in ours if w in theirs]
    misspelt = [(a, b, s) for a in mine for b in other if (s := _spelling(a, b)) is not None]
    if misspelt and len({a for a, _, _ in misspelt}) == len(mine) and len({b for _, b, _ in misspelt}) == len(other):
        yield Sign(f"{misspelt[0][2]} in “{misspelt[0][0]}”" if len(misspelt) == 1 else "a few letters differ", 4.0)
    elif mine and other:
        yield Sign(f"one says “{' '.join(mine)}” where the other says “{' '.join(other)}”", -1.5 if len(shared) > 2 else -3.0)
    elif extra := mine or other:
        if _COUNTRY.issuperset(extra):
            yield Sign(f"only one says “{' '.join(extra)}”", 3.5)
        elif len(extra) == 1 and extra[0] in ("department", "ministry"):
            yield Sign(f"only one says “{extra[0]}”", 2.0)
        elif _FORMS.issuperset(extra):
            yield Sign(f"only one adds “{' '.join(extra)}”", 3.0)
        elif not _PARTS.isdisjoint(extra):
            yield Sign(f"“{' '.join(extra)}” could be a part of the other, or another thing", -1.0)
        else:
            yield Sign(f"only one adds “{' '.join(extra)}”", 1.5 if len(shared) > 1 else 1.0)


@lru_cache(maxsize=100_000)
def _spelling(one: str, other: str) -> str | None:
    """What differs between two words of which one could be a slip for the other, None where neither could."""
    if one == other or min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2:
        return None
    steps = [step for step in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if step[0] != "equal"]
    letters = sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in steps)
    if letters == 1 and {one, other} == {f"{min(one, other, key=len)}s", min(one, other, key=len)}:
        return "an “s” more or less"
    turned = len(one) == len(other) and len(steps) == 2 and letters == 2 and sorted(one) == sorted(other)
    if letters == 1:
        return "one letter differs"
    if turned:
        return "two letters are turned round"
    return "two letters differ" if letters == 2 and min(len(one), len(other)) > 7 and one[0] == other[0] else None


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if any(c.isdigit() for c in word)))


def _shown(person: Person) -> str:
    return " ".join(word.title() for word in (person.first, *person.middle, person.last) if word)


def _article(type: EntityType) -> str:
    return f"{'an' if type[0] in 'OE' else 'a'} {type.lower()}"
