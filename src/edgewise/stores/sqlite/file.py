"""One edgewise file: made whole or not at all, and never touched when it is not ours.

Invariant: whether a file is ours is read from its first hundred bytes, before SQLite opens it: SQLite would leave files beside
any database that it reads. A new file is built under another name and moved to its place when it is complete.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import apsw

from ...errors import StoreBusy, StoreError, UnreadableRecord
from ...model import FORMAT, RECORD_KINDS

APPLICATION = 0x45444745  # "EDGE", in SQLite's header
BUSY_SECONDS = 10.0  # wait for another writer this long before saying that the file is in use

_LATER = ("Problem",)  # kinds of record that files of this format may lack
OF_DOCUMENT = frozenset(("Mention", "Claim"))
PROPERTY_KEYS = (
    "id", "name", "name_key", "aliases", "title", "url", "publisher", "published", "event_date", "kind", "tier", "status", "relation",
    "polarity", "modality", "quote", "start", "end", "said_by", "date", "place", "amount", "role", "indirect", "document", "standing",
    "support", "contest", "about", "claims", "first", "last", "identifier",
)  # fmt: skip
"""Every property of the graph; its number in graphqlite's tables is its place here plus one, and never changes."""

VALUE_TABLES = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "INTEGER", "json": "TEXT"}


GRAPH_INDEXES = {
    "idx_edges_source": "edges(source_id, type)",
    "idx_edges_target": "edges(target_id, type)",
    "idx_edges_type": "edges(type)",
    "idx_node_labels_label": "node_labels(label, node_id)",
    **{
        f"idx_{owner}_props_{kind}_key_value": f"{owner}_props_{kind}(key_id, {'' if kind == 'json' else 'value, '}{owner}_id)"
        for owner in ("node", "edge")
        for kind in VALUE_TABLES
    },
}
"""The indexes of graphqlite's tables of nodes, relationships and their properties."""


def record_table(kind: str) -> str:
    """Return the table of a kind of record."""
    return f"record_{kind.lower()}"


@dataclass(frozen=True, slots=True)
class File:
    """An edgewise file that is there. One that cannot be written, or lies where nothing can be, is only read."""

    path: Path
    writable: bool = True

    def connected(self, *, reading: bool = False) -> apsw.Connection:
        """Return a new connection, with `reading` one that cannot write. Raises StoreError that says what is in the way."""
        with failures(self.path):
            name, flags = str(self.path), apsw.SQLITE_OPEN_READWRITE if self.writable and not reading else apsw.SQLITE_OPEN_READONLY
            if not self.writable and not os.access(self.path.parent, os.W_OK) and not self.unfinished():
                # where SQLite can put no file beside, it reads only what nobody changes
                name, flags = f"file:{quote(str(self.path.absolute()))}?immutable=1", flags | apsw.SQLITE_OPEN_URI
            connection = apsw.Connection(name, flags=flags)
            try:
                connection.set_busy_timeout(int(BUSY_SECONDS * 1000))
                connection.execute("PRAGMA synchronous = NORMAL; SELECT value FROM ours WHERE key = 'store'").fetchall()
            except BaseException:
                connection.close()
                raise
            return connection

    def unfinished(self) -> bool:
        """Whether changes lie beside the file that are not in it yet."""
        beside = self.path.with_name(f"{self.path.name}-wal")
        return beside.exists() and beside.stat().st_size > 0


