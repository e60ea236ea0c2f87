"""One store being served to assistants: the newest view of its graph, and what every answer is written with."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from ..extract.llm.asking import Answers
from ..project import Project
from ..questions.view import GraphView, graph_view
from ..stores.base import Store
from .telling import Telling


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """For several threads at once. `base` is where the explorer is, `most` the characters of an answer, `model` what puts words into
    Cypher, None where no language model is set."""

    store: Store
    project: Project
    base: str
    most: int
    model: Answers | None = None
    _lock: Lock = field(default_factory=Lock, init=False)

    def view(self) -> GraphView:
        """Return a view of what the store holds now, made once for each state; who asks meanwhile waits for it."""
        with self._lock:
            return graph_view(self.store)

    def telling(self) -> Telling:
        """Return what tells the newest view."""
        return Telling(self.view(), self.project, self.base)
