"""Checked reading of YAML declarations: an unknown key names the file, the key and the known keys; nothing is skipped in silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import combinations
from pathlib import Path
from re import _constants as _codes  # type: ignore[attr-defined]  # the parser of the expressions, which has no stub
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import yaml

from .errors import DeclarationError, one_of

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_Loader):  # type: ignore[misc]  # the C loader has no stub
    """A safe loader that refuses a key given twice, which YAML would let the later one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
            seen.add(key)
        result: dict[Any, Any] = super().construct_mapping(node, deep)
        return result


_gathered: ContextVar[list[str] | None] = ContextVar("gathered", default=None)


@contextmanager
def all_problems() -> Iterator[list[str]]:
    """Gather what is wrong in all that is loaded inside, instead of stopping at the first; what is loaded then is not fit for use."""
    found: list[str] = []
    token = _gathered.set(found)
    try:
        with one_part():
            yield found
    finally:
        _gathered.reset(token)


def gathering() -> bool:
    """Say whether problems are gathered, so that what is loaded may lack parts and is not to be kept."""
    return _gathered.get() is not None


@contextmanager
def one_part() -> Iterator[None]:
    """Load a part that others do not need, as an entry of a file: where all problems are gathered, a wrong part is noted and left out."""
    try:
        yield
    except DeclarationError as problem:
        found = _gathered.get()
        if found is None:
            raise
        found.append(str(problem))


def load_yaml(path: Path) -> Any:
    """Return the data of one YAML file. Raises DeclarationError naming file and line when it is missing or not YAML."""
    return read_yaml(load_text(path), str(path))


def load_text(path: Path) -> str:
    """Return the text of a declaration. Raises DeclarationError naming the file when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise DeclarationError(f"{path}: cannot be read: {problem}") from problem


def read_yaml(source: str, where: str) -> Any:
    """Return the data of YAML text. Raises DeclarationError that starts with `where` when it is not YAML."""
    try:
        return yaml.load(source, Loader=_Strict)
    except yaml.YAMLError as problem:
        raise DeclarationError(f"{where}: is not YAML: {' '.join(str(problem).split())}") from problem


def mapping(value: Any, where: str, known: Collection[str] | None = None, required: Collection[str] = ()) -> dict[str, Any]:
    """Return `value` as a mapping with text keys, all of them in `known` (None: any) and all of `required` there.

    Raises DeclarationError; `where` is "file: key" as the reader should see it.
    """
    if not isinstance(value, Mapping):
        raise DeclarationError(f"{where}: should be a mapping, is {value!r}")
    for key in value:
        if not isinstance(key, str):
            raise DeclarationError(f"{where}: the key {key!r} should be text; write it in quotes")
    unknown = [key for key in value if known is not None and key not in known]
    if unknown:
        named = " and ".join(map(repr, unknown))
        raise DeclarationError(f"{where}: unknown key{'s' * (len(unknown) > 1)} {named}; known keys: {one_of(known or ())}")
    for key in required:
        if key not in value:
            raise DeclarationError(f"{where}: the key {key!r} is missing")
    return dict(value)


def text(value: Any, where: str) -> str:
    """Return `value` as non-empty text, or raise DeclarationError."""
    if not isinstance(value, str) or not value.strip():
        raise DeclarationError(f"{where}: should be text, is {value!r}")
    return value


def texts(value: Any, where: str, known: Collection[str] | None = None) -> tuple[str, ...]:
    """Return `value`, a list of text (or None for an empty one), as a tuple, each item in `known` where given."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise DeclarationError(f"{where}: should be a list, is {value!r}")
    items = tuple(text(item, f"{where}[{number}]") for number, item in enumerate(value))
    for item in items:
        if known is not None and item not in known:
            raise DeclarationError(f"{where}: {item!r} is not known; known: {one_of(known)}")
    return items


def flag(value: Any, where: str) -> bool:
    """Return `value` as true or false, or raise DeclarationError."""
    if not isinstance(value, bool):
        raise DeclarationError(f"{where}: should be true or false, is {value!r}")
    return value


