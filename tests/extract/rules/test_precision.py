"""How sure the claims of each rule are: data, checked when loaded, by rule and kind of text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from edgewise.errors import DeclarationError
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.extract.rules.frames.declare import load
from edgewise.extract.rules.frames.precision import LOOSELY, Precision, load_precision
from edgewise.model import Document
from edgewise.project import builtin

STORY = Document(sha256="0" * 64, text="FBI Director Jane Roe spoke. Acme Systems sold software to foreign police.", kind="other", tier=5)
DATA = """
overall: {event: 0.8, other: 0.7}
rules:
  "sell": {event: 0.9, other: 0.6}
  "sell, loosely": {event: 0.5, other: 0.4}
"""


@pytest.fixture
def precision(tmp_path: Path) -> Precision:
    (tmp_path / "precision.yaml").write_text(DATA, encoding="utf-8")
    return load_precision(tmp_path / "precision.yaml")


def test_a_rule_is_as_sure_as_it_was_in_texts_of_that_kind(precision: Precision) -> None:
    assert precision.of("sell", "timeline_event") == 0.9
    assert precision.of("sell", "fact_check") == 0.6
    assert precision.of("sell" + LOOSELY, "fact_check") == 0.4


def test_a_rule_that_was_never_seen_is_as_sure_as_its_like(precision: Precision) -> None:
    assert precision.of("lend", "timeline_event") == 0.8
    assert Precision({"sell": precision.rules["sell"]}, precision.overall).of("sell" + LOOSELY, "other") == 0.6


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("other: 0.6", "other: 1.6", r"rules\.sell\.other: should be a share between 0\.0 and 1\.0, is 1\.6"),
        ("other: 0.6", "others: 0.6", r"rules\.sell: unknown key 'others'"),
        ("overall:", "all:", "unknown key 'all'"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "precision.yaml").write_text(DATA.replace(old, new), encoding="utf-8")
    with pytest.raises(DeclarationError, match=message):
        load_precision(tmp_path / "precision.yaml")


def test_a_claim_is_as_sure_as_its_rule_and_a_description_makes_it_less_so() -> None:
    declared = load(builtin().ontology)
    found = {p.relation: p for p in RulesExtractor().read(STORY).proposals}
    assert found["leads"].confidence == declared.precision.of("organization_title_person", "other")
    assert found["supplies_to"].rule == "sell" + LOOSELY
    event = {p.relation: p for p in RulesExtractor().read(replace(STORY, kind="timeline_event")).proposals}
    assert event["leads"].confidence == declared.precision.of("organization_title_person", "timeline_event")


def test_what_is_less_sure_than_the_floor_is_left_out() -> None:
    proposals = RulesExtractor().read(STORY).proposals
    floor = max(p.confidence for p in proposals)
    kept = RulesExtractor(floor=floor).read(STORY).proposals
    assert 0 < len(kept) < len(proposals)
    assert all(p.confidence >= floor for p in kept)


def test_only_rules_that_there_are_were_measured() -> None:
    declared = load(builtin().ontology)
    names = {frame.name for frame in declared.frames} | set(declared.rules) | {"self-denial"}
    assert {rule.removesuffix(LOOSELY) for rule in declared.precision.rules} <= names
