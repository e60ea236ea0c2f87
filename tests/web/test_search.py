"""The search page shows every name that fits, and its JSON twin is what is suggested while one types."""

from __future__ import annotations

import csv
import io

from explorers import Asking

from edgewise.questions.names import find_entity
from edgewise.web.desk import Desk

P = "<img src=x onerror=\"window.__pwn=['search']\"></script>"


def test_suggestions_hold_what_a_field_needs(asking: Asking, desk: Desk) -> None:
    answer = asking("/search.json?q=immigr cust&limit=8").json
    assert (answer["query"], answer["total"]) == ("immigr cust", 1)
    (ice,) = answer["entities"]
    assert (ice["name"], ice["type"]) == ("Immigration and Customs Enforcement", "Organization")
    assert ice["address"] == f"/entities/{ice['id']}"
    assert find_entity(desk.view(), desk.project, ice["label"]).id == ice["id"]
    assert ice["links"] > 0
    assert ice["also"] is None
    assert asking("/search.json?q=ice&limit=8").json["entities"][0]["also"] == "ICE"


def test_the_page_leads_to_the_names_and_pages_on(asking: Asking) -> None:
    page = asking("/search?q=ice").body
    assert "Immigration and Customs Enforcement" in page
    assert 'href="/entities/' in page
    few = asking("/search?limit=2&q=").body
    assert "1 to 2 of" in few
    assert "offset=2" in few


def test_no_name_fits(asking: Asking) -> None:
    page = asking("/search?q=Palentir")
    assert page.status == 200
    assert "The nearest names" in page.body
    assert ">Palantir<" in page.body
    assert asking("/search?q=ice&offset=1000").body.count("show the first ones") == 1


def test_what_is_off_says_so(asking: Asking) -> None:
    assert asking("/search?type=Cat").status == 400
    assert "known: " in asking("/search?type=Cat").body
    assert asking("/search?offset=-1").status == 400
    assert asking("/search?q=" + "x" * 5000).status == 400


def test_what_was_typed_is_shown_as_text(asking: Asking) -> None:
    page = asking(f"/search?q={P}").body
    assert "<img" not in page
    assert "&lt;img" in page


def test_the_csv_twin_holds_every_row_whatever_the_page_shows(asking: Asking) -> None:
    found = asking("/search.json?q=").json
    assert len(found["entities"]) < found["total"] == len(asking("/search.csv?q=").body.splitlines()) - 1
    documents = asking("/documents.json?offset=1").json["documents"]
    assert len(documents["items"]) < documents["total"] == len(asking("/documents.csv?offset=1").body.splitlines()) - 1
    rows = list(csv.DictReader(io.StringIO(asking("/search.csv?q=ice").body)))
    assert rows[0]["name"] == "Immigration and Customs Enforcement"
    assert "ICE" in rows[0]["aliases"]
