"""Every entry of the frames' YAML reads the sentences it says it reads, and sees nothing in those it says it passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import document

from edgewise.errors import DeclarationError
from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.frames.declare import Example, load
from edgewise.extract.rules.frames.structure import CONSTRUCTIONS
from edgewise.extract.rules.frames.syntax import Syntax
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.extract.rules.trying import Entry, Trial
from edgewise.project import builtin

FRAMES = Path(__file__).parents[3] / "src" / "edgewise" / "extract" / "rules" / "frames"
DECLARED = load(builtin().ontology)
TRIAL = Trial(builtin())


def examples(kind: str) -> Iterator[tuple[Entry, Example]]:
    for entry in DECLARED.entries:
        for example in entry.reads if kind == "reads" else entry.passes:
            yield entry, example


def named(pairs: Iterator[tuple[Entry, Example]]) -> list[object]:
    return [pytest.param(entry, example, id=f"{entry.name}: {example.sentence[:60]}") for entry, example in pairs]


@pytest.mark.parametrize(("entry", "example"), named(examples("reads")))
def test_an_entry_reads_its_sentence(entry: Entry, example: Example) -> None:
    assert TRIAL.unread(entry, example) is None


@pytest.mark.parametrize(("entry", "example"), named(examples("passes")))
def test_an_entry_passes_what_it_should_not_see(entry: Entry, example: Example) -> None:
    assert TRIAL.seen(entry, example) is None


def test_a_cue_needs_nothing_that_a_match_can_be_without() -> None:
    sentences = [example.sentence for entry in DECLARED.entries for example in (*entry.reads, *entry.passes)]
    for text in sentences:
        for sentence in analyse(document(text), load_lexicon(), builtin().names).sentences:
            plain = Syntax(sentence, DECLARED.words).plain
            for cue in DECLARED.cues:
                assert not cue.pattern.search(plain) or not cue.needs or any(word in plain for word in cue.needs), (cue.name, text)


def test_every_construction_has_an_entry_and_every_entry_a_construction() -> None:
    assert list(DECLARED.rules) == list(CONSTRUCTIONS)


def test_the_tagger_knows_every_verb_of_a_frame() -> None:
    forms = {lemma for lemma, _ in load_lexicon().forms.values()} | {"have"}
    assert not {verb for frame in DECLARED.frames for verb in frame.verbs | frame.then} - forms
    assert not {verb for speech in DECLARED.speech for verb in speech.verbs} - forms


def test_every_entry_has_a_name_of_its_own() -> None:
    for frames in (DECLARED.verbs, DECLARED.nouns):
        for verb, entries in frames.items():
            assert len({entry.name for entry in entries}) == len(entries), verb


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("relation: hosts", "relation: hides", "unknown relation 'hides'"),
        ("verbs: [host]", "verb: [host]", "unknown key 'verb'"),
        ("how: active only", "how: passively", "'passively' is not known"),
        ("matter: [=gatherings]", "matter: [=parties]", "no list 'parties'"),
        ("> hosts > FaceTrace | confirmed", "hosts FaceTrace", "should be SUBJECT > relation > OBJECT"),
    ],
)
def test_a_mistake_in_the_data_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    for file in FRAMES.glob("*.yaml"):
        content = file.read_text(encoding="utf-8")
        if file.name == "verbs.yaml":
            assert old in content
            content = content.replace(old, new)
        (tmp_path / file.name).write_text(content, encoding="utf-8")
    with pytest.raises(Exception, match=message) as problem:
        load(builtin().ontology, tmp_path)
    assert isinstance(problem.value, DeclarationError) or "unknown relation" in message
