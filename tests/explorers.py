"""Explorers for tests: a desk over a store, and the application served on this machine without its guard."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import uvicorn
from waiting import PATIENCE

from edgewise.project import builtin
from edgewise.stores import open_store
from edgewise.web.app import make_app
from edgewise.web.desk import Desk


@dataclass(frozen=True)
class Answered:
    """What came back for one address."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Asking:
    """Asks a server on this machine; addresses may hold any character."""

    port: int

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __call__(self, address: str, method: str = "GET", body: str = "", **headers: str) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, quote(address, safe="/?&=%#+~:,@"), body.encode() or None, headers)
            answer = connection.getresponse()
            return Answered(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()


@contextmanager
def desk_over(address: str, *, read_only: bool = False) -> Iterator[Desk]:
    """A desk over the store at an address."""
    desk = Desk(open_store(address), lambda: open_store(address), builtin(), read_only=read_only)
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def served(desk: Desk) -> Iterator[Asking]:
    """The application over a desk, served without the guard."""
    with running(make_app(desk)) as port:
        yield Asking(port)


@contextmanager
def running(app: Any) -> Iterator[int]:
    """Any ASGI application on a free port of this machine; gives the port."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)
