"""How fast a graph comes to a Neo4j server, beside others: PYTHONPATH=tests python tests/benchmarks/bench_neo4j.py [--short]

A generated graph of 100,000 entities, 500,000 links and 500,000 claims (--short: 10,000, 50,000 and 50,000) is written three times to one
server that is started for it, and taken away in between: by `Neo4jStore.project`, by neo4j-graphrag's `Neo4jWriter`, and by a bare
`UNWIND ... MERGE` of the same nodes and relationships. A store does more than the others: it reads the claims from its records, and keeps
beside the graph what it was made from. Each writer is a process of its own; one small graph each goes before, so that none meets a cold
server. The counts of what then stands there are compared.

`Neo4jWriter` needs the APOC procedures: fetched with Maven, once, into `.neo4j/apoc`. It asks for other versions of what edgewise is
installed with, so: pip install --no-deps neo4j-graphrag json-repair tenacity types-pyyaml
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase
from neo4j_servers import ROOT, SCRIPTS, folders
from waiting import free_port

from edgewise.batched import batched
from edgewise.model import Claim, Document, End, Entity, Link, Projection, Record, Resolved
from edgewise.stores.graph import Edge, Node, elements
from edgewise.stores.neo4j import Neo4jStore
from edgewise.testing.world import document

LOGIN = {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "only-for-tests"}
AUTH = (LOGIN["NEO4J_USERNAME"], LOGIN["NEO4J_PASSWORD"])
APOC = ROOT / ".neo4j" / "apoc"
PARTS = "".join(
    f"<dependency><groupId>org.neo4j.procedure</groupId><artifactId>{name}</artifactId><version>[5.26,5.27)</version></dependency>"
    for name in ("apoc-core", "apoc-common")
)
POM = (
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>local</groupId>'
    f"<artifactId>apoc</artifactId><version>1</version><packaging>pom</packaging><dependencies>{PARTS}</dependencies></project>"
)
BATCH = 1000  # rows a transaction of the others: what `Neo4jWriter` takes by default
WRITERS = ("edgewise", "UNWIND ... MERGE", "Neo4jWriter")


@dataclass(frozen=True)
class World:
    """Records and the graph of them."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    graph: Projection

    def drawn(self) -> Iterator[Node | Edge]:
        return elements(self.graph, self.documents, self.claims)


