"""Ingest: from files to a graph, as a tuple of steps one can point at; and taking a document out again.

Invariants: ingesting the same thing again changes nothing, unless who reads has improved; a document that cannot be read costs only
itself, and the store keeps why; records are added before the graph is made from them, so that a crash anywhere leaves a store that
the next run completes. The records are the same whoever ran the steps: this process, others beside it, or a cluster.
"""

from .forget import forget
from .report import Ingested, Report, State
from .run import ingest
from .watch import Watch

__all__ = ["Ingested", "Report", "State", "Watch", "forget", "ingest"]
