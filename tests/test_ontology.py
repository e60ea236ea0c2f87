"""What may exist is declared, and a wrong declaration says where it is wrong and what is known."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from edgewise.errors import DeclarationError, UsageError
from edgewise.ontology import load_names, load_ontology
from edgewise.project import builtin, load_project

ONTOLOGY = builtin().ontology
NAMES = builtin().names


def test_every_relation_reads_as_a_sentence() -> None:
    assert len(ONTOLOGY.relations) == 31
    for relation in ONTOLOGY.relations.values():
        assert relation.sentence("AWS", "ICM").startswith("AWS ")
        assert "Rekognition" in relation.sentence("AWS", "ICE", "Rekognition") or not relation.abouts
        assert relation.inverse.index("{object}") < relation.inverse.index("{subject}")
        assert relation.example.endswith(".")


def test_a_sentence_agrees_with_its_subject() -> None:
    uses = ONTOLOGY.relation("uses")
    assert uses.sentence("ICE", "ICM") == "ICE uses ICM"
    assert uses.sentence("local police departments", "Rekognition", many=True) == "local police departments use Rekognition"
    assert uses.sentence("ICE", "ICM", indirect=True) == "indirectly, ICE uses ICM"
    pitched = ONTOLOGY.relation("pitched_to")
    assert pitched.sentence("AWS staff", "ICE", "Rekognition", many=True) == "AWS staff pitched Rekognition to ICE"


def test_nothing_implies_a_contract() -> None:
    for name in ("pitched_to", "supplies_to", "hosts", "uses", "tested", "met_with", "contacted", "partners_with", "funds"):
        assert "contracts_with" in ONTOLOGY.relation(name).never_implies


def test_an_unknown_relation_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="unknown relation 'bribed'; known: acknowledged, appointed"):
        ONTOLOGY.relation("bribed")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    symmetric: true\n", "    symetric: true\n", "relations.contracts_with: unknown key 'symetric'; known keys: about, admission"),
        ("    kind: dealing\n", "    kind: deal\n", "relations.pitched_to.kind: 'deal' is not known; known: dealing, position, speech"),
        ("from: [Organization, Person, Group]", "from: [Firm]", "relations.pitched_to.from: 'Firm' is not known; known: Event, Group"),
        ('bare: "{subject} made', 'bare: "{who} made', "relations.pitched_to.bare:"),
        ("never_implies: [supplies_to,", "never_implies: [buys,", "'buys' is not known"),
        ("    symmetric: true\n", "    symmetric: perhaps\n", "symmetric: should be true or false, is 'perhaps'"),
        ("  Person: one", "  Person: one\n  Person: two", "the key 'Person' stands twice"),
        ("kinds:\n", "kinds: [\n", "is not YAML"),
    ],
)
def test_a_wrong_ontology_names_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (builtin().folder / "graph" / "ontology.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "ontology.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_ontology(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"ICE": {"type": "Agency"}}, "names.ICE.type: 'Agency' is not known"),
        (
            {"ICE": {"type": "Organization", "parent": "DHS"}},
            "names.ICE: unknown key 'parent'; known keys: aliases, part_of, sometimes, trade, type, wire",
        ),
        ({"ICE": {}}, "the key 'type' is missing"),
        ({"ICE": {"type": "Organization", "part_of": "DHS"}}, "part_of: 'DHS' is not in this file; add it"),
        ({"ICE": {"type": "Organization"}, "Exchange": {"type": "Organization", "aliases": ["ice"]}}, "a string means one thing"),
        ({"Wired": {"type": "Organization", "trade": "press"}}, "trade: 'press' is not known; known: newsroom, ngo, research"),
        ({"Wired": {"type": "Organization", "aliases": "WIRED"}}, "aliases: should be a list, is 'WIRED'"),
    ],
)
def test_wrong_names_say_where(tmp_path: Path, names: object, message: str) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(yaml.safe_dump({"names": names}), encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_names(path)
    assert message in str(caught.value)


def test_names_are_found_by_any_of_their_strings_and_know_their_parents() -> None:
    ice = NAMES.find("u.s. immigration and customs enforcement")
    assert ice is not None
    assert ice == NAMES.find("ICE")
    assert NAMES.parents("HSI") == ("Immigration and Customs Enforcement", "Department of Homeland Security")
    assert NAMES.parents("nobody known") == ()
    assert NAMES.find("nobody known") is None


def test_a_folder_that_is_no_project_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"ontology\.yaml: cannot be read"):
        load_project(tmp_path)
