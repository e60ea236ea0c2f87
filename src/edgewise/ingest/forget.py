"""Taking a document out of the graph again."""

from __future__ import annotations

from ..errors import UsageError, one_of
from ..model import Source
from ..project import Project
from ..refresh import refresh
from ..stores.base import Store


def forget(store: Store, project: Project, source: str) -> Source:
    """Take what a source holds out of the graph and return its tombstone; its records stay, so ingesting it again brings the same ids.

    `source` is a locator, or the end of exactly one. Raises UsageError that lists what is there.
    """
    held = [s for s in store.records(Source) if s.document is not None]
    found = [s for s in held if s.locator == source] or [s for s in held if s.locator.endswith("/" + source)]
    if len(found) != 1:
        refresh(store, project)  # what was forgotten may be in the graph still, where that was interrupted
        what = "is in the store" if not found else "is meant: more than one ends so"
        raise UsageError(f"no source {source!r} {what}; sources: {one_of(s.locator for s in (found or held))}")
    tombstone = Source(found[0].locator, None, found[0].revision + 1)
    store.add([tombstone])
    refresh(store, project)
    return tombstone
