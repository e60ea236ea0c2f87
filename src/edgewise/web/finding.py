"""Looking for the pairs of names worth a look, beside the pages: with many names that takes a while, and no page waits for it."""

from __future__ import annotations

import logging
import threading
import time
from weakref import WeakKeyDictionary

from ..errors import EdgewiseError
from ..questions.review import PairLine, pairs_worth_a_look
from ..questions.view import GraphView
from .desk import Desk

PATIENCE = 2.0  # seconds that the first to ask waits
REST = 10.0  # times as long as it took to look, nobody looks again: a decision changes few pairs
_log = logging.getLogger(__name__)


class Finding:
    """What was found at one desk. It stays while it is looked for anew; who shows it leaves out what is decided by now."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._found: tuple[PairLine, ...] | None = None
        self._of = ""
        self._working = False
        self._next = 0.0

    def pairs(self, desk: Desk) -> tuple[PairLine, ...] | None:
        """Return the pairs found last; None where the first are still being looked for, after a while."""
        view = desk.at_hand()
        with self._changed:
            if view.stamp != self._of and not self._working and time.monotonic() >= self._next:
                self._working = True
                threading.Thread(target=self._look, args=(desk, view), name="edgewise-pairs", daemon=True).start()
            self._changed.wait_for(lambda: self._found is not None or not self._working, PATIENCE)
            return self._found

    def _look(self, desk: Desk, view: GraphView) -> None:
        started, found = time.monotonic(), None
        try:
            found = pairs_worth_a_look(view, desk.project)
        except EdgewiseError as problem:
            _log.warning("the pairs of names could not be looked for: %s", problem)
        finally:
            with self._changed:
                if found is not None:
                    self._found, self._of = found, view.stamp
                self._next = time.monotonic() + REST * (time.monotonic() - started)
                self._working = False
                self._changed.notify_all()


def finding(desk: Desk) -> Finding:
    """Return what looks for pairs at a desk, made when first asked for."""
    with _one_at_a_time:
        return _made.setdefault(desk, Finding())


_made: WeakKeyDictionary[Desk, Finding] = WeakKeyDictionary()
_one_at_a_time = threading.Lock()
