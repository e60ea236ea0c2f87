"""From scores to mentions, and from scored pairs to relations. Pure: the same scores give the same answer on every machine.

Scores are compared after rounding to `DIGITS`, and ties are broken by place, so that another machine's last digits change nothing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model import ENTITY_TYPES, Modality, Polarity
from ...ontology import Ontology
from .scores import Scored, Spotted

DIGITS = 4  # of a probability that count
_ARTICLES = frozenset(("the", "a", "an"))
_POSSESSIVES = ("'s", "’s")
_ABBREVIATED = frozenset(("inc.", "corp.", "co.", "ltd.", "jr.", "sr.", "bros.", "llc."))
# What may stand before or after a name but is no part of it, save where its partner stands inside: "Acme (UK)", "the "Big Data" tool".
_EDGES = frozenset(" \t\n\r\u00a0\u200b\ufeff\"'“”‘’«»,;:.!?…-–—*#_/|&([{<)]}>")
_PAIRS = ("()", "[]", "{}", "<>", "“”", "‘’", "«»", '""', "''")
_PARTNERS = {pair[k]: pair[1 - k] for pair in _PAIRS for k in (0, 1)}


@dataclass(frozen=True, slots=True)
class Said:
    """One relation of a sentence between two of its mentions (indexes), how likely it is, and how it may stand."""

    subject: int
    relation: str
    object: int
    score: float
    standings: Mapping[tuple[Polarity, Modality], float]
    about: int | None = None


def spotted(scores: npt.NDArray[np.floating], offsets: Sequence[tuple[int, int]], text: str, floor: float) -> tuple[Spotted, ...]:
    """Return the mentions of a sentence, sorted by start, then longest first.

    `scores[type, first, last]` is the probability that tokens first to last (inclusive) are a mention of that type, in the order of
    `ENTITY_TYPES`; `offsets` are the code points of each token in `text`, (0, 0) for one that stands for none. Of mentions that cross
    the surer wins, nested ones both stand, and a span has one type. A mention is whole words without quotation marks or possessive,
    and without article save in a description ("the company"). () where nothing reaches the floor.
    """
    best = np.round(scores.max(axis=0), DIGITS)
    real = np.array([end > start for start, end in offsets], dtype=bool)
    length = len(real)
    possible = np.triu(best[:length, :length] >= floor) & real[:, None] & real[None, :]
    firsts, lasts = np.nonzero(possible)
    types = scores.argmax(axis=0)
    found: list[Spotted] = []
    for k in np.lexsort((firsts, firsts - lasts, -best[firsts, lasts])):
        first, last = int(firsts[k]), int(lasts[k])
        span = trim(text, offsets[first][0], offsets[last][1])
        if span is None or any(_clash(text, span, one) for one in found):
            continue
        found.append(Spotted(*span, ENTITY_TYPES[int(types[first, last])], float(best[first, last])))
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def tokens_of(mentions: Sequence[Spotted], offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first and last token (inclusive) of each mention; the tokens of a text follow one another in `offsets`."""
    real = [k for k, (start, end) in enumerate(offsets) if end > start]
    starts, ends = [offsets[k][0] for k in real], [offsets[k][1] for k in real]
    found = []
    for one in mentions:
        first = min(bisect_right(ends, one.start), len(real) - 1)
        last = max(bisect_left(starts, one.end) - 1, first)
        found.append((real[first], real[last]))
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return `[start, end)` as whole words without what only stands around a name; None where nothing is left but such."""
    while start > 0 and _in_word(text[start]) and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    while start < end:
        first, last, inside = text[start], text[end - 1], text[start + 1 : end - 1]
        word = text[start:end].split(maxsplit=1)
        if _PARTNERS.get(first) == last and inside and _paired(inside, first, last):
            start, end = start + 1, end - 1
        elif first in _EDGES and _PARTNERS.get(first, "\n") not in inside:
            start += 1
        elif last in _EDGES and _PARTNERS.get(last, "\n") not in inside and not _shortened(text[start:end]):
            end -= 1
        elif len(word) > 1 and word[0].lower() in _ARTICLES and (word[0].lower() != "the" or not word[1].islower()):
            start += len(word[0])  # "the FBI", "a company"; "the company" points at one that was named
        elif text.endswith(_POSSESSIVES, start, end) and text[end : end + 1].isspace() and text[end + 1 : end + 2].isalnum():
            end -= 2
        else:
            break
    whole = text[start:end]
    return (start, end) if any(map(str.isalnum, whole)) and whole.lower() not in _ARTICLES else None


def said(scored: Scored, things: Sequence[Hashable], ontology: Ontology, floor: float) -> tuple[Said, ...]:
    """Return the relations of a sentence that reach the floor, surest first.

    `things[k]` is what mention k stands for, None where nobody knows: a mention of None is no end of anything. Ends that are one thing
    say nothing. Of a relation said both ways, or twice between the same things, the surest stands; the ontology knows every relation.
    """
    candidates = [
        Said(pair.subject, name, pair.object, round(score, DIGITS), pair.standings, pair.about)
        for pair in scored.pairs
        if things[pair.subject] is not None and things[pair.object] is not None and things[pair.subject] != things[pair.object]
        for name, score in pair.relations.items()
        if name in ontology.relations and round(score, DIGITS) >= floor
    ]
    mentions = scored.mentions
    candidates.sort(key=lambda one: (-one.score, -_surety(mentions, one), one.subject, one.object, one.relation))
    kept: dict[tuple[str, frozenset[Hashable]], Said] = {}
    for one in candidates:
        kept.setdefault((one.relation, frozenset((things[one.subject], things[one.object]))), one)
    return tuple(kept.values())


def _surety(mentions: Sequence[Spotted], one: Said) -> float:
    return min(mentions[one.subject].score, mentions[one.object].score)


def _clash(text: str, span: tuple[int, int], other: Spotted) -> bool:
    """Whether a span is another's own, an article aside, or crosses it."""
    start, end = span
    if end == other.end and text[min(start, other.start) : max(start, other.start)].strip().lower() in ("", "the"):
        return True
    return start < other.start < end < other.end or other.start < start < other.end < end


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) != 0


def _paired(inside: str, opening: str, closing: str) -> bool:
    """Whether each mark between two marks has its partner there too, so that these two are each other's: "(Acme (UK))"."""
    open_ = 0
    for character in inside:
        open_ += (character == opening) - (character == closing)
        if open_ < 0:
            return False
    return open_ == 0 and (opening != closing or opening not in inside)


def _shortened(whole: str) -> bool:
    """Whether the last mark is the full stop of "U.S." or "Inc.", which belongs to the name."""
    word = whole.split()[-1]
    return whole[-1] == "." and ("." in word[:-1] or word.lower() in _ABBREVIATED)
