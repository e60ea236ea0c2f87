"""A sentence that several print is one voice; what each words for himself is his own."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import claim, document, graph

from edgewise.resolve.wording import worded_alike

BRIEF = "Palantir supplied its Gotham software to the Harbor Authority of Port Ellis in March 2021, {}."


def support(*texts: str) -> str:
    """How far the link is supported that each of these texts states, each on a site of its own."""
    documents = tuple(document(text, publisher=f"Site {at}") for at, text in enumerate(texts))
    (link,) = graph(*(claim(one, "Palantir", "supplies_to", "Harbor Authority") for one in documents), documents=documents).links
    return str(link.support)


def test_a_sentence_that_a_desk_changed_confirms_nothing() -> None:
    assert support(*(BRIEF.format(source) for source in ("records and interviews show", "records show", "it was learned"))) == "reported"


def test_two_who_word_it_themselves_confirm_it() -> None:
    own = "The Harbor Authority runs on what it bought from Palantir, two of its clerks told us over the phone in the week before."
    assert support(BRIEF.format("records show"), own) == "confirmed"


def test_a_short_sentence_two_people_may_write_alike() -> None:
    assert (
        support("Palantir supplies Gotham to the Harbor Authority.", "Palantir supplies Gotham to the Harbor Authority too.") == "confirmed"
    )


def test_rows_of_a_register_stay_records() -> None:
    row = document(BRIEF.format("row 7"), tier=1, publisher="Register")
    (link,) = graph(claim(row, "Palantir", "supplies_to", "Harbor Authority"), documents=(row,)).links
    assert link.support == "confirmed"


@given(st.permutations([BRIEF.format("records show"), BRIEF.format("he said"), BRIEF, "Palantir sells Gotham."]))
def test_the_order_does_not_matter(quotes: list[str]) -> None:
    assert {frozenset(pair) for pair in worded_alike(quotes)} == {frozenset(pair) for pair in combinations(sorted(quotes)[1:], 2)}


@pytest.mark.parametrize(
    "other", ["Gotham is what Palantir sells to ports, to states and to those who guard both.", "Palantir supplies Gotham.", ""]
)
def test_who_words_it_himself_is_like_nobody(other: str) -> None:
    assert list(worded_alike([BRIEF, other])) == []
