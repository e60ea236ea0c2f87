"""How fast the explorer is over a store, and what memory it takes: python tests/benchmarks/bench_explorer.py STORE [--times N]

Starts `edgewise serve` over the store (of all of a corpus, or one that `large.py` made), asks it for every page as a browser would, one
at a time, with names, links and documents drawn from the store (one seed), and prints a line for each page: milliseconds from the
request to the last byte, and of the processor's time that the server took for it (the middle, and what nineteen of twenty stay below),
which other programs do not lengthen. Memory is the server's own. Then the same questions without a server, beside peers that do less in
the same run: a plain FTS5 table that is asked for the same words, and networkx's shortest path between the same ends.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import networkx as nx
from large import store_of

from edgewise.model import Claim, Entity
from edgewise.project import builtin
from edgewise.questions.answer import routes
from edgewise.questions.names import label_of
from edgewise.questions.search import by_links
from edgewise.questions.view import GraphView, build_view
from edgewise.stores import open_store
from edgewise.stores.ranking import names_of, words

TYPED = 3  # letters that somebody has typed when a name is searched as they type


@dataclass(frozen=True)
class Sample:
    """What is asked about: entities with links, two groups of them by how many they have, some links, claims and documents."""

    view: GraphView
    some: Sequence[Entity]
    hubs: Sequence[Entity]
    links: Sequence[str]
    claims: Sequence[str]
    documents: Sequence[str]

    def label(self, entity: Entity) -> str:
        return label_of(self.view, builtin(), entity)


def sample(view: GraphView, times: int) -> Sample:
    """Draw what is asked about, the same for one store."""
    draw = random.Random(11)
    ranked = [view.entities[id] for id in by_links(view) if view.links_of.get(id)]
    links = draw.sample(sorted(view.links), min(times, len(view.links)))
    claims = [view.links[id].claims[0] for id in links]
    some = draw.sample(ranked, min(times, len(ranked)))
    return Sample(view, some, ranked[:5], links, claims, [view.claim(id).document for id in claims])


def pages(of: Sample) -> dict[str, list[str]]:
    """Return the addresses to ask for, by what they are."""

    def graph(entity: Entity) -> str:
        return f"/graph?{urlencode({'around': entity.id})}"

    def between(one: Entity, other: Entity) -> str:
        return f"/routes?{urlencode({'from': of.label(one), 'to': of.label(other)})}"

    pairs = list(zip(of.some, of.some[1:], strict=False))
    entity, hub = of.some[0], of.hubs[0]
    asked = [f"How is {of.label(a)} linked to {of.label(b)}?" for a, b in pairs[:10]] + [f"What is known about {of.label(hub)}?"]
    statement = f"MATCH (a:Entity {{id: '{entity.id}'}})-[r]-(b:Entity) RETURN b.name, type(r)"
    return {
        "home": ["/"] * 10,
        "search, a name": [f"/search?{urlencode({'q': one.name})}" for one in of.some],
        "search, as one types": [f"/search.json?{urlencode({'q': one.name[:TYPED]})}" for one in of.some],
        "entity": [f"/entities/{one.id}" for one in of.some],
        "entity, the five with most links": [f"/entities/{one.id}" for one in of.hubs] * 2,
        "entity, a part of the greatest": [
            f"/entities/{hub.id}?part={part}" for part in ("links", "beside", "documents", "timeline", "leads")
        ],
        "link": [f"/links/{id}" for id in of.links],
        "claim": [f"/claims/{id}" for id in of.claims],
        "document": [f"/documents/{id}" for id in of.documents],
        "routes, random ends": [between(a, b) for a, b in pairs],
        "routes, from the greatest": [between(hub, one) for one in of.some if one != hub],
        "routes, walked": [between(a, b).replace("/routes?", "/routes/walk?") + "&route=1&hop=1" for a, b in pairs],
        "ask": [f"/ask?{urlencode({'q': question})}" for question in asked],
        "graph": [graph(one) for one in of.some[:20]],
        "graph, the five with most links": [graph(one) for one in of.hubs],
        "compare": [f"/compare?{urlencode({'a': a.id, 'b': b.id})}" for a, b in pairs[:20]],
        "cypher": [f"/cypher?{urlencode({'q': statement})}"] * 5,
        "saved question": [f"/queries/links_of?{urlencode({'name': of.label(entity)})}"] * 5,
        "lists": ["/documents", "/links", "/unread", "/queries", "/about"],
        "review": ["/review", "/review/names", "/review/claims", "/review/log"],
    }


@dataclass
class Server:
    """A running `edgewise serve`: its process, port and the cookie of a session."""

    process: subprocess.Popen[str]
    port: int
    cookie: str
    seconds: float

    def get(self, address: str) -> int:
        """Ask for an address, read all of the answer, and return its status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", address, headers={"Cookie": self.cookie, "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def worked(self) -> float:
        """Return milliseconds of processor time that its threads have taken."""
        return sum(int(file.read_text().split()[0]) for file in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")) / 1e6

    def memory(self, what: str) -> float:
        """Return megabytes: VmRSS, held now, or VmHWM, at most until now."""
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(rf"{what}:\s+(\d+)", told)[0]) / 1024