def world(entities: int, links: int) -> World:
    """Names of two words, a document for each ten entities, ends drawn at random with a few hubs, a claim behind each link."""
    draw = random.Random(7)
    named = [Entity(f"Agency {n} Bureau", "Organization", (f"AB{n}",)) for n in range(entities)]
    documents = [document(f"Agency uses Bureau. Page {n}.") for n in range(entities // 10)]
    subject, object = End("Agency", "Organization", 0, 6, "Agency"), End("Bureau", "Organization", 12, 18, "Bureau")
    claims, drawn, resolved = list[Claim](), dict[str, Link](), list[Resolved]()
    while len(drawn) < links:
        a, b = (named[int(entities * draw.random() ** 2)].id for _ in range(2))
        one = Claim(draw.choice(documents).id, 0, 19, "Agency uses Bureau.", subject, "uses", object, role=str(len(drawn)))
        link = Link(a, draw.choice(("uses", "hosts", "funds")), b, None, False, "reported", "reported", "uncontested", (one.id,))
        if a != b and link.id not in drawn:
            drawn[link.id] = link
            claims.append(one)
            resolved.append(Resolved(one.id, a, b, None, None, 3, "a newsroom"))
    names = tuple(sorted({(c.document, r.subject) for c, r in zip(claims, resolved, strict=True)}))
    graph = Projection(
        tuple(sorted(d.id for d in documents)), tuple(sorted(named, key=lambda e: e.id)), tuple(drawn[id] for id in sorted(drawn)),
        tuple(sorted(resolved, key=lambda r: r.claim)), names,
    )  # fmt: skip
    return World(documents, claims, graph)


def by_edgewise(address: str, given: World) -> Callable[[], object]:
    """`project`, the records being there."""
    store = Neo4jStore.open(address, LOGIN)
    records: Iterator[Record] = chain(given.documents, given.claims)
    for some in batched(records, 2000):
        store.add(some)
    return lambda: store.project(given.graph)


def by_merge(address: str, given: World) -> Callable[[], object]:
    """Nodes by label and id, relationships by type, ends and what says which one it is."""
    driver = GraphDatabase.driver(address, auth=AUTH)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in given.drawn():
        if isinstance(one, Node):
            query = f"MERGE (n:{':'.join(one.labels)} {{id: row.id}}) SET n = row.properties"
            rows[query].append({"id": one.id, "properties": one.properties})
        else:
            which = " {id: row.id}" if "id" in one.properties else ""
            query = (
                f"MATCH (a:{one.start_kind} {{id: row.start}}) MATCH (b:{one.end_kind} {{id: row.end}}) "
                f"MERGE (a)-[r:{one.type}{which}]->(b) SET r = row.properties"
            )
            rows[query].append({"id": one.properties.get("id"), "start": one.start, "end": one.end, "properties": one.properties})

    def write() -> None:
        for query, some in rows.items():
            for start in range(0, len(some), BATCH):
                driver.execute_query(f"UNWIND $rows AS row {query}", rows=some[start : start + BATCH])

    return write


def by_graphrag(address: str, given: World) -> Callable[[], object]:
    """neo4j-graphrag's writer, as it comes."""
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    nodes, relationships = [], []
    for one in given.drawn():
        if isinstance(one, Node):
            nodes.append(Neo4jNode(id=one.id, label=one.kind, properties=dict(one.properties)))
        else:
            relationships.append(
                Neo4jRelationship(start_node_id=one.start, end_node_id=one.end, type=one.type, properties=dict(one.properties))
            )
    writer = Neo4jWriter(GraphDatabase.driver(address, auth=AUTH))
    graph = Neo4jGraph(nodes=nodes, relationships=relationships)

    def write() -> None:
        done = asyncio.run(writer.run(graph))
        assert done.status == "SUCCESS", done.metadata

    return write


BY: Mapping[str, Callable[[str, World], Callable[[], object]]] = dict(zip(WRITERS, (by_edgewise, by_merge, by_graphrag), strict=True))


def with_apoc(folder: Path, home: Path) -> Path:
    """Return a folder like that of a server, with APOC among its jars, and have the home name it a plugin."""
    made = home / "dist"
    for part in (made / "lib", home / "plugins"):
        part.mkdir(parents=True)
    for one in folder.iterdir():
        if one.name not in ("lib", "app.jsa"):
            (made / one.name).symlink_to(one)
    names = {jar.name.rpartition("-")[0]: jar for jar in (*APOC.glob("*.jar"), *(folder / "lib").iterdir())}
    for jar in names.values():
        (made / "lib" / jar.name).symlink_to(jar)
    for jar in APOC.glob("apoc-*.jar"):
        (home / "plugins" / jar.name).symlink_to(jar)
    return made


@contextmanager
def server(folder: Path, home: Path) -> Iterator[str]:
    """Start a server in a new home, with what `Neo4jWriter` needs where that is to be had; give its address."""
    if APOC.is_dir():
        folder = with_apoc(folder, home)
    port = free_port()
    settings = {"NEO4J_HEAP": "2g", "NEO4J_PAGECACHE": "1g", "NEO4J_START_TIMEOUT": "300"}
    command = [str(SCRIPTS / "start_neo4j.sh"), str(folder), str(home), str(port)]
    subprocess.run(command, env={**os.environ, **LOGIN, **settings}, check=True, stdout=subprocess.DEVNULL)
    try:
        yield f"bolt://127.0.0.1:{port}"
    finally:
        subprocess.run([SCRIPTS / "stop_neo4j.sh", home], check=True, stdout=subprocess.DEVNULL)


def fetch_apoc() -> None:
    """Put APOC and what it needs into its folder, where it is not there."""
    if APOC.is_dir() or not (ROOT / ".neo4j").is_dir():
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pom.xml").write_text(POM, encoding="utf-8")
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
        subprocess.run(["mvn", "-B", "-q", "-C", "-f", folder, copy, f"-DoutputDirectory={APOC}", "-DincludeScope=runtime"], check=False)


def empty(driver: Driver) -> None:
    """Take everything away, a transaction at a time; indexes stay."""
    with driver.session() as session:
        session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS").consume()
        session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()


def processor(pid: str) -> float:
    """Seconds of processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(what: str) -> float:
    """MB of this process: now (VmRSS), or at most since that was reset (VmHWM)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(what)).split()[1]) / 1024


