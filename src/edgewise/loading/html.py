"""HTML, read with trafilatura: the main text of a page, without menus, scripts and comments, and what the page says of itself."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from typing import Any

from ..errors import DocumentError
from .blocks import Blocks
from .decoding import Decoded, decode
from .extras import needed
from .formats import Piece

LONGEST = 5_000_000  # code points of a page without its scripts and pictures
TAGS = 100_000  # of a page
_BESIDE = 10_000  # elements within one, side by side: with more, what a page costs grows with their square
_LETTERS = 40  # a page with fewer has no main text
_HEAD = 4096  # bytes in which a page says its encoding
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_UNREAD = ("script", "style", "svg", "noscript")
_TOLD = re.compile(r"[^>]*ld\+json", re.IGNORECASE)  # the script in which a page says what it is
_LONG_TAG = re.compile(r"<(/?[a-zA-Z][\w:-]{0,40})[^<>]{10000,}>")  # a picture in its address, or attributes without end
_WESTERN = ("iso8859-1", "cp1252")  # what is written as the first is the second
_XML = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_GAP = re.compile(r"\s+")
_BLOCKS = frozenset(("p", "head", "quote", "code", "ab", "div", "figure", "body", "main", "list", "fw", "note", "comments"))
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "news")

for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what is wrong in a page is said of the page, not printed


def pieces(data: bytes, suffix: str) -> Iterator[Piece]:
    """Yield the main text of a page: tables as rows, lists as items. Raises DocumentError where there is none."""
    with needed("trafilatura", "a web page"):
        from trafilatura import bare_extraction
    decoded = _decoded(data)
    source = _XML.sub("", decoded.text).replace("\0", "")
    for tag in _UNREAD:
        source = _without(source, tag)
    source = _LONG_TAG.sub(r"<\1>", source)
    if len(source) > LONGEST:
        raise DocumentError(f"is too long a page: {len(source):,} characters; the limit is {LONGEST:,}; split it")
    _check(source)
    try:
        found: Any = bare_extraction(
            source,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as problem:  # whatever a damaged page makes the library raise
        raise DocumentError(f"is no page that can be read: {problem}; save its text as .txt") from problem
    blocks = Blocks()
    if found is not None and found.body is not None:
        _add(found.body, blocks)
    if sum(map(str.isalpha, blocks.text)) < _LETTERS:
        raise DocumentError("holds no main text beside its menus and scripts; save the page once it has loaded, or its text as .txt")
    yield Piece(blocks.text, _declared(found), notes=decoded.notes)


def _check(source: str) -> None:
    """Refuse a page of more elements than a text has: it is a table, a list, or made to cost."""
    tags = source.count("<")
    if tags < _BESIDE:
        return
    if tags > TAGS:
        raise DocumentError(f"is too large a page: {tags:,} tags; the limit is {TAGS:,}; split it, or save its tables as .csv")
    from lxml import etree  # type: ignore[import-untyped]

    try:
        root = etree.fromstring(source, etree.HTMLParser(recover=True, remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError):
        return  # whoever reads it says so
    most = max(map(len, root.iter("*")), default=0) if root is not None else 0
    if most > _BESIDE:
        raise DocumentError(
            f"is too large a page: {most:,} elements side by side; the limit is {_BESIDE:,}; split it, or save its tables as .csv"
        )


def _without(source: str, tag: str) -> str:
    """The source without the elements of a tag; one that is never closed stays, for the library to judge."""
    opening, closing = re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE)
    kept: list[str] = []
    at = 0
    while (start := opening.search(source, at)) and (end := closing.search(source, start.end())):
        kept.append(source[at : end.end() if _TOLD.match(source, start.end(), start.end() + 200) else start.start()])
        at = end.end()
    return "".join((*kept, source[at:]))


def _decoded(data: bytes) -> Decoded:
    """Read a page as what it is, else as what it says it is, else as pages have always been read: windows-1252."""
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    said = _CHARSET.search(data[:_HEAD])
    try:
        name = codecs.lookup(said[1].decode("ascii")).name if said else ""
        b"a".decode(name or "ascii")  # raises where it is a codec of something else than text
    except (LookupError, ValueError):
        name = ""
    if name == "utf-8":
        return Decoded(data.decode("utf-8", "replace"), "UTF-8, with bytes that are none")
    if name and name not in (*_WESTERN, "ascii") and not name.startswith("utf"):
        return Decoded(data.decode(name, "replace"), name)
    return Decoded(data.decode("windows-1252", "replace"), "windows-1252")


def _declared(found: Any) -> dict[str, Any]:
    """What the page says of itself. `article` is there where it calls itself one."""
    told = {"title": found.title, "url": found.url, "publisher": found.sitename, "published": found.date, "author": found.author}
    declared: dict[str, Any] = {key: " ".join(value.split()) for key, value in told.items() if value and value.strip()}
    if tags := [tag for tag in (*(found.categories or ()), *(found.tags or ())) if tag]:
        declared["tags"] = tags
    if (found.pagetype or "").casefold() in _ARTICLES:
        declared["article"] = found.pagetype
    return declared


def _add(element: Any, blocks: Blocks) -> None:
    """Add what stands in a block of trafilatura's: words, line breaks, and blocks within it."""
    words = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS or child.tag in ("item", "table", "row"):
            _flush(element, words, blocks)
            if child.tag == "row":
                blocks.row(" ".join(cell.itertext()) for cell in child.iterchildren("cell"))
            else:
                _add(child, blocks)
        elif child.tag == "lb":
            words.append("\n")
        else:
            words.append("".join(child.itertext()))
        words.append(child.tail or "")
    _flush(element, words, blocks)


def _flush(element: Any, words: list[str], blocks: Blocks) -> None:
    written = "\n".join(_GAP.sub(" ", line) for line in _lines(words))
    words.clear()
    (blocks.item if element.tag == "item" else blocks.paragraph)(written)


def _lines(words: list[str]) -> list[str]:
    """The words between the line breaks of the page; line ends of its source are spaces."""
    lines = [""]
    for some in words:
        if some == "\n":
            lines.append("")
        else:
            lines[-1] += some
    return lines
