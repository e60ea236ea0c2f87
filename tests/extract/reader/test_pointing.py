"""Whom pronouns and descriptions mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import TYPES, document

from edgewise.errors import DeclarationError
from edgewise.extract.reader import pointing
from edgewise.extract.reader.mentions import Meant, meant
from edgewise.extract.reader.pointing import NOBODY, Choice, Pointing
from edgewise.extract.reader.scores import Spotted
from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.model import EntityType
from edgewise.project import builtin

MORE: dict[str, EntityType] = {
    "She": "Person", "she": "Person", "He": "Person", "It": "Organization", "it": "Organization", "company": "Organization",
    "tool": "System", "Dan Lund": "Person",
}  # fmt: skip


def told(text: str, *words: str) -> list[pointing.Told]:
    """The sentences of a text with these words as mentions, wherever they stand as words of their own."""
    doc = document(text)
    analysis = analyse(doc, load_lexicon(), builtin().names)
    found: list[pointing.Told] = []
    for sentence in analysis.sentences:
        inside = text[sentence.start : sentence.end]
        spotted = [Spotted(at, at + len(word), {**TYPES, **MORE}[word], 0.9) for word in words if (at := inside.find(word)) >= 0]
        spotted.sort(key=lambda one: (one.start, -one.end))
        found.append((sentence, meant(doc, analysis, sentence, spotted, sentence.start)))
    return found


def names(text: str, *words: str) -> dict[str, str | None]:
    """What each of the words stands for, the last one of equal words."""
    return {one.text: one.name for mentions in pointing.load().resolve(told(text, *words)) for one in mentions}


def test_she_is_the_woman_named_before() -> None:
    found = names("Jane Roe leads POGO. She criticised ICE.", "Jane Roe", "POGO", "She", "ICE")
    assert found["She"] == "Jane Roe"
    assert found["ICE"] == "ICE"


def test_it_is_no_person() -> None:
    assert names("Palantir hired Jane Roe. It sold ICM to ICE.", "Palantir", "Jane Roe", "It", "ICM", "ICE")["It"] == "Palantir"


def test_a_description_means_what_was_named_so() -> None:
    text = "Palantir sold ICM to ICE. Palantir is in Denver. The company said no more."
    assert names(text, "Palantir", "ICM", "ICE", "company")["company"] == "Palantir"


def test_nobody_named_is_nobody_meant() -> None:
    found = names("She criticised the tool.", "She", "tool")
    assert found == {"She": None, "tool": "tool"}


def test_an_open_choice_is_left_open() -> None:
    even = Choice(("Jane Roe", "Dana Lund", NOBODY), ({"a": 1.0}, {"b": 1.0}, {}))
    assert Pointing({"a": 1.0, "b": 1.0}, 0.5).choose(even) == NOBODY
    assert Pointing({"a": 3.0, "b": 1.0}, 0.5).choose(even) == "Jane Roe"
    assert Pointing({"a": 3.0, "b": 1.0}, 0.99).choose(even) == NOBODY


def test_what_was_found_for_one_pronoun_helps_with_the_next() -> None:
    seen: list[Choice] = []

    def decide(mention: Meant, choice: Choice) -> str:
        seen.append(choice)
        return "Jane Roe" if "Jane Roe" in choice.names else NOBODY

    text = "Jane Roe met Dan Lund. She left. Then she criticised ICE."
    found = pointing.walk(told(text, "Jane Roe", "Dan Lund", "She", "she", "ICE"), decide)
    assert [one.name for one in found[1]] == ["Jane Roe"]
    first, second = (dict(zip(c.names, c.features, strict=True)) for c in seen)
    assert "she called" not in first["Jane Roe"]
    assert "she called" in second["Jane Roe"]
    assert "she called" not in second["Dan Lund"]


def test_fitting_learns_what_speaks_for_the_right_one() -> None:
    rows = [
        (Choice(("near", "far", NOBODY), ({"gap 0": 1.0}, {"gap 4": 1.0}, {"nobody": 1.0})), frozenset(("near",))),
        (Choice(("far", NOBODY), ({"gap 4": 1.0}, {"nobody": 1.0})), frozenset((NOBODY,))),
    ]
    weights = pointing.fit(rows * 20)
    found = Pointing(weights, 0.5)
    assert [found.choose(choice) for choice, _ in rows] == ["near", NOBODY]
    assert weights == pointing.fit(rows * 20)


def test_weights_are_kept_as_written(tmp_path: Path) -> None:
    path = tmp_path / "pointing.json"
    pointing.save({"gap 0": 1.23456, "gap 4": 0.001}, 0.5, path)
    found = pointing.load(path)
    assert found.choose(Choice(("near", NOBODY), ({"gap 0": 1.0}, {}))) == "near"
    path.write_text('{"weights": {}}', encoding="utf-8")
    pointing.load.cache_clear()
    with pytest.raises(DeclarationError, match="sure"):
        pointing.load(path)
