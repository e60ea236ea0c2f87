"""How fast the embedded store is, measured against plain SQLite and networkx in the same run: python tests/benchmarks/bench_sqlite_store.py

Prints one line a figure. The graph has 10,000 entities and 30,000 links, each with its claim, over 1,000 documents.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx

from edgewise.model import Claim, Document, End, Entity, Link, Projection, Resolved
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing.world import document

ENTITIES, LINKS, DOCUMENTS = 10_000, 30_000, 1_000


def world() -> tuple[list[Document], list[Claim], Projection]:
    """Return the records and the graph: names of two words, ends drawn at random with a few hubs."""
    draw = random.Random(7)
    entities = [Entity(f"Agency {n} Bureau", "Organization", (f"AB{n}",)) for n in range(ENTITIES)]
    documents = [document(f"Agency uses Bureau. Page {n}.") for n in range(DOCUMENTS)]
    subject, object = End("Agency", "Organization", 0, 6, "Agency"), End("Bureau", "Organization", 12, 18, "Bureau")
    claims, links, resolved = list[Claim](), dict[str, Link](), list[Resolved]()
    while len(links) < LINKS:
        a, b = (entities[int(ENTITIES * draw.random() ** 2)].id for _ in range(2))
        one = Claim(draw.choice(documents).id, 0, 19, "Agency uses Bureau.", subject, "uses", object, role=str(len(links)))
        link = Link(a, draw.choice(("uses", "hosts", "funds")), b, None, False, "reported", "reported", "uncontested", (one.id,))
        if a != b and link.id not in links:
            links[link.id] = link
            claims.append(one)
            resolved.append(Resolved(one.id, a, b))
    names = tuple(sorted({(c.document, r.subject) for c, r in zip(claims, resolved, strict=True)}))
    projection = Projection(
        tuple(sorted(d.id for d in documents)), tuple(sorted(entities, key=lambda e: e.id)),
        tuple(sorted(links.values(), key=lambda one: one.id)), tuple(sorted(resolved, key=lambda r: r.claim)), names,
    )  # fmt: skip
    return documents, claims, projection


def once(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def middle(run: Callable[[int], object], times: int = 200) -> float:
    """Median milliseconds of a run."""
    return statistics.median(once(lambda n=n: run(n)) for n in range(times)) * 1000  # type: ignore[misc]


def say(what: str, value: float, unit: str, against: str = "", base: float | None = None) -> None:
    """Print one figure, and its ratio to the same work done plainly."""
    ratio = f"  ({value / base:.1f} x {against}, {base:.3f} {unit})" if base else ""
    sys.stdout.write(f"{what:<58}{value:9.3f} {unit}{ratio}\n")


def main() -> None:
    """Measure and print."""
    documents, claims, projection = world()
    names = [entity.name for entity in projection.entities]
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder) / "edgewise.db") as store:
        plain = sqlite3.connect(Path(folder) / "plain.db")
        plain.executescript(
            "CREATE TABLE entity(id, name UNIQUE); CREATE TABLE link(a, b, type); CREATE TABLE claim(id PRIMARY KEY, record)"
        )
        rows = [(one.id, str(one)) for one in claims]

        def insert() -> None:
            with plain:
                plain.executemany("INSERT INTO claim VALUES(?, ?)", rows)

        base = once(insert)
        say(f"add {DOCUMENTS + LINKS:,} records", once(lambda: store.add([*documents, *claims])), "s", "plain sqlite", base)
        say("add the same again", once(lambda: store.add([*documents, *claims])), "s")
        say(f"project {ENTITIES:,} entities, {LINKS:,} links, {LINKS:,} claims", once(lambda: store.project(projection)), "s")
        say("project again", once(lambda: store.project(projection)), "s")
        say("read the projection", once(store.projection), "s")
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        base = once(lambda: graph.add_edges_from((link.subject, link.object, {"type": link.relation}) for link in projection.links))
        say("  the same links in networkx", base, "s")
        plain.executemany("INSERT INTO entity VALUES(?, ?)", ((e.id, e.name) for e in projection.entities))
        plain.executemany("INSERT INTO link VALUES(?, ?, ?)", ((one.subject, one.object, one.relation) for one in projection.links))
        plain.executescript("CREATE INDEX by_a ON link(a); CREATE INDEX by_b ON link(b)")
        say("first Cypher statement (the extension is loaded)", once(lambda: store.cypher("RETURN 1")), "s")

        def lookup(n: int) -> object:
            return store.cypher("MATCH (n:Entity {name: $name}) RETURN n.id", {"name": names[n]})

        def hop(n: int) -> object:
            return store.cypher("MATCH (n:Entity {name: $name})-[r]->(m:Entity) RETURN type(r), m.name", {"name": names[n]})

        def whole(n: int) -> object:
            return store.cypher("MATCH (n:Entity {name: $name})-[r]-(m:Entity) RETURN n, r, m", {"name": names[n]})

        def two(n: int) -> object:
            return store.cypher("MATCH (n:Entity {name: $name})-[:USES*1..2]->(m:Entity) RETURN count(DISTINCT m)", {"name": names[n]})

        def plain_lookup(n: int) -> object:
            return plain.execute("SELECT id FROM entity WHERE name = ?", (names[n],)).fetchall()

        def plain_hop(n: int) -> object:
            sql = "SELECT l.type, m.name FROM entity n JOIN link l ON l.a = n.id JOIN entity m ON m.id = l.b WHERE n.name = ?"
            return plain.execute(sql, (names[n],)).fetchall()

        say("look one entity up by name", middle(lookup), "ms", "plain sqlite", middle(plain_lookup))
        say("one hop, names and types", middle(hop), "ms", "plain sqlite", middle(plain_hop))
        say("one hop both ways, whole nodes and relationships", middle(whole, 50), "ms")
        say("one to two hops, counted", middle(two, 50), "ms")
        say("count all links", once(lambda: store.cypher("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)")) * 1000, "ms")
        say("search a name", middle(lambda n: store.search(names[n])), "ms")
        say("search a word of every name", middle(lambda n: store.search("agency"), 10), "ms")
        say("read one record", middle(lambda n: store.get(Claim, claims[n].id)), "ms")
        say("read all claims", once(lambda: sum(1 for _ in store.records(Claim))), "s")
        plain.close()


if __name__ == "__main__":
    main()
