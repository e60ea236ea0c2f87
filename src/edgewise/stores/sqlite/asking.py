"""Cypher in a process of its own, which can be ended: what a statement makes of the engine ends there, and never here.

The engine looks at the clock while it runs, not while it turns a statement into SQL, and takes memory where no limit of SQLite's
counts. So the process has so much memory and no more, and whoever asks ends it when its time is over. Requests and replies are
lines of JSON. A process that nobody needs waits for the next store.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import Any

import apsw

from ...errors import QueryError, StoreError
from ..base import Table
from ..guard import check
from .cypher import EXPLAINING, CypherReader, extension
from .file import File

MEMORY = 2**30  # bytes that the process may take, all told
_GRACE = 1.0  # seconds past a statement's time limit until its process is ended
_GREEDY = f"the statement is too much for the engine: it takes more than {MEMORY >> 20} MB, or is nested too deep; ask for less"


class Asker:
    """Asks the engine about one file, from one thread at a time. Raises QueryError where graphqlite is missing."""

    def __init__(self, file: File) -> None:
        extension()
        self._file = file
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, query: str, parameters: Mapping[str, Any], limit: int, timeout: float) -> Table:
        """Return at most `limit` rows; see `Store.cypher`."""
        check(query, parameters, limit=limit, timeout=timeout)  # here too: what is refused needs no process
        columns, rows, truncated = self._ask(timeout, [query, parameters, limit, timeout])
        return Table(tuple(columns), tuple(tuple(row) for row in rows), truncated)

    def explain(self, query: str, parameters: Mapping[str, Any]) -> None:
        """Raise QueryError where the statement would not run; see `Store.explain`."""
        check(query, parameters)
        self._ask(EXPLAINING, [query, parameters])

    def close(self) -> None:
        """Have the file closed and leave the process to others; a second call does nothing."""
        process, self._process = self._process, None
        if process is not None:
            try:
                _say(process, None)
                _heard(process)
            except OSError:
                _end(process)
            else:
                _leave(process)

    def _ask(self, seconds: float, arguments: list[Any]) -> Any:
        """Return the reply to a request. Its time starts when the file is open: how long that takes is not the statement's doing."""
        if self._process is None or self._process.poll() is not None:
            self._drop()
            self._process = _started()
        process = self._process
        ended = Event()

        def end() -> None:
            ended.set()  # first: whoever hears that it is gone asks why
            process.kill()

        late = Timer(seconds + _GRACE, end)
        late.daemon = True
        try:
            _say(process, {"path": os.path.abspath(self._file.path), "writable": self._file.writable, "seconds": seconds, "ask": arguments})
            reply = _heard(process)
            if reply is None:  # open
                late.start()
                reply = _heard(process)
        except OSError:
            stopped = ended.is_set()
            self._drop()
            raise QueryError(f"stopped after {seconds:g} seconds; ask for less, or allow more time" if stopped else _GREEDY) from None
        except BaseException:
            self._drop()
            raise
        finally:
            late.cancel()
        if "error" in reply:
            says, place = reply["says"]
            raise QueryError(says, place and tuple(place)) if reply["error"] == "QueryError" else StoreError(says)
        return reply["answer"]

    def _drop(self) -> None:
        if self._process is not None:
            _end(self._process)
            self._process = None


_idle: list[subprocess.Popen[bytes]] = []
_leaving = Lock()


def _started() -> subprocess.Popen[bytes]:
    """Return a process that nobody else asks."""
    with _leaving:
        while _idle:
            if (process := _idle.pop()).poll() is None:
                return process
            _end(process)
    seen = os.pathsep.join(path for path in sys.path if path)
    command, environment = [sys.executable, "-c", f"from {__name__} import main; main()"], {**os.environ, "PYTHONPATH": seen}
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )  # fmt: skip
    except OSError as problem:
        raise QueryError(f"Cypher needs a process of its own, and none starts here: {problem}") from problem


def _leave(process: subprocess.Popen[bytes]) -> None:
    """Keep one process for whoever asks next, and end the others."""
    with _leaving:
        if not _idle:
            _idle.append(process)
            return
    _end(process)


@atexit.register
def _end_idle() -> None:
    with _leaving:
        while _idle:
            _end(_idle.pop())


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()


def _say(process: subprocess.Popen[bytes], request: Any) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.flush()


def _heard(process: subprocess.Popen[bytes]) -> Any:
    """Return the next reply. Raises OSError where the process has ended."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        raise BrokenPipeError
    return json.loads(line)


def main() -> None:
    """Reply to requests until there are no more."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what an engine prints is no reply
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks hears it too, and ends this
    _bound_memory()
    reader: CypherReader | None = None
    opened: Any = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            if request is None or opened != request["path"]:
                if reader is not None:
                    reader.close()
                reader = opened = None
            if request is not None:
                if reader is None:
                    reader, opened = CypherReader(File(Path(request["path"]), writable=request["writable"])), request["path"]
                _reply(replies, None)
                _alarm(request["seconds"] + 2 * _GRACE)  # for when nobody is left who would end this
                try:
                    reply = {"answer": _answer(reader, request["ask"])}
                finally:
                    _alarm(0)
            else:
                reply = {"answer": None}
        except QueryError as problem:
            reply = {"error": "QueryError", "says": (problem.what, problem.place)}
        except StoreError as problem:
            reply = {"error": "StoreError", "says": (str(problem), None)}
        except (MemoryError, apsw.NoMemError):
            reply = {"error": "QueryError", "says": (_GREEDY, None)}
        except RecursionError:
            reply = {"error": "QueryError", "says": ("the result is nested too deep", None)}
        _reply(replies, reply)


def _answer(reader: CypherReader, arguments: list[Any]) -> Any:
    if len(arguments) == 2:
        return reader.explain(*arguments)
    table = reader.run(*arguments)
    return table.columns, table.rows, table.truncated


def _reply(replies: Any, reply: Any) -> None:
    replies.write(json.dumps(reply).encode() + b"\n")
    replies.flush()


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit, and macOS may refuse one
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
