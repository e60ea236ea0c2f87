"""A project's declarations are checked when it is loaded, those of a folder laid over it too; the bar can be another for one call."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from edgewise.errors import DeclarationError, UsageError
from edgewise.project import Project, builtin, load_overlay, load_project

LEASE = {
    "kind": "dealing", "from": ["Organization"], "to": ["Organization"], "about": ["System"],
    "reads": "{subject} leases {about} to {object}",
    "bare": "{subject} leases to {object}", "inverse": "{object} leases from {subject}", "example": "AWS leases servers to ICE.",
}  # fmt: skip


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


def overlay(folder: Path, **files: str) -> Project:
    """A project of one's own with these files of `graph/`, by their names without the suffix."""
    (folder / "graph").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "graph" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_overlay(folder, builtin())


def test_either_room_may_be_missing(tmp_path: Path) -> None:
    (tmp_path / "loaders").mkdir()
    laid = load_overlay(tmp_path, builtin())
    assert (laid.ontology, laid.names, laid.min_precision) == (builtin().ontology, builtin().names, builtin().min_precision)
    assert laid.loaders == (tmp_path / "loaders", *builtin().loaders)
    assert (laid.folder, laid.schema) == (builtin().folder, builtin().schema)


def test_a_string_means_what_the_overlay_says(tmp_path: Path) -> None:
    names = overlay(tmp_path, names="names:\n  Intercontinental Exchange: {type: Organization, aliases: [ICE, the exchange]}\n").names
    found = names.find("ICE")
    assert found is not None
    assert found.name == "Intercontinental Exchange"
    agency = names.find("Immigration and Customs Enforcement")
    assert agency is not None
    assert "ICE" not in agency.aliases
    assert names.find("US Immigration and Customs Enforcement") is agency
    assert names.parents("HSI")[0] == agency.name
    assert [one.name for one in names.known[: len(builtin().names.known)]] == [one.name for one in builtin().names.known]


def test_what_is_built_in_is_added_to(tmp_path: Path) -> None:
    names = overlay(
        tmp_path, names="names:\n  Mijente: {type: Organization, aliases: [Mi Gente], part_of: Quay}\n  Quay: {type: Organization}\n"
    )
    mijente = names.names.find("mi gente")
    assert mijente is not None
    assert (mijente.trade, mijente.part_of, names.names.find("Mijente")) == ("ngo", "Quay", mijente)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"names": "names: {Mijente: {type: Person}}"}, r"names\.Mijente\.type: what is built in under this name is a Organization"),
        ({"names": "names: {Quay: {type: Place, aliases: [amazon]}}"}, r"'amazon' is the name of what is built in; .* 'Amazon'"),
        ({"names": "names: {Quay: {type: Place, part_of: Sea}}"}, r"names\.Quay\.part_of: 'Sea' is not in this file"),
        ({"names": "names: {Quay: {type: Place, part_of: 7}}"}, r"names\.Quay\.part_of: should be text, is 7"),
        ({"ontology": "relations: {uses: {}}"}, r"relations\.uses: there is a built-in relation of that name"),
        ({"ontology": "types: {}\nrelations: {}"}, r"ontology\.yaml: unknown key 'types'; known keys: relations"),
        ({"reading": "min_precision: 2"}, r"reading\.yaml: min_precision: should be a number from 0 to 1"),
        ({"nmaes": "names: {}"}, r"nmaes\.yaml: nothing reads this; .* ontology\.yaml, names\.yaml"),
    ],
)  # fmt: skip
def test_a_slip_in_an_overlay_names_file_and_key(tmp_path: Path, files: dict[str, str], says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        overlay(tmp_path, **files)


def test_a_declaration_at_the_wrong_place_is_not_passed_over(tmp_path: Path) -> None:
    overlay(tmp_path)
    (tmp_path / "names.yaml").write_text("names: {}\n")
    with pytest.raises(DeclarationError, match=r"names\.yaml: nothing reads this"):
        load_overlay(tmp_path, builtin())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"from": []}, r"relations\.leases_to\.from: names no type"),
        ({"reads": "{subject} leases {about}"}, r"relations\.leases_to\.reads: .* says nothing of \{object\}"),
        ({"reads": "{subject} leases {about.x} to {object}"}, r"relations\.leases_to\.reads: .*placeholder"),
        ({"never_implies": ["rents_to"]}, r"relations\.leases_to\.never_implies: 'rents_to' is not known"),
        ({"from": ["Boat"]}, r"relations\.leases_to\.from: 'Boat' is not known; known: Event, Group"),
    ],
)
def test_a_relation_of_ones_own_is_checked(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        overlay(tmp_path, ontology=yaml.safe_dump({"relations": {"leases_to": LEASE | change}}))


@pytest.mark.parametrize(
    ("name", "says"), [("in", "IN is in Cypher"), ("said_by", "SAID_BY"), ("Leases", "lower_snake_case"), ("größe", "lower_snake")]
)
def test_a_relation_has_a_name_that_cypher_can_have(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        overlay(tmp_path, ontology=yaml.safe_dump({"relations": {name: LEASE}}, allow_unicode=True))
