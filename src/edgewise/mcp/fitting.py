"""An answer cut to size: as many of its items as fit, and in words what is left and how to get it.

Invariant: neither the text nor the JSON of an answer is longer than asked for, and an answer with items shows at least one of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ..errors import UsageError
from . import words
from .nouns import Answer, Found, Item, Page, Rows, Statement
from .telling import cut

LEAST = 10_000  # characters, below which no answer with its frame fits
_ROOM = 1_000  # characters kept free for what is said of the page
_CELL = 300  # characters of a cell of a row that is too long by itself


@dataclass(frozen=True, slots=True)
class Fitted:
    """An answer as it is sent: its text, and the same as JSON data."""

    text: str
    data: dict[str, Any]


def fitted(answer: Answer, most: int) -> Fitted:
    """Return an answer in at most `most` characters of text, and of JSON, at least `LEAST`. UsageError where a row alone is longer."""
    if isinstance(answer, Statement):
        return Fitted("\n".join(words.head(answer)), _plain(answer))
    if isinstance(answer, Found):
        answer = _trimmed(answer, most // 2)
    whole: Any = answer  # of its nouns each has items of its own sort
    bare = replace(whole, items=())
    head = "\n".join(words.head(answer))
    room = most - _ROOM - max(len(head), _size(_plain(bare)))
    texts: list[str] = []
    shown: list[Any] = []
    text_left = json_left = room
    for place, item in enumerate(answer.items):
        one = item if shown else _first(item, max(room, _ROOM))
        text = words.item_text(one, answer.page.offset + place + 1)
        text_left, json_left = text_left - len(text) - 1, json_left - _size(_plain(one)) - 1
        if shown and min(text_left, json_left) < 0:
            break
        texts.append(text)
        shown.append(one)
    page = _paged(answer.page, len(shown), f"cut at {most:,} characters; " if len(shown) < len(answer.items) else "")
    made = replace(whole, items=tuple(shown), page=page)
    return Fitted("\n".join([head, *texts, *([""] if texts else []), *words.foot(page)]), _plain(made))


def _paged(page: Page, shown: int, cut_words: str) -> Page:
    """The page with how much of it is shown, and how to get the rest."""
    end = page.offset + shown
    more = shown > 0 and (end < page.total or not page.counted)
    of = f"{page.total:,}" if page.counted else f"at least {page.total:,}"
    from_to = f" (number {page.offset + 1:,} to {end:,})" if shown and (more or page.offset) else ""
    rest = f"; {cut_words}the rest with offset={end}" if more else ""
    return replace(page, shown=shown, next=end if more else None, note=f"{shown:,} of {of} shown{from_to}{rest}.")


def _first(item: Any, most: int) -> Any:
    """An item that fits by itself: with fewer quotes; a row with shorter cells."""
    while isinstance(item, Item) and len(item.quotes) + len(item.against) > 1 and _size(_plain(item)) > most:
        name = "quotes" if len(item.quotes) >= len(item.against) else "against"
        item = replace(item, **{name: getattr(item, name)[:-1]}, more_quotes=item.more_quotes + 1)
    if isinstance(item, tuple) and _size(item) > most:
        each = max(20, min(_CELL, most // max(1, len(item)) - 40))
        item = tuple(cut(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False), each) for one in item)
        if _size(item) > most:
            raise UsageError(f"a row of {len(item):,} columns is longer than an answer may be; return fewer columns")
    return item


def _trimmed(found: Found, most: int) -> Found:
    """An answer with so many of its notes, then of its names, as fit before its items."""
    while (found.notes or found.names) and _size(_plain(replace(found, items=()))) > most:
        found = replace(found, notes=found.notes[:-1]) if found.notes else replace(found, names=found.names[:-1])
    return found


def _plain(noun: Any) -> Any:
    """A noun as JSON data without what has no value."""
    if isinstance(noun, tuple):
        return list(noun)
    return _adapter(noun.__class__).dump_python(noun, mode="json", exclude_none=not isinstance(noun, Rows))


@cache
def _adapter(noun: type) -> TypeAdapter[Any]:
    return TypeAdapter(noun)


def _size(data: Any) -> int:
    return len(json.dumps(data, ensure_ascii=False))
