"""What the guard lets through and what it refuses, over the wire: a tiny application stands behind it, which says what reached it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from guarded import SECRET, SLOW, Clock, Guarded, behind_the_guard, posted, telling
from waiting import PATIENCE

from edgewise.web.guard import HEADERS, LONGEST_ADDRESS
from edgewise.web.keys import TOKEN_SECONDS


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Guarded]:
    with behind_the_guard(telling(tmp_path_factory.mktemp("guarded")), clock=clock) as served:
        yield served


@pytest.fixture
def cookie(server: Guarded) -> tuple[str, str]:
    """The cookie of somebody who is in."""
    return ("Cookie", server.cookie())


@pytest.mark.parametrize(
    "target", ["/", "/entity/ice?offset=25", "/static/site.js", "/static/../beside.txt", "/nowhere", "/?key=", "/?key=x"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_who_has_no_cookie_sees_nothing_and_reads_how_to_get_in(server: Guarded, target: str, method: str) -> None:
    reply = server.ask(target, method=method)
    assert reply.status == 403
    assert reply.header("content-type") == "text/html; charset=utf-8"
    assert SECRET not in reply.body
    assert method == "HEAD" or f"edgewise serve --url --port {server.keys.port}" in reply.body


def test_a_token_is_exchanged_for_a_cookie_and_leaves_the_address(server: Guarded) -> None:
    reply = server.ask(f"/entity/ice%20%22?offset=25&key={server.keys.mint()}&q=a%26b")
    assert reply.status == 303
    assert reply.header("location") == f"{server.origin}/entity/ice%20%22?offset=25&q=a%26b"
    cookie, *attributes = (reply.header("set-cookie") or "").split("; ")
    assert {a.lower() for a in attributes} == {"httponly", "path=/", "samesite=lax"}
    assert cookie.startswith(f"edgewise-{server.keys.port}=")
    inside = server.ask("/entity/ice", ("Cookie", cookie))
    assert (inside.status, inside.json["says"]) == (200, SECRET)


def test_a_token_spent_twice_opens_once(server: Guarded, cookie: tuple[str, str]) -> None:
    target = f"/?key={server.keys.mint()}"
    assert server.ask(target).status == 303
    again = server.ask(target)
    assert (again.status, again.header("set-cookie")) == (403, None)
    known = server.ask(target, cookie)
    assert (known.status, known.header("location"), known.header("set-cookie")) == (303, f"{server.origin}/", None)


def test_who_is_in_keeps_the_session_and_spends_the_token(server: Guarded, cookie: tuple[str, str]) -> None:
    """Forms in other tabs keep their tokens, and the address that was typed is of no use to anybody else."""
    target = f"/?key={server.keys.mint()}"
    reply = server.ask(target, cookie)
    assert (reply.status, reply.header("set-cookie")) == (303, None)
    assert server.ask(target).status == 403


def test_a_key_that_is_no_token_is_a_parameter_like_any_other(server: Guarded, cookie: tuple[str, str]) -> None:
    assert server.ask("/queries/mine?key=ICE", cookie).json["query"] == "key=ICE"


def test_two_who_spend_one_token_at_once(server: Guarded) -> None:
    with ThreadPoolExecutor(2) as pool:
        for _ in range(5):
            target = f"/?key={server.keys.mint()}"
            assert sorted(reply.status for reply in pool.map(server.ask, [target, target])) == [303, 403]


def test_a_token_that_is_ten_minutes_old_opens_nothing(server: Guarded, clock: Clock) -> None:
    target = f"/?key={server.keys.mint()}"
    clock.now += TOKEN_SECONDS + 1
    assert server.ask(target).status == 403


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_only_opening_an_address_spends_its_token(server: Guarded, method: str) -> None:
    target = f"/?key={server.keys.mint()}"
    assert server.ask(target, method=method).status == 403
    assert server.ask(target).status == 303


def test_the_way_in_leads_to_this_server_alone(server: Guarded) -> None:
    for path in ("//evil.example/", "/\\evil.example/", "/%2f%2fevil.example", "/@evil.example", "/.evil.example"):
        location = server.ask(f"{path}?key={server.keys.mint()}").header("location")
        assert location is not None
        assert location.startswith(f"{server.origin}/"), path


def test_the_cookie_of_another_port_or_server_opens_nothing(server: Guarded, tmp_path: Path) -> None:
    with behind_the_guard(telling(tmp_path)) as other:
        name, value = other.cookie().split("=")
        assert server.ask("/", ("Cookie", f"{name}={value}")).status == 403
        assert server.ask("/", ("Cookie", f"{server.keys.cookie}={value}")).status == 403
        assert server.ask("/", ("Cookie", f"{name}={server.cookie().split('=')[1]}")).status == 403


def test_a_cookie_is_found_among_those_of_other_programs(server: Guarded) -> None:
    """Another program at 127.0.0.1 can set a cookie of our name, for a longer path, which a browser sends first."""
    junk = f"a=b; {server.keys.cookie}=junk; =; {server.keys.cookie}; é=1;"
    assert server.ask("/", ("Cookie", junk)).status == 403
    assert server.ask("/", ("Cookie", f"{junk}{server.cookie()};c=d")).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1", "127.0.0.1:{port}0", "LOCALHOST:0", " ", "",
        "127.0.0.1.evil.example:{port}", "127.0.0.2:{port}", "0.0.0.0:{port}", "[::1]:{port}", "2130706433:{port}", "127.1:{port}",
        "localhost.:{port}", "evil@127.0.0.1:{port}", "127.0.0.1:{port}@evil.example", "127.0.0.1:{port},evil.example",
        "127.0.0.1:{port}.evil.example",
    ],
)  # fmt: skip
def test_any_other_host_is_refused(server: Guarded, cookie: tuple[str, str], host: str) -> None:
    """A name of somebody else's that leads to 127.0.0.1 (DNS rebinding) makes a browser say that name."""
    reply = server.ask(f"/?key={server.keys.mint()}", cookie, host=host.format(port=server.keys.port))
    assert reply.status == 400
    assert SECRET not in reply.body


