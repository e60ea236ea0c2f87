"""Front matter: YAML between two `---` lines at the top of a text. All its scalars stay text, so that no name becomes a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

import yaml

from ..errors import DocumentError

_OPEN = re.compile(r"---[ \t]*\n(?=(?:[ \t]*(?:#[^\n]*)?\n)*(?:[\"']?\w[\w .-]*[\"']?:(?:\s|$)|---))")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)
_LIMIT = 256 * 1024  # code points; YAML this long is no front matter, and reading it takes seconds
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEPT = tuple(f"tag:yaml.org,2002:{kind}" for kind in ("null", "str", "seq", "map"))


class _Texts(_Loader):  # type: ignore[misc]  # the C loader has no stub
    """Reads text, lists, mappings and null, nothing else: `2018-06-15` stays as written, `No` is a name, a bad date no crash."""

    yaml_constructors: ClassVar = {tag: _Loader.yaml_constructors[tag] for tag in (*_KEPT, None)}
    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag == _KEPT[0]]
        for first, resolvers in _Loader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text declares of itself, and where its body begins. `end` 0 and no data: it declares nothing."""

    data: dict[str, Any] = field(default_factory=dict)
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """Return the front matter of a text. A rule `---` before prose is none.

    Raises DocumentError, naming the line of the file (from 1), when it opens and never closes or is not a YAML mapping.
    """
    opened = _OPEN.match(text)
    if opened is None:
        return FrontMatter()
    closed = _CLOSE.search(text, opened.end())
    if closed is None:
        raise DocumentError("line 1 opens front matter that no line '---' closes")
    if closed.start() > _LIMIT:
        raise DocumentError(f"its front matter has {closed.start()} characters; the limit is {_LIMIT}")
    try:
        data = yaml.load(text[opened.end() : closed.start()], Loader=_Texts)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = 2 + mark.line if mark else 1
        raise DocumentError(f"line {line}: the front matter is not YAML: {problem.problem or problem.context}") from problem
    except (yaml.YAMLError, RecursionError) as problem:
        raise DocumentError(f"the front matter is not YAML: {' '.join(str(problem).split())}") from problem
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise DocumentError("line 2: the front matter should be 'key: value' lines")
    return FrontMatter({key: value for key, value in data.items() if isinstance(key, str)}, closed.end())
