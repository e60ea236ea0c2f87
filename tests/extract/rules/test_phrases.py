"""Noun phrases: their borders, their owner, and what they name or describe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.extract.rules.nouns import Analysis, Phrase

Analyse = Callable[[str], Analysis]


def phrases(analysis: Analysis) -> list[tuple[str, str, str | None]]:
    (sentence,) = analysis.sentences
    return [
        (" ".join(t.text for t in sentence.tokens[p.first : p.last]), p.kind, p.thing.name if p.thing else None) for p in sentence.phrases
    ]


def phrase(analysis: Analysis, head: str) -> Phrase:
    return next(p for sentence in analysis.sentences for p in sentence.phrases if p.head == head)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The big county paid Amazon.", [("The big county", "common", None), ("Amazon", "name", "Amazon")]),
        ("They met Amazon officials.", [("They", "pronoun", None), ("Amazon officials", "metonym", "Amazon")]),
        ("Dozens of Amazon engineers left.", [("Dozens", "common", None), ("Amazon engineers", "group", "Amazon employees")]),
        ("Local police agencies paid.", [("Local police agencies", "group", "Local police agencies")]),
        (
            "It bought facial recognition software.",
            [("It", "pronoun", None), ("facial recognition software", "described system", "facial recognition software")],
        ),
        ("It bought the Hemlock platform.", [("It", "pronoun", None), ("the Hemlock platform", "name", "Hemlock")]),
        ("It asked the Trump campaign.", [("It", "pronoun", None), ("the Trump campaign", "name", "Trump campaign")]),
        ("The Norwegian government paid.", [("The Norwegian government", "name", "Norwegian government")]),
        ("A federal judge spoke.", [("A federal judge", "group", "federal judge")]),
        ("It ran facial recognition there.", [("It", "pronoun", None), ("facial recognition", "described system", "facial recognition")]),
    ],
)
def test_a_phrase_names_or_describes(analysed: Analyse, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert phrases(analysed(text)) == expected


def test_a_possessive_parts_owner_and_owned(analysed: Analyse) -> None:
    analysis = analysed("A clerk praised Amazon’s surveillance tools.")
    owner, owned = phrase(analysis, "amazon"), phrase(analysis, "tools")
    assert owner.owns
    assert owned.owner is owner
    assert not owned.owns
    assert owned.maker is owner.thing
    assert (owned.kind, owned.lemma) == ("described system", "tool")


def test_a_maker_stands_before_the_system_that_it_names(analysed: Analyse) -> None:
    analysis = analysed("It bought Palantir FALCON then.")
    found = phrase(analysis, "falcon")
    assert [name.text for name in found.names] == ["Palantir", "FALCON"]
    assert found.thing is analysis.things["FALCON"]
    assert found.maker is analysis.things["Palantir"]


def test_a_known_maker_stands_before_an_acronym(analysed: Analyse) -> None:
    analysis = analysed("It bought 40 Flock Safety ALPR cameras.")
    found = phrase(analysis, "cameras")
    assert (found.thing, found.maker) == (analysis.things["ALPR"], analysis.things["Flock Safety"])
    assert analysis.things["ALPR"].type == "System"


def test_a_description_says_only_what_tells(analysed: Analyse) -> None:
    assert ("its own new tracking software", "described system", "tracking software") in phrases(
        analysed("It ran its own new tracking software.")
    )


def test_an_acronym_in_brackets_belongs_to_the_phrase(analysed: Analyse) -> None:
    analysis = analysed("It paid the Borlund Transit Agency (BTA) twice.")
    assert [text for text, _, _ in phrases(analysis)] == ["It", "the Borlund Transit Agency ( BTA )"]


def test_equal_descriptions_are_one_thing(analysed: Analyse) -> None:
    analysis = analysed("Amazon employees wrote. The mayor met Amazon workers.")
    first, second = (p.thing for s in analysis.sentences for p in s.phrases if p.kind == "group")
    assert first is second
    assert first is not None
    assert first.count == 2


def test_a_group_knows_whose_people_it_is(analysed: Analyse) -> None:
    analysis = analysed("Microsoft employees wrote a letter.")
    assert phrase(analysis, "employees").employer is analysis.things["Microsoft"]


def test_an_apposition_is_said_of_the_name_before_it(analysed: Analyse) -> None:
    analysis = analysed("It was Dana Lund, a senior lawyer, and Qorbex, a small startup, who wrote.")
    assert phrase(analysis, "lawyer").apposition_of is analysis.things["Dana Lund"]
    assert phrase(analysis, "startup").apposition_of is analysis.things["Qorbex"]


def test_every_token_of_a_phrase_knows_it_and_no_other_does(analysed: Analyse) -> None:
    (sentence,) = analysed("The county’s clerk told Amazon officials in Oslo that it had paid.").sentences
    inside = {k: p for p in sentence.phrases for k in range(p.first, p.last)}
    for index in range(len(sentence.tokens)):
        assert sentence.phrase_at(index) is inside.get(index)
    assert sentence.phrase_at(-1) is None
    assert sentence.phrase_at(99) is None
