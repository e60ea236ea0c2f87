"""What answers requests: a server, the cache before it, or a folder of answers."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from ...errors import DocumentError, ModelError
from ...model import identity
from .prompt import PROMPT_VERSION
from .requests import Request


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote. `read` and `written` are tokens (`estimated` where the server did not count), `seconds` the wait, `cut` true
    where the server stopped the model before its end, `mode` how the schema was asked for."""

    content: str
    read: int = 0
    written: int = 0
    estimated: bool = False
    cut: bool = False
    mode: str = ""
    seconds: float = 0.0
    source: Literal["server", "cache", "replay"] = "server"


class Answers(Protocol):
    """For several threads at once."""

    retries: bool
    """Whether what was rejected can be asked for again."""

    def answer(self, request: Request) -> Answer:
        """Return the answer. Raises DocumentError where there is none for this request (the caller gives up its document and goes on),
        ModelError where there will be none for any."""
        ...

    def close(self) -> None:
        """Give back what is held open."""
        ...


class Replayed:
    """Answers from `DIR/<digest>.response.json`, each the content of an assistant's message, whoever wrote it."""

    retries = False

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ModelError(f"{folder}: there is no such folder of answers; write the requests with: --export-requests {folder}")
        self.folder = folder

    def answer(self, request: Request) -> Answer:
        path = self.folder / f"{request.digest}.response.json"
        try:
            return Answer(path.read_text(encoding="utf-8-sig"), source="replay")
        except FileNotFoundError:
            raise DocumentError(
                f"has no answer to replay: {path} is missing; --export-requests writes the request that it answers"
            ) from None
        except (OSError, UnicodeDecodeError) as problem:
            raise DocumentError(f"its answer {path} cannot be read: {problem}") from problem

    def close(self) -> None:
        """Nothing is held open."""


class Cached:
    """Keeps the answers of a server in a folder, by model, prompt version, schema and passage; what was asked once is not asked again."""

    retries = True

    def __init__(self, answers: Answers, folder: Path, model: str) -> None:
        self._answers = answers
        self._folder = folder
        self._model = model

    def answer(self, request: Request) -> Answer:
        kept = kept_answer(request, self._folder, self._model)
        if kept is not None:
            return kept
        answer = self._answers.answer(request)
        if not answer.cut:
            self._keep(request, answer)
        return answer

    def close(self) -> None:
        self._answers.close()

    def _keep(self, request: Request, answer: Answer) -> None:
        path = _place(request, self._folder, self._model)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            whole = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")  # nobody reads half an answer
            whole.write_text(json.dumps(asdict(answer)), encoding="utf-8")
            whole.replace(path)
        except OSError as problem:
            raise ModelError(
                f"{self._folder}: answers cannot be kept: {problem.strerror}; name another folder with --cache DIR, or use --no-cache"
            ) from problem


def kept_answer(request: Request, folder: Path, model: str) -> Answer | None:
    """Return the answer that a folder keeps; None where it has none, or none that is whole."""
    try:
        return replace(Answer(**json.loads(_place(request, folder, model).read_text(encoding="utf-8"))), source="cache", seconds=0.0)
    except (OSError, ValueError, TypeError):
        return None


def _place(request: Request, folder: Path, model: str) -> Path:
    key = identity("llm answer", model, PROMPT_VERSION, request.digest)
    return folder / key[:2] / f"{key}.json"


def export(requests: Iterable[Request], folder: Path) -> int:
    """Write each request as `<digest>.json`, the messages to send and the schema that the answer is to have; return how many.

    Raises ModelError where the folder cannot be written.
    """
    digests = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for request in requests:
            path = folder / f"{request.digest}.json"
            path.write_text(json.dumps(request.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            digests.add(request.digest)
    except OSError as problem:
        raise ModelError(f"{folder}: requests cannot be written: {problem.strerror}") from problem
    return len(digests)
