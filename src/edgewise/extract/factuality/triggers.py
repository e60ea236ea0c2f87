"""The word that tells a claim, where only its ends and its relation are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..rules.frames.cues import LASTING
from ..rules.frames.declare import Declared
from ..rules.frames.syntax import VERBS, Syntax

Place = tuple[int, int]
"""Tokens `[first, last)` of a sentence."""

_UNKNOWN = 12.0  # how much further away a word that the frames know may stand than one that they do not
_BESIDE = 6  # tokens between two ends that a title, a possessive or an apposition joins


@dataclass(frozen=True, slots=True)
class Trigger:
    """The token that tells a claim. `known`: a frame has it for the relation; `beside`: the ends are joined by their nouns alone."""

    at: int
    known: bool
    beside: bool


class Triggers:
    """Finds triggers by the verbs and nouns that the frames know for a relation."""

    def __init__(self, declared: Declared) -> None:
        verbs: dict[str, set[str]] = {}
        nouns: dict[str, set[str]] = {}
        for frame in declared.frames:
            verbs.setdefault(frame.relation, set()).update(frame.verbs)
            nouns.setdefault(frame.relation, set()).update(frame.nouns)
        for relation in LASTING:  # what ends a contract does not tell it
            verbs[relation] = verbs.get(relation, set()) - declared.words.endings
        self._verbs: Mapping[str, set[str]] = verbs
        self._nouns: Mapping[str, set[str]] = nouns

    def find(self, syntax: Syntax, relation: str, subject: Place, object: Place) -> Trigger:
        """Return the likeliest token: known words before others, between the ends before outside them, the nearer before the further.

        Where there is no verb at all it is the object's last word.
        """
        left, right = sorted((subject, object))
        best: tuple[float, int, bool] | None = None
        for k, token in enumerate(syntax.tokens):
            verb = token.tag in VERBS and token.phrase is None
            word = token.lemma or token.lower
            known = word in (self._verbs if verb else self._nouns).get(relation, ()) and token.name is None
            if not (known or verb):
                continue
            if left[1] <= k < right[0]:
                distance = (right[0] - k) / 2
            elif k >= right[1]:
                distance = 3.0 + k - right[1]
            elif k < left[0]:
                distance = 4.0 + left[0] - k
            else:
                distance = 2.0
            found = (distance + (0.0 if known else _UNKNOWN), k, known)
            if best is None or found < best:
                best = found
        between = range(left[1], right[0])
        beside = len(between) <= _BESIDE and not any(syntax.is_verb(k) for k in between)
        if best is None:
            return Trigger(object[1] - 1, known=False, beside=beside)
        return Trigger(best[1], known=best[2], beside=beside)
