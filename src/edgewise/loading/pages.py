"""From the lines of printed pages to text: paragraphs whole across lines and pages, words whole across line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from ..model import Part
from .furniture import SAME_SIZE, Line, are_near, usual_leading, without_furniture

_INDENT = 0.8  # of the size of the type
_SHORT = 30  # code points: a shorter line is a heading, a row or the end of a paragraph, not a full one
_FULL = 0.8  # share of the usual length that a line has to have, with the next word, to be full
_LONGEST_WORD = 60  # code points
_TERMINAL = ".!?:;"
_CLOSING = "\"')]”’"
_HYPHENS = ("-", "\u2010", "\u00ad")
_BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")
_HYPHEN = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)?(?P<mark>[-\u2010\u00ad])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_COMPOUNDS = frozenset((
    "well", "self", "non", "anti", "pro", "pre", "post", "co", "ex", "multi", "cross", "long", "short", "high", "low", "full", "state",
    "law", "government", "decision", "policy", "third", "first", "second", "one", "two", "three", "old", "so", "vice",
))  # fmt: skip
"""What stands before a hyphen of its own more often than before one of a line's end."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of pages, each page of it as a part, and the running lines that were left out, digits as "#"."""

    text: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]


def laid(pages: Sequence[Sequence[Line]]) -> Laid:
    """Return the text of pages given in their order, each with its lines in reading order; a page without lines gives no part.

    A part begins where the first words of its page stand, which may be in the middle of a sentence, and ends where the next begins.
    """
    leading = usual_leading(pages)
    kept, left_out = without_furniture(pages, leading)
    text = _Text(line.text for page in kept for line in page)
    starts: list[tuple[int, str]] = []
    last: Line | None = None
    usual = 0
    for number, page in enumerate(kept, 1):
        lengths = _usual_lengths(page, leading)
        for place, line in enumerate(page):
            if last is not None:
                beyond = not place or line.y >= last.y  # the next page or column
                text.join(line.text, goes_on=(beyond or are_near(last, line, leading)) and _goes_on(last, line, usual, beyond=beyond))
            if not place:
                starts.append((text.length, f"page {number}"))
            text.add(line.text)
            last, usual = line, lengths[place]
    whole = text.whole
    places = pairwise([*starts, (len(whole), "")])
    parts = tuple(Part(start, end, name) for (start, name), (end, _) in places if start < end)
    return Laid(whole, parts, left_out)


def _usual_lengths(page: Sequence[Line], leading: Mapping[int, float]) -> list[int]:
    """How long a full line is where each line stands, in code points: as long as nine of ten are at most of those around it."""
    blocks: list[list[Line]] = []
    for line in page:
        above = blocks[-1][-1] if blocks else None
        if above is None or not are_near(above, line, leading) or line.y >= above.y:
            blocks.append([])
        blocks[-1].append(line)
    usual = (sorted(len(line.text) for line in block)[ceil(0.9 * (len(block) - 1))] for block in blocks)
    return [length for length, block in zip(usual, blocks, strict=True) for _ in block]


def _goes_on(above: Line, below: Line, usual: int, *, beyond: bool) -> bool:
    """Say whether a line goes on in the one that is read next, which stands `beyond` where the page or column ends."""
    if abs(above.size - below.size) > SAME_SIZE or _BULLET.match(below.text) or (_is_row(above) and _is_row(below)):
        return False
    small = below.text[:1].islower()
    if _is_cut(above.text) and small:
        return True
    full = len(above.text) >= _SHORT and len(above.text) + 1 + len(below.text.split(maxsplit=1)[0]) >= _FULL * usual
    ended = above.text.rstrip(_CLOSING)[-1:] in _TERMINAL
    if ended and (beyond or below.x > above.x + _INDENT * above.size):
        return False
    return full or (small and not ended)


def _is_row(line: Line) -> bool:
    """Say whether a line ends with a number, as rows of a table and lines of contents do, and two lines of prose hardly ever."""
    return line.text.rstrip(".,%)")[-1:].isdigit()


def _is_cut(text: str) -> bool:
    return text[-1:] in _HYPHENS


class _Text:
    """Puts lines together, words whole across line ends. The words of all lines say which of them are written with a hyphen."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._chunks: list[str] = []
        self._known = Counter(word.casefold() for line in lines for word in _WORD.findall(line))
        self.length = 0

    @property
    def whole(self) -> str:
        return "".join(self._chunks)

    def add(self, text: str) -> None:
        self._chunks.append(text)
        self.length += len(text)

    def join(self, following: str, *, goes_on: bool) -> None:
        """Make ready for the words that follow, those of another paragraph or of the same."""
        if not goes_on:
            self.add("\n\n")
            return
        last = self._chunks[-1]
        hyphen = _HYPHEN.search(last[-_LONGEST_WORD:]) if _is_cut(last) else None
        if hyphen is None:
            if not last.endswith("—"):
                self.add(" ")
        elif self._is_of_the_line(hyphen, following):
            self._chunks[-1] = last[:-1]
            self.length -= 1

    def _is_of_the_line(self, hyphen: re.Match[str], following: str) -> bool:
        """Say whether a hyphen stands there only because the line ends: as the same word is written elsewhere, else as is usual."""
        if hyphen["mark"] == "\u00ad":
            return True
        head, tail = hyphen["word"], _WORD.match(following)
        if head is None or tail is None or not following[0].islower():
            return False
        head, rest = head.casefold(), tail.group().casefold()
        joined, apart = self._known[head + rest], self._known[f"{head}-{rest}"]
        if joined or apart:
            return joined >= apart
        return head.rpartition("-")[2] not in _COMPOUNDS
