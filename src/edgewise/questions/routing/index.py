"""All links of a graph that a route may walk, as arrays: four bytes for where a step leads, two for what it is.

Entities are numbered in the order of their ids. Each link is two steps, one from either end. An index is of one graph, whatever
relations are asked for later; `network` says what of it may be walked then. It never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ...errors import StoreError
from ...model import Entity, identity
from ...resolve.forms import is_described
from ...resolve.standing import STANDINGS
from ...stores.columns import LinkColumns

WALKED = STANDINGS[: STANDINGS.index("refuted")]
STANDING, INDIRECT, BACKWARD = 0b0011, 0b0100, 0b1000  # what the bits of a mark say
MOST_RELATIONS = 255

Numbers = NDArray[np.int32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Entities and steps. The steps from entity `n` are at `starts[n]` to `starts[n + 1]`, sorted by where they lead; of those that
    lead to one entity first the best: by standing, direct before indirect, by how many claims, by relation, by the link's id.

    Of an entity: `ids` its raw digest, `keys` a digest of its folded name, `ranks` the place of that name among all, `barred` whether it
    may not stand in between whoever asks. Of a step: `ends` where it leads, `kinds` its relation (its place in `relations`, which are
    sorted), `marks` what `STANDING`, `INDIRECT` and `BACKWARD` (it goes from the object to the subject) say. The link of the step at
    `about_at[i]` is about the entity `abouts[i]`; only steps that are not backward are listed there.
    """

    relations: tuple[str, ...]
    ids: Bytes
    keys: NDArray[np.uint64]
    ranks: Numbers
    barred: NDArray[np.bool_]
    starts: Numbers
    ends: Numbers
    kinds: Bytes
    marks: Bytes
    about_at: Numbers
    abouts: Numbers

    def number(self, id: str) -> int:
        """Return the number of an entity. KeyError when the graph has none of this id."""
        wanted = np.frombuffer(bytes.fromhex(id), "S32")
        digests = self.ids.reshape(-1).view("S32")
        place = int(np.searchsorted(digests, wanted)[0])
        if place == len(digests) or digests[place] != wanted[0]:
            raise KeyError(id)
        return place

    def id(self, number: int) -> str:
        """Return the id of the entity of this number."""
        return bytes(self.ids[number]).hex()

    def link_id(self, number: int, step: int) -> str:
        """Return the id of the link that the step at this place, from the entity of this number, goes over."""
        end = int(self.ends[step])
        mark = int(self.marks[step])
        if mark & BACKWARD:
            # the same link from its subject: the steps between two entities come in one order from both sides
            mine = self._between(number, end)
            theirs = self._between(end, number)
            number, end, step = end, number, theirs.start + step - mine.start
        place = int(np.searchsorted(self.about_at, step))
        is_about = place < len(self.about_at) and self.about_at[place] == step
        about = self.id(int(self.abouts[place])) if is_about else None
        return identity("link", self.id(number), self.relations[self.kinds[step]], self.id(end), about, bool(mark & INDIRECT))

    def _between(self, one: int, other: int) -> slice:
        """The places of the steps from one entity to another."""
        start, stop = int(self.starts[one]), int(self.starts[one + 1])
        first, last = (int(np.searchsorted(self.ends[start:stop], other, side)) for side in ("left", "right"))
        return slice(start + first, start + last)


