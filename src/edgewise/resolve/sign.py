"""One thing that speaks for two names being one thing or two, and what several of them come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

NEVER = -20.0  # of a sign that no other outweighs
_ODDS = -3.0  # of two names that share nothing that is known
Settled = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for one thing or for two, in words; its weight in log-odds, for one thing above 0.

    `settles`: it decides the matter by itself, where nothing else settles it the other way; None: a person has to look.
    """

    words: str
    weight: float
    settles: Settled | None = None


def odds(signs: Iterable[Sign]) -> float:
    """Return the log-odds that two names with these signs are one thing."""
    return _ODDS + sum(sign.weight for sign in signs)


def settled(signs: Iterable[Sign]) -> Settled | None:
    """Return what signs settle. A sign for two things outweighs all; one for one thing holds where no other sign speaks against it."""
    every = tuple(signs)
    if any(sign.settles == "different" for sign in every):
        return "different"
    if any(sign.weight < 0 for sign in every):
        return None
    return "same" if any(sign.settles == "same" for sign in every) else None


@lru_cache(maxsize=100_000)
def slip(one: str, other: str) -> str | None:
    """Return what differs between two words of which one could be a slip for the other, None where neither could."""
    if one == other or min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2:
        return None
    letters = OSA.distance(one, other, score_cutoff=2)
    if letters == 1:
        if {one, other} == {f"{min(one, other, key=len)}s", min(one, other, key=len)}:
            return "an “s” more or less"
        return "two letters are turned round" if len(one) == len(other) and sorted(one) == sorted(other) else "one letter differs"
    return "two letters differ" if letters == 2 and min(len(one), len(other)) > 7 and one[0] == other[0] else None
