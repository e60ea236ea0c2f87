"""The table of weights: what it adds up, when it doubts, and what is no table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edgewise.errors import DeclarationError
from edgewise.extract.factuality import table as weighing
from edgewise.extract.factuality.reasons import reason
from edgewise.extract.factuality.table import PAIRS, Pair, Table, Voice

EVEN = Voice((1.0, 1.0), (1.0, 1.0), (0.0,) * 7)
TABLE = Table(
    {"always": (-300, 300, 0, 0, 0, 0, 0), "left:deny": (600, 0, 0, 0, 0, 0, 0), "left:will": (0, 0, 0, 0, 0, 0, 500)}, 0.7, 0.9, EVEN
)


def test_probabilities_sum_to_one_and_signs_move_them() -> None:
    plain, denied = TABLE.weigh(["always"]), TABLE.weigh(["always", "left:deny"])
    assert sum(plain.values()) == pytest.approx(1) == sum(denied.values())
    assert TABLE.decide(plain) == ("affirmed", "confirmed")
    assert TABLE.decide(denied) == ("negated", "confirmed")
    assert TABLE.decide(TABLE.weigh(["always", "left:will"])) == ("affirmed", "planned")


def test_a_sign_that_is_not_known_moves_nothing() -> None:
    assert TABLE.weigh(["always", "left:sell"]) == TABLE.weigh(["always"])


def test_what_is_doubtful_is_not_flat() -> None:
    shares: dict[Pair, float] = dict.fromkeys(PAIRS, 0.0)
    shares |= {("affirmed", "confirmed"): 0.65, ("affirmed", "planned"): 0.3, ("negated", "planned"): 0.05}
    assert TABLE.decide(shares) == ("affirmed", "planned")
    assert Table({}, 0.6, 0.8, EVEN).decide(shares) == ("affirmed", "confirmed")


def test_a_model_is_weighed_by_its_share() -> None:
    planned = {pair: 0.9 if pair == ("affirmed", "planned") else 0.1 / 11 for pair in PAIRS}
    deaf = Table(TABLE.weights, 0.7, 0.9, Voice((1.0, 1.0), (0.0, 0.0), (0.0,) * 7))
    assert deaf.weigh(["always"], planned) == pytest.approx(TABLE.weigh(["always"]))
    assert TABLE.weigh(["always"], planned)["affirmed", "planned"] > TABLE.weigh(["always"])["affirmed", "planned"]


def test_a_model_that_holds_something_impossible_is_heard_without_an_error() -> None:
    sure = {pair: float(pair == ("negated", "confirmed")) for pair in PAIRS}
    assert sum(TABLE.weigh(["always"], sure).values()) == pytest.approx(1)


def test_the_strongest_signs_come_first() -> None:
    assert TABLE.strongest(["always", "left:will", "left:deny"], ("negated", "planned")) == ["left:deny", "left:will"]


def test_signs_have_words_or_are_no_reason() -> None:
    assert reason("verb 2 before:deny") == "'deny' governs the claim"
    assert reason("question") == "it is asked"
    assert reason("form:VBD") is None
    assert reason("left:NAME") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"doubt":1,"contradicted":1,"voice":{},"weights":{}}',
        '{"doubt":0.7,"contradicted":0.9,"voice":{"signs":[1,1],"model":[1,1],"constants":[0]},"weights":{}}',
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"weights\.json is no table of weights"):
        weighing.load(path)


def test_weights_are_whole_and_one_for_each_standing(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    data = {
        "doubt": 0.7,
        "contradicted": 0.9,
        "voice": {"signs": [1, 1], "model": [1, 1], "constants": [0] * 7},
        "weights": {"left:deny": [0.5, 0]},
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DeclarationError, match="a sign has 7 whole weights"):
        weighing.load(path)


def test_the_table_that_is_shipped_is_small() -> None:
    assert weighing.PATH.stat().st_size < 400_000
    assert len(weighing.load().weights) > 1000
