"""Waiting for a store that another process writes to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from ..errors import StoreBusy
from .watch import Watch

PATIENCE = 1800.0  # seconds: another run may write the graph of a large pile in one transaction

T = TypeVar("T")


def patiently(act: Callable[[], T], watch: Watch) -> T:
    """Return what `act` does, tried again where another process keeps the store from it; it says so once, and that it goes on.

    Raises StoreBusy after half an hour.
    """
    until = time.monotonic() + PATIENCE
    waited = False
    while True:
        try:
            done = act()
        except StoreBusy:
            if time.monotonic() > until:
                raise
            if not waited:
                watch.say("another process is writing to the store; waiting for it")
                waited = True
        else:
            if waited:
                watch.say("the store is free again; going on")
            return done
