"""What a table's profile declares is checked when it is loaded, and laid over a table's columns when one comes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from edgewise.errors import DeclarationError, DocumentError
from edgewise.loading import Loaded, Place, Profile, Unread, profiles_of, read_file
from edgewise.loading.layout import layout
from edgewise.loading.mapping import table_mapping
from edgewise.project import builtin

DEALS: dict[str, Any] = {
    "name": "deals",
    "match": {"columns": ["Buyer", ["Vendor", "Supplier"]]},
    "read": "table",
    "document": {"kind": "deals", "tier": 1},
    "table": {
        "entities": {
            "buyer": {"type": "Organization", "name": "Buyer"},
            "vendor": {"type": "Organization", "name": ["Vendor", "Supplier"], "split": "/"},
            "product": {"type": "System", "name": "Product", "optional": True},
        },
        "claims": [
            {
                "subject": "vendor", "relation": "supplies_to", "object": "buyer", "about": "product", "amount": "Price",
                "date": {"column": "Day", "format": "%d/%m/%Y"}, "modality": "planned", "when": {"State": ["open", "Agreed"]},
            },
        ],
        "nobody": ["House stock"],
    },
}  # fmt: skip


def changed(*path: Any, to: Any) -> dict[str, Any]:
    profile: Any = deepcopy(DEALS)
    at = profile
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = to
    return dict(profile)


def load(folder: Path, profile: dict[str, Any]) -> tuple[Profile, ...]:
    (folder / "loaders").mkdir(exist_ok=True)
    (folder / "loaders" / "deals.yaml").write_text(yaml.safe_dump(profile))
    return profiles_of(replace(builtin(), folders=(folder,)))


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        (("table", "entities", "buyer", "typ"), "x", "entities.buyer: unknown key 'typ'; known keys: aliases, key, name, optional"),
        (("table", "entities", "buyer", "type"), "Firm", "entities.buyer.type: 'Firm' is not known; known: Event, Group, Organization"),
        (("table", "entities"), {}, "table.entities: names nothing; give at least one, as vendor: {type: Organization"),
        (("table", "claims", 0, "subject"), "vender", r"claims\[0\].subject: 'vender' is not among the entities; known: buyer, product"),
        (("table", "claims", 0, "relation"), "sells", r"claims\[0\].relation: 'sells' is not known; known: acknowledged, appointed"),
        (("table", "claims", 0, "object"), "product", r"claims\[0\].object: 'product' is System; the object of supplies_to can be: Group"),
        (("table", "claims", 0, "about"), "buyer", r"claims\[0\].about: 'buyer' is Organization; the about of supplies_to can be: Sys"),
        (("table", "claims", 0, "polarity"), "no", r"claims\[0\].polarity: 'no' is not known; known: affirmed, negated"),
        (("table", "claims", 0, "date"), {"column": "Day", "format": "%d/%m"}, r"date.format: '%d/%m' has no year; write it as %m/%d/%Y"),
        (("table", "claims", 0, "when"), {"State": [True]}, r"when.State\[0\]: should be text, is True"),
        (("table", "source"), {"editor": "x"}, "table.source: unknown key 'editor'; known keys: published, publisher, title, url"),
        (("document", "tier"), 3, "table.source.publisher: is missing; rows of tier 3 count as one source only if it is said which"),
        (("document", "title"), "Title", "document: unknown key 'title'; known keys: kind, tier"),
        (("mask",), [], "unknown key 'mask'; known keys: document, match, name, order, read"),
        (("match",), {"suffix": [".csv"]}, r"match\[0\]: a table is known by its 'columns'"),
        (("read",), "text", "'read: table' and the key 'table' belong together; one of them is missing"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_file_and_key(tmp_path: Path, path: tuple[Any, ...], to: Any, says: str) -> None:
    with pytest.raises(DeclarationError, match=says) as caught:
        load(tmp_path, changed(*path, to=to))
    assert "deals.yaml: " in str(caught.value)


def read(folder: Path, content: str, profile: dict[str, Any] = DEALS) -> Loaded | Unread:
    path = folder / "deals.csv"
    path.write_text(content)
    (one,) = read_file(Place(path, folder), load(folder, profile))
    return one


def test_a_row_states_what_its_columns_say_under_its_conditions(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "buyer,SUPPLIER,product,price,day,state\n"
        "City of Example,Acme/Beta LLC,Cameras,$5.00,03/04/2021, OPEN\n"
        "City of Example,Gamma LLC,Cameras,$5.00,03/04/2021,closed\n"
        "City of Example,House Stock,Paper,$5.00,03/04/2021,open\n"
        "City of Example,Delta LLC,,,,agreed\n",
    )
    assert isinstance(loaded, Loaded)
    assert loaded.stated is not None
    said = [
        (one.subject.name, one.object.name, one.about and one.about.name, one.amount, one.date, one.modality)
        for one in loaded.stated.draft.proposals
    ]
    assert said == [
        ("Acme", "City of Example", "Cameras", "$5.00", "2021-04-03", "planned"),
        ("Beta LLC", "City of Example", "Cameras", "$5.00", "2021-04-03", "planned"),
        ("Delta LLC", "City of Example", None, None, None, "planned"),
    ]
    assert loaded.document.text[one_start(loaded) :].startswith("Acme/Beta LLC")
    assert loaded.notes == ("row 4: 'House Stock' names nobody", "row 4: names no vendor; supplies_to is not stated")


def one_start(loaded: Loaded) -> int:
    assert loaded.stated is not None
    return loaded.stated.draft.proposals[0].subject.start


def test_all_conditions_hold_or_nothing_is_said(tmp_path: Path) -> None:
    profile = changed("table", "claims", 0, "when", to={"State": "open", "Kind": ["buy", "rent"]})
    profile["table"]["entities"]["clerk"] = {"type": "Person", "name": "Buyer", "when": {"Post": "clerk"}}
    loaded = read(
        tmp_path, "Buyer,Vendor,State,Kind\nA Council,Acme,open,BUY\nB Council,Acme,open,sell\nC Council,Acme,shut,rent\n", profile
    )
    assert isinstance(loaded, Loaded)
    assert loaded.stated is not None
    assert [one.object.name for one in loaded.stated.draft.proposals] == ["A Council"]
    assert {one.type for one in loaded.stated.draft.mentions} == {"Organization"}


def test_a_column_that_is_not_there_costs_the_file_and_names_what_is_close(tmp_path: Path) -> None:
    misspelt = changed("table", "claims", 0, "when", to={"Sate": "open"})
    unread = read(tmp_path, "Buyer,Vendor,State\nCity of Example,Acme,open\n", misspelt)
    assert isinstance(unread, Unread)
    assert "the profile 'deals' is not made for this table" in unread.reason
    assert "table.claims[0].when: there is no column 'Sate' (close to it: 'State')" in unread.reason


def test_a_detail_or_an_optional_end_that_is_not_there_costs_itself() -> None:
    mapping = table_mapping(DEALS["table"], "x", builtin().ontology)
    laid = layout(("Buyer", "Vendor", "State", "Prize"), mapping, "deals")
    assert len(laid.statements) == 1
    assert "profile 'deals': table.claims[0].amount: there is no column 'Price' (close to it: 'Prize')" in laid.notes
    assert "profile 'deals': table.entities.product.name: there is no column 'Product'" in laid.notes
    assert "columns that the profile 'deals' does not use, left out: 'Prize'" in laid.notes
    with pytest.raises(DocumentError, match=r"table\.entities\.vendor\.name: there is no column 'Vendor' or 'Supplier'"):
        layout(("Buyer", "State"), mapping, "deals")


def test_the_mapping_that_the_readme_explains_loads(root: Path, tmp_path: Path) -> None:
    readme = (root / "loaders" / "README.md").read_text(encoding="utf-8")
    block = readme[readme.index("    name: deals\n") : readme.index("\n\nThe shape is that of FollowTheMoney")]
    (profile,) = load(tmp_path, yaml.safe_load(block))
    assert profile.table is not None
    assert profile.table.claims[0].formats == ("%d/%m/%Y",)


def test_mappings_are_told_apart_by_what_they_say() -> None:
    ontology = builtin().ontology
    one, same = (table_mapping(deepcopy(DEALS["table"]), "x", ontology).edition for _ in range(2))
    other = table_mapping(changed("table", "show", to=["Day"])["table"], "x", ontology).edition
    assert one == same != other
