"""The page of a name: its links and what is none, its parts, its twins, and where an unknown or former id leads."""

from __future__ import annotations

import csv
import io

import pytest
from explorers import Asking

from edgewise.model import Entity, identity
from edgewise.questions.names import find_entity
from edgewise.web.desk import Desk


@pytest.fixture
def ice(desk: Desk) -> Entity:
    return find_entity(desk.view(), desk.project, "ICE")


def test_the_page_shows_links_and_apart_from_them_what_is_none(asking: Asking, ice: Entity) -> None:
    page = asking(f"/entities/{ice.id}").body
    links, _, beside = page.partition('id="beside"')
    assert "Immigration and Customs Enforcement uses" in links
    assert "Said not to be so" not in links.partition('id="links"')[2]
    assert "Not links: denied, left open, or said about it" in beside
    assert "Known beforehand" in page
    for way in ("/routes?from=", f"/graph?around={ice.id}", "/compare?a="):
        assert way in page


@pytest.mark.parametrize("part", ["links", "beside", "said", "documents", "timeline", "leads"])
def test_each_part_has_an_address_and_a_twin(asking: Asking, ice: Entity, part: str) -> None:
    page = asking(f"/entities/{ice.id}?part={part}")
    assert page.status == 200
    assert f'id="{part}"' in page.body
    data = asking(f"/entities/{ice.id}.json?part={part}").json
    assert data[part] is not None
    assert [other for other in ("links", "beside", "said", "documents", "timeline", "leads") if data[other] is not None] == [part]


def test_the_twin_has_all_that_the_page_shows(asking: Asking, ice: Entity) -> None:
    data = asking(f"/entities/{ice.id}.json").json
    assert data["entity"]["name"] == "Immigration and Customs Enforcement"
    assert data["links_total"] == sum(group["links"]["total"] for group in data["links"])
    assert data["beside"]["denials"]
    assert data["naming"]["names"][0]["name"] == "Immigration and Customs Enforcement"


def test_the_csv_twin_has_every_link(asking: Asking, ice: Entity) -> None:
    rows = list(csv.DictReader(io.StringIO(asking(f"/entities/{ice.id}.csv").body)))
    data = asking(f"/entities/{ice.id}.json").json
    assert len(rows) == data["links_total"]
    assert {"sentence", "standing", "claims"} <= set(rows[0])
    uses = list(csv.DictReader(io.StringIO(asking(f"/entities/{ice.id}.csv?relation=uses").body)))
    assert {row["relation"] for row in uses} == {"uses"}


def test_a_former_id_leads_to_the_present_one(asking: Asking, ice: Entity) -> None:
    former = ice.former_ids[0]
    answer = asking(f"/entities/{former}?part=said")
    assert (answer.status, answer.headers["location"]) == (303, f"/entities/{ice.id}?part=said")
    assert asking(f"/entities/{former}.json").headers["location"] == f"/entities/{ice.id}.json"


@pytest.mark.parametrize("id", [identity("entity", "nobody"), "x", "<img src=x onerror=alert(1)>", "__proto__"])
def test_an_unknown_id_is_said_to_be_unknown(asking: Asking, id: str) -> None:
    page = asking(f"/entities/{id}")
    assert page.status == 404
    assert "nothing in this store has the id" in page.body
    assert "<img" not in page.body


def test_a_page_past_the_end_says_so(asking: Asking, ice: Entity) -> None:
    assert "past the last one" in asking(f"/entities/{ice.id}?relation=uses&offset=500").body
    assert "No link of this kind is stated here" in asking(f"/entities/{ice.id}?relation=owns").body
    assert asking(f"/entities/{ice.id}?relation=hugs").status == 400
    assert asking(f"/entities/{ice.id}?part=all").status == 400
