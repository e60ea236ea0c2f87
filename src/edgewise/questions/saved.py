"""Saved questions: Cypher in files of `graph/queries`, each with a header that says what it asks, for what, and what it gives.

    // title: Who hosts the systems that an agency uses
    // parameters:
    //   name: {type: name, says: "the agency"}
    //   since: {type: date, default: "2015", says: "the earliest date"}
    // columns: [system, host]
    MATCH ...

The header is YAML in the comment lines that the file starts with. A parameter without a default is required. Types: `name` (an
entity, found as `ask` finds it; the statement gets its `name_key`), `text`, `number` (a whole one), `date` (2018, 2018-06 or
2018-06-12).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from ..declared import load_text, mapping, one_part, read_yaml, text, texts
from ..errors import DeclarationError, QueryError, UsageError, one_of
from ..project import Project
from ..stores.base import Table
from ..stores.guard import check
from ..stores.tokens import literal, tokenize
from .names import find_entity
from .view import StoreOrView, graph_view, store_of

ParameterType = Literal["name", "text", "number", "date"]
_TYPES: tuple[ParameterType, ...] = get_args(ParameterType)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved question must be given; `default` None: required."""

    name: str
    type: ParameterType
    says: str
    default: str | int | None = None

    @property
    def described(self) -> str:
        """The parameter as an error lists it: "name (a name: the agency)"."""
        default = "" if self.default is None else f"; else {self.default}"
        return f"{self.name} (a {self.type}: {self.says}{default})"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One saved question; `name` is its file's, `text` the statement without the header, `columns` what it gives, in order."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str


def load_queries(*folders: Path) -> Mapping[str, SavedQuery]:
    """Read and check the saved questions of folders, sorted by name; of two of one name that of the first folder; none where none is there.

    Raises DeclarationError naming file and key; also where a statement would be refused, or gives or needs what its header does
    not say.
    """
    paths = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.cypher")}
    queries = {}
    for name, path in sorted(paths.items()):
        with one_part():
            queries[name] = _load(path, path.stat().st_mtime_ns)
    return queries


def run(
    graph: StoreOrView, queries: Mapping[str, SavedQuery], name: str, values: Mapping[str, str], project: Project, *, limit: int = 1000
) -> Table:
    """Run the saved question `name` with the values as typed, and return at most `limit` rows; names are looked up in the view, if
    that is what is given.

    Raises UsageError that lists what is known for an unknown question or parameter, a missing one, or a value of the wrong type;
    NameUnknown for a name that no or more than one entity has.
    """
    if name not in queries:
        raise UsageError(f"there is no saved question {name!r}; known: {one_of(queries)}")
    query = queries[name]
    known = {parameter.name for parameter in query.parameters}
    missing = [parameter.name for parameter in query.parameters if parameter.default is None and parameter.name not in values]
    for what, names in (("has no", sorted(set(values) - known)), ("needs", missing)):
        if names:
            listed = ", ".join(parameter.described for parameter in query.parameters) or "(none)"
            raise UsageError(f"the question {name!r} {what} parameter {', '.join(names)}; its parameters: {listed}")
    return store_of(graph).cypher(query.text, _given(graph, query, values, project), limit=limit)


def written_out(graph: StoreOrView, query: SavedQuery, values: Mapping[str, str], project: Project) -> str:
    """Return the statement of a saved question with the values as typed in place of its parameters, to run by itself.

    Raises what `run` does for these values.
    """
    literals = {f"${name}": _literal(value) for name, value in _given(graph, query, values, project).items()}
    return "".join(literals.get(token.text, token.text) if token.kind == "parameter" else token.text for token in tokenize(query.text))


def _given(graph: StoreOrView, query: SavedQuery, values: Mapping[str, str], project: Project) -> dict[str, str | int | None]:
    """What a statement is given: the values as typed, converted, else the usual ones."""
    return {
        parameter.name: _value(parameter, values[parameter.name], graph, project) if parameter.name in values else parameter.default
        for parameter in query.parameters
    }


def _literal(value: str | int | None) -> str:
    return literal(value) if isinstance(value, str) else "null" if value is None else str(value)


def _value(parameter: Parameter, typed: str, graph: StoreOrView, project: Project) -> str | int:
    if parameter.type == "name":
        return find_entity(graph_view(graph), project, typed).name_key
    try:
        return _converted(parameter.type, typed)
    except ValueError as problem:
        raise UsageError(f"the parameter {parameter.described} is given {typed!r}: {problem}") from None


def _converted(type: ParameterType, typed: str) -> str | int:
    """Return what a statement is given for this text. Raises ValueError saying what it should look like."""
    if type == "number":
        if not re.fullmatch(r"-?\d{1,18}", typed):
            raise ValueError("write a whole number, like 3")
        return int(typed)
    if type == "date" and not _DATE.fullmatch(typed):
        raise ValueError("write a date as 2018, 2018-06 or 2018-06-12")
    return typed


@lru_cache(maxsize=256)
def _load(path: Path, changed: int) -> SavedQuery:
    """Read and check one file, again only where it was `changed` since, in nanoseconds: pages ask for all of them all the time."""
    if not _NAME.fullmatch(path.stem):
        raise DeclarationError(f"{path}: the name of a saved question is lower_snake_case")
    lines = load_text(path).splitlines()
    length = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = read_yaml("\n".join(line[2:].removeprefix(" ") for line in lines[:length]), f"{path}: the header")
    entry = mapping(header, f"{path}: the header", ("title", "parameters", "columns"), ("title", "columns"))
    declared = mapping(entry.get("parameters", {}), f"{path}: parameters")
    query = SavedQuery(
        name=path.stem,
        title=text(entry["title"], f"{path}: title"),
        parameters=tuple(_parameter(name, value, f"{path}: parameters.{name}") for name, value in declared.items()),
        columns=texts(entry["columns"], f"{path}: columns"),
        text="\n".join(lines[length:]).strip(),
    )
    _check_statement(query, path)
    return query


def _parameter(name: str, value: Any, where: str) -> Parameter:
    entry = mapping(value, where, ("type", "says", "default"), ("type", "says"))
    type, default = text(entry["type"], f"{where}.type"), entry.get("default")
    if type not in _TYPES:
        raise DeclarationError(f"{where}.type: {type!r} is not known; known: {one_of(_TYPES)}")
    if default is not None:
        if not isinstance(default, int if type == "number" else str) or isinstance(default, bool):
            raise DeclarationError(f"{where}.default: {default!r} is no {type}; put text and dates in quotes")
        try:
            _converted(type, str(default))
        except ValueError as problem:
            raise DeclarationError(f"{where}.default: {default!r}: {problem}") from None
    return Parameter(name, type, text(entry["says"], f"{where}.says"), default)


def _check_statement(query: SavedQuery, path: Path) -> None:
    try:
        statement = check(query.text, {parameter.name: "" for parameter in query.parameters})
    except QueryError as problem:
        raise DeclarationError(f"{path}: {problem}") from problem
    for parameter in query.parameters:
        if parameter.name not in statement.parameters:
            raise DeclarationError(f"{path}: parameters.{parameter.name}: the statement has no ${parameter.name}")
    if statement.columns != query.columns:
        gives = "*" if statement.columns is None else ", ".join(statement.columns)
        raise DeclarationError(f"{path}: columns: the statement gives {gives}, not {', '.join(query.columns)}")