@dataclass(frozen=True)
class Took:
    """What one writer took: seconds by the clock, of its own processor and the server's, MB more than its graph in its process."""

    clock: float
    own: float
    servers: float
    more: float


def measured(name: str, address: str, pid: str, given: World) -> Took:
    """Have a process of its own write the graph, and see what stands there."""

    def work() -> None:
        write = BY[name](address, given)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        held, own, servers, clock = memory("VmRSS"), time.process_time(), processor(pid), time.perf_counter()
        write()
        took = Took(time.perf_counter() - clock, time.process_time() - own, processor(pid) - servers, memory("VmHWM") - held)
        queue.put(took)

    fork = multiprocessing.get_context("fork")
    queue: Any = fork.SimpleQueue()
    process = fork.Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0, f"{name} failed"
    took: Took = queue.get()
    wanted: dict[str, int] = defaultdict(int)
    for one in given.drawn():
        wanted["nodes" if isinstance(one, Node) else "relationships"] += 1
    with GraphDatabase.driver(address, auth=AUTH) as driver:
        nodes = driver.execute_query("MATCH (n) WHERE n:Entity OR n:Claim OR n:Document RETURN count(n)").records[0][0]
        relationships = driver.execute_query("MATCH ()-[r]->() RETURN count(r)").records[0][0]
        assert {"nodes": nodes, "relationships": relationships} == wanted, (name, nodes, relationships, wanted)
        empty(driver)
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a tenth of the graph")
    parser.add_argument("--entities", type=int, help="another size; five times as many links and claims")
    options = parser.parse_args()
    entities = options.entities or (10_000 if options.short else 100_000)
    found = folders()
    if not found:
        sys.exit("there is no Neo4j server; get one: graph/neo4j/get_neo4j.sh .neo4j/5.26.30")
    fetch_apoc()
    peers = WRITERS if find_spec("neo4j_graphrag") and APOC.is_dir() else WRITERS[:2]
    with tempfile.TemporaryDirectory() as folder, server(found[0], Path(folder) / "home") as address:
        pid = (Path(folder) / "home" / "run" / "neo4j.pid").read_text(encoding="ascii").strip()
        small = world(200, 1000)
        for name in peers:
            measured(name, address, pid, small)
        given = world(entities, 5 * entities)
        size = sum(1 for _ in given.drawn())
        took = {name: measured(name, address, pid, given) for name in peers}
    print(f"Neo4j {found[0].name}: {entities:,} entities, {5 * entities:,} links and as many claims: {size:,} nodes and relationships\n")
    print("| written by | seconds | a second | edgewise is faster | processor: its own | of the server | in all, to edgewise's | MB more |")
    print("|---|---|---|---|---|---|---|---|")
    ours = took["edgewise"]
    for name, one in took.items():
        worked = (one.own + one.servers) / (ours.own + ours.servers)
        cells = (
            f"{one.clock:.1f}", f"{size / one.clock:,.0f}", f"{one.clock / ours.clock:.2f} x", f"{one.own:.1f}", f"{one.servers:.1f}",
            f"{worked:.2f} x", f"{one.more:.0f}",
        )  # fmt: skip
        print(f"| {name} | {' | '.join(cells)} |")
    if len(peers) < len(WRITERS):
        print("\nNeo4jWriter is left out: it or APOC is not there")
    print(f"\npeak memory of all of it: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
