"""Every place of the explorer answers as a page and as its twins; what is off says so."""

from __future__ import annotations

import pytest
from explorers import Asking

from edgewise.web.app import PLACES


def test_what_the_words_mean(asking: Asking) -> None:
    page = asking("/about")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "said by some and denied or contradicted by others" in page.body
    words = asking("/about.json").json
    assert [one["word"] for one in words["standings"]][:3] == ["confirmed", "reported", "alleged"]


def test_news_is_told_by_the_stamp(asking: Asking, desk: object) -> None:
    assert asking("/news.json?stamp=old").json["news"] is True
    page = asking("/about").body
    stamp = page.partition('data-stamp="')[2].partition('"')[0]
    assert stamp
    assert asking(f"/news.json?stamp={stamp}").json["news"] is False


@pytest.mark.parametrize("address", ["/no-such-page", "/about/more", "/static/no-such.css"])
def test_an_unknown_address_is_a_page_that_says_so(asking: Asking, address: str) -> None:
    page = asking(address)
    assert page.status == 404
    assert "there is no such page here" in page.body
    assert asking("/no-such-page.json").json == {"error": "there is no such page here", "nearest": []}


def test_static_files_stay_in_their_folder(asking: Asking) -> None:
    assert asking("/static/../app.py").status == 404
    assert asking("/static/%2e%2e/app.py").status == 404
    assert asking("/static/site.css").status == 200
    assert "--disputed:" in asking("/static/colours.css").body


def test_addresses_are_told_apart() -> None:
    paths = [(place.path, place.decides) for place in PLACES]
    assert len(paths) == len(set(paths))
