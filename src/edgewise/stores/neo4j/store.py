"""The store on a Neo4j server. Any number of processes may use one at a time: writers wait for each other, readers for nobody.

A reader never meets half of an `add` or a `project` committed; but Neo4j isolates at read committed, so a Cypher statement that
runs *while* one commits may see some of each. `projection` notices, and reads again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

from neo4j import Driver, Transaction

from ...errors import StoreError, UsageError
from ...model import FORMAT, Claim, Document, Entity, Mention, Projection, Record, from_data
from ...project import builtin
from ..base import R, Table
from ..graph import named_claims, named_documents
from ..guard import check
from ..ranking import ranked, words
from .projecting import read_graph, replace_graph
from .reading import Reader
from .records import add_records
from .server import Server, connected, server

PAGE = 500  # records read at a time
TRIES = 5

# the one node that holds the format and the revision; a write locks it first, so that writers wait for each other
_LOCK = """
MERGE (s:EdgewiseStore {id: 'store'})
ON CREATE SET s:Edgewise, s.format = $format, s.revision = 0, s.token = randomUUID()
SET s.locked = true
"""
_REVISE = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.revision = s.revision + 1"
_STATE = "MATCH (s:EdgewiseStore {id: 'store'}) RETURN s.format, s.token, s.revision"
_PAGE = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.id > $after RETURN n.id, n.record ORDER BY n.id LIMIT $page"
_SOME = "MATCH (n:EdgewiseRecord) WHERE n.id IN $ids AND n.kind = $kind RETURN n.id, n.record ORDER BY n.id"
_OF_DOCUMENTS = "MATCH (n:EdgewiseRecord) WHERE n.kind = $kind AND n.document IN $documents RETURN n.id"
_SEARCH = "CALL db.index.fulltext.queryNodes('edgewise_words', $words) YIELD node RETURN node.derived"


class Neo4jStore:
    """A `Store`; see `stores.base`. Made by `open`."""

    def __init__(self, server: Server, driver: Driver) -> None:
        self.address = server.address
        self._server = server
        self._driver: Driver | None = driver
        self._reader: Reader | None = None
        self._prepared = False

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
            found = store._state()
            if found is not None and found[0] != FORMAT:
                raise StoreError(f"{address}: its records have format {found[0]}; this edgewise knows {FORMAT}: install a newer one")
        except BaseException:
            store.close()
            raise
        return store

    def add(self, records: Iterable[Record]) -> int:
        with self._writing() as transaction:
            changed = add_records(transaction, records)
            _end(transaction, changed=changed > 0)
        return changed

    def records(self, kind: type[R]) -> Iterator[R]:
        after = ""
        while page := self._read(_PAGE, kind=kind.__name__, after=after, page=PAGE):
            yield from (from_data(kind, json.loads(text)) for _, text in page)
            after = page[-1][0]

    def get(self, kind: type[R], id: str) -> R | None:
        return next(self._some(kind, [id]), None)

    def of_documents(self, kind: type[R], documents: Sequence[str]) -> Iterator[R]:
        if kind not in (Mention, Claim):
            raise UsageError(f"a {kind.__name__} record has no document; kinds that have: Claim, Mention")
        ids = self._read(_OF_DOCUMENTS, kind=kind.__name__, documents=list(documents))
        yield from self._some(kind, [id for (id,) in ids])

    def project(self, projection: Projection) -> None:
        documents = self._some(Document, named_documents(projection))
        claims = self._some(Claim, named_claims(projection))
        with self._writing() as transaction:
            _end(transaction, changed=replace_graph(transaction, projection, documents, claims))

    def projection(self) -> Projection:
        for _ in range(TRIES):
            before = self.stamp()
            graph = read_graph(self._read)
            if self.stamp() == before:
                return graph
        raise StoreError(f"{self.address}: the graph was replaced while it was read, {TRIES} times; try again when others are done")

    def search(self, text: str, limit: int = 10) -> tuple[Entity, ...]:
        wanted = words(text)
        if not wanted or self._state() is None:  # a new store has no index to ask yet
            return ()
        query = " ".join(f"+{word}*" for word in wanted)
        found = self._read(_SEARCH, words=query)
        return ranked(text, (from_data(Entity, json.loads(one)) for (one,) in found), limit)

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0) -> Table:
        self._open_driver()
        statement = check(query, parameters, limit=limit, timeout=timeout)
        if self._reader is None:
            self._reader = Reader(self._server)
        return self._reader.run(statement.text, parameters or {}, limit, timeout)

    def stamp(self) -> str:
        found = self._state()
        return "new" if found is None else f"{found[1]} {found[2]}"

    def close(self) -> None:
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

    def _state(self) -> tuple[int, str, int] | None:
        """Return format, token and revision; None for a new store."""
        for format, token, revision in self._read(_STATE):
            return format, token, revision
        return None

    def _some(self, kind: type[R], ids: Iterable[str]) -> Iterator[R]:
        """Yield the records of that kind and these ids that are there, sorted by id."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), PAGE):
            page = self._read(_SOME, ids=wanted[start : start + PAGE], kind=kind.__name__)
            yield from (from_data(kind, json.loads(text)) for _, text in page)

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """Hold a transaction that other writers wait for; it rolls back unless it was committed."""
        driver = self._open_driver()
        with self._server.telling(), self._server.session(driver, write=True) as session:
            if not self._prepared:
                for statement in _statements(builtin().schema.read_text(encoding="utf-8")):
                    session.run(statement).consume()
                session.run("CALL db.awaitIndexes(120)").consume()
                self._prepared = True
            with session.begin_transaction() as transaction:
                transaction.run(_LOCK, format=FORMAT).consume()
                yield transaction


def _end(transaction: Transaction, *, changed: bool) -> None:
    """Commit a change and count it, which changes the stamp; or leave all as it was."""
    if changed:
        transaction.run(_REVISE).consume()
        transaction.commit()
    else:
        transaction.rollback()


def _statements(text: str) -> list[str]:
    """Return the statements of a schema file: `//` lines aside, each up to its semicolon."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]
