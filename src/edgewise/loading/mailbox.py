"""Mailboxes: mbox files, whose messages are files of their own, under names that stay theirs when the box grows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ..errors import DocumentError
from .formats import Broken, Found, Nested
from .inside import LONGEST, Names, fit

_LARGEST = 100 * 1024 * 1024  # bytes of one message
_BEGINS = re.compile(rb"(?:\A|\n\r?\n)(From (?=[^\n]*?\d:\d{2})[^\n]*+\n)(?=>?[!-9;-~]+:|>From )")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BETWEEN = re.compile(rb"(?<=\n)\r?\n\Z")  # the empty line that a box puts after a message
_ID = re.compile(rb"^message-id:\s*<?([^<>\s]+)", re.MULTILINE | re.IGNORECASE)


def messages(data: bytes, suffix: str) -> Iterator[Found]:
    """Yield the messages of a box, in its order, each named by its Message-ID, or where it has none by what it holds.

    A line of a text that begins with "From " begins a message only where a time stands in it and headers follow. Raises
    DocumentError where the file does not begin with a message.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    begins = [(found.start(1), found.end(1)) for found in _BEGINS.finditer(data)]
    if not data.strip():
        return
    if not begins or data[: begins[0][0]].strip():
        raise DocumentError('is no mbox: it does not begin with a line "From ..." and the headers of a message')
    names = Names()
    for (_, start), (stop, _) in zip(begins, [*begins[1:], (len(data), 0)], strict=True):
        content = _BETWEEN.sub(b"", _unstuffed(data[start:stop]))
        inside = names.apart(f"message {_name(content)}.eml")
        if len(content) > _LARGEST:
            yield Broken(inside, f"is too large: {len(content):,} bytes; the limit is {_LARGEST:,}")
        else:
            yield Nested(inside, content)


def _name(content: bytes) -> str:
    found = _ID.search(content.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0])
    name = fit(found[1].decode("utf-8", "replace")) if found else ""
    return name if 0 < len(name) < LONGEST // 2 else hashlib.sha256(content).hexdigest()[:12]


def _unstuffed(content: bytes) -> bytes:
    """Return a message without the ">" that boxes put before lines that begin with "From ", save where a quotation goes on."""

    def plain(found: re.Match[bytes]) -> bytes:
        before = content.rfind(b"\n", 0, max(0, found.start() - 1)) + 1
        quoted = content.startswith(b">", before) and found.start() > 0
        return found[0] if quoted and not found[1].startswith(b">") else found[1]

    return _STUFFED.sub(plain, content)
