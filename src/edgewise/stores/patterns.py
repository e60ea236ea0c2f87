"""Regular expressions that are safe to run over a graph: the part of Java's and Python's that is the same and cannot run away.

Invariant: no quantifier repeats a group that repeats or chooses inside, so matching takes at most as many steps as the text's
length to the power of the repetitions (at most `REPETITIONS`), times two for each choice (at most `CHOICES`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..errors import QueryError

REPETITIONS = 4
CHOICES = 8
_FLAGS = re.compile(r"\(\?[ims]+\)")
_QUANTIFIER = re.compile(r"[*+?]|\{\d+(,?)(\d*)\}")
_KNOWN_ESCAPES = frozenset("dDwWsSbB\\.^$*+?()[]{}|-/'\"`&~#@!%,:;<=>_ ntrf")


@lru_cache(maxsize=256)
def pattern(source: str) -> tuple[re.Pattern[str], int]:
    """Return the compiled pattern, for `fullmatch`, and how many repetitions it has.

    Raises QueryError for what is no regular expression, what Java and Python read differently, and what could run away.
    """
    repetitions = _check(source)
    try:
        return re.compile(source, re.ASCII), repetitions
    except (re.error, OverflowError, RecursionError) as problem:
        raise QueryError(f"the pattern {source!r} is not a regular expression: {problem}") from None


def _check(source: str) -> int:
    at = flags.end() if (flags := _FLAGS.match(source)) else 0
    repetitions = choices = 0
    groups: list[bool] = []  # per open group: does it repeat or choose inside?
    varies = False  # does the atom before `at`, being a group?
    while at < len(source):
        char = source[at]
        quantifier = _QUANTIFIER.match(source, at)
        if quantifier is not None:
            if varies and quantifier.group() != "?":
                raise _refused(source, "a repeated group that repeats or chooses inside")
            if quantifier.group() == "?":
                choices += 1
            elif quantifier.group() in ("*", "+") or quantifier.group(1):
                repetitions += 1
            at = quantifier.end()
            if source[at : at + 1] == "+":
                raise _refused(source, "a possessive quantifier")
            at += source[at : at + 1] == "?"
            varies = True
            if groups:
                groups[-1] = True
            continue
        varies = False
        if char == "\\":
            if at + 1 == len(source) or source[at + 1] not in _KNOWN_ESCAPES:
                raise _refused(source, f"the escape {source[at : at + 2]!r}")
            at += 2
        elif char == "[":
            at = _class_end(source, at)
        elif char == "{":
            raise _refused(source, "a { that is no quantifier")
        elif char == "(":
            plain = not source.startswith("(?", at)
            if not plain and not source.startswith("(?:", at):
                raise _refused(source, f"the group {source[at : at + 3]!r}")
            groups.append(False)
            at += 1 if plain else 3
        elif char == ")":
            varies = groups.pop() if groups else False
            if groups and varies:
                groups[-1] = True
            at += 1
        else:
            if char == "|":
                choices += 1
                groups[-1:] = [True] if groups else []
            at += 1
    if repetitions > REPETITIONS:
        raise _refused(source, f"{repetitions} repetitions (at most {REPETITIONS})")
    if choices > CHOICES:
        raise _refused(source, f"{choices} choices (at most {CHOICES})")
    return repetitions


def _class_end(source: str, at: int) -> int:
    i = at + 1 + (source[at + 1 : at + 2] == "^")
    if source[i : i + 1] == "]":
        raise _refused(source, "a class that starts with ]")
    while i < len(source) and source[i] != "]":
        if source[i] == "[" or source.startswith(("&&", "--", "||", "~~"), i):
            raise _refused(source, "a set within a class")
        if source[i] == "\\" and source[i + 1 : i + 2] not in _KNOWN_ESCAPES - {"b", "B"}:
            raise _refused(source, f"the escape {source[i : i + 2]!r}")
        i += 2 if source[i] == "\\" else 1
    if i >= len(source):
        raise QueryError(f"the pattern {source!r} is not a regular expression: a class is not closed")
    return i + 1


def _refused(source: str, what: str) -> QueryError:
    return QueryError(f"the pattern {source!r} has {what}, which may run away or differs between stores; use CONTAINS or a plainer pattern")
