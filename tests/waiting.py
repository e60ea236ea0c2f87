"""How tests wait: long for what must come, for a busy machine is no failure. What must be quick is measured by the work it takes."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 120.0
"""Seconds until what should have come is missed."""
_CHOSEN = 20_000, 12_000  # ports from here on, this many: below those that the system gives to whoever asks for any


def until(true: Callable[[], object], what: str = "what was waited for") -> None:
    """Wait until this is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"{what} did not come in {PATIENCE:.0f} s"
        time.sleep(0.02)


@contextmanager
def quick(seconds: float) -> Iterator[None]:
    """Hold what is done to this many seconds of this process's own work, however slowly a busy machine lets it work."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


def free_port() -> int:
    """Return a port of this machine that nobody has, and that the system gives to nobody before the caller takes it."""
    first, many = _CHOSEN
    for n in range(many):
        port = first + (os.getpid() * 7 + n) % many
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
