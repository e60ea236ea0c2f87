"""From lines on pages to text: what goes on in the next line, and what does not."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from edgewise.loading.furniture import Line
from edgewise.loading.pages import laid

FULL = "Amazon Web Services hosts the case files of the agency, as"


def lines(*texts: str, x: float = 72, top: float = 700, size: float = 11, leading: float = 14) -> list[Line]:
    """Lines below each other; "" is the gap between paragraphs."""
    return [Line(text, x, top - place * leading, size) for place, text in enumerate(texts) if text]


def paragraphs(*pages: Iterable[Line]) -> list[str]:
    return laid([list(page) for page in pages]).text.split("\n\n")


@pytest.mark.parametrize(
    ("above", "below", "together"),
    [
        ("is called Investigative Case Man-", "agement and is new.", "is called Investigative Case Management and is new."),
        ("it was made by Clear\u00ad", "view and is new.", "it was made by Clearview and is new."),
        ("it was made by a well-", "known company.", "it was made by a well-known company."),
        ("it was made by the AWS-", "Palantir group.", "it was made by the AWS-Palantir group."),
        ("it was made in 2018—", "not before.", "it was made in 2018—not before."),
    ],
)
def test_words_are_whole_across_lines(above: str, below: str, together: str) -> None:
    assert paragraphs(lines(f"{FULL} {above}", below)) == [f"{FULL} {together}"]


def test_a_hyphen_is_kept_where_the_same_word_has_one_elsewhere() -> None:
    assert paragraphs(lines(f"{FULL} a face-matching tool; this face-", "matching tool is new.")) == [
        f"{FULL} a face-matching tool; this face-matching tool is new."
    ]


def test_headings_items_rows_and_short_lines_stay_apart() -> None:
    texts = ("The contract", "", FULL, "it says.", "", "• Palantir built the system", "• Oracle", "", "ICE 17,300", "FBI 1,200")
    assert paragraphs(lines(*texts)) == [
        "The contract", f"{FULL} it says.", "• Palantir built the system", "• Oracle", "ICE 17,300", "FBI 1,200",
    ]  # fmt: skip


def test_type_of_another_size_and_an_indent_begin_a_paragraph() -> None:
    heading, body = Line(f"{FULL} in large type", 72, 730, 14), lines(f"{FULL} the records say in May.", f"{FULL} said.")
    assert paragraphs([heading, *body]) == [heading.text, f"{body[0].text} {body[1].text}"]
    indented = Line(body[1].text, 90, body[1].y, 11)
    assert paragraphs([heading, body[0], indented]) == [heading.text, body[0].text, indented.text]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left, right = lines(FULL, FULL, top=300), lines(f"{FULL} said.", f"{FULL}.", x=320)
    second = lines("says the report.", "", "Nothing more.")
    assert paragraphs([*left, *right[:1]], second) == [f"{FULL} {FULL} {FULL} said.", "says the report.", "Nothing more."]
    assert paragraphs(left, second) == [f"{FULL} {FULL} says the report.", "Nothing more."]


def test_a_page_ends_a_sentence_that_ends() -> None:
    assert paragraphs(lines(FULL, f"{FULL} said."), lines("palantir.com is named there.")) == [
        f"{FULL} {FULL} said.", "palantir.com is named there.",
    ]  # fmt: skip


def test_running_lines_and_page_numbers_are_left_out_and_nothing_else() -> None:
    pages = [
        [Line("Riverton Courier", 72, 800, 9), *lines(f"Story {name}.", FULL, "it says."), Line(f"{number + 4}", 300, 30, 9)]
        for number, name in enumerate(("one", "two", "three"), 1)
    ]
    found = laid(pages)
    assert found.left_out == ("#", "Riverton Courier")
    assert found.text.split("\n\n") == [part for name in ("one", "two", "three") for part in (f"Story {name}.", f"{FULL} it says.")]
    assert [part.name for part in found.parts] == ["page 1", "page 2", "page 3"]


def test_a_running_head_of_a_chapter_is_known_by_the_number_it_carries() -> None:
    """The title of a chapter that begins with the number of its page by chance stays."""
    heads = ("2 Systems", "Chapter 2: Systems 2", "Chapter 2: Systems 3", "Chapter 3: Contracts 4", "Chapter 3: Contracts 5")
    pages = [[Line(head, 72, 800, 9), *lines(f"Story {name}.", FULL, "it says.")] for head, name in zip(heads, "abcde", strict=True)]
    found = laid([[], *pages[1:]])
    assert found.left_out == ("Chapter #: Contracts #", "Chapter #: Systems #")
    assert "2 Systems" in laid([[], pages[0], *pages[2:]]).text


def test_what_stands_on_every_page_within_its_text_stays() -> None:
    """The labels of a form."""
    pages = [lines(f"Vendor {name}", "Approved by the council", "on a day in May") for name in ("Palantir", "Amazon", "Microsoft")]
    found = laid(pages)
    assert found.text.count("Approved by the council") == found.text.count("on a day in May") == 3


def test_one_page_has_no_running_lines_and_its_own_number_is_none_of_its_words() -> None:
    found = laid([[*lines(FULL, "it says."), Line("1", 300, 30, 9)]])
    assert (found.text, found.left_out) == (f"{FULL} it says.", ("#",))


def test_a_page_without_lines_is_no_part_and_counts() -> None:
    found = laid([lines("Story one."), [], lines("Story two.")])
    assert [part.name for part in found.parts] == ["page 1", "page 3"]
    assert laid([]).text == laid([[]]).text == ""


@pytest.mark.parametrize("unit", ["a", "1", ".", '."', "a-", "a "])
def test_no_line_takes_long(unit: str) -> None:
    started = time.process_time()
    laid([lines(*[unit * (200_000 // len(unit))] * 3)] * 2)
    assert time.process_time() - started < 3
