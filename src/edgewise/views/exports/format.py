"""What an export format is: how it is written, which links are edges in it, and what it cannot hold, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ...model import Link, Standing
from ...questions.evidence import joins
from .selection import Selection

_STATED: tuple[Standing, ...] = ("confirmed", "reported")


def any_link(link: Link) -> bool:
    """Say that a link may be there whatever it stands for, because how it stands can be told with it."""
    return True


def is_supported(link: Link) -> bool:
    """Say whether somebody's claim supports a link: in a store, a relationship; its standing stands with it."""
    return link.support != "none"


def is_stated(link: Link) -> bool:
    """Say whether a link may be told as a fact where no standing can stand beside it: confirmed or reported, and no speech."""
    return link.standing in _STATED and joins(link)


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its `name`. `opens` says who opens it, `cannot` what it cannot hold, a sentence each, without full stops.

    `text` yields the pieces of the one file it is; where that is None, `folder` writes its files into an empty folder. `edges` says
    which links are edges. `extra` is the extra of the package that it needs, None where it needs none. `whole`: only a whole graph can
    be written so.
    """

    name: str
    opens: str
    edges: Callable[[Link], bool]
    cannot: tuple[str, ...]
    text: Callable[[Selection], Iterable[str]] | None = None
    folder: Callable[[Selection, Path], None] | None = None
    extra: str | None = None
    whole: bool = False

    def left_out(self, selection: Selection) -> Counter[Standing]:
        """Return how many selected links of each standing are no edges in this format."""
        return Counter(link.standing for link in selection.link_nouns() if not self.edges(link))
