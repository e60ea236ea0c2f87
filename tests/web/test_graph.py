"""The canvas over HTTP: its data, its table without scripts, its panel, its forms and its files."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from explorers import Asking, desk_over, served
from hub import hub, said, stored
from views.test_svg import ATTACK

from edgewise.questions.names import find_entity
from edgewise.web.desk import Desk

ICE, AWS, ICM = "Immigration and Customs Enforcement", "Amazon Web Services", "Investigative Case Management"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a graph with a hub of 203 neighbours, and a hostile name."""
    folder = tmp_path_factory.mktemp("graph")
    with desk_over(str(stored(folder / "hub.db", [*hub(), said(ATTACK, "hosts", "ICM")]))) as made:
        yield made


@pytest.fixture(scope="module")
def asking(desk: Desk) -> Iterator[Asking]:
    with served(desk) as asked:
        yield asked


def id_of(desk: Desk, name: str) -> str:
    return find_entity(desk.view(), desk.project, name).id


def links_of(page: str) -> list[str]:
    """The addresses that a page leads to."""
    return [html.unescape(one) for one in re.findall(r'href="([^"]*)"', page)]


def test_the_data_of_a_picture(asking: Asking, desk: Desk) -> None:
    ice = id_of(desk, ICE)
    found = asking(f"/graph.json?around={ice}").json
    assert set(found) == {
        "title", "state", "address", "nodes", "edges", "undrawn", "notes", "left_out", "hidden", "filtered", "legend", "most", "chosen",
        "stamp",
    }  # fmt: skip
    assert found["address"] == f"/graph?around={ice[:16]}"
    assert found["notes"] == [f"149 of 203 neighbours of {ICE} shown"]
    assert found["left_out"] == [{"id": ice, "name": ICE, "shown": 149, "total": 203}]
    assert found["most"] == {"names": 3000, "links": 7500}
    node, edge = found["nodes"][0], found["edges"][0]
    assert set(node) == {
        "id", "name", "type", "x", "y", "pinned", "focus", "shown", "total", "label", "shape", "color", "title", "size", "borderWidth",
    }  # fmt: skip
    said = {"id", "from", "to", "relation", "standing", "sentence", "words", "claims", "contesting", "first", "last"}
    assert said | {"label", "title", "width", "dashes", "arrows"} <= set(edge)
    assert asking(found["address"].replace("/graph", "/graph.json")).json == found


def test_the_table_leads_to_every_next_picture(asking: Asking, desk: Desk) -> None:
    ice = id_of(desk, ICE)[:16]
    page = asking(f"/graph?around={ice}&pin={ice}:5:6").body
    table = asking(f"/graph/table?around={ice}&pin={ice}:5:6").body
    assert "<html" not in table
    for step in (f"step=%2B{ice}", f"step=-{ice}", f"step=x{ice}", f"chosen={ice}"):
        address = f"/graph?around={ice}&pin={ice}%3A5%3A6%3A0&{step}"
        assert address in links_of(table)
        assert address in links_of(page)
        assert asking(address.replace("/graph", "/graph.json")).status == 200
    assert f"/graph?around={ice}" in links_of(table)  # to let go of it
    assert "149 of 203 neighbours" in table
    more = asking(f"/graph.json?around={ice}&step=%2B{ice}").json
    assert more["notes"][0].startswith("174 of 203")
    undo = asking(f"/graph/table?around={ice}&step=x{ice}").body
    assert f"/graph?around={ice}&step=x{ice}&step=o{ice}" in links_of(undo)
    assert f"/graph?around={ice}" in links_of(undo)


def test_forms_lead_to_the_canonical_picture(asking: Asking, desk: Desk) -> None:
    ice, aws, icm = (id_of(desk, name) for name in (ICE, AWS, "ICM"))
    start = f"/graph/next?around={ice}"
    for given, wanted in (
        ("add=ICM", f"step=a{icm[:16]}"),
        (f"tick={aws}&tick={icm}", f"step=r{aws[:16]}~{icm[:16]}"),
        ("since=2012&until=2015", "years=2012-2015"),
        ("since=&until=2015", "years=0000-2015"),
        ("years=2011-2012&since=&until=", ""),
    ):
        answer = asking(f"{start}&{given}")
        assert answer.status == 303
        assert answer.headers["location"] == f"/graph?around={ice[:16]}" + (f"&{wanted}" if wanted else "")
    for given, words in (
        (f"tick={aws}", "1 names are ticked; routes are found between two"),
        ("since=2015&until=2012", "years is 2015-2012"),
        ("add=Nobody Here", "no document here names"),
    ):
        answer = asking(f"{start}&{given}")
        assert answer.status in (400, 404)
        assert words in html.unescape(answer.body)


