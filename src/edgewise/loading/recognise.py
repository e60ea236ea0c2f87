"""Which profile reads a document: the first, by their order, of which one `match` holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import DocumentError, one_of
from .formats import FORMATS, Format, reads_alike
from .profile import Match, Profile


def recognise(
    suffix: str, declared: Mapping[str, Any], body: str, format: Format, profiles: Sequence[Profile], *, named: bool = False
) -> tuple[Profile, dict[str, str]]:
    """Return the first profile of a format that matches, and what the named groups of its texts caught.

    `suffix` is the file's, with its dot, in any case; `declared` what it says of itself; `body` the text after that. `named`: the
    one profile there is was named for this file, and need not match. Raises DocumentError when no profile matches, and when the one
    named is of another format.
    """
    reading = [profile for profile in profiles if reads_alike(profile.read, format)]
    for profile in reading:
        for match in profile.matches:
            caught = _holds(match, suffix.lower(), declared, body)
            if caught is not None:
                return profile, caught
    if named and reading:
        return reading[0], {}
    if named:
        own = " or ".join(f"{profile.name!r} reads {profile.read}" for profile in profiles)
        raise DocumentError(f"is {format.name}, and the profile named for it, {own}; name another in the folder's loaders.yaml")
    known = one_of(suffixes_of(profiles))
    raise DocumentError(f"no profile reads {suffix_in_words(suffix)}; known suffixes: {known}; save it as one of these, or add a profile")


def suffixes_of(profiles: Sequence[Profile]) -> frozenset[str]:
    """Return the suffixes of files that are read wherever they are found: those that a profile names, and those of files full of files."""
    named = (suffix for profile in profiles for match in profile.matches for suffix in match.suffixes)
    return frozenset((*named, *(suffix for format in FORMATS.values() if format.only_files for suffix in format.suffixes)))


def suffix_in_words(suffix: str) -> str:
    """Return a suffix as a message names it."""
    return repr(suffix) if suffix else "a name without suffix"


def lacks_suffix(match: Match, suffix: str) -> str | None:
    """Return in words that a match is of files with other suffixes; None where it is of any, or of this one's."""
    return f"its suffix is none of {', '.join(match.suffixes)}" if match.suffixes and suffix not in match.suffixes else None


def lacks(match: Match, suffix: str, declared: Mapping[str, Any], body: str) -> str | None:
    """Return in words what keeps a match from holding for a text; None where it holds."""
    if (suffixes := lacks_suffix(match, suffix)) is not None:
        return suffixes
    missing = [" or ".join(keys) for keys in match.front_matter if not any(key in declared for key in keys)]
    if missing:
        return f"it declares no {', no '.join(missing)}"
    if match.texts and not any(pattern.search(body) for pattern in match.texts):
        return f"none of the {len(match.texts)} patterns is in its text" if len(match.texts) > 1 else "the pattern is not in its text"
    return None


def _holds(match: Match, suffix: str, declared: Mapping[str, Any], body: str) -> dict[str, str] | None:
    """Return what the texts caught when the match holds (maybe nothing), None when it does not."""
    if lacks(match, suffix, declared, body) is not None:
        return None
    caught: dict[str, str] = {}
    for hit in (hit for pattern in match.texts if (hit := pattern.search(body))):
        for name, value in hit.groupdict().items():
            if value:
                caught.setdefault(name, value)
    return caught
