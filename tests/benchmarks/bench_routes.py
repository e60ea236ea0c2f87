"""How fast routes are found in a large graph, beside networkx: PYTHONPATH=tests python tests/benchmarks/bench_routes.py [--short]

A generated graph goes straight into the tables of an embedded store: 1,000,000 entities and 5,000,000 links (--short: 100,000 and
500,000), degrees by a power law, a hub with one link in fifty, half of the links confirmed, three in ten reported, the others alleged.
The index is made from the store, kept beside it and mapped again. Then the same random pairs of linked entities are asked for: the
shortest route of each level of standing, and the five best routes, of at most four hops. And routes of small generated graphs are
compared with what trying every path finds. networkx walks the same links whatever their standing, hubs and prices; its graph of the
large size takes 5 GB.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import apsw
import networkx as nx
import numpy as np
from hypothesis import HealthCheck, given, settings
from numpy.typing import NDArray
from route_reference import Case, as_in_a_pile, cases, routes_by_brute_force, routes_found

from edgewise.model import Entity, Link
from edgewise.project import builtin
from edgewise.questions.routing.held import index_in
from edgewise.questions.routing.index import Index
from edgewise.questions.routing.kept import kept
from edgewise.questions.routing.left import LEVELS
from edgewise.questions.routing.network import UNWALKED, Network, network_of
from edgewise.questions.routing.search import UNBOUNDED, best_paths, searching
from edgewise.stores.derived import Derived, text_of
from edgewise.stores.sqlite import SqliteStore

RELATIONS = ("contracts_with", "develops", "funds", "hosts", "owns", "partners_with", "supplies_to", "uses")
STANDINGS = ("confirmed", "reported", "alleged")
STEEP = 0.75  # the entity at a place in the order of degrees has its share of links by place ** -STEEP
HOPS, LIMIT = 4, 5
Pair = tuple[int, int]


def ends_of_links(entities: int, links: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw both ends of each link, by numbers of entities; entity 0 is the hub."""
    draw = np.random.default_rng(7)
    shares = np.cumsum(np.arange(1, entities + 1) ** -STEEP)
    places = draw.permutation(entities)
    hub = links // 50
    one, other = (places[np.searchsorted(shares, draw.random(links) * shares[-1])] for _ in range(2))
    one[:hub], other[:hub] = 0, draw.choice(np.arange(1, entities), hub, replace=False)
    other = np.where(one == other, (other + 1) % entities, other)
    return one, other


