"""A page of an answer's items, whether all of them are at hand or only those of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Entity
from ..views.safe import one_line
from .asked import Paged
from .nouns import Found, Item, Page
from .telling import Telling, cut

_NOTE = 400  # characters of a note
_HEADING = 300


def page(
    telling: Telling, asked: Paged, heading: str, items: Iterable[Item], total: int, names: Iterable[Entity] = (),
    notes: Iterable[str] = (), address: str = "",
) -> Found:  # fmt: skip
    """Return an answer whose items are those of the page that is asked for, of `total`; `address` is that of its page."""
    some = tuple(items)
    return Found(
        heading=heading_of(heading), page=Page(asked.offset, len(some), total, True, ""), names=tuple(map(telling.name, names)),
        notes=tuple(cut(one_line(note), _NOTE) for note in notes), items=some,
        permalink=telling.permalink(address) if address else None,
    )  # fmt: skip


def paged(
    telling: Telling, asked: Paged, heading: str, items: Sequence[Item], names: Iterable[Entity], notes: Iterable[str], address: str
) -> Found:  # fmt: skip
    """Return the page that is asked for of an answer whose items are all at hand."""
    return page(telling, asked, heading, items[asked.offset : asked.offset + asked.limit], len(items), names, notes, address)


def heading_of(text: str) -> str:
    """Return one line that says what an answer is to."""
    return cut(one_line(text), _HEADING)
