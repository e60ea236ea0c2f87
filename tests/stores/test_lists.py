"""What statements may do with lists: what a path or a row brings is gone through, what has no bound is refused with its place."""

from __future__ import annotations

import pytest

from edgewise.errors import QueryError
from edgewise.stores.guard import check
from edgewise.stores.lists import LONGEST_RANGE


@pytest.mark.parametrize(
    "query",
    [
        "MATCH p = (a)-[*1..2]-(b) RETURN [i IN range(0, size(nodes(p)) - 1) | nodes(p)[i].name]",
        "MATCH p = (a)-[*1..2]-(b) WHERE all(i IN range(1, length(p) - 1) WHERE relationships(p)[i].standing = 'confirmed') RETURN p",
        f"RETURN [x IN range(1, {LONGEST_RANGE}) | x]",
        "RETURN range(3, 1, -1), [x IN range($from, 10) | x]",
        "UNWIND range(1, 1000000000) AS x RETURN x LIMIT 3",
        "MATCH (n) WITH collect(n) AS l RETURN [a IN l | [b IN a.aliases | b]]",
        "MATCH p = (a)--(b) WHERE all(n IN nodes(p) WHERE any(l IN labels(n) WHERE l IN ['Person'])) RETURN p",
        "MATCH (n) WITH collect(n.aliases) AS rows RETURN [row IN rows | reduce(s = 0, x IN row | s + size(x))]",
        "MATCH (n) WITH collect(n.name) AS l RETURN [b IN [a IN l WHERE a <> 'x' | a] | b], [c IN l | c]",
        "MATCH (n) WITH collect(n.name) AS l MATCH (m) WHERE any(x IN l WHERE x = m.name) AND NOT (m.name IN l) RETURN m",
        "MATCH (n) RETURN [x IN n.aliases WHERE x IN [y IN ['a', 'b'] WHERE y = x] | x]",
        "MATCH (range) RETURN range.name, [range IN range.aliases | range]",
    ],
)
def test_lists_of_what_was_found_are_gone_through(query: str) -> None:
    check(query, {"from": 1})


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("RETURN [x IN range(1, 10001) | x]", (1, 23)),
        ("RETURN [x IN range($many, 2) | x]", (1, 20)),
        ("RETURN [x IN RANGE (1, 100 * 100) | x]", (1, 28)),
        ("RETURN [x IN range(1, size('a') * 1000000) | x]", (1, 33)),
        ("UNWIND [x IN range(1, 99999) | x] AS y RETURN y", (1, 23)),
        ("MATCH (n) WITH collect(n) AS l\nRETURN [a IN l | [b IN l | b]]", (2, 24)),
        ("MATCH (n) WITH collect(n) AS l RETURN [a IN l WHERE single(`b` IN `l` WHERE `b` = a)]", (1, 67)),
        ("WITH [1] AS l RETURN reduce(s = [1], a IN l | s + [b IN s | b])", (1, 57)),
        ("WITH [1] AS l RETURN reduce(s = [x IN l | x], a IN l | reduce(t = 0, b IN s | t))", (1, 75)),
        ("WITH [1] AS l RETURN [a IN l | [b IN a.list + l | b]]", (1, 47)),
        ("RETURN [a IN [1, 2] | [b IN range(1, 9) | b]]", (1, 29)),
    ],
)
def test_lists_without_bound_are_refused_with_their_place(query: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError, match="UNWIND") as refused:
        check(query, {"many": 10**6})
    assert refused.value.place == place
