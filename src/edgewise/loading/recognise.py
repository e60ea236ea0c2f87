"""Which profile reads a document: the first, by their order, of which one `match` holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import DocumentError, one_of
from .formats import Format, reads_alike
from .profile import Match, Profile


def recognise(
    suffix: str, declared: Mapping[str, Any], body: str, format: Format, profiles: Sequence[Profile]
) -> tuple[Profile, dict[str, str]]:
    """Return the first profile of a format that matches, and what the named groups of its texts caught.

    `suffix` is the file's, with its dot, in any case; `declared` what it says of itself; `body` the text after that. Raises
    DocumentError when no profile matches.
    """
    for profile in profiles:
        for match in profile.matches if reads_alike(profile.read, format) else ():
            caught = _holds(match, suffix.lower(), declared, body)
            if caught is not None:
                return profile, caught
    known = {suffix for profile in profiles for match in profile.matches for suffix in match.suffixes}
    what = repr(suffix) if suffix else "a name without suffix"
    raise DocumentError(f"no profile reads {what}; known suffixes: {one_of(known)}; save it as one of these, or add a profile")


def _holds(match: Match, suffix: str, declared: Mapping[str, Any], body: str) -> dict[str, str] | None:
    """Return what the texts caught when the match holds (maybe nothing), None when it does not."""
    if match.suffixes and suffix not in match.suffixes:
        return None
    if not all(any(key in declared for key in keys) for keys in match.front_matter):
        return None
    found = [hit for pattern in match.texts if (hit := pattern.search(body))]
    if match.texts and not found:
        return None
    caught: dict[str, str] = {}
    for hit in found:
        for name, value in hit.groupdict().items():
            if value:
                caught.setdefault(name, value)
    return caught
