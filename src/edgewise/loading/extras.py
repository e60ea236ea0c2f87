"""Libraries that not everybody installs: what to type where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import DocumentError


@contextmanager
def needed(library: str, what: str) -> Iterator[None]:
    """Import a library in this context; where it is missing, raise DocumentError that says how to get it."""
    try:
        yield
    except ModuleNotFoundError as problem:
        raise DocumentError(f"{what} is read with {library}, which is not installed: pip install 'edgewise[documents]'") from problem
