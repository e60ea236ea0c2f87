"""Which extractors there are, and what is said where the reader cannot run."""

from __future__ import annotations

from pathlib import Path

import pytest

from edgewise.errors import UsageError
from edgewise.extract import read
from edgewise.extract.read import describe, extractor
from edgewise.project import builtin


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the libraries of the reader."""
    monkeypatch.setattr(read, "find_spec", lambda name: None if name == "onnxruntime" else object())


def test_an_unknown_extractor_is_told_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'guesses'; known: auto, .*reader, rules"):
        extractor("guesses", builtin())


@pytest.mark.usefixtures("bare")
def test_without_its_libraries_the_reader_says_what_to_install() -> None:
    with pytest.raises(UsageError, match=r"onnxruntime, not installed here: pip install 'edgewise\[reader\]'"):
        extractor("reader", builtin())


@pytest.mark.usefixtures("bare")
def test_without_the_reader_auto_is_the_rules_and_says_so() -> None:
    chosen = extractor("auto", builtin())
    assert [name.split("@")[0] for name in chosen.readers] == ["rules"]
    assert describe("auto", chosen).startswith(f"{chosen.readers[0]} alone (the reader, which finds more, needs onnxruntime")
    assert describe("rules", chosen) == chosen.readers[0]


def test_without_its_weights_the_reader_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(read, "_WEIGHTS", tmp_path / "none")
    with pytest.raises(UsageError, match="its weights, not in this installation"):
        extractor("reader", builtin())


def test_with_all_it_needs_auto_is_both() -> None:
    assert read.lacking() is None, "the tests need what the reader needs"
    assert [name.split("@")[0] for name in extractor("auto", builtin()).readers] == ["reader", "rules"]
