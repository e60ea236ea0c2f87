"""What Cypher may be run: one statement that reads the graph and nothing else, by an allow-list of clauses, functions and calls.

Both stores check a statement here before an engine sees it; Neo4j then checks again by its own means. Two operands never stand
side by side in Cypher, so a word that follows an operand is a keyword, and a word before a parenthesis is a function: each must be
on its list. So clauses and calls that nobody here has heard of are refused too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..errors import QueryError, UsageError, one_of
from .lists import check_lists
from .patterns import pattern
from .tokens import Token, tokenize

FIRST = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN")
_CLAUSES = (*FIRST, "WHERE", "ORDER", "BY", "SKIP", "LIMIT", "UNION", "ALL", "DISTINCT", "AS")
_OPERATORS = ("AND", "OR", "XOR", "NOT", "IN", "STARTS", "ENDS", "CONTAINS", "IS")
_CASES = ("CASE", "WHEN", "THEN", "ELSE", "END")
_VALUES = ("NULL", "TRUE", "FALSE")
_ORDERS = ("ASC", "ASCENDING", "DESC", "DESCENDING")
_CLOSES_OPERAND = frozenset(("END", *_VALUES, *_ORDERS))
_KEYWORDS = frozenset((*_CLAUSES, *_OPERATORS, *_CASES, *_VALUES, *_ORDERS))
_BEFORE_PARENTHESIS = _KEYWORDS - _CLOSES_OPERAND - {"AS"}
_NEXT: Mapping[str, tuple[str, ...]] = {"OPTIONAL": ("MATCH",), "UNION": (*FIRST, "ALL"), "ORDER": ("BY",)}

_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
NESTED = 5  # subqueries within subqueries: what a server takes to plan them doubles with each few

FUNCTIONS = frozenset(
    (
        "count", "collect", "sum", "avg", "min", "max", "size", "length", "type", "labels", "keys", "properties", "nodes", "relationships",
        "startnode", "endnode", "coalesce", "head", "last", "tail", "reverse", "range", "tostring", "tointeger", "tofloat", "toboolean",
        "tolower", "toupper", "trim", "ltrim", "rtrim", "replace", "split", "substring", "left", "right", "abs", "ceil", "floor", "round",
        "sign", "sqrt", "any", "all", "none", "single", "reduce", "shortestpath", "allshortestpaths",
    )
)  # fmt: skip

_FORBIDDEN: Mapping[str, str] = {
    **dict.fromkeys(("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "INSERT"), "would write"),
    **dict.fromkeys(("LOAD", "CSV"), "would read a file or the network"),
    **dict.fromkeys(("CALL", "YIELD"), "would call a procedure or subquery, none of which is on the list"),
    **dict.fromkeys(
        ("USE", "SHOW", "TERMINATE", "ALTER", "DROP", "GRANT", "DENY", "REVOKE", "RENAME", "ENABLE", "DEALLOCATE", "DRYRUN"),
        "would administer the server",
    ),
    **dict.fromkeys(("EXPLAIN", "PROFILE", "CYPHER"), "asks for something other than rows"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A checked statement. `text` is what to run (no comment, no `;`), `tokens` its pieces without spaces.

    `columns` are the names of its columns in order, None for `RETURN *`. `capped` says whether it ends in a LIMIT of its own.
    """

    text: str
    tokens: tuple[Token, ...]
    parameters: frozenset[str]
    columns: tuple[str, ...] | None
    capped: bool

    def placed(self, problem: QueryError) -> QueryError:
        """Return what an engine says of a place in `text` as said of the statement that was asked, which had its comments."""
        if problem.place is None:
            return problem
        line, column = problem.place
        solid = (token for token in tokenize(self.text) if token.kind != "space")
        pairs = [(ran.place, asked.place) for ran, asked in zip(solid, self.tokens, strict=True) if ran.place <= problem.place]
        (ran_line, ran_column), (asked_line, asked_column) = pairs[-1] if pairs else ((line, 1), (line, 1))
        return QueryError(problem.what, (asked_line, asked_column + (column - ran_column if line == ran_line else 0)))


