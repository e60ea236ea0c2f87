"""What a run of ingest says that it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..loading import Unread

State = Literal["new", "unchanged", "replaced", "reread"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one document: where it was found, the profile it was read with, and how many claims and refusals it gave."""

    source: str
    state: State
    profile: str
    claims: int = 0
    refused: int = 0
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What one run did, in the order it was done: first what it found unchanged at a glance, then what it read.

    `links` and `entities` count the graph after it, `candidates` what waits for a person beside it. `gone` is what was inside a file
    and is not there any more. `left` counts the files that it did not come to because it was asked to stop.
    """

    documents: list[Ingested] = field(default_factory=list)
    failed: list[Unread] = field(default_factory=list)
    skipped: list[Unread] = field(default_factory=list)
    entities: int = 0
    links: int = 0
    candidates: int = 0
    gone: list[str] = field(default_factory=list)
    left: int = 0

    def count(self, state: State) -> int:
        return sum(d.state == state for d in self.documents)

    def to_json(self) -> dict[str, object]:
        """Return the documented JSON shape; `claims` and `refused` count what this run read, `candidates` all in the store."""
        return {
            "documents": len(self.documents),
            "new": self.count("new"),
            "unchanged": self.count("unchanged"),
            "replaced": self.count("replaced"),
            "failed": [{"path": f.path, "reason": f.reason} for f in self.failed],
            "claims": sum(d.claims for d in self.documents),
            "refused": sum(d.refused for d in self.documents),
            "reread": self.count("reread"),
            "gone": len(self.gone),
            "candidates": self.candidates,
        }
