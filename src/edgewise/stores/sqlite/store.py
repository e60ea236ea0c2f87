"""The embedded store: records, graph and search in one SQLite file, Cypher over the same graph.

Invariant: every write is one transaction that also raises the number of changes, so a stamp never stays behind. Each call takes a
connection for itself (`pool`), Cypher one of its own, so that threads do not wait for each other's reading.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import apsw

from ...batched import batched
from ...errors import StaleGraph, StoreError, UnknownMark, UsageError, one_of
from ...model import (
    RECORD_KINDS,
    Claim,
    Document,
    Entity,
    Judgement,
    Mention,
    Problem,
    Projection,
    Reading,
    Record,
    Source,
    canonical,
    to_data,
)
from ..base import Known, Table
from ..columns import LinkColumns
from ..derived import Derived, records_of
from ..graph import named_claims, named_documents
from ..patch import Patch
from ..ranking import ranked, words
from ..union import UNITING, Uniting, united
from .asking import Asker
from .file import OF_DOCUMENT, failures, record_table
from .graphs import patch_graph, read_graph, replace_graph
from .pool import Pool

R = TypeVar("R", Document, Source, Mention, Claim, Reading, Judgement, Problem)

_UNITING = frozenset(kind.__name__ for kind in UNITING)
_PAGE = 200  # records read at a time, so that a reader holds no lock and sees no half-written batch
_MOMENT = "SELECT number || '-' || name FROM moments ORDER BY number DESC LIMIT 1"
_MARK = re.compile(r"(?P<store>[0-9a-f]+)-(?P<number>\d{1,18})-(?P<name>[0-9a-f]+)(?P<places>(?:\.\d{1,18})*)", re.ASCII)
_LINKS = 10_000  # of which columns are made at a time
_CANDIDATES = 500  # of the shortest names that fit, ranked for a search


class SqliteStore:
    """A store in one file; `path` is made when it is not there. Raises StoreError that names the file and what is in the way."""

    def __init__(self, path: str | Path) -> None:
        self.address = str(path)
        self._path = Path(path)
        self._pool = Pool(self._path)
        self._writes = Lock()  # threads wait here for as long as it takes, other processes for `BUSY_SECONDS`
        self._cypher = Lock()
        self._asker: Asker | None = None

    def add(self, records: Iterable[Record]) -> int:
        rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        uniting: list[Source | Reading | Problem] = []
        for record in records:
            if isinstance(record, UNITING):
                uniting.append(record)
            else:
                rows[type(record).__name__].append(_row(record))
        with self._writes, self._pool.writing() as connection:
            before = connection.total_changes()
            for kind, values in rows.items():
                connection.executemany(_insert(kind), values)
            for one in uniting:
                some: Any = one
                _unite(connection, some)
            changed = connection.total_changes() - before
            if changed:
                _count_change(connection)
        return changed

    def records(self, kind: type[R]) -> Iterator[R]:
        last = ""
        while True:
            sql = f"SELECT id, record FROM {record_table(kind.__name__)} WHERE id > ? ORDER BY id LIMIT {_PAGE}"
            page = self._rows(sql, (last,))
            yield from self._records(kind, page)
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def get(self, kind: type[R], id: str) -> R | None:
        with self._pool.taken() as connection:
            return _get(connection, kind, id)

    def some(self, kind: type[R], ids: Iterable[str]) -> Iterator[R]:
        wanted = sorted(set(ids))
        sql = f"SELECT id, record FROM {record_table(kind.__name__)} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        for start in range(0, len(wanted), _PAGE):
            yield from self._records(kind, self._rows(sql, (json.dumps(wanted[start : start + _PAGE]),)), by_id=True)

    def mark(self) -> str:
        with self._pool.reading() as connection:
            places = (connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {record_table(kind)}").get for kind in RECORD_KINDS)
            return ".".join((_store_and_moment(connection), *map(str, places)))

    def since(self, kind: type[R], mark: str | None) -> Iterator[R]:
        table = record_table(kind.__name__)
        with self._pool.reading() as connection:
            after = 0 if mark is None else _place(connection, kind.__name__, mark, self.address)
            last = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").get
        while True:  # what changes meanwhile moves behind the last one
            sql = f"SELECT rowid, id, record FROM {table} WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT {_PAGE}"
            page = self._rows(sql, (after, last))
            yield from self._records(kind, [(id, record) for _, id, record in page])
            if len(page) < _PAGE:
                return
            after = page[-1][0]

    def of_documents(self, kind: type[R], documents: Sequence[str]) -> Iterator[R]:
        table = record_table(kind.__name__)
        if kind.__name__ not in OF_DOCUMENT:
            raise UsageError(f"{kind.__name__} records belong to no document; those that do: {one_of(OF_DOCUMENT)}")
        sql = f"SELECT id FROM {table} WHERE document IN (SELECT value FROM json_each(?))"
        return self.some(kind, (id for (id,) in self._rows(sql, (json.dumps(list(documents)),))))

    def project(self, projection: Projection) -> None:
        with self._writes, self._pool.writing() as connection:
            documents = self.some(Document, named_documents(projection))
            claims = self.some(Claim, named_claims(projection))
            replace_graph(connection, projection, documents, claims)
            _count_change(connection)
            _stamp_graph(connection)

    def projection(self, known: Known | None = None) -> Projection:
        with self._pool.reading() as connection:  # all parts of the same graph
            return read_graph(connection, known or Known())

    def entities(self) -> Iterator[Entity]:
        with self._pool.reading() as connection:
            rows = connection.execute("SELECT id, data FROM graph_entity ORDER BY id")
            for page in batched(rows, _PAGE):
                yield from Derived().nouns(Entity, page, {})

    def link_columns(self) -> Iterator[LinkColumns]:
        told = ", ".join(f"data ->> '{name}'" for name in ("subject", "relation", "object", "about", "standing", "indirect"))
        with self._pool.reading() as connection:
            rows = connection.execute(f"SELECT {told}, json_array_length(data, '$.claims') FROM graph_link ORDER BY id")
            for page in batched(rows, _LINKS):
                yield LinkColumns(*zip(*page, strict=True))

    def patch(self, patch: Patch, graph: str) -> str:
        with self._writes, self._pool.writing() as connection:
            if _graph_stamp(connection) != graph:
                raise StaleGraph(f"{self.address}: another changed the graph meanwhile; work the change out anew")
            if patch:
                patch_graph(connection, patch, lambda ids: self.some(Document, ids), lambda ids: self.some(Claim, ids))
                _count_change(connection)
                _stamp_graph(connection)
            return _graph_stamp(connection)

    def mend(self) -> None:
        return  # a transaction of SQLite is whole or not at all

    def graph_stamp(self) -> str:
        with self._pool.reading() as connection:
            return _graph_stamp(connection)

    def search(self, text: str, limit: int = 10) -> tuple[Entity, ...]:
        wanted = " ".join(f'"{word}"*' for word in words(text))
        if not wanted:
            return ()
        sql = (
            "SELECT DISTINCT e.id, e.data FROM (SELECT entity, length FROM graph_search WHERE graph_search MATCH ? "
            f"ORDER BY length, entity LIMIT {_CANDIDATES}) AS found JOIN graph_entity e ON e.id = found.entity"
        )
        with failures(self._path):
            return ranked(text, Derived().nouns(Entity, self._rows(sql, (wanted,)), {}), limit)

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0) -> Table:
        with self._cypher_asker() as asker:
            return asker.run(query, parameters or {}, limit, timeout)

    def explain(self, query: str, parameters: Mapping[str, Any] | None = None) -> None:
        with self._cypher_asker() as asker:
            asker.explain(query, parameters or {})

    @property
    def beside(self) -> Path | None:
        return self._path.with_name(f"{self._path.name}-derived") if self._pool.file.writable else None

    def stamp(self) -> str:
        with self._pool.reading() as connection:
            return _store_and_moment(connection)

    def close(self) -> None:
        with self._cypher:
            if self._asker is not None:
                self._asker.close()
                self._asker = None
        self._pool.close()  # last: only who can write takes the -wal with it

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def _cypher_asker(self) -> Iterator[Asker]:
        """Hold the one who asks statements: each is bounded, and the extension does not say that it could do with more than one."""
        with self._cypher:
            self._rows("SELECT 1")  # a closed store says so
            if self._asker is None:
                with failures(self._path):
                    self._asker = Asker(self._pool.file)
            yield self._asker

    def _records(self, kind: type[R], rows: Iterable[tuple[Any, ...]], *, by_id: bool = False) -> list[R]:
        with failures(self._path):
            return list(records_of(kind, ((id, text) for id, text in rows), by_id=by_id))

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._pool.taken() as connection:
            return connection.execute(sql, values).fetchall()


def _get(connection: apsw.Connection, kind: type[R], id: str) -> R | None:
    rows = connection.execute(f"SELECT id, record FROM {record_table(kind.__name__)} WHERE id = ?", (id,))
    return next(records_of(kind, rows, by_id=True), None)


def _unite(connection: apsw.Connection, record: Uniting) -> None:
    """Put what stays of a record and the one of its id that is there in its place; within a transaction."""
    held = _get(connection, type(record), record.id)
    kept = record if held is None else united(held, record)
    if kept != held:
        connection.execute(_insert(type(record).__name__), _row(kept))


def _count_change(connection: apsw.Connection) -> None:
    """Say that this transaction changes the store. The name makes it another change than one that a copy of the file counts alike."""
    connection.execute("INSERT INTO moments(name) VALUES(lower(hex(randomblob(8))))")


def _store_and_moment(connection: apsw.Connection) -> str:
    store = connection.execute("SELECT value FROM ours WHERE key = 'store'").get
    return f"{store}-{connection.execute(_MOMENT).get or '0-0'}"


def _stamp_graph(connection: apsw.Connection) -> None:
    connection.execute(f"INSERT OR REPLACE INTO ours VALUES('graph', ({_MOMENT}))")


def _graph_stamp(connection: apsw.Connection) -> str:
    store, graph = (connection.execute("SELECT value FROM ours WHERE key = ?", (key,)).get for key in ("store", "graph"))
    return f"{store}-{graph or '0-0'}"


def _place(connection: apsw.Connection, kind: str, mark: str, address: str) -> int:
    """Return how many places in the order of a kind's records a mark has behind it; UnknownMark where this store never was at it."""
    found = _MARK.fullmatch(mark)
    store = connection.execute("SELECT value FROM ours WHERE key = 'store'").get
    if found is not None and found["store"] == store:
        number, name = int(found["number"]), found["name"]
        if number == 0 or connection.execute("SELECT name FROM moments WHERE number = ?", (number,)).get == name:
            places = dict(zip(RECORD_KINDS, found["places"].split(".")[1:], strict=False))
            return int(places.get(kind, "0"))
    raise UnknownMark(f"{mark!r} is no mark of {address}; take one with mark(), or give None for all records")


def _row(record: Record) -> tuple[Any, ...]:
    text = canonical(to_data(record))
    if not _encodes(text):
        raise StoreError(f"{type(record).__name__} {record.id[:8]} holds half a surrogate pair, which no store can keep; mend its text")
    if isinstance(record, Source):
        return (record.id, record.revision, record.document, text)
    return (record.id, record.document, text) if isinstance(record, Mention | Claim) else (record.id, text)


def _insert(kind: str) -> str:
    """The statement that adds a row of `_row`. A row of its id stays, but where what united the two is to be put."""
    own = ("revision", "document") if kind == "Source" else ("document",) if kind in OF_DOCUMENT else ()
    columns = (*own, "record")
    last = f"rowid = (SELECT max(rowid) + 1 FROM {record_table(kind)})"
    put = f"UPDATE SET {', '.join((last, *(f'{name} = excluded.{name}' for name in columns)))}"
    otherwise = put if kind in _UNITING else "NOTHING"
    marks = ", ".join("?" * (len(columns) + 1))
    return f"INSERT INTO {record_table(kind)}(id, {', '.join(columns)}) VALUES({marks}) ON CONFLICT(id) DO {otherwise}"


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
