"""Cypher over the embedded graph, through the SQLite extension graphqlite: read-only, bounded, checked before it is seen.

The extension loads CSV files whatever the connection allows, so no statement reaches it that `guard` has not passed; then a
connection opened for reading, an authorizer and a progress handler hold as well. Where it answers wrongly, its function is replaced
by ours (`=~`, `toLower`, `toUpper`, properties of nodes in lists), or the statement is put otherwise or refused (`gaps`).
"""

from __future__ import annotations

import importlib.util
import json
import platform
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from ...errors import QueryError, StoreError
from ..base import Table
from ..guard import Statement, check
from ..patterns import pattern
from .drawing import ids_of
from .file import File, damaged
from .gaps import adapted

KNOWN_RELEASE = "0.12."  # the release whose tables `file.py` lays out
EXPLAINING = 10.0  # seconds that a statement may take to be explained
_STEPS = 2_000  # of SQLite's machine between two looks at the clock
_LONGEST = 64 * 2**20  # bytes of one text while a query runs, so that a huge collect() ends in an error
_MOST_MATCHING = 10**8  # steps of one regular expression on one text
_READS = frozenset((apsw.SQLITE_SELECT, apsw.SQLITE_READ, apsw.SQLITE_FUNCTION, apsw.SQLITE_RECURSIVE, apsw.SQLITE_TRANSACTION))
_CORRUPT = "database disk image is malformed"  # as SQLite says it, and the extension after it
_PLACE = re.compile(r"Line (\d+), Col (\d+): ")
_NODE, _EDGE, _PATH = {"id", "labels", "properties"}, {"id", "type", "startNode", "endNode", "properties"}, {"nodes", "rels"}


class CypherReader:
    """A second connection to the file, which can only read. Raises QueryError where graphqlite is missing."""

    def __init__(self, file: File) -> None:
        library = extension()
        self._path = file.path
        self._deadline = 0.0
        self._connection = file.connected(reading=True)
        try:
            self._connection.enable_load_extension(True)
            try:
                self._connection.load_extension(str(library))
            except apsw.ExtensionLoadingError as problem:
                raise _missing(str(problem)) from problem
            self._connection.enable_load_extension(False)
            self._check_release()
            self._connection.execute("SELECT cypher('RETURN 1')").fetchall()  # before the authorizer, or the process crashes at its exit
            ours: dict[str, tuple[Callable[..., Any], int]] = {
                "regexp": (self._matches, 2), "lower": (_lower, 1), "upper": (_upper, 1), "_gql_dyn_prop": (_property, 2)
            }  # fmt: skip
            for name, (function, arguments) in ours.items():
                self._connection.create_scalar_function(name, function, arguments, deterministic=True)
            self._connection.limit(apsw.SQLITE_LIMIT_LENGTH, _LONGEST)
            self._connection.authorizer = _authorize
        except BaseException:
            self._connection.close()
            raise

    def run(self, query: str, parameters: Mapping[str, Any], limit: int, timeout: float) -> Table:
        """Return at most `limit` rows; see `Store.cypher`."""
        statement = check(query, parameters, limit=limit, timeout=timeout)
        text = adapted(statement, parameters, limit + 1)
        used = {name: parameters[name] for name in statement.parameters}
        with self._bounded(statement, timeout):
            columns, rows = self._fetch(text, used, limit + 1)
            mentioned = {token.value for token in statement.tokens}
            reader = _Values(lists="aliases" in mentioned, truths="indirect" in mentioned)
            numbers = reader.numbers(rows)
            reader.ids = ids_of(self._connection, numbers) if numbers else {}
        values = tuple(tuple(reader.plain(row[column]) for column in columns) for row in rows[:limit])
        return Table(statement.columns or columns, values, truncated=len(rows) > limit)

    def explain(self, query: str, parameters: Mapping[str, Any]) -> None:
        """Have the statement turned into SQL, which is not run; see `Store.explain`."""
        statement = check(query, parameters)
        text = adapted(statement, parameters, 1)
        with self._bounded(statement, EXPLAINING):
            self._fetch(f"EXPLAIN {text}", {name: parameters[name] for name in statement.parameters}, 1)

    def close(self) -> None:
        """Release the connection; a second call does nothing."""
        self._connection.close()

    @contextmanager
    def _bounded(self, statement: Statement, timeout: float) -> Iterator[None]:
        """Hold one transaction, so that rows and the ids in them are of the same graph, for at most `timeout` seconds."""
        self._deadline = time.monotonic() + timeout
        self._connection.set_progress_handler(self._late, _STEPS)
        try:
            with self._connection:
                yield
        except apsw.Error as problem:
            raise self._explained(problem, statement, timeout) from problem
        except UnicodeDecodeError as problem:
            raise damaged(self._path, problem) from problem
        finally:
            self._connection.set_progress_handler(None)

    def _fetch(self, text: str, parameters: Mapping[str, Any], most: int) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        columns: tuple[str, ...] = ()
        rows: list[dict[str, Any]] = []
        size = 0
        sql = "SELECT cols, row FROM cypher_rows(?, ?)"
        for names, row in self._connection.execute(sql, (text, json.dumps(parameters, ensure_ascii=False))):
            size += len(row)
            if size > _LONGEST:
                raise QueryError(f"the result is larger than {_LONGEST >> 20} MB; ask for less, or count instead of collecting")
            columns = columns or tuple(json.loads(names))
            rows.append(json.loads(row, parse_constant=_no_number))
            if len(rows) == most:
                break
        return columns, rows

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    def _matches(self, source: str | None, value: Any) -> bool | None:
        if source is None or not isinstance(value, str):
            return None
        compiled, repetitions = pattern(source)
        if self._late() or len(value) ** repetitions > _MOST_MATCHING:
            raise QueryError(f"the pattern {source!r} takes too long on a text of {len(value)} characters; use CONTAINS")
        return compiled.fullmatch(value) is not None

    def _explained(self, problem: apsw.Error, statement: Statement, timeout: float) -> QueryError | StoreError:
        if isinstance(problem, apsw.CorruptError) or _CORRUPT in str(problem):
            return damaged(self._path, apsw.CorruptError(_CORRUPT))
        if self._late():
            return QueryError(f"stopped after {timeout:g} seconds; ask for less, or allow more time")
        self._connection.set_progress_handler(None)
        verdict = json.loads(str(self._connection.execute("SELECT cypher_validate(?)", (statement.text,)).get))
        said = str(problem if verdict.get("valid") else verdict.get("error"))
        while said.startswith("{"):  # an error within an error
            said = str(json.loads(said)["error"])
        if "too big" in said:
            return QueryError("a value of this query is too big; ask for less, or count instead of collecting")
        place = (int(found[1]), int(found[2])) if (found := _PLACE.search(said)) else None
        words = _PLACE.sub("", said)
        wrong = f"the statement is wrong, or more than the embedded store knows of Cypher: {words}; a Neo4j store knows all of it"
        return statement.placed(QueryError(wrong, place))

    def _check_release(self) -> None:
        capabilities = json.loads(str(self._connection.execute("SELECT cypher_capabilities()").get))
        release = str(capabilities.get("graphqlite_version"))
        if not release.startswith(KNOWN_RELEASE):
            raise QueryError(
                f"graphqlite {release} is installed, this edgewise knows {KNOWN_RELEASE}x; pip install 'graphqlite>=0.12,<0.13'"
            )


