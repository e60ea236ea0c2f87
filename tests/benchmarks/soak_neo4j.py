"""Stop and start a Neo4j server while a dump is loaded, again and again: PYTHONPATH=tests python tests/benchmarks/soak_neo4j.py [ROUNDS]

Each round (20 of them unless said otherwise) empties the server, begins `edgewise load`, ends the server at a random moment, by turns by
force and by asking it to stop, and starts it again. A load that gives up says why in one line and is begun once more. Then the records
and the graph are those of a store that nothing befell: none lost, none doubled.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j_servers import SCRIPTS, folders
from waiting import free_port

from edgewise.model import Claim, End, Mention, Projection, Reading, Record, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.sqlite import SqliteStore
from edgewise.stores.transfer import dump
from edgewise.testing.world import document

DOCUMENTS = 400  # of one dump; five records each
_QUICK = {"NEO4J_JAVA_OPTS": "-XX:TieredStopAtLevel=1", "NEO4J_START_TIMEOUT": "300"}


@dataclass(frozen=True)
class Mortal:
    """A server that is ended and started again at one address."""

    folder: Path
    home: Path
    port: int
    login: dict[str, str]

    @property
    def address(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [str(SCRIPTS / "start_neo4j.sh"), str(self.folder), str(self.home), str(self.port)]
        subprocess.run(command, env={**os.environ, **self.login, **_QUICK}, check=True, stdout=subprocess.DEVNULL)

    def end(self, *how: str) -> None:
        subprocess.run([SCRIPTS / "stop_neo4j.sh", self.home, *how], check=True, stdout=subprocess.DEVNULL)

    def empty(self) -> None:
        with GraphDatabase.driver(self.address, auth=(self.login["NEO4J_USERNAME"], self.login["NEO4J_PASSWORD"])) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")


@contextmanager
def mortal(folder: Path, home: Path) -> Iterator[Mortal]:
    """Start such a server; end it at last."""
    server = Mortal(folder, home, free_port(), {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "only-for-tests"})
    server.start()
    try:
        yield server
    finally:
        server.end()


def pile(documents: int) -> Iterator[Record]:
    """Yield the records of documents that say one thing each, of one of a hundred firms."""
    for n in range(documents):
        firm = f"Firm {n % 100}"
        quote = f"{firm} hosts ICM."
        one = document(f"{quote} Page {n}.", title=f"Page {n}")
        claim = Claim(
            one.id, 0, len(quote), quote, End(firm, "Organization", 0, len(firm), firm), "hosts",
            End("ICM", "System", len(firm) + 7, len(firm) + 10, "ICM"),
        )  # fmt: skip
        yield from (one, Source(f"{n}.txt", one.id), Mention(one.id, 0, len(firm), firm, "Organization", firm), claim)
        yield Reading(claim.id, "rules@1", 0.95)


def written(store: Store) -> str:
    """Return all records of a store as one text."""
    stream = io.StringIO()
    dump(store, stream)
    return stream.getvalue()


def undisturbed(folder: Path, documents: int) -> tuple[Path, str, Projection]:
    """Return the dump to load, and what a store is to hold then."""
    with SqliteStore(folder / "undisturbed.db") as store:
        store.add(pile(documents))
        refresh(store, builtin())
        text, graph = written(store), store.projection()
    path = folder / "pile.jsonl"
    path.write_text(text, encoding="utf-8")
    return path, text, graph


def load(server: Mortal, path: Path, cache: Path) -> subprocess.Popen[str]:
    """Begin `edgewise load`."""
    command = [sys.executable, "-m", "edgewise", "load", str(path), "--store", server.address]
    environment = {**os.environ, **server.login, "XDG_CACHE_HOME": str(cache)}
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def round_of(server: Mortal, path: Path, cache: Path, after: float, how: tuple[str, ...]) -> int:
    """Load while the server is ended `after` some seconds and started again; return how often it took to load it all."""
    loading = load(server, path, cache)
    time.sleep(after)
    server.end(*how)
    server.start()
    for attempt in range(1, 4):
        _, said = loading.communicate()
        if loading.returncode == 0:
            return attempt
        assert loading.returncode == 1, said
        assert "Traceback" not in said, said
        loading = load(server, path, cache)
    raise AssertionError(f"three loads did not do: {said}")


def same(server: Mortal, text: str, graph: Projection) -> None:
    """Assert that nothing is lost or doubled."""
    with Neo4jStore.open(server.address, server.login) as store:
        assert written(store) == text
        assert store.projection() == graph
        counts = {kind: store.cypher(f"MATCH (n:{kind}) RETURN count(n)").rows[0][0] for kind in ("Entity", "Claim", "Document")}
        assert counts == {"Entity": len(graph.entities), "Claim": len(graph.resolved), "Document": len(graph.documents)}
        links = store.cypher("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)").rows[0][0]
        assert links == sum(link.support != "none" for link in graph.links)


def main() -> None:
    """Run the rounds and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", nargs="?", type=int, default=20)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args()
    draw = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, mortal(folders()[0], Path(folder) / "home") as server:
        path, text, graph = undisturbed(Path(folder), options.documents)
        begun = time.monotonic()
        assert load(server, path, Path(folder) / "cache").wait() == 0
        whole = time.monotonic() - begun
        for number in range(options.rounds):
            server.empty()
            after, how = draw.uniform(0.1, 1.0) * whole, ("--kill",) if number % 2 == 0 else ()
            attempts = round_of(server, path, Path(folder) / "cache", after, how)
            same(server, text, graph)
            print(f"round {number + 1}: {'killed' if how else 'stopped'} after {after:.1f} of {whole:.1f} s, loaded at attempt {attempts}")
    print(f"{options.rounds} rounds: 0 lost, 0 doubled")


if __name__ == "__main__":
    main()
