"""Cypher statements that every store answers alike, with their rows in the world of `world.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .world import HOSTILE_NAME


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement, its parameters, and the rows that every store gives; in this order where the statement orders them."""

    query: str
    rows: tuple[tuple[Any, ...], ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ordered(self) -> bool:
        """Whether the last clause settles the order of the rows."""
        return "ORDER BY" in self.query.rpartition("RETURN")[2]


def _column(*values: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple((value,) for value in values)


AGREED = (
    # matching
    Agreed("MATCH (n:Entity) RETURN count(n)", _column(11)),
    Agreed("MATCH (n:Organization) RETURN n.name ORDER BY n.name", _column("AWS", "ICE", "Mijente", "Palantir")),
    Agreed("MATCH (n:Entity:System {name: 'ICM'}) RETURN n.name_key", _column("icm")),
    Agreed("MATCH (n:Entity {name: $name}) RETURN n.name", _column("AWS"), {"name": "AWS"}),
    Agreed(
        "MATCH (n:Entity {name: $name}) RETURN n.name, n.aliases", ((HOSTILE_NAME, ["__proto__", "constructor"]),), {"name": HOSTILE_NAME}
    ),
    Agreed("MATCH (n:Entity {name: $name}) RETURN n.name", (), {"name": "' OR 1=1 RETURN n //"}),
    Agreed("MATCH (a)-[:HOSTS]->(b) RETURN a.name, b.name", (("AWS", "ICM"),)),
    Agreed("MATCH (a)<-[:HOSTS]-(b) RETURN a.name, b.name", (("ICM", "AWS"),)),
    Agreed("MATCH (a:Entity {name: 'ICM'})--(b:Entity) RETURN b.name ORDER BY b.name", _column("AWS", "ICE", "Palantir")),
    Agreed("MATCH (a)-[r:HOSTS|USES]->(b) RETURN type(r), a.name ORDER BY type(r)", (("HOSTS", "AWS"), ("USES", "ICE"))),
    Agreed(
        "MATCH (a:Entity)-[r]->(b:Entity) RETURN type(r) ORDER BY type(r)", _column("CRITICISES", "DEVELOPS", "HOSTS", "PITCHED_TO", "USES")
    ),
    Agreed("MATCH ()-[r:CONTRACTS_WITH]-() RETURN r", ()),
    Agreed(
        "MATCH (a)-[r:PITCHED_TO {indirect: true}]->(b) RETURN a.name, b.name, r.about, r.standing, r.claims, r.first, r.last",
        (("AWS", "ICE", "Rekognition", "alleged", 1, "2018", "2018"),),
    ),
    Agreed("MATCH ()-[r]->() WHERE r.claims = 2 RETURN r.contest, r.about, r.first", (("contradicted", None, None),)),
    Agreed("MATCH (a)-[:HOSTS]->()<-[:USES]-(b) RETURN a.name, b.name", (("AWS", "ICE"),)),
    Agreed("MATCH (a:Entity {name: 'AWS'}) MATCH (a)-[:HOSTS]->(b) RETURN b.name", _column("ICM")),
    # paths
    Agreed(
        "MATCH p = (a:Entity {name: 'AWS'})-[:HOSTS|USES|DEVELOPS*1..3]-(b:Entity) RETURN b.name, length(p) ORDER BY length(p), b.name",
        (("ICM", 1), ("ICE", 2), ("Palantir", 2)),
    ),
    Agreed("MATCH (a:Entity {name: 'AWS'})-[:HOSTS*0..1]->(b) RETURN b.name ORDER BY b.name", _column("AWS", "ICM")),
    Agreed("MATCH (a:Entity {name: 'AWS'})-[:HOSTS|USES*2]-(b) RETURN b.name", _column("ICE")),
    Agreed("MATCH p = (a)-[:HOSTS|USES*2]-(b) WHERE a.name < b.name RETURN [n IN nodes(p) | n.name]", _column(["AWS", "ICM", "ICE"])),
    Agreed("MATCH p = (a {name: 'AWS'})-[:HOSTS|USES*2]-(b) RETURN [r IN relationships(p) | type(r)]", _column(["HOSTS", "USES"])),
    Agreed("MATCH p = (a {name: 'AWS'})-[:HOSTS|USES*2]-(b) RETURN [r IN relationships(p) | size(r.id)]", _column([64, 64])),
    Agreed(
        "MATCH p = (a {name: 'AWS'})-[:HOSTS|USES|DEVELOPS*2]-(b) WHERE all(r IN relationships(p) WHERE r.standing <> 'alleged') "
        "RETURN b.name ORDER BY b.name",
        _column("ICE", "Palantir"),
    ),
    Agreed(
        "MATCH p = (a {name: 'AWS'})-[:HOSTS|USES|PITCHED_TO*1..2]-(b {name: 'ICE'}) WHERE none(r IN relationships(p) WHERE r.indirect) "
        "RETURN length(p)",
        _column(2),
    ),
    Agreed("MATCH ()-[r:USES]->() RETURN startNode(r).name, endNode(r).name", (("ICE", "ICM"),)),
    # where
    Agreed("MATCH (n:Entity) WHERE n.name STARTS WITH 'Pro' AND NOT n.name ENDS WITH 'a' RETURN n.name", _column("Project Alpine")),
    Agreed("MATCH (n:Entity) WHERE n.name CONTAINS 'lph' OR n.name = 'ICE' RETURN n.name ORDER BY n.name", _column("ICE", "Project Alpha")),
    Agreed("MATCH (n:Entity) WHERE n.name CONTAINS '%' OR n.name CONTAINS 'A_S' RETURN n.name", ()),
    Agreed("MATCH (n:Entity) WHERE n.name IN ['AWS', 'aws', 'ICM'] RETURN n.name ORDER BY n.name DESC", _column("ICM", "AWS")),
    Agreed(
        "MATCH (n:Entity) WHERE n.name IN $names RETURN n.name ORDER BY n.name", _column("AWS", "ICE"), {"names": ["ICE", "AWS", "none"]}
    ),
    Agreed("MATCH (n:Entity) WHERE 'la Migra' IN n.aliases RETURN n.name", _column("ICE")),
    Agreed("MATCH (n:Entity) WHERE size(n.aliases) > 1 AND NOT n:Group RETURN n.name", _column("ICE")),
    Agreed("MATCH (n:Entity) WHERE any(alias IN n.aliases WHERE alias STARTS WITH 'Amazon') RETURN n.name", _column("AWS")),
    Agreed("MATCH (n:Entity) WHERE n:Person XOR n:Group RETURN count(*)", _column(2)),
    Agreed(
        "MATCH (c:Claim) WHERE c.said_by IS NULL RETURN c.relation ORDER BY c.relation",
        _column("criticises", "develops", "pitched_to", "uses"),
    ),
    Agreed("MATCH (c:Claim) WHERE c.date IS NOT NULL RETURN c.date ORDER BY c.date", _column("2018", "2018-06")),
    Agreed(
        "MATCH (c:Claim) WHERE c.start >= 30 AND c.end < 67 RETURN c.relation ORDER BY c.relation",
        _column("criticises", "develops", "uses"),
    ),
    Agreed("MATCH (n:Entity) WHERE n.name =~ '(?i)a.*' RETURN n.name", _column("AWS")),
    Agreed("MATCH (n:Entity) WHERE n.name =~ 'Project' RETURN n.name", ()),
    Agreed(
        "MATCH (n:Entity) WHERE n.name =~ $pattern RETURN n.name ORDER BY n.name",
        _column("Project Alpha", "Project Alpine"),
        {"pattern": r"\w+ Al\w{3,4}"},
    ),
    Agreed("MATCH (n:Entity) WHERE n.name =~ '[^\\\\s]{3}' RETURN n.name ORDER BY n.name", _column("AWS", "ICE", "ICM")),
    Agreed("MATCH (n:Entity) WHERE EXISTS { MATCH (n)<-[:SUBJECT]-(:Claim {polarity: 'negated'}) } RETURN n.name", _column("ICE")),
    Agreed("MATCH (n:Entity) WHERE NOT (n)--(:Entity) AND n.name STARTS WITH 'R' RETURN n.name", _column("Rekognition")),
    Agreed("MATCH (n:Entity) WHERE (n)-[:USES]->() RETURN n.name", _column("ICE")),
    # optional
    Agreed(
        "MATCH (n:Organization) OPTIONAL MATCH (n)-[:USES]->(s) RETURN n.name, s.name ORDER BY n.name",
        (("AWS", None), ("ICE", "ICM"), ("Mijente", None), ("Palantir", None)),
    ),
    Agreed("OPTIONAL MATCH (n:Entity) WHERE n.name = 'none' RETURN n, n.name", ((None, None),)),
    Agreed("MATCH (n:Entity {name: 'AWS'}) OPTIONAL MATCH (n)-[:USES]->(m) RETURN m IS NULL", _column(True)),
    # gathering
    Agreed(
        "MATCH (n:Organization)-[r]->(m:Entity) RETURN n.name, count(r) AS links ORDER BY links DESC, n.name",
        (("AWS", 2), ("ICE", 1), ("Palantir", 1)),
    ),
    Agreed(
        "MATCH (n:Organization) OPTIONAL MATCH (n)-[:HOSTS]->(m) RETURN n.name, count(m) ORDER BY n.name",
        (("AWS", 1), ("ICE", 0), ("Mijente", 0), ("Palantir", 0)),
    ),
    Agreed("MATCH (n:Organization) WITH n.name AS name ORDER BY name RETURN collect(name)", _column(["AWS", "ICE", "Mijente", "Palantir"])),
    Agreed("MATCH (c:Claim) RETURN count(c.date), count(DISTINCT c.modality), count(*)", ((2, 2, 6),)),
    Agreed("MATCH (c:Claim) RETURN sum(c.start), min(c.start), max(c.start)", ((179, 0, 67),)),
    Agreed("MATCH (c:Claim) WITH c.relation AS relation RETURN min(relation), max(relation)", (("contracts_with", "uses"),)),
    Agreed("UNWIND [1, 2, 6] AS x RETURN sum(x), avg(x)", ((9, 3.0),)),
    Agreed("MATCH (n:Nothing) RETURN count(n), collect(n)", ((0, []),)),
    Agreed("MATCH (n:Entity {name: 'ICE'}) RETURN collect(n.aliases)", _column([["Immigration and Customs Enforcement", "la Migra"]])),
    Agreed("MATCH ()-[r:PITCHED_TO]->() RETURN collect(r.indirect), r.indirect", (([True], True),)),
    # with, unwind, order, union
    Agreed("MATCH (a)-[r]->(b:Entity) WITH b, count(DISTINCT a) AS n WHERE n > 2 AND b:System RETURN b.name", _column("ICM")),
    Agreed("MATCH (n:Organization) WITH n ORDER BY n.name SKIP 1 LIMIT 2 RETURN n.name ORDER BY n.name DESC", _column("Mijente", "ICE")),
    Agreed("MATCH (n:Organization) RETURN n.name ORDER BY n.name SKIP 1 LIMIT 2", _column("ICE", "Mijente")),
    Agreed("MATCH (n:Organization) RETURN n.name AS name ORDER BY name LIMIT $n", _column("AWS", "ICE"), {"n": 2}),
    Agreed("MATCH (n:Organization) RETURN n.name LIMIT 0", ()),
    Agreed("MATCH (c:Claim) RETURN c.date ORDER BY c.date, c.relation LIMIT 3", _column("2018", "2018-06", None)),
    Agreed("MATCH (d:Document) RETURN DISTINCT d.kind", _column("article")),
    Agreed(
        "MATCH (n:Entity {name: 'ICE'}) UNWIND n.aliases AS alias RETURN alias", _column("Immigration and Customs Enforcement", "la Migra")
    ),
    Agreed("UNWIND $rows AS row RETURN row.a, row['b']", ((1, "x"), (2, None)), {"rows": [{"a": 1, "b": "x"}, {"a": 2}]}),
    Agreed(
        "MATCH (n:Organization) WITH collect(n) AS many UNWIND many AS one WITH one WHERE one.id <> '' RETURN count(one.name)", _column(4)
    ),
    Agreed("RETURN 1 AS x UNION RETURN 2 AS x UNION RETURN 1 AS x", _column(1, 2)),
    Agreed("RETURN 1 AS x UNION ALL RETURN 1 AS x", _column(1, 1)),
    Agreed("MATCH (n:Person) RETURN n.name AS name UNION MATCH (n:Group) RETURN n.name AS name", _column("Émile Zola", HOSTILE_NAME)),
    # expressions
    Agreed(
        "RETURN 1 AS a, 'x' AS b, true AS c, null AS d, 1.5 AS e, [1, 'x', null] AS f, {k: [true]} AS g",
        ((1, "x", True, None, 1.5, [1, "x", None], {"k": [True]}),),
    ),
    Agreed(
        "RETURN $a, $b, $c, $d, $e",
        ((1, "é😀\u2028'\"\\`", None, [1, ["x"], False], {"k": {"l": 1.5}}),),
        {"a": 1, "b": "é😀\u2028'\"\\`", "c": None, "d": [1, ["x"], False], "e": {"k": {"l": 1.5}}},
    ),
    Agreed("RETURN 'it\\'s \\u00e9 \\\\ \"q\"'", _column('it\'s é \\ "q"')),
    Agreed("RETURN 7 / 2, 7 % 4, 7 / 2.0, 2 ^ 3, -(3)", ((3, 3, 3.5, 8.0, -3),)),
    Agreed("RETURN 'a' + 'b', [1] + [2], 'n' + 1", (("ab", [1, 2], "n1"),)),
    Agreed(
        "RETURN null = null, null <> 1, NOT null, null AND false, null OR true, 1 IN [2, null]", ((None, None, None, False, True, None),)
    ),
    Agreed("RETURN 1 = 1.0, '1' = 1, 'a' < 'b', 'A' = 'a', [1] = [1]", ((True, False, True, False, True),)),
    Agreed("RETURN CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END, CASE 'x' WHEN 'x' THEN 1 END, CASE WHEN false THEN 1 END", (("b", 1, None),)),
    Agreed("RETURN coalesce(null, 'x'), size('a😀é'), size([1, 2]), head([3, 4]), last([3, 4]), tail([3, 4])", (("x", 3, 2, 3, 4, [4]),)),
    Agreed("RETURN [1, 2, 3][0], [1, 2, 3][-1], [1, 2, 3][1..], {a: 1}.a, [][0]", ((1, 3, [2, 3], 1, None),)),
    Agreed(
        "RETURN range(1, 3), range(3, 1, -1), reverse([1, 2]), [x IN range(1, 4) WHERE x % 2 = 0 | x * 10]",
        (([1, 2, 3], [3, 2, 1], [2, 1], [20, 40]),),
    ),
    Agreed("RETURN reduce(s = 0, x IN [1, 2, 3] | s + x), any(x IN [1] WHERE x = 1), single(x IN [1, 1] WHERE x = 1)", ((6, True, False),)),
    Agreed(
        "RETURN toUpper('é'), toLower('ÉCOLE'), trim(' a '), replace('aba', 'a', 'c'), substring('hello', 1, 3), left('abc', 2)",
        (("É", "école", "a", "cbc", "ell", "ab"),),
    ),
    Agreed(
        "RETURN toString(1), toInteger('12'), toFloat('1.5'), toInteger('x'), abs(-2), sign(-3), sqrt(4.0)",
        (("1", 12, 1.5, None, 2, -1, 2.0),),
    ),
    Agreed(
        "MATCH (n:Entity {name: 'AWS'}) RETURN n['name'], n.missing, n {.name, kind: 'x'}", (("AWS", None, {"name": "AWS", "kind": "x"}),)
    ),
    Agreed("MATCH (n:Entity {name: 'AWS'}) RETURN 'Organization' IN labels(n), 'name' IN keys(n)", ((True, True),)),
    Agreed("MATCH (n:Entity {name: 'ICM'}) RETURN [(n)<-[:DEVELOPS]-(m) | m.name]", _column(["Palantir"])),
    # what an engine may get wrong: kept here so that it stays right
    Agreed(
        "MATCH (n:Organization) WITH n ORDER BY n.name DESC LIMIT 3 RETURN n.name ORDER BY n.name", _column("ICE", "Mijente", "Palantir")
    ),
    Agreed(
        "MATCH (n:Organization) WITH n ORDER BY n.name MATCH (n)-->(m) RETURN m.name ORDER BY m.name, n.name DESC",
        _column("ICE", "ICM", "ICM", "ICM"),
    ),
    Agreed("MATCH (n:Organization) WITH n.name AS x ORDER BY x DESC RETURN collect(x)", _column(["Palantir", "Mijente", "ICE", "AWS"])),
    Agreed(
        "MATCH p = (:Entity {name: 'AWS'})-[:HOSTS]->() UNWIND nodes(p) AS n RETURN n.name, size(n.id), n.aliases ORDER BY n.name",
        (("AWS", 64, ["Amazon Web Services"]), ("ICM", 64, [])),
    ),
    Agreed(
        "MATCH p = ()-[:PITCHED_TO]->() UNWIND relationships(p) AS r WITH r WHERE r.indirect RETURN type(r), r.about, r.claims, r.indirect",
        (("PITCHED_TO", "Rekognition", 1, True),),
    ),
    Agreed(
        "MATCH (:Entity {name: 'AWS'})-[rs:HOSTS|USES*1..2]-() RETURN [r IN rs WHERE NOT r.indirect | r.standing] AS x ORDER BY size(x)",
        _column(["reported"], ["reported", "confirmed"]),
    ),
    Agreed("MATCH (c:Claim)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o) WHERE c.relation = 'hosts' RETURN s.name, o.name", (("AWS", "ICM"),)),
    Agreed(
        "MATCH (a:Entity)-[r]->(b:System)<-[s]-(c:Organization) RETURN a.name, c.name ORDER BY a.name, c.name",
        (("AWS", "ICE"), ("AWS", "Palantir"), ("ICE", "AWS"), ("ICE", "Palantir"), ("Palantir", "AWS"), ("Palantir", "ICE")),
    ),
    Agreed(
        "MATCH (c:Claim) OPTIONAL MATCH (c)-[:SAID_BY]->(e) WHERE e.name = 'ICE' RETURN c.relation, e.name ORDER BY c.relation LIMIT 2",
        (("contracts_with", "ICE"), ("criticises", None)),
    ),
    Agreed("MATCH (c:Claim) RETURN c.indirect AS indirect, count(*) AS n ORDER BY n", ((True, 1), (False, 5))),
    Agreed("MATCH (n:Nothing) RETURN sum(n.x)", _column(0)),
    # names, comments, case
    Agreed("match (`the n`:Entity {name: 'ICE'}) return `the n`.name as `a b`", _column("ICE")),
    Agreed("MATCH (né:Entity {name: 'ICE'}) RETURN né.name", _column("ICE")),
    Agreed("/* MATCH */ MATCH (n:Entity /* : */ {name: 'ICE'}) // CREATE (m)\nRETURN n.name;", _column("ICE")),
    Agreed("RETURN 'CREATE (n) // LOAD CSV' AS text, 1 AS `LOAD CSV`", (("CREATE (n) // LOAD CSV", 1),)),
    Agreed("MATCH (c:Claim {relation: 'uses'}) RETURN c.start AS start, c.end AS end", ((30, 43),)),
    Agreed("RETURN '\\u0027 AS a LOAD CSV FROM \\u0027x' AS text", _column("' AS a LOAD CSV FROM 'x")),
    # what looks like more than it is
    Agreed("MATCH (n:Entity {name: 'ICE'}) // \\u000a DETACH DELETE n\nRETURN n.name", _column("ICE")),
    Agreed("MATCH (n:Entity {name: 'ICE'}) /* \\u002a/ DETACH DELETE n */ RETURN n.name", _column("ICE")),
    Agreed("MATCH (n:`x'); DROP TABLE nodes; --`) RETURN n", ()),
    Agreed("MATCH (n:`x' OR '1' = '1`) RETURN n", ()),
    Agreed("MATCH (n:Entity {`x' OR '1' = '1`: 1}) RETURN n", ()),
    Agreed("MATCH (n:Entity) WHERE n.`x') OR 1 = 1 --` = 1 RETURN n", ()),
    Agreed("MATCH ()-[r:`X' OR '1' = '1`]->() RETURN r", ()),
    Agreed("MATCH (n:Entity) WHERE n.name = 'x\\' OR \\'1\\' = \\'1' RETURN n", ()),
    Agreed("RETURN {`a' OR 1`: 1} AS `b\"; DROP TABLE nodes`", _column({"a' OR 1": 1})),
    Agreed("MATCH (n:Entity {name: $x}) RETURN n", (), {"x": "' UNION SELECT record FROM record_claim --"}),
    # evidence
    Agreed("MATCH (c:Claim)-[:SUBJECT]->(:Entity {name: 'AWS'}) RETURN c.relation ORDER BY c.relation", _column("hosts", "pitched_to")),
    Agreed(
        "MATCH (c:Claim)-[:OBJECT]->(:Entity {name: 'AWS'}) RETURN c.relation, c.polarity, c.modality",
        (("contracts_with", "negated", "confirmed"),),
    ),
    Agreed(
        "MATCH (c:Claim)-[:ABOUT]->(e) RETURN c.quote, e.name, c.place, c.amount, c.role, c.indirect",
        (
            (
                "AWS is said to have pitched Rekognition to ICE through a reseller in 2018.",
                "Rekognition",
                "Redwood City",
                "$1",
                "reseller",
                True,
            ),
        ),
    ),
    Agreed("MATCH (c:Claim)-[:SAID_BY]->(e) RETURN e.name, c.said_by ORDER BY e.name", (("ICE", "ICE"), ("Mijente", "Mijente"))),
    Agreed("MATCH (c:Claim)-[:IN]->(d:Document) RETURN d.title, d.tier, count(c) ORDER BY d.tier", ((None, 2, 2), ("Who runs ICM", 3, 4))),
    Agreed("MATCH (c:Claim)-[:IN]->(d:Document) WHERE c.document <> d.id RETURN c.id", ()),
    Agreed(
        "MATCH (d:Document {title: 'Who runs ICM'}) RETURN d.url, d.publisher, d.published, d.event_date, d.kind, d.status",
        (("https://example.org/icm", "Mijente", "2019-01-05", None, "article", "confirmed"),),
    ),
    Agreed("MATCH (d:Document)-[:NAMES]->(e:Entity) RETURN e.name, count(d) ORDER BY e.name", (("AWS", 1), ("ICE", 2), ("ICM", 1))),
    Agreed("MATCH (d:Document {title: 'Superseded'}) RETURN d", ()),
)
