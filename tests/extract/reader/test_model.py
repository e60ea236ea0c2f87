"""The trained network at work: the real weights on sentences of our own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from edgewise.errors import DeclarationError
from edgewise.extract.reader.labels import LONGEST, RELATIONS, STANDINGS, distance, pair_rows, shape
from edgewise.extract.reader.model import WEIGHTS, Model
from edgewise.extract.reader.scores import Scored

HIRED = "Harbour City hired Acme Analytics to run its Beacon database."
DENIED = "Acme denied that it had sold the Beacon database to the Harbour Police."
SENTENCES = (
    HIRED, DENIED, "Jane Roe, the chief executive of Acme, met with the mayor in May.", "The council wrote to Globex and Acme.", "",
    " \u200b ", "Ja.", "— ? !", "ACME " * 300, "\u202eمرحبا Acme\u202c 😀 bought Globex\u0301.",
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


def words(text: str, scored: Scored) -> dict[str, str]:
    return {text[m.start : m.end]: m.type for m in scored.mentions}


def test_names_what_a_sentence_names(model: Model) -> None:
    (scored,) = model.score([HIRED])
    assert words(HIRED, scored).items() >= {"Harbour City": "Organization", "Acme Analytics": "Organization"}.items()


def test_says_who_is_said_to_do_what_and_how(model: Model) -> None:
    (scored,) = model.score([DENIED])
    spans = [DENIED[m.start : m.end] for m in scored.mentions]
    sold = [p for p in scored.pairs if spans[p.object] == "Harbour Police" and p.relations.get("supplies_to", 0) > 0.5]
    assert len(sold) == 1
    assert max(sold[0].standings, key=lambda s: sold[0].standings[s])[0] == "negated"


def test_scores_do_not_depend_on_what_is_read_beside(model: Model) -> None:
    together = model.score(SENTENCES)
    alone = [model.score([text])[0] for text in SENTENCES]
    for left, right in zip(together, alone, strict=True):
        assert [(m.start, m.end, m.type) for m in left.mentions] == [(m.start, m.end, m.type) for m in right.mentions]
        assert [m.score for m in left.mentions] == pytest.approx([m.score for m in right.mentions], abs=2e-4)
        for one, other in zip(left.pairs, right.pairs, strict=True):
            assert one.relations == pytest.approx(other.relations, abs=2e-4)
            assert one.standings == pytest.approx(other.standings, abs=2e-4)


def test_spans_stand_in_the_text_and_probabilities_are_ones(model: Model) -> None:
    for text, scored in zip(SENTENCES, model.score(SENTENCES), strict=True):
        assert list(scored.mentions) == sorted(scored.mentions, key=lambda m: (m.start, -m.end))
        for mention in scored.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert 0 < mention.score <= 1
        for pair in scored.pairs:
            assert pair.subject != pair.object
            assert sum(pair.standings.values()) == pytest.approx(1, abs=1e-3)
            assert pair.standings.keys() == set(STANDINGS)
            assert pair.relations.keys() <= set(RELATIONS)
            assert all(0 <= p <= 1 for p in pair.relations.values())
            assert pair.about is None or pair.about not in (pair.subject, pair.object)


def test_nothing_in_nothing_out(model: Model) -> None:
    assert list(model.score([])) == []
    assert list(model.score(["", " \u200b "])) == [Scored((), ()), Scored((), ())]


def test_refuses_weights_that_are_not_the_declared_ones(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    table = (folder / "tokenizer.json").read_bytes()
    (folder / "tokenizer.json").write_bytes(table + b"\n")
    with pytest.raises(DeclarationError, match=r"tokenizer\.json: these are not the reader's weights"):
        Model(folder)
    (folder / "tokenizer.json").unlink()
    with pytest.raises(DeclarationError, match="no such file"):
        Model(folder)
    (folder / "tokenizer.json").write_bytes(table)
    declared = json.loads((folder / "WEIGHTS.json").read_text(encoding="utf-8"))
    declared["relations"] = declared["relations"][::-1]
    (folder / "WEIGHTS.json").write_text(json.dumps(declared), encoding="utf-8")
    with pytest.raises(DeclarationError, match="other relations"):
        Model(folder)
    (folder / "WEIGHTS.json").unlink()
    with pytest.raises(DeclarationError, match=r"WEIGHTS\.json: no such file"):
        Model(folder)


def test_weights_are_small_enough_to_carry() -> None:
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) <= 30_000_000


@pytest.mark.parametrize(
    ("token", "begins", "expected"),
    [("", True, "none"), ("the", True, "lower"), ("Acme", True, "Title"), ("ICE", True, "UPPER"), ("iPhone", True, "miXed"),
     ("2018", True, "digits"), ("—", True, "mark"), ("Corp", False, "Title within a word"), ("A", True, "Title")],
)  # fmt: skip
def test_forms_of_tokens(token: str, begins: bool, expected: str) -> None:
    from edgewise.extract.reader.labels import SHAPES

    assert SHAPES[shape(token, begins=begins)] == expected


def test_distances_tell_the_two_directions_apart() -> None:
    assert distance((1, 2), (4, 5)) == 1
    assert distance((4, 5), (1, 2)) == 11
    assert {distance((1, 1), (k, k)) for k in range(2, LONGEST)} == set(range(10))


def test_pairs_go_both_ways_subjects_first() -> None:
    rows = pair_rows(3, [(1, 2), (4, 4), (6, 7)], [0, 1, 2])
    assert rows.shape == (6, 8)
    assert [tuple(r[1:5]) for r in rows[:2].tolist()] == [(1, 2, 4, 4), (1, 2, 6, 7)]
    assert set(rows[:, 0]) == {3}
    assert pair_rows(0, [(1, 1)], [0]).shape == (0, 8)
