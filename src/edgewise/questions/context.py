"""What stands around a quote in its document: the sentence before it and the one after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..extract.sentences import passages
from ..model import Document, Mask

AROUND = 600  # code points looked at on either side: a longer sentence is cut


@dataclass(frozen=True, slots=True)
class Context:
    """The words before and after a quote, "" where there are none; what is masked is none. A cut one begins or ends with "…"."""

    before: str = ""
    after: str = ""


def context_of(document: Document, start: int, end: int) -> Context:
    """Return what stands around `[start, end)` of a document. Cost: only the text near it is looked at."""
    first, last = max(0, start - AROUND), min(len(document.text), end + AROUND)
    before = [p for p in passages(_cut(document, first, start)) if not p.is_title]
    after = [p for p in passages(_cut(document, end, last)) if not p.is_title]
    said_before = said_after = ""
    if before:
        said_before = document.text[first + before[-1].start : first + before[-1].end]
        if first > 0 and not document.text[first : first + before[-1].start].strip():
            said_before = f"… {said_before}"
    if after:
        said_after = document.text[end + after[0].start : end + after[0].end]
        if last < len(document.text) and not document.text[end + after[0].end : last].strip():
            said_after = f"{said_after} …"
    return Context(said_before, said_after)


def _cut(document: Document, start: int, end: int) -> Document:
    """A stretch of a document, as a document without a title."""
    masks = (Mask(max(m.start, start) - start, min(m.end, end) - start, m.rule) for m in document.masks if m.start < end and start < m.end)
    return replace(document, text=document.text[start:end], title=None, masks=tuple(masks), references=())
