"""Why a file is read as it is: which profiles were tried and what each of them lacks, and the first texts that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..errors import DocumentError
from .discover import Place, Unread
from .formats import FORMATS, TEXTS, Format, Found, Piece, format_of, reads_alike, suffix_of
from .profile import Profile
from .read import Loaded, read_file
from .recognise import lacks
from .sheets import Sheet, Sheets, columns_of
from .tables import lacks as table_lacks

DOCUMENTS = 3  # that are read of a file, to show what it would give


@dataclass(frozen=True, slots=True)
class Tried:
    """A profile and, for each of its matches, what kept it from holding; none for the one that reads the file."""

    profile: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What became of a file: the profiles tried, in their order, up to the one that matches, and its first texts.

    `tried` is of the first text in the file; none for a file of files. `format` is what it is read as, and `others` counts the profiles
    that read other formats. `more`: it holds more than is shown.
    """

    path: str
    format: str
    tried: tuple[Tried, ...] = ()
    others: int = 0
    found: tuple[Loaded | Unread, ...] = ()
    more: bool = False

    @property
    def profile(self) -> str | None:
        """The profile that matches; None where none does."""
        return next((one.profile for one in self.tried if not one.lacks), None)


def explain(place: Place, profiles: Sequence[Profile]) -> Explained:
    """Say how a file is read, from its first texts alone. What cannot be read is in `found`, with its reason."""
    format = _format(place.path, profiles)
    reading = [profile for profile in profiles if reads_alike(profile.read, format)]
    chosen = [profile for profile in reading if profile.name == place.profile] if place.profile else reading
    found = list(islice(read_file(place, profiles), DOCUMENTS + 1))
    tried: tuple[Tried, ...] = ()
    if not format.only_files and not all(isinstance(one, Unread) and one.locator is None for one in found):
        tried = tuple(_tried(_first(place.path, format), suffix_of(place.path), chosen, named=bool(place.profile)))
    return Explained(str(place.path), format.name, tried, len(profiles) - len(reading), tuple(found[:DOCUMENTS]), len(found) > DOCUMENTS)


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Return the tables of a file. Raises DocumentError where it holds none."""
    suffix = suffix_of(path)
    format = format_of(suffix)
    found = _first(path, format) if format is not None else None
    if not isinstance(found, Sheets):
        raise DocumentError(f"{path}: is no table; a profile is drafted of {', '.join(FORMATS['table'].suffixes)}")
    return found.sheets


def _format(path: Path, profiles: Sequence[Profile]) -> Format:
    suffix = suffix_of(path)
    naming = (FORMATS[profile.read] for profile in profiles if any(suffix in match.suffixes for match in profile.matches))
    return format_of(suffix) or next(naming, FORMATS[TEXTS[0]])


def _first(path: Path, format: Format) -> Found | None:
    """Return the first text or the tables in a file; None where there is none that can be read."""
    try:
        found = format.read(path.read_bytes(), suffix_of(path))
        return next((one for one in found if isinstance(one, Piece | Sheets)), None)
    except (DocumentError, OSError):
        return None  # whoever reads the file says why


def _tried(found: Found | None, suffix: str, profiles: Sequence[Profile], *, named: bool) -> Iterator[Tried]:
    """Yield the profiles in their order with what each lacks, up to the one that reads what was found."""
    for profile in profiles if found is not None else ():
        reasons = () if named else tuple(_lacking(found, suffix, profile))
        holds = len(reasons) < len(profile.matches)
        yield Tried(profile.name, () if holds else tuple(dict.fromkeys(reasons)))
        if holds:
            return


def _lacking(found: Found | None, suffix: str, profile: Profile) -> Iterator[str]:
    """Yield what each match of a profile lacks; nothing for one that holds."""
    for match in profile.matches:
        if isinstance(found, Piece):
            reason = lacks(match, suffix, found.declared, found.text[found.body :])
        else:
            rows = [columns_of(cells) for sheet in found.sheets for _, cells in sheet.head()] if isinstance(found, Sheets) else []
            reasons = [table_lacks(match, suffix, columns) for columns in rows]
            reason = None if None in reasons else min((one for one in reasons if one), key=len, default="the table is empty")
        if reason is not None:
            yield reason