def key_of(name_key: str) -> int:
    """Return the digest of a folded name that an index holds."""
    return int.from_bytes(blake2b(name_key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def build_index(entities: Iterable[Entity], links: Iterable[LinkColumns]) -> Index:
    """Return the index of a graph: its entities in the order of their ids, its links in the order of theirs.

    Each is read once. Raises StoreError for a link whose ends are not among the entities.
    """
    ids, keys, ranks, barred = _of_entities(entities)
    relations: dict[str, int] = {}
    numbers = _Numbering(ids)
    parts = [_walkable(columns, numbers, relations) for columns in links]
    subjects, objects, abouts, kinds, standings, indirect, claims = (
        (np.concatenate(one) for one in zip(*parts, strict=True)) if parts else (np.zeros(0, np.int32) for _ in range(7))
    )
    names = tuple(sorted(relations))
    renumbered = np.zeros(len(names) + 1, np.uint8)
    for place, name in enumerate(names):
        renumbered[relations[name]] = place
    kinds = renumbered[kinds]
    quality = (((standings.astype(np.int64) << 1 | indirect) << 32 | (2**31 - 1 - claims)) << 8) | kinds
    order = np.argsort(quality, kind="stable")  # of links alike in all this, the one of lesser id stays first
    del quality, claims
    ends = np.stack((objects[order], subjects[order]), axis=1).reshape(-1)  # of each link the step forward, then the one back
    tails = np.stack((subjects[order], objects[order]), axis=1).reshape(-1)
    by_tail = np.argsort(tails.astype(np.int64) << 32 | ends, kind="stable")
    starts = np.zeros(len(ids) + 1, np.int32)
    np.cumsum(np.bincount(tails, minlength=len(ids)), out=starts[1:])
    del tails
    over = order[by_tail >> 1]
    backward = (by_tail & 1).astype(np.uint8)
    marks = (standings | indirect << 2)[over].astype(np.uint8) | backward << 3
    about = np.where(backward, -1, abouts[over])
    about_at = np.flatnonzero(about >= 0).astype(np.int32)
    return Index(
        names, ids, keys, ranks, barred, starts, ends[by_tail].astype(np.int32), kinds[over], marks, about_at,
        about[about_at].astype(np.int32),
    )  # fmt: skip


def _of_entities(entities: Iterable[Entity]) -> tuple[Bytes, NDArray[np.uint64], Numbers, NDArray[np.bool_]]:
    ids, names, keys, barred = bytearray(), list[str](), list[int](), list[bool]()
    for entity in entities:
        ids += bytes.fromhex(entity.id)
        name_key = entity.name_key
        names.append(name_key)
        keys.append(key_of(name_key))
        barred.append(is_no_way(entity))
    places = {name: place for place, name in enumerate(sorted(set(names)))}
    ranks = np.fromiter((places[name] for name in names), np.int32, len(names))
    return np.frombuffer(bytes(ids), np.uint8).reshape(-1, 32), np.array(keys, np.uint64), ranks, np.array(barred, bool)


def is_no_way(entity: Entity) -> bool:
    """Say whether an entity may never stand in between: a place, a group, or what a document only describes.

    "The company" of one sentence need not be that of another.
    """
    return entity.type in ("Place", "Group") or (entity.scope is not None and is_described(entity.name))


def _walkable(columns: LinkColumns, numbers: _Numbering, relations: dict[str, int]) -> tuple[Numbers, ...]:
    """The links among these that a route may walk: subjects, objects, abouts (-1: none), relations, standings, whether indirect and
    the number of claims. A relation that comes first is numbered."""
    good: dict[str, int] = {standing: place for place, standing in enumerate(WALKED)}
    standings = np.array([good.get(one, -1) for one in columns.standings], np.int32)
    kinds = np.array([relations.setdefault(name, len(relations)) for name in columns.relations], np.int32)
    if len(relations) > MOST_RELATIONS:
        raise StoreError(f"the graph has {len(relations)} relations; routes know {MOST_RELATIONS} at most")
    subjects, objects = numbers(columns.subjects), numbers(columns.objects)
    abouts = np.full(len(subjects), -1, np.int32)
    told = [place for place, about in enumerate(columns.abouts) if about is not None]
    abouts[told] = numbers([about for about in columns.abouts if about is not None])
    walked = (standings >= 0) & (subjects != objects)
    columns_of = (
        subjects, objects, abouts, kinds, standings, np.array(columns.indirect, np.int32), np.array(columns.claims, np.int32)
    )  # fmt: skip
    return tuple(one[walked] for one in columns_of)


class _Numbering:
    """The numbers of entities by their ids, which are sorted; found by the first eight bytes, of which the others are then compared."""

    def __init__(self, ids: Bytes) -> None:
        self._ids = ids
        self._firsts = _firsts(ids)
        self._are_told_apart = bool((np.diff(self._firsts) > 0).all())

    def __call__(self, wanted: Sequence[str]) -> Numbers:
        """Return the numbers of the entities of these ids. StoreError for one that is not there."""
        digests = np.frombuffer(bytes.fromhex("".join(wanted)), np.uint8).reshape(-1, 32)
        if self._are_told_apart:
            places = np.searchsorted(self._firsts, _firsts(digests))
        else:
            places = np.searchsorted(self._ids.reshape(-1).view("S32"), digests.reshape(-1).view("S32"))
        held = np.append(self._ids, np.zeros((1, 32), np.uint8), axis=0) if (places == len(self._ids)).any() else self._ids
        wrong = np.flatnonzero((held[places] != digests).any(axis=1))
        if len(wrong):
            raise StoreError(f"a link of the graph names the entity {wanted[wrong[0]][:8]}, which is not among its entities; resolve again")
        return places.astype(np.int32)


def _firsts(ids: Bytes) -> NDArray[np.uint64]:
    """The first eight bytes of each digest, in whose order they are."""
    return np.ascontiguousarray(ids[:, :8]).view(">u8").reshape(-1).astype(np.uint64)
