"""Passages: where a sentence ends, what is a heading, what is not read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edgewise.extract.sentences import FRONT_MATTER, passages, plain
from edgewise.model import Document, Mask


def document(text: str, *masks: Mask, title: str | None = None) -> Document:
    return Document(sha256="0" * 64, text=text, kind="other", tier=5, title=title, masks=masks)


def read(text: str, *masks: Mask, title: str | None = None) -> list[str]:
    return [text[p.start : p.end] for p in passages(document(text, *masks, title=title))]


def test_a_sentence_ends_at_its_mark_and_not_after_a_title_or_an_initial() -> None:
    assert read("Gov. Ana Ruiz met Dr. J. Lund on Jan. 4. She left. Acme Inc. paid.") == [
        "Gov. Ana Ruiz met Dr. J. Lund on Jan. 4.",
        "She left.",
        "Acme Inc. paid.",
    ]


def test_an_abbreviation_ends_a_sentence_where_a_new_one_plainly_begins() -> None:
    assert read("The firm moved to the U.S. The city paid. Acme Corp. Chairman Lund left.") == [
        "The firm moved to the U.S.",
        "The city paid.",
        "Acme Corp. Chairman Lund left.",
    ]


def test_closing_quotation_marks_and_reference_marks_stay_with_their_sentence() -> None:
    assert read("“We sold it.” The mayor said so.[2] Nobody else did [3]. “Why?” he asked.") == [
        "“We sold it.”",
        "The mayor said so.[2]",
        "Nobody else did [3].",
        "“Why?” he asked.",
    ]


def test_headings_bullets_and_numbers_do_not_glue_to_prose() -> None:
    text = (
        "## What was bought\n\n1. Acme sold cameras to the county.\n- The sheriff paid for them\n* **Later**\nThe county denied it.\n---\n"
    )
    assert read(text) == [
        "What was bought",
        "Acme sold cameras to the county.",
        "The sheriff paid for them",
        "**Later**",
        "The county denied it.",
    ]


def test_hard_wrapped_prose_is_one_sentence_and_a_short_line_is_its_own() -> None:
    wrapped = "The county signed a contract with Acme for six hundred cameras in\nthe spring of 2020 and paid at once.\nNext steps\nNone.\n"
    assert read(wrapped) == [
        "The county signed a contract with Acme for six hundred cameras in\nthe spring of 2020 and paid at once.",
        "Next steps",
        "None.",
    ]


def test_a_question_and_a_heading_say_so() -> None:
    found = passages(document("Did the county pay?\nWhat the county paid\nThe county paid."))
    assert [(p.is_question, p.is_heading) for p in found] == [(True, False), (False, True), (False, False)]


def test_masks_are_not_read_and_cut_what_they_stand_in() -> None:
    text = "Share this page. Acme sold cameras. Skip to footer\nThe county paid."
    first = Mask(0, 17, "furniture")
    second = Mask(text.index("Skip"), text.index("The county"), "furniture")
    assert read(text, first, second) == ["Acme sold cameras.", "The county paid."]


def test_a_title_in_front_matter_is_a_passage_even_when_yaml_folds_it() -> None:
    text = "---\ntitle: County Buys Cameras\n  From Acme\n---\nThe county paid.\n"
    end = text.index("The county")
    first, second = passages(document(text, Mask(0, end, FRONT_MATTER), title="County Buys Cameras From Acme"))
    assert (first.is_title, text[first.start : first.end]) == (True, "County Buys Cameras\n  From Acme")
    assert (second.is_title, text[second.start : second.end]) == (False, "The county paid.")


def test_a_title_that_is_not_in_the_text_is_no_passage() -> None:
    text = "---\nid: 7\n---\nThe county paid.\n"
    assert read(text, Mask(0, text.index("The"), FRONT_MATTER), title="Elsewhere") == ["The county paid."]


def test_nothing_to_read_gives_nothing() -> None:
    assert read("") == []
    assert read(" \n\t\n—\n") == []
    assert read("All masked.", Mask(0, 11, "furniture")) == []


@given(st.text())
def test_plain_text_keeps_every_code_point_at_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet='Aa .!?\n"“”’[1]-*#é\u0301😀\u00a0\u202e,:1', max_size=80))
def test_passages_are_in_order_apart_and_without_outer_white_space(text: str) -> None:
    here = 0
    for passage in passages(document(text)):
        assert here <= passage.start < passage.end <= len(text)
        here = passage.end
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
