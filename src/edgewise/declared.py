"""Checked reading of YAML declarations: an unknown key names the file, the key and the known keys; nothing is skipped in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
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
