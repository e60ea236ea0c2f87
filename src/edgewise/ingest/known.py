"""What is known of files that were read: the digest of their bytes, and what was found in them, so that nobody reads them again.

Invariant: a file is passed over only where its bytes, what is declared of it and the code that reads it are what they were, and the
store's sources still hold, read by all who would read now, every document that was found in it. So nothing here has to be true of the
store: it may be deleted, be of another store, or come from before a crash, and costs time only.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..declared import load_text
from ..identity import identity
from ..loading import Place, Unread
from ..project import Project
from .steps import Read

FILE = "files.db"
BUSY_SECONDS = 5.0  # for another run to write what it knows
_LIBRARIES = (
    "lxml",
    "odfdo",
    "openpyxl",
    "pandas",
    "py3langid",
    "pypdf",
    "python-docx",
    "trafilatura",
    "warcio",
)  # that take texts out of files
_BUFFER = 1 << 20
_SCHEMA = """
CREATE TABLE IF NOT EXISTS file(
  locator TEXT PRIMARY KEY, edition TEXT NOT NULL, profile TEXT NOT NULL, digest TEXT NOT NULL, found TEXT NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was read to its end without a failure: the sha256 of its bytes, and what came of it, without records.

    `profile` is the one that its folder named for it, if any. The paths of what was skipped begin after its own.
    """

    locator: str
    profile: str
    digest: str
    found: tuple[Read | Unread, ...]


class KnownFiles:
    """The files that are known, kept in a folder; in none where that is None or cannot be written, and then none is ever known."""

    def __init__(self, folder: Path | None, edition: str) -> None:
        self._edition = edition
        self._connection = None if folder is None else _opened(folder / FILE)

    def get(self, locator: str, profile: str) -> KnownFile | None:
        """Return what is known of the file of that locator, read under this edition and profile; None where that is nothing."""
        sql = "SELECT digest, found FROM file WHERE locator = ? AND edition = ? AND profile = ?"
        with _forgiving():
            row = self._connection.execute(sql, (locator, self._edition, profile)).fetchone() if self._connection else None
            if row is not None:
                return KnownFile(locator, profile, row[0], tuple(_outcome(one) for one in json.loads(row[1])))
        return None

    def keep(self, files: Iterable[KnownFile]) -> None:
        """Keep what is known of files, in the place of what was."""
        rows = [(f.locator, self._edition, f.profile, f.digest, json.dumps([_data(one) for one in f.found])) for f in files]
        with _forgiving():
            if self._connection and rows:
                with self._connection:
                    self._connection.executemany("INSERT OR REPLACE INTO file VALUES(?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        if self._connection:
            self._connection.close()


def digest_of(place: Place) -> str | None:
    """Return the sha256 of a file's bytes; None where it cannot be read. Whoever reads it says why."""
    try:
        with place.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def edition_of(project: Project) -> str:
    """Return a digest of all that decides what is found in a file, beside who reads it: this code, what is declared, the libraries."""
    declared = sorted(path for folder in project.loaders for path in folder.glob("*.yaml"))
    return identity("files", project.edition, [load_text(path) for path in declared], _code(), [_version(name) for name in _LIBRARIES])


def _code() -> list[list[str | int]]:
    """What tells one installation of edgewise from another, and a checkout from itself after a change."""
    package = Path(__file__).parents[1]
    files = sorted(
        path for room in ("loading", "extract") for path in (package / room).rglob("*") if path.suffix in (".py", ".yaml", ".json")
    )
    return [[path.relative_to(package).as_posix(), status.st_size, status.st_mtime_ns] for path in files for status in [path.stat()]]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open the file, made where it is not there and made anew where it is none of ours."""
    for _ in range(2):
        with _forgiving():
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute(_SCHEMA)
                connection.execute("SELECT locator, edition, profile, digest, found FROM file LIMIT 1")
            except sqlite3.Error:
                connection.close()
                raise
            return connection
        with _forgiving():
            path.unlink(missing_ok=True)
    return None


def _forgiving() -> suppress:
    """Go on without where what is derived cannot be kept or found: a full disk, a closed folder, a broken file."""
    return suppress(sqlite3.Error, OSError, ValueError, TypeError, LookupError)


def _data(one: Read | Unread) -> list[object]:
    if isinstance(one, Unread):
        return [one.path, one.reason, one.locator]
    return [one.locator, one.document, one.stated_by, one.profile, one.notes]


def _outcome(data: list[object]) -> Read | Unread:
    if len(data) == 3:
        path, reason, locator = data
        return Unread(str(path), str(reason), None if locator is None else str(locator), on_purpose=True)
    locator, document, stated_by, profile, notes = data
    return Read(str(locator), str(document), _texts(stated_by), str(profile), _texts(notes))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return tuple(map(str, value))