class _Values:
    """Reads the extension's JSON as our plain data.

    Lists and truth values come as text where they went through a function of SQLite's. Of our properties only `aliases` is a list
    and only `indirect` a truth value, so text is read as one of them only in a statement that speaks of these.
    """

    def __init__(self, *, lists: bool, truths: bool) -> None:
        self._lists, self._truths = lists, truths
        self.ids: Mapping[int, str] = {}

    def numbers(self, value: Any) -> set[int]:
        """Return the numbers of the nodes at the ends of all relationships within a value."""
        if isinstance(value, list):
            return set().union(*map(self.numbers, value))
        if not isinstance(value, dict):
            return set()
        if value.keys() == _EDGE:
            return {value["startNode"], value["endNode"]}
        return set().union(*map(self.numbers, value.values()))

    def plain(self, value: Any) -> Any:
        """Return a value in the shape that `Table` documents."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.plain(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == _NODE:
            return {"labels": sorted(_unpacked(value["labels"])), "properties": _unpacked(value["properties"])}
        if value.keys() == _EDGE:
            start, end = self.ids[value["startNode"]], self.ids[value["endNode"]]
            return {"type": value["type"], "start": start, "end": end, "properties": _unpacked(value["properties"])}
        if value.keys() == _PATH:
            return {"nodes": [self.plain(node) for node in value["nodes"]], "relationships": [self.plain(edge) for edge in value["rels"]]}
        return {key: self.plain(item) for key, item in value.items()}

    def _text(self, value: str) -> Any:
        if self._truths and value in ("true", "false"):
            return value == "true"
        if self._lists and value.startswith("[") and value.endswith("]"):
            try:
                items = json.loads(value)
            except ValueError:
                return value
            return items if all(isinstance(item, str) for item in items) else value
        return value


def _unpacked(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def extension() -> Path:
    """Return the path of the extension, without its suffix. Raises QueryError naming the platform where there is none."""
    spec = importlib.util.find_spec("graphqlite")
    suffix = {"Darwin": ".dylib", "Windows": ".dll"}.get(platform.system(), ".so")
    if spec is None or spec.origin is None or not (library := Path(spec.origin).with_name(f"graphqlite{suffix}")).is_file():
        raise _missing("it is not installed")
    return library.with_suffix("")


def _missing(why: str) -> QueryError:
    return QueryError(
        f"Cypher in the embedded store needs graphqlite, which does not run here ({platform.system()} {platform.machine()}: {why}); "
        "ask a Neo4j store instead (--store neo4j://...). Questions, routes and search work without it"
    )


def _authorize(action: int, *_: str | None) -> int:
    return apsw.SQLITE_OK if action in _READS or action == apsw.SQLITE_SAVEPOINT else apsw.SQLITE_DENY


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _property(value: str | None, key: str) -> Any:
    """Return a property of a node, relationship or mapping that has become JSON; the extension takes its own number for its `id`."""
    try:
        data = json.loads(value) if value is not None else None
    except ValueError:
        return None
    if isinstance(data, dict) and (data.keys() == _NODE or data.keys() == _EDGE):
        data = _unpacked(data["properties"])
    found = data.get(key) if isinstance(data, dict) else None
    if isinstance(found, bool):
        return "true" if found else "false"
    return json.dumps(found, ensure_ascii=False) if isinstance(found, list | dict) else found


def _no_number(text: str) -> None:
    raise QueryError(f"the result holds {text}, which is no number")
