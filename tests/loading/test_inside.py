"""Names from outside, made fit for a locator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.loading.inside import LONGEST, Names, fit, fit_path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "a.txt"),
        ("a/b\\c.txt", "a_b_c.txt"),
        (" a\n\tb\0.txt ", "a b .txt"),
        ("..", ""),
        (".", ""),
        ("", ""),
        ("exe.\u202etxt", "exe. txt"),  # which would show the rest from right to left
        ("\udcff.txt", "\ufffd.txt"),
        ("a" * 500 + ".txt", "a" * (LONGEST - 4) + ".txt"),
    ],
)
def test_one_step(name: str, expected: str) -> None:
    assert fit(name) == expected


def test_paths_lead_nowhere_but_down() -> None:
    assert fit_path("/a/../b/./c.txt") == "a/b/c.txt"
    assert fit_path("../..") == ""


@given(st.lists(st.sampled_from(["a.txt", "a (2).txt", "a (3).txt", "x/a.txt", "b"]), max_size=12))
def test_no_name_is_given_out_twice(wanted: list[str]) -> None:
    names = Names()
    found = [names.apart(name) for name in wanted]
    assert len(set(found)) == len(found)
    assert found[:1] == wanted[:1]
