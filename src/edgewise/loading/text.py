"""Plain text: from bytes to the text that offsets count, and the title that stands on its first line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Mask
from .decoding import decode
from .formats import Piece
from .front_matter import front_matter

_TITLE_LIMIT = 200  # code points; a longer first line is a paragraph


def pieces(data: bytes, suffix: str) -> Iterator[Piece]:
    """Yield the one text that a text file is, with its front matter."""
    decoded = decode(data)
    front = front_matter(decoded.text)
    yield Piece(decoded.text, front.data, front.end, notes=decoded.notes, extracted=False)


def apart(found: Iterable[Mask]) -> tuple[Mask, ...]:
    """Return masks sorted and without overlap: where two meet, the one that starts first keeps the stretch."""
    masks: list[Mask] = []
    covered = 0
    for mask in sorted(found, key=lambda mask: (mask.start, -mask.end, mask.rule)):
        if mask.end > max(covered, mask.start):
            masks.append(Mask(max(mask.start, covered), mask.end, mask.rule))
            covered = mask.end
    return tuple(masks)


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
