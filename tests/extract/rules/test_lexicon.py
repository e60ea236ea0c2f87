"""The lexicon is data, checked when it is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edgewise.errors import DeclarationError
from edgewise.extract.rules.lexicon import FOLDER, load_lexicon


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))


def test_verb_forms_are_made_from_their_base() -> None:
    forms = load_lexicon().forms
    assert [forms[word] for word in ("shipped", "denies", "hosting", "sold", "written", "goes")] == [
        ("ship", "VBD"), ("deny", "VBZ"), ("host", "VBG"), ("sell", "VBD"), ("write", "VBN"), ("go", "VBZ")
    ]  # fmt: skip


def test_found_is_the_past_of_find_and_founded_that_of_found() -> None:
    forms = load_lexicon().forms
    assert (forms["found"], forms["founded"]) == (("find", "VBD"), ("found", "VBD"))


def test_words_are_lower_case_and_plain_unless_a_file_says_otherwise() -> None:
    lexicon = load_lexicon()
    for group in (lexicon.function, lexicon.titles, lexicon.systems, lexicon.groups, lexicon.tagging):
        for key in group.__slots__:
            assert all(word == word.lower() and "’" not in word for word in getattr(group, key)), key


def test_an_unknown_key_names_file_key_and_the_known_ones(folder: Path) -> None:
    path = folder / "titles.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nranks: [major]\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"titles\.yaml: unknown key 'ranks'; known keys: modifiers, not_organisations"):
        load_lexicon(folder)


def test_a_missing_key_is_an_error(folder: Path) -> None:
    (folder / "first_names.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"first_names\.yaml: the key 'first_names' is missing"):
        load_lexicon(folder)


def test_an_unquoted_yes_or_no_is_an_error_and_not_a_lost_word(folder: Path) -> None:
    path = folder / "function.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"no"', "no", 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"should be text, is False"):
        load_lexicon(folder)


def test_an_irregular_verb_needs_past_and_participle(folder: Path) -> None:
    path = folder / "verbs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[sold, sold]", "[sold]"), encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"irregular\.sell: should be \[past, participle\]"):
        load_lexicon(folder)
