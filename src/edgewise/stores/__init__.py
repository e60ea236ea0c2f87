"""Where records and the graph are kept. `base` is the protocol; one room a store; `open_store` finds the right one."""

from __future__ import annotations

from pathlib import Path

from ..errors import UsageError, one_of
from .base import SERVER_SCHEMES, Store


def open_store(address: str) -> Store:
    """Open the store at an address: a path of a file, made when it is not there, or the URL of a Neo4j server.

    Raises StoreError when it cannot be opened or reached, UsageError for an address of no known kind.
    """
    scheme, is_url, _ = address.partition("://")
    if not is_url:
        from .sqlite import SqliteStore

        return SqliteStore(address)
    if scheme.lower() not in SERVER_SCHEMES:
        raise UsageError(f"no store is at a {scheme}:// address; known: a path of a file, {one_of(f'{s}://' for s in SERVER_SCHEMES)}")
    from .neo4j import Neo4jStore

    return Neo4jStore.open(address)


def leave_databases(path: Path) -> None:
    """Raise UsageError where a database stands: what is written there would take the place of all that it holds.

    For all that writes a file where a person says; -o and --store are easily given the same name.
    """
    if path.is_file():
        with path.open("rb") as file:
            if file.read(16) == b"SQLite format 3\0":
                raise UsageError(f"{path}: is a database, perhaps your store; it stays as it is. Give another name to write to")
