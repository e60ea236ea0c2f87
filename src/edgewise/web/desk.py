"""What the pages work at: one store, the newest whole view of its graph, and what is decided about it.

Invariants: a page sees one view, never half of a new one; a view is made beside the one in use, so that no page waits while others
ingest; but whoever asks after a decision gets a view that has it. Pages run in several threads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from ..errors import EdgewiseError, UsageError
from ..model import Judgement
from ..project import Project
from ..questions.view import GraphView, build_view
from ..refresh import refresh, undrawn
from ..stores.base import Store
from .warming import beside_pages, warm

REST = 2.0  # times as long as a view took to make, nobody else's changes make the next one: a busy ingest leaves time for pages
_log = logging.getLogger(__name__)


class Desk:
    """One store at work. `open_again` opens another connection to it, for what is done beside the pages; close it with `close`."""

    def __init__(self, store: Store, open_again: Callable[[], Store], project: Project, *, read_only: bool = False) -> None:
        self.store, self.project, self.read_only = store, project, read_only
        self._open_again = open_again
        self._changed = threading.Condition()
        # decisions taken here, and those that the view has; a crash may have left some that no graph has yet
        self._decided, self._drawn = int(not read_only and undrawn(store, project)), 0
        self._working = False
        self._next = 0.0
        self._trouble: EdgewiseError | None = None
        with beside_pages():
            self._view = build_view(store)
        self._working = True
        threading.Thread(target=self._warm_first, name="edgewise-warm", daemon=True).start()

    def view(self) -> GraphView:
        """Return the newest view; one that has every decision taken here before, however long that takes."""
        with self._changed:
            self._renew()
            wanted = self._decided
            while self._drawn < wanted:
                if not self._working:
                    raise self._trouble or EdgewiseError("the graph could not be made anew; try again")
                self._changed.wait()
                self._renew()
            return self._view

    def at_hand(self) -> GraphView:
        """Return the view in use, without waiting for what was decided: for the next pair of a queue."""
        with self._changed:
            self._renew()
            return self._view

    def has_news(self, stamp: str) -> bool:
        """Say whether there is a newer view than the one of this stamp."""
        return self.at_hand().stamp != stamp

    def decide(self, judge: Callable[[Store], Judgement]) -> Judgement:
        """Have something judged (`edgewise.decide`) and the graph made anew; return the judgement, which is in the store by then.

        Raises UsageError where nothing may be decided here, and whatever `judge` raises.
        """
        if self.read_only:
            raise UsageError("this explorer was started with --read-only: nothing can be decided here")
        judgement = judge(self.store)
        with self._changed:
            self._decided += 1
            self._trouble = None
            self._renew()
        return judgement

    def close(self) -> None:
        """Wait for what is being made, and release the store."""
        with self._changed:
            while self._working:
                self._changed.wait()
        self.store.close()

    def _renew(self) -> None:
        """Have a new view made where this one is old and none is being made; called under the lock."""
        if self._working:
            return
        rested = time.monotonic() >= self._next
        decided = self._drawn < self._decided and (rested or self._trouble is None)
        if not (decided or (rested and self.store.stamp() != self._view.stamp)):
            return
        self._working = True
        threading.Thread(target=self._make, args=(self._decided,), name="edgewise-view", daemon=True).start()

    def _warm_first(self) -> None:
        """Warm the first view beside the first pages, which need not wait for it."""
        try:
            with beside_pages():
                warm(self._view, self.project)
        except EdgewiseError as problem:
            _log.warning("the first pages will take a little longer: %s", problem)
        finally:
            with self._changed:
                self._working = False
                self._changed.notify_all()

    def _make(self, decided: int) -> None:
        started = time.monotonic()
        view, trouble = None, None
        try:
            with self._open_again() as store:
                if self._drawn < decided:
                    refresh(store, self.project)
                with beside_pages():
                    view = replace(build_view(store, like=self._view), store=self.store)
                    warm(view, self.project)
        except EdgewiseError as problem:
            _log.warning("the graph could not be read again: %s", problem)
            trouble = problem
        except BaseException as problem:
            trouble = EdgewiseError(f"the graph could not be made anew: {problem!r}")
            raise
        finally:
            with self._changed:
                if view is not None:
                    self._view, self._drawn = view, decided
                self._trouble = trouble
                self._next = time.monotonic() + REST * (time.monotonic() - started)
                self._working = False
                self._changed.notify_all()
