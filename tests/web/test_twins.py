"""Every page can be taken along: its JSON twin has the fields of what it shows, its CSV twin is a table that other tools read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from everywhere import everywhere
from explorers import Asking
from starlette.routing import compile_path

from edgewise.questions.nouns import Answer, to_json
from edgewise.views import addresses
from edgewise.web.app import PLACES
from edgewise.web.asked import Asked
from edgewise.web.desk import Desk
from edgewise.web.page import Page, Place

TWINS = [place for place in PLACES if place.twins and not place.decides]
TABLES = [place for place in TWINS if place.csv]


def shown(desk: Desk, place: Place, address: str) -> Page:
    """What the page function of an address gives."""
    path, _, query = address.partition("?")
    found = compile_path(place.path)[0].match(path)
    assert found is not None, address
    given = Asked({name: unquote(value) for name, value in found.groupdict().items()}, parse_qs(query, keep_blank_values=True), {}, address)
    page = place.page(desk, given)
    assert isinstance(page, Page)
    return page


def keys(noun: Any) -> list[str]:
    """The fields of a noun, in their order."""
    if isinstance(noun, Answer):
        return list(to_json(noun))
    return [field.name for field in fields(noun) if not field.name.startswith("_")] if is_dataclass(noun) else list(noun)


@pytest.mark.parametrize("place", TWINS, ids=lambda place: str(place.path))
def test_the_keys_of_the_json_are_the_fields_of_the_noun(desk: Desk, asking: Asking, place: Place) -> None:
    for address in everywhere(desk).pages[place.path]:
        answer = asking(addresses.twin(address, "json"))
        assert answer.headers["content-type"].startswith("application/json"), address
        page = shown(desk, place, address)
        assert answer.status == page.status, address
        twin = page.twin() if callable(page.twin) else page.twin
        assert list(answer.json) == keys(page.data if twin is None else twin), address
        assert json.loads(json.dumps(answer.json, allow_nan=False)) == answer.json


@pytest.mark.parametrize("place", TWINS, ids=lambda place: str(place.path))
def test_an_error_says_so_in_its_json_too(asking: Asking, place: Place) -> None:
    wrong = addresses.twin(place.path.replace("{id}", "0" * 64).replace("{name}", "nothing"), "json")
    answer = asking(
        f"{wrong}?offset=many&limit=many&max_hops=many&at=many&from=a&to=b&q=%00&part=none&relation=none&standing=none&kind=none"
    )
    assert answer.status < 500
    assert answer.status == 200 or answer.json.get("error") or place.path == "/links/{id}"  # which says why a link is gone


@pytest.mark.parametrize("place", TABLES, ids=lambda place: str(place.path))
def test_a_table_is_read_by_other_tools(desk: Desk, asking: Asking, place: Place) -> None:
    filled = 0
    for address in everywhere(desk).pages[place.path]:
        page = shown(desk, place, address)
        table = page.table() if callable(page.table) else page.table
        answer = asking(addresses.twin(address, "csv"))
        assert answer.headers["content-type"].startswith("text/csv"), address
        assert answer.headers["content-disposition"].startswith("attachment"), address
        rows = list(csv.reader(io.StringIO(answer.body)))
        if table is None:
            assert rows in ([], [[]])
            continue
        assert tuple(rows[0]) == table.columns
        assert len(rows) == 1 + len(table.rows)
        assert {len(row) for row in rows} == {len(table.columns)}
        filled += len(table.rows)
    assert filled or place.path in ("/unread", "/review/log", "/review/names"), "the example has rows for each of the other tables"


def test_a_page_leads_to_its_twins(desk: Desk, asking: Asking) -> None:
    for place in TWINS:
        address = everywhere(desk).pages[place.path][0]
        body = asking(address).body.replace("&amp;", "&")
        assert f'href="{addresses.twin(address, "json")}"' in body, address
        assert (f'href="{addresses.twin(address, "csv")}"' in body) is (place.csv and shown(desk, place, address).table is not None), (
            address
        )
