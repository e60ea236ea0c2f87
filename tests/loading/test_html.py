"""Web pages: main text, what a page declares, hostile pages."""

from __future__ import annotations

import socket
import time

import pytest
from sample_files import page

from edgewise.errors import DocumentError
from edgewise.loading import html
from edgewise.loading.formats import Piece

from .conftest import Read

STORY = "Amazon Web Services hosts the case files of ICE, according to records that the agency released on Tuesday."
META = (
    '<meta property="og:site_name" content="Riverton Courier"><meta property="article:published_time" content="2019-08-19T10:00:00Z">'
    '<link rel="canonical" href="https://courier.example.org/case-files"><title>Case files</title>'
)


def piece(source: str | bytes) -> Piece:
    (found,) = html.pieces(source.encode() if isinstance(source, str) else source, ".html")
    assert isinstance(found, Piece)
    return found


def test_headings_rows_items_and_breaks_are_lines_and_the_rest_of_the_page_is_not_there() -> None:
    body = (
        f"<h1>Case files</h1><p>{STORY}</p><h2>The contract</h2><p>It was signed\n in <b>2018</b>.<br>ICE has not confirmed it so far.</p>"
        "<ul><li>Palantir built the system.</li><li>Oracle did not reply to a question.</li></ul>"
        "<table><tr><th>Agency</th><th>Vendor</th></tr><tr><td>ICE</td><td>Palantir<br>USG</td></tr></table>"
    )
    assert piece(page(f"<article>{body}</article>")).text.split("\n\n") == [
        "Case files",
        STORY,
        "The contract",
        "It was signed in 2018.\nICE has not confirmed it so far.",
        "- Palantir built the system.\n- Oracle did not reply to a question.",
        "| Agency | Vendor |\n| ICE | Palantir USG |",
    ]


@pytest.mark.parametrize(
    ("head", "profile", "tier"),
    [
        (META + '<meta property="og:type" content="article">', "web-article", 3),
        (META + '<meta name="author" content="Ada Example">', "web-article", 3),
        (META, "web-page", 5),
        ('<title>Case files</title><meta name="author" content="Ada Example">', "web-page", 5),
        ('<meta property="og:type" content="article"><meta property="og:site_name" content="Riverton Courier">', "web-page", 5),
    ],
)
def test_a_story_is_a_page_with_publisher_day_and_author_or_type(read: Read, head: str, profile: str, tier: int) -> None:
    found = read(page(f"<article><p>{STORY}</p><p>{STORY}</p></article>", head), "a.html")
    assert (found.profile, found.document.tier) == (profile, tier)


def test_what_a_page_declares(read: Read) -> None:
    document = read(page(f"<article><p>{STORY}</p></article>", META), "a.htm").document
    assert (document.title, document.url, document.publisher, document.published) == (
        "Case files", "https://courier.example.org/case-files", "Riverton Courier", "2019-08-19",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "encoding", "note"),
    [
        ("utf-8", "utf-8", ()),
        ("", "utf-16", ("read as UTF-16",)),
        ("", "cp1252", ("read as windows-1252",)),
        ("iso-8859-1", "cp1252", ("read as windows-1252",)),
        ("windows-1250", "cp1250", ("read as cp1250",)),
        ("no-such-thing", "cp1252", ("read as windows-1252",)),
        ("utf-8", "cp1250", ("read as UTF-8, with bytes that are none",)),
    ],
)
def test_the_encoding_is_what_the_page_says_where_it_is_no_utf8(charset: str, encoding: str, note: tuple[str, ...]) -> None:
    source = f'<html><head><meta charset="{charset}"></head><body><p>{STORY} José said so, and the others’ word.</p></body></html>'
    found = piece(source.replace("’", "'" if encoding == "cp1250" else "’").encode(encoding))
    assert found.notes == note
    assert "José" in found.text or charset == "utf-8" != encoding


@pytest.mark.parametrize(
    "source",
    [
        "", "<html></html>", "no page", page("<p>Loading…</p>"), "<script>" + "x" * 100_000, "<script>" * 50_000,
        "<" + "a" * 500_000, "<!--" + "x" * 100_000, page("<div>" * 20_000),
        "<html><body>" + "<table><tr><td>" * 500 + "</html>", "\0" * 100, '<frameset><frame src="a.html"></frameset>',
        f'<!DOCTYPE h [<!ENTITY a "{"a" * 1000}">]><html><body><p>{"&a;" * 1000}</p></body></html>',
    ],
)  # fmt: skip
def test_a_page_without_main_text_says_what_to_do(source: str) -> None:
    with pytest.raises(DocumentError, match="holds no main text beside its menus and scripts; save the page once it has loaded"):
        piece(source)


@pytest.mark.parametrize(
    "source",
    [
        f"<html><body {' '.join(f'a{n}=x' for n in range(20_000))}><p>{STORY}</p></body></html>",
        f'<html><body><img src="data:image/png;base64,{"A" * 1_000_000}"><p>{STORY}</p></body></html>',
        f"<html><body><svg>{'<path d=M0/>' * 50_000}</svg><p>{STORY}</p></body></html>",
        f"<html><body>{'<p>' + STORY + '</p>'} {'<b>' * 200}x",
        f"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{STORY}</p></body></html>",
        page(f"<p>{STORY}\0</p>"),
    ],
)
def test_a_hostile_page_is_read_in_a_moment(source: str) -> None:
    started = time.process_time()
    assert STORY.removesuffix(".") in piece(source).text
    assert time.process_time() - started < 3


def test_a_page_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LONGEST", 100)
    with pytest.raises(DocumentError, match=r"is too long a page: 1[0-9]{2} characters; the limit is 100; split it"):
        piece(f"<html><script>{'x' * 1000}</script><p>{STORY}</p></html>")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise AssertionError("a page was about to be fetched")

    monkeypatch.setattr(socket.socket, "connect", closed)
    monkeypatch.setattr(socket, "getaddrinfo", closed)
    source = (
        f'<!DOCTYPE html SYSTEM "http://example.org/a.dtd"><html><head><link rel=stylesheet href="http://example.org/a.css">{META}</head>'
    )
    assert piece(f'{source}<body><iframe src="http://example.org"></iframe><p>{STORY}</p></body></html>').text == STORY
