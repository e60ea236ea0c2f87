"""Cypher that people and agents write: read-only, bounded, never trusted.

What holds it, one after the other: the guard refuses by its words; EXPLAIN in a read session says what the statement would do,
before anything runs; the server refuses every write in a read session and ends a statement at its time limit; and where it does
not (one long expression), this side stops waiting. A read session alone is not enough: the server would still load files and
URLs, show its users and settings, and end other people's transactions.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from neo4j import READ_ACCESS, AsyncDriver, AsyncSession, AsyncTransaction, Bookmarks, Query
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

from ...errors import EdgewiseError, QueryError
from ..base import Table
from . import state
from .server import Server, said
from .shape import ends, plain
from .state import State

EXPLAINING = 10.0  # seconds that the server may take to explain a statement
GRACE = 1.5  # seconds past a statement's time limit until this side stops waiting: the server looks at its clock between rows

_REFUSED = re.compile(r"LoadCSV|ProcedureCall|TransactionForeach|^(Show|Terminate|Alter|Create|Drop|Grant|Deny|Revoke)")
_PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")
_STOPPED = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "Terminated", "TransactionTerminated")
_T = TypeVar("_T")


class Reader:
    """Runs read-only statements on one server, from any thread, each under a deadline that it keeps itself.

    The driver's synchronous side waits as long as the server does; so this one lives on an event loop in a thread of its own,
    where a wait can be given up and its connection dropped. Call `close` when done.
    """

    def __init__(self, server: Server) -> None:
        """`server` is the one whose sessions wrote what is read here."""
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="edgewise-neo4j", daemon=True)
        self._thread.start()
        self._driver: AsyncDriver = self._wait(self._connect())

    def run(self, query: str, parameters: Mapping[str, Any], limit: int, timeout: float) -> Table:
        """Return at most `limit` rows. Raises QueryError, or StoreError when the server is gone; see `Store.cypher`."""
        return self._wait(self._bounded(self._ask(query, parameters, limit, timeout), timeout))

    def explain(self, query: str, parameters: Mapping[str, Any]) -> None:
        """Raise QueryError where the server would refuse the statement, which it does not run; see `Store.explain`."""
        self._wait(self._bounded(self._explain(query, parameters), EXPLAINING))

    def close(self) -> None:
        """Drop the connections and end the thread; call once."""
        self._wait(self._driver.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, work: Coroutine[Any, Any, _T]) -> _T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            raise

    async def _connect(self) -> AsyncDriver:
        return self._server.async_driver()

    async def _bounded(self, work: Coroutine[Any, Any, _T], timeout: float) -> _T:
        try:
            async with asyncio.timeout(timeout + GRACE):
                return await work
        except TimeoutError:
            raise QueryError(f"stopped waiting after {timeout:g} s, though the server may be busy with it for longer: {_LESS}") from None
        except RecursionError:  # of the driver, which reads a plan step within step
            raise QueryError("the plan of the statement is nested too deep; ask for less at once") from None
        except (Neo4jError, DriverError) as problem:
            raise _refusal(self._server, problem, timeout) from problem

    async def _ask(self, query: str, parameters: Mapping[str, Any], limit: int, timeout: float) -> Table:
        async with self._session(min(limit + 1, 1000)) as session:
            await _check(session, query, parameters, timeout)
            deadline = asyncio.get_running_loop().time() + min(state.PATIENCE, timeout)
            while True:
                async with await session.begin_transaction(timeout=timeout) as transaction:
                    before = await _state(transaction)
                    if not before.replacing:
                        table = await _rows(transaction, query, parameters, limit)
                        if (await _state(transaction)).is_still(before):
                            return table
                if asyncio.get_running_loop().time() > deadline:
                    raise QueryError(state.HALF)
                await asyncio.sleep(state.PAUSE)

    async def _explain(self, query: str, parameters: Mapping[str, Any]) -> None:
        async with self._session(1) as session:
            await _check(session, query, parameters, EXPLAINING)

    def _session(self, fetched: int) -> AsyncSession:
        seen = Bookmarks.from_raw_values(self._server.bookmarks.get_bookmarks())
        return self._driver.session(
            database=self._server.database, default_access_mode=READ_ACCESS, fetch_size=fetched, bookmarks=seen
        )  # fmt: skip


async def _check(session: AsyncSession, query: str, parameters: Mapping[str, Any], timeout: float) -> None:
    """Raise QueryError where the server's plan of a statement does more than read."""
    # on a line of its own, so that the places in error messages only need their line counted down
    explained = await (await session.run(Query(f"EXPLAIN\n{query}", timeout=timeout), dict(parameters))).consume()
    _check_plan(explained.query_type, explained.plan)


async def _rows(transaction: AsyncTransaction, query: str, parameters: Mapping[str, Any], limit: int) -> Table:
    result = await transaction.run(query, dict(parameters))
    records = await result.fetch(limit + 1)
    rows = [record.values() for record in records[:limit]]
    await result.consume()
    ids = await _our_ids(transaction, rows)
    shown = tuple(tuple(plain(value, ids) for value in row) for row in rows)
    return Table(tuple(result.keys()), shown, truncated=len(records) > limit)


async def _state(transaction: AsyncTransaction) -> State:
    record = await (await transaction.run(state.READ)).single(strict=True)
    return State(*record.values())


async def _our_ids(transaction: AsyncTransaction, rows: list[list[Any]]) -> dict[str, Any]:
    """Return our ids by element id, for the nodes that relationships join: these come without their properties."""
    wanted = sorted({node.element_id for row in rows for node in ends(row)})
    if not wanted:
        return {}
    result = await transaction.run("UNWIND $wanted AS e MATCH (n) WHERE elementId(n) = e RETURN e, n.id", wanted=wanted)
    return {record[0]: record[1] async for record in result}


def _check_plan(kind: str | None, plan: Mapping[str, Any] | None) -> None:
    if kind != "r" or plan is None:
        raise QueryError("the statement would write; here the graph is only read, and `ingest` fills it")
    pending = [plan]
    while pending:
        operator = pending.pop()
        pending.extend(operator.get("children", ()))
        name = str(operator.get("operatorType", "")).split("@")[0]
        if _REFUSED.search(name):
            raise QueryError(f"the statement needs {name}, which may read files or the network, or show or change the server: refused")


_LESS = "ask for less (a LIMIT, fewer hops), or give it more time"


def _refusal(server: Server, problem: Neo4jError | DriverError, timeout: float) -> EdgewiseError:
    code = getattr(problem, "code", None) or ""
    last = code.rsplit(".", 1)[-1]
    if isinstance(problem, ServiceUnavailable) or code.startswith("Neo.ClientError.Security."):
        return server.told(problem)
    if last in _STOPPED:
        return QueryError(f"stopped after {timeout:g} s: {_LESS}")
    if last == "AccessMode":
        return QueryError("the statement would write; here the graph is only read, and `ingest` fills it")
    if last == "MemoryPoolOutOfMemoryError":
        return QueryError(f"the server ran out of the memory it allows a statement: {_LESS}")
    first = (getattr(problem, "message", None) or str(problem)).split("\n", 1)[0]
    place = (max(int(found[1]) - 1, 1), int(found[2])) if (found := _PLACE.search(first)) else None
    return QueryError(_PLACE.sub("", first).strip() or said(problem), place)
