"""A name as words that can be compared: case, accents, marks and small words aside."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import fold
from .vocabulary import DEMONYMS, IN_SHORT, ORDINALS, ORGANS, SHORT_FORMS, SMALL

_MARKS = re.compile(r"[^\w]+")
_INNER = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_LETTER_A = re.compile(r"(?<=\w[\s-])A(?=[\s-]|$)")  # of a row of letters, no article: "Class A Holdings", "Local 12-A"
_NO_ARTICLE = re.compile(r"\b(?:LA|L\.A\.|DE)(?!\w)")  # a place in two capitals: "LA County"
_RUN = re.compile(r"\bfor (?:President|(?:U\.?S\.? )?Senate|Congress|Governor|Mayor)(?: (?:19|20)\d\d)?$")
_WHOLE = {long: re.compile(rf"\b{long}\b") for long in IN_SHORT}
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa"})
_NO_ACCENTS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that carry meaning, folded, marks aside: ("immigration", "customs", "enforcement")."""
    text = fold(name).translate(_NO_ACCENTS).replace("&", " and ")
    text = _INNER.sub(lambda m: m[0].replace(".", ""), text)
    words = [word for word in _MARKS.split(text.replace("'s", "").replace("'", "")) if word]
    letters = {"a"} if _LETTER_A.search(name) is not None else set()
    if not name.isupper():
        letters.update(found.replace(".", "").lower() for found in _NO_ARTICLE.findall(name))
    return tuple(word for word in words if word not in SMALL or word in letters) or tuple(words)


@lru_cache(maxsize=200_000)
def plain_words(name: str) -> tuple[str, ...]:
    """Return the words of a name with short forms written out and ordinals in digits, one country in one way, campaigns as such.

    "9th U.S. Circuit Court" and "Ninth United States Circuit Court" give the same, "French government" and "Government of France"
    the same words. What is one word is left as it is.
    """
    words = [ORDINALS.get(word, word) for word in words_of(name)]
    if len(words) > 1:
        words = [SHORT_FORMS.get(word, word) for word in words]
    if not ORGANS.isdisjoint(words):
        words = [DEMONYMS.get(word, word) for word in words]
    if _RUN.search(name) is not None:
        words.append("campaign")
    text = " ".join(words)
    for long, short in IN_SHORT.items():
        text = _WHOLE[long].sub(short, text) if long in text else text
    return tuple(text.split())


def squeezed(name: str) -> str:
    """Return the letters and digits of a name alone: "JP Morgan" and "JPMorgan" give the same."""
    return "".join(c for c in fold(name).translate(_NO_ACCENTS) if c.isalnum())


def written_out(name: str) -> str:
    """Return a name with letters such as ü as two, as it is written where there is no such letter: "Mueller"."""
    return name.translate(_UMLAUTS)


def numbers_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that have a digit, sorted; of an ordinal its number alone."""
    return tuple(sorted(_ORDINAL.sub(r"\1", word) for word in words if any(c.isdigit() for c in word)))
