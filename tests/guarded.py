"""An application behind the guard, served on this machine, and a client that says exactly what it is told to: any header, any bytes."""

from __future__ import annotations

import http.client
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from waiting import PATIENCE

from edgewise.web.keys import Keys
from edgewise.web.serving import guarded, listening

FORM = "application/x-www-form-urlencoded"
TYPE = ("Content-Type", FORM)
SECRET = "Amazon hosts ICM"
SLOW = threading.Event()  # set when something slow has been asked for


class Clock:
    """A clock that a test sets."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: str

    def header(self, name: str) -> str | None:
        """The values of a header, "; " between them; None where there is none."""
        values = [value for given, value in self.headers if given.lower() == name]
        return "; ".join(values) if values else None

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Guarded:
    """A server behind the guard, and its keys."""

    keys: Keys

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.keys.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def cookie(self) -> str:
        """The cookie of a new session, as a browser sends it."""
        return f"{self.keys.cookie}={self.keys.open_session()}"

    def ask(self, target: str, *headers: tuple[str, str], method: str = "GET", body: str = "", host: str | None = None) -> Reply:
        """Ask with these headers alone, and the Host of this server where no `host` is given ("" for none)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.keys.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            if host != "":
                connection.putheader("Host", host or self.host)
            for name, value in headers:
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() or None)
            answer = connection.getresponse()
            return Reply(answer.status, answer.getheaders(), answer.read().decode())
        finally:
            connection.close()

    def raw(self, said: bytes) -> bytes:
        """Send bytes, and return all that comes back until the server closes or, having answered, says nothing for half a second."""
        with socket.create_connection(("127.0.0.1", self.keys.port), timeout=PATIENCE) as wire:
            wire.sendall(said)
            heard = b""
            try:
                while chunk := wire.recv(65536):
                    heard += chunk
                    wire.settimeout(0.5)
            except TimeoutError:
                pass
            return heard


@contextmanager
def behind_the_guard(app: ASGIApp, *, read_only: bool = False, clock: Callable[[], float] = time.time) -> Iterator[Guarded]:
    """Serve an application behind the guard, on a free port."""
    with listening(0) as listener:
        keys = Keys(listener.getsockname()[1], secrets.token_bytes(32), clock)
        server = guarded(app, keys, read_only=read_only)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        yield Guarded(keys)
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def posted(server: Guarded, *headers: tuple[str, str], body: str = "verdict=SAME") -> Reply:
    """A form as a page of ours sends it, from somebody who is in, with these headers in place of ours."""
    session = server.keys.open_session()
    ours = {"cookie": ("Cookie", f"{server.keys.cookie}={session}"), "origin": ("Origin", server.origin), "content-type": TYPE}
    ours |= {"x-edgewise-token": ("X-Edgewise-Token", server.keys.form_token(session))}
    ours = {name: header for name, header in ours.items() if name not in {given.lower() for given, _ in headers}}
    sent = [*ours.values(), *(header for header in headers if header[1])]
    return server.ask("/review", *sent, method="POST", body=body)


def _echo(request: Request) -> Response:
    """What reached the application, with headers that it should not have set."""
    heard = {"method": request.method, "path": request.url.path, "query": request.url.query, "says": SECRET}
    heard |= {name: request.scope[f"edgewise.{name}"] for name in ("token", "form") if f"edgewise.{name}" in request.scope}
    careless = {
        "Server": "hidden/1.0", "Access-Control-Allow-Origin": "*", "access-control-allow-credentials": "true", "Cache-Control": "public",
        "Content-Security-Policy": "default-src *",
    }  # fmt: skip
    download = {"Content-Disposition": "attachment"} if request.url.path.endswith(".csv") else {}
    return JSONResponse(heard, headers=careless | download)


def _broken(request: Request) -> Response:
    raise RuntimeError(SECRET)


def _slow(request: Request) -> Response:
    SLOW.set()
    time.sleep(0.5)
    return JSONResponse({})


def telling(folder: Path) -> Starlette:
    """An application that says what reached it, and knows a secret; `folder` is for the files that it serves."""
    (folder / "static").mkdir()
    (folder / "static" / "site.js").write_text(f"// {SECRET}", encoding="utf-8")
    (folder / "beside.txt").write_text("BESIDE", encoding="utf-8")
    static = StaticFiles(directory=folder / "static")
    return Starlette(routes=[
        Route("/broken", _broken), Route("/slow", _slow), Mount("/static", static),
        Route("/{path:path}", _echo, methods=["GET", "POST", "DELETE", "PUT"]),
    ])  # fmt: skip