def test_localhost_is_us_too(server: Guarded, cookie: tuple[str, str]) -> None:
    assert server.ask("/", cookie, host=f"localhost:{server.keys.port}").status == 200


def test_two_hosts_or_an_address_with_a_host_of_its_own_are_refused(server: Guarded) -> None:
    cookie = f"Cookie: {server.cookie()}\r\n".encode()
    host = f"Host: {server.host}\r\n".encode()
    for said in (
        b"GET / HTTP/1.1\r\n" + host + b"Host: evil.example\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n" + host,
        b"GET http://evil.example/ HTTP/1.1\r\n" + host,
        b"GET / HTTP/1.0\r\n",
        b"GET / HTTP/1.1\r\n" + b" " + host,
        b"GET / HTTP/1.1\r\nHost : " + server.host.encode() + b"\r\n",
        b"OPTIONS * HTTP/1.1\r\n" + host,
        b"CONNECT evil.example:80 HTTP/1.1\r\n" + host,
    ):
        heard = server.raw(said + cookie + b"Connection: close\r\n\r\n")
        assert heard.startswith(b"HTTP/1.1 400 "), said
        assert SECRET.encode() not in heard


def test_what_hides_behind_a_request_is_guarded_too(server: Guarded) -> None:
    """Where two lengths are given, or a body is more requests than one: each is one that anybody may send, and none gets in."""
    host = f"Host: {server.host}\r\n".encode()
    inner = b"GET /entity/ice HTTP/1.1\r\n" + host + b"\r\n"
    size = str(len(inner)).encode()
    for said in (
        b"POST / HTTP/1.1\r\n" + host + b"Content-Length: " + size + b"\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
        b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 0\r\nContent-Length: " + size + b"\r\n\r\n" + inner,
        b"GET / HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
        b"GET / HTTP/1.1\r\n" + host + b"\r\n" + inner,
        b"GET / HTTP/1.1\r\n" + host + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n" + inner,
    ):
        heard = server.raw(said)
        assert heard.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 403 ")), said
        assert SECRET.encode() not in heard
        assert b"HTTP/1.1 200" not in heard


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "Same-Origin", "same-origin, none", "other"])
def test_what_another_site_has_the_browser_fetch_is_refused(server: Guarded, cookie: tuple[str, str], site: str) -> None:
    for mode, dest in (("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "embed")):
        asked = server.ask("/", cookie, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest))
        assert (asked.status, SECRET in asked.body) == (403, False)
    assert server.ask("/", cookie, ("Sec-Fetch-Site", site)).status == 403


def test_a_link_on_another_site_may_lead_here_and_no_form_of_it(server: Guarded, cookie: tuple[str, str]) -> None:
    opened = (("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"))
    assert server.ask("/entity/ice", cookie, *opened).status == 200
    assert server.ask("/entity/ice", cookie, *opened, method="HEAD").status == 403
    assert posted(server, *opened).status == 403
    assert server.ask("/", cookie, *opened, ("Sec-Fetch-Dest", "iframe")).status == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_and_a_typed_address_are_answered(server: Guarded, cookie: tuple[str, str], site: str) -> None:
    assert server.ask("/", cookie, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty")).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"])
