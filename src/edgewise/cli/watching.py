"""What somebody who waits for a command sees on stderr, and how they stop it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from .common import number_of

LATEST = 60.0  # seconds that the rate is of
EVERY = 10.0  # seconds between lines, where stderr is no terminal; a short run prints none
PARTS = 20  # lines of a long run, at least one a minute
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Pace:
    """How fast files are done, of late, and how long the rest takes. `now` is in seconds, from whenever."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._seen: deque[tuple[float, int]] = deque()

    def words(self, done: int, total: int) -> str:
        """Return "12.5 files a second, 3 min left"; "" where nothing can be said yet."""
        now = self._now()
        while len(self._seen) > 1 and self._seen[1][0] < now - LATEST:
            self._seen.popleft()
        self._seen.append((now, done))
        since, before = self._seen[0]
        if done == before or now - since < 1:
            return ""
        rate = (done - before) / (now - since)
        return f"{rate:.{0 if rate >= 100 else 1}f} files a second, {_lasting((total - done) / rate)} left"


def _lasting(seconds: float) -> str:
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


class Lines:
    """Progress as lines that a log can keep: one every ten seconds and twentieth part, or every minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._pace = Pace(now)
        self._last, self._said = now(), 0
        self._any = False

    def progress(self, done: int, total: int) -> None:
        words, waited = self._pace.words(done, total), self._now() - self._last
        if done == total:
            if self._any:
                self.say(f"all {number_of(total, 'file')} done; bringing the graph up to date")
        elif waited >= EVERY and (waited >= LATEST or done - self._said >= total / PARTS):
            self._last, self._said, self._any = self._now(), done, True
            self.say(f"{done} of {number_of(total, 'file')}{', ' if words else ''}{words}")

    def say(self, words: str) -> None:
        click.echo(words, err=True)


class _Bar:
    """Progress as a bar with rate and time left, on a terminal."""

    def __init__(self, bar: Any) -> None:
        self._bar, self._pace = bar, Pace()
        self._task = bar.add_task("reading", total=None, pace="")

    def progress(self, done: int, total: int) -> None:
        what = "reading" if done < total else "bringing the graph up to date"
        self._bar.update(self._task, completed=done, total=total, description=what, pace=self._pace.words(done, total))

    def say(self, words: str) -> None:
        self._bar.console.print(words, markup=False, highlight=False)


@contextmanager
def watching() -> Iterator[Any]:
    """Yield a `Watch` that shows on stderr how far it is, and stops at Ctrl-C or SIGTERM once what was read is kept.

    A second one of these stops at once, as if this were not here.
    """
    from ..ingest import Watch

    asked = threading.Event()
    with ExitStack() as open:
        open.enter_context(_stopping(asked))
        shown = _Bar(open.enter_context(_bar())) if sys.stderr.isatty() else Lines()
        yield Watch(shown.progress, shown.say, asked.is_set)


@contextmanager
def _stopping(asked: threading.Event) -> Iterator[None]:
    """Turn the first signal to stop into a question, where this thread may."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: object) -> None:
        asked.set()
        for one in SIGNALS:
            signal.signal(one, before[one])
        os.write(2, b"\nstopping: keeping what was read, and its graph; once more stops at once\n")  # echo is not for signal handlers

    before = {one: signal.signal(one, ask) for one in SIGNALS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    return Progress(*columns, console=Console(stderr=True), transient=True)
