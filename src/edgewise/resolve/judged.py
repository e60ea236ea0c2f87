"""What people decided: which judgement of a thing holds, and how judged names come together without contradiction. Order-free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from ..model import EntityType, Judgement, Key, fold

_Name = tuple[str, EntityType, str | None]  # folded name, type, document
Matter = str | frozenset[_Name]  # what a judgement is about: a claim's id, or two names, whichever way round


def matter_of(judgement: Judgement) -> Matter | None:
    """Return what a judgement is about; None where that is nothing: a name and itself, or neither a pair nor a claim."""
    if judgement.claim is not None:
        return judgement.claim
    if judgement.left is None or judgement.right is None:
        return None
    pair = frozenset((name_of(judgement.left), name_of(judgement.right)))
    return pair if len(pair) == 2 else None


def name_of(key: Key) -> _Name:
    """Return a key as it is compared: case, accents and article aside."""
    return (fold(key.name), key.type, key.document)


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements as they were made, the earliest first; of equal times the lesser id."""
    return sorted(judgements, key=lambda j: (j.at, j.id))


def holding(judgements: Iterable[Judgement]) -> Mapping[Matter, Judgement]:
    """Return the judgement that holds of each thing that was judged: the latest one, UNSURE too; those judged last come last."""
    last: dict[Matter, Judgement] = {}
    for judgement in in_order(judgements):
        matter = matter_of(judgement)
        if matter is not None:
            last.pop(matter, None)
            last[matter] = judgement
    return last


def not_taken_back(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return of the judgements about one thing those that were not taken back, the earliest first; the last one holds.

    One that took another back is none of them, as it only brings back what held before.
    """
    standing: list[Judgement] = []
    for judgement in in_order(judgements):
        if judgement.undoes is not None and standing and standing[-1].id == judgement.undoes:
            standing.pop()
        else:
            standing.append(judgement)
    return standing


def at_odds(judgements: Iterable[Judgement]) -> Mapping[Matter, tuple[Judgement, ...]]:
    """Return what people judge differently: of each such thing the last judgement of each of them that was not taken back.

    The one that holds comes first, then the later before the earlier.
    """
    by_matter: dict[Matter, list[Judgement]] = defaultdict(list)
    for judgement in in_order(judgements):
        matter = matter_of(judgement)
        if matter is not None:
            by_matter[matter].append(judgement)
    found = {}
    for matter, about in by_matter.items():
        last = {judgement.by: judgement for judgement in not_taken_back(about) if judgement.undoes is None}
        if len({judgement.verdict for judgement in last.values()}) > 1:
            found[matter] = tuple(reversed(in_order(last.values())))
    return found


N = TypeVar("N", bound=Hashable)


class Groups(Generic[N]):
    """Things said to be one, in groups in which no two are kept apart. Whoever is to stay apart is named before anything is joined."""

    def __init__(self, apart: Iterable[tuple[N, N]]) -> None:
        self._apart: dict[N, set[N]] = defaultdict(set)
        for one, other in apart:
            if one != other:
                self._apart[one].add(other)
                self._apart[other].add(one)
        self._group: dict[N, set[N]] = {}

    def join(self, one: N, other: N) -> bool:
        """Make the groups of two things one and return True; False, and nothing done, where that joins what is kept apart."""
        ours, theirs = self.of(one), self.of(other)
        if other in ours:
            return True
        if any(not theirs.isdisjoint(self._apart.get(member, ())) for member in ours):
            return False
        joined = {*ours, *theirs}
        self._group.update(dict.fromkeys(joined, joined))
        return True

    def of(self, one: N) -> frozenset[N]:
        """Return all that are one thing with this one, itself too."""
        return frozenset(self._group.get(one, (one,)))
