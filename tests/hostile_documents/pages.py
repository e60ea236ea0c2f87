"""Hostile web pages: HTML, and the MHTML and WARC that hold it."""

from __future__ import annotations

import gzip
from functools import partial
from random import Random

from .sizes import Made, Maker, given, nesting, packing
from .sound import PROSE, mhtml, record


def _page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Who hosts ICM</title>{head}</head><body><article><p>{PROSE}</p>{body}</article></body></html>"
    )


def _framed(frame: str, run: str) -> str:
    return _page(frame.replace("{}", run))


def _headed(frame: str, run: str) -> str:
    return _page("", frame.replace("{}", run))


_RUNS = (
    ("attributes without end", "<p {}>a</p>", "a=1 "),
    ("an attribute without end", '<p title="{}">a</p>', "a"),
    ("one that never closes", '<p title="{}', "a"),
    ("tags that never close", "{}", "<div>"),
    ("tags that only close", "{}", "</div>"),
    ("opening signs", "{}", "<"),
    ("entities", "{}", "&amp;"),
    ("entities that are none", "{}", "&a"),
    ("numbers of entities", "&#{};", "9"),
    ("comments", "{}", "<!--"),
    ("comments that close", "{}", "<!-- a -->"),
    ("declarations", "{}", "<!"),
    ("CDATA", "{}", "<![CDATA["),
    ("instructions", "{}", "<?"),
    ("paragraphs", "{}", f"<p>{PROSE}</p>"),
    ("cells", "<table>{}</table>", "<tr><td>AWS<td>hosts<td>ICM"),
    ("cells of one row", "<table><tr>{}</table>", "<td>AWS"),
    ("items", "<ul>{}</ul>", "<li>AWS hosts ICM."),
    ("line breaks", "<p>{}</p>", "a<br>"),
    ("scripts", "{}", "<script>"),
    ("scripts that close", "{}", "<script>a</script>"),
    ("styles", "{}", "<style><!--"),
    ("links", "{}", '<a href="a">AWS</a> '),
    ("bold", "<p>{}</p>", "<b>"),
    ("letters", "<p>{}</p>", "a"),
    ("spaces", "<p>{}</p>", " "),
    ("NUL", "<p>{}</p>", "\0"),
    ("text areas", "{}", "<textarea>"),
    ("forms", "{}", "<form><input>"),
    ("frames", "{}", "<iframe>"),
    ("pictures", "{}", '<img src="data:image/png;base64,AAAA">'),
    ("quotes", "{}", "<blockquote>"),
    ("metas", "{}", '<meta property="og:title" content="a">'),
    ("ld", "{}", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>'),
    ("half characters", "<p>{}</p>", "&#xD800;"),
    ("marks", "<p>{}</p>", "&#x202E;"),
    ("dates", "<p>{}</p>", "June 12, 2018 "),
    ("signs of tags", "<p>{}</p>", "a<b "),
)
_HTML: tuple[Maker, ...] = (
    *(packing(what, partial(_framed, frame), unit) for what, frame, unit in _RUNS),
    *(
        nesting(f"{tag} nested deep", _page("")[:-30], f"<{tag}>", PROSE, f"</{tag}>", "")
        for tag in ("div", "b", "ul><li", "table><tr><td", "blockquote", "span", "a", "font", "object", "svg")
    ),
    nesting("data nested deep", _page("")[:50], '<script type="application/ld+json">' + '{"a":' * 50, "1", "", ""),
    *(
        packing(f"{what} in the head", partial(_headed, head), unit)
        for what, head, unit in (
            ("a date without end", '<meta name="date" content="{}">', "2018-"),
            ("a title without end", "<title>{}</title>", "a "),
            ("authors", '<meta name="author" content="{}">', "Jane Roe, "),
            ("digits", '<meta property="article:published_time" content="{}">', "1"),
            ("data", '<script type="application/ld+json">{}</script>', "["),
            ("base", '<base href="{}">', "a/"),
            ("an address", '<link rel="canonical" href="https://a.example/{}">', "%20"),
            ("a publisher", '<meta property="og:site_name" content="{}">', "A "),
        )
    ),
    given("declared entities", '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "AWS"><!ENTITY b "&a;&a;">]>' + _page("<p>&b;</p>")),
    given("an outer entity", '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _page("<p>&a;</p>")),
    given("an encoding that is none", _page("").replace("<head>", '<head><meta charset="utf-7">') + "+ADw-script+AD4-"),
    given("an encoding that is a codec", _page("").replace("<head>", '<head><meta charset="rot13">').encode() + b"\xff"),
    given("an encoding of bytes", _page("").replace("<head>", '<head><meta charset="zlib">').encode() + b"\xff"),
    given("no words", "<html><body></body></html>"),
    given("NUL alone", b"\0" * 1000),
    given("beyond the limit", lambda: b"<p>" * 7_000_000),
)


def _in(maker: Maker, wrap: str) -> Maker:
    def make(random: Random, largest: int) -> Made:
        made = maker(random, largest)
        return Made(made.what, {"mhtml": mhtml, "warc": record}[wrap](made.data))

    return make


_LENGTHS = ("-1", "0", "5", "99999999999", "1e9", "", "９")
MAKERS: dict[str, tuple[Maker, ...]] = {
    ".html": _HTML,
    ".mhtml": (
        *(_in(maker, "mhtml") for maker in _HTML[::3]),
        nesting(
            "parts in parts",
            "",
            'Content-Type: multipart/related; boundary="b"\n\n--b\n',
            "Content-Type: text/html\n\n<p>AWS hosts ICM.</p>",
            "\n--b--",
            "",
            10_000,
        ),
        given(
            "a part of nothing",
            b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
            b"Content-Transfer-Encoding: base64\n\n!!!\n--b--\n",
        ),
        given("a charset that is none", mhtml(_page("").encode()).replace(b"text/html", b'text/html; charset="zlib\0"')),
    ),
    ".warc": (
        *(_in(maker, "warc") for maker in _HTML[::3]),
        *(given("a length that is none", record(_page("").encode(), Content_Length=length)) for length in _LENGTHS),
        packing("records without end", lambda run: run.encode() * 1, record(_page("").encode()).decode(), 2_000),
        packing("heads without end", lambda run: b"WARC/1.0\r\nWARC-Type: response\r\n" + run.encode(), "A: b\r\n"),
        packing("versions", lambda run: run, "WARC/1.0\r\n\r\n"),
        packing("an address without end", lambda run: record(_page("").encode(), WARC_Target_URI=f"https://a.example/{run}"), "../"),
        given("an address that is none", record(_page("").encode(), WARC_Target_URI="https://../../etc/passwd\0")),
        given("packed", gzip.compress(record(_page("").encode()), mtime=0)),
        given("a bomb", lambda: gzip.compress(record(b" " * 50_000_000), mtime=0)),
        given(
            "chunks that lie",
            record(b"FFFFFFFF\r\na\r\n").replace(b"text/html\r\n\r\n", b"text/html\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ),
        given(
            "packed chunks",
            lambda: record(gzip.compress(b"<p>" * 10_000_000, mtime=0)).replace(
                b"text/html\r\n\r\n", b"text/html\r\nContent-Encoding: gzip\r\n\r\n"
            ),
        ),
        given("the older kind", b"filedesc://a.arc 0.0.0.0 20180612 text/plain 76\n1 0 a\n\n"),
    ),
}
