"""A change of the graph on its way to the server: each part once, whatever becomes of the connection, and readers told of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from uuid import uuid4

from neo4j import ManagedTransaction

from ...errors import StoreError
from . import batches, state
from .changing import Part
from .connection import Connection
from .state import State

AHEAD = 2  # parts that are made while one is written

_EMPTY = """
MATCH (n:Edgewise) WHERE n:Entity OR n:Claim OR n:Document OR n:EdgewiseDerived
WITH n LIMIT $rows DETACH DELETE n RETURN count(*)
"""


class Writing:
    """One change of the graph, by who holds the store's lock: `whole` or `in_parts`."""

    def __init__(self, connection: Connection, before: State) -> None:
        self._connection = connection
        self._before = before.part
        self._names = (f"{mine} {n}" for mine in (uuid4().hex,) for n in count())

    def whole(self, parts: Iterable[Part]) -> None:
        """Write it all in one transaction."""
        gathered = list(parts)

        def work(transaction: ManagedTransaction) -> None:
            for part in gathered:
                _write(transaction, part)
            self._connection.run(state.BEGIN)

        self._once(work)
        self.end()

    def in_parts(self, parts: Iterable[Part]) -> None:
        """Write a transaction for each part, while the next ones are made."""
        self._connection.run(state.BEGIN)
        with ThreadPoolExecutor(1, "edgewise-neo4j-writing") as thread:
            waiting: deque[Future[None]] = deque()
            for part in parts:
                while len(waiting) > AHEAD:
                    waiting.popleft().result()
                waiting.append(thread.submit(self._part, part))
            for one in waiting:
                one.result()
        self.end()

    def empty(self) -> None:
        """Take all away that stands in the graph, and leave it to whoever writes next to say that it is whole."""
        self._connection.run(state.BEGIN)
        left = 1

        def work(transaction: ManagedTransaction) -> None:
            nonlocal left
            left = transaction.run(_EMPTY, rows=batches.ROWS).single(strict=True)[0]

        while left:
            self._once(work)

    def _part(self, part: Part) -> None:
        self._once(lambda transaction: _write(transaction, part))

    def end(self) -> None:
        """Say that what stands is the graph."""
        self._once(lambda transaction: transaction.run(state.END, shape=state.SHAPE).consume())

    def _once(self, work: Callable[[ManagedTransaction], object]) -> None:
        """Commit what `work` does, once: a connection can break after the server has committed and before it says so.

        Raises StoreError where another has written to the graph meanwhile, which only happens when the server was away.
        """
        before, name = self._before, next(self._names)

        def act(transaction: ManagedTransaction) -> None:
            last = transaction.run(state.TAKE, before=before, part=name).single(strict=True)[0]
            if last == before:
                work(transaction)
            elif last != name:
                raise StoreError(
                    f"{self._connection.server.address}: another began to change the graph while the server was away; do the same once more"
                )

        self._before = "failed"  # whatever was to come after this does not, unless it ends well
        self._connection.writing(act)
        self._before = name


def _write(transaction: ManagedTransaction, part: Part) -> None:
    for write in part:
        for statement in write.statements:
            found = transaction.run(statement, rows=write.rows).single()
        if found is not None and found[0] != len(write.rows):
            raise StoreError(f"{len(write.rows) - found[0]} parts of the graph name what is not in it; resolve again")
