"""A server on this machine that speaks OpenAI's protocol, well or badly as a test tells it; and answers as a model would write them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends: its status (0: it hangs up), its body, how long it waits before each piece of it."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    pieces: int = 1
    promised: int | None = None  # bytes that it says it will send, where that is not what it sends


Told = Callable[[dict[str, Any], int], Reply]


class FakeServer:
    """`told` makes the reply to a request (its JSON, its number from 0). What was asked is in `asked`."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server._lock:
                    number = len(server.asked)
                    server.asked.append(asked)
                    server.keys.append(self.headers.get("Authorization", ""))
                    server._now += 1
                    server.most_at_once = max(server.most_at_once, server._now)
                try:
                    self._send(server.told(asked, number))
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the client has gone
                finally:
                    with server._lock:
                        server._now -= 1

            def _send(self, reply: Reply) -> None:
                if reply.status == 0:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                size = max(1, len(reply.body) // reply.pieces)
                for start in range(0, len(reply.body), size):
                    time.sleep(reply.wait)
                    self.wfile.write(reply.body[start : start + size])
                    self.wfile.flush()
                if reply.promised is not None:
                    self.close_connection = True

            def log_message(self, *said: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"


@contextmanager
def serving(told: Told) -> Iterator[FakeServer]:
    """Run a server for as long as the block."""
    server = FakeServer(told)
    thread = threading.Thread(target=server._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server._http.shutdown()
        server._http.server_close()
        thread.join()


def completion(content: str, *, finish: str = "stop", tool: bool = False, usage: Mapping[str, Any] | None = None) -> Reply:
    """The reply that carries a model's words."""
    message: dict[str, Any] = {"role": "assistant", "content": None if tool else content}
    if tool:
        call = {"id": "c1", "type": "function", "function": {"name": "write_claims", "arguments": content}}
        message["tool_calls"] = [call]
    body = {"id": "x", "object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    body["usage"] = {"prompt_tokens": 100, "completion_tokens": 50} if usage is None else dict(usage)  # type: ignore[assignment]
    return Reply(json.dumps(body).encode())


def failure(status: int, said: str, **headers: str) -> Reply:
    """The reply of a server that does not do what it is asked; it may be asked again at once."""
    return Reply(json.dumps({"error": {"message": said}}).encode(), status, {"retry-after-ms": "2", **headers})


def end(text: str, name: str | None = None, type: str = "Organization", occurrence: Any = 1, **more: Any) -> dict[str, Any]:
    """One end as a model writes it."""
    return {"text": text, "occurrence": occurrence, "name": text if name is None else name, "type": type, **more}


def said(sentence: str, quote: str, subject: Any, relation: str, object: Any, **given: Any) -> dict[str, Any]:
    """One claim as a model writes it: affirmed and confirmed unless given otherwise."""
    plain: dict[str, Any] = {"about": None, "polarity": "affirmed", "modality": "confirmed", "speaker": None}
    plain |= {"date": None, "place": None, "amount": None, "role": None, "indirect": False}
    return {"sentence": sentence, "quote": quote, "subject": subject, "relation": relation, "object": object, **plain, **given}


def answer(*claims: Any) -> str:
    """A whole answer."""
    return json.dumps({"claims": list(claims)})


def passage(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sentences that a request shows, as the model reads them."""
    return list(json.loads(asked["messages"][1]["content"])["passage"])
