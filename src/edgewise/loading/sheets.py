"""Sheets: what a file of rows holds, whatever its format, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

HEAD = 20  # rows in which a header is looked for: tables often begin with a title or a note
COLUMNS = 2_000  # of one table; what has more was not made to be read by people
_WORDS = re.compile(r"[^\W_]+")

Row = tuple[int, list[str] | str]
"""A row's number, as a spreadsheet or an editor shows it, and its cells; or in their place why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. `rows` gives its rows from the first on, each time it is called, header and all; empty ones are left out.

    `name` is "" where a file holds one. `unit` is what its rows are called ("row", "line"). `trimmed`: its rows leave out the empty cells
    at their ends; else a row that has fewer cells than the header is broken, as one that has more always is.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    unit: str = "row"
    notes: tuple[str, ...] = ()
    trimmed: bool = False

    def head(self) -> list[tuple[int, list[str]]]:
        """Return the first rows that can be read, among which the header is; one of more cells than a table has columns is none."""
        return [(number, cells) for number, cells in islice(self.rows(), HEAD) if not isinstance(cells, str) and len(cells) <= COLUMNS]


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file of tables holds: at least one."""

    sheets: tuple[Sheet, ...]
    inside: str = ""


def columns_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what the columns are called: what stands twice gets a number ("Name (2)"), what has no name its letter ("column E")."""
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split()) or unnamed(place)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def column_key(name: str) -> str:
    """Return the key under which names of columns are compared: case, spaces, "_" and signs aside."""
    return " ".join(_WORDS.findall(name.casefold())) or name.casefold()


def unnamed(place: int) -> str:
    """Return what a column without a name is called: "column E"."""
    return f"column {letter(place)}"


def letter(place: int) -> str:
    """Return how a spreadsheet calls the column at a place, from 0 on: A, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
