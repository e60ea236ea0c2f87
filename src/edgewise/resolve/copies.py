"""Copies of one text: a wire story on five sites, under other headlines and with its end cut, is one origin however many print it.

Texts are compared by their shingles, runs of five words of what is not masked. Which pairs are worth comparing is told by MinHash
sketches (of each text the least hashes of its shingles), so that the cost grows with the pile and not with its square; whether a pair is
one text is told by the shingles themselves. Pure and order-free: hashes are the same on every machine, ties go by id.

The sketches are a few lines over numpy and no library's: what counts is how much of the shorter text stands in the longer one, as a copy
is cut or grown, and the libraries estimate how alike two texts are as wholes (`rensa`), or bring scipy with them (`datasketch`); standing
must not depend on what is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..model import Document

WORDS = 5  # in a shingle
LEAST = 30  # shingles: of shorter texts none is a copy of another
SHORT = 100  # shingles: of a text shorter than this every word must stand in its copy, as one date or name tells two reports apart
SHARE = 0.6  # of the shingles of the shorter text that its copy has, at least
LONGER = 3  # times as long its copy may be; what is longer holds the text and is not it: a digest, an analysis that prints a statement
_SAMPLES = 48  # hashes in a sketch: texts that are barely copies share ten on average, and fewer than `SHARED` once in a thousand pairs
SHARED = 2  # hashes in two sketches at least, for the texts to be compared
_KEPT = 100_000  # sketches, and comparisons, that are kept for the next time: at most 60 MB
_ODD = 0x9E3779B97F4A7C15  # tells the places of a shingle's words apart
_PLACES = tuple(np.uint64(pow(_ODD, place + 1, 1 << 64)) for place in range(WORDS))
_WORD = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint64]
Text = tuple[str, int]  # a document's id and a hash of its masks: together they say which words it shows
D = TypeVar("D", str, int)  # what tells documents apart: their ids, or numbers in the same order
K = TypeVar("K")
V = TypeVar("V")


def copies(documents: Mapping[str, Document]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of documents (given by id) that are copies of one text, each sorted, sorted; a document is in one at most.

    Cost: each text is read once a process; then a sort of all sketches, and a comparison of each pair that may be one text.
    """
    return _Pile(documents).groups()


def shingles(document: Document) -> Hashes:
    """Return the hashes of all runs of five words of what a document shows, each once, sorted; none of a text of four words."""
    words = _WORD.findall(_shown(document).casefold())
    codes = np.fromiter(map(_CODES.__getitem__, words), np.uint64, len(words))
    runs = len(words) - WORDS + 1
    if runs < 1:
        return codes[:0]
    return np.unique(sum(codes[place : place + runs] * odd for place, odd in enumerate(_PLACES)))


def sketch(found: Hashes) -> tuple[int, Hashes]:
    """Return how many shingles a text has, given them, and the least of them."""
    return len(found), found[:_SAMPLES].copy()


