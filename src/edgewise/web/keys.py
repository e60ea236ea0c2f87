"""How a person gets in: a token that opens once, the session it opens, and the token of that session's forms.

Everything is bound by HMAC-SHA256 to one random secret, which only the server and its state file (`running`) know; whoever can read
that file can mint a token. What each code is for stands in what it is made of, so that one is never good as another.

A cookie is of a host, not of a port: the browser shows it to every program that it is led to on 127.0.0.1. The name carries the port, so
that two explorers do not take each other's away; a program of somebody else on this machine is not kept from reading it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterable

TOKEN_SECONDS = 600
SECRET_BYTES = 32
_TOKEN = re.compile(r"([0-9]{1,12})-([0-9a-f]{32})-([0-9a-f]{64})")
_SESSION = re.compile(r"([0-9a-f]{64})-([0-9a-f]{64})")


def is_token(text: str) -> bool:
    """Return whether a text has the form of a token, of whatever server and time."""
    return _TOKEN.fullmatch(text) is not None


class Keys:
    """The keys of the server at one port. Several threads may use them. `clock` gives seconds since 1970."""

    def __init__(self, port: int, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self.port = port
        self.cookie = f"edgewise-{port}"
        self._secret = secret
        self._clock = clock
        self._lock = threading.Lock()
        self._spent: dict[str, int] = {}  # the nonce of a token that was spent -> when it was minted
        self._sessions: set[str] = set()

    def mint(self) -> str:
        """Return a token that opens a session once, within TOKEN_SECONDS. Every process that has the secret can."""
        minted, nonce = str(int(self._clock())), secrets.token_hex(16)
        return f"{minted}-{nonce}-{self._code('token', minted, nonce)}"

    def spend(self, token: str) -> bool:
        """Return whether a token is ours, fresh and not spent yet; from then on it is. Of several askers at once one gets True."""
        read = _TOKEN.fullmatch(token)
        if read is None or not _same(read[3], self._code("token", read[1], read[2])):
            return False
        now = int(self._clock())
        with self._lock:
            self._spent = {nonce: minted for nonce, minted in self._spent.items() if _fresh(minted, now)}
            if not _fresh(int(read[1]), now) or read[2] in self._spent:
                return False
            self._spent[read[2]] = int(read[1])
            return True

    def open_session(self) -> str:
        """Return a new session, to be kept in the cookie. It ends with the server."""
        random = secrets.token_hex(32)
        session = f"{random}-{self._code('session', random)}"
        with self._lock:
            self._sessions.add(session)
        return session

    def session(self, values: Iterable[str]) -> str | None:
        """Return the first of these values of the cookie that is a session of this server, or None.

        There may be several: another program at this host can set a cookie of our name for a path.
        """
        for value in values:
            read = _SESSION.fullmatch(value)
            if read is not None and _same(read[2], self._code("session", read[1])):
                with self._lock:
                    if value in self._sessions:
                        return value
        return None

    def form_token(self, session: str) -> str:
        """Return what a form must bring, so that only a page of this session can have made it."""
        return self._code("form", session)

    def fits(self, session: str, token: str) -> bool:
        """Return whether `token` is the form token of the session."""
        return _same(token, self.form_token(session))

    def proof(self, nonce: str) -> str:
        """Return what shows an asker who has the secret too that the server at this port has it."""
        return self._code("alive", nonce)

    def proves(self, proof: str, nonce: str) -> bool:
        """Return whether `proof` is the one for this nonce."""
        return _same(proof, self.proof(nonce))

    def _code(self, use: str, *parts: str) -> str:
        """The code over a use, our port and parts, none of which holds a line feed."""
        return hmac.new(self._secret, "\n".join((use, str(self.port), *parts)).encode(), hashlib.sha256).hexdigest()


def _fresh(minted: int, now: int) -> bool:
    return 0 <= now - minted <= TOKEN_SECONDS


def _same(given: str, ours: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), ours.encode())
