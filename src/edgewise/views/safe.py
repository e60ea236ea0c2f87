"""Text and addresses that documents bring, made harmless for the place where they are shown.

A document may hold anything: terminal escapes, direction overrides that make a sentence read backwards, script addresses,
spreadsheet formulas. Every view takes what it shows from here.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC and its kin: titles, links, clipboard
    r"|\x1b[ -/]*[0-~]"
)
# Controls but tab and line feed; embeddings, overrides and isolates, which reorder what stands around them.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_BREAKS = {0x2028: "\n", 0x2029: "\n"}
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_XML = re.compile(r"[\ufffe\uffff]")  # beside the controls
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#$])")


def plain(text: str) -> str:
    """Return `text` without control characters, terminal escapes, direction overrides and lone surrogates; line breaks as LF."""
    if text.isascii() and text.isprintable():  # most are, and an export of a large graph has millions
        return text
    text = _LINE_BREAK.sub("\n", _ESCAPE_SEQUENCE.sub("", text))
    return _LONE_SURROGATE.sub("\ufffd", _HIDDEN.sub("", text))


def visible(text: str) -> str:
    """Return `text` with a sign for every character that is not to be seen or would reorder others, one for one: no place shifts."""
    return _LONE_SURROGATE.sub("\ufffd", _HIDDEN.sub(_sign, text)).translate(_BREAKS)


def _sign(hidden: re.Match[str]) -> str:
    code = ord(hidden.group())
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\u2426"


def one_line(text: str) -> str:
    """Return `plain(text)` with every stretch of white space as one space."""
    return " ".join(plain(text).split())


def named(name: str) -> str:
    """Return a name for showing; one that has nothing to see reads "(no name)"."""
    return one_line(name) or "(no name)"


def xml_text(text: str) -> str:
    """Return `plain(text)` without what no XML file can hold; markup is for the writer of the file to escape."""
    return _NOT_XML.sub("", plain(text))


def web_address(url: str | None) -> str | None:
    """Return `url` if it is an absolute http or https address that a link may carry, else None."""
    if not url or not url.isprintable() or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def spreadsheet_cell(value: object) -> object:
    """Return a value for a CSV cell: text that a spreadsheet would run as a formula gets a leading apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_START) else value


def markdown_text(text: str) -> str:
    """Return one line of text in which no character is Markdown or HTML."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text).replace("&", "&amp;"))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", escaped))


def markdown_link(text: str, url: str | None) -> str:
    """Return a Markdown link, or the text alone when `url` is not one that a link may carry."""
    address = web_address(url)
    return f"[{markdown_text(text)}](<{quote(address, safe=':/?#[]@!$&()*+,;=%~')}>)" if address else markdown_text(text)
