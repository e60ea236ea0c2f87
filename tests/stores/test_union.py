"""What stays of two records of one id depends on neither order nor repetition nor grouping."""

from __future__ import annotations

from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.model import Problem, Reading, Source
from edgewise.stores.union import newest, united

READERS = st.lists(st.sampled_from(["rules@1", "rules@2", "rules@10", "reader@1", "reader@2", "llm@1"]), max_size=3)
SOURCES = st.builds(
    Source, st.just("a.txt"), st.sampled_from(["d1", "d2", None]), st.integers(1, 2), READERS.map(lambda some: newest(some))
)


@given(st.lists(SOURCES, min_size=1, max_size=4))
def test_any_order_and_any_number_of_times_gives_one_source(sources: list[Source]) -> None:
    kept = reduce(united, sources)
    assert {reduce(united, order) for order in permutations(sources)} == {kept}
    assert reduce(united, [*sources, *sources]) == kept
    assert kept.precedence == max(one.precedence for one in sources)


@given(SOURCES, SOURCES, SOURCES)
def test_how_they_are_grouped_does_not_matter(a: Source, b: Source, c: Source) -> None:
    assert united(united(a, b), c) == united(a, united(b, c))


@given(st.permutations([Problem("a.txt", reason, n) for n in (1, 2) for reason in (None, "is empty", "is no text")]))
def test_the_last_problem_stays_and_of_two_at_once_the_one_that_says_something(problems: list[Problem]) -> None:
    assert reduce(united, problems) == Problem("a.txt", "is no text", 2)
    assert united(Problem("a.txt", "is no text", 1), Problem("a.txt", None, 2)).reason is None


def test_what_two_people_read_of_one_text_is_read() -> None:
    ours, theirs = Source("a.txt", "d1", 1, ("rules@2",)), Source("a.txt", "d1", 1, ("reader@1", "rules@1"))
    assert united(ours, theirs).read_by == ("reader@1", "rules@2")
    assert united(ours, Source("a.txt", "d1")).read_by == ("rules@2",)


def test_whoever_read_it_again_has_not_unforgotten_it() -> None:
    forgotten, again = Source("a.txt", None, 2), Source("a.txt", "d1", 1, ("reader@1", "rules@2"))
    assert united(again, forgotten) == united(forgotten, again) == forgotten


def test_doubt_stays() -> None:
    sure, doubtful = Reading("c", "rules@2", 0.9), Reading("c", "rules@2", 0.6)
    assert united(sure, doubtful) == united(doubtful, sure) == doubtful


@pytest.mark.parametrize(
    ("readers", "kept"),
    [
        ((), ()),
        (("rules@2", "reader@1"), ("reader@1", "rules@2")),
        (("rules@9", "rules@10"), ("rules@10",)),
        (("rules@1.9", "rules@1.10"), ("rules@1.10",)),
        (("llm@gpt-9", "llm@gpt-10"), ("llm@gpt-10",)),
        (("rules", "rules@1"), ("rules@1",)),
    ],
)
def test_of_each_name_the_newest_version(readers: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert newest(readers) == newest(reversed(readers)) == kept
