"""Three nodes that say what state a store is in: `store`, which writers lock, so that they wait for each other, `graph` and `writing`.

The `turn` of `graph` is odd while the graph is being changed, and another one after each change. Readers compare it before and
after: even and unchanged means that what they read is one whole graph. Neo4j alone does not give that: it isolates at read
committed, and what a transaction commits is not seen all at once. So each change of `turn` is committed by itself, before and after
whatever it announces.

`last` of `store` and `part` of `writing` name the transaction that was committed last, of records and of the graph. Where a connection
breaks while a server commits, nobody knows whether it did; here it is looked up, so that whoever tries again does nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass

SHAPE = 1
"""Of what stands in a graph for one projection. A graph of another shape is written anew: raise it where `stores.graph` draws otherwise."""

LOCK = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.locked = true RETURN s.revision, s.last"
CREATE = """
MERGE (s:EdgewiseStore {id: 'store'})
ON CREATE SET s:Edgewise, s.format = $format, s.revision = 0, s.token = randomUUID()
MERGE (g:EdgewiseStore {id: 'graph'})
ON CREATE SET g:Edgewise, g.turn = 0, g.shape = $shape
MERGE (w:EdgewiseStore {id: 'writing'})
ON CREATE SET w:Edgewise, w.part = ''
"""
REVISE = "MATCH (s:EdgewiseStore {id: 'store'}) SET s.revision = $revision, s.last = $last"
BEGIN = "MATCH (g:EdgewiseStore {id: 'graph'}) SET g.turn = g.turn + 1 + g.turn % 2"  # it is odd where a change was interrupted
END = "MATCH (g:EdgewiseStore {id: 'graph'}) SET g.turn = g.turn + 1, g.shape = $shape"
TAKE = """
MATCH (w:EdgewiseStore {id: 'writing'}) SET w.locked = true
WITH w, w.part AS held SET w.part = CASE held WHEN $before THEN $part ELSE held END
RETURN held
"""
READ = """
OPTIONAL MATCH (s:EdgewiseStore {id: 'store'}) OPTIONAL MATCH (g:EdgewiseStore {id: 'graph'})
OPTIONAL MATCH (w:EdgewiseStore {id: 'writing'})
RETURN s.format, s.token, coalesce(s.revision, 0), coalesce(g.turn, 0), g.shape, coalesce(w.part, '')
"""

HALF = "the graph is being replaced, or that was interrupted: try again in a moment, and if it stays so, ingest once more"
PATIENCE, PAUSE = 5.0, 0.03  # seconds that a reader tries to read one whole graph, and between two tries


@dataclass(frozen=True, slots=True)
class State:
    """What `READ` returns; `format`, `token` and `shape` None for a store that was never written."""

    format: int | None
    token: str | None
    revision: int
    turn: int
    shape: int | None
    part: str

    @property
    def replacing(self) -> bool:
        """Whether the graph is being changed, or that was interrupted."""
        return self.turn % 2 == 1

    def is_still(self, before: State) -> bool:
        """Say whether what was read between the two states is one whole graph: nobody had changed it, nor begun to."""
        return self.turn == before.turn and not self.replacing

    @property
    def mark(self) -> str:
        """The place in the order of all changes of records."""
        return f"{self.token} {self.revision}" if self.revision else NEW

    @property
    def graph_stamp(self) -> str:
        """Changes with every change of the graph."""
        return f"{self.token} {self.turn}" if self.turn else NEW

    @property
    def stamp(self) -> str:
        """Changes with every change of records or graph."""
        return f"{self.token} {self.revision} {self.turn}" if self.revision or self.turn else NEW


NEW = "new"  # the mark and the stamps of a store that nothing was written to
