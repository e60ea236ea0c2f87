"""One edgewise file: made whole or not at all, and never touched when it is not ours.

Invariant: whether a file is ours is read from its first hundred bytes, before SQLite opens it: SQLite would leave files beside
any database that it reads. A new file is built under another name and moved to its place when it is complete.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw

from ...errors import StoreError
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


def record_table(kind: str) -> str:
    """Return the table of a kind of record."""
    return f"record_{kind.lower()}"


def prepare_file(path: Path) -> None:
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
        _complete(path)


def connected(path: Path) -> apsw.Connection:
    """Return a new connection to an edgewise file that is there. Raises StoreError that says what is in the way."""
    with failures(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            connection.set_busy_timeout(int(BUSY_SECONDS * 1000))
            connection.execute("PRAGMA synchronous = NORMAL; SELECT value FROM ours WHERE key = 'changes'").fetchall()
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def failures(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into a StoreError that names it and says what to do."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as problem:
        raise StoreError(f"{path} is being written by another process; try again when it has finished") from problem
    except (apsw.NotADBError, apsw.CorruptError) as problem:
        raise StoreError(f"{path} is damaged ({problem}); load your last dump into a new file") from problem
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


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    version, application = int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")
    if not header.startswith(b"SQLite format 3\0") or application != APPLICATION:
        raise StoreError(f"{path} is not an edgewise file; it stays as it is. Give the name of a new file or of one that edgewise made")
    if version > FORMAT:
        raise StoreError(f"{path} has format {version}, this edgewise knows up to {FORMAT}; install a newer edgewise")


def _complete(path: Path) -> None:
    """Make the tables of the kinds, and the properties, that came after the file was made; an edgewise that does not know them reads on
    without them."""
    with closing(connected(path)) as connection:
        if connection.execute("SELECT count(*) FROM property_keys").get < len(PROPERTY_KEYS):
            connection.execute(_property_keys())
        for kind in _LATER:
            for statement in _record_schema(kind):
                connection.execute(statement)


def _make(path: Path) -> None:
    new = path.with_name(f".edgewise-{secrets.token_hex(8)}.new")
    try:
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


def _schema() -> str:
    parts = [f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {FORMAT}"]
    parts += ["CREATE TABLE ours(key TEXT PRIMARY KEY, value) WITHOUT ROWID"]
    parts += [f"INSERT INTO ours VALUES('store', '{secrets.token_hex(8)}'), ('changes', 0)"]
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
    parts += _cypher_schema()
    return ";\n".join(parts)


def _record_schema(kind: str) -> list[str]:
    """Return what makes the table of a kind of record where it is missing."""
    table = record_table(kind)
    own = {"Source": "revision INTEGER NOT NULL, document TEXT, "}.get(kind, "document TEXT NOT NULL, " if kind in OF_DOCUMENT else "")
    parts = [f"CREATE TABLE IF NOT EXISTS {table}(id TEXT NOT NULL UNIQUE, {own}record TEXT NOT NULL)"]
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
        "CREATE INDEX idx_edges_source ON edges(source_id, type)",
        "CREATE INDEX idx_edges_target ON edges(target_id, type)",
        "CREATE INDEX idx_edges_type ON edges(type)",
        "CREATE INDEX idx_node_labels_label ON node_labels(label, node_id)",
        "CREATE INDEX idx_property_keys_key ON property_keys(key)",
    ]
    for owner in ("node", "edge"):
        for kind, type in VALUE_TABLES.items():
            table, columns = f"{owner}_props_{kind}", f"key_id, {owner}_id" if kind == "json" else f"key_id, value, {owner}_id"
            parts.append(
                f"CREATE TABLE {table}({owner}_id INTEGER NOT NULL, key_id INTEGER NOT NULL, value {type} NOT NULL, "
                f"PRIMARY KEY({owner}_id, key_id))"
            )
            parts.append(f"CREATE INDEX idx_{table}_key_value ON {table}({columns})")
    return [*parts, _property_keys()]


def _property_keys() -> str:
    """Return what names the properties that are not named yet."""
    rows = ", ".join(f"({number}, '{key}')" for number, key in enumerate(PROPERTY_KEYS, start=1))
    return f"INSERT OR IGNORE INTO property_keys(id, key) VALUES {rows}"
