"""Every regular expression of ours against text made for it: none may take more than the square of the text's length."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
from regular import attacks, seconds

import edgewise
from edgewise.extract.rules.frames.declare import load
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.loading import profiles_of
from edgewise.project import builtin

LENGTH = 300  # code points: what grows with the cube takes a hundred times longer than what grows with the square
PAGE = 20_000  # code points of a whole text, which the patterns of profiles go through
LIMIT = 0.1  # seconds of the processor; the square of the length takes a thousandth of a second
_CALLS = ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer")


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(edgewise.__path__, "edgewise."):
        if not found.name.endswith("__main__"):
            with suppress(ModuleNotFoundError):  # a library of an extra
                yield importlib.import_module(found.name)


def _within(value: Any, met: set[int]) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value, however deep."""
    if isinstance(value, re.Pattern):
        yield value
    if id(value) in met:
        return
    met.add(id(value))
    inner: list[Any] = []
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
    elif is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, field.name, None) for field in fields(value)]
    elif isinstance(value, type) and value.__module__.startswith("edgewise"):
        inner = list(vars(value).values())
    for one in inner:
        yield from _within(one, met)


def _written(path: Path) -> Iterator[re.Pattern[Any]]:
    """The patterns that stand in a source as text, also those within functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), name), [ast.Constant(str() | bytes() as source), *_]) if name in _CALLS:
                yield re.compile(source)


def _patterns() -> dict[tuple[Any, int], re.Pattern[Any]]:
    met: set[int] = set()
    project = builtin()
    declared = (profiles_of(project), load(project.ontology), load_lexicon())
    found = [one for module in _modules() for one in _within(vars(module), met)]
    found += [one for value in declared for one in _within(value, met)]
    found += [one for path in sorted(Path(edgewise.__file__).parent.rglob("*.py")) for one in _written(path)]
    return {(one.pattern, one.flags): one for one in found}


@pytest.fixture
def clock() -> Iterator[None]:
    """A clock that ends what never ends, by an error."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, late)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def slowest(pattern: re.Pattern[Any], length: int = LENGTH, limit: float = LIMIT) -> str:
    """The attack that a pattern takes too long for, in words; "" where there is none."""
    for attack in attacks(pattern):
        text = attack.text(length)
        for _ in range(2):  # a busy machine is slow once
            signal.setitimer(signal.ITIMER_VIRTUAL, 3 * limit)
            try:
                if seconds(pattern, text) < limit:
                    break
            except TimeoutError:
                pass
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        else:
            return f"{pattern.pattern!r:.200} takes too long for {attack}"
    return ""


def test_no_pattern_of_ours_runs_away(clock: None) -> None:
    found = _patterns()
    assert len(found) > 200
    assert [said for pattern in found.values() if (said := slowest(pattern))] == []


def test_no_pattern_of_a_profile_takes_more_than_its_share_of_a_long_line(clock: None) -> None:
    found = {one.pattern: one for one in _within(profiles_of(builtin()), set())}
    assert len(found) > 20
    assert [said for pattern in found.values() if (said := slowest(pattern, PAGE, 0.5))] == []


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(?:\w+\s*)+:", r"(\d|\d\d)+x", r"\s*\s*\s*\s*;"])
def test_a_pattern_that_runs_away_is_found(pattern: str, clock: None) -> None:
    assert "takes too long" in slowest(re.compile(pattern))
