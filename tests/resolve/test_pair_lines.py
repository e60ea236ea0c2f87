"""Pairs of names as JSON lines: each with what is decided, and what is no pair with what is wrong."""

from __future__ import annotations

import json

import pytest

from edgewise.project import builtin
from edgewise.resolve.pair_lines import judged_lines

NAMES = builtin().names


def test_a_line_keeps_its_fields_and_gets_a_decision() -> None:
    given = {"id": 7, "left": "Dr. Jane Roe", "left_type": "PERSON", "right": "Roe, Jane", "right_type": None, "note": {"by": "ana"}}
    (line,) = judged_lines([json.dumps(given).encode()], NAMES)
    assert line.problem is None
    assert list(line.fields) == [*given, "decision", "why"]
    assert (line.fields["decision"], line.fields["note"]) == ("same", {"by": "ana"})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{bad", "is not JSON"),
        (b"[1]", "is no object"),
        (b'{"left": "Acme"}', "'right' should be a name, is null"),
        (b'{"left": "  ", "right": "Acme"}', "'left' should be a name"),
        (b'{"left": 5, "right": "Acme"}', "'left' should be a name, is 5"),
        (b'{"left": "Acme", "right": "Acme", "left_type": 3}', "'left_type' should be a word"),
        (b'{"left": "\xff", "right": "Acme"}', "is not UTF-8"),
        (b'{"left": "' + b"a" * 2000 + b'", "right": "Acme"}', "2,000 characters"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_pair_is_named_and_the_rest_goes_on(content: bytes, said: str) -> None:
    good = b'{"left": "Acme", "right": "Acme"}'
    lines = list(judged_lines([good, b"\n", content, good], NAMES))
    assert [(line.number, line.problem is None) for line in lines] == [(1, True), (3, False), (4, True)]
    assert said in (lines[1].problem or "")
