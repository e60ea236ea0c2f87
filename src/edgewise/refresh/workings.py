"""What is kept of a pile between two changes of its graph, so that a change costs what it costs: one SQLite file beside the store.

Invariant: what stands here was committed together with the stamp of the graph that was made from it. Where the store's graph has another
stamp, the project another meaning or the file is damaged or of another edgewise, it is worth nothing and everything is made anew.

Documents, names and things go by numbers, digests of what they are: nobody has to hand them out, and those of documents sort as their ids.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import apsw

from .. import __version__
from ..errors import DamagedWorkings, NoRoom, StoreError, UnknownMark
from ..identity import canonical, identity, to_data
from ..ontology import Names
from ..project import Project
from ..stores.base import Store

FORMAT = 1  # of this file, whatever the version of edgewise
FILE = "upkeep.db"
CACHE_KIB = 65_536
WAIT, STEP = 600.0, 0.05  # seconds: for another process that keeps the same graph up, and between two looks whether it is done
_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE source(id TEXT PRIMARY KEY, document TEXT, locator TEXT, read_by TEXT) WITHOUT ROWID;
CREATE INDEX source_document ON source(document);
CREATE TABLE reading(claim TEXT, extractor TEXT, confidence REAL, PRIMARY KEY(claim, extractor)) WITHOUT ROWID;
CREATE TABLE judgement(id TEXT PRIMARY KEY, claim TEXT, record TEXT) WITHOUT ROWID;
CREATE INDEX judgement_claim ON judgement(claim);

CREATE TABLE document(n INTEGER PRIMARY KEY, id TEXT, uses TEXT, defines TEXT, candidates INTEGER, publisher TEXT, printed TEXT,
                      shingles INTEGER, sketch TEXT, origin TEXT, origin_key TEXT);
CREATE INDEX document_publisher ON document(publisher);
CREATE INDEX document_origin ON document(origin_key);
CREATE TABLE sketch(hash INTEGER, document INTEGER, PRIMARY KEY(hash, document)) WITHOUT ROWID;
CREATE TABLE copy(a INTEGER, b INTEGER, shared INTEGER, alike INTEGER, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE INDEX copy_b ON copy(b, a);

CREATE TABLE name(n INTEGER PRIMARY KEY, name TEXT, type TEXT, documents INTEGER, plain TEXT, folded TEXT, spelt TEXT, form TEXT,
                  legal TEXT, rest TEXT, address TEXT);
CREATE INDEX name_plain ON name(plain);
CREATE INDEX name_folded ON name(folded);
CREATE INDEX name_spelt ON name(spelt);
CREATE INDEX name_form ON name(form, type);
CREATE INDEX name_rest ON name(rest) WHERE rest IS NOT NULL;
CREATE INDEX name_address ON name(address, type) WHERE address IS NOT NULL;
CREATE TABLE fact(kind TEXT, key TEXT, value TEXT, PRIMARY KEY(kind, key)) WITHOUT ROWID;
CREATE TABLE vote(plain TEXT, type TEXT, documents INTEGER, PRIMARY KEY(plain, type)) WITHOUT ROWID;
CREATE TABLE long(short TEXT, key TEXT, long TEXT, documents INTEGER, PRIMARY KEY(short, key, long)) WITHOUT ROWID;
CREATE TABLE defines(short TEXT, document INTEGER, PRIMARY KEY(short, document)) WITHOUT ROWID;

CREATE TABLE given(document INTEGER, name INTEGER, node INTEGER, form TEXT, full TEXT, adds TEXT, PRIMARY KEY(document, name))
                   WITHOUT ROWID;
CREATE INDEX given_name ON given(name, document);
CREATE INDEX given_node ON given(node, document);
CREATE INDEX given_full ON given(full) WHERE full IS NOT NULL;
CREATE TABLE node(n INTEGER PRIMARY KEY, key TEXT, type TEXT, scope TEXT, used INTEGER, entity TEXT, called TEXT, of_type TEXT,
                  of_scope TEXT);
CREATE INDEX node_key ON node(key);
CREATE INDEX node_entity ON node(entity);
CREATE TABLE string(node INTEGER, string TEXT, times INTEGER, PRIMARY KEY(node, string)) WITHOUT ROWID;
CREATE TABLE form(form TEXT, type TEXT, node INTEGER, times INTEGER, PRIMARY KEY(form, type, node)) WITHOUT ROWID;
CREATE INDEX form_node ON form(node);
CREATE TABLE entity(id TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;
CREATE TABLE called(key TEXT, by_name INTEGER, id TEXT, name TEXT, PRIMARY KEY(key, by_name, id)) WITHOUT ROWID;
CREATE TABLE names(document INTEGER, entity TEXT, PRIMARY KEY(document, entity)) WITHOUT ROWID;

CREATE TABLE claim(id TEXT PRIMARY KEY, document INTEGER, pair INTEGER, resolved TEXT) WITHOUT ROWID;
CREATE INDEX claim_document ON claim(document);
CREATE INDEX claim_pair ON claim(pair);
CREATE TABLE link(id TEXT PRIMARY KEY, pair INTEGER, record TEXT) WITHOUT ROWID;
CREATE INDEX link_pair ON link(pair);
"""


