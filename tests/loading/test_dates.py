from __future__ import annotations

import pytest

from edgewise.loading.dates import edtf


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("February 1, 2026", "2026-02-01"),
        ("Feb. 1, 2026", "2026-02-01"),
        ("Sept 3 2018", "2018-09-03"),
        ("Tuesday, June 12th, 2018", "2018-06-12"),
        ("1st of March 2018", "2018-03-01"),
        ("12 JUNE 2018", "2018-06-12"),
        ("June 2018", "2018-06"),
        ("2018-06-12", "2018-06-12"),
        ("2018-06-12T10:00:00Z", "2018-06-12"),
        ("2018-06-12 10:00:00 +02:00", "2018-06-12"),
        (" 2018-06 ", "2018-06"),
        ("1754", "1754"),
        ("1980s", "198X"),
        ("2018-06~", "2018-06~"),
        ("2018/2019-03", "2018/2019-03"),
    ],
)
def test_a_date_is_read(written: str, expected: str) -> None:
    assert edtf(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "soon", "3/4/2018", "10.30.2018", "February 30, 2018", "2018-13", "2018-00", "2018-06-00", "Mayor 3, 2018", "June 12",
     "2019/2018", "2018/", "0000", "20180612", "٢٠١٨", "ſeptember 3, 2018", "June 12, 2018 or so", "2018-06-12\n2019"],
)  # fmt: skip
def test_what_is_no_one_date_is_not_guessed(written: str) -> None:
    assert edtf(written) is None
