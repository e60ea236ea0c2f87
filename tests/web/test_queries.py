"""Saved questions: a form from the header, run when it has what it needs, the same rows as `edgewise query`."""

from __future__ import annotations

import json
from urllib.parse import unquote_plus

import pytest
from explorers import Asking

from edgewise.questions.saved import load_queries, run
from edgewise.web.desk import Desk


def test_every_saved_question_is_listed(asking: Asking, desk: Desk) -> None:
    page = asking("/queries").body
    for query in load_queries(*desk.project.queries).values():
        assert f'href="/queries/{query.name}"' in page
    assert {one["name"] for one in asking("/queries.json").json["queries"]} == set(load_queries(*desk.project.queries))


def test_the_form_is_made_from_the_header(asking: Asking) -> None:
    page = asking("/queries/timeline").body
    assert "An organization, person or system" in page
    assert 'name="name"' in page
    assert 'data-suggest="fill"' in page
    assert 'name="since" value="0000"' in page
    assert "Open in the console" not in page
    assert 'type="number"' in asking("/queries/most_linked").body
    assert [one["name"] for one in asking("/queries/timeline.json").json["parameters"]] == ["name", "since"]


def test_a_question_without_parameters_is_answered_at_once(asking: Asking) -> None:
    assert '<form class="asking"' not in asking("/queries/amounts").body
    assert "$42 million" in asking("/queries/amounts").body


def test_the_rows_are_those_of_the_command(asking: Asking, desk: Desk) -> None:
    known = load_queries(*desk.project.queries)
    for name, values in (("timeline", {"name": "ICE", "since": "2018"}), ("most_linked", {"least": "3"}), ("pitches", {})):
        query = "&".join(f"{key}={value}" for key, value in values.items())
        table = run(desk.view(), known, name, values, desk.project)
        assert asking(f"/queries/{name}.json?{query}").json["rows"] == json.loads(json.dumps(table.rows))
        assert asking(f"/queries/{name}.csv?{query}").body.count("\n") >= 1 + len(table.rows)


def test_names_lead_to_their_pages_and_the_statement_to_the_console(asking: Asking) -> None:
    page = asking("/queries/links_of?name=ICE").body
    assert ">Palantir</bdi></a>" in page
    assert "/graph?query=links_of&amp;p.name=ICE" in page
    statement = unquote_plus(page.partition('<a href="/cypher?q=')[2].partition('"')[0])
    assert "e.name_key = 'immigration and customs enforcement'" in statement
    assert asking(f"/cypher?q={statement}").status == 200


def test_an_unknown_name_is_answered_with_links(asking: Asking) -> None:
    page = asking("/queries/between?first=Amazn&second=ICE")
    assert page.status == 404
    assert "/queries/between?first=Amazon&amp;second=ICE" in page.body


@pytest.mark.parametrize("address", ["/queries/no_such", "/queries/most_linked?least=few", "/queries/timeline?name=ICE&since=then"])
def test_what_is_off_is_told(asking: Asking, address: str) -> None:
    assert asking(address).status == 400


def test_more_rows_than_shown_are_told(asking: Asking) -> None:
    page = asking("/queries/links_of?name=ICE&limit=2").body
    assert "2 rows shown, and there are more" in page
    assert "limit=1000" in page
