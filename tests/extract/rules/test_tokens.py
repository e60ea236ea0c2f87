"""Tokens: every one stands where it says it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.extract.rules.nouns import Sentence
from edgewise.extract.rules.tokens import is_capital, sentences
from edgewise.model import Document, Reference


def read(text: str, *references: Reference) -> list[Sentence]:
    return sentences(Document(sha256="0" * 64, text=text, kind="other", tier=5, references=references), load_lexicon())


def words(text: str, *references: Reference) -> list[str]:
    return [token.text for sentence in read(text, *references) for token in sentence.tokens]


@given(st.text(max_size=60) | st.text(alphabet="Aé\u0301😀’“”'\"\u00a0[1]. -&$9\n</script>שׁ", max_size=60))
def test_every_token_slices_the_document_to_its_text(text: str) -> None:
    here = 0
    for sentence in read(text):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert here <= token.start < token.end
            assert sentence.start <= token.start
            assert token.end <= sentence.end
            here = token.end


def test_a_word_keeps_its_combining_marks_and_loses_no_emoji() -> None:
    assert words("Jose\u0301 paid 🙂 AT&T’s U.S. office $1.5M at civil‑liberties.org.") == [
        "Jose\u0301", "paid", "🙂", "AT&T", "’s", "U.S.", "office", "$1.5M", "at", "civil‑liberties", ".", "org", "."
    ]  # fmt: skip


def test_typographic_marks_read_like_plain_ones() -> None:
    (sentence,) = read("The mayor’s aide didn’t say “we paid the county in full last year, twice”.")
    lower = [token.lower for token in sentence.tokens]
    assert "'s" in lower
    assert "didn't" in lower
    assert lower.count('"') == 2


def test_reference_marks_are_not_read() -> None:
    assert words("Acme sold it [1] [23].") == ["Acme", "sold", "it", "."]
    text = "Acme sold it^1 there."
    assert words(text, Reference(text.index("^"), text.index("^") + 2, 1)) == ["Acme", "sold", "it", "there", "."]


def test_quotation_marks_around_a_word_or_two_are_dropped_and_those_around_speech_kept() -> None:
    assert words("The county held a “boot camp” there.") == ["The", "county", "held", "a", "boot", "camp", "there", "."]
    (sentence,) = read("The mayor said, “never again”.")
    assert [token.text for token, quoted in zip(sentence.tokens, sentence.quoted, strict=True) if quoted] == ["“", "never", "again", "”"]


def test_a_heading_in_capitals_is_title_case() -> None:
    assert [s.title_case for s in read("County Buys Six Hundred Cameras\nThe county buys cameras\nThe County Bought Them.")] == [
        True,
        False,
        False,
    ]


def test_names_are_told_by_their_capitals() -> None:
    (sentence,) = read("Acme iPhone pre-Trump sold AT&T")
    assert [is_capital(token) for token in sentence.tokens] == [True, True, False, False, True]


def test_the_full_stop_of_an_abbreviation_ends_its_sentence_too() -> None:
    assert words("It paid Acme Inc. and Globex Inc.") == ["It", "paid", "Acme", "Inc.", "and", "Globex", "Inc", "."]
    assert words("He said, “it left the firm of Acme Corp.”")[-3:] == ["Corp", ".", "”"]


def test_a_dash_between_words_parts_them_where_it_is_no_hyphen() -> None:
    assert words("Roe—who paid") == ["Roe", "—", "who", "paid"]
    assert words("Roe–who paid") == ["Roe", "–", "who", "paid"]
    assert words("the Norway–Sweden treaty") == ["the", "Norway–Sweden", "treaty"]
