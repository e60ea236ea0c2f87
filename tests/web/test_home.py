"""The first page and the lists it leads to."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from explorers import Asking, desk_over, served

from edgewise.model import Problem
from edgewise.stores import open_store


def test_every_way_on_from_the_first_page_leads_somewhere(asking: Asking) -> None:
    page = asking("/").body
    assert "What 10 documents say" in page
    main = page.partition("<main")[2].partition("</main>")[0]
    ways = {way.replace("&amp;", "&") for way in re.findall(r'href="(/[^"]*)"', main)}
    assert any(way.startswith("/search?type=") for way in ways)
    assert any(way.startswith("/links?relation=") for way in ways)
    assert any(way.startswith("/queries/") for way in ways)
    for way in ways:
        assert asking(way).status == 200, way


def test_the_twin_of_the_first_page(asking: Asking) -> None:
    data = asking("/home.json").json
    assert data["documents"]["total"] == 10
    assert sum(data["standings"].values()) == sum(one["total"] for one in data["relations"])


def test_an_empty_store_says_what_to_do_next(tmp_path: Path) -> None:
    with desk_over(str(tmp_path / "empty.db")) as desk, served(desk) as asked:
        page = asked("/").body
        assert "Nothing is here yet" in page
        assert "edgewise ingest FOLDER --store" in page
        for address in ("/search", "/documents", "/links", "/unread"):
            assert asked(address).status == 200


@pytest.mark.parametrize(("address", "column"), [("documents", "title"), ("links", "sentence"), ("unread", "source")])
def test_each_list_has_its_twins(asking: Asking, address: str, column: str) -> None:
    assert asking(f"/{address}").status == 200
    assert asking(f"/{address}.json").status == 200
    rows = csv.DictReader(io.StringIO(asking(f"/{address}.csv").body))
    assert column in (rows.fieldnames or ())


def test_lists_are_narrowed_and_what_is_off_says_so(asking: Asking) -> None:
    renewed = asking("/documents.json?q=renews palantir").json["documents"]
    assert [one["document"]["source"].rpartition("--")[2] for one in renewed["items"]] == ["ice-renews-palantir-contract.md"]
    assert asking("/documents?kind=no-such-kind").status == 400
    assert asking("/links?standing=likely").status == 400
    assert asking("/links?relation=hugs").status == 400
    assert asking("/documents?q=zzzzz").body.count("No document here fits") == 1
    assert "past the last one" in asking("/links?offset=5000").body


def test_what_could_not_be_read_is_on_the_first_page(example_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    path.write_bytes(example_store.read_bytes())
    with open_store(str(path)) as store:
        store.add([Problem("scans/<b>1</b>.pdf", "it holds no text")])
    with desk_over(str(path)) as desk, served(desk) as asked:
        page = asked("/").body
        rows = list(csv.DictReader(io.StringIO(asked("/unread.csv").body)))
    assert "it holds no text" in page
    assert "&lt;b&gt;1" in page
    assert "<b>1" not in page
    assert rows == [{"source": "scans/<b>1</b>.pdf", "reason": "it holds no text"}]
