"""A person at the explorer of a store, over HTTP as their browser would: gets in, decides, reads pages."""

from __future__ import annotations

import http.client
import re
import subprocess
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

from faulty import PATIENCE, Ended, Machine, ended
from waiting import until

_URL = re.compile(r"http://127\.0\.0\.1:(\d+)/\?key=\S+")
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the status, the headers by their lower-case names, and the text."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class NotServed(Exception):
    """`edgewise serve` ended before it could be asked anything."""

    ended: Ended


class Explorer:
    """An explorer in a process of its own, and the session of one browser there. Raises NotServed where it does not start.

    When it is dead, whatever is asked of it raises OSError or HTTPException.
    """

    def __init__(self, machine: Machine, address: str) -> None:
        self.process: subprocess.Popen[str] = machine.start("serve", "--store", address, "--port", "0", "--no-open")
        self._ended: Ended | None = None
        assert self.process.stdout is not None
        url = self.process.stdout.readline().strip()
        if not _URL.fullmatch(url):
            raise NotServed(ended(self.process))
        parts = urlsplit(url)
        self._origin, self._port, self._cookie, self._token = f"http://{parts.netloc}", parts.port or 0, "", ""
        self._cookie = self.ask("GET", f"/?{parts.query}").headers["set-cookie"].partition(";")[0]

    def get(self, address: str) -> Page:
        """Return a page."""
        return self.ask("GET", address)

    def decide(self, address: str, **fields: str) -> Page:
        """Send a form as a page of the explorer does; 303 is the answer to a decision that was kept."""
        until(self._has_token, "a form of the review")
        return self.ask("POST", address, urlencode({"token": self._token} | fields))

    def _has_token(self) -> bool:
        """Whether a page had a form with the token: pairs may still be looked for, or none be left, and the log have the forms."""
        if not self._token:
            found = _TOKEN.search(self.get("/review/names").text) or _TOKEN.search(self.get("/review/log").text)
            self._token = found[1] if found else ""
        return bool(self._token)

    def ask(self, method: str, address: str, body: str = "") -> Page:
        """Send one request, and return what comes back."""
        headers = {"Origin": self._origin, "Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request(method, address, body or None, headers | ({"Cookie": self._cookie} if self._cookie else {}))
            answer = connection.getresponse()
            return Page(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()

    def stop(self) -> Ended:
        """End it as Ctrl+C does."""
        self.process.terminate()
        self._ended = ended(self.process)
        return self._ended

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        if self._ended is None:
            self.process.kill()
            ended(self.process)