def check(query: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0) -> Statement:
    """Return the statement that may run, or raise QueryError saying what is refused and what to do instead.

    Also raises it for a parameter that is missing or no JSON data; UsageError for a limit or a timeout below what makes sense.
    """
    if limit < 1 or not 0 < timeout < math.inf:
        raise UsageError(f"limit is at least 1 and timeout more than 0 seconds, not {limit} and {timeout}")
    pieces = _one_statement(tokenize(query))
    tokens = tuple(token for token in pieces if token.kind != "space")
    if not tokens:
        raise QueryError("there is no statement; for example: MATCH (n:Entity) RETURN n.name LIMIT 5")
    for place in range(len(tokens)):
        _check_word(tokens, place)
    _check_subqueries(tokens)
    if not tokens[0].is_word(*FIRST):
        raise QueryError(f"a statement starts with one of {one_of(FIRST)}, not with {tokens[0].text}", tokens[0].place)
    used = frozenset(token.value for token in tokens if token.kind == "parameter")
    _check_parameters(used, parameters or {})
    _check_patterns(tokens, parameters or {})
    check_lists(tokens, parameters or {})
    columns, capped = _returns(pieces)
    return Statement("".join(token.text for token in pieces).strip(), tokens, used, columns, capped)


def _one_statement(pieces: tuple[Token, ...]) -> tuple[Token, ...]:
    end = len(pieces)
    while end and (pieces[end - 1].kind == "space" or pieces[end - 1].text == ";"):
        end -= 1
    if divided := next((token for token in pieces[:end] if token.text == ";" and token.kind == "symbol"), None):
        raise QueryError("one statement at a time; take the ';' out and run them one after the other", divided.place)
    return pieces[:end]