class Links:
    """The links of the graph, as a store keeps them, in the order of their ids; written by hand, for `Link` takes five times as long."""

    def __init__(self, ids: Sequence[str], links: int) -> None:
        draw = np.random.default_rng(11)
        self._ids = ids
        self._one, self._other = ends_of_links(len(ids), links)
        self._relations, self._indirect = draw.integers(0, len(RELATIONS), links), draw.random(links) < 0.03
        self._standings = draw.choice(len(STANDINGS), links, p=(0.5, 0.3, 0.2))
        self._abouts = np.where(draw.random(links) < 0.05, draw.integers(0, len(ids), links), -1)

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield ids and texts."""
        everything = range(len(self._one))
        digests = b"".join(sha256(self._identity(*told).encode()).digest() for told in self._told(everything))
        order = np.argsort(np.frombuffer(digests, "S32"))
        last = ""
        for place, told in zip(order.tolist(), self._told(order), strict=True):
            id = digests[32 * place : 32 * place + 32].hex()
            if id != last:
                yield id, self._text(*told)
            last = id

    def _told(self, order: Iterable[int]) -> Iterator[tuple[str, str, str, str, str, str]]:
        at = np.fromiter(order, np.int64)
        columns = (self._one, self._other, self._relations, self._abouts, self._standings, self._indirect)
        for start in range(0, len(at), 100_000):
            some = at[start : start + 100_000]
            for one, other, relation, about, standing, indirect in zip(*(column[some].tolist() for column in columns), strict=True):
                named = "null" if about < 0 else f'"{self._ids[about]}"'
                yield self._ids[one], self._ids[other], RELATIONS[relation], named, STANDINGS[standing], "true" if indirect else "false"

    @staticmethod
    def _identity(subject: str, object: str, relation: str, about: str, _: str, indirect: str) -> str:
        return f'["link","{subject}","{relation}","{object}",{about},{indirect}]'

    @staticmethod
    def _text(subject: str, object: str, relation: str, about: str, standing: str, indirect: str) -> str:
        return (
            f'{{"about":{about},"claims":["{subject}"],"contest":"uncontested","indirect":{indirect},"object":"{object}",'
            f'"relation":"{relation}","standing":"{standing}","subject":"{subject}","support":"{standing}"}}'
        )


def write_store(path: Path, entities: int, links: int) -> None:
    """Write the graph into the tables of a new store; its claims and documents are left out."""
    with SqliteStore(path):
        pass
    named = [Entity(f"Firm {number}", "Organization") for number in range(entities)]
    ids = [one.id for one in named]
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
    with connection:
        rows = ((one.id, text_of(one)) for one in sorted(named, key=lambda one: one.id))
        connection.executemany("INSERT INTO graph_entity VALUES(?, ?)", rows)
        connection.executemany("INSERT INTO graph_link VALUES(?, ?)", Links(ids, links).rows())
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for id, text in connection.execute("SELECT id, data FROM graph_link LIMIT 100"):
        (link,) = Derived().nouns(Link, [(str(id), str(text))], {})
        assert (link.id, text_of(link)) == (id, text), "a link as the store would write it"
    connection.close()


def timed(work: Callable[[int, int], object], pairs: Sequence[Pair]) -> tuple[list[float], list[float]]:
    """Milliseconds that each pair took, by the clock and of the processor. The first few are asked beforehand."""
    for pair in pairs[:20]:
        work(*pair)
    took, worked = [], []
    for pair in pairs:
        clock, processor = time.perf_counter(), time.process_time()
        work(*pair)
        took.append((time.perf_counter() - clock) * 1000)
        worked.append((time.process_time() - processor) * 1000)
    return took, worked


def row(what: str, took: Sequence[float], worked: Sequence[float], beside: str = "") -> str:
    """A line of the table; the middle, what nineteen of twenty stay below, the worst."""
    cells = (statistics.median(took), np.percentile(took, 95), max(took), statistics.median(worked))
    return f"| {what} | " + " | ".join(f"{cell:.2f}" for cell in cells) + f" | {beside} |"


def without(walked: Network, number: int) -> Network:
    """The network without an entity's steps."""
    index = walked.index
    standings = walked.standings.copy()
    standings[walked.steps(number)] = UNWALKED
    standings[index.ends == number] = UNWALKED
    return replace(walked, standings=standings, spare=[])


def as_networkx(walked: Network) -> nx.Graph[int]:
    """The same pairs, all links alike."""
    index = walked.index
    graph: nx.Graph[int] = nx.Graph()
    tails = np.repeat(np.arange(len(index.starts) - 1), np.diff(index.starts))
    wanted = np.flatnonzero((walked.standings != UNWALKED) & (tails < index.ends))
    for start in range(0, len(wanted), 200_000):
        some = wanted[start : start + 200_000]
        graph.add_edges_from(zip(tails[some].tolist(), index.ends[some].tolist(), strict=True))
    return graph


def peer_path(graph: nx.Graph[int]) -> Callable[[int, int], object]:
    """networkx's shortest path, of any standing, where there is one."""

    def path(one: int, other: int) -> object:
        try:
            return nx.bidirectional_shortest_path(graph, one, other)
        except nx.NetworkXNoPath:
            return None

    return path


def peer_five(graph: nx.Graph[int]) -> Callable[[int, int], object]:
    """networkx's five shortest simple paths, where there are so many."""

    def paths(one: int, other: int) -> object:
        try:
            return list(islice(nx.shortest_simple_paths(graph, one, other), LIMIT))
        except nx.NetworkXNoPath:
            return None

    return paths


