"""From the rows of a table to texts with what they state: a row is a passage, and its cells say who and what it is about.

A table becomes texts of `ROWS` rows each, so that a text stays small and a table that grew is read anew only at its end. What cannot
be read costs its row, or its detail, and a note says which. All of the text is masked: it is data, and read as that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ..model import Mask, Part
from .cells import Notes, all_clean, clean
from .formats import Piece
from .layout import BETWEEN, Layout, layout
from .mapping import TableMapping
from .sheets import Row, Sheet
from .stating import Line, draft, named, names_of, proposals

ROWS = 500  # of one text
MASK = "table"  # the rule that the masks name
VERSION = "table@1"  # of who reads what a table states


@dataclass(frozen=True, slots=True)
class Header:
    """The number of the row that a sheet's header is, and what it calls the columns."""

    number: int
    columns: tuple[str, ...]


def pieces(sheet: Sheet, header: Header, mapping: TableMapping, profile: str) -> Iterator[Piece]:
    """Yield the texts of a table, in the order of its rows; none where there is nothing below its header.

    Raises DocumentError where the mapping's columns are not there, and in the middle of a sheet that cannot be read to its end.
    """
    places = layout(header.columns, mapping, profile)
    notes = (*sheet.notes, *places.notes)
    below = (row for row in sheet.rows() if row[0] > header.number)
    begin = header.number + 1
    for number, block in groupby(below, key=lambda row: (row[0] - begin) // ROWS):
        inside = f"{sheet.name} from {sheet.unit} {begin + number * ROWS}".strip()
        yield _piece(block, sheet, places, mapping, inside, notes)
        notes = ()


def _piece(block: Iterator[Row], sheet: Sheet, places: Layout, mapping: TableMapping, inside: str, before: tuple[str, ...]) -> Piece:
    """Return the text of some rows with all that they state."""
    notes = Notes(sheet.unit)
    nobody = frozenset(one.strip().casefold() for one in mapping.nobody)
    lines: list[Line] = []
    start = 0
    for number, cells in block:
        line = _line(number, cells, start, sheet, places, nobody, notes)
        if line is not None:
            lines.append(line)
            start += len(line.text) + 1
    names = names_of(lines, notes)
    stated = tuple(proposal for line in lines for proposal in proposals(line, places, names, notes))
    text = "".join([f"{line.text}\n" for line in lines])
    unit = f"{sheet.name} {sheet.unit}".strip()
    return Piece(
        text,
        declared=mapping.source,
        inside=inside,
        masks=(Mask(0, len(text), MASK),) if text else (),
        parts=tuple(Part(line.start, line.start + len(line.text), f"{unit} {line.number}") for line in lines),
        notes=(*before, *notes.all()),
        state=partial(draft, lines, places, names, stated),
        stated_by=f"{VERSION}~{mapping.edition}",
    )


def _line(
    number: int, cells: list[str] | str, start: int, sheet: Sheet, places: Layout, nobody: frozenset[str], notes: Notes
) -> Line | None:
    """Return a row as a line of the text, with what it names; None where it is broken or holds nothing that is shown."""
    if isinstance(cells, str):
        notes.add(f"{cells}; left out", number)
        return None
    width = places.width
    if len(cells) != width:
        if sheet.trimmed:
            if len(cells) > width:
                notes.add("has cells beyond the header's columns, which are left out", number)
            cells = [*cells[:width], *[""] * (width - len(cells))]
        elif len(cells) < width or any(cells[width:]) or not places.closed:
            notes.add(f"has {len(cells)} cells where the header has {width}; left out", number)
            return None
    values = [cells[place] for place in places.shown]
    if not all_clean(values):
        values = [clean(value) for value in values]
    starts = []
    at = start - len(BETWEEN)
    for value, length in zip(values, places.lengths, strict=True):
        if value:
            at += length
            starts.append(at)
            at += len(value)
        else:
            starts.append(at)
    shown = [label + value for label, value in zip(places.labels, values, strict=True) if value]
    if not shown:
        return None
    line = Line(number, start, BETWEEN.join(shown), values, starts)
    line.named = named(line, places, nobody, notes)
    return line
