"""How alike two names are, as signs that a person can read: "the same words in another order", "one letter differs".

A sign has a weight in log-odds: above 0 it speaks for one thing, below 0 for two. Signs are of the names alone; what the documents
say of the two is added by `pairs`. Nothing is decided here; `decided` does, by the signs that settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from ..model import Entity, EntityType, fold
from .bodies import signs_of_words
from .forms import form_of, in_brackets, is_acronym, is_address, is_described, is_generic, legal_form, standard
from .people import person_of, signs_of_people
from .sign import NEVER, Sign, odds, slip
from .vocabulary import BODIES, PARTS, PLACES, REGIONS, TRADES, WEAK
from .words import numbers_of, plain_words, squeezed, words_of, written_out

_BEGINNING = 3  # letters with which two words begin that may be one in two forms
_ALIKE = 60  # of 100, how many letters two words share that may be one, written in two ways
_CODE = 5  # letters of an acronym at most, that is not another one


def signs_of(left: Entity, right: Entity) -> tuple[Sign, ...]:
    """Return what speaks for and against two entities being one thing by their names and types; by whichever of their names fit best."""
    both = (left, right)
    best = max((tuple(_of_names(*names, both)) for names in product(spellings(left), spellings(right))), key=odds)
    return (*best, *_of_forms(left, right), *_of_types(left, right))


def nothing_alike(name: str, others: Iterable[str]) -> bool:
    """Say whether no word of a name begins like one of the others, nor is short for one of them.

    Never of an acronym or a short word, which may be anybody's, nor of a name with a word that says little: "Northwind Group".
    """
    ours = set(plain_words(name))
    if is_code(name) or len(squeezed(name)) <= _CODE or not ours.isdisjoint(WEAK | PARTS | BODIES):
        return False
    return not any(_shares_letters(ours, set(plain_words(other))) or is_acronym(other, name) for other in others)


def _shares_letters(ours: set[str], theirs: set[str]) -> bool:
    return any(a[:_BEGINNING] == b[:_BEGINNING] or fuzz.ratio(a, b) > _ALIKE for a in ours for b in theirs)


@lru_cache(maxsize=200_000)
def spellings(entity: Entity) -> tuple[str, ...]:
    """Return the names under which an entity is compared, its name first: without titles, corporate forms and brackets, each once."""
    every = (string for name in (entity.name, *entity.aliases) for string in _spelt(name, entity.type))
    plain = tuple(name if entity.type == "Person" else standard(name, entity.type) for name in every)  # posts: `people.person_of`
    return tuple({fold(name): name for name in reversed(plain)}.values())[::-1]


def _spelt(name: str, type: EntityType) -> tuple[str, ...]:
    bare, others = in_brackets(name, type)
    return (bare, *others) if bare.isascii() else (bare, *others, written_out(bare))


def forget() -> None:
    """Let go of what was worked out of single names: once many were compared, of no more use, and large."""
    for kept in (spellings, words_of, plain_words, person_of, form_of, in_brackets, slip):
        kept.cache_clear()


def _of_types(left: Entity, right: Entity) -> Iterator[Sign]:
    if left.type == right.type:
        return
    words = f"one is read as {_article(left.type)}, the other as {_article(right.type)}"
    types = {left.type, right.type}
    one_name = form_of(left.name, "Organization") == form_of(right.name, "Organization")
    if "Place" in types:  # a place is not its government
        yield Sign(words, -5.5, None if one_name else "different")
    elif "Person" in types:
        yield Sign(words, -2.5, None if one_name else "different")
    elif "Group" in types:
        yield Sign(words, -1.0)
    else:
        yield Sign(words, -1.0)


def _of_forms(left: Entity, right: Entity) -> Iterator[Sign]:
    """That two corporate forms make two bodies in a register."""
    ours, theirs = (legal_form(entity.name) if entity.type == "Organization" else None for entity in (left, right))
    if ours is not None and theirs is not None and ours != theirs:
        yield Sign(f"one is {ours}, the other {theirs}", -2.5)
    for whole, part in ((left, right), (right, left)):
        if whole.type == part.type == "Organization" and _is_subsidiary(part.name, whole.name, of_trade=ours is not None is not theirs):
            yield Sign(f"{part.name} would be a subsidiary", -6.0, "different")


def _is_subsidiary(name: str, whole: str, *, of_trade: bool) -> bool:
    """Whether a name has a corporate form after a region that the whole has not, or a trade if that counts: "Northwind Ireland Ltd"."""
    long, short = (plain_words(standard(string, "Organization")) for string in (name, whole))
    extra = set(long[len(short) :])
    telling = REGIONS | TRADES if of_trade else REGIONS
    return legal_form(name) is not None and not is_generic(whole) and long[: len(short)] == short and bool(extra) and extra <= telling


def _of_names(left: str, right: str, of: tuple[Entity, Entity]) -> Iterator[Sign]:
    types = (of[0].type, of[1].type)
    people = types == ("Person", "Person")
    ours_in, theirs_in = (
        plain_words(name.rpartition(",")[2]) if types == ("Place", "Place") and "," in name else () for name in (left, right)
    )
    if is_address(left) or is_address(right):
        yield _of_addresses(left, right)
    elif squeezed(left) == squeezed(right) or form_of(left, types[0]) == form_of(right, types[1]):
        yield from _of_one_form(left, right, types[0])
    elif ours_in != theirs_in and ours_in and theirs_in and PLACES.issuperset((*ours_in, *theirs_in)):
        yield Sign(f"one is in {' '.join(ours_in).title()}, the other in {' '.join(theirs_in).title()}", NEVER, "different")
    elif people:
        yield from signs_of_people(left, right)
    elif (ours := numbers_of(plain_words(left))) != (theirs := numbers_of(plain_words(right))):
        local = "local" in plain_words(left if ours else right) and (not ours or not theirs)
        yield Sign(
            "a local is a part of its union" if local else "they differ in a number",
            NEVER,
            "different" if local or (ours and theirs) else None,
        )
    elif is_acronym(left, right):
        yield _abbreviated(left, right, of[0])
    elif is_acronym(right, left):
        yield _abbreviated(right, left, of[1])
    elif _are_other_codes(left, right):
        yield Sign("two acronyms, and not the same", -6.0, "different")
    else:
        yield from signs_of_words(left, right, groups=types.count("Group"))


def _of_addresses(left: str, right: str) -> Sign:
    """The sign of two names of which one is a mailbox, at least: one may belong to anybody, and anybody may have several."""
    if fold(left) == fold(right):
        return Sign(f"both are {left}", 6.0, "same")
    ours, theirs = (set(words_of(name.partition("@")[0].replace("_", " "))) for name in (left, right))
    if ours == theirs:
        return Sign("the same words before the @, or the name that they make", 3.0)
    return Sign("two addresses" if is_address(left) and is_address(right) else "an address and a name that it does not have", -1.0)


def _of_one_form(left: str, right: str, type: EntityType) -> Iterator[Sign]:
    if type == "Person" and not person_of(left).first:
        yield Sign("the same last name, and no first one", 1.5)
    elif type != "Place" and is_generic(left):
        yield Sign(f"both are called {left}, which is the name of many", 3.0)
    elif is_described(left) or is_described(right):
        yield Sign("both are described in one way, which is no name", 3.0)
    elif fold(left) == fold(right):
        yield Sign(f"both are called {left}", 6.0, "same")
    elif numbers_of(words_of(left)) != numbers_of(words_of(right)) and len(squeezed(left)) < 10:
        yield Sign("they differ in a number", NEVER)
    elif squeezed(left) == squeezed(right):
        yield Sign("spelt alike but for marks, spaces and small words", 6.0, "same")
    else:
        yield Sign("one name in two forms", 6.0, "same")


def _abbreviated(short: str, long: str, of: Entity) -> Sign:
    """The sign that a name of an entity could abbreviate another's; a weak one where it has two letters, or is
    short for a name of that entity already.
    """
    known = any(is_acronym(short, name) for name in spellings(of))
    letters = squeezed(short)
    initials = "".join(word[0] for word in words_of(long))
    whole = letters in (initials, initials[1:])
    weight = 1.5 if known or len(letters) == 2 else 4.0 if whole else 3.0
    return Sign(f"{short} could abbreviate {long}", weight)


def _are_other_codes(left: str, right: str) -> bool:
    """Whether two names are acronyms of which neither is the other's beginning."""
    ours, theirs = squeezed(left), squeezed(right)
    return is_code(left) and is_code(right) and not ours.startswith(theirs) and not theirs.startswith(ours)


def is_code(name: str) -> bool:
    """Say whether a name is an acronym: a few capitals in a row."""
    letters = name.replace(".", "")
    return 1 < len(letters) <= _CODE and letters.isalpha() and letters.isupper()


def _article(type: EntityType) -> str:
    return f"{'an' if type[0] in 'OE' else 'a'} {type.lower()}"