@contextmanager
def serving(store: str) -> Iterator[Server]:
    """An explorer over a store, ready to be asked."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "edgewise", "serve", "--store", store, "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        seconds = time.perf_counter() - started
        port = int(re.findall(r":(\d+)/", url)[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", url.partition(str(port))[2])
        cookie = (connection.getresponse().getheader("Set-Cookie") or "").partition(";")[0]
        connection.close()
        yield Server(process, port, cookie, seconds)
    finally:
        process.terminate()
        process.wait(20)


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def high(took: Sequence[float]) -> float:
    """What nineteen of twenty stay below."""
    return sorted(took)[max(0, -(-len(took) * 95 // 100) - 1)]


def say(what: str, took: Sequence[float], more: str = "") -> None:
    """Print one line: how often, the middle, what nineteen of twenty stay below, and the worst."""
    sys.stdout.write(f"{what:<36}{len(took):>6}{statistics.median(took):>9.1f}{high(took):>9.1f}{max(took):>9.1f}  {more}\n")
    sys.stdout.flush()


def over_http(store: str, of: Sample) -> None:
    """Ask a server for every page."""
    with serving(store) as server:
        held, most = server.memory("VmRSS"), server.memory("VmHWM")
        sys.stdout.write(f"server ready after {server.seconds:.1f} s; memory {held:.0f} MB, at most {most:.0f} MB\n")
        sys.stdout.write(f"{'page':<36}{'times':>6}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}\n")
        for what, addresses in pages(of).items():
            statuses: dict[int, int] = {}
            first = timed(lambda: server.get(addresses[0]))  # noqa: B023  # run at once
            took, worked = [], []
            for address in addresses:
                started, before = time.perf_counter(), server.worked()
                status = server.get(address)
                took.append((time.perf_counter() - started) * 1000)
                worked.append(server.worked() - before)
                statuses[status] = statuses.get(status, 0) + 1
            odd = ", ".join(f"{n} x status {status}" for status, n in sorted(statuses.items()) if status != 200)
            say(what, took, f"processor {statistics.median(worked):.1f} and {high(worked):.1f}, first {first:.0f}  {odd}")
        sys.stdout.write(f"memory {server.memory('VmRSS'):.0f} MB, at most {server.memory('VmHWM'):.0f} MB\n")


def beside_peers(of: Sample) -> None:
    """The same questions without a server, beside what peers take for less."""
    view, store = of.view, of.view.store
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE names USING fts5(name, id UNINDEXED, prefix = '2 3')")
    rows = ((name, id) for id, entity in view.entities.items() for name in names_of(entity))
    plain.executemany("INSERT INTO names VALUES(?, ?)", rows)

    def fts(text: str) -> object:
        wanted = " ".join(f'"{word}"*' for word in words(text))
        return plain.execute("SELECT id FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10", (wanted,)).fetchall()

    for what, texts in {
        "Store.search, a name": [one.name for one in of.some],
        "Store.search, as one types": [one.name[:TYPED] for one in of.some],
    }.items():
        ours, theirs = ([timed(lambda: run(text)) for text in texts] for run in (store.search, fts))  # noqa: B023
        say(what, ours, f"{statistics.median(ours) / statistics.median(theirs):.1f} x plain FTS5 ({statistics.median(theirs):.2f} ms)")
    graph: nx.Graph[str] = nx.Graph((link.subject, link.object) for link in view.links.values())
    pairs = [(a, b) for a, b in zip(of.some, of.some[1:], strict=False) if a.id in graph and b.id in graph]

    def path(a: Entity, b: Entity) -> object:
        return nx.shortest_path(graph, a.id, b.id) if nx.has_path(graph, a.id, b.id) else None

    routes(view, pairs[0][0].id, pairs[0][1].id, builtin())
    ours = [timed(lambda: routes(view, a.id, b.id, builtin())) for a, b in pairs]  # noqa: B023
    theirs = [timed(lambda: path(a, b)) for a, b in pairs]  # noqa: B023
    base = statistics.median(theirs)
    say("routes, random ends", ours, f"{statistics.median(ours) / base:.1f} x networkx ({base:.2f} ms)")
    say("one claim of the store", [timed(lambda: store.get(Claim, id)) for id in of.claims])  # noqa: B023


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("store", nargs="?", help="without one, a small one is made")
    parser.add_argument("--times", type=int, default=60, help="names, links and documents to ask about")
    parser.add_argument("--short", action="store_true", help="a small store, and eight of each to ask about")
    given = parser.parse_args()
    times = 8 if given.short else given.times
    with store_of(None if given.short else given.store) as address, open_store(address) as store:
        started = time.perf_counter()
        view = build_view(store)
        what = (
            f"{len(view.documents):,} documents, {len(view.entities):,} entities, {len(view.links):,} links, {len(view.resolved):,} claims"
        )
        sys.stdout.write(f"The explorer over {what}\nview built in {time.perf_counter() - started:.1f} s\n")
        of = sample(view, times)
        over_http(address, of)
        beside_peers(of)


if __name__ == "__main__":
    main()
