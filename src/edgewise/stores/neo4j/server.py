"""Which server, as whom, and what its refusals mean in our words. No error or address here ever holds a password."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncGraphDatabase, Driver, GraphDatabase, Session
from neo4j.api import BookmarkManager
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

from ...errors import StoreError, one_of
from ..base import SERVER_SCHEMES

OLDEST = 5  # the major version; 4.x lacks syntax that the schema and the writes use

_AGENT = re.compile(r"Neo4j/(\d+)\.")
_CONFIG: Mapping[str, Any] = {
    "connection_timeout": 10.0, "connection_acquisition_timeout": 20.0, "max_transaction_retry_time": 5.0,
    "notifications_min_severity": "OFF",
}  # fmt: skip
_HOW = "set NEO4J_USERNAME (or NEO4J_USER; without either it is neo4j) and NEO4J_PASSWORD"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is and how to log in; `database` None is the user's home database.

    `bookmarks` are what all sessions made here have written: each of them reads what any other wrote before.
    """

    address: str
    user: str
    password: str = field(repr=False)
    database: str | None = None
    bookmarks: BookmarkManager = field(default_factory=GraphDatabase.bookmark_manager, repr=False, compare=False)

    def driver(self) -> Driver:
        return GraphDatabase.driver(self.address, auth=(self.user, self.password), **_CONFIG)

    def async_driver(self) -> AsyncDriver:
        return AsyncGraphDatabase.driver(self.address, auth=(self.user, self.password), **_CONFIG)

    def session(self, driver: Driver, *, write: bool = False) -> Session:
        access = WRITE_ACCESS if write else READ_ACCESS
        return driver.session(database=self.database, default_access_mode=access, bookmark_manager=self.bookmarks)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what the driver raises inside into a StoreError that says what to do about it."""
        try:
            yield
        except (Neo4jError, DriverError) as problem:
            raise self.told(problem) from problem

    def told(self, problem: Neo4jError | DriverError) -> StoreError:
        """Return the StoreError for what a driver raised."""
        code = getattr(problem, "code", None) or ""
        if isinstance(problem, AuthError) or code.startswith("Neo.ClientError.Security."):
            return StoreError(f"{self.address}: the server refused the user {self.user!r} ({said(problem)}): {_HOW}")
        if code.endswith(".DatabaseNotFound"):
            return StoreError(f"{self.address}: there is no database {self.database!r}; set NEO4J_DATABASE to one that exists, or unset it")
        if code.endswith(".MemoryPoolOutOfMemoryError"):
            return StoreError(
                f"{self.address}: the server ran out of memory for transactions ({said(problem)}); give it more"
                " (server.memory.heap.max_size), or import a large store in bulk: edgewise export neo4j-admin"
            )
        if isinstance(problem, ServiceUnavailable):
            return StoreError(f"{self.address}: no server answers ({said(problem)}); start it, or correct the address")
        return StoreError(f"{self.address}: {said(problem)}")


def server(address: str, environment: Mapping[str, str] = os.environ) -> Server:
    """Return the server of an address like bolt://localhost:7687, with the login that the environment gives.

    Raises StoreError for an address that is no such, that holds a login, or when NEO4J_PASSWORD is not set.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as problem:
        raise StoreError(f"the address of the Neo4j server is malformed ({problem}); it looks like neo4j://localhost:7687") from problem
    if "@" in parts.netloc:
        raise StoreError(f"{parts.scheme}://{host}: an address holds no user or password, since addresses are shown and kept; {_HOW}")
    if parts.scheme not in SERVER_SCHEMES or not host:
        raise StoreError(
            f"{address}: is no address of a Neo4j server; it looks like neo4j://localhost:7687; known schemes: {one_of(SERVER_SCHEMES)}"
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise StoreError(f"{address}: an address ends after the port; name the database in NEO4J_DATABASE")
    password = environment.get("NEO4J_PASSWORD")
    if not password:
        raise StoreError(f"{address}: NEO4J_PASSWORD is not set; {_HOW}")
    user = environment.get("NEO4J_USERNAME") or environment.get("NEO4J_USER") or "neo4j"
    return Server(address, user, password, environment.get("NEO4J_DATABASE") or None)


def connected(server: Server) -> Driver:
    """Return a driver that has answered a query on a version that will do. Raises StoreError, with nothing left open."""
    _quiet_driver()
    with server.telling():
        driver = server.driver()
    try:
        with server.telling(), server.session(driver) as session:
            agent = session.run("RETURN 1").consume().server.agent
        check_version(server.address, agent)
    except BaseException:
        driver.close()
        raise
    return driver


def check_version(address: str, agent: str) -> None:
    """Raise StoreError unless the server calls itself a Neo4j that is new enough ("Neo4j/5.26.0", "Neo4j/2026.08.1")."""
    found = _AGENT.match(agent)
    if found is None or int(found.group(1)) < OLDEST:
        raise StoreError(f"{address}: is {agent}; edgewise needs Neo4j {OLDEST} or later (5.26, 2025.x, 2026.x)")


def said(problem: Exception) -> str:
    """Return what a driver's error says, in one line."""
    text = getattr(problem, "message", None) or str(problem)
    return " ".join(str(text).split()).rstrip(".") or type(problem).__name__


def _quiet_driver() -> None:
    """Keep the driver from writing to stderr where nobody configured logging: what it warns of comes as an error too."""
    log = logging.getLogger("neo4j")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
