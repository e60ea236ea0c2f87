"""The page that compares two names keeps the form at hand, whatever was typed."""

from __future__ import annotations

import csv
import io

from explorers import Asking

P = '"><img src=x onerror=alert(1)>'


def test_two_names_side_by_side(asking: Asking) -> None:
    page = asking("/compare?a=AWS&b=Palantir").body
    assert "Both are linked to" in page
    assert "Investigative Case Management" in page
    assert "/routes?from=Amazon+Web+Services&amp;to=Palantir" in page
    data = asking("/compare.json?a=AWS&b=Palantir").json
    assert "Investigative Case Management" in [one["name"] for one in data["shared"]["items"]]
    rows = list(csv.DictReader(io.StringIO(asking("/compare.csv?a=AWS&b=Palantir").body)))
    assert {row["of"] for row in rows} == {"Amazon Web Services", "Palantir"}


def test_without_two_names_there_is_the_form(asking: Asking) -> None:
    for address in ("/compare", "/compare?a=ICE"):
        page = asking(address)
        assert page.status == 200
        assert "What have two names in common?" in page.body
    assert 'value="ICE"' in asking("/compare?a=ICE").body


def test_a_name_that_is_off_is_told_with_the_nearest(asking: Asking) -> None:
    page = asking("/compare?a=Palentir&b=ICE")
    assert page.status == 404
    assert 'href="/compare?a=Palantir&amp;b=ICE"' in page.body
    assert asking("/compare.json?a=Palentir&b=ICE").json["nearest"][0] == "Palantir"
    assert asking("/compare?a=ICE&b=ICE").status == 400
    assert "<img" not in asking(f"/compare?a={P}&b=ICE").body
