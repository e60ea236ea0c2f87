"""What is not English is known and left unread; what is English, or no prose, never is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from edgewise.loading import Loaded, Profile, find_files
from edgewise.loading.language import RULE, language_of, not_english
from edgewise.loading.read import read_documents
from edgewise.model import Mask

from .conftest import Read

DATA = yaml.safe_load((Path(__file__).parents[1] / "golden" / "languages.yaml").read_text(encoding="utf-8"))
SAMPLES: dict[str, str] = DATA["languages"]
NO_PROSE: dict[str, str] = DATA["no prose"]


@pytest.mark.parametrize("language", SAMPLES)
def test_a_language_is_known(language: str) -> None:
    text = SAMPLES[language]
    assert language_of(text) == language
    assert not_english(text) == ((Mask(0, len(text), f"not English ({language})"),), f"is in {language}, which is not read")


def test_a_script_of_no_known_language_is_not_read_either_whatever_it_is_called() -> None:
    text = "ᏂᎦᏓ ᎠᏂᏴᏫ ᏂᎨᎫᏓᎸᎾ ᎠᎴ ᎤᏂᏠᏱ ᎤᎾᏕᎿ ᏚᏳᎧᏛ ᎨᏒᎢ ᎨᏥᏁᎳ ᎤᎾᏓᏅᏖᏗ ᎠᎴ ᎤᏃᏟᏍᏗ"
    assert language_of(text) not in ("", "English")
    assert not_english("zzzz " * 20)[0] == ()


@pytest.mark.parametrize("kind", NO_PROSE)
def test_what_is_no_prose_is_not_called_foreign(kind: str) -> None:
    assert not_english(NO_PROSE[kind]) == ((), "")


def test_nobody_reads_the_passage_that_is_not_english(read: Read) -> None:
    """A heading between two French paragraphs goes with them; the English ones beside them stay, however short."""
    english = "The agency uses it."
    french = f"{SAMPLES['French']}\n\nLe contrat\n\n{SAMPLES['French']}"
    found = read(f"{english}\n\n{french}\n\n{english}\n")
    assert [(mask.rule, found.document.text[mask.start : mask.end]) for mask in found.document.masks] == [("not English (French)", french)]
    assert found.notes == ("is in part in French, which is not read",)


def test_a_foreign_document_keeps_its_title_and_masks_that_it_had(read: Read) -> None:
    found = read(f"---\ntitle: Le contrat\n---\n{SAMPLES['French']}\n\n<!-- note -->\n\n{SAMPLES['Spanish']}", "a.md")
    assert [mask.rule for mask in found.document.masks] == ["front matter", "not English (French)", "comment", "not English (Spanish)"]
    assert found.document.title == "Le contrat"
    assert found.notes == ("is in French, Spanish, which is not read",)


@pytest.mark.parametrize("unit", ["[1] x ", "```x\n", "\n", "By A B C\n", "日\n", "a\n\n", "mot le la ", "é", "\u0301", "# \n"])
def test_no_text_takes_long(unit: str) -> None:
    language_of(SAMPLES["French"])  # loads the model, once
    started = time.process_time()
    not_english(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 3


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["corpus/events", "seeds", "train/texts"])
def test_every_shared_document_is_english(shared: Path, profiles: tuple[Profile, ...], folder: str) -> None:
    found = find_files([str(shared / folder)], profiles)
    loaded = [one for one in read_documents(found.files, profiles) if isinstance(one, Loaded)]
    foreign = [one.locator for one in loaded if any(mask.rule.startswith(RULE) for mask in one.document.masks)]
    assert len(loaded) == len(found.files) >= 5
    assert foreign == []
