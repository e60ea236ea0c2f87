"""What is worked out once for a view, when it is first asked for, and let go of with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from .view import GraphView

T = TypeVar("T")


def once_a_view(work: Callable[[GraphView], T]) -> Callable[[GraphView], T]:
    """Return a function that works once for each view, whatever threads ask for it; what it gives must not hold the view itself."""
    kept: WeakKeyDictionary[GraphView, T] = WeakKeyDictionary()
    one_at_a_time = Lock()

    @wraps(work)
    def ask(view: GraphView) -> T:
        if view not in kept:  # who has it already does not wait for the work on another view
            with one_at_a_time:
                if view not in kept:
                    kept[view] = work(view)
        return kept[view]

    return ask