def in_both(one: Hashes, other: Hashes) -> int:
    """Return how many shingles two texts share."""
    return len(np.intersect1d(one, other, assume_unique=True))


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many shingles two texts have, and share."""

    one: int
    other: int
    shared: int

    @property
    def likeness(self) -> float:
        return self.shared / (self.one + self.other - self.shared)


def alike(two: Overlap) -> bool:
    """Say whether two texts are copies of one."""
    few, many = sorted((two.one, two.other))
    return many <= LONGER * few and two.shared >= (few if few < SHORT else SHARE * few)


def grouped(pairs: Iterable[tuple[D, D]], counts: Mapping[D, int], overlap: Callable[[D, D], Overlap]) -> tuple[tuple[D, ...], ...]:
    """Return the groups that these pairs of copies make, each sorted, sorted. `counts` say how many shingles each of them has.

    The most alike are joined first, and two groups only where the shortest texts of both are alike too: a page that holds two stories
    joins neither to the other. What no chain of pairs ties together does not matter to one another.
    """
    ranked = sorted((-overlap(a, b).likeness, a, b) for a, b in pairs)
    group: dict[D, list[D]] = {id: [id] for _, a, b in ranked for id in (a, b)}
    for _, a, b in ranked:
        one, other = group[a], group[b]
        if one is other:
            continue
        shortest, second = (min(those, key=lambda id: (counts[id], id)) for those in (one, other))
        if alike(overlap(shortest, second)):
            one.extend(other)
            group.update(dict.fromkeys(other, one))
    return tuple(sorted({tuple(sorted(those)) for those in group.values() if len(those) > 1}))


class _Pile:
    """The texts of one pile that are long enough, compared two by two."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._texts: dict[str, Text] = {id: (id, hash(documents[id].masks)) for id in sorted(documents)}
        self._shingles = lru_cache(maxsize=1024)(lambda id: shingles(documents[id]))
        sketches = {id: _kept(_SKETCHES, text, partial(self._sketch, id)) for id, text in self._texts.items()}
        self._counts = {id: count for id, (count, _) in sketches.items() if count >= LEAST}
        self._ids = list(self._counts)
        self._least = [sketches[id][1] for id in self._ids]

    def groups(self) -> tuple[tuple[str, ...], ...]:
        return grouped((pair for pair in self._candidates() if alike(self._overlap(*pair))), self._counts, self._overlap)

    def _overlap(self, a: str, b: str) -> Overlap:
        return Overlap(self._counts[a], self._counts[b], self._shared(a, b))

    def _shared(self, a: str, b: str) -> int:
        """How many shingles two texts share."""
        both = (min(a, b), max(a, b))
        one, other = (self._texts[id] for id in both)
        return _kept(_COMPARED, (one, other), partial(self._compare, *both))

    def _compare(self, a: str, b: str) -> int:
        return in_both(self._shingles(a), self._shingles(b))

    def _sketch(self, id: str) -> tuple[int, Hashes]:
        return sketch(self._shingles(id))

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs whose sketches share enough, sorted. Of the texts that have one hash each is held against the first of them and
        the one before it: what is on every page of a site makes no pair of every two pages."""
        if not self._ids:
            return
        hashes = np.concatenate(self._least)
        owners = np.repeat(np.arange(len(self._ids)), [len(least) for least in self._least])
        order = np.argsort(hashes, kind="stable")  # of equal ones by owner
        hashes, owners = hashes[order], owners[order]
        begins = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
        first = np.repeat(owners[begins], np.diff(np.append(begins, len(owners))))
        again = np.flatnonzero(hashes[1:] == hashes[:-1]) + 1
        beside = again[owners[again - 1] != first[again]]  # whose one before is not the first itself
        held = np.concatenate((first[again], owners[beside - 1])) * len(self._ids) + np.concatenate((owners[again], owners[beside]))
        pairs, shared = np.unique(held, return_counts=True)
        for pair in pairs[shared >= SHARED].tolist():
            yield self._ids[pair // len(self._ids)], self._ids[pair % len(self._ids)]


_SKETCHES: dict[Text, tuple[int, Hashes]] = {}
_COMPARED: dict[tuple[Text, Text], int] = {}


def _kept(known: dict[K, V], key: K, work: Callable[[], V]) -> V:
    """Return what was worked out before for all who ask in this process, else work it out."""
    found = known.get(key)
    if found is None:
        if len(known) >= _KEPT:
            known.clear()
        found = known[key] = work()
    return found


def _shown(document: Document) -> str:
    """The text without what is masked."""
    parts, at = [], 0
    for mask in document.masks:
        parts.append(document.text[at : mask.start])
        at = mask.end
    return " ".join((*parts, document.text[at:]))


class _Codes(dict[str, int]):
    """The hashes of words, the same on every machine, each worked out once."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        code = self[word] = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        return code


_CODES = _Codes()
