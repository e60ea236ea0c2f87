"""Pairs of names as JSON lines, and what the machine decides of each: many at once, without a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..ontology import Names
from .decided import Named, decide, type_of

_FIELDS = '{"left": ..., "left_type": ..., "right": ..., "right_type": ...}'
_LONGEST = 1_000  # code points of a name: a longer one is a text


@dataclass(frozen=True, slots=True)
class PairLineJudged:
    """One line, counted from 1: its `fields` with `decision` and `why` after them; or, where it is no pair of names, the `problem`."""

    number: int
    fields: Mapping[str, Any]
    problem: str | None = None


def judged_lines(lines: Iterable[bytes], names: Names) -> Iterator[PairLineJudged]:
    """Yield what each line says and what is decided of its two names, in their order; empty lines are passed over.

    A line is an object with the texts `left` and `right`, and `left_type` and `right_type` where they are known; whatever else it has
    stays. What is no such line yields its problem, and the rest goes on.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield PairLineJudged(number, _judged(_fields(line), names))
            except ValueError as problem:
                yield PairLineJudged(number, {}, str(problem))


def _judged(fields: Mapping[str, Any], names: Names) -> Mapping[str, Any]:
    left, right = (Named(fields[side], type_of(fields.get(f"{side}_type"))) for side in ("left", "right"))
    decided = decide(left, right, names)
    return {**fields, "decision": decided.decision, "why": decided.why}


def _fields(line: bytes) -> Mapping[str, Any]:
    """The fields of a line. Raises ValueError that says what is wrong with it."""
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"is not JSON: {problem}; a line is {_FIELDS}") from None
    if not isinstance(data, dict):
        raise ValueError(f"is no object; a line is {_FIELDS}")
    for side in ("left", "right"):
        name, type = data.get(side), data.get(f"{side}_type")
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"{side!r} should be a name, is {json.dumps(name, ensure_ascii=False)[:60]}; a line is {_FIELDS}")
        if len(name) > _LONGEST:
            raise ValueError(f"{side!r} has {len(name):,} characters; a name has {_LONGEST:,} at most")
        if type is not None and not isinstance(type, str):
            raise ValueError(f'\'{side}_type\' should be a word such as "person" or "org", is {json.dumps(type, ensure_ascii=False)[:60]}')
    return data
