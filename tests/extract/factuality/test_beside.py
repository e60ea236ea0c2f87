"""Headings, captions and lists of further reading have no standing of their own."""

from __future__ import annotations

import pytest

from edgewise.extract.factuality.beside import beside
from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.model import Document
from edgewise.project import builtin

STORY = "Acme Systems sells FaceTrace software to Globex Labs. The mayor met nobody."


def lines(text: str) -> list[str]:
    analysis = analyse(Document("0" * 64, text, "article", 3), load_lexicon(), builtin().names)
    found = beside(analysis.sentences, text)
    return [text[sentence.start : sentence.end] for sentence in analysis.sentences if sentence.start in found]


def test_a_story_stands_by_itself() -> None:
    assert lines(STORY) == []


@pytest.mark.parametrize(
    "caption", ["Photo: Acme Systems sells FaceTrace to Globex Labs.", "Image credit: Jane Roe.", "Figure 2: What Acme Systems sells."]
)
def test_captions(caption: str) -> None:
    assert lines(f"{STORY}\n\n{caption}\n\n{STORY}") == [caption]


def test_a_list_of_further_reading_ends_with_the_next_paragraph() -> None:
    text = f"{STORY}\n\nWant to dive deeper?\nWhat did Acme Systems sell?\nGlobex Labs bought FaceTrace, records show.\n\n{STORY}"
    assert lines(text) == ["Want to dive deeper?", "What did Acme Systems sell?", "Globex Labs bought FaceTrace, records show."]


def test_a_sentence_about_photographs_is_no_caption() -> None:
    assert lines("Photos of the mayor were sold to Globex Labs. Sources at Acme Systems said so on Monday.") == []


def test_what_a_heading_says_supports_nothing() -> None:
    text = f"Acme Systems sells FaceTrace software to Globex Labs\n\n{STORY}"
    document = Document("0" * 64, text, "article", 3)
    read = [(one.start, one.modality) for one in RulesExtractor().read(document).proposals if one.relation == "supplies_to"]
    assert read == [(text.index("\n\n") + 2, "confirmed")]
    caption = Document("0" * 64, "Photo: Acme Systems sells FaceTrace software to Globex Labs.", "article", 3)
    assert {one.modality for one in RulesExtractor().read(caption).proposals} <= {"unconfirmed"}
