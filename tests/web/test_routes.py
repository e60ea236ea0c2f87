"""Routes between two names: each hop with its words, walked one by one, taken along as Markdown, JSON and CSV; or why there is none."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from explorers import Asking, desk_over, served
from making import claim, document, graph

from edgewise.model import Reading
from edgewise.stores import open_store

PAIR = "from=Amazon&to=ICE"
HOSTILE = "<img src=x onerror=alert(1)>](javascript:alert(1)) **b**"


def test_the_form_asks_for_two_names(asking: Asking) -> None:
    page = asking("/routes")
    assert page.status == 200
    assert 'name="from"' in page.body
    assert 'name="to"' in page.body
    assert 'data-suggest="fill"' in page.body
    assert "contracts with" in page.body


def test_each_hop_shows_its_words_and_leads_to_its_link(asking: Asking) -> None:
    page, answer = asking(f"/routes?{PAIR}").body, asking(f"/routes.json?{PAIR}").json
    assert answer["form"] == "linked"
    assert page.count("Walk this route") == len(answer["routes"]) > 1
    for route in answer["routes"]:
        for link in route["links"]:
            assert f"/links/{link['id']}" in page
    assert "Amazon pitched Rekognition to ICE in June 2018" in page
    assert "The shortest confirmed way: 1 step" in page
    assert "and 2 more claims" in page
    assert "Said not to be so: Immigration and Customs Enforcement has a contract with Amazon Web Services" in page


def test_a_route_is_drawn_in_the_direction_of_its_links(asking: Asking) -> None:
    page = asking("/routes?from=ICE&to=AWS&relation=uses&relation=hosts").body
    chain = page.partition('<ol class="chain">')[2].partition("</ol>")[0]
    assert chain.index("Immigration and Customs Enforcement") < chain.index("Investigative Case Management") < chain.index("Amazon Web")
    used, hosted = chain.split('class="hop"')[1:]
    assert "the other way" not in used
    assert "uses" in used
    assert "the other way" in hosted
    assert "hosts" in hosted


def test_bounds_and_relations_stay_in_the_address(asking: Asking) -> None:
    page = asking(f"/routes?{PAIR}&max_hops=2&limit=1&relation=pitched_to").body
    assert '<option value="2" selected>' in page
    assert 'value="pitched_to" checked' in page
    assert "max_hops=2&amp;limit=1&amp;relation=pitched_to" in page
    assert asking(f"/routes?{PAIR}&relation=eats").status == 400
    assert "max_hops" in asking(f"/routes?{PAIR}&max_hops=99").body


def test_where_there_is_no_route_it_says_what_there_is(asking: Asking) -> None:
    page = asking("/routes?from=AWS&to=Palantir&max_hops=1")
    assert page.status == 200
    assert "No way of stated links was found" in page.body
    assert "Searched: 10 documents" in page.body
    assert "Walk this route" not in page.body


def test_an_unknown_name_is_answered_with_links_to_the_nearest(asking: Asking) -> None:
    page = asking("/routes?from=Amazn&to=ICE&max_hops=2")
    assert page.status == 404
    assert "/routes?from=Amazon&amp;to=ICE&amp;max_hops=2" in page.body
    assert asking("/routes.json?from=Amazn&to=ICE").json["nearest"][0] == "Amazon"


def test_equal_ends_are_no_route(asking: Asking) -> None:
    page = asking("/routes?from=ICE&to=Immigration+and+Customs+Enforcement")
    assert page.status == 400
    assert "a route needs two different ends" in page.body


def test_a_route_is_walked_hop_by_hop(asking: Asking) -> None:
    routes = asking(f"/routes.json?{PAIR}").json["routes"]
    number, route = next((n, r) for n, r in enumerate(routes, 1) if r["length"] > 1)
    for hop, link in enumerate(route["links"], 1):
        page = asking(f"/routes/walk?{PAIR}&route={number}&hop={hop}")
        assert page.status == 200
        assert f"Hop {hop} of {route['length']}" in page.body
        assert f"/links/{link['id']}" in page.body
        assert ('rel="prev"' in page.body, 'rel="next"' in page.body) == (hop > 1, hop < route["length"])
        assert page.body.count('<g class="now') == 3
    assert asking(f"/routes/walk?{PAIR}&route={number}&hop=99").status == 400
    assert asking("/routes/walk?from=AWS&to=Palantir&max_hops=1").status == 400


def test_a_walk_as_data_has_the_words_around_the_quote(asking: Asking) -> None:
    step = asking(f"/routes/walk.json?{PAIR}").json
    assert step["link"]["claims"][0]["quote"].startswith("Amazon pitched Rekognition to ICE in June 2018")
    assert step["context"]["before"] == "There is no evidence that ICE has bought Rekognition."


def test_the_same_as_markdown(asking: Asking) -> None:
    kept = asking(f"/routes.md?{PAIR}")
    assert kept.headers["content-disposition"].startswith('attachment; filename="edgewise-routes.md"')
    assert "## Sources" in kept.body
    assert "[1]" in kept.body
    assert "# How is Amazon linked to ICE?" in kept.body
    assert asking("/routes.md").status == 400


def test_the_same_as_a_table_of_hops(asking: Asking) -> None:
    routes = asking(f"/routes.json?{PAIR}").json["routes"]
    rows = list(csv.DictReader(io.StringIO(asking(f"/routes.csv?{PAIR}").body)))
    assert len(rows) == sum(route["length"] for route in routes)
    assert (rows[0]["route"], rows[0]["hop"], rows[0]["from"], rows[0]["standing"]) == ("1", "1", "Amazon", "confirmed")
    assert all(one["to"] == other["from"] for one, other in itertools.pairwise(rows) if one["route"] == other["route"])


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Asking]:
    """An explorer over one document whose every word is hostile."""
    text = f"AWS hosts {HOSTILE}."
    read = document(text, title=HOSTILE, url="javascript:alert(1)", publisher=HOSTILE, published=HOSTILE)
    said = claim(read, "AWS", "hosts", HOSTILE, role=HOSTILE)
    with open_store(str(tmp_path / "hostile.db")) as store:
        store.add([read, said, Reading(said.id, "rules@1", 0.9)])
        store.project(graph(said, documents=(read,)))
    with desk_over(str(tmp_path / "hostile.db")) as desk, served(desk) as asked:
        yield asked


def test_a_hostile_name_is_never_markup(hostile: Asking) -> None:
    link = hostile("/ask.json?q=what does AWS host").json["facts"][0]
    pair = f"from=AWS&to={link['object_id']}"
    for address in (
        f"/routes?{pair}",
        f"/routes/walk?{pair}",
        "/ask?q=what does AWS host",
        f"/routes?from={HOSTILE}&to=ICE",
        f"/ask?q={HOSTILE}",
    ):
        page = hostile(address).body
        assert "<img" not in page, address
        assert 'href="javascript' not in page, address
    kept = hostile(f"/routes.md?{pair}").body
    assert "<img" not in kept.replace(r"\<img", "")
    assert "](javascript" not in kept.replace(r"\](javascript", "")
