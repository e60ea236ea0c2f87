"""A first profile for a table: it loads, says what the columns suggest, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from edgewise.errors import DocumentError
from edgewise.loading import Loaded, Place, profiles_of, read_file
from edgewise.loading.draft import draft_profile, guess
from edgewise.loading.explain import sheets_of
from edgewise.project import builtin

DEALS = (
    "Contract No,Signed,Buyer,Vendor ID,Vendor Name,Contract Amount,Purpose,Contact,Page\n"
    'C-1,03/04/2021,City of Example,V1,"Acme Cameras, Inc.","$1,200,000.00","Body-worn cameras and storage for five years, with upkeep",'
    "Ann Roe,https://example.org/1\n"
    'C-2,13/04/2021,Example Council,V2,"Beta ""Two"" LLC",$900.00,"Paper and pencils for the offices of the council and for its visitors",'
    "Bob Poe,https://example.org/2\n"
)


def drafted(folder: Path, content: str, name: str = "deals of 2021.csv") -> str:
    path = folder / name
    path.write_text(content)
    (sheet,) = sheets_of(path)
    return draft_profile(sheet, path)


def read_by(folder: Path, profile: str, name: str = "deals of 2021.csv") -> Loaded:
    (folder / "loaders").mkdir()
    (folder / "loaders" / "draft.yaml").write_text(profile)
    (one,) = read_file(Place(folder / name, folder), profiles_of(replace(builtin(), folders=(folder,))))
    assert isinstance(one, Loaded)
    return one


def test_columns_are_guessed_by_their_names_and_by_what_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    assert [(one.name, one.kind, one.format) for one in guess(sheets_of(path)[0])] == [
        ("Contract No", "identifier", ""),
        ("Signed", "date", "%d/%m/%Y"),
        ("Buyer", "organization", ""),
        ("Vendor ID", "identifier", ""),
        ("Vendor Name", "organization", ""),
        ("Contract Amount", "amount", ""),
        ("Purpose", "text", ""),
        ("Contact", "person", ""),
        ("Page", "address", ""),
    ]


def test_a_draft_of_deals_loads_and_reads_the_table(tmp_path: Path) -> None:
    loaded = read_by(tmp_path, drafted(tmp_path, DEALS))
    assert (loaded.profile, loaded.document.tier) == ("deals-of-2021", 5)
    assert loaded.stated is not None
    said = [(p.subject.name, p.relation, p.object.name, p.amount, p.date, p.identifier) for p in loaded.stated.draft.proposals]
    assert said == [
        ("City of Example", "contracts_with", "Acme Cameras, Inc.", "$1,200,000.00", "2021-04-03", "C-1"),
        ("Example Council", "contracts_with", 'Beta "Two" LLC', "$900.00", "2021-04-13", "C-2"),
    ]
    assert "Page: https://example.org/1" in loaded.document.text


def test_a_draft_states_nothing_that_the_columns_do_not_say(tmp_path: Path) -> None:
    profile = drafted(tmp_path, "Officer,Office,Room: 1 #\nAnn Roe,Example Police Department,12\n")
    assert "# The columns do not say what a row states" in profile
    loaded = read_by(tmp_path, profile)
    assert loaded.stated is not None
    assert loaded.stated.draft.proposals == ()
    assert {one.name for one in loaded.stated.draft.mentions} == {"Ann Roe", "Example Police Department"}


def test_days_that_could_be_months_are_doubted(tmp_path: Path) -> None:
    assert 'format: "%m/%d/%Y"} # or %d/%m/%Y' in drafted(tmp_path, DEALS.replace("13/04", "12/04"))


@pytest.mark.parametrize(("content", "says"), [("1,2\n3,4\n", "none of its columns seems to name anyone: 1, 2"), (";;\n", "is empty")])
def test_what_names_nobody_gives_no_draft(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        drafted(tmp_path, content)
