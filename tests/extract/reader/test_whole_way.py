"""From scores that are right to claims: what the way from the model to the graph loses by itself, on annotated documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated import annotated
from gold_scorer import GoldScorer
from gold_sets import scorer
from reading import read_all

from edgewise.extract.reader.annotations import parts, read
from edgewise.extract.reader.calibration import Calibration
from edgewise.extract.reader.extractor import ReaderExtractor
from edgewise.project import builtin

REACHED = {"dev event": 0.95, "dev other": 0.8, "dev written": 0.65}  # of the claims; what is lost most are ends that stay open ("we")


@pytest.mark.shared
def test_little_is_lost_and_nothing_added_where_the_model_is_right(shared: Path) -> None:
    sentences = read(shared / "train")
    part_of = parts(sentences)
    known = GoldScorer(sentence for sentence in sentences if part_of[sentence.doc] == "dev")
    extractor = ReaderExtractor(builtin(), known, Calibration({"by reader": 3.0}))
    for gold in annotated("dev", shared, 20):
        figures = scorer(shared).score(gold.matcher, read_all(gold, extractor, builtin()).rows())
        assert figures["precision"] >= 0.99, gold.name
        assert figures["recall"] >= REACHED[gold.name], (gold.name, figures["recall"])
