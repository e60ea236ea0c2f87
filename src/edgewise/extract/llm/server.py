"""A server that speaks OpenAI's protocol, through the `openai` client, which is imported here alone.

The client waits and asks again where the server is busy (429) or fails (5xx), as the server's headers say. A server that does not know
JSON schemas is asked for a tool call, then for plain JSON; what it takes is remembered. The answer's bytes are read here and not by the
client, so that no server can keep a document waiting, or fill the memory, beyond the bounds.
"""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from ...errors import DocumentError, ModelError
from ...model import canonical
from .asking import Answer
from .budget import Budget, Used
from .requests import Request, tokens_of
from .settings import API_KEY, BASE_URL, MAX_TOKENS, MODEL, TIMEOUT, Settings

_MODES = ("schema", "tool", "plain")
_NOT_SO = (400, 404, 422, 501)  # the request as such is not taken: another form of it may be
_NOT_YOU = (401, 403)
_LARGEST = 8_000_000  # bytes of one answer


@dataclass(frozen=True, slots=True)
class _Way:
    """A form of asking that a server may or may not take."""

    mode: str = "schema"
    limit: str = "max_tokens"
    temperature: bool = True


class Server:
    """Asks one model. Raises ModelError at once when the client is not installed or the settings do not name server and model."""

    retries = True

    def __init__(self, settings: Settings) -> None:
        missing = [name for name, value in ((BASE_URL, settings.base_url), (MODEL, settings.model)) if not value]
        if missing:
            raise ModelError(
                f"no language model is set: {' and '.join(missing)} missing; for a server on this machine, say, "
                f"{BASE_URL}=http://127.0.0.1:11434/v1 {MODEL}=name-of-the-model, and {API_KEY} where it wants a key"
            )
        try:
            import openai
        except ImportError as problem:
            raise ModelError("the openai client is not installed; install it with: pip install 'edgewise[llm]'") from problem
        self._openai = openai
        self._settings = settings
        self._budget = Budget(settings)
        self._host = urlsplit(settings.base_url).hostname or settings.base_url
        self._client = openai.OpenAI(
            base_url=settings.base_url, api_key=settings.api_key or "none", max_retries=settings.attempts - 1, timeout=settings.timeout
        )
        self._way = _Way()
        self._answered = threading.Event()

    def answer(self, request: Request) -> Answer:
        most = self._settings.max_tokens
        with self._budget.call(request.tokens, most) as used:
            answer = self._ask(request, used)
            used.read, used.written = answer.read, answer.written
        return answer

    def close(self) -> None:
        self._client.close()

    def _ask(self, request: Request, used: Used) -> Answer:
        way = self._way
        begun = time.monotonic()
        while True:
            try:
                body = self._call(request, way)
            except self._openai.APIStatusError as problem:
                other = self._other(way, problem)
                if other is None:
                    raise self._failure(problem) from problem
                way = other
                continue
            except self._openai.APITimeoutError as problem:
                raise self._slow() from problem
            except self._openai.APIConnectionError as problem:
                if self._answered.is_set():
                    raise DocumentError(f"the server {self._host} cannot be reached any more") from problem
                raise ModelError(f"the server {self._host} cannot be reached; is {BASE_URL} right, and does it run?") from problem
            except self._openai.OpenAIError as problem:
                raise ModelError(f"the client refuses: {problem}") from problem
            except DocumentError:
                used.read, used.written = request.tokens, self._settings.max_tokens  # it will be charged, and nobody says how much
                raise
            answer = self._read(body, request, way)
            self._way = way
            self._answered.set()
            return replace(answer, seconds=round(time.monotonic() - begun, 3))

    def _call(self, request: Request, way: _Way) -> bytes:
        """Return the bytes of the answer, within bounds of time and size."""
        until = time.monotonic() + self._settings.timeout
        chunks: list[bytes] = []
        size = 0
        with self._client.chat.completions.with_streaming_response.create(**self._arguments(request, way)) as response:
            try:
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > _LARGEST:
                        raise DocumentError(f"the server {self._host} answers more than {_LARGEST:,} bytes")
                    if time.monotonic() > until:
                        raise self._slow()
            except DocumentError:
                raise
            except Exception as problem:  # those of the client's own transport, which has changed its name before
                if "Timeout" in type(problem).__name__:
                    raise self._slow() from problem
                raise DocumentError(f"the server {self._host} broke off its answer ({type(problem).__name__})") from problem
        return b"".join(chunks)

    def _arguments(self, request: Request, way: _Way) -> dict[str, Any]:
        messages = [{"role": role, "content": content} for role, content in request.messages]
        arguments: dict[str, Any] = {"model": self._settings.model, "messages": messages, way.limit: self._settings.max_tokens}
        if way.temperature:
            arguments["temperature"] = 0
        if way.mode == "schema":
            form = {"name": request.form, "strict": True, "schema": request.schema}
            arguments["response_format"] = {"type": "json_schema", "json_schema": form}
        elif way.mode == "tool":
            function = {"name": f"write_{request.form}", "description": request.does, "parameters": request.schema}
            arguments["tools"] = [{"type": "function", "function": function}]
            arguments["tool_choice"] = {"type": "function", "function": {"name": function["name"]}}
        else:
            asked = f"{messages[0]['content']}\nThe answer is JSON of this schema:\n{canonical(request.schema)}"
            messages[0] = {"role": "system", "content": asked}
        return arguments

    def _other(self, way: _Way, problem: Any) -> _Way | None:
        """Return the next form of asking, None where the refusal is of something else or no form is left."""
        if problem.status_code not in _NOT_SO:
            return None
        said = f"{problem.param or ''} {problem.message}"
        if way.temperature and "temperature" in said:
            return replace(way, temperature=False)
        if way.limit == "max_tokens" and "max_tokens" in said and "max_completion_tokens" in said:
            return replace(way, limit="max_completion_tokens")
        following = _MODES[_MODES.index(way.mode) + 1 :]
        return replace(way, mode=following[0]) if following else None

    def _failure(self, problem: Any) -> DocumentError | ModelError:
        said = " ".join(str(problem.message).split())[:300].removeprefix(f"Error code: {problem.status_code} - ")
        if problem.status_code in _NOT_YOU:
            return ModelError(f"the server {self._host} refuses the key ({problem.status_code}); set {API_KEY}")
        if problem.status_code == 404 and not self._answered.is_set():
            return ModelError(f"the server {self._host} does not know the model {self._settings.model!r} or the address: {said}")
        return DocumentError(f"the server {self._host} fails ({problem.status_code}): {said}")

    def _slow(self) -> DocumentError:
        return DocumentError(
            f"the server {self._host} took longer than {self._settings.timeout:g} seconds; allow more with {TIMEOUT}, "
            f"or shorter answers with {MAX_TOKENS}"
        )

    def _read(self, body: bytes, request: Request, way: _Way) -> Answer:
        """Return the answer that a chat completion holds. Raises DocumentError when it is none."""
        try:
            data = json.loads(body)
            choice = data["choices"][0]
            message = choice["message"]
            content = _content(message)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as problem:
            raise DocumentError(f"the server {self._host} does not answer in OpenAI's protocol: {body[:80]!r}") from problem
        used = data.get("usage")
        read, written = (_count(used, "prompt_tokens"), _count(used, "completion_tokens")) if isinstance(used, Mapping) else (None, None)
        estimated = read is None or written is None
        return Answer(
            content,
            request.tokens if read is None else read,
            tokens_of(content) if written is None else written,
            estimated,
            choice.get("finish_reason") == "length",
            way.mode,
        )


def _content(message: Mapping[str, Any]) -> str:
    """The text of a message, or the arguments of its first tool call."""
    calls = message.get("tool_calls")
    content = calls[0]["function"]["arguments"] if calls else message["content"]
    if isinstance(content, list):  # parts, as some servers have it
        content = "".join(part["text"] for part in content if part.get("type") == "text")
    if content is None:
        content = message.get("refusal") or ""
    if not isinstance(content, str):
        raise TypeError(f"content is no text: {type(content)}")
    return content


def _count(used: Mapping[str, Any], key: str) -> int | None:
    value = used.get(key)
    return value if type(value) is int and 0 <= value < math.inf else None
