"""Only statements that read the graph pass, however they are dressed up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import quick

from edgewise.errors import QueryError
from edgewise.stores.guard import check
from edgewise.stores.patterns import pattern
from edgewise.stores.tokens import Token, tokenize
from edgewise.testing.agreed import AGREED
from edgewise.testing.refused import REFUSED

SPACES = st.sampled_from([" ", "\n", "\t", "\r\n", "\u00a0", "\u2003", "/**/", "/* ' ` \" */", "// 'x\n", " // `\r", "/* MATCH */"])


def meaning(text: str) -> list[tuple[str, str]]:
    """What a statement says, comments, spaces and the case of its words aside."""
    solid = [token for token in tokenize(text) if token.kind != "space"]
    return [(t.kind, t.value.upper() if t.kind == "word" else t.value) for t in solid]


def dressed(draw: Callable[[st.SearchStrategy[Any]], Any], text: str) -> str:
    """The same statement with comments and odd spaces for each space, more of them around brackets, and keywords in any case."""
    out = [""]
    for token in tokenize(text):
        if out[-1] == "/":
            out.append(" ")  # with a comment after it, a division would begin one
        if token.kind == "space":
            out.append("".join(draw(st.lists(SPACES, min_size=1, max_size=2))))
        elif token.kind == "word" and token.value.isupper():
            out.append("".join(draw(st.sampled_from([c.lower(), c.upper()])) for c in token.text))
        elif token.text in ("(", "{"):
            out.append(draw(SPACES) + token.text)
        else:
            out.append(token.text)
    return "".join(out)


@given(st.data())
def test_a_refused_statement_stays_refused_in_any_dress(data: st.DataObject) -> None:
    readable = [query for query in REFUSED if "\\u" not in query]
    query = data.draw(st.sampled_from(readable))
    try:
        dress = dressed(data.draw, query)
    except QueryError:
        return  # no tokens at all: refused already
    with pytest.raises(QueryError):
        check(dress)


@given(st.data())
def test_an_agreed_statement_passes_in_any_dress_and_means_the_same(data: st.DataObject) -> None:
    agreed = data.draw(st.sampled_from(AGREED))
    statement = check(dressed(data.draw, agreed.query), agreed.parameters)
    assert meaning(statement.text) == [one for one in meaning(agreed.query) if one != ("symbol", ";")]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_a_string_means_what_it_says_and_is_passed_on_without_escapes(text: str) -> None:
    for quote in "'\"":
        written = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
        if "\\u" in text or "\\U" in text:
            with pytest.raises(QueryError, match="backslash before a u"):
                tokenize(f"{quote}{written}{quote}")
            continue
        (token,) = tokenize(f"{quote}{written}{quote}")
        assert (token.kind, token.value) == ("text", text)
        (again,) = tokenize(token.text)
        assert again.value == text


@given(st.text(alphabet="abC'\"`\\/*-+.;:()[]{}$=~<>|!1 \n\tuéſ", max_size=60))
def test_what_is_passed_on_reads_as_it_was_read(text: str) -> None:
    try:
        tokens = tokenize(text)
    except QueryError:
        return
    assert meaning("".join(token.text for token in tokens)) == meaning(text)
    assert "//" not in "".join("x" if token.kind in ("text", "quoted") else token.text for token in tokens)


def test_unicode_escapes_are_read_once_and_never_passed_on() -> None:
    statement = check(r"RETURN '\u0027 \U0001F600 \ud83d\ude00 \\' AS x")
    assert statement.text == r"RETURN '\' 😀 😀 \\' AS x"
    with pytest.raises(QueryError, match="parameter"):
        check(r"RETURN '\\u0027 LOAD CSV'")


def test_words_beyond_ascii_go_in_backticks_so_that_no_engine_folds_them_into_keywords() -> None:
    assert check("MATCH (ſet) RETURN ſet.name").text == "MATCH (`ſet`) RETURN `ſet`.name"  # its capital is SET
    with pytest.raises(QueryError):
        check("ＭＡＴＣＨ (n) RETURN n")


def test_names_behind_dots_and_colons_may_be_any_word() -> None:
    statement = check("MATCH (n:Load {set: 1})-[:CREATE]->(m) RETURN n.delete AS `drop`, {call: n.merge, use: m} AS create")
    assert statement.columns == ("drop", "create")


def test_an_expression_behind_a_key_is_no_name() -> None:
    assert check("RETURN {a: type(r), b: [x IN $l | {c: size(x)}]} AS m", {"l": []}).columns == ("m",)
    with pytest.raises(QueryError, match="apoc"):
        check("RETURN {a: apoc(1)} AS m")


@pytest.mark.parametrize(
    ("query", "columns", "capped"),
    [
        ("RETURN 1", ("1",), False),
        ("MATCH (n) RETURN DISTINCT n . name , count( * ) AS `a b` ORDER BY n.limit LIMIT 3", ("n . name", "a b"), True),
        ("MATCH (n) RETURN n {.name, x: [1, 2]}, [a IN [1] | a] AS l SKIP 1", ("n {.name, x: [1, 2]}", "l"), False),
        ("MATCH (n) WITH n LIMIT 1 RETURN n.as AS as", ("as",), False),
        ("MATCH (n) RETURN *", None, False),
        ("RETURN 1 AS x UNION RETURN 2 AS x", ("x",), False),
    ],
)  # fmt: skip
def test_columns_and_limit_are_read_from_the_last_return(query: str, columns: tuple[str, ...] | None, capped: bool) -> None:
    statement = check(query)
    assert (statement.columns, statement.capped) == (columns, capped)


def test_errors_say_where_and_what_is_known() -> None:
    for query, words in (
        ("MATCH (n)\nRETURN n, 'open", "line 2, column 11"),
        ("MATCH (n) RETURN shout(n.name)", r"shout\(\).*known: abs"),
        ("MATCH (n) SET n.x = 1", "SET would write"),
        ("MATCH (n) RETURN n )", r"'\)' closes nothing \(line 1, column 20\)"),
        ("MATCH (n)", "RETURN"),
        ("", "for example: MATCH"),
    ):
        with pytest.raises(QueryError, match=words):
            check(query)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("MATCH (n)\nRETURN n, 'open", (2, 11)),
        ("MATCH (n) /* a\nb */ SET n.x = 1 RETURN n", (2, 6)),
        ("MATCH (n)\r\n RETURN shout(n.name)", (2, 9)),
        ("MATCH (n)\nRETURN n; RETURN 1", (2, 9)),
        ("MATCH (n) RETURN (n", (1, 20)),
        ("EAT (n) RETURN n", (1, 1)),
        ("MATCH (n) RETURN $x", None),
    ],
)
def test_what_is_refused_is_placed_in_the_statement_as_asked(query: str, place: tuple[int, int] | None) -> None:
    with pytest.raises(QueryError) as refused:
        check(query)
    assert refused.value.place == place


def test_what_an_engine_refuses_is_placed_in_the_statement_as_asked() -> None:
    statement = check("  // what\n MATCH (n) // is\n WHERE n.name = 'it\\u0027s' RETURN m")
    wrong = statement.text.index("m", statement.text.index("RETURN"))
    told = statement.placed(QueryError("`m` is not defined", (2, wrong - statement.text.rindex("\n"))))
    assert (told.what, told.place) == ("`m` is not defined", (3, 36))
    assert statement.placed(QueryError("too slow")).place is None


@pytest.mark.parametrize(
    "source", ["a", "(?i).*palantir.*", r"\d{4}-\d\d", "(foo|bar) inc", "[A-Z][a-z]+", "(?:a|b)c?", r"a\.b", "[^\\]]+", "x{2,5}"]
)
def test_plain_patterns_pass(source: str) -> None:
    compiled, repetitions = pattern(source)
    assert compiled.pattern == source
    assert repetitions == sum(source.count(mark) for mark in ("*", "+", "{2,5}"))


@given(st.from_regex(r"[ab(|)*+?{}0-9,\[\]\\^$.]{0,14}", fullmatch=True), st.sampled_from(["a" * 25 + "c", "ab" * 12 + "c"]))
def test_a_pattern_that_passes_never_runs_away(source: str, text: str) -> None:
    try:
        compiled, _ = pattern(source)
    except QueryError:
        return
    with quick(2):
        compiled.fullmatch(text)


def test_tokens_say_whether_they_touch() -> None:
    tokens = tokenize("a.b -[r]->")
    assert [(t.text, t.joined) for t in tokens if t.kind != "space"] == [
        ("a", False), (".", True), ("b", True), ("-", False), ("[", True), ("r", True), ("]", True), ("-", True), (">", True),
    ]  # fmt: skip
    assert isinstance(tokens[0], Token)


def test_subqueries_may_be_nested_a_little() -> None:
    def nested(times: int) -> str:
        return "MATCH (n) WHERE " + "EXISTS { MATCH (n)-->(m {x: 1}) WHERE " * times + "true" + "}" * times + " RETURN n"

    check(nested(5))
    check("MATCH (n) WHERE " + " AND ".join(["EXISTS { (n)-->() }"] * 9) + " RETURN n")
    with pytest.raises(QueryError, match="nested deeper than 5"):
        check(nested(6))


def test_a_statement_of_many_words_is_refused_where_it_gets_too_long() -> None:
    check(f"RETURN [{', '.join(['1'] * 499)}]")
    with pytest.raises(QueryError, match="more than 1000 words and signs") as refused:
        check(f"RETURN [{', '.join(['1'] * 500)}]")
    assert refused.value.place == (1, 1506)
