"""What the network learns from: targets of sentences, names exchanged, opinions mixed in, tokens."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tokenizers import Tokenizer

from edgewise.extract.reader.annotations import Marked, Sentence, Told
from edgewise.extract.reader.examples import Opinion, Text, encode, mixed, names, renamed
from edgewise.extract.reader.labels import ABOUT, LONGEST, RELATIONS, SAYS, STANDINGS, TYPES
from edgewise.extract.reader.model import WEIGHTS

TEXT = "Acme said it met Globex about Beacon."
SENTENCE = Sentence(
    "harbour", 0, "Harbour", "written", TEXT,
    (Marked(0, 4, "Organization"), Marked(10, 12, "Organization", "Acme"), Marked(17, 23, "Organization"), Marked(30, 36, "System")),
    (Told((10, 12), "met_with", (17, 23), "affirmed", "reported", about=(30, 36), by="Acme"),),
)  # fmt: skip


def said(text: Text, left: int, right: int) -> dict[str, float]:
    row = text.claims.get((left, right), np.zeros(len(RELATIONS)))
    return {RELATIONS[k]: round(float(row[k]), 3) for k in np.nonzero(row)[0]}


def test_targets_of_a_sentence() -> None:
    text = Text.of(SENTENCE)
    assert said(text, 1, 2) == said(text, 2, 1) == {"met_with": 1}
    assert said(text, 2, 3) == {ABOUT: 1}
    assert said(text, 0, 1) == {SAYS: 1}
    assert STANDINGS[int(text.standings[1, 2].argmax())] == ("affirmed", "reported")
    assert text.described == {1}


def test_names_are_exchanged_everywhere_and_the_rest_stays() -> None:
    text = Text.of(SENTENCE)
    pool = {TYPES.index("Organization"): ["International Harbour Company"], TYPES.index("System"): ["X"]}
    new = renamed(text, pool, random.Random(1), 1.0)
    assert new.text == "International Harbour Company said it met International Harbour Company about X."
    assert [new.text[s:e] for s, e in new.mentions] == ["International Harbour Company", "it", "International Harbour Company", "X"]
    assert renamed(text, pool, random.Random(1), 0.0).text == TEXT
    assert names([text]) == {TYPES.index("Organization"): ["Acme", "Globex"], TYPES.index("System"): ["Beacon"]}


def test_a_name_within_another_is_left_alone() -> None:
    nested = Text("Acme staff left.", ((0, 4), (0, 10)), np.eye(7, dtype=np.float32)[[0, 0]])
    new = renamed(nested, {0: ["Globex"]}, random.Random(1), 1.0)
    assert (new.text, [new.text[s:e] for s, e in new.mentions]) == ("Acme staff left.", ["Acme", "Acme staff"])


def test_an_opinion_that_agrees_changes_nothing() -> None:
    text = Text.of(SENTENCE)
    order = [2, 0, 3, 1]
    place = {old: new for new, old in enumerate(order)}
    opinion = Opinion(
        tuple(text.mentions[k] for k in order), text.types[order],
        {(place[a], place[b]): row for (a, b), row in text.claims.items()},
        {(place[a], place[b]): row for (a, b), row in text.standings.items()},
    )  # fmt: skip
    same = mixed(text, opinion, 0.5)
    assert same.mentions == text.mentions
    assert same.types == pytest.approx(text.types)
    for a in range(4):
        for b in range(4):
            assert said(same, a, b) == said(text, a, b)
    assert same.standings[1, 2] == pytest.approx(text.standings[1, 2])


def test_an_opinion_moves_targets_by_its_share() -> None:
    text = Text.of(SENTENCE)
    nothing = np.zeros((5, len(TYPES)), np.float32)
    nothing[4, TYPES.index("Work")] = 0.8
    opinion = Opinion((*text.mentions, (5, 9)), nothing, {}, {})
    moved = mixed(text, opinion, 0.25)
    assert moved.types.max(1) == pytest.approx([0.75, 0.75, 0.75, 0.75, 0.2])
    assert said(moved, 1, 2) == {"met_with": 0.75}
    assert 4 in moved.described, "what only a teacher takes for a mention is no name to exchange"


def test_tokens_and_their_cut() -> None:
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    short, long = encode([Text.of(SENTENCE), Text("Acme " * 400, ((0, 4), (1990, 1994)), np.zeros((2, 7), np.float32))], tokenizer)
    assert [TEXT[short.offsets[f][0] : short.offsets[t][1]] for f, t in short.spans] == ["Acme", "it", "Globex", "Beacon"]
    assert len(long.ids) == len(long.shapes) == len(long.offsets) == LONGEST
    assert long.mentions == [0], "a mention beyond the cut is left out"
