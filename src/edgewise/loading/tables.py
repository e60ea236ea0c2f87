"""Which profile reads a table: the first, by their order, whose columns are all in one of the table's first rows, its header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import DocumentError
from .formats import Piece, Skipped
from .layout import close_columns, listed
from .profile import TABLE, Match, Profile
from .recognise import lacks_suffix
from .rows import Header, pieces
from .sheets import COLUMNS, Sheet, Sheets, column_key, columns_of

_FEW = 12  # columns that a message shows


def texts_of(found: Sheets, suffix: str, profiles: Sequence[Profile], *, named: bool = False) -> Iterator[tuple[Piece, Profile] | Skipped]:
    """Yield the texts of all sheets that a profile knows, and what is left out of the others.

    `named`: the one profile was named for the file. Raises DocumentError where no sheet is known, with the columns that are nearly right.
    """
    known = [(sheet, header_of(sheet, suffix, profiles, named=named)) for sheet in found.sheets]
    if not any(header for _, header in known):
        raise DocumentError(unknown_columns(found, suffix, profiles))
    for sheet, header in known:
        if header is None:
            yield Skipped(sheet.name, f"no profile knows its columns: {listed(columns_shown(sheet), _FEW)}")
            continue
        profile, columns = header
        assert profile.table is not None  # a profile that reads tables has one
        yield from ((piece, profile) for piece in pieces(sheet, columns, profile.table, profile.name))


def header_of(sheet: Sheet, suffix: str, profiles: Sequence[Profile], *, named: bool = False) -> tuple[Profile, Header] | None:
    """Return the profile that reads a sheet, and the sheet's header; None where no profile knows one of its first rows.

    A profile that was named reads the first row that has most of the columns it uses.
    """
    tables = [profile for profile in profiles if profile.read == TABLE]
    rows = [(number, columns_of(cells)) for number, cells in sheet.head()]
    for number, columns in rows:
        for profile in tables:
            if any(lacks(match, suffix, columns) is None for match in profile.matches):
                return profile, Header(number, columns)
    if not named or not tables or not rows:
        return None
    number, columns = max(rows, key=lambda row: (_used(tables[0], row[1]), -row[0]))
    return tables[0], Header(number, columns)


def lacks(match: Match, suffix: str, columns: Sequence[str]) -> str | None:
    """Return in words what keeps a match from holding for a table; None where it holds."""
    if (suffixes := lacks_suffix(match, suffix)) is not None:
        return suffixes
    keys = {column_key(name) for name in columns}
    missing = [names for names in match.columns if not keys.intersection(map(column_key, names))]
    if not missing:
        return None
    return "there is no column " + ", no ".join(f"{' or '.join(map(repr, names))}{close_columns(names, columns)}" for names in missing)


def columns_shown(sheet: Sheet) -> Sequence[str]:
    """Return the columns by the widest of a sheet's first rows, which is likely its header; none where it is empty."""
    rows = [columns_of(cells) for _, cells in sheet.head()]
    return max(rows, key=len, default=())


def unknown_columns(found: Sheets, suffix: str, profiles: Sequence[Profile]) -> str:
    """Return in words that no profile knows a table, which comes nearest, and what to type next."""
    columns = max((columns_shown(sheet) for sheet in found.sheets), key=len, default=())
    if not columns:
        return f"is empty, or none of its first rows can be read as a header of at most {COLUMNS:,} columns"
    matches = [(profile, match) for profile in profiles for match in profile.matches if profile.read == TABLE]
    nearest = max(matches, key=lambda one: _share(one[1], columns), default=None)
    near = f"; nearest is {nearest[0].name}: {lacks(nearest[1], suffix, columns)}" if nearest and _share(nearest[1], columns) else ""
    return f"no profile knows its columns, {listed(columns, _FEW)}{near}; write a profile for it with: edgewise profile --draft FILE"


def _share(match: Match, columns: Sequence[str]) -> float:
    keys = {column_key(name) for name in columns}
    return sum(bool(keys.intersection(map(column_key, names))) for names in match.columns) / max(len(match.columns), 1)


def _used(profile: Profile, columns: Sequence[str]) -> int:
    keys = {column_key(name) for name in columns}
    assert profile.table is not None
    return len({key for _, names in profile.table.uses() for name in names if (key := column_key(name)) in keys})
