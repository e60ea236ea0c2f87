"""The words of a Cypher statement, told apart before any engine sees them.

Invariant: joining the texts of the tokens gives a statement without comments and without escapes other than `\\\\` and `\\'`, so no
engine can read a comment, a quote or a Unicode escape otherwise than this tokenizer did. What is checked is what runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import QueryError

TokenKind = Literal["word", "name", "quoted", "text", "number", "parameter", "symbol", "space"]

LONGEST = 20_000  # code points of a statement
MOST = 1_000  # tokens of a statement: a server plans some of more for minutes, and nothing stops it there
DEEPEST = 40  # brackets within brackets

_WORD = re.compile(r"[^\W\d]\w*")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|0o[0-7]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_SYMBOL = re.compile(r"=~|<>|<=|>=|\.\.|[()\[\]{},;.:|&!%^*/+\-<>=]")
_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "`": "`", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a statement: `text` is what an engine is given, `value` what it means (a word, a name, a string's content).

    A "name" is a word behind a dot or a colon (a property, a label, a relationship type), which is never a keyword. `joined` says
    that no space stands before it, `place` is its line and column in the statement, both from 1 on.
    """

    kind: TokenKind
    text: str
    value: str
    depth: int = 0
    joined: bool = False
    place: tuple[int, int] = (1, 1)

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these words, given in capitals, in any case and not in backticks."""
        return self.kind == "word" and self.value.upper() in words


def tokenize(query: str) -> tuple[Token, ...]:
    """Return the tokens of a statement, spaces among them; a bracket has the depth of what it encloses from outside.

    Raises QueryError naming the place for what no Cypher engine should see: an open string or comment, an unknown escape, a
    character outside the language, brackets that do not match, NUL, half a surrogate pair, or too long a statement.
    """
    if len(query) > LONGEST:
        raise QueryError(f"the statement has {len(query)} characters; at most {LONGEST}: pass long values as parameters")
    tokens: list[Token] = []
    brackets: list[str] = []
    solid: list[Token] = []  # those that are no spaces
    at = begins = 0
    line = 1
    while at < len(query):
        kind, text, value, end = _next(query, at)
        if text == "." and solid and solid[-1].kind == "number":
            raise QueryError("the dot follows a number; write a fraction with its digits, 1.0", place_of(query, at))
        if kind == "word" and solid and (solid[-1].text == "." or (solid[-1].text == ":" and not _is_key(solid, brackets))):
            kind = "name"
        depth = len(brackets)
        if kind == "symbol" and text in _CLOSING:
            brackets.append(text)
            if len(brackets) > DEEPEST:
                raise QueryError(f"the brackets are nested deeper than {DEEPEST}", place_of(query, at))
        elif kind == "symbol" and text in _CLOSING.values():
            if not brackets or _CLOSING[brackets.pop()] != text:
                raise QueryError(f"the {text!r} closes nothing", place_of(query, at))
            depth -= 1
        tokens.append(Token(kind, text, value, depth, joined=bool(tokens) and tokens[-1].kind != "space", place=(line, at - begins + 1)))
        if kind != "space":
            solid.append(tokens[-1])
            if len(solid) > MOST:
                raise QueryError(f"the statement has more than {MOST} words and signs; pass a long list as a parameter", tokens[-1].place)
        if breaks := query.count("\n", at, end):
            line, begins = line + breaks, query.rindex("\n", at, end) + 1
        at = end
    if brackets:
        raise QueryError(f"the statement ends before its {_CLOSING[brackets[-1]]!r}", place_of(query, len(query)))
    return tuple(tokens)


def closing(tokens: Sequence[Token]) -> dict[int, int]:
    """Return where each opening bracket of a whole statement closes, by places."""
    opened, pairs = list[int](), dict[int, int]()
    for place, token in enumerate(tokens):
        if token.kind == "symbol" and token.text in _CLOSING:
            opened.append(place)
        elif token.kind == "symbol" and token.text in _CLOSING.values():
            pairs[opened.pop()] = place
    return pairs


def _is_key(before: list[Token], brackets: list[str]) -> bool:
    """Whether the colon that ends `before` stands behind a key of a mapping, so that an expression follows."""
    return bool(brackets) and brackets[-1] == "{" and len(before) > 2 and before[-3].text in ("{", ",")


def _next(query: str, at: int) -> tuple[TokenKind, str, str, int]:
    """Return kind, text, value and end of the token that starts at `at`."""
    char = query[at]
    if query.startswith("//", at):
        end = min((i for i in (query.find("\n", at), query.find("\r", at)) if i >= 0), default=len(query))
        return "space", " ", " ", end
    if query.startswith("/*", at):
        close = query.find("*/", at + 2)
        if close < 0:
            raise QueryError("the comment is not closed; end it with */", place_of(query, at))
        return "space", " ", " ", close + 2
    if char.isspace() or char == "\ufeff":
        return "space", char if char in " \t\r\n" else " ", " ", at + 1
    if char in "'\"":
        return _string(query, at)
    if char == "`":
        return _quoted(query, at)
    if match := _WORD.match(query, at):
        word = match.group()
        # an engine that knows ASCII words only is given the others in backticks, where they can be no keyword either
        return "word" if word.isascii() else "quoted", word if word.isascii() else f"`{word}`", word, match.end()
    if match := _NUMBER.match(query, at):
        if _WORD.match(query, match.end()):
            raise QueryError("the number runs into a word; put a space between", place_of(query, at))
        return "number", match.group(), match.group(), match.end()
    if match := _PARAMETER.match(query, at):
        return "parameter", match.group(), match.group(1), match.end()
    if match := _SYMBOL.match(query, at):
        return "symbol", match.group(), match.group(), match.end()
    hint = "; a parameter is $ and a plain name" if char == "$" else ""
    raise QueryError(f"unexpected {char!r}{hint}", place_of(query, at))


def _string(query: str, at: int) -> tuple[TokenKind, str, str, int]:
    quote, parts, i = query[at], list[str](), at + 1
    while i < len(query) and query[i] != quote:
        if query[i] != "\\":
            parts.append(query[i])
            i += 1
            continue
        escape = query[i + 1 : i + 2]
        if escape in ("u", "U"):
            digits = 4 if escape == "u" else 8
            code = query[i + 2 : i + 2 + digits]
            if len(code) < digits or not re.fullmatch(r"[0-9a-fA-F]+", code) or int(code, 16) > 0x10FFFF:
                raise QueryError("the escape is not \\uXXXX or \\UXXXXXXXX", place_of(query, i))
            parts.append(chr(int(code, 16)))
            i += 2 + digits
        elif escape in _ESCAPES and escape:
            parts.append(_ESCAPES[escape])
            i += 2
        else:
            raise QueryError(f"unknown escape \\{escape}; a backslash is written \\\\", place_of(query, i))
    if i >= len(query):
        raise QueryError(f"the string is not closed; end it with {quote}", place_of(query, at))
    value = _whole("".join(parts), query, at)
    if re.search(r"\\[uU]", value):
        # some engines decode \u wherever it stands, even behind an escaped backslash
        raise QueryError("the string holds a backslash before a u; pass it as a parameter", place_of(query, at))
    return "text", literal(value), value, i + 1


def literal(value: str) -> str:
    """Return a text as a statement holds it, in quotes."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _quoted(query: str, at: int) -> tuple[TokenKind, str, str, int]:
    match = re.compile(r"`((?:[^`]|``)+)`").match(query, at)
    if match is None:
        raise QueryError("the name in backticks is empty or not closed", place_of(query, at))
    value = _whole(match.group(1).replace("``", "`"), query, at)
    if "\\" in value:
        raise QueryError("the name in backticks holds a backslash; no name of the graph does", place_of(query, at))
    return "quoted", match.group(), value, match.end()


def _whole(value: str, query: str, at: int) -> str:
    """Join surrogate pairs; refuse half of one, and NUL, which some engines take for the end of the text."""
    try:
        value = value.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise QueryError("the text holds half a surrogate pair", place_of(query, at)) from None
    if "\0" in value:
        raise QueryError("the text holds the character NUL", place_of(query, at))
    return value


def place_of(query: str, at: int) -> tuple[int, int]:
    """Return the line and the column, both from 1 on, of the code point `at` of a statement."""
    return query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)
