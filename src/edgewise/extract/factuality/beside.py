"""What stands beside the text and has no standing of its own: headings, captions, lists of further reading.

What only such a line says is unconfirmed: kept and shown, and no support for a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..rules.nouns import Sentence

WHY = "only a heading, a caption or a list says so"
_CAPTION = re.compile(
    r"[\W_]*(?:(?:file )?(?:photo|image|picture|video|illustration|graphic|screenshot|caption|figure|fig\.?|chart)s?"
    r"(?: credit| by| \d+)?\s?[:/.]"
    r"|(?:pictured|above|left|right|from left|top|bottom)\s?:)",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"[\W_]*(?:want to (?:dive deeper|know more|read more)|read (?:more|next|also)"
    r"|related (?:stories|articles|reading|coverage|links|posts|content)|more (?:on this|from us|stories)"
    r"|further reading|see also|you (?:may|might) also (?:like|be interested)|recommended(?: reading)?|sources)\b"
    r".{0,20}[\W_]*$",
    re.IGNORECASE,
)
_LISTED = 12  # lines after "Want to dive deeper?" that may belong to it


def beside(sentences: Iterable[Sentence], text: str) -> frozenset[int]:
    """Return where each such line of a document begins; `sentences` in order of the text."""
    found = set()
    listed = 0
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        opens = len(words) < 60 and _FURTHER.match(words) is not None
        alone = sentence.is_heading or sentence.is_question or _own_line(sentence, text)
        listed = _LISTED if opens else listed - 1 if listed and alone else 0
        if sentence.is_heading or opens or listed or _CAPTION.match(words):
            found.add(sentence.start)
    return frozenset(found)


def _own_line(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is all of its line, list marks aside."""
    before = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    after = text[sentence.end : (text + "\n").find("\n", sentence.end)]
    return not any(c.isalnum() for c in before + after)
