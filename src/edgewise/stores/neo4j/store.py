"""The store on a Neo4j server. Any number of processes may use one at a time: writers wait for each other, readers for nobody.

`add` is one transaction. So is `project`, unless it changes so much that the server would not hold it in memory: then it commits
part by part. Readers of the graph wait while it changes, for some seconds. Nobody is ever given half a graph; see `state`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar

from neo4j import Driver, ManagedTransaction, Session, Transaction
from neo4j.exceptions import ClientError

from ...errors import QueryError, StaleGraph, StoreError, UsageError
from ...model import FORMAT, Claim, Document, Entity, Mention, Projection, Record, from_data
from ...project import builtin
from ..base import Known, R, Table
from ..columns import LinkColumns, columns_of
from ..derived import Derived, parsed, text_of
from ..graph import named_claims, named_documents
from ..guard import Statement, check
from ..patch import Patch, patched
from ..ranking import ranked, words
from . import state
from .batches import Change, write
from .projecting import changes, graph_of, read_graph
from .reading import Reader
from .records import add_records
from .server import Server, connected, server
from .state import State

PAGE = 500  # records read at a time
WHOLE = 10_000  # nodes and relationships to change in one transaction; each takes a server about 2 KB until it commits

_MADE = (  # what "IF NOT EXISTS" can still say, where another makes the same at the same moment
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists", "Neo.ClientError.Schema.IndexAlreadyExists",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
)  # fmt: skip
_PAGE = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.id > $after RETURN n.id, n.record ORDER BY n.id LIMIT $page"
_SOME = "MATCH (n:EdgewiseRecord) WHERE n.id IN $ids AND n.kind = $kind RETURN n.id, n.record ORDER BY n.id"
_OF_DOCUMENTS = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.document IN $documents RETURN n.id"
_SEARCH = "CALL db.index.fulltext.queryNodes('edgewise_words', $words) YIELD node RETURN node.id, node.derived"

T = TypeVar("T")


class Neo4jStore:
    """A `Store`; see `stores.base`. Made by `open`."""

    def __init__(self, server: Server, driver: Driver) -> None:
        self.address = server.address
        self._server = server
        self._driver: Driver | None = driver
        self._reader: Reader | None = None
        self._prepared = False
        self._once = Lock()  # what is made at first use is made by one thread; the driver itself is for any number of them

    @classmethod
    def open(cls, address: str, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the store at an address like neo4j://localhost:7687; nothing is written until the first `add` or `project`.

        The login comes from NEO4J_USERNAME (or NEO4J_USER; else neo4j), NEO4J_PASSWORD and, for another than the user's home
        database, NEO4J_DATABASE. Raises StoreError when one is missing or wrong, the address holds a login, no server answers,
        it is older than Neo4j 5, or the records there have a format of a newer edgewise.
        """
        where = server(address, environment)
        store = cls(where, connected(where))
        try:
            format = store._state().format
            if format is not None and format > FORMAT:
                raise StoreError(f"{address}: its records have format {format}; this edgewise knows up to {FORMAT}: install a newer one")
        except BaseException:
            store.close()
            raise
        return store

    def add(self, records: Iterable[Record]) -> int:
        with self._writing() as transaction:
            changed = add_records(transaction, records)
            if changed:
                transaction.run(state.REVISE).consume()
                transaction.commit()
        return changed

    def records(self, kind: type[R]) -> Iterator[R]:
        after = ""
        while page := self._read(_PAGE, kind=kind.__name__, after=after, page=PAGE):
            yield from (from_data(kind, data) for data in parsed(text for _, text in page))
            after = page[-1][0]

    def get(self, kind: type[R], id: str) -> R | None:
        return next(self.some(kind, [id]), None)

    def some(self, kind: type[R], ids: Iterable[str]) -> Iterator[R]:
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), PAGE):
            page = self._read(_SOME, ids=wanted[start : start + PAGE], kind=kind.__name__)
            yield from (from_data(kind, data) for data in parsed(text for _, text in page))

    def mark(self) -> str:
        return self.stamp()

    def since(self, kind: type[R], mark: str | None) -> Iterator[R]:
        if mark != self.stamp():
            yield from self.records(kind)

    def of_documents(self, kind: type[R], documents: Sequence[str]) -> Iterator[R]:
        if kind not in (Mention, Claim):
            raise UsageError(f"a {kind.__name__} record has no document; kinds that have: Claim, Mention")
        ids = self._read(_OF_DOCUMENTS, kind=kind.__name__, documents=list(documents))
        yield from self.some(kind, (id for (id,) in ids))

    def project(self, projection: Projection) -> None:
        documents = self.some(Document, named_documents(projection))
        claims = self.some(Claim, named_claims(projection))
        with self._writing() as transaction:
            wanted = changes(transaction, projection, documents, claims)
            if not wanted and not self._state().replacing:
                return
            if sum(len(change.rows) for change in wanted) <= WHOLE:
                self._write_whole(wanted)
            else:
                self._write_in_parts(wanted)
            transaction.run(state.REVISE).consume()
            transaction.commit()

    def projection(self, known: Known | None = None) -> Projection:
        return graph_of(self._whole(lambda: read_graph(self._read)), known or Known())

    def entities(self) -> Iterator[Entity]:
        yield from self.projection().entities

    def link_columns(self) -> Iterator[LinkColumns]:
        yield from columns_of(map(text_of, self.projection().links))

    def patch(self, patch: Patch, graph: str) -> str:
        if self.graph_stamp() != graph:
            raise StaleGraph(f"{self.address}: another changed the graph meanwhile; it is worked out anew")
        if patch:
            self.project(patched(self.projection(), patch))
        return self.graph_stamp()

    def graph_stamp(self) -> str:
        return self.stamp()

    def search(self, text: str, limit: int = 10) -> tuple[Entity, ...]:
        wanted = words(text)
        if not wanted or self._state().format is None:  # a new store has no index to ask yet
            return ()
        query = " ".join(f"+{word}*" for word in wanted)
        found = self._whole(lambda: self._read(_SEARCH, words=query))
        return ranked(text, Derived().nouns(Entity, ((id, text) for id, text in found), {}), limit)

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0) -> Table:
        statement = check(query, parameters, limit=limit, timeout=timeout)
        with self._reading(statement) as reader:
            return reader.run(statement.text, parameters or {}, limit, timeout)

    def explain(self, query: str, parameters: Mapping[str, Any] | None = None) -> None:
        statement = check(query, parameters)
        with self._reading(statement) as reader:
            reader.explain(statement.text, parameters or {})

    @property
    def beside(self) -> Path | None:
        return None

    def stamp(self) -> str:
        return self._state().stamp

    def close(self) -> None:
        with self._once:
            reader, driver = self._reader, self._driver
            self._reader = self._driver = None
        if reader is not None:
            reader.close()
        if driver is not None:
            driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _open_driver(self) -> Driver:
        if self._driver is None:
            raise StoreError(f"{self.address}: this store is closed; open it again")
        return self._driver

    def _read(self, query: str, **parameters: Any) -> list[list[Any]]:
        driver = self._open_driver()
        with self._server.telling(), self._server.session(driver) as session:
            return session.run(query, parameters).values()

    @contextmanager
    def _reading(self, statement: Statement) -> Iterator[Reader]:
        """Hold what runs statements; what it says of a place is said of the statement as it was asked."""
        with self._once:
            self._open_driver()
            reader = self._reader = self._reader or Reader(self._server)
        try:
            yield reader
        except QueryError as problem:
            raise statement.placed(problem) from problem.__cause__

    def _state(self) -> State:
        (row,) = self._read(state.READ)
        return State(*row)

    def _whole(self, work: Callable[[], T]) -> T:
        """Return what `work` reads of the graph, when nobody changed it meanwhile. Raises StoreError when somebody always does."""
        deadline = time.monotonic() + state.PATIENCE
        while True:
            before = self._state()
            if not before.replacing:
                try:
                    found = work()
                except StoreError:  # what is deleted while it is read can be an error
                    if self._state().is_still(before):
                        raise
                else:
                    if self._state().is_still(before):
                        return found
            if time.monotonic() > deadline:
                raise StoreError(f"{self.address}: {state.HALF}")
            time.sleep(state.PAUSE)

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """Hold a transaction that other writers wait for; it rolls back unless it was committed."""
        driver = self._open_driver()
        with self._server.telling(), self._server.session(driver, write=True) as session:
            self._prepare(session)
            with session.begin_transaction() as transaction:
                transaction.run(state.LOCK).consume()
                yield transaction

    def _prepare(self, session: Session) -> None:
        """Apply the schema, once for each store that is open, and see that there is a node to lock.

        Two that do this at the same moment can be in each other's way: the driver then tries again, or the other has made it.
        """
        with self._once:
            if not self._prepared:
                for statement in _statements(builtin().schema.read_text(encoding="utf-8")):
                    try:
                        session.execute_write(_run, statement)
                    except ClientError as problem:
                        if problem.code not in _MADE:
                            raise
                session.run("CALL db.awaitIndexes(120)").consume()
                self._prepared = True
        session.execute_write(_run, state.CREATE, format=FORMAT)

    def _write_whole(self, wanted: Iterable[Change]) -> None:
        """Commit at once, beside the transaction that holds the lock."""
        with self._server.session(self._open_driver(), write=True) as session, session.begin_transaction() as transaction:
            for change in wanted:
                write(transaction, change)
            self._announce(state.BEGIN)
            transaction.commit()
        self._announce(state.END)

    def _write_in_parts(self, wanted: Iterable[Change]) -> None:
        """Commit batch by batch, beside the transaction that holds the lock."""
        self._announce(state.BEGIN)
        with self._server.session(self._open_driver(), write=True) as session:
            for change in wanted:
                write(session, change)
        self._announce(state.END)

    def _announce(self, turn: str) -> None:
        with self._server.session(self._open_driver(), write=True) as session:
            session.run(turn).consume()


def _run(transaction: ManagedTransaction, /, statement: str, **parameters: Any) -> None:
    transaction.run(statement, parameters).consume()


def _statements(text: str) -> list[str]:
    """Return the statements of a schema file: `//` lines aside, each up to its semicolon."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]
