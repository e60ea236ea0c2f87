"""How sure a reading is: fitted on what was right, never lowered by what speaks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.errors import DeclarationError
from edgewise.extract.reader import calibration
from edgewise.extract.reader.calibration import Calibration, Evidence, fit
from edgewise.ontology import Ontology
from edgewise.project import builtin

ONTOLOGY: Ontology = builtin().ontology
LIKELY = st.floats(0, 1)


def readings(kind: str, score: float, right: int, wrong: int, **given: float) -> list[tuple[Evidence, bool]]:
    evidence = Evidence(kind, "uses", score, 0.9, **given)  # type: ignore[arg-type]  # rules is a number
    return [(evidence, True)] * right + [(evidence, False)] * wrong


def test_the_confidence_is_the_share_that_is_right() -> None:
    seen = readings("timeline_event", 0.5, 40, 60) + readings("timeline_event", 0.9, 90, 10)
    fitted = fit(seen, {})
    assert fitted.confidence(seen[0][0]) == pytest.approx(0.4, abs=0.03)
    assert fitted.confidence(seen[-1][0]) == pytest.approx(0.9, abs=0.03)


def test_what_the_annotation_misses_counts_for_something() -> None:
    seen = readings("article", 0.5, 40, 60)
    assert fit(seen, {}, 0.5).confidence(seen[0][0]) == pytest.approx(0.7, abs=0.03)


def test_agreement_makes_surer() -> None:
    seen = readings("article", 0.7, 50, 50) + readings("article", 0.7, 95, 5, rules=0.8)
    fitted = fit(seen, {})
    assert fitted.confidence(Evidence("article", "uses", 0.7, 0.9, rules=0.8)) > 0.9
    assert fitted.confidence(Evidence("article", "uses", 0.7, 0.9)) < 0.6


def test_a_score_that_says_nothing_is_given_no_weight() -> None:
    seen = readings("article", 0.3, 80, 20) + readings("article", 0.9, 60, 40)
    fitted = fit(seen, {})
    assert "score" not in fitted.weights
    assert fitted.confidence(seen[0][0]) == fitted.confidence(seen[-1][0])


def test_the_floor_is_where_all_that_is_shown_is_right_often_enough() -> None:
    seen = [row for k in range(1, 10) for row in readings("article", k / 10, 10 * k, 100 - 10 * k)]
    fitted = fit(seen, {"article": 0.7})
    shown = [right for evidence, right in seen if fitted.confidence(evidence) >= fitted.floor("article")]
    assert sum(shown) / len(shown) >= 0.7
    more = [right for evidence, right in seen if fitted.confidence(evidence) >= fitted.floor("article") - 0.1]
    assert sum(more) / len(more) < 0.7
    assert fitted.floor("fact_check") == fitted.floor("article")
    assert fitted.floor("timeline_event") == 0.0


@given(st.sampled_from(sorted(ONTOLOGY.relations)), st.sampled_from(["timeline_event", "article"]), LIKELY, LIKELY, LIKELY, st.booleans())
def test_no_surer_model_makes_less_sure(relation: str, kind: str, low: float, high: float, mentions: float, agreed: bool) -> None:
    low, high = sorted((low, high))
    rules = 0.8 if agreed else None
    shipped = calibration.load()
    less, more = (shipped.confidence(Evidence(kind, relation, score, mentions, rules)) for score in (low, high))
    assert 0 <= less <= more <= 1


def test_it_is_kept_as_written(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    calibration.save(Calibration({"score": 0.51234567}, {"other": 0.4}), path)
    assert calibration.load(path) == Calibration({"score": 0.5123}, {"other": 0.4})
    path.write_text('{"weights": {"score": "much"}, "floors": {}}', encoding="utf-8")
    calibration.load.cache_clear()
    with pytest.raises(DeclarationError, match="numbers"):
        calibration.load(path)
