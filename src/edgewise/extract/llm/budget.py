"""The most that a run may use, in tokens and money. Set aside before a call, settled after it, so that calls at one time stay within it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import DocumentError
from .settings import Settings


class Used:
    """What one call did use, in tokens."""

    read = 0
    written = 0


class Budget:
    """For several threads at once. A call is let through where it stays within the budget even if it uses all it may."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changed = threading.Condition()
        self._spent = (0, 0)  # tokens read, written
        self._held = (0, 0)  # the same, of calls under way

    @contextmanager
    def call(self, read: int, written: int) -> Iterator[Used]:
        """Set aside what a call may use at most, waiting for calls under way where they hold it; what it did use is told to the value
        that this yields, and is nothing where the call fails. Raises DocumentError where the budget does not have it.
        """
        with self._changed:
            while not self._within(read, written):
                if self._held == (0, 0):
                    raise DocumentError(
                        f"the budget does not reach: {sum(self._spent):,} tokens are used and it may take {read + written:,} more; "
                        "what was answered is kept, so give more and run again"
                    )
                self._changed.wait()
            self._held = (self._held[0] + read, self._held[1] + written)
        used = Used()
        try:
            yield used
        finally:
            with self._changed:
                self._held = (self._held[0] - read, self._held[1] - written)
                self._spent = (self._spent[0] + used.read, self._spent[1] + used.written)
                self._changed.notify_all()

    def _within(self, read: int, written: int) -> bool:
        settings = self._settings
        all_read, all_written = self._spent[0] + self._held[0] + read, self._spent[1] + self._held[1] + written
        if settings.budget_tokens is not None and all_read + all_written > settings.budget_tokens:
            return False
        return settings.budget_money is None or (settings.cost(all_read, all_written) or 0.0) <= settings.budget_money
