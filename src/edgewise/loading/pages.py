"""From the lines of printed pages to text: paragraphs whole across lines and pages, words whole across line ends.

What stands on most pages at the same place (a running head, a page number) is left out, so that it cuts no sentence in two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from ..model import Part

_MARGIN = 2  # lines at the top and at the bottom of a page that may be running ones
_ON_MOST = 0.5  # share of the pages on which a running line stands
_SAME_SIZE = 0.6  # points between sizes of one paragraph's type
_LEADING = 1.35  # of the usual distance of lines: more begins a paragraph
_INDENT = 0.8  # of the size of the type
_SHORT = 30  # code points: a shorter line is a heading, a row or the end of a paragraph, not a full one
_FULL = 0.8  # share of the usual length that a line has to have, with the next word, to be full
_ROW = re.compile(r"\d[\d.,%)]*$")  # how rows of a table and lines of contents end, and two lines of prose hardly ever
_TERMINAL = re.compile(r"[.!?:;][\"')\]”’]*$")
_BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")
_HYPHEN = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)?(?P<mark>[-\u2010\u00ad])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|•]\s*)?(?P<page>page\s+)?(?P<number>\d{1,5})(?P<of>\s*(?:of|/)\s*\d{1,5})?(?:\s*[-–—|•])?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_COMPOUNDS = frozenset(
    (
        *(
            "well",
            "self",
            "non",
            "anti",
            "pro",
            "pre",
            "post",
            "co",
            "ex",
            "multi",
            "cross",
            "long",
            "short",
            "high",
            "low",
            "full",
            "part",
        ),
        *("state", "law", "government", "decision", "policy", "third", "first", "second", "one", "two", "three", "old", "so", "vice"),
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page: points from the left and from the bottom, and the size of its type in points."""

    text: str
    x: float
    y: float
    size: float


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
    running = _running(pages)
    kept = [[line for line in page if line not in _furniture(page, number, running)] for number, page in enumerate(pages, 1)]
    text = _Text(line.text for page in kept for line in page)
    starts: list[tuple[int, str]] = []
    leading = _usual_leading(kept)
    last: Line | None = None
    usual = 0
    for number, page in enumerate(kept, 1):
        lengths = _usual_lengths(page, leading)
        for place, line in enumerate(page):
            if last is not None:
                beyond = not place or line.y >= last.y  # the next page or column
                text.join(line.text, goes_on=(beyond or _is_near(last, line, leading)) and _goes_on(last, line, usual, beyond=beyond))
            if not place:
                starts.append((text.length, f"page {number}"))
            text.add(line.text)
            last, usual = line, lengths[place]
    whole = text.whole
    places = pairwise([*starts, (len(whole), "")])
    parts = tuple(Part(start, end, name) for (start, name), (end, _) in places if start < end)
    return Laid(whole, parts, tuple(sorted(running)))


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The lines, digits as "#", that stand in the margins of most pages; none where there is but one page."""
    times = Counter(key for page in pages for key in {_key(line) for line in _margins(page)})
    least = max(2, _ON_MOST * sum(1 for page in pages if page))
    return frozenset(key for key, number in times.items() if number >= least)


def _furniture(page: Sequence[Line], number: int, running: frozenset[str]) -> list[Line]:
    """The lines of a page's margins that are running ones, or the number of that page."""
    return [line for line in _margins(page) if _key(line) in running or _is_number(line.text, number)]


def _margins(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return by_height[:_MARGIN] + by_height[-_MARGIN:]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _is_number(text: str, number: int) -> bool:
    found = _PAGE_NUMBER.fullmatch(text.strip())
    return found is not None and (found["page"] is not None or found["of"] is not None or int(found["number"]) == number)


def _usual_lengths(page: Sequence[Line], leading: Mapping[int, float]) -> list[int]:
    """How long a full line is where each line stands, in code points: as long as nine of ten are at most of those around it."""
    blocks: list[list[Line]] = []
    for line in page:
        above = blocks[-1][-1] if blocks else None
        if above is None or not _is_near(above, line, leading):
            blocks.append([])
        blocks[-1].append(line)
    usual = (sorted(len(line.text) for line in block)[ceil(0.9 * (len(block) - 1))] for block in blocks)
    return [length for length, block in zip(usual, blocks, strict=True) for _ in block]


def _is_near(above: Line, below: Line, leading: Mapping[int, float]) -> bool:
    """Say whether a line stands below another at the usual distance."""
    alike = abs(above.size - below.size) <= _SAME_SIZE
    return alike and 0 < above.y - below.y <= _LEADING * leading.get(round(below.size), 0.0)


def _usual_leading(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The commonest distance of two lines of each size, in points; of two as common ones the smaller."""
    gaps: dict[int, Counter[float]] = {}
    for above, below in (pair for page in pages for pair in pairwise(page)):
        if abs(above.size - below.size) <= _SAME_SIZE and 0 < above.y - below.y < 3 * above.size:
            gaps.setdefault(round(below.size), Counter())[round(2 * (above.y - below.y)) / 2] += 1
    return {size: min(found, key=lambda gap: (-found[gap], gap)) for size, found in gaps.items()}


def _goes_on(above: Line, below: Line, usual: int, *, beyond: bool) -> bool:
    """Say whether a line goes on in the one that is read next, which stands `beyond` where the page or column ends."""
    if abs(above.size - below.size) > _SAME_SIZE or _BULLET.match(below.text) or (_ROW.search(above.text) and _ROW.search(below.text)):
        return False
    small = below.text[:1].islower()
    if _HYPHEN.search(above.text) and small:
        return True
    full = len(above.text) >= _SHORT and len(above.text) + 1 + len(below.text.split(maxsplit=1)[0]) >= _FULL * usual
    ended = _TERMINAL.search(above.text) is not None
    if ended and (beyond or below.x > above.x + _INDENT * above.size):
        return False
    return full or (small and not ended)


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
        hyphen = _HYPHEN.search(last)
        if hyphen is None:
            if not last.endswith("—"):
                self.add(" ")
        elif self._is_of_the_line(hyphen, following):
            self._chunks[-1] = last[: hyphen.start("mark")]
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
