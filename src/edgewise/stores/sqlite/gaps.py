"""Where graphqlite 0.12 answers wrongly instead of refusing: such a statement is put into words it understands, or refused.

Found by running the same statements on it and on Neo4j 5.26; the contract suite (`edgewise.testing.statements`) holds examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from ...errors import QueryError
from ..guard import Statement
from ..tokens import Token, closing

NUMBERS = frozenset(("claims", "start", "end", "tier"))  # the properties that are numbers

_CLAUSES = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "UNION")
_RESERVED = frozenset(
    ("all", "any", "none", "single", "end", "ends", "from", "to", "on", "by", "in", "is", "exists", "case", "when", "then", "else")
)
_ALL_ROWS = 2**62
_HINT = "a Neo4j store answers it"


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause and its tokens, its name among them. `where` is the place of its WHERE, its length when there is none."""

    name: str
    tokens: tuple[Token, ...]

    @property
    def where(self) -> int:
        return next((place for place, token in enumerate(self.tokens) if _at(token, self.tokens[0].depth, "WHERE")), len(self.tokens))

    def has(self, *words: str) -> bool:
        """Whether one of these words stands in the clause itself, outside all brackets."""
        return any(_at(token, self.tokens[0].depth, *words) for token in self.tokens)


def adapted(statement: Statement, parameters: Mapping[str, Any], most: int) -> str:
    """Return the text to run, which gives at most `most` rows, or raise QueryError saying how else to ask."""
    tokens = statement.tokens
    _refuse_calls(tokens)
    _refuse_truths(tokens, parameters)
    _refuse_property_maps(tokens)
    clauses = tuple(_clauses(tokens))
    _refuse_unions(clauses)
    for place, clause in enumerate(clauses):
        if clause.name == "MATCH":
            _refuse_crossing_paths(clause)
        elif clause.name == "OPTIONAL":
            _refuse_optional(clause, clauses[:place])
        elif clause.name == "UNWIND":
            _refuse_list_of_nodes(clause)
    parts = [_adapted(clause, clauses[:place]) for place, clause in enumerate(clauses)]
    if not statement.capped and not any(clause.name == "UNION" for clause in clauses):
        parts.append(f"LIMIT {most}")
    return " ".join(parts)


def _clauses(tokens: tuple[Token, ...]) -> Iterator[_Clause]:
    starts = [
        place
        for place, token in enumerate(tokens)
        if _at(token, 0, *_CLAUSES) and not (token.is_word("MATCH") and place and tokens[place - 1].is_word("OPTIONAL"))
    ]
    starts = [place for place in starts if not (tokens[place].is_word("WITH") and tokens[place - 1].is_word("STARTS", "ENDS"))]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield _Clause(tokens[start].value.upper(), tokens[start:end])


def _adapted(clause: _Clause, before: tuple[_Clause, ...]) -> str:
    """Return the clause's text, with what keeps an order or turns numbers of nodes into nodes again."""
    text = _text(clause.tokens)
    if clause.name == "WITH" and clause.has("ORDER") and not clause.has("LIMIT"):
        where = clause.where
        return f"{_text(clause.tokens[:where])} LIMIT {_ALL_ROWS} {_text(clause.tokens[where:])}"
    if clause.name == "UNWIND" and any(token.kind in ("word", "quoted") for token in clause.tokens[1:-2]):
        return f"{text} WITH *"
    if clause.name == "RETURN" and clause.has("ORDER") and any(one.name == "WITH" and one.has("ORDER") for one in before):
        return f"WITH * {text}"
    return text


def _text(tokens: tuple[Token, ...]) -> str:
    parts: list[str] = []
    for place, token in enumerate(tokens):
        named = place > 0 and tokens[place - 1].is_word("AS") and token.kind == "word" and token.value.lower() in _RESERVED
        # the extension names a column by its text, so what touched goes on touching
        space = "" if token.joined or not parts else " "
        parts.append(f"{space}`{token.value}`" if named else f"{space}{token.text}")
    return "".join(parts)


def _refuse_calls(tokens: tuple[Token, ...]) -> None:
    for place, token in enumerate(tokens):
        name, after = token.value.lower(), tokens[place + 1 : place + 6]
        called = token.kind == "word" and bool(after) and after[0].text == "("
        if called and name in ("shortestpath", "allshortestpaths"):
            raise QueryError(f"{token.value} counts wrong in the embedded store; `edgewise routes A B` finds them, and {_HINT}")
        if called and name == "split":
            raise QueryError(f"split() loses empty parts in the embedded store; split what comes back, or {_HINT}")
        if called and name in ("min", "max") and (of := _text_property(after[1:])):
            raise QueryError(f"{name}() of a text property is wrong in the embedded store; write WITH {of} AS x RETURN {name}(x)")
        if token.text in ("/", "%") and after and after[0].kind == "number" and not after[0].text.strip("0.xXoeE"):
            raise QueryError("a division by zero; the embedded store would call it null")


def _text_property(argument: tuple[Token, ...]) -> str | None:
    """Return the property that an argument starts with, "n.name", unless it is a number."""
    words = argument[1:] if argument and argument[0].is_word("DISTINCT") else argument
    named = len(words) > 2 and words[1].text == "." and words[2].value not in NUMBERS
    return "".join(word.text for word in words[:3]) if named else None


