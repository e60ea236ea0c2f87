"""Which explorers of this user run: one state file for each store that is served, so that `edgewise serve --url` finds the server.

Invariant: the file holds the server's secret, so only its user can read it or its folder, and neither is reached through a link that
somebody else may have laid. That a file is there does not mean that its server runs: `alive` asks it to prove that it knows the secret.
"""

from __future__ import annotations

import hashlib
import html
import http.client
import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import ServingError
from .keys import Keys

ALIVE = "/alive"
_PATIENCE = 2.0  # seconds that a server on this machine has to prove itself
_LONGEST_FILE = 10_000


@dataclass(frozen=True, slots=True)
class Running:
    """A server as its state file says: its port and process, its secret, and the address of its store (`store_key`)."""

    port: int
    pid: int
    secret: bytes = field(repr=False)
    store: str

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def fresh_url(self) -> str:
        """Return an address that opens a session once, minted now."""
        return f"{self.site}?key={Keys(self.port, self.secret).mint()}"

    def alive(self) -> bool:
        """Return whether the program at the port proves to be this server."""
        nonce = secrets.token_hex(32)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)  # asks no proxy
        try:
            connection.request("GET", f"{ALIVE}?nonce={nonce}")
            answer = connection.getresponse().read(200).decode("ascii", "replace")
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return Keys(self.port, self.secret).proves(answer, nonce)


def store_key(address: str) -> str:
    """Return what names a store on this machine: the whole path of a file, links followed; the URL of a server as it is."""
    return address if "://" in address else str(Path(address).resolve())


def fresh_url(store: str, port: int | None = None) -> str:
    """Return an address that opens an explorer once: of the server at a port of ours, else of the one of a store, given by its address.

    Raises ServingError where no such server runs.
    """
    running = running_at(store) if port is None else running_on(port)
    if running is None:
        what = f"of {store}" if port is None else f"at port {port}"
        raise ServingError(f"no explorer {what} runs; start one with: edgewise serve --store {store}")
    return running.fresh_url()


def running_at(store: str) -> Running | None:
    """Return the living server of a store, given by its address, or None."""
    found = _read(_path(_folder(), store_key(store)))
    return found if found is not None and found.alive() else None


def running_on(port: int) -> Running | None:
    """Return the living server of this user on a port, or None."""
    told = (_read(path) for path in sorted(_folder().glob("*.json")))
    return next((one for one in told if one is not None and one.port == port and one.alive()), None)


def register(running: Running) -> None:
    """Write the state file of a server, in place of one that is there."""
    _write(_path(_folder(), running.store), json.dumps(
        {"port": running.port, "pid": running.pid, "secret": running.secret.hex(), "store": running.store}
    ))  # fmt: skip


def unregister(running: Running) -> None:
    """Remove the state file of a server and its way in, unless another server has taken its place."""
    path = _path(_folder(), running.store)
    if _read(path) == running:
        path.unlink(missing_ok=True)
        path.with_suffix(".html").unlink(missing_ok=True)


def way_in(running: Running) -> str:
    """Return the address of a new file that leads a browser in; removed with the state file.

    A browser is started with an address that every user of the machine can read in the list of processes: this one tells them nothing.
    """
    path = _path(_folder(), running.store).with_suffix(".html")
    url = html.escape(running.fresh_url())
    _write(path, f'<!doctype html><meta http-equiv="refresh" content="0; url={url}"><title>edgewise</title><a href="{url}">edgewise</a>\n')
    return path.as_uri()


def _folder() -> Path:
    """The folder of the state files, made where it is not there. ServingError where others could read or change what is in it."""
    folder = _base() / "edgewise"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as problem:
        raise ServingError(f"{folder}: cannot be made ({problem.strerror}); name another place in XDG_STATE_HOME") from problem
    if not stat.S_ISDIR(found.st_mode):
        raise ServingError(f"{folder}: is a link or no folder; the keys of the explorer are not kept there: remove it")
    if os.name == "posix":
        if found.st_uid != os.getuid():
            raise ServingError(f"{folder}: belongs to another user; name a place of your own in XDG_STATE_HOME")
        if found.st_mode & 0o077:
            raise ServingError(f"{folder}: others may read or change it; type: chmod 700 {folder}")
    return folder


def _base() -> Path:
    """XDG_RUNTIME_DIR where it is this user's (after `su` it is not), else XDG_STATE_HOME, else its usual place."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if runtime.is_absolute() and runtime.is_dir() and (os.name != "posix" or runtime.stat().st_uid == os.getuid()):
        return runtime
    state = Path(os.environ.get("XDG_STATE_HOME", ""))
    return state if state.is_absolute() else Path.home() / ".local" / "state"


def _path(folder: Path, key: str) -> Path:
    return folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def _write(path: Path, text: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")  # of mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(made, path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise ServingError(f"{path}: cannot be written ({problem.strerror}); name another place in XDG_STATE_HOME") from problem


def _read(path: Path) -> Running | None:
    """The server that a state file tells of; None where there is none, or it is not as we write it."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, encoding="utf-8") as file:
            told = json.loads(file.read(_LONGEST_FILE))
        found = Running(int(told["port"]), int(told["pid"]), bytes.fromhex(told["secret"]), str(told["store"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if 0 < found.port < 65536 else None
