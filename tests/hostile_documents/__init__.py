"""Documents made to hurt whoever reads them: of every format that is read, made for what breaks it, or sound ones mutated.

`documents` is the same for the same seed on every machine; `reading` reads them in a worker that can be killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from . import mails, packed, pages, portable, tables, texts
from .mutations import mutated
from .sizes import Made, Maker
from .sound import SOUND

MAKERS: dict[str, tuple[Maker, ...]] = {**texts.MAKERS, **tables.MAKERS, **pages.MAKERS, **mails.MAKERS, **packed.MAKERS, **portable.MAKERS}
"""For each format, by the suffix that its files have, what makes hostile ones of it."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: what is wrong with it in words, its name and its bytes."""

    what: str
    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return self.name[self.name.index(".") :]


def documents(count: int, seed: int = 7, most: int = 1_000_000) -> Iterator[Hostile]:
    """Yield so many hostile documents, the formats in turn. `most`: characters that what is repeated in one comes to."""
    random = Random(seed)
    turns = cycle(sorted(MAKERS))
    rounds = {suffix: cycle(makers) for suffix, makers in sorted(MAKERS.items())}
    for number, suffix in enumerate(islice(turns, count)):
        own = Random(random.random())
        made = next(rounds[suffix])(own, most) if own.random() < 0.5 else Made("mutated", mutated(SOUND[suffix], own))
        if own.random() < 0.1:
            made = Made(f"{made.what}, mutated", mutated(made.data, own))
        yield Hostile(made.what, f"{number:05}{suffix}", made.data)
