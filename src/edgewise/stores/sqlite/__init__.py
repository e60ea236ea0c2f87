"""The embedded store: one SQLite file. See `store.py`; `file.py` opens it, `drawing.py` and `cypher.py` write and ask its graph."""

from .store import SqliteStore

__all__ = ["SqliteStore"]
