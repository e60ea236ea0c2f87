"""The account of a run: what was asked, what was kept, what was refused and why, tokens and money. JSON lines, written as it goes."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ...errors import ModelError
from ...model import Document
from .asking import Answer
from .requests import Request
from .settings import Settings


@dataclass(slots=True)
class Totals:
    """Sums of one run. `asked` counts calls of the server, `answered` what came from the cache or a replay; `cost` is None where no
    price is known; `estimated` says that a server gave no count of its tokens."""

    asked: int = 0
    answered: int = 0
    kept: int = 0
    refused: int = 0
    failed: int = 0
    read: int = 0
    written: int = 0
    cost: float | None = None
    estimated: bool = False

    def __str__(self) -> str:
        said = f"{self.asked} asked, {self.answered} answered before; {self.kept} claims kept, {self.refused} refused"
        said += f", {self.failed} documents given up" if self.failed else ""
        said += f"; {'about ' if self.estimated else ''}{self.read:,} tokens read, {self.written:,} written"
        return said + (f", {self.cost:,.4f} in money" if self.cost is not None else "")


class Ledger:
    """Appends to the file that the settings name (None: to none) and keeps the totals. For several threads at once."""

    def __init__(self, settings: Settings) -> None:
        self.path = settings.ledger
        self.totals = Totals(cost=settings.cost(0, 0))
        self._settings = settings
        self._lock = threading.Lock()

    def answered(
        self, document: Document, request: Request, answer: Answer, kept: int, refused: Sequence[tuple[str, Any]], notes: Sequence[str]
    ) -> None:
        """Enter one answer: how many claims of it were kept, and the others with their reasons."""
        called = answer.source == "server"
        cost = self._settings.cost(answer.read, answer.written) if called else 0.0
        with self._lock:
            totals = self.totals
            totals.asked += called
            totals.answered += not called
            totals.kept += kept
            totals.refused += len(refused)
            if called:
                totals.read += answer.read
                totals.written += answer.written
                totals.estimated |= answer.estimated
                totals.cost = None if totals.cost is None or cost is None else totals.cost + cost
        self._write(
            "answer", document=document.id, title=document.title, request=request.digest, again=request.is_again, source=answer.source,
            mode=answer.mode, sentences=request.citable, read=answer.read, written=answer.written, estimated=answer.estimated, cost=cost,
            seconds=answer.seconds, kept=kept, refused=[{"reason": reason, "claim": claim} for reason, claim in refused], notes=list(notes),
        )  # fmt: skip

    def failed(self, document: Document, reason: str) -> None:
        """Enter a document that was given up."""
        with self._lock:
            self.totals.failed += 1
        self._write("failed", document=document.id, title=document.title, reason=reason)

    def close(self) -> None:
        """Enter the totals."""
        self._write("run", model=self._settings.model, **asdict(self.totals))

    def _write(self, event: str, **facts: Any) -> None:
        if self.path is None:
            return
        line = json.dumps({"event": event, **facts}) + "\n"
        try:
            with self._lock:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(line)
        except OSError as problem:
            raise ModelError(f"{self.path}: the ledger cannot be written: {problem.strerror}; name another with --ledger FILE") from problem
