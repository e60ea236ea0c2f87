"""What stands around the text of printed pages: running heads, page numbers. It is left out, so that it cuts no sentence in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SAME_SIZE = 0.6  # points between sizes of one paragraph's type
_LEADING = 1.35  # of the usual distance of lines: more begins a paragraph
_MARGIN = 3  # lines at the top and at the bottom of a page that may be running ones
_SAME_PLACE = 4.0  # points within which a running line stands at one height
_ON_MOST = 0.5  # share of the pages on which a running line stands
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"^\W{0,3}(?:page\s+)?(\d{1,5})\b|\b(\d{1,5})(?:\s*(?:of|/)\s*\d{1,5})?\W{0,3}$", re.IGNORECASE)
_ONLY_A_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page: points from the left and from the bottom, and the size of its type in points."""

    text: str
    x: float
    y: float
    size: float


def are_near(one: Line, other: Line, leading: Mapping[int, float]) -> bool:
    """Say whether one of two lines stands below the other at the usual distance."""
    alike = abs(one.size - other.size) <= SAME_SIZE
    return alike and 0 < abs(one.y - other.y) <= _LEADING * leading.get(round(other.size), 0.0)


def usual_leading(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The commonest distance of two lines of each size, in points; of two as common ones the smaller."""
    gaps: dict[int, Counter[float]] = {}
    for above, below in (pair for page in pages for pair in pairwise(page)):
        if abs(above.size - below.size) <= SAME_SIZE and 0 < above.y - below.y < 3 * above.size:
            gaps.setdefault(round(below.size), Counter())[round(2 * (above.y - below.y)) / 2] += 1
    return {size: min(found, key=lambda gap: (-found[gap], gap)) for size, found in gaps.items()}


def without_furniture(pages: Sequence[Sequence[Line]], leading: Mapping[int, float]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """Return the pages without what runs on from page to page, and that, sorted, digits as "#".

    It is set apart at the top or bottom of a page, and either stands on most pages or carries the page's number: as counted, or as far
    ahead of that as on most pages.
    """
    margins = [_margins(page, leading) for page in pages]
    times = Counter(key for margin in margins for key in {_key(line) for line in margin})
    ahead = Counter(given - number for number, margin in enumerate(margins, 1) for given in {n for line in margin for n in _numbers(line)})
    most = max(2, _ON_MOST * sum(1 for page in pages if page))
    offsets = {offset for offset, count in ahead.items() if count >= most}
    left_out: set[str] = set()
    kept: list[list[Line]] = []
    for number, (page, margin) in enumerate(zip(pages, margins, strict=True), 1):
        running = [line for line in margin if times[_key(line)] >= most]
        numbered = [line for line in margin if _is_number(line, number, offsets, again=times[_key(line)] > 1)]
        left_out.update(_key(line)[0] for line in (*running, *numbered))
        kept.append([line for line in page if line not in running and line not in numbered])
    return kept, tuple(sorted(left_out))


def _margins(page: Sequence[Line], leading: Mapping[int, float]) -> list[Line]:
    """The few lines at the top and at the bottom of a page that are set apart from what lies between."""
    found: list[Line] = []
    few = min(_MARGIN, max(1, len(page) // 3))
    for lines in (sorted(page, key=lambda line: -line.y), sorted(page, key=lambda line: line.y)):
        inward = enumerate(pairwise(lines), 1)
        apart = [place for place, (outer, inner) in inward if place <= few and not are_near(outer, inner, leading)]
        found += lines[: max(apart)] if apart else lines if len(lines) == 1 else []
    return found


def _key(line: Line) -> tuple[str, int]:
    """What is the same of a running line on every page: its words, digits as "#", and its height."""
    return _DIGITS.sub("#", line.text), round(line.y / _SAME_PLACE)


def _numbers(line: Line) -> Iterator[int]:
    """The numbers that a line begins and ends with, one of which may be the page's."""
    for found in _NUMBER.finditer(line.text):
        yield int(found[1] or found[2])


def _is_number(line: Line, number: int, offsets: Collection[int], *, again: bool) -> bool:
    """Say whether a line is the number of its page, or carries it beside words that stand in a margin `again`."""
    alone = _ONLY_A_NUMBER.fullmatch(line.text) is not None
    return (alone or again) and any(given - number in offsets or (alone and given == number) for given in _numbers(line))