class Workings:
    """The open file, within the one transaction of a refresh: nobody else changes it meanwhile."""

    def __init__(self, connection: apsw.Connection, project: Project) -> None:
        self._connection = connection
        self._meaning = _meaning(project)
        self.fresh = False

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """Return the first column of the first row; None where there is none."""
        for row in self._connection.execute(sql, values):
            return row[0]
        return None

    def run(self, sql: str, *values: Any) -> None:
        self._connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(sql, rows)

    def among(self, sql: str, keys: Iterable[Any], *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement whose first parameter stands for a list: `... IN (SELECT value FROM json_each(?))`."""
        return self.all(sql, json.dumps(list(keys)), *values)

    def meta(self, key: str) -> Any:
        return self.one("SELECT value FROM meta WHERE key = ?", key)

    def keep(self, **values: Any) -> None:
        self.many("INSERT OR REPLACE INTO meta VALUES(?, ?)", values.items())

    def add(self, key: str, number: int) -> None:
        """Add to a count."""
        if number:
            self.run("UPDATE meta SET value = value + ? WHERE key = ?", number, key)

    def begin(self, graph: str) -> None:
        """Say whether what is here holds of this graph, in `fresh`: where not, it is made anew and empty."""
        there = self.one("SELECT 1 FROM sqlite_master WHERE name = 'meta'")
        self.fresh = not there or (self.meta("meaning"), self.meta("graph")) != (self._meaning, graph)
        if self.fresh:
            for (table,) in self.all("SELECT name FROM sqlite_master WHERE type = 'table'"):
                self.run(f"DROP TABLE {table}")
            self.run(_SCHEMA)
            self.keep(meaning=self._meaning, entities=0, links=0, candidates=0)


@contextmanager
def workings(store: Store, project: Project, *, kept: bool = True) -> Iterator[Workings]:
    """Open the workings beside a store, alone, and keep what the block did of them where it ends well.

    Where nothing can be kept beside it they are made for this once. Raises DamagedWorkings, and takes the file away, where it cannot be
    read; StoreError where it cannot be written.
    """
    connection = _opened(store.beside if kept else None)
    try:
        yield Workings(connection, project)
        connection.execute("COMMIT")
    except (apsw.CorruptError, apsw.NotADBError, UnknownMark) as problem:  # the mark: of a store put back from a copy
        connection.close()
        _remove(store.beside)
        raise DamagedWorkings(f"{FILE} beside {store.address} is of no use ({problem}); it is made anew") from problem
    except apsw.Error as problem:
        raise (NoRoom if kept else StoreError)(
            f"{store.beside}: what keeps the graph up cannot be written ({problem}); is the disk full?"
        ) from problem
    finally:
        connection.close()


def last_mark(store: Store, project: Project) -> str | None:
    """Return the mark of the records that the store's graph was made from; None where nothing beside it tells. Waits for nobody.

    Raises DamagedWorkings where what is there cannot be read, as after a refresh that was killed, or during one.
    """
    if store.beside is None or not (store.beside / FILE).is_file():
        return None
    try:
        with closing(apsw.Connection(str(store.beside / FILE), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
            known = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('meaning', 'graph', 'mark')"))
    except apsw.Error as problem:
        raise DamagedWorkings(f"{FILE} beside {store.address} cannot be read as it is ({problem})") from problem
    return known.get("mark") if (known.get("meaning"), known.get("graph")) == (_meaning(project), store.graph_stamp()) else None


def number_of(*parts: Any) -> int:
    """Return the number of a thing that these parts make up."""
    return int.from_bytes(blake2b(canonical(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def number_of_document(id: str) -> int:
    """Return the number of a document: greater for a greater id."""
    return int(id[:15], 16)


def _opened(beside: Path | None) -> apsw.Connection:
    """A connection within a transaction, to the file beside the store or to one that nobody sees and that goes with it."""
    for folder in (beside, beside):  # the second time without what was damaged
        if folder is None:
            break
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _begun(str(folder / FILE))
        except (apsw.CorruptError, apsw.NotADBError):
            _remove(folder)
        except (OSError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError, apsw.BusyError):
            break
    return _begun("")


def _begun(path: str) -> apsw.Connection:
    connection = apsw.Connection(path)
    try:
        connection.set_busy_handler(_wait)
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}; PRAGMA synchronous = NORMAL").fetchall()
        connection.execute("BEGIN IMMEDIATE")
    except BaseException:
        connection.close()
        raise
    return connection


def _wait(times: int) -> bool:
    """Wait a little for another process, here and not in SQLite, so that Ctrl-C is heard; say whether to look again."""
    time.sleep(STEP)
    return times * STEP < WAIT


def _remove(beside: Path | None) -> None:
    if beside is not None:
        for name in (FILE, f"{FILE}-journal"):
            with suppress(OSError):
                (beside / name).unlink()


def _meaning(project: Project) -> str:
    """What changes what the records come to, but for the records themselves."""
    ontology = {name: to_data(relation) for name, relation in project.ontology.relations.items()}
    return identity("upkeep", FORMAT, __version__, project.min_precision, ontology, _names(project.names))


@lru_cache(maxsize=8)
def _names(names: Names) -> str:
    return identity("names", *map(to_data, names.known))
