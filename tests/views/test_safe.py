"""What documents bring is made harmless for terminals, spreadsheets, Markdown and links."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.views.safe import markdown_link, markdown_text, named, one_line, plain, spreadsheet_cell, web_address


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("AWS \x1b[31;1mhosts\x1b[0m ICM", "AWS hosts ICM"),
        ("\x1b]0;owned\x07AWS hosts ICM", "AWS hosts ICM"),
        ("\x1b]8;;http://evil.example\x1b\\AWS\x1b]8;;\x1b\\ hosts ICM", "AWS hosts ICM"),
        ("\x9b2JAWS hosts ICM", "AWS hosts ICM"),
        ("\x1b]52;c;cm0gLXJm\x07AWS", "AWS"),
        ("AWS\x08\x08\x08ICE\x00", "AWSICE"),
        ("not \u202eECI\u202c", "not ECI"),
        ("a \u2066link\u2069, \u2068not\u2069 a \u2067denial\u2069", "a link, not a denial"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("half \ud83d of it", "half \ufffd of it"),
        ("كان ICE", "كان ICE"),
        ("👩‍💻 née", "👩‍💻 née"),
    ],
)
def test_plain(hostile: str, harmless: str) -> None:
    assert plain(hostile) == harmless


@given(st.text(st.characters(exclude_categories=())))
def test_plain_leaves_nothing_that_moves_a_cursor_and_changes_nothing_twice(text: str) -> None:
    harmless = plain(text)
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") for c in harmless)
    assert plain(harmless) == harmless
    harmless.encode("utf-8")


def test_one_line_and_named() -> None:
    assert one_line(" AWS\n hosts\t ICM ") == "AWS hosts ICM"
    assert named(" \x00\u2028") == "(no name)"


@pytest.mark.parametrize("url", ["https://news.example/a?b=c#d", "http://127.0.0.1:80/x"])
def test_web_addresses(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//evil.example/x", "https:evil", "ftp://a.example", "https://a.example/ b",
     "java\nscript:0", "https://[bad/", "\x01https://a.example", "HTTPS", "file:///etc/passwd"],
)  # fmt: skip
def test_what_no_link_may_carry(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1"])
def test_no_cell_is_a_formula(value: str) -> None:
    assert spreadsheet_cell(value) == f"'{value}"


def test_other_cells_stay() -> None:
    assert [spreadsheet_cell(v) for v in ("AWS", "a=b", 3, None, True)] == ["AWS", "a=b", 3, None, True]


def test_markdown_is_text() -> None:
    assert markdown_text("<b>*AWS*</b> ![x](y) & `z`\n# 1") == r"\<b\>\*AWS\*\</b\> !\[x\](y) &amp; \`z\` \# 1"
    assert markdown_text("1. AWS") == r"1\. AWS"
    assert markdown_text("- AWS") == r"\- AWS"
    assert markdown_link("[AWS]", "https://a.example/(x)>") == r"[\[AWS\]](<https://a.example/(x)%3E>)"
    assert markdown_link("AWS", "javascript:0") == "AWS"
