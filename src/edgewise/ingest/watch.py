"""Who looks on while a pile is read: is told how far it is, and may ask it to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _untold(done: int, total: int) -> None:
    """Nobody wants to know."""


def _unsaid(words: str) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """`progress` is called with (files done, files in all), `say` with what somebody who waits should know, in a sentence.

    Once `stopped` returns True nothing more is begun: what was read is kept, the graph made, and the rest left for the next run.
    """

    progress: Callable[[int, int], None] = _untold
    say: Callable[[str], None] = _unsaid
    stopped: Callable[[], bool] = _never
