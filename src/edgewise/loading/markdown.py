"""Markdown: the title is a heading, with its marks taken off."""

from __future__ import annotations

import re

from . import text

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<words>[^\n]*[^\s#])[ \t#]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<words>\S[^\n]*)\n=+[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_EMPHASIS = re.compile(r"\*\*|__|[*`]")


def title(shown: str) -> str | None:
    """Return the first heading of the highest level, else the first line that stands alone as in plain text, else None."""
    headings = [(len(found["marks"]), found.start(), found["words"]) for found in _HEADING.finditer(shown)]
    headings += [(1, found.start(), found["words"]) for found in _UNDERLINED.finditer(shown)]
    if not headings:
        return text.title(shown)
    words = _EMPHASIS.sub("", _LINK.sub(r"\1", min(headings)[2])).strip()
    return words or None
