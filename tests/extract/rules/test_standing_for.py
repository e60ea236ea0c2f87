"""What words of a document stand for, as the reader asks it for every mention that it spots."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.extract.rules.nouns import Analysis

Analyse = Callable[[str], Analysis]
TEXT = (
    "Immigration and Customs Enforcement (ICE) asked Amazon for its software. Jane Roe, a lawyer, said that she knew. "
    "Director Roe told ICE that the company had her letter. Amazon paid. The Amazon office closed."
)


def standing(analysed: Analyse, text: str, words: str, nth: int = 0) -> tuple[str, str, str] | None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return analysed(text).stands_for(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "nth", "name", "type", "why"),
    [
        ("ICE", 0, "ICE", "Organization", "acronym"),
        ("Immigration and Customs Enforcement", 0, "ICE", "Organization", "name"),
        ("Roe", 1, "Jane Roe", "Person", "last name"),
        ("Director Roe", 0, "Jane Roe", "Person", "last name"),
        ("she", 0, "Jane Roe", "Person", "pronoun"),
        ("her", 0, "Jane Roe", "Person", "pronoun"),
        ("its", 0, "Amazon", "Organization", "pronoun"),
        ("the company", 0, "Amazon", "Organization", "description"),
        ("company", 0, "Amazon", "Organization", "description"),
        ("The Amazon", 0, "Amazon", "Organization", "name"),
    ],
)
def test_words_stand_for(analysed: Analyse, words: str, nth: int, name: str, type: str, why: str) -> None:
    assert standing(analysed, TEXT, words, nth) == (name, type, why)


@pytest.mark.parametrize("words", ["lawyer", "software", "a lawyer", "that", "letter"])
def test_what_names_nothing_stands_for_nothing(analysed: Analyse, words: str) -> None:
    assert standing(analysed, TEXT, words) is None


def test_nobody_is_guessed_where_two_could_be_meant(analysed: Analyse) -> None:
    assert standing(analysed, "Jane Roe met Mary Doe. She left.", "She") is None


def test_nothing_stands_outside_the_text(analysed: Analyse) -> None:
    assert analysed("").stands_for(0, 4) is None
    assert analysed("Amazon paid.").stands_for(100, 104) is None
