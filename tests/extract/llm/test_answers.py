"""Whatever a model writes, the claims in it are found, or it is said that there are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.extract.llm.answers import LARGEST, MOST, parse

CLAIM = {"sentence": "S1", "relation": "hosts", "quote": "AWS hosts “ICM” {now}"}
WHOLE = json.dumps({"claims": [CLAIM, CLAIM]})


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here are the claims {{as JSON}}:\n{WHOLE}\nI hope that helps.",
        f"<think>A draft: {{'claims': []}} or {{\"claims\": []}}?</think>\n{WHOLE}",
        json.dumps(WHOLE),
        json.dumps([CLAIM, CLAIM]),
        json.dumps({"notes": 1, "claims": [CLAIM, CLAIM]}, indent=4),
    ],
    ids=["plain", "fenced", "prose", "thought", "string", "list", "indented"],
)
def test_the_claims_are_found_whatever_is_around_them(content: str) -> None:
    answered = parse(content)
    assert list(answered.claims) == [CLAIM, CLAIM]
    assert answered.problem is None


def test_no_claims_are_an_answer() -> None:
    assert parse('{"claims": []}') == parse('{"claims": [] }')
    assert parse('{"claims": []}').problem is None


def test_what_stands_whole_is_kept_of_an_answer_that_breaks_off() -> None:
    answered = parse(WHOLE[:-30])
    assert list(answered.claims) == [CLAIM]
    assert answered.problem == "the answer breaks off after 1 claims"


def test_a_comma_too_many_costs_nothing_but_is_told() -> None:
    answered = parse(WHOLE.replace("]}", ",]}"))
    assert list(answered.claims) == [CLAIM, CLAIM]
    assert answered.problem is not None


def test_an_answer_that_the_server_cut_off_is_not_whole_even_where_it_reads_so() -> None:
    answered = parse(WHOLE, cut=True)
    assert list(answered.claims) == [CLAIM, CLAIM]
    assert answered.problem == "the answer was cut off after 2 claims"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "no JSON"),
        ("I cannot help with that.", "no JSON"),
        ("{}", "no JSON"),
        ('{"claims": {}}', "no JSON"),
        ('{"claims": null}', "no JSON"),
        ("[1, 2]", "no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"claims": [' + "{" * 50_000, "no JSON"),
        ('{"claims": ' * 30_000, "nested too deeply"),
        ("9" * (LARGEST + 1), "at most"),
        ('{"claims": [{"occurrence": ' + "9" * 10_000 + "}]}", "no JSON"),
    ],
    ids=range(11),
)
def test_an_answer_without_claims_says_so(content: str, problem: str) -> None:
    answered = parse(content)
    assert answered.claims == ()
    assert problem in (answered.problem or "")


def test_no_more_claims_are_read_than_a_passage_can_make() -> None:
    answered = parse(json.dumps({"claims": [CLAIM] * (MOST + 1)}))
    assert len(answered.claims) == MOST
    assert f"{MOST + 1} claims" in (answered.problem or "")


@given(st.text() | st.binary().map(repr) | st.text(alphabet='{}[]",:claims 0'))
def test_nothing_that_a_model_writes_stops_the_run(content: str) -> None:
    answered = parse(content)
    assert answered.problem or '"claims"' in content.replace("\\", "")
