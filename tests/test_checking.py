"""A check lists all that is wrong in a project of one's own, with file and key; or what it adds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edgewise.checking import check
from edgewise.errors import UsageError
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.project import builtin, load_overlay

OVERLAY = Path(__file__).parent / "overlay"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(OVERLAY, tmp_path / "port")
    return tmp_path / "port"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def slips(folder: Path) -> list[tuple[str, str]]:
    return [(slip.file, slip.what) for slip in check(folder).slips]


def test_what_an_overlay_adds() -> None:
    found = check(OVERLAY)
    assert found.slips == ()
    assert found.adds == {
        "relations": ("leases_to",),
        "names": ("Immigration and Customs Enforcement", "Harborline", "Coast Watch"),
        "rules": ("frames/nominal.yaml", "frames/verbs.yaml", "lexicon/verbs.yaml"),
        "questions": ("leases",),
        "profiles": ("port-notice",),
    }
    assert found.notes == ("the bar is 0.75, built in 0.8",)


def test_what_is_built_in_is_in_order() -> None:
    found = check()
    assert found.slips == ()
    assert (found.folder, found.notes) == (builtin().folder, ())
    assert "pitched_to" in found.adds["relations"]


def test_every_slip_is_listed_and_not_the_first_alone(folder: Path) -> None:
    change(folder / "graph/ontology.yaml", "from: [Organization]", "form: [Organization]\n    colour: red")
    (folder / "graph/names.yaml").write_text("names:\n  Quay: {typ: Place}\n  Pier: {type: Pier}\n  Mole: {type: Place, part_of: Sea}\n")
    (folder / "graph/reading.yaml").write_text("min_precision: 75\n")
    change(folder / "graph/queries/leases.cypher", "RETURN", "RETRUN")
    change(folder / "loaders/notice.yaml", "tier: 3", "teir: 3")
    (folder / "loaders/other.yaml").write_text("name: [\n")
    (folder / "graph/rules/lexicon/titles.yaml").write_text("word: [harbourmaster]\n")
    found = slips(folder)
    for file, what in (
        ("graph/ontology.yaml", "relations.leases_to: unknown keys 'form' and 'colour'"),
        ("graph/names.yaml", "names.Quay: unknown key 'typ'"),
        ("graph/names.yaml", "names.Pier.type: 'Pier' is not known"),
        ("graph/names.yaml", "names.Mole.part_of: 'Sea'"),
        ("graph/reading.yaml", "min_precision: should be a number from 0 to 1, is 75"),
        ("graph/queries/leases.cypher", "RETRUN"),
        ("loaders/notice.yaml", "document: unknown key 'teir'"),
        ("loaders/other.yaml", "is not YAML"),
        ("graph/rules/lexicon/titles.yaml", "unknown key 'word'"),
        ("graph/rules/frames/verbs.yaml", "lease.relation: unknown relation 'leases_to'"),
    ):
        assert any(one == file and what in said for one, said in found), (file, what, found)
    assert check(folder).adds == {}


def test_sentences_are_read(folder: Path) -> None:
    verbs = folder / "graph/rules/frames/verbs.yaml"
    change(verbs, "leased its SeaTrace system to the Coast Watch", "sold its SeaTrace system to the Coast Watch")
    change(verbs, '"Harborline leased a pier to boats."', '"HLM leased boats to the Coast Watch."')
    change(verbs, "[lease, charter]", "[lease, charter, wharfage]")
    found = slips(folder)
    assert [file for file, _ in found] == ["graph/rules/frames/verbs.yaml"] * 3
    assert found[0][1].startswith("lease.verbs: not known as verbs: wharfage; add them to rules/lexicon/verbs.yaml")
    assert found[1][1].startswith("lease.reads: of 'Harborline sold its SeaTrace system to the Coast Watch.' comes ")
    assert found[1][1].endswith("not 'Harborline > leases_to > Coast Watch | confirmed'")
    assert found[2][1].startswith("lease.passes: of 'HLM leased boats to the Coast Watch.' comes 'HLM > leases_to > Coast Watch")


def test_a_cue_that_colours_what_it_should_not(folder: Path) -> None:
    (folder / "graph/rules/frames/cues.yaml").write_text(
        "on paper:\n  pattern: on paper\n  modality: planned\n"
        '  reads: {"On paper, ICE uses ICM.": ["ICE > uses > ICM | planned"]}\n  passes: ["ICE uses ICM on paper."]\n'
    )
    assert slips(folder) == [("graph/rules/frames/cues.yaml", "on paper.passes: it colours 'ICE uses ICM on paper.'")]


def test_what_its_author_may_not_have_meant(folder: Path) -> None:
    (folder / "graph/names.yaml").write_text("names:\n  Intercontinental Exchange: {type: Organization, aliases: [ICE]}\n")
    shutil.rmtree(folder / "graph/rules")
    change(folder / "loaders/notice.yaml", "port-notice", "article")
    (folder / "graph/queries/leases.cypher").rename(folder / "graph/queries/denials.cypher")
    assert check(folder).notes[1:] == (
        "'ICE' means Intercontinental Exchange, no longer Immigration and Customs Enforcement",
        "no rule reads leases_to: add one in graph/rules/frames, or read with --extractor llm",
        "the question denials takes the place of the built-in one",
        "the profile article takes the place of the built-in one",
    )


def test_what_is_found_wrong_is_not_kept(folder: Path) -> None:
    titles = folder / "graph/rules/lexicon/titles.yaml"
    titles.write_text("words: harbourmaster\n")
    assert len(slips(folder)) == 1
    with pytest.raises(Exception, match="should be a list"):
        RulesExtractor(load_overlay(folder, builtin()))


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        check(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="has neither graph/ nor loaders/"):
        check(tmp_path)
