"""What a project adds to the data of the rules: words, entries of its own, and what is refused with its file and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edgewise.errors import DeclarationError
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.model import Document
from edgewise.project import Project, load_project, starter_folder

FERRY = """
ferry:
  relation: supplies_to
  verbs: [ferry]
  object: [to]
  about: [direct]
  reads: {"Acme Systems ferried its FaceTrace software to Globex Labs.": ["Acme Systems > supplies_to > Globex Labs"]}
  passes: ["Acme Systems ferried its guests to the island."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project like the built-in one, with room for its own rules."""
    shutil.copytree(starter_folder() / "graph", tmp_path / "graph")
    for room in ("frames", "lexicon"):
        (tmp_path / "graph" / "rules" / room).mkdir(parents=True)
    return tmp_path


def write(folder: Path, file: str, text: str) -> Project:
    (folder / "graph" / "rules" / file).write_text(text, encoding="utf-8")
    return load_project(folder)


def read(project: Project, text: str) -> set[tuple[str, str, str]]:
    draft = RulesExtractor(project).read(Document(sha256="0" * 64, text=text, kind="other", tier=5))
    return {(p.subject.name, p.relation, p.object.name) for p in draft.proposals}


def test_a_project_adds_a_frame_and_the_verb_that_it_triggers_on(folder: Path) -> None:
    sentence = "Acme Systems ferried its FaceTrace software to Globex Labs."
    claim = ("Acme Systems", "supplies_to", "Globex Labs")
    assert claim not in read(load_project(folder), sentence)
    write(folder, "lexicon/verbs.yaml", "regular: [ferry]")
    assert claim in read(write(folder, "frames/verbs.yaml", FERRY), sentence)


def test_a_project_adds_a_title(folder: Path) -> None:
    sentence = "Acme Systems seneschal Jane Roe spoke."
    claim = ("Jane Roe", "works_for", "Acme Systems")
    assert claim not in read(load_project(folder), sentence)
    write(folder, "frames/words.yaml", "titles: [seneschal]")
    assert claim in read(write(folder, "lexicon/titles.yaml", "words: [seneschal]"), sentence)


def test_what_is_built_in_still_reads(folder: Path) -> None:
    project = write(folder, "lexicon/titles.yaml", "words: [seneschal]")
    assert ("Jane Roe", "leads", "FBI") in read(project, "FBI Director Jane Roe spoke.")


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("lexicon/titles.yaml", "word: [seneschal]", r"lexicon/titles\.yaml: unknown key 'word'; known keys: .*words"),
        ("lexicon/titles.yaml", "words: seneschal", r"lexicon/titles\.yaml: words: should be a list"),
        ("lexicon/title.yaml", "words: [seneschal]", r"lexicon/title\.yaml: is none of the files .*titles\.yaml"),
        ("frames/structure.yaml", "under: {}", r"frames/structure\.yaml: is none of the files .*verbs\.yaml"),
        ("frames/verbs.yaml", FERRY.replace("ferry:", "sell:"), r"frames/verbs\.yaml: sell: there is a built-in entry of that name"),
        (
            "frames/verbs.yaml",
            FERRY.replace("supplies_to\n", "ferries_to\n"),
            r"frames/verbs\.yaml: ferry\.relation: unknown relation 'ferries_to'",
        ),
        ("frames/verbs.yaml", FERRY.replace("  passes:", "  passed:"), r"frames/verbs\.yaml: ferry: unknown key 'passed'"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(folder: Path, file: str, text: str, message: str) -> None:
    project = write(folder, file, text)
    with pytest.raises(DeclarationError, match=message):
        RulesExtractor(project)
