"""How long the lists of a statement may get, and how they may be gone through within an expression.

To a server an expression is one step: neither its clock nor its account of memory looks inside, so that a long list gone through
there takes a thread, or all memory, until it is done. So a range is short, unless `UNWIND` makes rows of it, which are counted and
timed; and what goes through a list for each of another list goes through one that belongs to that other's element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import QueryError
from .tokens import Token, closing

LONGEST_RANGE = 10_000
_COUNTS = ("SIZE", "LENGTH")
_QUANTIFIERS = ("ANY", "ALL", "NONE", "SINGLE")


@dataclass(slots=True)
class _Walk:
    """Going through a list: `variable` in turn stands for each of its elements in what comes after the list."""

    depth: int
    variable: str
    within: bool = False  # past the list, in what is worked out for each element


def check_lists(tokens: Sequence[Token], given: Mapping[str, Any]) -> None:
    """Refuse a range that is long or whose length nobody knows yet, and a list gone through within another that it has nothing to do with.

    `tokens` are without spaces, `given` the values of the parameters by name.
    """
    walks, ends = list[_Walk](), closing(tokens)
    for place, token in enumerate(tokens):
        while walks and token.depth < walks[-1].depth:
            walks.pop()
        if walks and _ends_list(token, walks[-1].depth):
            walks[-1].within = True
        if token.is_word("RANGE") and _is_called(tokens, place):
            _check_range(tokens, place, ends, given)
        if _walks_from(tokens, place):
            around = {walk.variable for walk in walks if walk.within}
            if around:
                _check_within(_list_after(tokens, place + 1), around)
            walks.append(_Walk(token.depth, token.value))


def _check_range(tokens: Sequence[Token], place: int, ends: Mapping[int, int], given: Mapping[str, Any]) -> None:
    """Check the range at `place`; `ends` says where brackets close."""
    end = ends[place + 1]
    if place and tokens[place - 1].is_word("UNWIND") and tokens[end + 1 : end + 2] and tokens[end + 1].is_word("AS"):
        return
    at = place + 2
    while at < end:
        token = tokens[at]
        if token.is_word(*_COUNTS) and _is_called(tokens, at):
            at = ends[at + 1]
        elif not _is_small(token, given):
            raise QueryError(
                f"here a range goes over numbers of at most {LONGEST_RANGE}, or over as many as size() or length() say; "
                "a longer one gives rows: UNWIND range(...) AS x",
                token.place,
            )
        at += 1


def _is_small(token: Token, given: Mapping[str, Any]) -> bool:
    if token.kind == "parameter":
        value = given.get(token.value)
        return isinstance(value, int) and abs(value) <= LONGEST_RANGE
    if token.kind == "number":
        return token.text.isdecimal() and int(token.text) <= LONGEST_RANGE
    return token.kind == "symbol" and token.text in (",", "-")


def _walks_from(tokens: Sequence[Token], place: int) -> bool:
    """Say whether the token at `place` is a variable that goes through a list: `[x IN`, `any(x IN`, `reduce(y = 0, x IN`."""
    named = tokens[place].kind in ("word", "quoted")
    if not 0 < place < len(tokens) - 1 or not named or not tokens[place + 1].is_word("IN"):
        return False
    before = tokens[place - 1]
    if before.text == "[":
        return True
    if before.text == "(":
        return place > 1 and tokens[place - 2].is_word(*_QUANTIFIERS)
    if before.text != ",":
        return False
    opening = next((at for at in range(place - 1, 0, -1) if tokens[at].depth < tokens[place].depth), 0)
    return opening > 0 and tokens[opening].text == "(" and tokens[opening - 1].is_word("REDUCE")


def _is_called(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].text == "("


def _ends_list(token: Token, depth: int) -> bool:
    """Say whether a token ends the list that something at this depth goes through: what is worked out for each element comes then."""
    return token.depth == depth and (token.is_word("WHERE") or token.text == "|")


def _list_after(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """The tokens of the list that comes after the IN at `place`."""
    depth, end = tokens[place].depth, place + 1
    while end < len(tokens) and tokens[end].depth >= depth and not _ends_list(tokens[end], depth):
        end += 1
    return tokens[place + 1 : end]


def _check_within(listed: Sequence[Token], around: set[str]) -> None:
    for place, token in enumerate(listed):
        named = token.kind in ("word", "quoted") and not _is_called(listed, place)
        if token.is_word("RANGE") or (named and token.value not in around):
            raise QueryError(
                f"for each of one list another is gone through, {token.text}, which may take any time and memory; "
                "make rows of one of the two: UNWIND ... AS x",
                token.place,
            )
