"""Much taken some at a time."""

from __future__ import annotations

import pytest

from edgewise.batched import batched


@pytest.mark.parametrize(
    ("count", "found"), [(0, []), (2, [["a", "b"]]), (3, [["a", "b", "c"]]), (5, [["a", "b", "c"], ["d", "e"]])]
)  # fmt: skip
def test_all_comes_in_order_and_none_of_it_is_empty(count: int, found: list[list[str]]) -> None:
    assert list(batched("abcde"[:count], 3)) == found


def test_no_more_is_taken_than_is_asked_for() -> None:
    items = iter(range(10))
    assert next(batched(items, 4)) == [0, 1, 2, 3]
    assert next(items) == 4
