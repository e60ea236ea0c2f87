"""Strings made to keep a regular expression busy, from what the expression itself says: what it repeats, many times, and no end to it.

A pattern that backtracks without bound does so on one of these; how its time grows with their length tells.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]  # the parser of the expressions, which has no stub
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_OF_CATEGORY = {
    op.CATEGORY_DIGIT: "7", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_SPACE: "a", op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
_USUAL = ("a", "A", "7", " ", "\n", ".", "-", "'", '"')
_PUMPS = 24  # of one pattern
_STARTS = 3


@dataclass(frozen=True, slots=True)
class Attack:
    """What is tried: a beginning, what is repeated, and an end that does not match."""

    start: str
    pump: str
    end: str

    def text(self, length: int) -> str:
        """Return the attack at about a length in characters."""
        return self.start + self.pump * (length // len(self.pump)) + self.end


def attacks(pattern: re.Pattern[Any]) -> Iterator[Attack]:
    """Yield the attacks on a pattern, the same at every call."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    parsed = _parser.parse(source, pattern.flags)
    signs = list(dict.fromkeys((*_signs(parsed), *_USUAL)))
    bodies = list(dict.fromkeys(body for start, body in _repeats(parsed, "") if body))
    starts = list(dict.fromkeys(("", *(start for start, _ in _repeats(parsed, "")))))
    pumps = list(dict.fromkeys((*bodies, *(body + sign for body in bodies[:6] for sign in signs[:6]), *signs)))
    for pump in islice(pumps, _PUMPS):
        for start in islice(starts, _STARTS):
            for end in ("", "\0"):
                yield Attack(start, pump, end)


def _signs(parsed: Any) -> Iterator[str]:
    """Every sign that a pattern names, and one of each kind that it names."""
    for code, value in parsed:
        if code in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif code is op.IN:
            yield from islice((sign for one in value for sign in _of_class(one)), 6)
        else:
            for inner in _inside(code, value):
                yield from _signs(inner)


def _of_class(one: Any) -> Iterator[str]:
    code, value = one
    if code is op.LITERAL:
        yield chr(value)
    elif code is op.RANGE:
        yield chr(value[0])
    elif code is op.CATEGORY:
        yield _OF_CATEGORY[value]


def _inside(code: Any, value: Any) -> Iterator[Any]:
    """The patterns within an item of a pattern."""
    if code is op.SUBPATTERN:
        yield value[3]
    elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        yield value[2]
    elif code is op.ATOMIC_GROUP:
        yield value
    elif code is op.BRANCH:
        yield from value[1]
    elif code in (op.ASSERT, op.ASSERT_NOT):
        yield value[1]


def _repeats(parsed: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield, for each repetition, a text that leads up to it and one that it repeats."""
    for code, value in parsed:
        for inner in _inside(code, value):
            if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[1] > 3:
                yield from ((before, one) for one in _samples(inner))
            yield from _repeats(inner, before)
        before += _sample([(code, value)])


def _samples(parsed: Any) -> Iterator[str]:
    """A text that a repeated pattern matches, and one for each sign where it is one sign of several."""
    yield _sample(parsed)
    for code, value in parsed:
        if code is op.BRANCH:
            yield from (_sample(inner) for inner in value[1][:8])
        if code is op.SUBPATTERN:
            yield from _samples(value[3])


def _sample(parsed: Any, depth: int = 12) -> str:
    """A text that a pattern matches, or nearly: what looks around is taken as it comes."""
    text = ""
    for code, value in parsed if depth else ():
        if code is op.LITERAL:
            text += chr(value)
        elif code is op.NOT_LITERAL:
            text += "a" if chr(value) != "a" else "b"
        elif code is op.ANY:
            text += "a"
        elif code is op.IN:
            text += _one_of(value)
        elif code is op.BRANCH:
            text += _sample(value[1][0], depth - 1)
        elif code is op.SUBPATTERN:
            text += _sample(value[3], depth - 1)
        elif code is op.ATOMIC_GROUP:
            text += _sample(value, depth - 1)
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += _sample(value[2], depth - 1) * min(max(value[0], 1), 40)
    return text


def _one_of(value: Any) -> str:
    negated = value[0][0] is op.NEGATE
    if not negated:
        return next(sign for one in value for sign in _of_class(one))
    taken = re.compile("[^" + "".join(re.escape(sign) for one in value[1:] for sign in _of_class(one)) + "]")
    return next(sign for sign in "aA7 -.,\n\0" if taken.match(sign) and not _excluded(sign, value[1:]))


def _excluded(sign: str, classes: Any) -> bool:
    for code, value in classes:
        if code is op.LITERAL and chr(value) == sign:
            return True
        if code is op.RANGE and value[0] <= ord(sign) <= value[1]:
            return True
        if code is op.CATEGORY:
            shown = {
                op.CATEGORY_DIGIT: sign.isdigit(), op.CATEGORY_NOT_DIGIT: not sign.isdigit(), op.CATEGORY_SPACE: sign.isspace(),
                op.CATEGORY_NOT_SPACE: not sign.isspace(), op.CATEGORY_WORD: sign.isalnum() or sign == "_",
                op.CATEGORY_NOT_WORD: not (sign.isalnum() or sign == "_"),
            }  # fmt: skip
            if shown[value]:
                return True
    return False


def seconds(pattern: re.Pattern[Any], text: str) -> float:
    """How long it takes to find everything that a pattern matches in a text, in seconds of this thread."""
    given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    started = time.thread_time()
    for _ in pattern.finditer(given):
        pass
    return time.thread_time() - started
