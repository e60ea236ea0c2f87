"""How fast the embedded store is, beside plain SQLite and networkx in the same run: python tests/benchmarks/bench_sqlite_store.py [--short]

Two graphs, the second five times as large (10,000 and 50,000 entities; with --short 2,000 and 10,000), each entity with three links, each
link with its claim, thirty claims a document. What is said of a document is said of one that changed: its thirty claims and links.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import networkx as nx

from edgewise.model import Claim, Document, End, Entity, Link, Projection, Resolved
from edgewise.stores.patch import Patch, difference
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing.world import document

LINKS_EACH, CLAIMS_EACH = 3, 30
SIZES, SHORT_SIZES = (10_000, 50_000), (2_000, 10_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one piece of work took: seconds, seconds of the processor, and the most memory of this process so far in MB."""

    seconds: float
    work: float
    peak: float


@dataclass(frozen=True, slots=True)
class World:
    """The records and the graph: names of two words, ends drawn at random with a few hubs."""

    documents: list[Document]
    claims: list[Claim]
    graph: Projection


def world(entities: int) -> World:
    """Return the world of a size, the same each time."""
    draw = random.Random(7)
    nouns = [Entity(f"Agency {n} Bureau", "Organization", (f"AB{n}",)) for n in range(entities)]
    links_wanted = LINKS_EACH * entities
    documents = [document(f"Agency uses Bureau. Page {n}.") for n in range(links_wanted // CLAIMS_EACH)]
    ids = [one.id for one in documents]
    subject, object = End("Agency", "Organization", 0, 6, "Agency"), End("Bureau", "Organization", 12, 18, "Bureau")
    claims, links, resolved = list[Claim](), dict[str, Link](), list[Resolved]()
    while len(links) < links_wanted:
        a, b = (nouns[int(entities * draw.random() ** 2)].id for _ in range(2))
        one = Claim(ids[len(links) // CLAIMS_EACH], 0, 19, "Agency uses Bureau.", subject, "uses", object, role=str(len(links)))
        link = Link(a, draw.choice(("uses", "hosts", "funds")), b, None, False, "reported", "reported", "uncontested", (one.id,))
        if a != b and link.id not in links:
            links[link.id] = link
            claims.append(one)
            resolved.append(Resolved(one.id, a, b))
    names = tuple(sorted({(c.document, r.subject) for c, r in zip(claims, resolved, strict=True)}))
    return World(documents, claims, Projection(
        tuple(sorted(ids)), tuple(sorted(nouns, key=lambda e: e.id)), tuple(sorted(links.values(), key=lambda one: one.id)),
        tuple(sorted(resolved, key=lambda r: r.claim)), names,
    ))  # fmt: skip


def without(graph: Projection, document: str, claims: list[Claim]) -> Projection:
    """Return the graph without what one document says."""
    said = {one.id for one in claims if one.document == document}
    return replace(
        graph,
        documents=tuple(id for id in graph.documents if id != document),
        links=tuple(one for one in graph.links if not said.intersection(one.claims)),
        resolved=tuple(one for one in graph.resolved if one.claim not in said),
        names=tuple(pair for pair in graph.names if pair[0] != document),
    )


def once(run: Callable[[], object]) -> Figure:
    """Measure one run."""
    started, worked = time.perf_counter(), time.process_time()
    run()
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    return Figure(seconds, work, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def middle(run: Callable[[int], object], times: int = 50) -> Figure:
    """Measure several runs and return the median of each."""
    some = [once(lambda n=n: run(n)) for n in range(times)]  # type: ignore[misc]
    return Figure(*(statistics.median(getattr(one, name) for one in some) for name in ("seconds", "work", "peak")))


def measured(entities: int, folder: Path) -> Iterator[tuple[str, Figure, str, Figure]]:
    """Yield what was done, what it took, what it is compared with, and what that took."""
    made = world(entities)
    graph, claims, documents = made.graph, made.claims, made.documents
    plain = sqlite3.connect(folder / "plain.db")
    plain.executescript(
        "PRAGMA journal_mode = WAL; CREATE TABLE claim(id PRIMARY KEY, record); CREATE TABLE entity(id PRIMARY KEY, name UNIQUE);"
        "CREATE TABLE link(id PRIMARY KEY, a, b, type); CREATE INDEX by_a ON link(a); CREATE INDEX by_b ON link(b)"
    )
    rows = [(one.id, str(one)) for one in claims]

    def insert(sql: str, rows: Sequence[tuple[str, ...]]) -> None:
        with plain:
            plain.executemany(sql, rows)

    of_entities, of_links = (
        [(e.id, e.name) for e in graph.entities],
        [(one.id, one.subject, one.object, one.relation) for one in graph.links],
    )

    def insert_graph() -> None:
        insert("INSERT INTO entity VALUES(?, ?)", of_entities)
        insert("INSERT INTO link VALUES(?, ?, ?, ?)", of_links)

    with SqliteStore(folder / "edgewise.db") as store:
        peer = once(lambda: insert("INSERT INTO claim VALUES(?, ?)", rows))
        yield f"add {len(documents) + len(claims):,} records", once(lambda: store.add([*documents, *claims])), "plain sqlite", peer
        peer = once(insert_graph)
        project = once(lambda: store.project(graph))
        yield f"project {len(graph.entities):,} entities, {len(graph.links):,} links and claims", project, "plain sqlite, no claims", peer
        again = once(lambda: store.project(graph))
        yield "project again", again, "the first time", project
        smaller = without(graph, documents[0].id, claims)
        taking, putting = difference(graph, smaller), difference(smaller, graph)

        def patch(n: int) -> object:
            change: Patch = (taking, putting)[n % 2]
            return store.patch(change, store.graph_stamp())

        yield "patch: one document changes", middle(patch, 20), "project of all", again
        mark = store.mark()
        store.add([replace(documents[0], title="Changed", sha256="0" * 64)])
        everything = once(lambda: sum(1 for _ in store.records(Claim)))
        yield "all claims since a mark, of none", middle(lambda n: list(store.since(Claim, mark))), "read all claims", everything
        yield "documents since a mark, of one", middle(lambda n: list(store.since(Document, mark))), "read all claims", everything
        read = once(store.projection)
        net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        peer = once(lambda: net.add_edges_from((one.subject, one.object, {"type": one.relation}) for one in graph.links))
        yield "read the projection", read, "links into networkx", peer
        columns = once(lambda: sum(len(part.claims) for part in store.link_columns()))
        yield "read the links as columns", columns, "read the projection", read
        names = [entity.name for entity in graph.entities]
        store.cypher("RETURN 1")
        query = "MATCH (n:Entity {name: $name})-[r]->(m:Entity) RETURN type(r), m.name"
        sql = "SELECT l.type, m.name FROM entity n JOIN link l ON l.a = n.id JOIN entity m ON m.id = l.b WHERE n.name = ?"
        peer = middle(lambda n: plain.execute(sql, (names[n],)).fetchall())
        yield "Cypher: one hop from a name", middle(lambda n: store.cypher(query, {"name": names[n]})), "plain sqlite", peer
        yield "search a name", middle(lambda n: store.search(names[n])), "plain sqlite, exact", peer
        plain.close()


def main() -> None:
    """Measure and print."""
    short = "--short" in sys.argv[1:]
    sys.stdout.write("The embedded store beside plain SQLite and networkx, and what a change costs beside the whole\n\n")
    sys.stdout.write(f"| {'what':58} | {'seconds':>9} | {'CPU s':>9} | {'peak MB':>7} | {'beside':24} | {'seconds':>9} | {'times':>9} |\n")
    sys.stdout.write(f"|{'-' * 60}|{'-' * 10}:|{'-' * 10}:|{'-' * 8}:|{'-' * 26}|{'-' * 10}:|{'-' * 10}:|\n")
    for entities in SHORT_SIZES if short else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for what, took, beside, peer in measured(entities, Path(folder)):
                times = took.seconds / peer.seconds
                sys.stdout.write(
                    f"| {f'{entities:,}: {what}':58} | {took.seconds:9.4f} | {took.work:9.4f} | {took.peak:7.0f} "
                    f"| {beside:24} | {peer.seconds:9.4f} | {times:9.4f} |\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
