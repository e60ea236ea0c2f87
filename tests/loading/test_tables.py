"""Tables: from rows to claims, and what broken and hostile ones cost."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgewise.extract.grounding import Grounded, ground
from edgewise.loading import Loaded, Place, Profile, Unread, read_file
from edgewise.loading.rows import ROWS
from edgewise.loading.tables import header_of
from edgewise.project import builtin

COLUMNS = "award_id_piid,recipient_uei,recipient_name,awarding_agency_name,total_obligated_amount,action_date"
AWARD = "70X1,U1,Acme Cloud LLC,ICE,1250000.00,2021-05-06"
Found = list[Loaded | Unread]
ReadTable = Callable[..., Found]


@pytest.fixture
def read_table(tmp_path: Path, profiles: tuple[Profile, ...]) -> ReadTable:
    """Return a function that reads text, rows or bytes as a table of the given name."""

    def as_file(content: str | bytes | Sequence[str], name: str = "a.csv") -> Found:
        path = tmp_path / name
        if not isinstance(content, str | bytes):
            content = "\n".join((COLUMNS, *content, ""))
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_file(Place(path, tmp_path), profiles))

    return as_file


def only(found: Found) -> Loaded:
    (one,) = found
    assert isinstance(one, Loaded), one
    return one


def failure(found: Found) -> str:
    (one,) = found
    assert isinstance(one, Unread)
    return one.reason


def grounded(loaded: Loaded) -> Grounded:
    assert loaded.stated is not None
    return ground(loaded.document, loaded.stated.draft, (loaded.stated.by,), builtin(), masked=True)


def claims(loaded: Loaded) -> list[tuple[str, str, str]]:
    return [(claim.subject.name, claim.relation, claim.object.name) for claim in grounded(loaded).claims]


def test_a_row_is_the_passage_and_the_quote(read_table: ReadTable) -> None:
    loaded = only(read_table([AWARD]))
    found = grounded(loaded)
    (claim,) = found.claims
    assert found.refused == ()
    assert claim.quote == (
        "award_id_piid: 70X1 | recipient_uei: U1 | recipient_name: Acme Cloud LLC | awarding_agency_name: ICE"
        " | total_obligated_amount: 1250000.00 | action_date: 2021-05-06"
    )  # fmt: skip
    assert (claim.subject.name, claim.relation, claim.object.name) == ("ICE", "contracts_with", "Acme Cloud LLC")
    assert (claim.amount, claim.date, claim.identifier) == ("1250000.00", "2021-05-06", "70X1")
    assert loaded.document.part_at(claim.start) == "row 2"
    assert [reading.confidence for reading in found.readings] == [1.0]
    assert [mask.rule for mask in loaded.document.masks] == ["table"]
    assert (loaded.locator, loaded.document.tier) == ("a.csv/from row 2", 1)


def test_a_long_table_becomes_several_texts_and_one_that_grew_changes_only_the_last(read_table: ReadTable) -> None:
    rows = [f"70X{n},U{n % 7},Acme {n % 7} LLC,ICE,{n}.00,2021-05-06" for n in range(ROWS + 3)]
    before, after = read_table(rows), read_table([*rows, AWARD])
    assert [one.locator for one in before if isinstance(one, Loaded)] == ["a.csv/from row 2", "a.csv/from row 502"]
    same = [
        old.document.id == new.document.id
        for old, new in zip(before, after, strict=True)
        if isinstance(old, Loaded) and isinstance(new, Loaded)
    ]
    assert same == [True, False]
    last = after[-1]
    assert isinstance(last, Loaded)
    assert len(grounded(last).claims) == 4
    assert last.document.parts[-1].name == f"row {ROWS + 5}"


def test_one_key_is_one_name_and_several_keys_of_one_name_are_noted(read_table: ReadTable) -> None:
    rows = [
        "70X1,U1,ACME CLOUD LLC,ICE,,", "70X2,U1,Acme Cloud LLC,ICE,,", "70X3,U1,Acme Cloud LLC,ICE,,",
        "70X4,U2,Beta LLC,ICE,,", "70X5,U3,Beta LLC,ICE,,",
    ]  # fmt: skip
    loaded = only(read_table(rows))
    assert [name for _, _, name in claims(loaded)] == ["Acme Cloud LLC"] * 3 + ["Beta LLC"] * 2
    assert any(note.startswith("rows 5, 6: 'Beta LLC' is several by their keys") for note in loaded.notes)
    assert not any("Acme" in note for note in loaded.notes)


@pytest.mark.parametrize("nobody", ["", "N/A", "REDACTED DUE TO PII", "(b)(6)", "Unknown", "MULTIPLE RECIPIENTS", "1234", "- -", "TBD"])
def test_who_is_nobody_makes_no_claim(read_table: ReadTable, nobody: str) -> None:
    loaded = only(read_table([f"70X1,U1,{nobody},ICE,5.00,2021-05-06", AWARD]))
    assert claims(loaded) == [("ICE", "contracts_with", "Acme Cloud LLC")]
    assert any("row 2: names no vendor" in note for note in loaded.notes)


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        ("1250000.00", True),
        ("$1.5 million", True),
        ("-20.50", True),
        ("(200)", True),
        ("EUR 3000", True),
        ("soon", False),
        ("1/2/2020 x 3", False),
    ],
)
def test_an_amount_is_kept_as_written_or_left_out_with_a_note(read_table: ReadTable, amount: str, kept: bool) -> None:
    loaded = only(read_table([f"70X1,U1,Acme Cloud LLC,ICE,{amount},13/13/2021"]))
    (claim,) = grounded(loaded).claims
    assert claim.amount == (amount if kept else None)
    assert claim.date is None
    assert "row 2: '13/13/2021' is no date that we can tell; left out" in loaded.notes
    assert (f"row 2: {amount!r} is no amount; left out" in loaded.notes) is not kept


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("70X2,U2,Beta, Inc.,ICE,1.00,2021-05-06", "has 7 cells where the header has 6"),
        ("70X2,U2,Beta", "has 3 cells where the header has 6"),
        ('70X2,U2,"Beta', "a quotation mark opens and nothing closes it"),
        ('70X2,U2,"Beta" LLC",ICE,1.00,\n70X3,U3,"Gamma,ICE,1,', "a quotation mark opens and nothing closes it"),
    ],
)
def test_a_row_that_slipped_is_left_out_and_the_rest_is_read(read_table: ReadTable, row: str, note: str) -> None:
    loaded = only(read_table([row, AWARD]))
    assert claims(loaded)[-1] == ("ICE", "contracts_with", "Acme Cloud LLC")
    assert any(note in one and "left out" in one for one in loaded.notes), loaded.notes
    assert not any("Gamma" in name for name in claims(loaded)[-1])


def test_an_open_quotation_costs_its_own_row_alone(read_table: ReadTable) -> None:
    rows = [AWARD, '70X2,U2,"Beta,ICE,,', "70X3,U3,Gamma LLC,ICE,,", '70X4,U4,"Delta,\nand Sons",ICE,,', AWARD]
    loaded = only(read_table(rows))
    assert [name for _, _, name in claims(loaded)] == ["Acme Cloud LLC", "Gamma LLC", "Delta, and Sons", "Acme Cloud LLC"]
    assert [part.name for part in loaded.document.parts] == ["row 2", "row 4", "row 5", "row 6"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_signs_between_cells_are_found(read_table: ReadTable, encoding: str, delimiter: str) -> None:
    content = "\r\n".join((COLUMNS, "70X1,U1,Société Générale,ICE,5.00,2021-05-06", "70X2,U2,Crédit Exemple,ICE,5.00,2021-05-06", ""))
    loaded = only(read_table(content.replace(",", delimiter).encode(encoding)))
    assert [name for _, _, name in claims(loaded)] == ["Société Générale", "Crédit Exemple"]


def test_bytes_that_are_not_utf8_cost_their_row(read_table: ReadTable) -> None:
    good = "\n".join(f"70X{n},U{n},Société {n},ICE,," for n in range(3))
    loaded = only(read_table(f"{COLUMNS}\n{good}\n".encode() + b"70X9,U9,Soci\xe9t\xe9,ICE,,\n"))
    assert len(claims(loaded)) == 3
    assert "row 5: has bytes that are not UTF-8; left out" in loaded.notes


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\xef\xbb\xbf\xff"])
def test_what_looks_like_a_mark_within_a_file_is_none(read_table: ReadTable, mark: bytes) -> None:
    assert "is not UTF-8 on line 3" in failure(read_table(f"{COLUMNS}\n{AWARD}\n".encode() + mark + f"{AWARD}\n".encode()))


def test_a_row_says_nothing_of_one_thing_with_itself(read_table: ReadTable) -> None:
    loaded = only(read_table(["70X1,U1,ICE,ICE,,"]))
    assert claims(loaded) == []
    assert any("names one thing as agency and vendor" in note for note in loaded.notes)


def test_what_lies_above_the_header_and_a_sign_for_excel_are_passed_over(read_table: ReadTable) -> None:
    loaded = only(read_table("sep=;\nAwards of 2021;;;;;\n;;;;;\n" + f"{COLUMNS}\n{AWARD}\n".replace(",", ";")))
    assert [part.name for part in loaded.document.parts] == ["row 4"]
    assert len(claims(loaded)) == 1


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.csv", "is empty"),
        (b"Part,Colour\n1,blue\n", "a.csv", "no profile knows its columns, 'Part', 'Colour'; write a profile for it"),
        (f"{AWARD}\n{AWARD}\n".encode(), "a.csv", "no profile knows its columns, '70X1'"),
        (COLUMNS.replace("recipient_name", "recipient_nam").encode(), "a.csv", "no column 'recipient_name' (close to it: 'recipient_nam'"),
        (b"PK\x03\x04 what", "a.csv", "give it its own suffix"),
        (b"\x00\x01\x02" * 90, "a.csv", "is not text: it is full of NUL"),
        (b"PK\x03\x04 what", "a.xlsx", "is no workbook"),
        (b"\xd0\xcf\x11\xe0", "a.xlsx", "is an old workbook (.xls) or has a password"),
        (b"[1]\nx\n", "a.jsonl", "no line of it is a JSON object"),
        (b"\n", "a.jsonl", "no line of it is a JSON object"),
        (b"x," * 50_000, "a.csv", "none of its first rows can be read as a header of at most 2,000 columns"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_why(read_table: ReadTable, content: bytes, name: str, reason: str) -> None:
    assert reason in failure(read_table(content, name))


def test_a_workbook_of_a_zip_that_nobody_can_read_says_why(read_table: ReadTable) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    data = bytearray(packed.getvalue())
    data[data.index(b"PK\x01\x02") + 6] = 158
    assert "is no workbook: zip file version 15.8" in failure(read_table(bytes(data), "a.xlsx"))


def test_a_file_full_of_open_quotations_is_given_up(read_table: ReadTable) -> None:
    found = read_table(f"{COLUMNS}\n" + '"x\n' * 1_200)
    assert isinstance(found[-1], Unread)
    assert "more than 1,000 rows have a quotation mark that nothing closes" in found[-1].reason


def test_objects_nest_and_what_is_deep_or_wide_is_bounded(read_table: ReadTable) -> None:
    award = dict(zip(COLUMNS.split(","), AWARD.split(","), strict=True)) | {"show": {"a": {"b": 1.50}}, "of": [1, None, "x"]}
    deep = "[" * 100_000
    loaded = only(read_table(f"{json.dumps(award)}\n{deep}\n{json.dumps(award)}\n", "a.ndjson"))
    assert [part.name for part in loaded.document.parts] == ["line 1", "line 3"]
    assert any(note.startswith("line 2: is not JSON") for note in loaded.notes)
    wide = "\n".join(json.dumps({f"k{n}": 1}) for n in range(2_100))
    assert "more than 2,000 different keys" in failure(read_table(wide, "a.jsonl"))


def test_a_workbook_that_would_unpack_to_more_than_a_machine_holds_is_refused(read_table: ReadTable) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("xl/sharedStrings.xml", "w", force_zip64=True) as member:
        for _ in range(257):
            member.write(bytes(1024 * 1024))
    assert "unpacked, 269,484,032 of them shared texts; the limits are" in failure(read_table(data.getvalue(), "a.xlsx"))


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.binary(max_size=200), lines=st.lists(st.text(max_size=60), max_size=6))
def test_whatever_is_in_a_file_what_is_claimed_stands_in_it(read_table: ReadTable, name: str, tail: bytes, lines: list[str]) -> None:
    content = "\n".join([COLUMNS, AWARD, *lines]).encode("utf-8", "surrogatepass") + tail
    for one in read_table(content, name):
        if isinstance(one, Loaded):
            assert grounded(one).refused == ()


def test_sheets_that_no_profile_knows_are_left_alone_beside_one_that_is_known(read_table: ReadTable) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("Awards")
    sheet.append(COLUMNS.split(","))
    sheet.append(["70X1", "U1", "Acme Cloud LLC", "ICE", 1250000, None])
    data = io.BytesIO()
    book.save(data)
    notes, loaded = read_table(data.getvalue(), "a.xlsx")
    assert isinstance(notes, Unread)
    assert notes.on_purpose
    assert isinstance(loaded, Loaded)
    assert loaded.locator == "a.xlsx/Awards from row 2"
    assert loaded.document.part_at(0) == "Awards row 2"
    assert [claim.amount for claim in grounded(loaded).claims] == ["1250000"]


def test_names_of_one_person_are_mentions_of_one_name_in_its_document(read_table: ReadTable) -> None:
    columns = "id,schema,name,aliases,birth_date,dataset,first_seen,last_seen"
    loaded = only(read_table(f"{columns}\nN1,Person,Ivan Example,Иван Пример;I. Example,,List,,\nN2,Address,1 Road,,,List,,\n"))
    found = grounded(loaded)
    assert [(one.text, one.name, one.type) for one in found.mentions] == [
        ("Ivan Example", "Ivan Example", "Person"),
        ("Иван Пример", "Ivan Example", "Person"),
        ("I. Example", "Ivan Example", "Person"),
    ]
    assert (found.claims, found.refused) == ((), ())


def test_a_mapping_that_changes_is_another_reader(read_table: ReadTable, profiles: tuple[Profile, ...], tmp_path: Path) -> None:
    first = only(read_table([AWARD]))
    awards = next(profile for profile in profiles if profile.name == "usaspending-awards")
    assert awards.table is not None
    changed = replace(awards, table=replace(awards.table, edition="other"))
    second = only(list(read_file(Place(tmp_path / "a.csv", tmp_path), (changed,))))
    assert first.document == second.document
    assert first.stated is not None
    assert second.stated is not None
    assert (first.stated.by, second.stated.by) == (f"table@1~{awards.table.edition}", "table@1~other")


def test_the_profile_that_was_named_reads_the_row_that_has_most_of_its_columns(profiles: tuple[Profile, ...]) -> None:
    from edgewise.loading.sheets import Sheet

    awards = tuple(profile for profile in profiles if profile.name == "usaspending-awards")
    sheet = Sheet("", lambda: iter([(1, ["Awards"]), (2, ["recipient_name", "awarding_agency_name"]), (3, ["Acme", "ICE"])]))
    assert header_of(sheet, ".dat", awards) is None
    named = header_of(sheet, ".dat", awards, named=True)
    assert named is not None
    assert named[1].number == 2
