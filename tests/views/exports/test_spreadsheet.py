"""A pair of tables with the column names that Gephi and Kumu look for, which no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from exporting import AWS, ICE, LINK

from edgewise.views.exports.selection import Selection
from edgewise.views.exports.spreadsheet import write_csv


def tables(selection: Selection, folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    write_csv(selection, folder)
    nodes, edges = (io.StringIO((folder / f"{name}.csv").read_bytes().decode()) for name in ("nodes", "edges"))
    return list(csv.DictReader(nodes)), list(csv.DictReader(edges))


def test_gephi_and_kumu_find_their_columns(everything: Selection, tmp_path: Path) -> None:
    nodes, edges = tables(everything, tmp_path)
    (ice,) = (row for row in nodes if row["Id"] == ICE)
    assert ice == {"Id": ICE, "Label": "ICE", "Type": "Organization", "Aliases": "Immigration and Customs Enforcement|la Migra"}
    by_id = {row["Id"]: row for row in edges}
    assert set(by_id) == set(everything.links) - {LINK["contracts_with"]}
    pitched = by_id[LINK["pitched_to"]]
    assert (pitched["Source"], pitched["Target"]) == (pitched["From"], pitched["To"]) == (AWS, ICE)
    assert (pitched["Type"], pitched["Direction"], pitched["Kind"], pitched["Standing"]) == (
        "Directed",
        "directed",
        "pitched_to",
        "alleged",
    )
    header = (tmp_path / "edges.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header[:3] == ["Id", "From", "To"]
    assert len({name.lower() for name in header}) == len(header)


def test_a_link_without_a_direction_has_none(hostile: Selection, tmp_path: Path) -> None:
    edges = tables(hostile, tmp_path)[1]
    assert {(row["Type"], row["Direction"]) for row in edges if row["Kind"] == "contracts_with"} == {("Undirected", "undirected")}


def test_no_cell_is_a_formula(hostile: Selection, tmp_path: Path) -> None:
    nodes, edges = tables(hostile, tmp_path)
    assert "'=cmd|' /C calc'!A0" in {row["Label"] for row in nodes}
    assert not [value for row in (*nodes, *edges) for value in row.values() if value.lstrip().startswith(("=", "+", "-", "@"))]
