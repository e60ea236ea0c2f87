"""Marks that overlap: the pieces are the text, whatever the marks; parts cut no mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edgewise.questions.runs import part_of, parts, pieces

TEXTS = st.text(st.sampled_from("aé \n𝔸\u202e\x1b\u05d0"), min_size=1, max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int]]]:
    """A text and up to twelve stretches of it, numbered."""
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = draw(st.lists(ends, max_size=12))
    return text, [(start, end, number) for number, (start, end) in enumerate(spans)]


@given(marked())
def test_the_pieces_are_the_text_and_every_mark_is_its_quote(given: tuple[str, list[tuple[int, int, int]]]) -> None:
    text, marks = given
    found = pieces(0, len(text), marks)
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    for start, end, number in marks:
        assert "".join(text[piece.start : piece.end] for piece in found if number in piece.marks) == text[start:end]


@given(marked(), st.integers(0, 60), st.integers(0, 60))
def test_a_part_of_a_text_has_the_part_of_each_mark(given: tuple[str, list[tuple[int, int, int]]], a: int, b: int) -> None:
    text, marks = given
    first, last = sorted((min(a, len(text)), min(b, len(text))))
    found = pieces(first, last, marks)
    assert "".join(text[piece.start : piece.end] for piece in found) == text[first:last]
    for start, end, number in marks:
        inside = "".join(text[piece.start : piece.end] for piece in found if number in piece.marks)
        assert inside == text[max(start, first) : min(end, last)]


def test_marks_stand_in_the_order_in_which_they_were_given() -> None:
    assert [piece.marks for piece in pieces(0, 6, [(2, 5, "b"), (0, 6, "a"), (3, 3, "empty")])] == [("a",), ("a", "b"), ("a",)]


@given(marked(), st.integers(1, 20))
def test_parts_are_all_of_the_text(given: tuple[str, list[tuple[int, int, int]]], size: int) -> None:
    text, marks = given
    starts = parts(text, [mark[:2] for mark in marks], size)
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))
    ends = (*starts[1:], len(text))
    assert all(end - start <= 2 * size for start, end in zip(starts, ends, strict=True))
    assert all(starts[part_of(starts, place)] <= place < ends[part_of(starts, place)] for place in range(len(text)))


def test_a_part_ends_with_a_line_and_within_no_mark() -> None:
    text = "one two\nthree four\nfive six\n" * 3
    starts = parts(text, [(8, 28)], 15)
    assert starts[1] == 28  # not within the mark, though two lines end before
    assert all(text[start - 1] == "\n" for start in starts[1:])


def test_a_line_without_end_is_cut_all_the_same() -> None:
    assert parts("x" * 35, [], 10) == (0, 10, 20, 30)
    assert parts("x" * 35, [(0, 35)], 10) == (0, 10, 20)
    assert part_of((0, 10, 20), 1000) == 2
