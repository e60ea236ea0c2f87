"""The extractor: passages to requests, answers to proposals, each held against its sentence and against what the rules read there."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from ...errors import DocumentError, EvidenceError
from ...model import Document
from ...project import Project
from ...proposed import Draft, Proposal, Refusal, all_mentions
from ..grounding import ground
from .answers import parse
from .asking import Answer, Answers, Cached, Replayed
from .checking import RULE, check
from .ledger import Ledger
from .prompt import PROMPT_VERSION
from .requests import Request, requests_of
from .second import SecondReader, SecondReading
from .server import Server
from .settings import Settings, settings_from

_NAMED = 20  # rejected claims that the request to correct them names


@dataclass(slots=True)
class _Read:
    """What one answer came to."""

    kept: list[Proposal] = field(default_factory=list)
    refused: list[tuple[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str | None = None


class LlmExtractor:
    """Reads documents through a language model. Several may be read at a time, by threads; `close` when all are.

    As pure as its answers: with a cache or a replay the same document gives the same draft.
    """

    def __init__(
        self, project: Project, settings: Settings | None = None, answers: Answers | None = None, second: SecondReader | None = None
    ) -> None:
        """Settings are those of the environment unless given. Raises ModelError where nothing can be asked."""
        self.settings = settings or settings_from(os.environ)
        self.readers: tuple[str, ...] = (project.reader(f"{self.settings.reader}@{PROMPT_VERSION}"),)
        self.ledger = Ledger(self.settings)
        self._project = project
        self._answers = answers or answers_of(self.settings)
        self._second = second or SecondReader(project)
        self._pool = ThreadPoolExecutor(max(1, self.settings.parallel), thread_name_prefix="llm")

    @property
    def at_once(self) -> int:
        """How many documents are worth reading at a time: enough that the server always has its number of requests."""
        return 2 * self.settings.parallel

    def read(self, document: Document) -> Draft:
        """Return what the model reads. Raises DocumentError where an answer cannot be had: then nothing of the document counts."""
        second = self._second.read(document)
        lock = threading.Lock()
        requests = requests_of(document, self._project.ontology)
        pending = [self._pool.submit(self._passage, document, request, second, lock) for request in requests]
        try:
            passages = [one.result() for one in pending]
        except BaseException as problem:
            for one in pending:
                one.cancel()
            if isinstance(problem, DocumentError):
                self.ledger.failed(document, str(problem))
            raise
        proposals = tuple(second.doubt_both_ways([proposal for passage in passages for proposal in passage.kept]))
        refused = tuple(Refusal(reason, RULE, _quote(claim)) for passage in passages for reason, claim in passage.refused)
        return Draft(all_mentions(document, second.mentions, proposals), proposals, refused)

    def close(self) -> None:
        """End what is under way, the connection and the account."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._answers.close()
        self._pool.shutdown(wait=True)
        self.ledger.close()

    def _passage(self, document: Document, request: Request, second: SecondReading, lock: threading.Lock) -> _Read:
        answer = self._answers.answer(request)
        with lock:
            first = self._take(document, request, answer, second)
        if not self._answers.retries or not (first.refused or first.problem):
            return self._sure(first)
        problems: list[Mapping[str, Any]] = [{"reason": first.problem}] if first.problem else []
        problems += [{"claim": claim, "reason": reason} for reason, claim in first.refused[:_NAMED]]
        again = request.again(answer.content, tuple(problems))
        corrected = self._answers.answer(again)
        with lock:
            second_time = self._take(document, again, corrected, second)
        first.kept += second_time.kept
        if second_time.problem is None:  # what it does not give again it has given up
            first.refused = second_time.refused
        if first.problem:
            first.problem = second_time.problem
        return self._sure(first)

    def _sure(self, read: _Read) -> _Read:
        if read.problem:
            raise DocumentError(f"the model gave no whole answer: {read.problem}")
        return read

    def _take(self, document: Document, request: Request, answer: Answer, second: SecondReading) -> _Read:
        """Return what of an answer holds, and enter it in the ledger."""
        answered = parse(answer.content, cut=answer.cut)
        read = _Read(problem=answered.problem)
        for given in answered.claims:
            try:
                checked = check(given, request, document, self._project)
                self._grounded(document, checked.proposal)
                weighed = second.weigh(checked.proposal, self.readers)
            except EvidenceError as problem:
                read.refused.append((str(problem), given))
                continue
            read.kept.append(weighed.proposal)
            read.notes += [*checked.left_out, *weighed.reasons]
        notes = [*([read.problem] if read.problem else []), *read.notes]
        self.ledger.answered(document, request, answer, len(read.kept), read.refused, notes)
        return read

    def _grounded(self, document: Document, proposal: Proposal) -> None:
        """Raise EvidenceError where the common grounding would refuse the proposal, while the model can still be told."""
        for refusal in ground(document, Draft((), (proposal,)), self.readers, self._project).refused:
            raise EvidenceError(refusal.reason)


def answers_of(settings: Settings) -> Answers:
    """Return what answers requests under these settings. Raises ModelError where nothing can."""
    if settings.replay is not None:
        return Replayed(settings.replay)
    server = Server(settings)
    return server if settings.cache is None else Cached(server, settings.cache, settings.model)


def _quote(claim: Any) -> str:
    """The words that a refused claim rests on, as far as it has any."""
    quote = claim.get("quote") if isinstance(claim, dict) else None
    return quote[:500] if isinstance(quote, str) else json.dumps(claim)[:500]
