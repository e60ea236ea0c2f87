"""The one node that says what state a store is in, and the other that is there only while the graph is replaced in parts.

Writers lock the first, so they wait for each other. Readers of the graph compare its `graph` before and after: unchanged, and no
`replacing`, means that what they read is one whole graph. Neo4j alone does not give that: it isolates at read committed.
"""

from __future__ import annotations

from dataclasses import dataclass

LOCK = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.locked = true"
CREATE = """
MERGE (s:EdgewiseStore {id: 'store'})
ON CREATE SET s:Edgewise, s.format = $format, s.revision = 0, s.graph = 0, s.token = randomUUID()
"""
REVISE = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.revision = s.revision + 1"
REPLACING = "MERGE (r:EdgewiseStore {id: 'replacing'}) SET r:Edgewise"
REPLACED = """
MATCH (s:EdgewiseStore {id: 'store'}) SET s.graph = s.graph + 1
WITH s OPTIONAL MATCH (r:EdgewiseStore {id: 'replacing'}) DELETE r
"""
READ = """
OPTIONAL MATCH (s:EdgewiseStore {id: 'store'}) OPTIONAL MATCH (r:EdgewiseStore {id: 'replacing'})
RETURN s.format, s.token, s.revision, s.graph, r IS NOT NULL
"""

HALF = "the graph is being replaced, or that was interrupted: try again in a moment, and if it stays so, ingest once more"
TRIES = 5  # to read one whole graph, before giving up


@dataclass(frozen=True, slots=True)
class State:
    """What `READ` returns; all None for a store that was never written."""

    format: int | None
    token: str | None
    revision: int | None
    graph: int | None
    replacing: bool

    def is_still(self, before: State) -> bool:
        """Say whether what was read between the two states is one whole graph: nobody had replaced it, nor begun to."""
        return self.graph == before.graph and not self.replacing

    @property
    def stamp(self) -> str:
        """Changes with every change of records or graph."""
        return f"{self.token} {self.revision}" if self.revision else "new"
