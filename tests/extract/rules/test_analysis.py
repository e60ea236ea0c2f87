"""The analysis as a whole: any text is taken apart without a crash, the same way every time, and offsets hold."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.extract.rules.nouns import Analysis, Name, Phrase
from edgewise.model import Document
from edgewise.project import builtin

_WORDS = st.sampled_from((
    "Amazon", "ICE", "’s", "(", ")", "“", "”", ",", ".", "?", "said", "its", "software", "the", "company", "FBI Director", "Dana Lund",
    "we", "has not", "to", "sold", "U.S.", "Inc.", "and", "of", "the Trump administration", "Jr.", "[1]", "\n", "—", "employees", "😀",
))  # fmt: skip


def taken_apart(text: str) -> Analysis:
    return analyse(Document(sha256="0" * 64, text=text, kind="other", tier=5), load_lexicon(), builtin().names)


def shape(analysis: Analysis) -> list[tuple[object, ...]]:
    return [
        (token.text, token.tag, token.lemma, token.phrase.kind if token.phrase else "", token.name.type if token.name else "")
        for sentence in analysis.sentences
        for token in sentence.tokens
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_taken_apart_and_its_offsets_hold(text: str) -> None:
    analysis = taken_apart(text)
    for sentence in analysis.sentences:
        assert len(sentence.quoted) == len(sentence.tokens)
        assert all(token.tag for token in sentence.tokens)
        parts: list[Name | Phrase] = [*sentence.names, *sentence.phrases]
        for part in parts:
            assert 0 <= part.first < part.last <= len(sentence.tokens)
            assert part.start == sentence.tokens[part.first].start
            assert part.end == sentence.tokens[part.last - 1].end
        for before, after in pairwise(sentence.phrases):
            assert before.last <= after.first
    assert shape(taken_apart(text)) == shape(analysis)


def test_every_name_has_a_thing_and_every_thing_is_named() -> None:
    analysis = taken_apart("FBI Director Dana Lund met Amazon. Lund asked AWS about Rekognition (the FBI had not).")
    named = [name for sentence in analysis.sentences for name in sentence.names]
    assert {name.thing for name in named} == set(analysis.things.values())
    assert sum(thing.count for thing in analysis.things.values()) == len(named)