def share(value: Any, where: str) -> float:
    """Return `value` as a number from 0 to 1, or raise DeclarationError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise DeclarationError(f"{where}: should be a number from 0 to 1, is {value!r}")
    return float(value)


def regular(value: Any, where: str, flags: int = 0) -> re.Pattern[str]:
    """Return `value` compiled as a regular expression, or raise DeclarationError: also where it could run on a text without end.

    That is where what repeats without bound repeats something within that could as well be repeated by the outer: `(a+)+`, `(\\w+\\s*)+`.
    """
    source = text(value, where)
    try:
        pattern = re.compile(source, flags)
        endless = _endless(_parser.parse(source, flags))
    except (re.error, OverflowError, RecursionError) as problem:
        raise DeclarationError(f"{where}: {source!r} is no regular expression: {problem}") from problem
    if endless:
        raise DeclarationError(
            f"{where}: {source!r} may run without end on a text made for it: a repetition within a repetition, with nothing between that"
            " tells where one ends; write the inner one as *+ or ++, or within (?>...)"
        )
    return pattern


_MANY = 20  # repetitions; fewer take their time, and end
_SIGNS = (*map(chr, range(9, 127)), "é", "“", "\u2028", "中")
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT)


def _endless(parsed: Any) -> bool:
    """Whether one of the repetitions in a pattern repeats what repeats, and no sign must stand between that the inner could not take."""
    for code, value in parsed:
        if code in _REPEATS and value[1] > _MANY:
            ways = _ways(value[2])
            if any(map(_is_open, ways)) or any(_are_alike(one, other) for one, other in combinations(ways, 2)):
                return True
        if any(_endless(inner) for inner in _inner(code, value)):
            return True
    return False


def _inner(code: Any, value: Any) -> list[Any]:
    """The patterns in an item of a pattern."""
    if code is _codes.SUBPATTERN:
        return [value[3]]
    if code in (*_REPEATS, _codes.POSSESSIVE_REPEAT):
        return [value[2]]
    if code is _codes.BRANCH:
        return list(value[1])
    if code in (_codes.ASSERT, _codes.ASSERT_NOT):
        return [value[1]]
    return [value] if code is _codes.ATOMIC_GROUP else []


def _ways(parsed: Any) -> list[list[Any]]:
    """What a pattern may be, groups taken apart: a list of items for each choice in it."""
    ways: list[list[Any]] = [[]]
    for code, value in parsed:
        if code is _codes.SUBPATTERN:
            parts = _ways(value[3])
        elif code is _codes.BRANCH:
            parts = [way for choice in value[1] for way in _ways(choice)]
        else:
            parts = [[(code, value)]]
        ways = [way + part for way in ways for part in parts][:64]
    return ways


def _is_open(way: list[Any]) -> bool:
    """Whether an unbounded repetition among these items can take every sign that the others must have; a line's begin or end is none."""
    if any(code is _codes.AT and value not in (_codes.AT_BOUNDARY, _codes.AT_NON_BOUNDARY) for code, value in way):
        return False
    needed = [_signs([item]) for item in way if item[0] not in _REPEATS or item[1][0] > 0]
    for code, value in way:
        if code in _REPEATS and value[1] > _MANY:
            taken = _signs(value[2])
            if taken and all(not signs or signs & taken for signs in needed):
                return True
    return False


def _are_alike(one: list[Any], other: list[Any]) -> bool:
    """Whether two choices can take the same signs, each one by one, so that each sign doubles the ways to read a text."""
    plain = len(one) == len(other) and not any(code in (*_REPEATS, _codes.AT) for code, _ in (*one, *other))
    return plain and all(_signs([a]) & _signs([b]) for a, b in zip(one, other, strict=True))


def _signs(items: Any) -> frozenset[str]:
    """Every sign that one of these items can take; none for what takes none, as a boundary does."""
    found: set[str] = set()
    for code, value in items:
        if code in (_codes.LITERAL, _codes.NOT_LITERAL, _codes.IN, _codes.ANY, _codes.CATEGORY):
            found.update(sign for sign in _SIGNS if _takes(code, value, sign))
            if code is _codes.LITERAL:
                found.add(chr(value))
        elif code not in (_codes.ASSERT, _codes.ASSERT_NOT):
            for inner in _inner(code, value):
                found |= _signs(inner)
    return frozenset(found)


def _takes(code: Any, value: Any, sign: str) -> bool:
    if code is _codes.ANY:
        return sign != "\n"
    if code in (_codes.LITERAL, _codes.NOT_LITERAL):
        return (ord(sign) == value) is (code is _codes.LITERAL)
    if code is _codes.CATEGORY:
        kind = str(value).rpartition("_")[2]
        there = {"DIGIT": sign.isdigit(), "SPACE": sign.isspace(), "WORD": sign.isalnum() or sign == "_"}[kind]
        return there is ("NOT" not in str(value))
    negated = value[0][0] is _codes.NEGATE
    return negated is not any(
        value[0] <= ord(sign) <= value[1] if code is _codes.RANGE else _takes(code, value, sign) for code, value in value[negated:]
    )
