"""Web archives: the pages they hold, where each was fetched from, and what is left out."""

from __future__ import annotations

import sys

import pytest
from packing import gzipped, held, seen

from edgewise.errors import DocumentError
from edgewise.loading import Loaded, Profile, warc

TEXT = "AWS and ICM\n\nAWS hosts ICM.\n"


def record(
    content: bytes | str = TEXT, address: str = "https://news.example/icm", *, kind: str = "text/plain", status: str = "200 OK",
    date: str = "2018-06-12T09:00:00Z", type: str = "response", headers: tuple[tuple[str, str], ...] = (), packed: bool = False,
) -> bytes:  # fmt: skip
    """One record of a WARC, with what a server answered where it is a response."""
    data = content.encode() if isinstance(content, str) else content
    fields = "".join(f"{name}: {value}\r\n" for name, value in (("Content-Type", kind), *headers))
    block = data if type == "resource" else f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + data
    said = {
        "WARC-Type": type,
        "WARC-Target-URI": address,
        "WARC-Date": date,
        "Content-Type": kind if type == "resource" else "application/http; msgtype=response",
        "Content-Length": len(block),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    whole = f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"
    return gzipped(whole) if packed else whole


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("a.warc", True)])
def test_pages_stand_under_when_and_where_they_were_fetched(name: str, packed: bool, profiles: tuple[Profile, ...]) -> None:
    data = record(packed=packed) + record("ICE uses ICM.", date="2019-01-02T03:04:05Z", packed=packed)
    first, second = (one for one in held(data, name, profiles) if isinstance(one, Loaded))
    assert (first.locator, first.document.text) == (f"{name}/20180612090000/news.example/icm.txt", TEXT)
    assert (second.locator, second.document.text) == (f"{name}/20190102030405/news.example/icm.txt", "ICE uses ICM.")
    assert (first.document.url, first.document.published) == ("https://news.example/icm", None)


def test_two_captures_of_one_moment_and_addresses_that_lead_nowhere_are_still_one_place_each(profiles: tuple[Profile, ...]) -> None:
    addresses = ["https://x.example/a", "https://x.example/a", "https://x.example/../../a", "https://x.example/" + "b/" * 500, "http:///"]
    found = seen(b"".join(record(address=address) for address in addresses), "a.warc", profiles)
    assert len(found) == len(addresses)
    assert not any(".." in locator for locator in found)
    assert max(map(len, found)) < 250


def test_only_texts_that_the_site_gave_are_pages_and_the_rest_is_counted(profiles: tuple[Profile, ...]) -> None:
    data = b"".join(
        [
            record(),
            record(kind="image/png"),
            record(status="404 Not Found"),
            record(status="301 Moved"),
            record(type="revisit"),
            record(type="request"),
            record(address="ftp://x.example/a"),
            record("", address="https://x.example/empty"),
            record("ICE uses ICM.", address="https://x.example/r", type="resource"),
        ]
    )
    assert seen(data, "a.warc", profiles) == {
        "a.warc/20180612090000/news.example/icm.txt": TEXT,
        "a.warc/20180612090000/x.example/r.txt": "ICE uses ICM.",
        "a.warc": "skipped: left out: 1 records of pages that were as before (revisits), 5 records of what is no text, or of an error",
    }


@pytest.mark.parametrize(
    ("content", "kind", "headers"),
    [
        ("Zürich".encode("latin-1"), "text/plain; charset=ISO-8859-1", ()),
        ("Zürich".encode("utf-16"), 'text/plain; charset="utf-16"', ()),
        ("Zürich".encode(), "Text/Plain;charset=utf-8", ()),
        ("Zürich".encode(), "text/plain; charset=unheard-of", ()),
        (gzipped("Zürich".encode()), "text/plain", (("Content-Encoding", "gzip"),)),
        (b"7\r\nZ\xc3\xbcrich\r\n0\r\n\r\n", "text/plain", (("Transfer-Encoding", "chunked"),)),
    ],
)
def test_a_text_is_read_as_it_was_sent(
    content: bytes, kind: str, headers: tuple[tuple[str, str], ...], profiles: tuple[Profile, ...]
) -> None:
    assert list(seen(record(content, kind=kind, headers=headers), "a.warc", profiles).values()) == ["Zürich"]


def test_a_web_page_is_read_as_one_with_the_address_it_was_fetched_from(profiles: tuple[Profile, ...]) -> None:
    words = "Die Behörde sagt nichts. The agency in Zürich said that AWS hosts ICM, and that ICE uses it every day for its work. " * 3
    page = (
        f'<html><head><title>ICM</title><link rel="canonical" href="https://other.example/"></head><body><article><p>{words}</p></article>'
    )
    data = record(page.encode("latin-1"), "https://agency.example/news/", kind="text/html; charset=latin-1")
    (one,) = (one for one in held(data, "a.warc", profiles) if isinstance(one, Loaded))
    assert one.locator == "a.warc/20180612090000/agency.example/news.html"
    assert (one.document.url, one.document.published, one.document.kind) == ("https://agency.example/news/", None, "web_page")
    assert "in Zürich said" in one.document.text


def test_a_page_too_large_costs_only_itself(profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LIMIT", 50)
    found = seen(record("x" * 51) + record(address="https://x.example/b"), "a.warc", profiles)
    assert list(found.values()) == ["is too large: more than 50 bytes", TEXT]


@pytest.mark.parametrize("data", [b"", b"no archive at all, but text", bytes(100), b"\x1f\x8b\x08" + bytes(20), b"WARC/1.0\r\n\r\n"])
def test_what_is_no_web_archive_says_so(data: bytes, profiles: tuple[Profile, ...]) -> None:
    with pytest.raises(DocumentError, match="no WARC"):
        seen(data, "a.warc", profiles)


def test_what_is_wrong_in_an_archive_is_not_printed(profiles: tuple[Profile, ...], capfd: pytest.CaptureFixture[str]) -> None:
    data = record().replace(b"hosts ICM.\n", b"hosts ICM.\n\x1b[2J surplus\r\n") + record()
    assert TEXT in seen(data, "a.warc", profiles).values()
    assert capfd.readouterr() == ("", "")


def test_without_warcio_it_says_what_to_install(profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(DocumentError, match=r"warcio, which is not installed: pip install 'edgewise\[documents\]'"):
        seen(record(), "a.warc", profiles)
