"""A project's declarations are checked when it is loaded; the bar can be another for one call."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edgewise.errors import DeclarationError, UsageError
from edgewise.project import builtin, load_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in declarations."""
    shutil.copytree(builtin().folder / "graph", tmp_path / "graph", ignore=shutil.ignore_patterns("neo4j"))
    return tmp_path


def test_the_bar_is_declared(folder: Path) -> None:
    (folder / "graph" / "reading.yaml").write_text("min_precision: 0.65\n")
    assert load_project(folder).min_precision == 0.65


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("min_precision: 80", r"min_precision: should be a number from 0 to 1, is 80"),
        ("min_precision: -0.1", "from 0 to 1"),
        ("min_precision: .nan", "from 0 to 1"),
        ("min_precision: high", "is 'high'"),
        ("min_precision: true", "is True"),
        ("min_precision: .8\nbar: .5", "unknown key 'bar'; known keys: min_precision"),
        ("{}", "the key 'min_precision' is missing"),
    ],
)
def test_a_bar_without_sense_names_file_and_key(folder: Path, text: str, says: str) -> None:
    (folder / "graph" / "reading.yaml").write_text(text)
    with pytest.raises(DeclarationError, match=rf"reading\.yaml: .*{says}"):
        load_project(folder)


def test_a_project_without_it_says_what_is_missing(folder: Path) -> None:
    (folder / "graph" / "reading.yaml").unlink()
    with pytest.raises(DeclarationError, match=r"reading\.yaml: cannot be read"):
        load_project(folder)


def test_another_bar_for_one_call() -> None:
    assert builtin().at(1).min_precision == 1
    assert builtin().at(0).ontology is builtin().ontology
    for wrong in (-0.01, 1.01, float("nan"), float("inf")):
        with pytest.raises(UsageError, match="from 0 to 1"):
            builtin().at(wrong)
