"""What a store is. Records are the truth and are only ever added; the projection is derived, and replaced or patched.

Everything here holds for every store; `edgewise.testing.StoreContract` tests each sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ..model import Claim, Document, Entity, Judgement, Link, Mention, Problem, Projection, Reading, Record, Resolved, Source
from .columns import LinkColumns
from .patch import Patch

SERVER_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")  # of addresses that are no files

R = TypeVar("R", Document, Source, Mention, Claim, Reading, Judgement, Problem)


@dataclass(frozen=True, slots=True)
class Known:
    """Derived nouns that somebody has already, by id; those of claims by their claim's."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    resolved: Mapping[str, Resolved] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a query: column names in order, rows of plain JSON data, and whether the row limit cut them.

    A node is `{"labels": [...sorted], "properties": {...}}`, a relationship `{"type", "start", "end", "properties"}` with our ids,
    a path `{"nodes", "relationships"}`; the same on every store.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


class Store(Protocol):
    """Records and one projection of them. Use as a context manager, or call `close`.

    Any number of threads of one process may use a store at once, each with iterators of its own: every call does what it would do
    alone, and a statement that takes long holds up no other reading.
    `close` it when none is busy with it any more.
    """

    address: str
    """What was given to `--store`, without credentials."""

    def add(self, records: Iterable[Record]) -> int:
        """Add records in one transaction (all or none) and return how many changed the store.

        A record that is there already changes nothing. Of two records of one source, or of one problem, the one of greater `precedence`
        stays, of two sources alike in that one with the readers of both; of two of one reading the less sure one. So adding is a union
        (`stores.union`): any order, any number of times, the same records.
        """
        ...

    def records(self, kind: type[R]) -> Iterator[R]:
        """Yield every record of a kind, sorted by id; nothing when there is none. Includes superseded and forgotten ones."""
        ...

    def get(self, kind: type[R], id: str) -> R | None:
        """Return the record of that kind and id, or None."""
        ...

    def some(self, kind: type[R], ids: Iterable[str]) -> Iterator[R]:
        """Yield the records of that kind and these ids that are there, sorted by id, each once."""
        ...

    def mark(self) -> str:
        """Return the place in the order of all changes of records at which the store is now, for `since`; its form is the store's own."""
        ...

    def since(self, kind: type[R], mark: str | None) -> Iterator[R]:
        """Yield the records of a kind that were added or changed after a mark, as they are now, each once; all of them for None.

        In no order that means anything. What is added while it runs may be among them or not. Raises UnknownMark for a mark that is not
        this store's. Cost: what it yields, not what the store holds.
        """
        ...

    def of_documents(self, kind: type[R], documents: Sequence[str]) -> Iterator[R]:
        """Yield the Mention or Claim records of these documents, sorted by id; UsageError for a kind that has no document."""
        ...

    def project(self, projection: Projection) -> None:
        """Replace the graph by this one in one transaction. The Documents and Claims it names must be records here."""
        ...

    def projection(self, known: Known | None = None) -> Projection:
        """Return the graph as it was last projected, every tuple sorted; an empty one for a new store.

        What equals the noun of its id in `known` is that very noun, so that two graphs that differ little take little more memory than one.
        """
        ...

    def entities(self) -> Iterator[Entity]:
        """Yield every entity of the graph, sorted by id; only some of them are in memory at a time."""
        ...

    def link_columns(self) -> Iterator[LinkColumns]:
        """Yield the links of the graph column by column, sorted by id across all that is yielded, some thousands at a time.

        For who looks at all links and needs no more of them than this: it makes no `Link` and holds no more than one part in memory.
        """
        ...

    def patch(self, patch: Patch, graph: str) -> str:
        """Change the graph by a patch in one transaction and return what `graph_stamp` says from then on.

        `graph` is the stamp of the graph that the patch was worked out from. Raises StaleGraph, with nothing changed, where the graph is
        another one by now. The Documents and Claims that are put must be records here. Readers see the graph before or after, never half.
        Cost: what the patch holds, and the claims of the links that it puts; not the rest of the graph.
        """
        ...

    def mend(self) -> None:
        """Where a change of the graph was interrupted, let what stands of it be the graph, for whoever brings it up to its records next.

        Where one is being made, this waits for its end. Until then or until it is mended, such a graph is given to no reader.
        """
        ...

    def graph_stamp(self) -> str:
        """Return a text that changes whenever `project` or `patch` changed the graph, and does not when only records were added."""
        ...

    def search(self, text: str, limit: int = 10) -> tuple[Entity, ...]:
        """Return entities whose name or alias holds every word of `text` (prefixes count, case and accents aside), best first.

        An exact name or alias comes first, then by closeness; () when nothing fits or `text` has no word.
        """
        ...

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0) -> Table:
        """Run one read-only Cypher statement over the projected graph and return at most `limit` rows.

        `timeout` is in seconds. Raises QueryError when the statement would write, read a file or the network, call a procedure
        that is not on the list, lacks a parameter, is wrong, or runs out of time.
        """
        ...

    def explain(self, query: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Say whether `cypher` would run a statement, without running it: raises QueryError where it would not, with the same words.

        What only shows while it runs (a time limit, a bad number) is not known before.
        """
        ...

    @property
    def beside(self) -> Path | None:
        """The folder for what is derived from this store and kept beside it (`<file>-derived/`, of a server's store in the user's cache);
        it need not exist. Whatever lies there may be deleted at any time and is made again. None where nothing can be kept.
        """
        ...

    def stamp(self) -> str:
        """Return a text that changes whenever `add` or `project` changed the store."""
        ...

    def close(self) -> None:
        """Release the file or the connection; a second call does nothing."""
        ...

    def __enter__(self) -> Store: ...

    def __exit__(self, *exc: object) -> None: ...
