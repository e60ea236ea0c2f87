"""The connections of one store, each used by one thread at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import apsw

from ...errors import StoreError
from .file import failures, prepare_file

_IDLE = 4  # connections kept open for the next who asks
_READING_CACHE = 4_096  # KiB of a file's pages that a connection keeps in memory
_WRITING_CACHE = 131_072  # and while it writes: digests come in any order, and a page that does not fit is written again and again


class Pool:
    """Lends connections to a file, which is made when it is not there: whoever takes one has it alone.

    So no read waits for another, nor for a write: SQLite lets all of them read on beside one that writes.
    """

    def __init__(self, path: Path) -> None:
        self.file = prepare_file(path)
        self._path = path
        self._lock = Lock()
        self._idle: list[apsw.Connection] = [self.file.connected()]
        self._closed = False

    @contextmanager
    def taken(self) -> Iterator[apsw.Connection]:
        """Lend a connection for the block. Raises StoreError, also for what SQLite says within the block, and when closed."""
        with self._lock:
            if self._closed:
                raise StoreError(f"{self._path} is closed; open it again")
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self.file.connected()
        try:
            with failures(self._path):
                yield connection
        finally:
            self._give_back(connection)

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """Lend a connection that sees one state of the file throughout the block, whatever others write meanwhile."""
        with self.taken() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """Lend a connection whose transaction holds the write lock from its start; roll back when the block fails.

        Raises StoreError for a file that can only be read.
        """
        if not self.file.writable:
            raise StoreError(f"{self._path} can only be read here; copy it to a folder that can be written, or change its permissions")
        with self.taken() as connection:
            try:
                connection.execute(f"PRAGMA cache_size = {-_WRITING_CACHE}; BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                connection.execute(f"PRAGMA cache_size = {-_READING_CACHE}; PRAGMA shrink_memory")

    def close(self) -> None:
        """Close what nobody uses, and the others when they are given back; a second call does nothing."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _give_back(self, connection: apsw.Connection) -> None:
        with self._lock:
            kept = not self._closed and len(self._idle) < _IDLE
            if kept:
                self._idle.append(connection)
        if not kept:
            connection.close()
