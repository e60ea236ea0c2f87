"""Two nodes that say what state a store is in: `store`, which writers lock, so that they wait for each other, and `graph`.

The `turn` of the second is odd while the graph is being changed, and another one after each change. Readers compare it before and
after: even and unchanged means that what they read is one whole graph. Neo4j alone does not give that: it isolates at read
committed, and what a transaction commits is not seen all at once. So each change of `turn` is committed by itself, before and after
whatever it announces.
"""

from __future__ import annotations

from dataclasses import dataclass

LOCK = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.locked = true"
CREATE = """
MERGE (s:EdgewiseStore {id: 'store'})
ON CREATE SET s:Edgewise, s.format = $format, s.revision = 0, s.token = randomUUID()
MERGE (g:EdgewiseStore {id: 'graph'})
ON CREATE SET g:Edgewise, g.turn = 0
"""
REVISE = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.revision = s.revision + 1"
BEGIN = "MATCH (g:EdgewiseStore {id: 'graph'}) SET g.turn = g.turn + 1 + g.turn % 2"  # it is odd where a change was interrupted
END = "MATCH (g:EdgewiseStore {id: 'graph'}) SET g.turn = g.turn + 1"
READ = """
OPTIONAL MATCH (s:EdgewiseStore {id: 'store'}) OPTIONAL MATCH (g:EdgewiseStore {id: 'graph'})
RETURN s.format, s.token, s.revision, coalesce(g.turn, 0)
"""

HALF = "the graph is being replaced, or that was interrupted: try again in a moment, and if it stays so, ingest once more"
PATIENCE, PAUSE = 5.0, 0.03  # seconds that a reader tries to read one whole graph, and between two tries


@dataclass(frozen=True, slots=True)
class State:
    """What `READ` returns; the first three None for a store that was never written."""

    format: int | None
    token: str | None
    revision: int | None
    turn: int

    @property
    def replacing(self) -> bool:
        """Whether the graph is being changed, or that was interrupted."""
        return self.turn % 2 == 1

    def is_still(self, before: State) -> bool:
        """Say whether what was read between the two states is one whole graph: nobody had changed it, nor begun to."""
        return self.turn == before.turn and not self.replacing

    @property
    def stamp(self) -> str:
        """Changes with every change of records or graph."""
        return f"{self.token} {self.revision}" if self.revision else "new"
