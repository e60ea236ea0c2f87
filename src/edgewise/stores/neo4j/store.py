"""The store on a Neo4j server. Any number of processes may use one at a time: writers wait for each other, readers for nobody.

`add` is one transaction. So is a change of the graph, unless it is so large that the server would not hold it in memory: then it is
committed part by part. Readers of the graph wait while it changes, for some seconds. Nobody is ever given half a graph; see `state`.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar
from uuid import uuid4

from neo4j import ManagedTransaction

from ...errors import QueryError, StaleGraph, StoreError, UnknownMark, UsageError
from ...model import FORMAT, Claim, Document, Entity, Link, Mention, Projection, Record, from_data
from ..base import Known, R, Table
from ..columns import LinkColumns, columns_of
from ..derived import Derived, parsed
from ..graph import named_claims, named_documents
from ..guard import Statement, check
from ..patch import Patch, patched
from ..ranking import ranked, words
from . import state
from .changing import Change, parts
from .connection import Connection
from .held import check_named, graph_of, texts, to_patch, to_replace
from .reading import Reader
from .records import add_records
from .schema import prepare
from .server import server
from .state import State
from .writing import Writing

PAGE = 500  # records read at a time
WHOLE = 4_000  # nouns to put or take away in one transaction; each takes a server up to 10 KB until it commits

_PAGE = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.id > $after RETURN n.id, n.record ORDER BY n.id LIMIT $page"
_SOME = "MATCH (n:EdgewiseRecord) WHERE n.id IN $ids AND n.kind = $kind RETURN n.id, n.record ORDER BY n.id"
_OF_DOCUMENTS = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.document IN $documents RETURN n.id"
_SINCE = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.revision > $revision RETURN n.id"
_ALL = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind RETURN n.id"
_SEARCH = "CALL db.index.fulltext.queryNodes('edgewise_words', $words) YIELD node RETURN node.id, node.derived"

T = TypeVar("T")


class Neo4jStore:
    """A `Store`; see `stores.base`. Made by `open`."""

    def __init__(self, connection: Connection, environment: Mapping[str, str]) -> None:
        self.address = connection.server.address
        self._connection = connection
        self._environment = environment
        self._reader: Reader | None = None
        self._prepared = False
        self._once = Lock()  # what is made at first use is made by one thread; the connection itself is for any number of them

    @classmethod
    def open(cls, address: str, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the store at an address like neo4j://localhost:7687; nothing is written until the first `add` or `project`.

        The login comes from NEO4J_USERNAME (or NEO4J_USER; else neo4j), NEO4J_PASSWORD and, for another than the user's home
        database, NEO4J_DATABASE. Raises StoreError when one is missing or wrong, the address holds a login, no server answers,
        it is older than Neo4j 5, or the records there have a format of a newer edgewise.
        """
        store = cls(Connection(server(address, environment)), environment)
        try:
            format = store._state().format
            if format is not None and format > FORMAT:
                raise StoreError(f"{address}: its records have format {format}; this edgewise knows up to {FORMAT}: install a newer one")
        except BaseException:
            store.close()
            raise
        return store

    def add(self, records: Iterable[Record]) -> int:
        given, name, changed = list(records), uuid4().hex, 0  # listed, for it may be tried again

        def work(transaction: ManagedTransaction) -> None:
            nonlocal changed
            revision, last = transaction.run(state.LOCK).single(strict=True)
            if last != name:  # else it was committed when the connection broke
                changed = add_records(transaction, given, revision + 1)
                if changed:
                    transaction.run(state.REVISE, revision=revision + 1, last=name).consume()

        self._prepare()
        self._connection.writing(work)
        return changed

    def records(self, kind: type[R]) -> Iterator[R]:
        after = ""
        while page := self._connection.read(_PAGE, kind=kind.__name__, after=after, page=PAGE):
            yield from (from_data(kind, data) for data in parsed(text for _, text in page))
            after = page[-1][0]

    def get(self, kind: type[R], id: str) -> R | None:
        return next(self.some(kind, [id]), None)

    def some(self, kind: type[R], ids: Iterable[str]) -> Iterator[R]:
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), PAGE):
            page = self._connection.read(_SOME, ids=wanted[start : start + PAGE], kind=kind.__name__)
            yield from (from_data(kind, data) for data in parsed(text for _, text in page))

    def mark(self) -> str:
        return self._state().mark

    def since(self, kind: type[R], mark: str | None) -> Iterator[R]:
        if mark in (None, state.NEW):
            ids = self._connection.read(_ALL, kind=kind.__name__)
        else:
            token, _, revision = str(mark).partition(" ")
            now = self._state()
            if token != now.token or not re.fullmatch("[0-9]{1,18}", revision) or int(revision) > (now.revision or 0):
                raise UnknownMark(f"{mark!r} is no mark of the store {self.address}; marks are what its `mark` returns")
            ids = self._connection.read(_SINCE, kind=kind.__name__, revision=int(revision))
        yield from self.some(kind, (id for (id,) in ids))

    def of_documents(self, kind: type[R], documents: Sequence[str]) -> Iterator[R]:
        if kind not in (Mention, Claim):
            raise UsageError(f"a {kind.__name__} record has no document; kinds that have: Claim, Mention")
        ids = self._connection.read(_OF_DOCUMENTS, kind=kind.__name__, documents=list(documents))
        yield from self.some(kind, (id for (id,) in ids))

    def project(self, projection: Projection) -> None:
        with self._changing() as (before, writing):
            if before.shape != state.SHAPE:
                writing.empty()
                before = self._state()
            self._write(writing, to_replace(self._connection.read, projection), mend=before.replacing)

    def projection(self, known: Known | None = None) -> Projection:
        return self._whole(lambda: graph_of(self._connection.read, known or Known()))

    def entities(self) -> Iterator[Entity]:
        yield from Derived().nouns(Entity, self._texts(Entity), {})

    def link_columns(self) -> Iterator[LinkColumns]:
        yield from columns_of(text for _, text in self._texts(Link))

    def patch(self, patch: Patch, graph: str) -> str:
        with self._changing() as (before, writing):
            if before.replacing or before.graph_stamp != graph:
                raise StaleGraph(f"{self.address}: another changed the graph meanwhile; it is worked out anew")
            if before.shape == state.SHAPE:
                self._write(writing, to_patch(self._connection.read, patch))
            elif patch:
                wanted = patched(self.projection(), patch)
                writing.empty()
                self._write(writing, to_replace(self._connection.read, wanted), mend=True)
        return self.graph_stamp()

    def mend(self) -> None:
        if self._state().replacing:
            with self._changing() as (before, writing):
                if before.shape != state.SHAPE:
                    writing.empty()
                if before.replacing:
                    writing.end()

    def graph_stamp(self) -> str:
        return self._state().graph_stamp

    def search(self, text: str, limit: int = 10) -> tuple[Entity, ...]:
        wanted = words(text)
        if not wanted or self._state().format is None:  # a new store has no index to ask yet
            return ()
        query = " ".join(f"+{word}*" for word in wanted)
        found = self._whole(lambda: self._connection.read(_SEARCH, words=query))
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
        token, caches = self._state().token, users_caches(self._environment)
        return caches / "edgewise" / token if caches is not None and token is not None and re.fullmatch(r"[\w-]+", token) else None

    def stamp(self) -> str:
        return self._state().stamp

    def close(self) -> None:
        with self._once:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def _reading(self, statement: Statement) -> Iterator[Reader]:
        """Hold what runs statements; what it says of a place is said of the statement as it was asked."""
        with self._once:
            assert self._connection.driver
            reader = self._reader = self._reader or Reader(self._connection.server)
        try:
            yield reader
        except QueryError as problem:
            raise statement.placed(problem) from problem.__cause__

    def _state(self) -> State:
        (row,) = self._connection.read(state.READ)
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

    def _texts(self, kind: type[Entity] | type[Link]) -> Iterator[tuple[str, str]]:
        """Yield the texts of a kind, of one whole graph. Raises StaleGraph where it changes meanwhile."""
        before = self._whole(self._state)

        def read(query: str, **parameters: Any) -> list[list[Any]]:
            rows = self._connection.read(query, **parameters)
            if not self._state().is_still(before):
                raise StaleGraph(f"{self.address}: another changed the graph while it was read; read it once more")
            return rows

        return texts(read, kind.__name__)

    @contextmanager
    def _changing(self) -> Iterator[tuple[State, Writing]]:
        """Hold the lock that every writer waits for, and give the state that it is then in."""
        self._prepare()
        with self._connection.holding(state.LOCK):
            before = self._state()
            yield before, Writing(self._connection, before)

    def _write(self, writing: Writing, change: Change, mend: bool = False) -> None:
        """Write a change; where there is nothing to change, only `mend` the sign that a change had begun."""
        if not change.size and not mend:
            return
        check_named(self._connection.read, change)
        documents = self.some(Document, named_documents(change.put))
        claims = self.some(Claim, named_claims(change.put))
        write = writing.in_parts if change.size > WHOLE else writing.whole
        write(parts(change, documents, claims))

    def _prepare(self) -> None:
        """Apply the schema, once for each store that is open, and see that there are nodes to lock."""
        with self._once:
            if not self._prepared:
                prepare(self._connection)
                self._prepared = True
        self._connection.run(state.CREATE, format=FORMAT, shape=state.SHAPE)


def users_caches(environment: Mapping[str, str]) -> Path | None:
    """Return the folder for what programs keep of their own and can make again; None for somebody without a home."""
    home = environment.get("HOME") or environment.get("USERPROFILE")
    named = environment.get("LOCALAPPDATA") if sys.platform == "win32" else environment.get("XDG_CACHE_HOME")
    if named or not home:
        return Path(named) if named else None
    return Path(home) / {"darwin": "Library/Caches", "win32": "AppData/Local"}.get(sys.platform, ".cache")
