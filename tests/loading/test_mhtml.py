"""Pages that a browser saved in one file."""

from __future__ import annotations

import pytest
from packing import held, mail, multipart

from edgewise.errors import DocumentError
from edgewise.loading import Loaded, Profile

WORDS = "The agency in Zürich said that AWS hosts ICM, and that ICE uses it every day for its work there. " * 3
PAGE = f"Content-Type: text/html; charset=utf-8\nContent-Location: cid:1\n\n<html><body><article><p>{WORDS}</p></article></body></html>"
PICTURE = "Content-Type: image/png\nContent-Location: https://agency.example/a.png\n\nx"


@pytest.mark.parametrize("name", ["a.mhtml", "a.MHT"])
def test_the_page_is_read_with_the_address_it_was_saved_from(name: str, profiles: tuple[Profile, ...]) -> None:
    data = multipart(PAGE, PICTURE, kind="related", Snapshot_Content_Location="https://agency.example/news")
    (one,) = held(data, name, profiles)
    assert isinstance(one, Loaded)
    assert (one.locator, one.document.url, one.document.kind) == (f"{name}/page.html", "https://agency.example/news", "web_page")
    assert "in Zürich said that AWS hosts ICM" in one.document.text


@pytest.mark.parametrize("data", [b"", b"\0", mail(), multipart(PICTURE)])
def test_what_holds_no_page_says_so(data: bytes, profiles: tuple[Profile, ...]) -> None:
    with pytest.raises(DocumentError, match="is no saved page: no part of it is HTML"):
        list(held(data, "a.mhtml", profiles))
