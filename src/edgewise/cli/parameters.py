"""Parameters of a statement from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..errors import UsageError


def pairs(given: Iterable[str]) -> dict[str, str]:
    """Return "KEY=VALUE" texts as a mapping. Raises UsageError for one without "=" or a key given twice."""
    values: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(f"--param {text!r}: write it as KEY=VALUE")
        if key in values:
            raise UsageError(f"--param {key}: is given twice")
        values[key] = value
    return values


def parameters(given: Iterable[str]) -> dict[str, Any]:
    """Return the parameters with JSON values decoded: 5, true, ["a", "b"]; what is no JSON is text."""
    return {key: _value(value) for key, value in pairs(given).items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
