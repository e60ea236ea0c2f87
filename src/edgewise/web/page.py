"""What a page function gives back: the data that its template, its JSON twin and its CSV twin show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ..questions.nouns import Answer, to_json
from ..stores.base import Table
from .asked import Asked
from .desk import Desk


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `data` is a frozen dataclass or a mapping: the template sees it as `page`, the JSON twin is its plain data.

    `title` is plain text without the site's name. `table` is the CSV twin, or makes it, None where the page is no table. `name` is
    what a file of it is called when it is downloaded, without a suffix. `twin` is what the JSON twin says where that is not
    `data`, or makes it.
    """

    template: str
    title: str
    data: Any
    table: Table | Callable[[], Table] | None = None
    status: int = 200
    name: str = "edgewise"
    twin: Any = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Go on at this address, one of ours (`addresses`): after a decision, or where a noun has another id now."""

    address: str


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep: `content` with its media type, downloaded under `name` (with its suffix)."""

    content: str | bytes
    media_type: str
    name: str


Shown = Page | Elsewhere | File


@dataclass(frozen=True, slots=True)
class Place:
    """One address and the function that answers it.

    `csv`: it has a CSV twin beside the JSON one. `decides`: it is asked by POST only. `twins` False: a part of a page, or a file.
    """

    path: str
    page: Callable[[Desk, Asked], Shown]
    csv: bool = False
    decides: bool = False
    twins: bool = True


def plain_data(value: Any) -> Any:
    """Return nouns as plain JSON data, keys in the order of their fields; an `Answer` in its documented shape."""
    if isinstance(value, Answer):
        return to_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_data(getattr(value, f.name)) for f in fields(value) if not f.name.startswith("_")}
    if isinstance(value, Mapping):
        return {str(key): plain_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_data(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain_data(item) for item in value)
    return value
