"""The way to one server for any number of threads: sessions that see what any of them wrote, and that outlive a server's restart.

Every read and write is a managed transaction of the driver, which tries again what the server says may be tried again (a deadlock, a
leader that changed). Past the driver's own few seconds, this side goes on trying, and says so, for `PATIENCE` seconds. So whatever is
given here to be run may run more than once; what must not happen twice asks first whether it has (see `state`).

All sessions share one bookmark manager: on a cluster, whichever member answers waits until it has what was written here before.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, TypeVar

from neo4j import Driver, ManagedTransaction, Transaction
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from ...errors import StoreError
from .server import Server, connected, said

PATIENCE, PAUSE = 120.0, 0.5  # seconds that a server may be away, and between two tries

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Connection:
    """Made for a `Server`; raises what `connected` does. Call `close` when done."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._driver: Driver | None = connected(server)
        self._once = Lock()

    @property
    def driver(self) -> Driver:
        """The driver. Raises StoreError when it was closed."""
        driver = self._driver
        if driver is None:
            raise StoreError(f"{self.server.address}: this store is closed; open it again")
        return driver

    def read(self, query: str, **parameters: Any) -> list[list[Any]]:
        """Return the rows of one reading statement."""
        return self.reading(lambda transaction: transaction.run(query, parameters).values())

    def reading(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Return what `work` makes of a transaction that reads."""

        def act() -> T:
            with self.server.session(self.driver) as session:
                return session.execute_read(work)

        return self._patiently(act)

    def writing(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Return what `work` makes of a transaction that writes; it is committed when `work` returns."""

        def act() -> T:
            with self.server.session(self.driver, write=True) as session:
                return session.execute_write(work)

        return self._patiently(act)

    def run(self, query: str, **parameters: Any) -> None:
        """Run a statement in a transaction of its own."""
        self.writing(lambda transaction: transaction.run(query, parameters).consume())

    @contextmanager
    def holding(self, query: str) -> Iterator[None]:
        """Hold a transaction that ran a statement, so that whoever runs it too waits; in the end nothing of it stays.

        Where the server goes away meanwhile nobody waits any more: what is done while it is held must notice by itself.
        """

        def begun() -> Transaction:
            transaction = session.begin_transaction()
            transaction.run(query).consume()
            return transaction

        with self.server.session(self.driver, write=True) as session:
            transaction = self._patiently(begun)
            try:
                yield
            finally:
                with suppress(Neo4jError, DriverError):
                    transaction.close()

    def close(self) -> None:
        """Release the driver; a second call does nothing."""
        with self._once:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _patiently(self, act: Callable[[], T]) -> T:
        """Return what `act` does, tried again while the server is away or busy. Raises StoreError."""
        until = 0.0
        while True:
            with self.server.telling():
                try:
                    return act()
                except (Neo4jError, DriverError) as problem:
                    again = problem.is_retryable() or isinstance(problem, IncompleteCommit)
                    if not again or (until and time.monotonic() > until):
                        raise
                    if not until:
                        until = time.monotonic() + PATIENCE
                        _log.warning("%s: no answer (%s); trying again for %g seconds", self.server.address, said(problem), PATIENCE)
            time.sleep(PAUSE)
