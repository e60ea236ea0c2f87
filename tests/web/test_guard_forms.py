"""Which forms the guard takes, over the wire: those of a page of ours, in the session that it was made for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from guarded import FORM, SECRET, TYPE, Guarded, behind_the_guard, posted, telling
from starlette.types import Message, Receive, Scope, Send

from edgewise.web.guard import LONGEST_FORM, MOST_FIELDS, Guard
from edgewise.web.keys import Keys


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with behind_the_guard(telling(tmp_path_factory.mktemp("guarded"))) as served:
        yield served


def _head(server: Guarded) -> bytes:
    """The first lines of a form of somebody who is in, but for its length."""
    session = server.keys.open_session()
    return (
        f"POST /review HTTP/1.1\r\nHost: {server.host}\r\nCookie: {server.keys.cookie}={session}\r\nOrigin: {server.origin}\r\n"
        f"Content-Type: {FORM}\r\nX-Edgewise-Token: {server.keys.form_token(session)}\r\n"
    ).encode()


def test_a_form_of_ours_reaches_the_application_with_its_fields(server: Guarded) -> None:
    session = server.keys.open_session()
    token = server.keys.form_token(session)
    headers = (("Cookie", f"{server.keys.cookie}={session}"), ("Origin", server.origin), ("Content-Type", f"{FORM}; charset=UTF-8"))
    body = f"pair=ICE%26HSI&pair=b&reason=says+%22no%22+%E2%80%93+%F0%9F%92%A5&empty=&token={token}"
    heard = server.ask("/review", *headers, method="POST", body=body).json
    assert heard["form"] == {"pair": ["ICE&HSI", "b"], "reason": ['says "no" – \N{COLLISION SYMBOL}'], "empty": [""]}
    assert heard["token"] == token
    assert server.ask("/review", headers[0]).json["token"] == token


def test_a_script_of_ours_sends_the_token_as_a_header(server: Guarded) -> None:
    reply = posted(server)
    assert (reply.status, reply.json["form"]) == (200, {"verdict": ["SAME"]})


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://evil.example", "https://{host}", "http://{host}/", "http://{host}0", "http://localhost:{port}", "HTTP://{host}"],
)
def test_a_form_of_another_origin_or_of_none_is_refused(server: Guarded, origin: str) -> None:
    reply = posted(server, ("Origin", origin.format(host=server.host, port=server.keys.port)))
    assert (reply.status, SECRET in reply.body) == (403, False)


def test_two_origins_are_none(server: Guarded) -> None:
    assert posted(server, ("Origin", server.origin), ("Origin", server.origin)).status == 403


@pytest.mark.parametrize(
    "type", ["", "text/plain", "multipart/form-data; boundary=x", "application/json", f"text/plain, {FORM}", f"{FORM}x"]
)
def test_a_form_of_another_type_is_refused(server: Guarded, type: str) -> None:
    assert posted(server, ("Content-Type", type)).status == 415


@pytest.mark.parametrize("token", ["", "x", "%C3%A9", "0" * 64, "{other}", "{session}"])
def test_a_form_without_the_token_of_its_session_is_refused(server: Guarded, token: str) -> None:
    other = server.keys.open_session()
    given = token.format(other=server.keys.form_token(other), session=other)
    reply = posted(server, ("X-Edgewise-Token", ""), body=f"verdict=SAME&token={given}")
    assert (reply.status, "load it again" in reply.body) == (403, True)
    assert posted(server, body=f"verdict=SAME&token={given}").status == 403


def test_a_form_without_a_cookie_or_with_the_token_in_the_address_is_refused(server: Guarded) -> None:
    assert posted(server, ("Cookie", "")).status == 403
    session = server.keys.open_session()
    headers = (("Cookie", f"{server.keys.cookie}={session}"), ("Origin", server.origin), TYPE)
    assert server.ask(f"/review?token={server.keys.form_token(session)}", *headers, method="POST", body="a=1").status == 403


def test_a_form_has_a_bound_in_bytes_and_in_fields(server: Guarded) -> None:
    most = "a=" + "b" * (LONGEST_FORM - 2)
    assert posted(server, body=most).status == 200
    assert posted(server, body="&".join("a" for _ in range(MOST_FIELDS))).status == 200
    assert posted(server, body="&".join("a" for _ in range(MOST_FIELDS + 1))).status == 400
    head = _head(server)
    assert server.raw(head + b"Content-Length: 1048577\r\n\r\na=").startswith(b"HTTP/1.1 413 ")
    assert server.raw(head + b"Content-Length: 99999999999999999999\r\n\r\na=").startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 400 "))
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    assert server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 17 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("body", ["a=%FF%FE", "a=é"])
def test_a_form_that_is_no_text_is_refused(server: Guarded, body: str) -> None:
    said = _head(server) + f"Content-Length: {len(body.encode())}\r\n\r\n{body}".encode()
    assert server.raw(said).startswith(b"HTTP/1.1 400 ")


def test_read_only_takes_no_form(tmp_path: Path) -> None:
    with behind_the_guard(telling(tmp_path), read_only=True) as server:
        reply = posted(server)
        assert (reply.status, "--read-only" in reply.body) == (403, True)
        assert server.ask("/", ("Cookie", server.cookie())).status == 200


def test_half_a_form_whose_sender_went_away_is_not_acted_on() -> None:
    keys = Keys(8765, b"s" * 32)
    session = keys.open_session()
    headers = {"host": "127.0.0.1:8765", "cookie": f"{keys.cookie}={session}", "origin": "http://127.0.0.1:8765", "content-type": FORM}
    headers |= {"x-edgewise-token": keys.form_token(session)}
    scope = {
        "type": "http", "method": "POST", "path": "/review", "raw_path": b"/review", "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    def reaches(*heard: Message) -> bool:
        said, reached = iter(heard), []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            reached.append(scope["edgewise.form"])

        async def receive() -> Message:
            return next(said)

        async def send(message: Message) -> None:
            pass

        asyncio.run(Guard(app, keys)(dict(scope), receive, send))
        return bool(reached)

    half: Message = {"type": "http.request", "body": b"verdict=SAME", "more_body": True}
    assert reaches(half, {"type": "http.request", "body": b"&pair=1", "more_body": False})
    assert not reaches(half, {"type": "http.disconnect"})
