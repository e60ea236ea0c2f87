"""How fast a pile becomes a graph: `python tests/benchmarks/bench_ingest.py [--short] [--without-large]`.

One table. Of each run: documents, seconds, how many of them until the last document was read (the others make the graph), CPU seconds of
all its processes, and the most memory that one of them took; and its ratio to a peer in the same run: decoding the files and splitting
their words for reading, the first run for the second, one job for two. Every run is a process of its own. Documents are generated, the
same for one seed. Run it on a quiet machine: the title says the load.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edgewise.extract.read import extractor
from edgewise.ingest import Watch, ingest
from edgewise.project import builtin
from edgewise.stores import open_store

SIZES = (1_000, 4_000, 16_000, 100_000)
SHORT = (250, 1_000)
AUTO = 240  # documents that rules and reader read, some a tenth of a second each
SHORT_AUTO = 60
_BODIES = tuple(f"{a} {b}" for a in ("Harlow", "Merrin", "Tarn", "Oakmere", "Velden", "Corrib", "Ashby", "Lunt", "Drax", "Sorrel", "Quill")
                for b in ("Systems", "Bureau", "Data", "Analytics", "Police Department", "Institute", "Holdings"))  # fmt: skip
_SYSTEMS = ("Rekognition", "Gotham", "Azure", "Falcon", "GovCloud", "Sentinel", "Beacon")
_SAID = (
    "{a} pitched {s} to {b} in June {y}.", "{b} uses {s}, which {a} hosts.", "{a} signed a contract with {b} in {y}, worth $ {m} million.",
    "Critics said {a} should not sell {s} to {b}.", "{a} denied that {b} had bought {s}.",
    "The committee met for an hour and heard nothing new about the budget.", "Nobody in the room could say who had paid for the study.",
    "The minutes were published late, and without the annex.", "{a} developed {s} for {b}.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One process: what it did, in seconds of the clock and of all cores, and the most memory, in MiB, of it or one of its own.

    `reading` is how many of the seconds went by until the last document was read.
    """

    documents: int
    seconds: float
    reading: float
    cpu: float
    memory: float


def write_pile(folder: Path, documents: int, seed: int = 7) -> Path:
    """Write so many documents of some 1,500 characters, a thousand a folder, and return the folder."""
    chance = random.Random(seed)
    for number in range(documents):
        parent = folder / f"{number // 1000:03}"
        parent.mkdir(parents=True, exist_ok=True)
        said = (
            chance.choice(_SAID).format(
                a=chance.choice(_BODIES),
                b=chance.choice(_BODIES),
                s=chance.choice(_SYSTEMS),
                y=chance.randint(2009, 2024),
                m=chance.randint(1, 99),
            )
            for _ in range(24)
        )
        (parent / f"{number:06}.txt").write_text(f"Report {number}\n\n{' '.join(said)}\n", encoding="utf-8")
    return folder


def worked(step: str, folder: str, store: str, reader: str, jobs: int) -> dict[str, Any]:
    """Do one run in this process, and say what it took."""
    start, before = time.perf_counter(), _cpu()
    read = start

    def progress(done: int, total: int) -> None:
        nonlocal read
        read = time.perf_counter()

    if step == "peer":
        documents = sum(1 for path in Path(folder).rglob("*.txt") if path.read_text(encoding="utf-8").split())
        progress(documents, documents)
    else:
        project = builtin()
        with open_store(store) as opened:
            documents = len(ingest([folder], opened, project, extractor(reader, project), Watch(progress), jobs=jobs).documents)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    took = {"seconds": time.perf_counter() - start, "reading": read - start, "cpu": _cpu() - before}
    return {"documents": documents, **took, "memory": most / 1024}


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def run(step: str, folder: Path, store: Path, reader: str = "rules", jobs: int = 1) -> Run:
    """Do one run in a process of its own."""
    command = [sys.executable, __file__, "--run", step, str(folder), str(store), reader, str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Run(**json.loads(done.stdout))


def slope(runs: Sequence[Run]) -> float:
    """The slope of seconds over documents, both logarithmic, by least squares: 1 is linear."""
    xs, ys = [math.log(one.documents) for one in runs], [math.log(one.cpu) for one in runs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="smaller piles, in less than a minute")
    parser.add_argument("--without-large", action="store_true", help="leave the pile of 100,000 documents out")
    parser.add_argument("--run", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        step, folder, address, reader, jobs = given.run
        print(json.dumps(worked(step, folder, address, reader, int(jobs))))
        return
    sizes = SHORT if given.short else SIZES[:-1] if given.without_large else SIZES
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Ingest: from a pile to a graph, on {cores} cores, load {os.getloadavg()[0]:.1f} before it began")
    print(f"{'run':44} {'documents':>9} {'seconds':>8} {'reading':>8} {'CPU s':>8} {'docs/s':>8} {'MiB':>6} {'ratio':>8}  to")

    def show(what: str, one: Run, ratio: float, peer: str) -> None:
        times = f"{one.seconds:8.2f} {one.reading:8.2f} {one.cpu:8.2f} {one.documents / one.seconds:8.0f}"
        print(f"{what:44} {one.documents:9} {times} {one.memory:6.0f} {ratio:8.2f}  {peer}", flush=True)

    def show_two(reader: str, one: Run, two: Run) -> None:
        show(f"{reader}, jobs 2", two, one.seconds / two.seconds, f"jobs 1, seconds: speed-up; of reading {one.reading / two.reading:.2f}")

    with tempfile.TemporaryDirectory() as home:
        firsts: list[Run] = []
        for size in sizes:
            pile, store = write_pile(Path(home) / f"pile{size}", size), Path(home) / f"{size}.db"
            peer = run("peer", pile, store)
            first, again = run("ingest", pile, store), run("ingest", pile, store)
            firsts.append(first)
            show("decode and split into words (the peer)", peer, 1, "")
            show("rules, jobs 1", first, first.cpu / peer.cpu, "the peer, CPU")
            show("again, nothing new", again, first.cpu / again.cpu, "the first, CPU: times faster")
            if size == sizes[0]:
                show_two("rules", first, run("ingest", pile, Path(home) / "two.db", jobs=2))
        pile = write_pile(Path(home) / "auto", SHORT_AUTO if given.short else AUTO)
        one, two = (run("ingest", pile, Path(home) / f"auto{jobs}.db", "auto", jobs) for jobs in (1, 2))
        show("auto (rules and reader), jobs 1", one, 1, "")
        show_two("auto (rules and reader)", one, two)
    print(f"CPU time over documents, {sizes[0]:,} to {sizes[-1]:,}: slope {slope(firsts):.3f} (log-log; 1 is linear)")


if __name__ == "__main__":
    main()
