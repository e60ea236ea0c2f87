"""Plain text: from bytes to the text that offsets count, and the title that stands on its first line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import DocumentError
from ..model import Mask
from .formats import Piece
from .front_matter import front_matter

_TITLE_LIMIT = 200  # code points; a longer first line is a paragraph


def pieces(data: bytes, suffix: str) -> Iterator[Piece]:
    """Yield the one text that a text file is, with its front matter."""
    content = decode(data)
    front = front_matter(content)
    yield Piece(content, front.data, front.end, extracted=False)


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, one byte order mark removed, CR LF and CR as LF, otherwise unchanged.

    Raises DocumentError on an empty file, on bytes that are not UTF-8 and on NUL, naming the byte (from 0).
    """
    if not data:
        raise DocumentError("is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("is UTF-16, not UTF-8; save it as UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        raise DocumentError(f"is not text: there is a NUL at byte {nul}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise DocumentError(f"is not UTF-8 at byte {problem.start} (0x{data[problem.start]:02x}); save it as UTF-8") from problem
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentError("holds no text, only spaces and line ends")
    return text


def visible(text: str, masks: Iterable[Mask]) -> str:
    """Return the text with spaces where masks lie, line ends kept: the same length, so its offsets are the text's."""
    parts: list[str] = []
    at = 0
    for mask in masks:
        parts.append(text[at : mask.start])
        parts.append("\n".join(" " * len(line) for line in text[mask.start : mask.end].split("\n")))
        at = mask.end
    parts.append(text[at:])
    return "".join(parts)


def title(shown: str) -> str | None:
    """Return the first line of a visible text where it stands alone and is no sentence; else None."""
    body = shown.lstrip()
    line, _, rest = body.partition("\n")
    line = line.strip()
    alone = not rest.partition("\n")[0].strip()
    if not alone or len(line) > _TITLE_LIMIT or line.endswith((".", ":", ";", ",")) or not any(c.isalpha() for c in line):
        return None
    return line
