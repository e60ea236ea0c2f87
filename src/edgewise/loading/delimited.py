"""CSV and its kin: which sign parts the cells, in which encoding, and the rows one by one, also past what is broken.

Nothing but the file's own bytes is held in memory. A quotation mark that nothing closes would swallow the rest of the file: the row
that it stands in is given up, and reading goes on with the next line.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from ..errors import DocumentError
from .decoding import decode
from .sheets import Row, Sheet

_UTF_8 = "utf-8-sig"  # with its byte order mark or without
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CHUNK = 1024 * 1024  # bytes
_LINES = 2_000  # with letters beyond ASCII, which tell an encoding
_DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024  # bytes that are looked at for what parts the cells
_ROWS = 60  # of these
_GIVE_UP = 1_000  # rows with broken quotation: each may cost a whole cell's length, and the file is no table
_SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n?")  # a first line that tells Excel, and that Excel does not show


def sheet(data: bytes, suffix: str) -> Sheet:
    """Return the one table of a delimited file. Raises DocumentError where it is empty or no text."""
    if not data.strip():
        raise DocumentError("is empty")
    if data.startswith(b"PK\x03\x04"):
        raise DocumentError("is a ZIP or a spreadsheet, not comma-separated values; give it its own suffix, as .xlsx")
    wide = next((encoding for mark, encoding in _WIDE if data.startswith(mark)), None)
    zeros = 0 if wide else data.count(0)
    if zeros * 20 > len(data):
        raise DocumentError("is not text: it is full of NUL")
    encoding, damaged = (wide, False) if wide else _encoding(data)
    notes: tuple[str, ...] = () if encoding == _UTF_8 else (f"read as {encoding}",)
    notes += (f"{zeros} NUL left out",) if zeros else ()
    sample = data[:_SAMPLE].decode(encoding, "ignore")
    told = _SEPARATOR.match(sample)
    delimiter = told[1] if told else _delimiter(sample.replace("\0", ""), suffix)
    rows = partial(_rows, data, encoding, delimiter, skip=bool(told), zeros=bool(zeros))
    return Sheet("", partial(_undamaged, rows) if damaged else rows, notes=notes)


def _encoding(data: bytes) -> tuple[str, bool]:
    """What the bytes are text in, and whether some of them are not: the rows that those stand in are lost, and the rest is read.

    Raises DocumentError where they could be several things.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError:
            break
    else:
        return _UTF_8, False
    lines = list(islice((line for line in io.BytesIO(data) if not line.isascii()), _LINES))
    good = sum(_is_utf_8(line) for line in lines)
    if good * 2 > len(lines):
        return _UTF_8, True
    try:
        return decode(b"\n" + b"".join(lines)).encoding.lower(), False  # what looks like a mark stands within the file and is none
    except DocumentError as problem:
        number = next(number for number, line in enumerate(io.BytesIO(data), 1) if not _is_utf_8(line))
        raise DocumentError(f"is not UTF-8 on line {number}, and could be several other things; save it as UTF-8") from problem


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _undamaged(rows: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    for number, cells in rows():
        damaged = not isinstance(cells, str) and any("\ufffd" in cell for cell in cells)
        yield number, "has bytes that are not UTF-8" if damaged else cells


def _delimiter(sample: str, suffix: str) -> str:
    """What parts the cells: the sign with which most rows have equally many, and of these the one that makes most cells."""
    lines = sample.splitlines(keepends=True)
    lines = lines[:-1] or lines  # the last may be cut
    best, sign = (0.0, 1), "\t" if suffix == ".tsv" else ","
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(cells) for cells in islice(csv.reader(lines, delimiter=delimiter), _ROWS) if cells)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        found = (times / max(widths.total(), 1), width)
        if width > 1 and (found > best or (delimiter == sign and found >= best)):
            best, sign = found, delimiter
    return sign


class _Lines:
    """The lines of a file for one who may want to read some again. `taken` are those given since it was cleared; `ended`: all were."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            try:
                line = next(self._lines)
            except StopIteration:
                self.ended = True
                raise
        self.taken.append(line)
        return line

    def give_again(self) -> None:
        """Give all that was taken once more, but for the first line."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.taken.clear()
        self.ended = False


def _rows(data: bytes, encoding: str, delimiter: str, *, skip: bool, zeros: bool) -> Iterator[Row]:
    text: Iterable[str] = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    if zeros:
        text = (line.replace("\0", "") for line in text)
    lines = _Lines(islice(text, int(skip), None))
    number = broken = 0
    while not lines.ended:
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                if lines.ended or (len(lines.taken) > 1 and not _closed(lines.taken, delimiter)):
                    break
                lines.taken.clear()
                number += 1
                if any(cells):
                    yield number, cells
            else:
                return
        except csv.Error:
            pass  # a cell longer than any: what closes the quotation is far away, if anywhere
        number += 1
        broken += 1
        if broken > _GIVE_UP:
            raise DocumentError(f"more than {_GIVE_UP:,} rows have a quotation mark that nothing closes, the last row {number}")
        yield number, "a quotation mark opens and nothing closes it, or a cell is too long"
        lines.give_again()


def _closed(lines: list[str], delimiter: str) -> bool:
    """Whether lines that were read as one row are one: each quotation is closed where a cell ends."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