def prepare_file(path: Path) -> File:
    """Make an edgewise file where there is none. Raises StoreError that says what is in the way, also of what is there."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; give a file, for example {path / 'edgewise.db'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
    with failures(path):
        if path.exists() and not path.is_file():
            raise StoreError(f"{path} is no ordinary file but a device, a pipe or a socket; it stays as it is. Give the name of a file")
        if not path.exists() or path.stat().st_size == 0:
            _make(path)
        _check_header(path)
        file = File(path, writable=os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        _complete(file)
        return file


@contextmanager
def failures(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into a StoreError that names it and says what to do."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as problem:
        raise StoreBusy(f"{path} is being written by another process; try again when it has finished") from problem
    except (apsw.NotADBError, apsw.CorruptError, UnreadableRecord, UnicodeDecodeError) as problem:
        raise damaged(path, problem) from problem
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError, apsw.AuthError) as problem:
        raise StoreError(f"{path} cannot be opened for writing ({problem}); check its permissions and those of its folder") from problem
    except (apsw.FullError, apsw.IOError) as problem:
        raise StoreError(f"{path} cannot be written ({problem}); is the disk full?") from problem
    except (apsw.ConnectionClosedError, apsw.CursorClosedError) as problem:
        raise StoreError(f"{path} is closed; open it again") from problem
    except apsw.Error as problem:
        raise StoreError(f"{path}: {problem}") from problem
    except OSError as problem:
        raise StoreError(f"{path} cannot be opened: {problem.strerror or problem}") from problem


def damaged(path: Path, problem: Exception) -> StoreError:
    """Return what is said of a file that does not read as what was written to it."""
    said = "a text is not UTF-8" if isinstance(problem, UnicodeDecodeError) else problem
    return StoreError(f"{path} is damaged ({said}); load your last dump into a new file")


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    version, application = int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")
    if not header.startswith(b"SQLite format 3\0") or application != APPLICATION:
        raise StoreError(f"{path} is not an edgewise file; it stays as it is. Give the name of a new file or of one that edgewise made")
    if version > FORMAT:
        raise StoreError(f"{path} has format {version}, this edgewise knows up to {FORMAT}; install a newer edgewise")
    page = int.from_bytes(header[16:18], "big")
    if page > 1 and path.stat().st_size % page and not File(path).unfinished():  # SQLite would take what is missing for zeros
        raise damaged(path, EOFError("it ends within a page"))


def _complete(file: File) -> None:
    """Make the tables of the kinds, and the properties, that came after the file was made; an edgewise that does not know them reads on
    without them."""
    with closing(file.connected()) as connection:
        made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        named = connection.execute("SELECT count(*) FROM property_keys").get == len(PROPERTY_KEYS)
        if named and made.issuperset(("moments", "graph_found", *map(record_table, _LATER))):
            return
        if not file.writable:
            raise StoreError(
                f"{file.path} is of an older edgewise and cannot be brought up to date where it is; copy it to where it can be"
            )
        with connection:
            connection.execute(
                ";\n".join((*_moments(), *_found(), *(part for kind in _LATER for part in _record_schema(kind)), _property_keys()))
            )


def _make(path: Path) -> None:
    new = path.with_name(f".edgewise-{os.getpid()}-{secrets.token_hex(8)}.new")
    try:
        _sweep(path.parent)
        connection = apsw.Connection(str(new))
        try:
            with connection:
                connection.execute(_schema())
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        finally:
            connection.close()
        try:
            os.link(new, path)
        except FileExistsError:
            if path.stat().st_size == 0:  # else another process made it meanwhile
                os.replace(new, path)
        except OSError:  # a file system without links
            os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove the beginnings of files that processes left which were killed meanwhile."""
    for left in folder.glob(".edgewise-*.new*"):
        maker = left.name.split("-")[1]
        if os.name == "posix" and maker.isdecimal() and not _runs(int(maker)):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _schema() -> str:
    parts = [f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {FORMAT}"]
    parts += ["CREATE TABLE ours(key TEXT PRIMARY KEY, value) WITHOUT ROWID"]
    parts += [f"INSERT INTO ours VALUES('store', '{secrets.token_hex(8)}')", *_moments()]
    for kind in RECORD_KINDS:
        parts += _record_schema(kind)
    parts += [
        "CREATE TABLE graph_document(id TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE graph_entity(id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE graph_link(id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE graph_resolved(id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE graph_names(document TEXT, entity TEXT, PRIMARY KEY(document, entity)) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE graph_search USING fts5(words, length UNINDEXED, entity UNINDEXED, "
        "tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\", prefix = '2 3')",
    ]
    parts += [*_found(), *_cypher_schema()]
    return ";\n".join(parts)


def _moments() -> list[str]:
    """Return what makes, where it is missing, the table of all changes that were made, each with a number and a name that no other has."""
    return ["CREATE TABLE IF NOT EXISTS moments(number INTEGER PRIMARY KEY, name TEXT NOT NULL)"]


def _found() -> list[str]:
    """Return what makes, where it is missing, the table of which rows of the search are of which entity."""
    return [
        "CREATE TABLE IF NOT EXISTS graph_found(entity TEXT, number INTEGER, PRIMARY KEY(entity, number)) WITHOUT ROWID",
        "INSERT OR IGNORE INTO graph_found SELECT entity, rowid FROM graph_search",
    ]


def _record_schema(kind: str) -> list[str]:
    """Return what makes the table of a kind of record where it is missing.

    Invariant: a row that is new or changed has the greatest `rowid`, so that these are in the order of all changes. Older files do not
    say `place`; since their ids are unique in an index, SQLite keeps the numbers of rows there too.
    """
    table = record_table(kind)
    own = {"Source": "revision INTEGER NOT NULL, document TEXT, "}.get(kind, "document TEXT NOT NULL, " if kind in OF_DOCUMENT else "")
    columns = f"place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {own}record TEXT NOT NULL"
    parts = [f"CREATE TABLE IF NOT EXISTS {table}({columns})"]
    if kind in OF_DOCUMENT:
        parts.append(f"CREATE INDEX IF NOT EXISTS {table}_document ON {table}(document, id)")
    return parts


def _cypher_schema() -> list[str]:
    """Return the tables and indexes in which graphqlite 0.12 keeps a graph, under its names, so that it finds them made."""
    parts = [
        "CREATE TABLE nodes(id INTEGER PRIMARY KEY)",
        "CREATE TABLE edges(id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, target_id INTEGER NOT NULL, type TEXT NOT NULL)",
        "CREATE TABLE property_keys(id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL)",
        "CREATE TABLE node_labels(node_id INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY(node_id, label))",
        "CREATE INDEX idx_property_keys_key ON property_keys(key)",
    ]
    parts += [
        f"CREATE TABLE {owner}_props_{kind}({owner}_id INTEGER NOT NULL, key_id INTEGER NOT NULL, value {type} NOT NULL, "
        f"PRIMARY KEY({owner}_id, key_id))"
        for owner in ("node", "edge")
        for kind, type in VALUE_TABLES.items()
    ]
    return [*parts, *(f"CREATE INDEX {name} ON {columns}" for name, columns in GRAPH_INDEXES.items()), _property_keys()]


def _property_keys() -> str:
    """Return what names the properties that are not named yet."""
    rows = ", ".join(f"({number}, '{key}')" for number, key in enumerate(PROPERTY_KEYS, start=1))
    return f"INSERT OR IGNORE INTO property_keys(id, key) VALUES {rows}"
