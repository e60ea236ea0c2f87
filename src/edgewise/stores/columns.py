"""The links of a graph column by column, for those who look at all of them: millions of links are no millions of objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..batched import batched
from .derived import parsed

_AT_ONCE = 10_000  # links


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """Some links: of the link at a place, its ends and what it is about by id, and what routes ask of it; `claims` is their number."""

    subjects: Sequence[str]
    relations: Sequence[str]
    objects: Sequence[str]
    abouts: Sequence[str | None]
    standings: Sequence[str]
    indirect: Sequence[bool]
    claims: Sequence[int]


def columns_of(texts: Iterable[str]) -> Iterator[LinkColumns]:
    """Yield the columns of links from the texts that `derived.text_of` made, in their order, some thousands at a time."""
    for some in batched(texts, _AT_ONCE):
        links = list(parsed(some))
        yield LinkColumns(
            subjects=[link["subject"] for link in links],
            relations=[link["relation"] for link in links],
            objects=[link["object"] for link in links],
            abouts=[link.get("about") for link in links],
            standings=[link["standing"] for link in links],
            indirect=[link.get("indirect", False) for link in links],
            claims=[len(link.get("claims", ())) for link in links],
        )
