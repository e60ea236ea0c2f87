"""From what a model wrote to the claims in it: JSON, with what stands around it taken off and what was cut off given up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

LARGEST = 400_000  # code points of one answer
MOST = 300  # claims of one answer
_STARTS = 20  # places where JSON may begin that are tried
_START = re.compile(r"[{\[]")
_CLAIMS = re.compile(r'"claims"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_JSON = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Answered:
    """The claims of an answer as they came, unchecked, and what was wrong with the answer itself (None: nothing)."""

    claims: tuple[Any, ...]
    problem: str | None = None


def parse(content: str, *, cut: bool = False) -> Answered:
    """Return the claims of an answer. Never raises: where there is no list of claims, or not all of it, `problem` says so.

    `cut`: the server says that it stopped the model before its end.
    """
    if len(content) > LARGEST:
        return Answered((), f"the answer has {len(content):,} characters; at most {LARGEST:,} are read")
    text = _THOUGHT.sub("", content)
    try:
        claims = _whole(text)
        problem = None
        if claims is None:
            claims = _rescued(text)
            problem = (
                f"the answer breaks off after {len(claims)} claims" if claims else 'the answer is no JSON object with the key "claims"'
            )
    except RecursionError:
        return Answered((), "the answer is nested too deeply")
    if cut:
        problem = f"the answer was cut off after {len(claims)} claims"
    if len(claims) > MOST:
        claims, problem = claims[:MOST], f"the answer has {len(claims):,} claims; at most {MOST} are read"
    return Answered(tuple(claims), problem)


def _whole(text: str) -> list[Any] | None:
    """Return the claims of the first JSON value that has a list of them."""
    return next((claims for value in _values(text) if (claims := _claims(value)) is not None), None)


def values_in(content: str) -> Iterator[Any]:
    """Yield the JSON values that an answer holds, whatever prose, thought or fence is around them; nothing where it holds none.

    May raise RecursionError.
    """
    return _values(_THOUGHT.sub("", content[:LARGEST]))


def _values(text: str) -> Iterator[Any]:
    for start in islice(_START.finditer(text), _STARTS):
        try:
            yield _JSON.raw_decode(text, start.start())[0]
        except ValueError:
            continue
    yield from _quoted(text)


def _claims(value: Any) -> list[Any] | None:
    if isinstance(value, dict) and isinstance(value.get("claims"), list):
        return list(value["claims"])
    if isinstance(value, list) and value and all(isinstance(item, dict) and "relation" in item for item in value):
        return value
    return None


def _quoted(text: str) -> Iterator[Any]:
    """What an answer holds that is a JSON string which holds the JSON."""
    if text.lstrip().startswith('"'):
        with suppress(ValueError):
            value = json.loads(text)
            if isinstance(value, str):
                yield json.loads(value)


def _rescued(text: str) -> list[Any]:
    """The claims that stand complete in a list that breaks off or has something wrong further on."""
    found: list[Any] = []
    begun = _CLAIMS.search(text)
    here = begun.end() if begun else len(text)
    while here < len(text):
        between = _BETWEEN.match(text, here)
        here = between.end() if between else here
        try:
            value, here = _JSON.raw_decode(text, here)
        except ValueError:
            break
        found.append(value)
    return found