def memory() -> float:
    """Megabytes that this process took at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size(*indexed: Index | Network) -> float:
    """Megabytes of arrays."""
    arrays = [getattr(one, name) for one in indexed for name in one.__slots__]
    return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray)) / 2**20


def compared(times: int) -> None:
    """Raise where the routes of a generated graph are not those of brute force."""

    @settings(max_examples=times // 2, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases())
    def agree(case: Case) -> None:
        assert routes_found(case) == routes_by_brute_force(case)

    for few_hops_first in (False, True):
        with as_in_a_pile(few_hops_first=few_hops_first):
            agree()


def measure(entities: int, links: int, times: int) -> Iterator[str]:
    """Yield the lines of the table."""
    with tempfile.TemporaryDirectory() as folder, SqliteStore(_written(Path(folder), entities, links)) as store:
        clock, processor = time.perf_counter(), time.process_time()
        index = index_in(store)
        built, worked = time.perf_counter() - clock, time.process_time() - processor
        yield f"| index made from SQLite, s | {built:.1f} | | | {worked:.1f} | at most {memory():.0f} MB |"
        assert store.beside is not None
        clock = time.perf_counter()
        found = kept(store.beside, store.graph_stamp())
        assert found is not None, "the index was not kept"
        index = found
        yield f"| index mapped again, s | {time.perf_counter() - clock:.2f} | | | | |"
        clock = time.perf_counter()
        walked = network_of(index, builtin().names, RELATIONS)
        yield f"| network of one set of relations, s | {time.perf_counter() - clock:.2f} | | | | |"
        yield f"| index and network, MB | {size(index, walked):.0f} | | | | |"
        draw = np.random.default_rng(5)
        degrees = np.diff(index.starts)
        linked = np.flatnonzero(degrees)
        pairs = [(int(one), int(other)) for one, other in draw.choice(linked, (times, 2)) if one != other]

        def shortest(one: int, other: int) -> object:
            with searching(walked, one, other, HOPS, [UNBOUNDED] * len(LEVELS)) as search:
                return [next(search.paths(level), None) for level in range(len(LEVELS))]

        def five(one: int, other: int) -> object:
            return best_paths(walked, one, other, HOPS, LIMIT)

        ours, ours_five = timed(shortest, pairs), timed(five, pairs)
        graph = as_networkx(walked)
        theirs = timed(peer_path(graph), pairs)
        theirs_five = timed(peer_five(graph), pairs[: max(20, times // 10)])
        del graph
        yield row("shortest of each level, ms", *ours, _times(ours, theirs))
        yield row("networkx, bidirectional_shortest_path, ms", *theirs)
        yield row("five best, ms", *ours_five, _times(ours_five, theirs_five))
        yield row("networkx, shortest_simple_paths, a tenth of the pairs, ms", *theirs_five)
        hub = int(np.argmax(degrees))
        beside = index.ends[walked.steps(hub)]
        near = [(int(one), int(other)) for one, other in draw.choice(beside, (times, 2)) if one != other]
        without_hub = without(walked, hub)
        with_hub, free = timed(five, near), timed(lambda one, other: best_paths(without_hub, one, other, HOPS, LIMIT), near)
        yield row(f"five best between neighbours of the hub ({degrees[hub]:,} links), ms", *with_hub, _times(with_hub, free))
        yield row("the same pairs in the graph without the hub, ms", *free)
        ends = timed(five, [(hub, one) for one, _ in pairs[: times // 4]])
        yield row("five best from the hub itself, ms", *ends)
        nothing = [pair for pair in pairs if not five(*pair)]
        yield row(f"nothing found ({len(nothing)} pairs), ms", *timed(five, nothing))


def _written(folder: Path, entities: int, links: int) -> Path:
    path = folder / "graph.db"
    write_store(path, entities, links)
    return path


def _times(ours: tuple[list[float], list[float]], theirs: tuple[list[float], list[float]]) -> str:
    return f"{statistics.median(ours[0]) / statistics.median(theirs[0]):.2f} x"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="a tenth of the size")
    given_ = parser.parse_args()
    part = 10 if given_.short else 1
    entities, links, times = 1_000_000 // part, 5_000_000 // part, 400 // (1 + given_.short)
    sys.stdout.write(f"Routes in a graph of {entities:,} entities and {links:,} links\n\n")
    sys.stdout.write("| | p50 | p95 | worst | CPU p50 | beside the next line |\n|---|---:|---:|---:|---:|---|\n")
    for line in measure(entities, links, times):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    clock = time.perf_counter()
    compared(2000 // part)
    took = time.perf_counter() - clock
    sys.stdout.write(f"| routes equal to brute force, graphs | {2000 // part:,} | | | | in {took:.0f} s |\n")


if __name__ == "__main__":
    main()
