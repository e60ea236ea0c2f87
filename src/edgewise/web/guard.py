"""Who may ask: stands before the whole application, static files too, and lets through only what this person's own browser asks.

What passes carries in its ASGI scope `edgewise.token`, the text that a form writes into its field `token`, and, when it is a POST,
`edgewise.form`, the form's other fields: a dict of name to values, in their order. The body of a POST is then read to its end.

A token stands in the parameter `key` of an address and is taken off it; any other `key` is the application's.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .keys import Keys, is_token
from .running import ALIVE

LONGEST_ADDRESS = 16_000  # bytes of path and query
LONGEST_FORM = 1_048_576  # bytes
MOST_FIELDS = 1_000
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with "no-referrer" a browser says Origin: null when it sends a form of ours
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What every answer carries, whatever the application says."""

_FORM = "application/x-www-form-urlencoded"
_TOKEN_HEADER = "x-edgewise-token"
_DOOR = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>edgewise: no way in</title>
<h1>This address does not open the explorer</h1>
<p>It was used before, is more than ten minutes old, or the browser does not know you yet. To get a fresh one, type in a terminal:</p>
<pre>edgewise serve --url --port {port}</pre>
</html>
"""


class Guard:
    """The ASGI application before `app`, for the server whose `keys` these are. Answers HTTP alone.

    `read_only`: no POST passes, whoever asks.
    """

    def __init__(self, app: ASGIApp, keys: Keys, *, read_only: bool = False) -> None:
        self._app, self._keys, self._read_only = app, keys, read_only
        suffix = "" if keys.port == 80 else f":{keys.port}"  # browsers leave the usual port out
        self._hosts = (f"127.0.0.1{suffix}", f"localhost{suffix}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        answer = await self._answer(scope, receive)
        await (answer or self._app)(scope, receive, _with_headers(send))

    async def _answer(self, scope: Scope, receive: Receive) -> Response | None:
        """The answer that the guard gives itself, or None where the application may."""
        headers = Headers(scope=scope)
        refusal = self._strange(scope, headers)
        if refusal is not None:
            return refusal
        method: str = scope["method"]
        key, nonce = _parameter(scope, "key"), _parameter(scope, "nonce")
        if scope["path"] == ALIVE and nonce is not None:
            return PlainTextResponse(self._keys.proof(nonce))
        session = self._keys.session(_cookies(headers, self._keys.cookie))
        if method == "GET" and key is not None and is_token(key) and (self._keys.spend(key) or session):
            return self._admitted(scope, headers, session)
        if session is None:
            return HTMLResponse(_DOOR.format(port=self._keys.port), 403)
        scope["edgewise.token"] = self._keys.form_token(session)
        return await self._posted(scope, receive, headers, session) if method == "POST" else None

    def _strange(self, scope: Scope, headers: Headers) -> Response | None:
        """The refusal of what no page of ours and nobody typing our address asks, whoever it is."""
        if _only(headers, "host") not in self._hosts or not scope["path"].startswith("/"):
            return _refused(400, f"this server is {' or '.join(self._hosts)}")
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _refused(414, f"an address has at most {LONGEST_ADDRESS:,} characters")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _refused(405, "only GET, HEAD and POST are answered", {"allow": "GET, HEAD, POST"})
        if "sec-fetch-site" in headers and _only(headers, "sec-fetch-site") not in ("same-origin", "none"):
            opened = scope["method"] == "GET" and _only(headers, "sec-fetch-mode") == "navigate"
            if not opened or _only(headers, "sec-fetch-dest") != "document":
                return _refused(403, "a page of another site may only lead here")
        return None

    def _admitted(self, scope: Scope, headers: Headers, session: str | None) -> Response:
        """The way to the address asked, without its key; with a cookie for who has none yet."""
        query = b"&".join(part for part in scope["query_string"].split(b"&") if part.partition(b"=")[0] != b"key")
        path: bytes = scope["raw_path"] + (b"?" + query if query else b"")
        answer = RedirectResponse(f"http://{headers['host']}{path.decode('ascii')}", 303)  # whole: "//evil.example" alone is a host
        if session is None:
            answer.set_cookie(self._keys.cookie, self._keys.open_session(), path="/", httponly=True, samesite="lax")
        return answer

    async def _posted(self, scope: Scope, receive: Receive, headers: Headers, session: str) -> Response | None:
        """The refusal of a form that no page of this session sent, or None: its fields are in the scope."""
        if self._read_only:
            return _refused(403, "this explorer was started with --read-only: nothing can be decided here")
        if _only(headers, "origin") != f"http://{headers['host']}":
            return _refused(403, "a form is taken only from a page of this explorer")
        if (_only(headers, "content-type") or "").partition(";")[0].strip().lower() != _FORM:
            return _refused(415, f"a form comes as {_FORM}")
        length = _only(headers, "content-length") or "0"
        body = None if len(length) > 9 or int(length) > LONGEST_FORM else await _body(receive)
        if body is None:
            return _refused(413, f"a form has at most {LONGEST_FORM:,} bytes, and is sent to its end")
        try:
            fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
        except ValueError:
            return _refused(400, f"the form cannot be read, or has more than {MOST_FIELDS:,} fields")
        form: dict[str, list[str]] = {}
        for name, value in fields:
            form.setdefault(name, []).append(value)
        tokens = form.pop("token", []) + headers.getlist(_TOKEN_HEADER)
        if not tokens or not all(self._keys.fits(session, token) for token in tokens):
            return _refused(403, "the page is from before the explorer was started anew: go back, load it again and repeat what you did")
        scope["edgewise.form"] = form
        return None


def _refused(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{why}\n", status, headers)


def _only(headers: Headers, name: str) -> str | None:
    """The one value of a header; None where there is none, or several that could be read in two ways."""
    values = headers.getlist(name)
    return values[0] if len(values) == 1 else None


def _cookies(headers: Headers, name: str) -> Iterator[str]:
    for header in headers.getlist("cookie"):
        for part in header.split(";"):
            given, _, value = part.strip().partition("=")
            if given == name:
                yield value


def _parameter(scope: Scope, name: str) -> str | None:
    """The first value of a parameter of the address, as it stands there: ours need no escapes."""
    for part in scope["query_string"].decode("ascii", "replace").split("&"):
        given, _, value = part.partition("=")
        if given == name:
            return str(value)
    return None


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is longer than a form may be, or its sender went away."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > LONGEST_FORM:
            return None
        if not message.get("more_body", False):
            return body


def _with_headers(send: Send) -> Send:
    """`send`, with our headers in place of the application's own, and none that lets another site read the answer."""
    ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            theirs = [
                (name, value)
                for name, value in message.get("headers", ())
                if (text := name.decode("latin-1").lower()) not in HEADERS and text != "server" and not text.startswith("access-control-")
            ]
            message = {**message, "headers": [*theirs, *ours]}
        await send(message)

    return sending
