"""Every type and standing has its look, told apart without colour, and readable on both grounds."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from showing import ICE, LINKS, NO_CONTRACT, PILOT, PITCHED, claim, link

from edgewise.model import ENTITY_TYPES, Standing
from edgewise.views import style
from edgewise.views.style import reading_words


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_types_differ_in_shape_and_in_colour() -> None:
    looks = [style.type_look(type) for type in ENTITY_TYPES]
    assert len({look.shape for look in looks}) == len({look.colour for look in looks}) == len({look.outline for look in looks}) == 7


def test_standings_that_are_drawn_differ_without_colour() -> None:
    looks = {standing: style.standing_look(standing) for standing in get_args(Standing)}
    drawn = {standing for standing, look in looks.items() if look.drawn}
    assert drawn == {"confirmed", "reported", "alleged", "disputed"}
    assert len({(looks[s].dashes, looks[s].width) for s in drawn}) == 4
    assert looks["confirmed"].dashes == looks["reported"].dashes == ()
    assert looks["confirmed"].width > looks["reported"].width
    assert sorted(look.rank for look in looks.values()) == list(range(len(looks)))


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_words_can_be_read_on_their_ground(theme: style.Theme) -> None:
    for words in (theme.text, theme.faint, theme.link, theme.disputed, theme.chosen, theme.line):
        for ground in (theme.ground, theme.raised):
            assert contrast(words, ground) >= 4.5, (words, ground)


def test_a_standing_says_who_denies() -> None:
    assert style.standing_words(PITCHED) == "confirmed"
    assert style.standing_words(LINKS[3]) == f"disputed: denied by {ICE}"
    assert style.standing_words(LINKS[-1]) == "confirmed, denied by Amazon Web Services"


def test_a_standing_says_why() -> None:
    assert style.standing_reason(LINKS[3]) == (
        "Disputed means: said by some and denied or contradicted by others. Here it is said by "
        "anonymous, collective or second-hand (1); against it: a party to it (1)."
    )


def test_what_is_not_affirmed_says_so_before_what_it_is_about() -> None:
    assert style.claim_sentence(NO_CONTRACT).startswith("Said not to be so: Immigration and Customs Enforcement has a contract")
    assert style.claim_sentence(PILOT).startswith("Not confirmed: ")
    assert style.claim_sentence(claim("AWS", "hosts", "ICM", "AWS hosts ICM.")) == "AWS hosts ICM"
    both = claim("AWS", "hosts", "ICM", "AWS might not host ICM.", polarity="negated", modality="possible")
    assert style.claim_words(both) == "said not to be so, said to be possible"


def test_an_indirect_link_says_so_on_its_line() -> None:
    indirect = link(claim("Amazon", "supplies_to", "ICE", "Amazon serves ICE through others.", indirect=True))
    assert style.relation_words(indirect) == "indirectly: supplies to"


@pytest.mark.parametrize(
    ("read_by", "confidence", "words"),
    [
        (("reader@1", "rules@2"), 0.94, "read by reader and rules; 94 of 100 such readings hold"),
        (("rules@2",), 0.999, "read by rules; 99 of 100 such readings hold"),
        (("llm@gpt-9",), None, "read by llm"),
        (("table@1~3fa91c07",), 1.0, "stated as data (table), not read out of prose"),
        ((), None, ""),
    ],
)
def test_who_read_it_is_no_standing(read_by: tuple[str, ...], confidence: float | None, words: str) -> None:
    assert reading_words(replace(NO_CONTRACT, read_by=read_by, confidence=confidence)) == words
