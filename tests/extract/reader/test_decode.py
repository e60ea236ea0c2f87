"""From scores to mentions and relations, on scores made by hand."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pytest
from told import likely

from edgewise.extract.reader.decode import said, spotted, tokens_of, trim
from edgewise.extract.reader.scores import Pair, Scored, Spotted
from edgewise.model import ENTITY_TYPES, EntityType
from edgewise.project import builtin

ONTOLOGY = builtin().ontology


def offsets_of(text: str) -> list[tuple[int, int]]:
    """Words and marks, between the two tokens that stand for none."""
    return [(0, 0), *(found.span() for found in re.finditer(r"\w+|[^\w\s]", text)), (0, 0)]


Score = tuple[str, EntityType, float]


def scores_of(text: str, *said: Score) -> npt.NDArray[np.float32]:
    """A table in which these words have these scores and nothing else has any."""
    offsets = offsets_of(text)
    table = np.zeros((len(ENTITY_TYPES), len(offsets), len(offsets)), dtype=np.float32)
    for words, type, score in said:
        start = text.index(words)
        inside = [k for k, (first, last) in enumerate(offsets) if last > first and start <= first and last <= start + len(words)]
        table[ENTITY_TYPES.index(type), inside[0], inside[-1]] = score
    return table


def found(text: str, *said: Score, floor: float = 0.5) -> list[tuple[str, EntityType]]:
    return [(text[m.start : m.end], m.type) for m in spotted(scores_of(text, *said), offsets_of(text), text, floor)]


def test_mentions_nest_and_stand_in_order() -> None:
    text = "Amazon employees wrote to ICE"
    assert found(text, ("ICE", "Organization", 0.9), ("Amazon", "Organization", 0.8), ("Amazon employees", "Group", 0.7)) == [
        ("Amazon employees", "Group"),
        ("Amazon", "Organization"),
        ("ICE", "Organization"),
    ]


def test_of_two_that_cross_the_surer_wins() -> None:
    text = "Homeland Security Investigations Unit"
    left: Score = ("Homeland Security Investigations", "Organization", 0.8)
    right: Score = ("Security Investigations Unit", "Organization", 0.7)
    assert found(text, left, right) == [("Homeland Security Investigations", "Organization")]
    assert found(text, left, ("Security Investigations Unit", "Organization", 0.9)) == [("Security Investigations Unit", "Organization")]


def test_a_span_has_the_surest_of_its_types() -> None:
    assert found("Rekognition spread", ("Rekognition", "Organization", 0.6), ("Rekognition", "System", 0.61)) == [("Rekognition", "System")]


def test_an_article_makes_no_second_mention() -> None:
    text = "Later the company sold it"
    assert found(text, ("the company", "Organization", 0.8), ("company", "Organization", 0.9)) == [("company", "Organization")]


def test_what_is_below_the_floor_or_no_word_is_nothing() -> None:
    text = "ICE uses ICM."
    assert found(text, ("ICE", "Organization", 0.49)) == []
    assert found(text, (".", "Organization", 0.9)) == []
    table = scores_of(text)
    table[0, 0, :] = 0.9  # the token before the text
    table[0, 3, 1] = 0.9  # ends before it begins
    assert spotted(table, offsets_of(text), text, 0.5) == ()


def test_two_pieces_of_one_word_are_one_mention() -> None:
    text = "Palantir sold it"
    offsets = [(0, 0), (0, 3), (3, 8), (9, 13), (14, 16), (0, 0)]
    table = np.zeros((len(ENTITY_TYPES), 6, 6))
    table[0, 1, 1], table[0, 2, 2] = 0.9, 0.8
    (one,) = spotted(table, offsets, text, 0.5)
    assert (text[one.start : one.end], one.score) == ("Palantir", 0.9)
    assert tokens_of([one], offsets) == [(1, 2)]


def test_the_last_digits_of_a_machine_change_nothing() -> None:
    text = "Homeland Security Investigations Unit"
    left, right = "Homeland Security Investigations", "Security Investigations Unit"
    even = found(text, (left, "Organization", 0.8), (right, "Organization", 0.8))
    assert found(text, (left, "Organization", 0.80000), (right, "Organization", 0.80001)) == even


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("It met the FBI.", "the FBI.", "FBI"),
        ("It met the company.", "the company", "the company"),
        ("It met a company.", "a company", "company"),
        ("It met the U.S. government.", "the U.S. government", "U.S. government"),
        ("It met an ‘Acme’ man", "‘Acme’", "Acme"),
        ("Acme (UK) sells", "Acme (UK)", "Acme (UK)"),
        ("(Acme (UK)) sells", "(Acme (UK))", "Acme (UK)"),
        ("ICE (Immigration", "(Immigration", "Immigration"),
        ("Palantir's ICM", "Palantir's", "Palantir"),
        ("Palantir’s ICM", "Palantir’s", "Palantir"),
        ("at St Luke's.", "St Luke's.", "St Luke's"),
        ("the U.S. sued", "U.S.", "U.S."),
        ("Acme Inc. sued", "Acme Inc.", "Acme Inc."),
        ("sued by Acme.", "Acme.", "Acme"),
        ("by Palantir", "alantir", "Palantir"),
        ("Cafe\u0301s sued", "Cafe", "Cafe\u0301s"),
        ("a “Big Data” system", "a “Big Data” system", "“Big Data” system"),
    ],
)
def test_a_mention_is_whole_words_and_nothing_else(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    place = trim(text, start, start + len(words))
    assert place is not None
    assert text[place[0] : place[1]] == whole


@pytest.mark.parametrize("text", ["the", " ", "“”", "—", "🙂", "\u200b", "'s"])
def test_what_is_only_marks_and_articles_is_no_mention(text: str) -> None:
    assert trim(text, 0, len(text)) is None or text == "'s"


def scored(*pairs: Pair, count: int = 3) -> Scored:
    return Scored(tuple(Spotted(10 * k, 10 * k + 5, "Organization", 0.9) for k in range(count)), pairs)


def pair(subject: int, object: int, **relations: float) -> Pair:
    return Pair(subject, object, relations, likely())


def kept(result: Scored, things: tuple[str | None, ...] = ("a", "b", "c"), floor: float = 0.5) -> list[tuple[int, str, int]]:
    return [(one.subject, one.relation, one.object) for one in said(result, things, ONTOLOGY, floor)]


def test_relations_come_surest_first_and_above_the_floor_only() -> None:
    assert kept(scored(pair(0, 1, uses=0.6, develops=0.4), pair(1, 2, funds=0.8))) == [(1, "funds", 2), (0, "uses", 1)]


def test_what_holds_both_ways_is_said_once() -> None:
    assert kept(scored(pair(1, 0, met_with=0.6), pair(0, 1, met_with=0.7))) == [(0, "met_with", 1)]


def test_of_two_that_contradict_each_other_the_surer_stands() -> None:
    assert kept(scored(pair(0, 1, owns=0.6), pair(1, 0, owns=0.7))) == [(1, "owns", 0)]
    assert kept(scored(pair(0, 1, owns=0.6), pair(1, 0, leads=0.7))) == [(1, "leads", 0), (0, "owns", 1)]


def test_nothing_is_said_of_one_thing_or_of_nobody() -> None:
    both = scored(pair(0, 1, owns=0.9), pair(0, 2, funds=0.9))
    assert kept(both, ("a", "a", "c")) == [(0, "funds", 2)]
    assert kept(both, ("a", "b", None)) == [(0, "owns", 1)]


def test_a_thing_named_twice_says_it_once() -> None:
    assert kept(scored(pair(0, 1, funds=0.6), pair(2, 1, funds=0.8)), ("a", "b", "a")) == [(2, "funds", 1)]


def test_a_relation_that_the_ontology_does_not_have_is_left_out() -> None:
    assert kept(scored(pair(0, 1, marries=0.9))) == []
