"""What speaks for and against two names that are no person's being one thing, by their words.

What settles for two: other numbers, other places or chambers, another word where both have one of their own, what names a part of a body
or its people. Nothing here settles for one: that is equal forms, or what is known beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator

from .sign import NEVER, Sign, slip
from .vocabulary import (
    BODIES,
    COUNTRIES,
    COUNTRY,
    FIRMS,
    KINDS,
    PARTS,
    PEOPLE,
    PLACES,
    POSTS,
    SCHOLARLY,
    SIDES,
    SOFT,
    TITLES,
    TRADES,
    WEAK,
)
from .words import plain_words

_NATION = frozenset(("us", "usa"))
_QUARTERS = frozenset(("north", "south", "east", "west", "new"))
_DAYS = frozenset(("sunday", "saturday"))
_UNIVERSITIES = frozenset(("university", "college"))
_LONG = 7  # letters of a word that may stand for another with the same beginning: "indonesian", "indonesia"


def signs_of_words(left: str, right: str, *, groups: int = 0) -> Iterator[Sign]:
    """Yield the signs of two names by their words: what they share, what only one has, and what is spelt nearly alike.

    `groups` of the two are groups of people, of whom other words may mean the same ones.
    """
    ours, theirs = plain_words(left), plain_words(right)
    if sorted(ours) == sorted(theirs):
        yield Sign("the same words in another order", 5.0)
        return
    mine, other = [w for w in ours if w not in theirs], [w for w in theirs if w not in ours]
    shared = [w for w in ours if w in theirs]
    misspelt = [(a, b, s) for a in mine for b in other if (s := _slip(a, b)) is not None]
    countries = not COUNTRIES.isdisjoint(mine) and not COUNTRIES.isdisjoint(other)
    if misspelt and not countries and len({a for a, _, _ in misspelt}) == len(mine) and len({b for _, b, _ in misspelt}) == len(other):
        yield Sign(f"{misspelt[0][2]} in “{misspelt[0][0]}”" if len(misspelt) == 1 else "a few letters differ", 4.0)
    elif mine and other:
        yield _of_other_words(mine, other, shared, groups=groups)
    elif mine or other:
        longer = ours if mine else theirs
        yield _of_further_words(mine or other, longer, shared)


def _slip(one: str, other: str) -> str | None:
    """As `slip`, and an “s” more or less of short words, too: "Lab", "Labs"."""
    short, long = sorted((one, other), key=len)
    return "an “s” more or less" if len(short) > 2 and long == f"{short}s" else slip(one, other)


def _of_other_words(mine: list[str], other: list[str], shared: list[str], *, groups: int) -> Sign:
    """The sign that either says something that the other does not."""
    words = f"one says “{' '.join(mine)}” where the other says “{' '.join(other)}”"
    open = Sign(words, -1.5 if len(shared) > 2 else -3.0)
    ours, theirs = _without_stems(mine, other), _without_stems(other, mine)
    for telling in (PLACES | _NATION, SIDES):
        if not telling.isdisjoint(ours) and not telling.isdisjoint(theirs):
            return Sign(words, NEVER, "different")
    for one, beside in ((mine, other), (other, mine)):
        if shared and not _UNIVERSITIES.isdisjoint(one) and "school" in beside:
            return Sign(f"{words}: a school is a part of a university, or none of it", -6.0, "different")
        if shared and set(one) <= FIRMS and set(beside) <= TRADES | SCHOLARLY:
            return Sign(words, -6.0, "different")
    if "school" in shared and mine and other:
        return Sign(words, -6.0, "different")
    alike = len(ours) < len(mine)
    if groups < 2 and PEOPLE.isdisjoint(mine) != PEOPLE.isdisjoint(other) and (shared or alike):
        return Sign(words, -6.0, "different")
    one_word = not shared and not alike and min(len(mine), len(other)) == 1  # which may be a brand, or a new name, of anything
    if groups or one_word or _may_abbreviate(mine, other) or _says_little(ours, theirs) or _says_little(theirs, ours):
        return open
    return Sign(words, open.weight if shared and KINDS.issuperset(shared) else -6.0, "different")


def _of_further_words(extra: list[str], longer: tuple[str, ...], shared: list[str]) -> Sign:
    """The sign that one name has all that the other has, and more."""
    text = " ".join(extra)
    leads = sorted(longer[: len(shared)]) == sorted(shared)
    if COUNTRY.issuperset(extra):
        return Sign(f"only one says “{text}”", 3.5)
    if len(extra) == 1 and extra[0] in ("department", "ministry"):
        return Sign(f"only one says “{text}”", 2.0)
    of_university = "school" in shared and not _UNIVERSITIES.isdisjoint(extra)
    if not PLACES.isdisjoint(extra) and not KINDS.isdisjoint(shared) and not of_university:
        return Sign(f"only one is of a place: “{text}”", NEVER, "different")
    if not _DAYS.isdisjoint(extra) or ("state" in extra and not _UNIVERSITIES.isdisjoint(shared)):
        return Sign(f"“{text}” makes another of it", NEVER, "different")
    if leads and extra[-1] == "school" and len(extra) > 1:
        return Sign(f"“{text}” names a part of the other", -6.0, "different")
    if leads and not of_university and not PLACES.isdisjoint(extra) and extra[0] in BODIES | SOFT | PARTS:
        return Sign(f"“{text}” is that of a place", -6.0, "different")
    if _QUARTERS.issuperset(extra) and PLACES.issuperset(shared):
        return Sign(f"“{text}” makes another place of it", NEVER, "different")
    if leads and all(word in TITLES or word in POSTS for word in extra):
        return Sign(f"“{text}” is a post there", -1.0, "different")
    if not PARTS.isdisjoint(extra) and not SOFT.issuperset(extra):
        if leads and not KINDS.issuperset(shared):
            return Sign(f"“{text}” names a part of the other, or its people", -1.0, "different")
        return Sign(f"“{text}” could be a part of the other, or another thing", -1.0)
    if not BODIES.isdisjoint(extra) and not SOFT.issuperset(extra):
        return Sign(f"“{text}” could be left out in short, or make another body of it", -1.0)
    if SOFT.issuperset(extra):
        return Sign(f"only one adds “{text}”", 3.0)
    return Sign(f"only one adds “{text}”", 1.5 if len(shared) > 1 else 1.0)


def _without_stems(mine: list[str], other: list[str]) -> list[str]:
    """The words that stand for no word of the other name, as "indonesian" does for "indonesia"."""
    return [a for a in mine if not any(_stem(a, b) for b in other)]


def _stem(one: str, other: str) -> bool:
    if one in COUNTRIES and other in COUNTRIES:
        return one == other
    short, long = sorted((one, other), key=len)
    least = max(len(short) - 2, 4) if len(short) < _LONG else _LONG - 2
    return len(short) > 3 and short[:least] == long[:least]


def _says_little(words: list[str], beside: list[str]) -> bool:
    """Whether words make no other body, given those that the other name has instead: "group", or "office" beside one word more."""
    return WEAK.issuperset(words) and (SOFT.issuperset(words) or len([word for word in beside if word not in WEAK]) < 2)


def _may_abbreviate(mine: list[str], other: list[str]) -> bool:
    """Whether one is short for the other: "EO" for "Executive Order", "V-Dem" for "Varieties of Democracy"."""
    for short, long in ((mine, other), (other, mine)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
            return True
        if len(short) > 1 and max(map(len, short)) < 4 and _begin(short, long):
            return True
    pairs = list(zip(mine, other, strict=False))
    return len(pairs) > 1 and all(a[0] == b[0] for a, b in pairs) and any(a.startswith(b) or b.startswith(a) for a, b in pairs)


def _begin(short: list[str], long: list[str]) -> bool:
    """Whether the short words are beginnings or initials of words of the other, in that order: "nd cal", "northern district california"."""
    rest = iter(long)
    letters = [part for word in short for part in ((word,) if any(other.startswith(word) for other in long) else word)]
    return all(any(word.startswith(part) for word in rest) for part in letters)
