"""The passages of a document: its sentences, headings and bullets, in order, with what is masked left out.

A passage is `[start, end)` of `Document.text`, without outer white space. Nothing is changed: whatever stands in a passage stands in
the document. A title inside the front matter is a passage too (`is_title`), the first, where its words can be found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Document

FRONT_MATTER = "front matter"  # the rule of a mask in which the title is looked for

# One typographic mark to one plain mark, so that offsets stay: what comes out has the length of what went in.
_PLAIN = str.maketrans({
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\u200b": " ", "\ufeff": " ",
    "’": "'", "‘": "'", "‚": "'", "‛": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‑": "-", "‐": "-", "–": "-", "−": "-", "…": ".", "•": "*", "·": "*",
})  # fmt: skip

_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(r"""(?<=[.!?])(?:\[\d{1,3}\]|["')\]])*\s+(?=["'(\[]*[A-ZÀ-Þ0-9])""")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Cpl|Spc|Pfc|Jr|Sr|St|Bros|Inc|Corp|Co|Ltd|Prof|Rev|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z])\.[\"')\]]*$"
)
_MAY_END = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Jr|Sr|U\.S|D\.C|U\.K)\.$")  # abbreviations that a sentence can end on ...
_OPENER = re.compile(r"\s*[\"']?(?:The|In|On|It|He|She|They|This|A|An|But|And)\b")  # ... when one of these follows
_CONTINUES = re.compile(r"[A-Za-z\"'(0-9$]")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_LIST_MARK = re.compile(r"\s*(?:[-*#>]+\s+)+")
_LONGEST_ABBREVIATION = 12
_WRAPPED = 60  # a line at least this long (code points) that ends on no mark goes on in the next one
LONGEST = 2_000  # code points of a passage: four times the longest that we met; what goes on without a full stop is cut, at a mark or space
_CUTS = ("; ", ": ", ", ", " ", "\n")
_SMALL = re.compile(r".* (?=[a-zß-ÿ])", re.DOTALL)  # up to a small word, before which no name is cut in two
_SPACE = re.compile(r"\s*")
_HEADING = 14  # a line of fewer words than this that ends on no mark is a heading


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, heading, bullet or title, `[start, end)`. A question yields no claims, a heading only names.

    `is_part`: of what goes on longer than a sentence does, so that what it says may be taken back where it was cut off.
    """

    start: int
    end: int
    is_title: bool = False
    is_heading: bool = False
    is_question: bool = False
    is_part: bool = False


def plain(text: str) -> str:
    """Return the text with typographic quotes, dashes and spaces as plain ones, each code point at its place."""
    return text if text.isascii() else text.translate(_PLAIN)


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document in order of the text; () when there is nothing but masks and white space."""
    text = plain(document.text)
    found = list(_titles(document, text))
    for start, end in _unmasked(document):
        for first, last in _paragraphs(text, start, end):
            for a, b in _sentences(text, first, last):
                parts = [trimmed for c, d in stretches(text, a, b, LONGEST) if (trimmed := _trim(text, c, d))]
                found.extend(_passage(text, *part, is_part=b - a > LONGEST) for part in parts)
    return tuple(found)


def _unmasked(document: Document) -> Iterator[tuple[int, int]]:
    here = 0
    for mask in document.masks:
        if mask.start > here:
            yield here, mask.start
        here = max(here, mask.end)
    if here < len(document.text):
        yield here, len(document.text)


def _titles(document: Document, text: str) -> Iterator[Passage]:
    words = plain(document.title or "").split() if len(document.title or "") <= LONGEST else []
    for mask in document.masks:
        if words and mask.rule == FRONT_MATTER:
            place = _find_words(text, words, mask.start, mask.end)
            if place is not None:
                yield Passage(*place, is_title=True, is_heading=True, is_question=text[place[1] - 1] == "?")
            return


def _find_words(text: str, words: list[str], start: int, end: int) -> tuple[int, int] | None:
    """Return where the words stand one after the other, whatever white space is between (a folded YAML title)."""
    first = text.find(words[0], start, end)
    while first >= 0:
        here = first
        for word in words:
            while here < end and text[here].isspace():
                here += 1
            if not text.startswith(word, here, end):
                break
            here += len(word)
        else:
            return first, here
        first = text.find(words[0], first + 1, end)
    return None


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield lines, those of hard-wrapped prose joined, so that headings and bullets never glue to prose."""
    pending: tuple[int, int] | None = None
    for line in _LINE.finditer(text, start, end):
        first, last = line.span()
        if pending is not None:
            if _wrapped(text, *pending) and pending[1] + 1 == first and _CONTINUES.match(text, first):
                pending = (pending[0], last)
                continue
            yield pending
        pending = (first, last)
    if pending is not None:
        yield pending


def _wrapped(text: str, first: int, last: int) -> bool:
    begin = max(first, text.rfind("\n", first, last) + 1)
    return last - begin >= _WRAPPED and text[last - 1] not in '.:!?"'


def _sentences(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for gap in _BREAK.finditer(text, first, last):
        before = text[max(begin, gap.start() - _LONGEST_ABBREVIATION) : gap.start()]
        if _MAY_END.search(before):
            if not _OPENER.match(text, gap.end()):
                continue
        elif _ABBREVIATION.search(before):
            continue
        yield begin, gap.end()
        begin = gap.end()
    yield begin, last


def stretches(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield `[start, end)` in stretches no longer than that, each ending where a clause does, else a word, else where it must."""
    while start < end:
        last = _cut(text, start, end, longest)
        yield start, last
        start = _SPACE.match(text, last, end).end()  # type: ignore[union-attr]  # it matches nothing, too


def _cut(text: str, start: int, end: int, longest: int) -> int:
    limit = start + longest
    if end <= limit:
        return end
    small = _SMALL.match(text, start + 1, limit)
    for mark in _CUTS:
        if mark == " " and small is not None:
            return small.end() - 1
        place = text.rfind(mark, start + 1, limit)
        if place > start:
            return place + len(mark.rstrip())
    return limit


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch without list marks and outer white space; None where it holds no letter ("1.", "---")."""
    mark = _LIST_MARK.match(text, start, end)
    if mark:
        start = mark.end()
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    end -= len(body) - len(body.rstrip())
    return (start, end) if _LETTER.search(text, start, end) else None


def _passage(text: str, start: int, end: int, *, is_part: bool) -> Passage:
    closing = text[start:end].rstrip("\"')]* ")
    words = sum(1 for _ in _WORD.finditer(text, start, end))
    is_heading = text[end - 1] not in '.!?":' and words < _HEADING
    return Passage(start, end, is_heading=is_heading, is_question=closing.endswith("?"), is_part=is_part)
