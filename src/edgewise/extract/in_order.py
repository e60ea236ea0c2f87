"""Reading several documents at a time, where the extractor waits for others rather than works itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from .base import Extractor

T = TypeVar("T")
R = TypeVar("R")


def waits(reader: Extractor) -> bool:
    """Say whether an extractor waits for others, so that threads of one process do what processes do for one that works itself."""
    return hasattr(reader, "at_once")


def in_order(work: Callable[[T], R], items: Iterable[T], reader: Extractor) -> Iterator[R]:
    """Yield what `work` makes of each item, in their order; as many at a time, by threads, as the extractor says in `at_once`.

    An extractor that says nothing works itself, and a thread more would be no help: one at a time.
    """
    at_once = getattr(reader, "at_once", 1)
    if at_once == 1:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(at_once, thread_name_prefix="reading")
    pending: deque[Future[R]] = deque()
    try:
        for item in items:
            pending.append(pool.submit(work, item))
            if len(pending) == at_once:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after an error nobody waits for what is still read