def test_the_panel_of_a_name_and_of_a_link(asking: Asking, desk: Desk) -> None:
    ice, aws = id_of(desk, ICE), id_of(desk, AWS)
    name = asking(f"/graph/panel?around={aws}&id={ice}").body
    assert "203 neighbours shown" in name
    assert f"/graph?around={aws[:16]}&step=%2B{ice[:16]}" in links_of(name)
    assert f"/entities/{ice}" in links_of(name)
    assert f"{AWS} made a sales pitch to {ICE}" in html.unescape(name)
    away = asking(f"/graph/panel?around={id_of(desk, 'POGO')}&id={ice}").body
    assert f"/graph?around={id_of(desk, 'POGO')[:16]}&step=a{ice[:16]}" in links_of(away)
    hosts = next(one for one in desk.view().links_of[aws] if one.relation == "hosts")
    link = asking(f"/graph/panel?around={aws}&id={hosts.id}").body
    assert "AWS hosts ICM, it was said in a paper." in link
    assert f"/links/{hosts.id}" in links_of(link)
    assert asking(f"/graph/panel?around={aws}&id={'f' * 64}").status == 404


def test_files_hold_what_is_in_sight(asking: Asking, desk: Desk) -> None:
    aws, ice = id_of(desk, AWS), id_of(desk, ICE)
    state = f"around={aws}&step=x{ice}"
    rows = list(csv.DictReader(io.StringIO(asking(f"/graph.csv?{state}").body)))
    assert [row["sentence"] for row in rows] == [f"{AWS} hosts {ICM}"]
    svg = asking(f"/graph/picture.svg?{state}")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert "edgewise-graph.svg" in svg.headers["content-disposition"]
    assert "hosts" in svg.body
    assert ICE not in svg.body
    assert ET.fromstring(svg.body).tag.endswith("svg")
    graph = asking(f"/graph/links.graphml?{state}").body
    assert "AWS hosts ICM, it was said in a paper." in graph
    assert ICE not in graph
    page = asking(f"/graph/page.html?{state}").body
    assert "AWS hosts ICM, it was said in a paper." in page
    assert f"{AWS} pitched" not in page
    assert "1 name hidden" in page


def test_a_saved_question_and_cypher_are_pictures(asking: Asking, desk: Desk) -> None:
    statement = "MATCH (a:Entity)-[r:HOSTS]->(b:Entity) RETURN r"
    found = asking(f"/graph.json?cypher={statement}").json
    assert {node["name"] for node in found["nodes"]} == {AWS, ICM, ATTACK}
    claims = asking("/graph.json?cypher=MATCH (c:Claim) WHERE c.relation = 'develops' RETURN c").json
    assert {node["name"] for node in claims["nodes"]} == {"Palantir", ICM}
    ids = asking("/graph.json?cypher=MATCH p = (a:Entity)-[:USES]->(b:Entity) RETURN p").json
    assert {node["name"] for node in ids["nodes"]} == {ICE, ICM}
    many = asking("/graph.json?cypher=MATCH (a:Entity) RETURN a").json
    assert len(many["nodes"]) == 150
    assert any("150 of" in note and "names of the result shown" in note for note in many["notes"])
    saved = asking("/graph.json?query=links_of&p.name=ICM").json
    assert {AWS, ICM, ICE, "Palantir"} <= {node["name"] for node in saved["nodes"]}
    assert saved["title"] == "Names in the answer to: Every link between a name and another, with its standing"
    denied = asking("/graph.json?cypher=MATCH (a:Entity {name: 'Palantir'}), (b:Entity)<-[:DEVELOPS]-(a) RETURN a.id, b.id, 'denied'").json
    assert [edge["relation"] for edge in denied["edges"]] == ["develops"]
    assert "Drawn is what links these names, whatever the result says of them" in denied["notes"]
    for off, words in (
        ("cypher=CREATE (n) RETURN n", "would write"),
        ("cypher=MATCH (d:Document) RETURN count(d)", "names nothing that can be drawn"),
        ("query=nothing", "there is no saved question"),
        ("query=links_of", "needs parameter name"),
    ):
        answer = asking(f"/graph.json?{off}")
        assert answer.status == 400
        assert words in answer.json["error"]


def test_hostile_names_and_parameters_are_text(asking: Asking, desk: Desk) -> None:
    hostile = id_of(desk, ATTACK)
    for address in ("/graph", "/graph/table", "/graph/picture.svg", "/graph/links.graphml", "/graph/page.html"):
        body = asking(f"{address}?around={hostile}").body
        assert "<img" not in body
        assert "<script>alert" not in body
    panel = asking(f"/graph/panel?around={hostile}&id={hostile}").body
    assert "<img" not in panel
    off = asking(f"/graph?around={ATTACK}")
    assert off.status == 400
    assert "<img" not in off.body
    echoed = asking("/graph/table?cypher=MATCH (a:Entity) WHERE a.name <> '\"><img src=x>' RETURN a LIMIT 2").body
    assert "<img" not in echoed


def test_too_much_says_what_to_do_instead(asking: Asking, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.views.canvas.seeing.MOST_LINKS", 100)
    answer = asking(f"/graph.json?around={id_of(desk, ICE)}")
    assert answer.status == 400
    assert "leave out a relation or a standing" in answer.json["error"]


def test_a_permalink_shows_the_same_to_another_who_opens_the_store(asking: Asking, desk: Desk) -> None:
    address = f"/graph.json?around={id_of(desk, ICE)[:16]}&step=%2B{id_of(desk, 'Vendor 001')[:16]}&no=relation:funds"
    with desk_over(str(Path(desk.store.address))) as other, served(other) as asks:
        assert asks(address).json == asking(address).json