def _check_word(tokens: tuple[Token, ...], place: int) -> None:
    """Refuse the token at `place` where it is a clause, a function or a call that is not on its list."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.text == "(" and before is not None and before.kind in ("word", "name", "quoted"):
        _check_call(tokens, place - 1)
    if before is not None and before.is_word(*_NEXT) and not token.is_word(*_NEXT[before.value.upper()]):
        raise QueryError(f"after {before.value} comes {one_of(_NEXT[before.value.upper()])}, not {token.text}", token.place)
    if before is not None and after is not None and _opens_subquery(before, token) and after.text != "(" and not after.is_word(*FIRST):
        raise QueryError(f"within {before.value} {{ }} comes a pattern or one of {one_of(FIRST)}, not {after.text}", after.place)
    if token.kind not in ("word", "quoted", "text", "number", "parameter"):
        return
    named = (after is not None and after.text == ":") or (before is not None and before.is_word("AS"))
    if token.is_word(*_FORBIDDEN) and not named:
        raise QueryError(
            f"{token.value.upper()} {_FORBIDDEN[token.value.upper()]}; this reads only. A name of yours goes in backticks: `{token.value}`",
            token.place,
        )
    if before is not None and _ends_operand(tokens, place - 1) and not token.is_word(*_KEYWORDS):
        raise QueryError(f"{token.text} cannot follow {before.text}; clauses known here: {one_of(_CLAUSES)}", token.place)


def _opens_subquery(before: Token, token: Token) -> bool:
    return token.text == "{" and before.is_word(*_SUBQUERIES)


def _check_subqueries(tokens: tuple[Token, ...]) -> None:
    """Refuse subqueries that are nested too deep."""
    depths: list[int] = []
    for before, token in pairwise(tokens):
        if _opens_subquery(before, token):
            depths.append(token.depth)
            if len(depths) > NESTED:
                raise QueryError(f"the subqueries are nested deeper than {NESTED}", token.place)
        elif token.text == "}" and depths and token.depth == depths[-1]:
            depths.pop()


def _ends_operand(tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    if token.text == "*" and place:
        return tokens[place - 1].is_word("RETURN", "WITH", "DISTINCT")
    if token.kind == "symbol":
        return token.text in (")", "]", "}")
    return not token.is_word(*_KEYWORDS) or token.is_word(*_CLOSES_OPERAND)


def _check_call(tokens: tuple[Token, ...], place: int) -> None:
    """Refuse the name at `place`, which stands before a parenthesis, unless it is a keyword or a function on the list."""
    token = tokens[place]
    if token.is_word(*_BEFORE_PARENTHESIS) or (token.kind == "word" and token.value.lower() in FUNCTIONS):
        return
    if token.is_word(*_FORBIDDEN):
        raise QueryError(f"{token.value.upper()} {_FORBIDDEN[token.value.upper()]}; this reads only", token.place)
    start = place
    while start >= 2 and tokens[start - 1].text == ".":
        start -= 2
    name = "".join(one.text for one in tokens[start : place + 1])
    raise QueryError(f"{name}() is not on the list of functions; known: {one_of(FUNCTIONS)}", tokens[start].place)


def _check_parameters(used: frozenset[str], given: Mapping[str, Any]) -> None:
    missing = used - set(given)
    if missing:
        names = ", ".join(f"${name}" for name in sorted(missing))
        raise QueryError(f"no value for {names}; given: {one_of(given)}. Pass it with --param NAME=VALUE")
    for name in used:
        _check_value(given[name], f"${name}", depth=0)


def _check_value(value: Any, where: str, depth: int) -> None:
    """Refuse what is no JSON data, or what engines would take for something else."""
    if depth > 20:
        raise QueryError(f"{where} is nested too deep")
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise QueryError(f"{where} holds NUL or half a surrogate pair")
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise QueryError(f"{where} is {value}; a number has at most 64 bits")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise QueryError(f"{where} is {value}, which is no number")
    elif isinstance(value, list | tuple):
        for item in value:
            _check_value(item, where, depth + 1)
    elif isinstance(value, dict) and all(isinstance(key, str) for key in value):
        for key, item in value.items():
            _check_value(key, where, depth + 1)
            _check_value(item, where, depth + 1)
    else:
        raise QueryError(f"{where} is a {type(value).__name__}; a parameter is text, a number, true, false, null, a list or a mapping")


def _check_patterns(tokens: tuple[Token, ...], given: Mapping[str, Any]) -> None:
    """Refuse a regular expression that could run away or that is only known while the statement runs."""
    for place, token in enumerate(tokens):
        if token.text != "=~" or token.kind != "symbol":
            continue
        right, after = tokens[place + 1 : place + 2], tokens[place + 2 : place + 3]
        plain = bool(right) and right[0].kind in ("text", "parameter")
        if not plain or (after and after[0].kind == "symbol" and after[0].text not in (")", "]", "}", ",", "|")):
            raise QueryError("the pattern after =~ is one string or one parameter, so that it can be checked before it runs", token.place)
        source = right[0].value if right[0].kind == "text" else given[right[0].value]
        if source is not None and not isinstance(source, str):
            raise QueryError(f"the pattern ${right[0].value} is {source!r}; it is text")
        if source is not None:
            pattern(source)


def _returns(pieces: tuple[Token, ...]) -> tuple[tuple[str, ...] | None, bool]:
    """Return the columns of the last RETURN, and whether a LIMIT follows it. Raises QueryError when a part returns nothing."""
    part = max((place for place, token in enumerate(pieces) if token.depth == 0 and token.is_word("RETURN")), default=None)
    if part is None:
        raise QueryError("a statement ends with RETURN and what it gives back; for example: RETURN n.name")
    items, item = list[tuple[Token, ...]](), list[Token]()
    tail = capped = False
    for token in pieces[part + 1 :]:
        top = token.depth == 0
        if top and token.is_word("ORDER", "SKIP", "LIMIT"):
            tail = True
            capped = capped or token.is_word("LIMIT")
        elif top and token.is_word(*FIRST, "WHERE", "UNION"):
            raise QueryError(f"{token.text} cannot stand after the last RETURN", token.place)
        elif not tail and top and token.text == "," and token.kind == "symbol":
            items.append(tuple(item))
            item = []
        elif not tail and not (top and token.is_word("DISTINCT")):
            item.append(token)
    items.append(tuple(item))
    names = tuple(_column(one) for one in items)
    return (None if "*" in names else names), capped


def _column(item: tuple[Token, ...]) -> str:
    words = [token for token in item if token.kind != "space"]
    if len(words) > 2 and words[-2].depth == 0 and words[-2].is_word("AS"):
        return words[-1].value
    return "".join(token.text for token in item).strip()
