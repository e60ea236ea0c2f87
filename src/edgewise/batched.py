"""Much taken some at a time, so that it need not be in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in their order, in lists of `size`, the last of what is left; nothing where there are none."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
