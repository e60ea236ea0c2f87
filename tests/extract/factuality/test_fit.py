"""Fitting finds what the sentences say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")

from edgewise.extract.factuality import Factuality  # noqa: E402
from edgewise.extract.factuality import table as weighing  # noqa: E402
from edgewise.extract.factuality.examples import distributions, examples  # noqa: E402
from edgewise.extract.factuality.fit import Matrix, fit, shares, table, voice, write  # noqa: E402
from edgewise.extract.reader.annotations import Sentence  # noqa: E402

TEXTS = (
    ("Acme Systems sells FaceTrace to Globex Labs.", "affirmed", "confirmed"),
    ("Acme Systems never sold FaceTrace to Globex Labs.", "negated", "confirmed"),
    ("Acme Systems plans to sell FaceTrace to Globex Labs.", "affirmed", "planned"),
)


def sentence(number: int, text: str, polarity: str, modality: str) -> Sentence:
    ends = {end: [text.index(name), text.index(name) + len(name)] for end, name in (("subject", "Acme Systems"), ("object", "Globex Labs"))}
    claim = {**ends, "relation": "supplies_to", "polarity": polarity, "modality": modality}
    return Sentence.of({
        "doc": f"story {number // 3}", "sentence": number % 3, "title": "A story", "kind": "written", "text": text, "mentions": [],
        "claims": [claim],
    })  # fmt: skip


SENTENCES = [sentence(number, *TEXTS[number % 3]) for number in range(45)]


def test_examples_stand_where_their_document_says() -> None:
    found = list(examples(Factuality(), SENTENCES[:3]))
    assert [one.heard.document.text[slice(*one.subject)] for one in found] == ["Acme Systems"] * 3
    assert len({id(one.heard) for one in found}) == 1


def test_a_fitted_table_reads_what_it_was_fitted_on(tmp_path: Path) -> None:
    factuality = Factuality()
    given = list(examples(factuality, SENTENCES))
    rows = [factuality.signs.of(around) for one in given if (around := one.around) is not None]
    made = table(rows, given, factuality.table.voice)
    assert [made.decide(made.weigh(row)) for row in rows[:3]] == [(polarity, modality) for _, polarity, modality in TEXTS]
    path = tmp_path / "weights.json"
    write(made, path)
    assert weighing.load(path) == made


def test_a_model_that_is_always_right_gets_the_greater_share(tmp_path: Path) -> None:
    factuality = Factuality()
    given = list(examples(factuality, SENTENCES))
    lines = [
        json.dumps({
            "doc": one.key[0], "sentence": one.key[1], "subject": one.key[2], "relation": one.key[3], "object": one.key[4],
            "standings": {" ".join(one.pair): 1.0},
        }) for one in given
    ]  # fmt: skip
    (tmp_path / "model.jsonl").write_text("\n".join(lines), encoding="utf-8")
    models = distributions(tmp_path / "model.jsonl")
    rows = [frozenset(("always",))] * len(given)  # signs that say nothing
    made = voice(
        weighing.Table({"always": (1, 2, 3, 4, 5, 6, 7)}, 0.7, 0.9, factuality.table.voice), rows, given, [models[one.key] for one in given]
    )
    assert made.model[0] > 0.5 > 0
    assert made.model[1] > made.signs[1] - 0.2


def test_weights_are_where_the_loss_is_least() -> None:
    rows = [frozenset(("always", "no")), frozenset(("always",))] * 20
    matrix = Matrix(rows, {"always": 0, "no": 1})
    weights = fit(matrix, np.array([1, 0] * 20), 2, penalty=0.1)
    likely = shares(matrix.times(weights))
    assert likely[0, 1] > 0.9
    assert likely[1, 0] > 0.9
