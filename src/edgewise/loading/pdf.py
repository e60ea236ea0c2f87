"""PDF, read with pypdf: its text, page by page, and what the file says of itself."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from math import hypot
from typing import Any

from ..errors import DocumentError
from .extras import needed
from .formats import Piece
from .furniture import Line
from .pages import laid
from .properties import declared

PAGES = 5_000  # of one file
SECONDS = 300  # of the processor, for one file
PAGE_SECONDS = 3  # of the processor, for one page: a hundred times what a page of text takes
SLOW = 3  # pages of one file that may take longer
_LETTERS = 20  # a file with fewer holds no text, only pictures of it
_BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": 16_000_000, "lzw_maximum_output_length": 16_000_000, "run_length_maximum_output_length": 16_000_000,
    "stream_decoding_work_maximum_length": 64_000_000, "stream_parsing_work_maximum_count": 500_000,
}  # fmt: skip
"""What the library may unpack of one stream, in bytes, and take apart, in words and signs: a page of text has some thousands."""
_OPERATIONS = 64  # between two looks at the clock
_SHOWN = 5  # page numbers or running lines that a note lists
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufffd]")
_DAY = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what is wrong in a file is said of the file, not printed


def pieces(data: bytes, suffix: str) -> Iterator[Piece]:
    """Yield the text of a PDF, its pages as parts. Running heads and page numbers are left out, and a note says so.

    Raises DocumentError where it is broken, locked, only pictures, or longer than `PAGES` or `SECONDS`; a page that cannot be read is
    left out, and a note says so.
    """
    with needed("pypdf", "a PDF"):
        from pypdf import apply_configuration
    with apply_configuration(**_BOUNDS):
        piece = _piece(_opened(data))
    yield piece


def _piece(reader: Any) -> Piece:
    pages: list[list[Line]] = []
    broken: list[int] = []
    known: dict[Any, list[Line]] = {}  # a page that stands twice is read once
    slow = 0
    started = time.process_time()
    for number, page in enumerate(_pages(reader), 1):
        began = time.process_time()
        key = page.indirect_reference and page.indirect_reference.idnum
        try:
            if key not in known:
                known[key] = _lines(page)
            pages.append(known[key])
        except Exception:  # whatever a damaged page makes the library raise, the others are read
            pages.append([])
            broken.append(number)
        now = time.process_time()
        slow += now - began > PAGE_SECONDS
        if now - started > SECONDS or slow > SLOW:
            raise DocumentError(f"takes too long: {now - started:.0f} s up to page {number} of {_count(reader)}; split it")
    found = laid(pages)
    empty = [number for number, page in enumerate(pages, 1) if not page and number not in broken]
    if sum(map(str.isalpha, found.text)) < _LETTERS:
        raise DocumentError(_nothing(len(pages), len(broken)))
    return Piece(found.text, _declared(reader), parts=found.parts, notes=tuple(_notes(broken, empty, found.left_out)))


def _opened(data: bytes) -> Any:
    import pypdf

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except pypdf.errors.DependencyError as problem:
        raise DocumentError("is encrypted, which takes one more library: pip install 'edgewise[documents]'") from problem
    except Exception as problem:  # whatever a damaged file makes the library raise
        raise _damaged(problem) from problem
    if locked:
        raise DocumentError("is locked with a password; save a copy without one, as with: qpdf --decrypt --password=... IN.pdf OUT.pdf")
    return reader


def _pages(reader: Any) -> Iterator[Any]:
    count = _count(reader)
    if count > PAGES:
        raise DocumentError(f"has {count:,} pages; the limit is {PAGES:,}; split it, as with: qpdf --split-pages={PAGES} IN.pdf OUT.pdf")
    try:
        yield from reader.pages
    except Exception as problem:  # as above
        raise _damaged(problem) from problem


def _count(reader: Any) -> int:
    try:
        return len(reader.pages)
    except Exception as problem:  # as above
        raise _damaged(problem) from problem


def _damaged(problem: Exception) -> DocumentError:
    what = " ".join(str(problem).split())[:200] or type(problem).__name__
    return DocumentError(
        f"is no PDF that can be read: {what}; open it in a viewer and save it anew, or repair it with: qpdf IN.pdf OUT.pdf"
    )


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order in which they are drawn, which is that of reading in nearly all files."""
    lines: list[Line] = []
    pending: list[tuple[str, float, float, float]] = []

    def end() -> None:
        text = " ".join("".join(words for words, *_ in pending).split())
        if text:
            _, x, y, _ = next(one for one in pending if one[0].strip())
            size = max(pending, key=lambda one: len(one[0].strip()))[3]
            lines.append(Line(text, x, y, size))
        pending.clear()

    def met(words: str, outer: list[float], inner: list[float], font: object, size: float) -> None:
        if not words:
            return
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        scale = hypot(inner[2], inner[3]) * hypot(outer[2], outer[3])
        for place, part in enumerate(_plain(words).split("\n")):
            if place:
                end()
            if part:
                pending.append((part, x, y, round(size * scale, 1)))

    page.extract_text(visitor_text=met, visitor_operand_before=_watch())
    end()
    return lines


def _plain(words: str) -> str:
    return _NO_CHARACTER.sub("", words.translate(_LIGATURES))


def _watch() -> Callable[..., None]:
    """A visitor that stops a page which takes too long."""
    started = time.process_time()
    seen = 0

    def look(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen % _OPERATIONS == 0 and time.process_time() - started > PAGE_SECONDS:
            raise DocumentError("this page takes too long")

    return look


def _declared(reader: Any) -> dict[str, str]:
    try:
        told = {key: str(value) for key, value in (reader.metadata or {}).items() if value is not None}
    except Exception:  # a damaged part of the file that is not needed to read it
        return {}
    day = _DAY.match(told.get("/CreationDate", ""))
    return declared(told.get("/Title"), told.get("/Author"), "-".join(day.groups()) if day else None)


def _nothing(pages: int, broken: int) -> str:
    if broken == pages:
        return "none of its pages can be read; open it in a viewer and save it anew"
    return f"holds no text: {_counted(pages, 'page')} of pictures, perhaps a scan; make one with text, as with: ocrmypdf IN.pdf OUT.pdf"


def _notes(broken: list[int], empty: list[int], left_out: tuple[str, ...]) -> Iterator[str]:
    if broken:
        yield f"{_named(broken)} cannot be read and {'is' if len(broken) == 1 else 'are'} left out"
    if empty:
        hold = "holds" if len(empty) == 1 else "hold"
        yield f"{_named(empty)} {hold} no text; if scanned, make one with text: ocrmypdf --skip-text IN.pdf OUT.pdf"
    if left_out:
        shown = ", ".join(repr(line if len(line) <= 60 else line[:59] + "…") for line in left_out[:_SHOWN])
        yield f"left out as running lines and page numbers: {shown}{' and more' if len(left_out) > _SHOWN else ''}"


def _named(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
