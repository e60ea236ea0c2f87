"""What an address asks: values are read with errors that name the parameter; addresses are made in one place."""

from __future__ import annotations

import pytest

from edgewise.errors import UsageError
from edgewise.views import addresses
from edgewise.web.asked import LONGEST, Asked


def test_the_last_value_counts_and_blanks_are_none() -> None:
    asked = Asked(query={"q": ["ICE", "  AWS  "], "limit": [" "], "around": ["a", "b", "a", " "]})
    assert asked.text("q") == "AWS"
    assert asked.text("missing", "nothing") == "nothing"
    assert asked.number("limit", 25) == 25
    assert asked.texts("around") == ("a", "b")


@pytest.mark.parametrize("value", ["-1", "1.5", "x", "1001", "٣", "1" * 300, "1e2"])
def test_a_number_that_is_none_or_too_large_is_named(value: str) -> None:
    with pytest.raises(UsageError, match=r"limit is .*; give a whole number from 0 to 1000"):
        Asked(query={"limit": [value]}).number("limit", 25, most=1000)


def test_a_choice_lists_what_is_known() -> None:
    asked = Asked(query={"sort": ["size"]})
    with pytest.raises(UsageError, match="sort is 'size'; known: date, name"):
        asked.choice("sort", ("name", "date"), "name")
    assert Asked().choice("sort", ("name", "date"), "name") == "name"


def test_a_value_has_bounds() -> None:
    with pytest.raises(UsageError, match=r"q has 4,001 characters; give at most 4,000"):
        Asked(query={"q": ["x" * (LONGEST + 1)]}).text("q")


def test_addresses_hold_any_text() -> None:
    hostile = '"><script>&?#=/../\u2028'
    assert addresses.search(hostile) == "/search?q=%22%3E%3Cscript%3E%26%3F%23%3D%2F..%2F%E2%80%A8"
    assert addresses.routes("Amazon", "ICE") == "/routes?from=Amazon&to=ICE"
    assert addresses.entity("a/b") == "/entities/a%2Fb"
    assert addresses.document("d" * 64, "c" * 64, at=12) == f"/documents/{'d' * 64}?claim={'c' * 16}&at=12#claim-{'c' * 16}"
    assert addresses.document("d" * 64, at=12) == f"/documents/{'d' * 64}?at=12#at-12"
    assert addresses.graph("a", "b", years="2015-2019") == "/graph?around=a&around=b&years=2015-2019"


@pytest.mark.parametrize(
    ("page", "twin"), [("/", "/home.json"), ("/ask?q=who", "/ask.json?q=who"), ("/entities/ab?offset=25", "/entities/ab.json?offset=25")]
)
def test_a_twin_is_the_same_address_with_another_ending(page: str, twin: str) -> None:
    assert addresses.twin(page, "json") == twin
