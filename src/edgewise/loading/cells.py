"""What a cell says: a name or nobody's, a date, an amount; and the notes on what cells and rows could not say."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from .dates import edtf

_SHOWN = 5  # rows that a note names
_LONGEST = 2_000  # code points of a name; a cell that is longer names nobody
_AMOUNT = re.compile(
    r"(?:[A-Z]{1,3})?[^\w\s.,()-]?[ (-]*(?:[A-Z]{3} ?)?[^\w\s.,()-]?[ -]?"  # a currency, a sign
    r"\d(?:[\d.,'’ ]*\d)?\)?[^\w\s]? ?(?:[^\W\d_]{1,12}\.?)?(?: [A-Z]{3})?"
)
_NOBODY = re.compile(
    r"n/?a|none|nil|null|nan|unknown|not (?:available|applicable|provided|known|listed|specified)|no (?:name|vendor|data)|tb[dc]"
    r"|to be determined|redacted.*|withheld.*|confidential|anonymous|various|multiple(?: \w+)?|misc(?:ellaneous)?(?: foreign \w+)?"
    r"|others?|see .*|\(?b\)? ?\(?\d\)?.*"
)


class Notes:
    """What was left out of a table, and of which rows, in the order in which it was met."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._rows: dict[str, list[int]] = defaultdict(list)

    def add(self, what: str, number: int) -> None:
        rows = self._rows[what]
        if not rows or rows[-1] != number:
            rows.append(number)

    def all(self) -> tuple[str, ...]:
        """Return a note for each thing that was left out, with the first of its rows."""
        return tuple(f"{self._which(rows)}: {what}" for what, rows in self._rows.items())

    def _which(self, rows: Sequence[int]) -> str:
        shown = ", ".join(map(str, rows[:_SHOWN]))
        more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
        return f"{self._unit}{'s' * (len(rows) > 1)} {shown}{more}"


def all_clean(cells: Sequence[str]) -> bool:
    """Say whether all cells are shown as they are, as those of most rows are; never true where `clean` would change one."""
    row = f"|{'|'.join(cells)}|"
    return row.isprintable() and "  " not in row and "| " not in row and " |" not in row


def clean(cell: str) -> str:
    """Return what a cell shows, on one line: spaces and line ends as one space, no control characters."""
    value = " ".join(cell.split())
    if value.isprintable():
        return value
    return " ".join("".join(c for c in value if unicodedata.category(c) not in ("Cc", "Cs")).split())


def split(words: str, sign: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a cell between the signs, each with where it begins; empty ones are left out."""
    at = 0
    for part in words.split(sign):
        if part.strip():
            yield at + len(part) - len(part.lstrip()), part.strip()
        at += len(part) + len(sign)


@lru_cache(maxsize=5_000)
def names_nobody(words: str, also: frozenset[str] = frozenset()) -> bool:
    """Say whether a cell that should name somebody does not: "N/A", "REDACTED", a number, or one of `also` (in lower case)."""
    lower = words.casefold()
    plain = lower.strip("-.*[]<> ")
    return lower in also or not any(map(str.isalpha, plain)) or len(words) > _LONGEST or _NOBODY.fullmatch(plain) is not None


def is_amount(words: str) -> bool:
    """Say whether a cell holds one sum, with its currency or without: "1500000.00", "$1.5 million", "(200)", "EUR 3,000"."""
    return len(words) <= 40 and _AMOUNT.fullmatch(words) is not None


def date_of(words: str, formats: Sequence[str]) -> str | None:
    """Return the EDTF date of a cell, as documents write dates or in one of the formats; None where it is none."""
    for one in formats:
        try:
            return datetime.strptime(words, one).date().isoformat()
        except ValueError:
            continue
    return edtf(words)
