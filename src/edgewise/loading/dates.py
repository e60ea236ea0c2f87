"""Dates as documents write them, to EDTF. What could mean two days ("3/4/2018") or none is not guessed at."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = {name: n for n, month in enumerate(_MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)
_NUMERIC = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<quality>[?~%])?", re.ASCII)
_DECADE = re.compile(r"(\d{3})0s", re.ASCII)
_CLOCK = re.compile(r"(?<=\d)[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?$")


def edtf(written: str) -> str | None:
    """Return a date as EDTF ("February 1, 2026" gives "2026-02-01"), or None where it is no one day, month or year.

    A decade ("1980s") is "198X". EDTF's own forms pass: a year, month or day, each with "?", "~" or "%", and two of them
    joined by "/" when in order. A time of day is dropped. A day that no calendar has ("February 30, 2018") gives None.
    """
    text = _CLOCK.sub("", written.strip())
    first, slash, last = text.partition("/")
    if slash:
        ends = _numeric(first), _numeric(last)
        return text if ends[0] and ends[1] and first[:10] <= last[:10] else None
    decade = _DECADE.fullmatch(text)
    return f"{decade[1]}X" if decade else _numeric(text) or _in_words(text)


def _numeric(text: str) -> str | None:
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if (part := found[name]) else None for name in ("year", "month", "day"))
    return text if year is not None and _stands_in_the_calendar(year, month, day) else None


def _in_words(text: str) -> str | None:
    for pattern in _WORDS:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        year, month = int(found["year"]), _NUMBERS[found["month"].lower()]
        day = int(found["day"]) if "day" in pattern.groupindex else None
        if not _stands_in_the_calendar(year, month, day):
            return None
        return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"
    return None


def _stands_in_the_calendar(year: int, month: int | None, day: int | None) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return month != 0 and day != 0
