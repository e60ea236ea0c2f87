"""The body of a mail: its own words, in the order in which it has them, and the files that it carries.

Of alternatives the plain one is read, else the one that has words. Pictures within the text are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from html import unescape
from html.parser import HTMLParser
from mimetypes import MimeTypes

from ..errors import DocumentError
from .decoding import decode
from .inside import Names, fit
from .mail_names import decoded

_KINDS = MimeTypes(filenames=())  # the library's own list, the same on every machine
_SUFFIXES = {"message/rfc822": ".eml", "text/plain": ".txt", "text/html": ".html", "text/csv": ".csv"}
_ALTERNATIVE = "multipart/alternative"
_SECTION = re.compile(r"<!\[[^<>]*(?<!--)>")  # "<![if !mso]>", "<![endif]>", "<![CDATA[...]]>", not the end of a comment, "<![endif]-->"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a mail carries; `problem` says why its bytes cannot be had, "" where they are there."""

    name: str
    data: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a mail, "" where it has none, and what it carries beside them."""

    text: str
    files: tuple[Attached, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """The texts of one part of a mail, its files, and whether the texts are plain."""

    texts: tuple[str, ...] = ()
    files: tuple[Message, ...] = ()
    notes: tuple[str, ...] = ()
    plain: bool = True


def body_of(message: Message) -> Body:
    """Return the body of a mail. What of it is broken costs only itself."""
    read = _read(message)
    names = Names()
    files = tuple(_attached(part, names, number) for number, part in enumerate(read.files, 1))
    text = "\n\n".join(text.strip("\n") for text in read.texts if text.strip())
    return Body(text + "\n" if text else "", files, tuple(dict.fromkeys(read.notes)))


def _read(part: Message) -> _Read:
    kind = part.get_content_type()
    payload = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(payload, list):
        children = [_read(child) for child in payload if isinstance(child, Message)]
        return _best(children) if kind == _ALTERNATIVE else _all(children)
    if kind == "message/rfc822" or part.get_content_disposition() == "attachment":
        return _Read(files=(part,))
    if part.get_content_maintype() == "image" and (part.get_content_disposition() == "inline" or part["Content-ID"]):
        return _Read()
    if kind not in ("text/plain", "text/html") or part.get_filename():
        return _Read(files=(part,))
    text, notes = _text(part)
    return _Read((text if kind == "text/plain" else plain_of(text),), (), notes, kind == "text/plain")


def _all(children: Sequence[_Read]) -> _Read:
    return _Read(
        tuple(text for child in children for text in child.texts),
        tuple(file for child in children for file in child.files),
        tuple(note for child in children for note in child.notes),
        all(child.plain for child in children),
    )


def _best(children: Sequence[_Read]) -> _Read:
    """Of several ways to say the same: a plain one that has words, else the last that has; with the files of all."""
    worded = [child for child in children if any(text.strip() for text in child.texts)]
    chosen = next((child for child in worded if child.plain), worded[-1] if worded else _Read())
    return _Read(chosen.texts, tuple(file for child in children for file in child.files), chosen.notes, chosen.plain)


def _text(part: Message) -> tuple[str, tuple[str, ...]]:
    """The text of a part, as it declares it is written, else as what it can be alone; what can be nothing is marked, with a note."""
    data = _bytes(part)
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode(charset)
        notes: tuple[str, ...] = ()
    except (LookupError, ValueError):
        text, notes = _guessed(data, charset)
    return text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n"), notes


def _guessed(data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    try:
        found = decode(data)
    except DocumentError:
        return data.decode("utf-8", "replace"), (f"is not {charset[:20]!r} as it says; what cannot be read is marked \ufffd",)
    return found.text, (f"is not {charset[:20]!r} as it says; read as {found.encoding}",)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attached(part: Message, names: Names, number: int) -> Attached:
    kind = part.get_content_type()
    given = fit(decoded(part.get_filename() or "").rpartition("/")[2].rpartition("\\")[2])
    suffix = _SUFFIXES.get(kind) or _KINDS.guess_extension(kind) or ""
    name = names.apart(given or f"attachment {number}{suffix}")
    if kind != "message/rfc822":
        return Attached(name, _bytes(part))
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        return Attached(name, b"", "is a mail of which nothing is there")
    if not name.lower().endswith(".eml"):
        name = names.apart(f"{name}.eml")
    return Attached(name, inner.as_bytes())


def _ended(html: str) -> tuple[str, str]:
    """Part what may be markup from the rest, in which no tag ends; without sections and comments that have no end.

    Python's parser looks for each end to the end of the text, in releases of before August 2025: a page of beginnings takes it for ever.
    """
    html = _SECTION.sub("", html).replace("<![", "&lt;![")
    ended = html.rfind("-->") + 1
    html = html[:ended] + html[ended:].partition("<!--")[0]
    marked, end, rest = html.rpartition(">")
    return marked + end, rest


class _Plain(HTMLParser):
    """Writes the words of a mail's HTML: a line a block, and what is quoted behind "> ", as plain mails have it."""

    _BLOCKS = frozenset("p div br tr table ul ol li h1 h2 h3 h4 h5 h6 blockquote pre hr dl dt dd section article".split())  # noqa: SIM905
    _APART = frozenset("p table ul ol h1 h2 h3 h4 h5 h6 blockquote pre".split())  # noqa: SIM905  # with an empty line
    _DROPPED = frozenset(("script", "style", "head", "title", "template"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line = ""
        self._dropped = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._block(tag)
        self._dropped += tag in self._DROPPED
        self._quoted += tag == "blockquote"
        if tag in ("td", "th") and self._line.strip():
            self._line += "\t"

    def handle_endtag(self, tag: str) -> None:
        self._block(tag)
        self._dropped = max(0, self._dropped - (tag in self._DROPPED))
        self._quoted = max(0, self._quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._line += " " * data[:1].isspace() + " ".join(data.split()) + " " * data[-1:].isspace()

    def _block(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.end_line(apart=tag in self._APART)

    def end_line(self, *, apart: bool = False) -> None:
        """End the line, where there is anything on it; leave an empty one where a block stands apart."""
        mark = "> " * min(self._quoted, 5)
        cells = (" ".join(cell.split()) for cell in self._line.split("\t"))
        if line := "\t".join(cells).strip():
            self.lines.append(mark + line)
        if apart and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())
        self._line = ""


def plain_of(html: str) -> str:
    """Return the words of a mail's HTML as a plain mail would have them."""
    parser = _Plain()
    marked, rest = _ended(html)
    parser.feed(marked)
    parser.close()
    parser.handle_data(unescape(rest))
    parser.end_line()
    while parser.lines and not parser.lines[-1].strip("> "):
        parser.lines.pop()
    return "\n".join(parser.lines)
