"""Links as rows, and any rows as CSV."""

from __future__ import annotations

import csv

from showing import HOSTS, PITCHED

from edgewise.views.table import LINK_COLUMNS, csv_lines, link_rows


def test_a_row_a_link_with_its_best_quote() -> None:
    pitched, hosts = (dict(zip(LINK_COLUMNS, row, strict=True)) for row in link_rows((PITCHED, HOSTS)))
    assert (pitched["sentence"], hosts["sentence"]) == (PITCHED.sentence, HOSTS.sentence)
    assert (pitched["claims"], hosts["claims"]) == (2, 2)
    assert pitched["quote"] == PITCHED.claims[0].quote


def test_no_rows_the_same_heading() -> None:
    assert list(csv_lines(LINK_COLUMNS, link_rows(()))) == [",".join(LINK_COLUMNS) + "\n"]


def test_no_cell_of_a_csv_is_a_formula() -> None:
    lines = csv_lines(("subject", "quote", "amount", "start"), [('=HYPERLINK("http://evil.example")', "+1 and\na line break", "-5", 120)])
    (row,) = csv.DictReader("".join(lines).splitlines(keepends=True))
    assert row["subject"].startswith("'=")
    assert row["quote"] == "'+1 and\na line break"
    assert row["amount"] == "'-5"
    assert row["start"] == "120"
