"""The explorer as a running server: on 127.0.0.1 alone, found again by its state file, gone without a trace when it is stopped."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from ..errors import ServingError
from ..project import Project
from ..stores import open_store
from ..views.addresses import PORT
from .app import make_app
from .desk import Desk
from .guard import Guard
from .keys import SECRET_BYTES, Keys
from .running import Running, register, running_at, store_key, unregister

_CONNECTIONS = 64
_LONGEST_HEAD = 65_536  # bytes of a request's first line and headers: cookies of other programs at this host come with it
_GRACE = 5  # seconds that requests under way have when the server is stopped


def serve(
    address: str, project: Project, *, port: int = PORT, read_only: bool = False, opened: Callable[[Running], None] = lambda _: None
) -> None:
    """Serve the explorer over a store until SIGINT or SIGTERM. `opened` is called once it takes requests; port 0 is any that is free.

    Raises ServingError where the store is served already, the port is taken, or the keys cannot be kept; StoreError where the store
    cannot be opened.
    """
    other = running_at(address)
    if other is not None:
        way = f"edgewise serve --url --port {other.port}"
        raise ServingError(f"{address} is served already, at port {other.port} by process {other.pid}; get in with: {way}")
    with listening(port) as listener, closing(Desk(open_store(address), lambda: open_store(address), project, read_only=read_only)) as desk:
        running = Running(listener.getsockname()[1], os.getpid(), secrets.token_bytes(SECRET_BYTES), store_key(address))
        server = guarded(make_app(desk), Keys(running.port, running.secret), read_only=read_only)
        register(running)
        try:
            with _stopped_by_signals(server):
                opened(running)
                server.run(sockets=[listener])
        finally:
            unregister(running)


def guarded(app: ASGIApp, keys: Keys, *, read_only: bool = False) -> uvicorn.Server:
    """Return a server of an application behind the guard; it keeps no log of what is asked."""
    return uvicorn.Server(
        uvicorn.Config(
            Guard(app, keys, read_only=read_only), loop="asyncio", http="h11", ws="none", lifespan="off", workers=1,
            log_config=None, log_level="error", access_log=False, server_header=False, proxy_headers=False,
            limit_concurrency=_CONNECTIONS, h11_max_incomplete_event_size=_LONGEST_HEAD, timeout_graceful_shutdown=_GRACE,
        )
    )  # fmt: skip


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """Listen on a port of 127.0.0.1, 0 for any that is free. ServingError where it cannot be had."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        if os.name == "posix":  # there it lets a server start where one has just ended; on Windows, two share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(_CONNECTIONS)
        except OSError as problem:
            raise ServingError(
                f"port {port} cannot be had ({problem.strerror}); name another, or let any free one be taken: edgewise serve --port 0"
            ) from problem
        yield listener


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Have SIGINT and SIGTERM stop the server, and nothing else: uvicorn sends them on to who had them before, which is this."""

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    if threading.current_thread() is not threading.main_thread():  # a thread gets no signals; its owner stops the server
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
