"""The Cypher console: one statement that reads the graph, and its rows."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import QueryError
from ...model import ENTITY_TYPES
from ...stores.graph import LINK_PROPERTIES, NODE_PROPERTIES, OF_CLAIMS
from ...views import addresses
from ...views.safe import plain
from ..asked import LONGEST, Asked
from ..desk import Desk
from ..page import Page, Place
from ..results import AT_ONCE, MOST, Results, results

SECONDS = 10  # that a statement may take


@dataclass(frozen=True, slots=True)
class Example:
    """A statement to begin with."""

    says: str
    statement: str


EXAMPLES = (
    Example("Who hosts what", "MATCH (a:Entity)-[r:HOSTS]->(b:Entity)\nRETURN a, r, b"),
    Example(
        "Links that somebody contests", "MATCH (a:Entity)-[r]->(b:Entity)\nWHERE r.contest <> 'uncontested'\nRETURN a, r, b, r.standing"
    ),
    Example(
        "What is denied, and where",
        "MATCH (c:Claim)-[:IN]->(d:Document)\nWHERE c.polarity = 'negated' AND c.modality IN ['confirmed', 'reported']\n"
        "RETURN c, c.said_by, d",
    ),
    Example(
        "What Amazon is linked to in two steps",
        "MATCH p = (a:Entity {name: 'Amazon'})-[:PART_OF|HOSTS|USES*1..2]-(b:Entity)\nRETURN p\nLIMIT 25",
    ),
    Example(
        "Names by type",
        "MATCH (n:Entity)\nUNWIND labels(n) AS type\nWITH type, count(*) AS names\nWHERE NOT type IN ['Entity', 'Edgewise']\n"
        "RETURN type, names\nORDER BY names DESC",
    ),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a label or a group of relationships has: its properties, in the order of the store's description."""

    name: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """What a statement can ask for, in short."""

    nodes: tuple[Kind, ...]
    types: tuple[str, ...]
    links: tuple[str, ...]
    link_properties: tuple[str, ...]
    of_claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Console:
    """The page of a statement: its results, or `error` with the statement and a caret under the place (`marked`, "" where unknown)."""

    statement: str
    limit: int
    most: int
    longest: int
    seconds: int
    schema: Schema
    examples: tuple[Example, ...]
    results: Results | None = None
    error: str = ""
    marked: str = ""


def cypher(desk: Desk, asked: Asked) -> Page:
    """A read-only Cypher statement (`q`), and its first `limit` rows; nothing is run without a statement"""
    statement, limit = asked.text("q").replace("\r\n", "\n"), asked.number("limit", AT_ONCE, 1, MOST)

    def page(found: Results | None = None, error: str = "", marked: str = "") -> Console:
        return Console(statement, limit, MOST, LONGEST, SECONDS, _schema(desk), EXAMPLES, found, error, marked)

    if not statement:
        return Page("cypher.html", "Cypher", page())
    try:
        table = desk.store.cypher(statement, limit=limit, timeout=SECONDS)
    except QueryError as problem:
        console = page(error=str(problem), marked=mark(statement, problem.place) if problem.place else "")
        return Page("cypher.html", "Cypher", console, status=400, twin={"error": str(problem), "place": problem.place})
    return Page("cypher.html", "Cypher", page(results(desk.view(), table)), table, name="edgewise-cypher", twin=table)


def mark(statement: str, place: tuple[int, int]) -> str:
    """Return a statement with a caret under a line and column of it, both from 1 on; a place past its end is its end."""
    lines = statement.split("\n")
    number = min(place[0], len(lines))
    before = plain(lines[number - 1][: place[1] - 1])
    caret = "".join(c if c == "\t" else " " for c in before) + "^"
    shown = [plain(line) for line in lines]
    return "\n".join([*shown[:number], caret, *shown[number:]])


def _schema(desk: Desk) -> Schema:
    relations = tuple(name.upper() for name in desk.project.ontology.relations)
    nodes = tuple(Kind(name, properties) for name, properties in NODE_PROPERTIES.items())
    return Schema(nodes, ENTITY_TYPES, relations, LINK_PROPERTIES, OF_CLAIMS)


PLACES = (Place(addresses.CYPHER, cypher, csv=True),)