def _refuse_truths(tokens: tuple[Token, ...], parameters: Mapping[str, Any]) -> None:
    """Refuse a comparison with true or false: of what stands in a list it is always false."""

    def is_truth(token: Token) -> bool:
        return token.is_word("TRUE", "FALSE") or (token.kind == "parameter" and isinstance(parameters.get(token.value), bool))

    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.text in ("=", "<>") and (is_truth(before) or is_truth(after)):
            raise QueryError(
                "a comparison with true or false can fail in the embedded store; write `x` for x = true, `NOT x` for x = false"
            )
        if before.is_word("IN") and token.text == "[" and is_truth(after):
            raise QueryError("IN with true or false can fail in the embedded store; write `x` or `NOT x`")


def _refuse_property_maps(tokens: tuple[Token, ...]) -> None:
    """Refuse properties in a pattern that is not a MATCH's own: there the extension takes no notice of them."""
    opened: list[int] = []
    ends = closing(tokens)
    for place, token in enumerate(tokens):
        if token.text == "{" and opened:
            bracket = opened[-1]
            around = (
                tokens[bracket - 1].text if bracket else "",
                *(one.text for one in tokens[ends[bracket] + 1 : ends[bracket] + 2]),
            )
            in_pattern = tokens[bracket].text in ("(", "[") and any(text in ("-", ">", "<") for text in around)
            if in_pattern and not _in_match(tokens, bracket):
                raise QueryError(
                    "properties in the pattern of a condition, a list or an OPTIONAL MATCH are overlooked by the embedded store; "
                    "write EXISTS { MATCH ... } or WHERE"
                )
        if place in ends:
            opened.append(place)
        elif opened and ends[opened[-1]] == place:
            opened.pop()


def _in_match(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the bracket at `place` stands in the pattern of a MATCH that is not optional."""
    depth = tokens[place].depth
    for at in range(place - 1, -1, -1):
        token = tokens[at]
        if token.depth < depth or _at(token, depth, *_CLAUSES, "WHERE"):
            return token.is_word("MATCH") and token.depth == depth and not (at and tokens[at - 1].is_word("OPTIONAL"))
    return False


def _refuse_unions(clauses: tuple[_Clause, ...]) -> None:
    united = any(clause.name == "UNION" for clause in clauses)
    if united and any(clause.name == "RETURN" and clause.has("ORDER", "SKIP", "LIMIT") for clause in clauses):
        raise QueryError(
            f"ORDER BY, SKIP and LIMIT with a UNION mean something else in the embedded store; sort what comes back, or {_HINT}"
        )


def _refuse_crossing_paths(clause: _Clause) -> None:
    """Refuse two paths of one MATCH that may share a relationship: the extension would let them."""
    for one, other in combinations(_paths(clause), 2):
        types, others = _types(one), _types(other)
        if types and others and ("" in (*types, *others) or types & others):
            raise QueryError(
                "two paths of one MATCH may be the same relationship in the embedded store; give them different types, or write "
                "two MATCHes and a <> b"
            )


def _refuse_optional(clause: _Clause, before: tuple[_Clause, ...]) -> None:
    """Refuse an OPTIONAL MATCH unless it is of the forms that the extension answers rightly."""
    pattern = clause.tokens[2 : clause.where]
    hops = sum(token.text == "[" for token in pattern)
    named = any(a.text == "[" and b.text != ":" for a, b in pairwise(pattern))
    bound = {token.value for one in before for token in one.tokens if token.kind in ("word", "quoted")}
    anchored = len(pattern) > 1 and (pattern[1].value in bound if before else hops == 0)
    wrong = named or _is_bare(pattern) or len(_paths(clause)) != 1 or any(token.text in ("*", "{", "=") for token in pattern)
    if wrong or not anchored or hops > 2 or (hops > 1 and clause.where < len(clause.tokens)):
        raise QueryError(
            "the embedded store knows OPTIONAL MATCH from a node already matched over one named type, (a)-[:TYPE]->(b), with a WHERE "
            f"or not; over two without; write it so, or {_HINT}"
        )


def _refuse_list_of_nodes(clause: _Clause) -> None:
    """Refuse UNWIND [a, b]: what comes out is no longer a node."""
    triples = zip(clause.tokens[1:], clause.tokens[2:], clause.tokens[3:], strict=False)
    if clause.tokens[1].text == "[" and any(
        a.text in ("[", ",") and b.kind in ("word", "quoted") and c.text in (",", "]") for a, b, c in triples
    ):
        raise QueryError("UNWIND of a list written from variables loses them in the embedded store; match them together instead")


def _paths(clause: _Clause) -> tuple[tuple[Token, ...], ...]:
    """Return the paths of a MATCH, parted by commas."""
    depth, paths = clause.tokens[0].depth, [list[Token]()]
    for token in clause.tokens[1 : clause.where]:
        if token.text == "," and token.depth == depth:
            paths.append([])
        else:
            paths[-1].append(token)
    return tuple(tuple(path) for path in paths)


def _types(path: tuple[Token, ...]) -> frozenset[str]:
    """Return the types a path's relationships may have, "" for any; nothing when it has no relationship."""
    types = {""} if _is_bare(path) else set[str]()
    for place, token in enumerate(path):
        if token.text == "[" and place and path[place - 1].text == "-":
            end = next(at for at in range(place, len(path)) if path[at].text == "]" and path[at].depth == token.depth)
            inside = [one for one in path[place + 1 : end] if one.depth == token.depth + 1]
            colon = next((at for at, one in enumerate(inside) if one.text == ":"), None)
            types.update([""] if colon is None else [one.value for one in inside[colon:] if one.kind in ("name", "quoted", "word")])
    return frozenset(types)


def _is_bare(path: tuple[Token, ...]) -> bool:
    """Whether a path has a relationship without brackets, `--`, `-->` or `<--`."""
    return any(a.text == b.text == "-" for a, b in pairwise(path))


def _at(token: Token, depth: int, *words: str) -> bool:
    return token.depth == depth and token.is_word(*words)
