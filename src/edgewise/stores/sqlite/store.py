"""The embedded store: records, graph and search in one SQLite file, Cypher over the same graph.

Invariant: every write is one transaction that also raises the number of changes, so a stamp never stays behind. Each call takes a
connection for itself (`pool`), Cypher one of its own, so that threads do not wait for each other's reading.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import apsw

from ...errors import StaleGraph, StoreError, UsageError, one_of
from ...model import (
    Claim,
    Document,
    Entity,
    Judgement,
    Link,
    Mention,
    Problem,
    Projection,
    Reading,
    Record,
    Resolved,
    Source,
    canonical,
    fold,
    from_data,
    to_data,
)
from ..base import Known, Table
from ..derived import Derived, parsed, text_of
from ..graph import elements, named_claims, named_documents
from ..patch import Patch, patched
from ..ranking import names_of, ranked, words
from ..union import UNITING, Uniting, united
from .cypher import CypherReader
from .drawing import draw
from .file import OF_DOCUMENT, failures, record_table
from .pool import Pool

R = TypeVar("R", Document, Source, Mention, Claim, Reading, Judgement, Problem)
N = TypeVar("N", Entity, Link, Resolved)

_UNITING = frozenset(kind.__name__ for kind in UNITING)
_PAGE = 200  # records read at a time, so that a reader holds no lock and sees no half-written batch
_CANDIDATES = 500  # of the shortest names that fit, ranked for a search


class SqliteStore:
    """A store in one file; `path` is made when it is not there. Raises StoreError that names the file and what is in the way."""

    def __init__(self, path: str | Path) -> None:
        self.address = str(path)
        self._path = Path(path)
        self._pool = Pool(self._path)
        self._writes = Lock()  # threads wait here for as long as it takes, other processes for `BUSY_SECONDS`
        self._cypher = Lock()
        self._reader: CypherReader | None = None

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
            yield from (from_data(kind, data) for data in parsed(record for _, record in page))
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def get(self, kind: type[R], id: str) -> R | None:
        with self._pool.taken() as connection:
            return _get(connection, kind, id)

    def some(self, kind: type[R], ids: Iterable[str]) -> Iterator[R]:
        wanted = sorted(set(ids))
        sql = f"SELECT record FROM {record_table(kind.__name__)} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        for start in range(0, len(wanted), _PAGE):
            page = self._rows(sql, (json.dumps(wanted[start : start + _PAGE]),))
            yield from (from_data(kind, data) for data in parsed(record for (record,) in page))

    def mark(self) -> str:
        return self.stamp()

    def since(self, kind: type[R], mark: str | None) -> Iterator[R]:
        if mark != self.stamp():
            yield from self.records(kind)

    def of_documents(self, kind: type[R], documents: Sequence[str]) -> Iterator[R]:
        table = record_table(kind.__name__)
        if kind.__name__ not in OF_DOCUMENT:
            raise UsageError(f"{kind.__name__} records belong to no document; those that do: {one_of(OF_DOCUMENT)}")
        sql = f"SELECT id FROM {table} WHERE document IN (SELECT value FROM json_each(?))"
        return self.some(kind, (id for (id,) in self._rows(sql, (json.dumps(list(documents)),))))

    def project(self, projection: Projection) -> None:
        parts: tuple[tuple[str, Sequence[Entity | Link | Resolved]], ...] = (
            ("entity", projection.entities), ("link", projection.links), ("resolved", projection.resolved)
        )  # fmt: skip
        with self._writes, self._pool.writing() as connection:
            documents = self.some(Document, named_documents(projection))
            claims = self.some(Claim, named_claims(projection))
            draw(connection, elements(projection, documents, claims))
            for table in ("document", "names", "search", *(part for part, _ in parts)):
                connection.execute(f"DELETE FROM graph_{table}")
            for part, nouns in parts:
                rows = ((noun.claim if isinstance(noun, Resolved) else noun.id, text_of(noun)) for noun in nouns)
                connection.executemany(f"INSERT INTO graph_{part} VALUES(?, ?)", rows)
            connection.executemany("INSERT INTO graph_document VALUES(?)", ((id,) for id in projection.documents))
            connection.executemany("INSERT INTO graph_names VALUES(?, ?)", projection.names)
            found_by = ((" ".join(words(name)), len(fold(name)), one.id) for one in projection.entities for name in names_of(one))
            connection.executemany("INSERT INTO graph_search VALUES(?, ?, ?)", found_by)
            _count_change(connection)

    def projection(self, known: Known | None = None) -> Projection:
        known = known or Known()
        with self._pool.reading() as connection:  # all parts of the same graph
            derived = Derived()

            def part(kind: type[N], name: str, known: Mapping[str, N]) -> tuple[N, ...]:
                return tuple(derived.nouns(kind, connection.execute(f"SELECT id, data FROM graph_{name} ORDER BY id"), known))

            return Projection(
                documents=tuple(derived.once(id) for (id,) in connection.execute("SELECT id FROM graph_document ORDER BY id")),
                entities=part(Entity, "entity", known.entities),
                links=part(Link, "link", known.links),
                resolved=part(Resolved, "resolved", known.resolved),
                names=tuple(derived.pairs(connection.execute("SELECT document, entity FROM graph_names ORDER BY document, entity"))),
            )

    def patch(self, patch: Patch, graph: str) -> str:
        if self.graph_stamp() != graph:
            raise StaleGraph(f"{self.address}: another changed the graph meanwhile; it is worked out anew")
        if patch:
            self.project(patched(self.projection(), patch))
        return self.graph_stamp()

    def graph_stamp(self) -> str:
        return self.stamp()

    def search(self, text: str, limit: int = 10) -> tuple[Entity, ...]:
        wanted = " ".join(f'"{word}"*' for word in words(text))
        if not wanted:
            return ()
        sql = (
            "SELECT DISTINCT e.id, e.data FROM (SELECT entity, length FROM graph_search WHERE graph_search MATCH ? "
            f"ORDER BY length, entity LIMIT {_CANDIDATES}) AS found JOIN graph_entity e ON e.id = found.entity"
        )
        return ranked(text, Derived().nouns(Entity, self._rows(sql, (wanted,)), {}), limit)

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0) -> Table:
        with self._cypher_reader() as reader:
            return reader.run(query, parameters or {}, limit, timeout)

    def explain(self, query: str, parameters: Mapping[str, Any] | None = None) -> None:
        with self._cypher_reader() as reader:
            reader.explain(query, parameters or {})

    @property
    def beside(self) -> Path | None:
        return self._path.with_name(f"{self._path.name}-derived")

    def stamp(self) -> str:
        ours = dict(self._rows("SELECT key, value FROM ours"))
        return f"{ours['store']}-{ours['changes']}"

    def close(self) -> None:
        with self._cypher:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
        self._pool.close()  # last: only who can write takes the -wal with it

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def _cypher_reader(self) -> Iterator[CypherReader]:
        """Hold the one reader of statements: each is bounded, and the extension does not say that it could do with more than one."""
        with self._cypher:
            self._rows("SELECT 1")  # a closed store says so
            if self._reader is None:
                with failures(self._path):
                    self._reader = CypherReader(self._path)
            yield self._reader

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._pool.taken() as connection:
            return connection.execute(sql, values).fetchall()


def _get(connection: apsw.Connection, kind: type[R], id: str) -> R | None:
    for (record,) in connection.execute(f"SELECT record FROM {record_table(kind.__name__)} WHERE id = ?", (id,)):
        return from_data(kind, json.loads(record))
    return None


def _unite(connection: apsw.Connection, record: Uniting) -> None:
    """Put what stays of a record and the one of its id that is there in its place; within a transaction."""
    held = _get(connection, type(record), record.id)
    kept = record if held is None else united(held, record)
    if kept != held:
        connection.execute(_insert(type(record).__name__), _row(kept))


def _count_change(connection: apsw.Connection) -> None:
    connection.execute("UPDATE ours SET value = value + 1 WHERE key = 'changes'")


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
    put = f"UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns)}"
    otherwise = put if kind in _UNITING else "NOTHING"
    marks = ", ".join("?" * (len(columns) + 1))
    return f"INSERT INTO {record_table(kind)}(id, {', '.join(columns)}) VALUES({marks}) ON CONFLICT(id) DO {otherwise}"


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
