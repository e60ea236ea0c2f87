"""What is inside a file and what it is called there: names that come from outside, made fit for a locator.

Nothing is ever written under these names; they are shown, and stand in the store.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ..errors import DocumentError

LONGEST = 120  # code points of a name; a longer one keeps its beginning and its suffix
_SUFFIX = 10
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def fit(name: str) -> str:
    """Return a name as one step of a locator: no "/", no control characters, not too long; "" where nothing is left of it."""
    decoded = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    plain = " ".join(_UNFIT.sub(" ", decoded.replace("/", "_").replace("\\", "_")).split())
    if plain in (".", ".."):
        return ""
    if len(plain) > LONGEST:
        suffix = PurePosixPath(plain).suffix[-_SUFFIX:]
        plain = plain[: LONGEST - len(suffix)] + suffix
    return plain


def fit_path(name: str) -> str:
    """Return the path of a member as a locator says it: as `fit`, step by step, without steps that lead up or nowhere."""
    return "/".join(step for part in name.split("/") if (step := fit(part)))


class Names:
    """Keeps apart the names in one file: the second "a.txt" is "a (2).txt", so that every text keeps its own place."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def apart(self, name: str) -> str:
        """Return the name, with a number where it was given out before."""
        own = name
        while own in self._times:
            self._times[name] += 1
            path = PurePosixPath(name)
            own = str(path.with_name(f"{path.stem} ({self._times[name]}){path.suffix}"))
        self._times[own] = 1
        return own


class Allowance:
    """How much may still be taken out of one file, in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = self._left = limit

    def take(self, size: int) -> None:
        """Raise DocumentError once more is taken than the limit."""
        self._left -= size
        if self._left < 0:
            raise DocumentError(f"unpacks to more than {self._limit:,} bytes; unpack it and give the folder")