def test_other_methods_are_refused(server: Guarded, cookie: tuple[str, str], method: str) -> None:
    reply = server.ask("/", cookie, ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST"), method=method)
    assert (reply.status, reply.header("allow")) == (405, "GET, HEAD, POST")


def test_an_address_has_a_bound(server: Guarded, cookie: tuple[str, str]) -> None:
    most = "/?q=" + "a" * (LONGEST_ADDRESS - len("/q="))
    assert server.ask(most, cookie).status == 200
    assert server.ask(most + "a", cookie).status == 414
    assert server.ask("/" + "a" * 100_000, cookie).status in (400, 414)


def test_no_path_leads_out_of_the_static_files(server: Guarded, cookie: tuple[str, str]) -> None:
    assert server.ask("/static/site.js", cookie).status == 200
    for path in (
        "../beside.txt",
        "%2e%2e/beside.txt",
        "..%2fbeside.txt",
        "..%5cbeside.txt",
        "%2e%2e%2fbeside.txt",
        "/../beside.txt",
        "x/../../beside.txt",
        "",
    ):
        reply = server.ask(f"/static/{path}", cookie)
        assert (reply.status, "BESIDE" in reply.body) == (404, False), path


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/", 200),
        ("/static/site.js", 200),
        ("/static/nothing.js", 404),
        (f"/?key=1-{'0' * 32}-{'0' * 64}", 303),
        ("/broken", 500),
        ("/alive?nonce=a", 200),
    ],
)
def test_every_answer_has_our_headers_and_none_that_opens_it_to_others(
    server: Guarded, cookie: tuple[str, str], target: str, status: int
) -> None:
    for headers in ((cookie,), ()):
        reply = server.ask(target, *headers, ("Origin", "http://evil.example"))
        assert reply.status == (status if headers or target.startswith("/alive") else 403)
        assert {name: reply.header(name) for name in HEADERS} == HEADERS
        assert not [name for name, _ in reply.headers if name.lower() == "server" or name.lower().startswith("access-control-")]
        assert SECRET not in reply.body or reply.status == 200


@pytest.mark.parametrize(("how", "status"), [({"host": "evil.example"}, 400), ({"method": "PUT"}, 405)])
def test_refusals_have_our_headers_too(server: Guarded, how: dict[str, str], status: int) -> None:
    reply = server.ask("/", **how)
    assert (reply.status, {name: reply.header(name) for name in HEADERS}) == (status, HEADERS)


def test_a_download_stays_one(server: Guarded, cookie: tuple[str, str]) -> None:
    assert server.ask("/all.csv", cookie).header("content-disposition") == "attachment"


def test_the_policy_lets_nothing_run_that_we_do_not_serve() -> None:
    directives = dict(part.strip().split(" ", 1) for part in HEADERS["content-security-policy"].split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert {directives[name] for name in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert "unsafe" not in HEADERS["content-security-policy"]


def test_whoever_asks_for_the_proof_learns_nothing_else(server: Guarded) -> None:
    reply = server.ask("/alive?nonce=abc")
    assert reply.body == server.keys.proof("abc")
    assert server.ask("/alive").status == 403
    assert server.ask("/alive?nonce=abc", host="evil.example").status == 400
    assert server.ask("/alive?nonce=abc", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")).status == 403


def test_what_is_under_way_when_the_server_is_stopped_is_answered(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        with behind_the_guard(telling(tmp_path)) as server:
            slow = pool.submit(server.ask, "/slow", ("Cookie", server.cookie()))
            assert SLOW.wait(PATIENCE)
        assert slow.result().status == 200
