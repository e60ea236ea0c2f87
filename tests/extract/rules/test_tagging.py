"""Parts of speech: a form that is noun and verb is read by its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.extract.rules.nouns import Analysis
from edgewise.extract.rules.tagging import singular

Analyse = Callable[[str], Analysis]


@pytest.mark.parametrize(
    ("text", "word", "tag", "lemma"),
    [
        ("The county contracts with Acme.", "contracts", "VBZ", "contract"),
        ("The contracts with Acme ended.", "contracts", "NOUN", "contract"),
        ("The county will use the cameras.", "use", "VB", "use"),
        ("The use of cameras ended.", "use", "NOUN", "use"),
        ("Its purchase was found by Acme.", "found", "VBN", "find"),
        ("The cameras were sold to it.", "sold", "VBN", "sell"),
        ("The county sold cameras.", "sold", "VBD", "sell"),
        ("The harvested data was sold.", "harvested", "VBN", "harvested"),
        ("It has not confirmed the sale.", "confirmed", "VBN", "confirm"),
        ("It did not confirm the sale.", "not", "NEG", "not"),
        ("It didn’t confirm the sale.", "confirm", "VB", "confirm"),
        ("ICE raids in Ohio were planned.", "raids", "NOUN", "raid"),
        ("ICE uses the tool.", "uses", "VBZ", "use"),
        ("A meeting with ICE was held.", "meeting", "NOUN", "meeting"),
        ("A mining company paid.", "mining", "ADJ", "mining"),
        ("A state-backed company paid.", "state-backed", "ADJ", "state-backed"),
        ("The supply of cameras ended.", "supply", "NOUN", "supply"),
        ("It publicly denied it.", "publicly", "ADV", "publicly"),
        ("Amazon, which is big, uses the tool.", "uses", "VBZ", "use"),
        ("It lists offers, links, uses and fees.", "uses", "NOUN", "use"),
        ("Amazon no longer uses it.", "longer", "ADV", "longer"),
        ("It could gladhand them.", "gladhand", "VB", "gladhand"),
        ("The union demanded the company cease it.", "cease", "VBZ", "cease"),
        ("The union sent a follow-up email twice.", "email", "NOUN", "email"),
        ("It paid in the morning.", "morning", "NOUN", "morning"),
        ("May it may pay.", "may", "MODAL", "may"),
        ("Amazon’s tool was sold.", "’s", "POSS", "'s"),
    ],
)
def test_a_word_is_tagged_by_its_place(analysed: Analyse, text: str, word: str, tag: str, lemma: str) -> None:
    (sentence,) = analysed(text).sentences
    token = next(token for token in sentence.tokens if token.text == word)
    assert (token.tag, token.lemma) == (tag, lemma)


def test_plurals_lose_their_ending_and_other_words_in_s_do_not() -> None:
    words = ("companies", "databases", "processes", "agencies", "cameras", "news", "access", "status", "analysis", "gas", "branches")
    assert [singular(word, load_lexicon()) for word in words] == [
        "company", "database", "process", "agency", "camera", "news", "access", "status", "analysis", "gas", "branch"
    ]  # fmt: skip
