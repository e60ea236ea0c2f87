"""What a change of the records costs the graph, beside making it anew: python tests/benchmarks/bench_upkeep.py [--short | --full]

Generated documents (`large.py`: a dozen claims each, names of uneven use) go into an embedded store of 1,000, 10,000 and, with --full,
100,000 of them. Timed are the first making of the graph, one document replaced by another, and one forgotten, each with `refresh`, reading
of the records included; the peer is making the graph of all records in memory with `resolve.project`, which is what a change cost before,
where memory holds it (up to 10,000). Each runs in a process of its own, whose peak memory is told.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from large import Pile

from edgewise.model import Claim, Document, Judgement, Mention, Reading, Record, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.resolve import Records, current_documents, project
from edgewise.stores.base import Store
from edgewise.stores.sqlite import SqliteStore

SIZES = {"short": (100, 400), "plain": (1_000, 10_000), "full": (1_000, 10_000, 100_000)}
ANEW = 10_000  # documents at most that the peer is given
TIMES = 5  # documents changed, and forgotten

Spent = tuple[float, float]  # seconds by the clock, and of the processor


def spent(work: Callable[[], object]) -> Spent:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def fill(store: Store, documents: int) -> None:
    """Add the records of so many documents, and of some more that no source holds yet."""
    pile = Pile(max(documents, 400), documents * 10, max(documents // 10, 40), seed=7)
    count = 0
    for batch in pile.records():
        kept: list[Record] = []
        for record in batch:
            count += isinstance(record, Document)
            if count <= documents or (count <= documents + TIMES and not isinstance(record, Source)):
                kept.append(record)
        store.add(kept)
        if count > documents + TIMES:
            break


def keep_up(store: Store) -> dict[str, Spent]:
    """Make the graph, replace some documents one by one, and forget some."""
    first = spent(lambda: refresh(store, builtin()))
    sources = sorted(store.records(Source), key=lambda one: one.locator)
    held = {one.document for one in sources}
    others = [one.id for one in store.records(Document) if one.id not in held]
    changed, forgotten = [], []
    for source, other in zip(sources, others, strict=False):
        store.add([Source(source.locator, other, 2, source.read_by)])
        changed.append(spent(lambda: refresh(store, builtin())))
    for source in sources[-TIMES:]:
        store.add([Source(source.locator, None, 2)])
        forgotten.append(spent(lambda: refresh(store, builtin())))
    return {"first making": first, "one document changed": middle(changed), "one document forgotten": middle(forgotten)}


def middle(times: list[Spent]) -> Spent:
    return sorted(times)[len(times) // 2]


def make_anew(store: Store) -> dict[str, Spent]:
    """Make the graph of all records in memory, and compare it with the store's, as was done at every change."""

    def work() -> None:
        sources = tuple(store.records(Source))
        documents = current_documents(store.records(Document), (one.document for one in sources))
        ids = [one.id for one in documents]
        mentions, claims = tuple(store.of_documents(Mention, ids)), tuple(store.of_documents(Claim, ids))
        graph = project(
            Records(documents, mentions, claims, tuple(store.records(Reading)), tuple(store.records(Judgement)), sources), builtin()
        )
        if graph != store.projection():
            raise SystemExit("the graph that was kept up is not the one made of all records")

    return {"made anew": spent(work)}


def measured(what: str, file: Path, documents: int) -> dict[str, tuple[float, float, int]]:
    """Run one part in a process of its own: of each thing its seconds, processor seconds and the process's peak in MB."""
    command = [sys.executable, __file__, "--part", what, "--file", str(file), "--documents", str(documents)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return {name: (clock, cpu, round(peak)) for name, (clock, cpu, peak) in found.items()}


def part(what: str, file: Path, documents: int) -> None:
    with SqliteStore(file) as store:
        if what == "fill":
            fill(store, documents)
            times: dict[str, Spent] = {}
        else:
            times = keep_up(store) if what == "keep" else make_anew(store)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({name: (*one, peak) for name, one in times.items()}))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="100 and 400 documents")
    parser.add_argument("--full", action="store_true", help="100,000 documents too")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--documents", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        part(given.part, given.file, given.documents)
        return
    sys.stdout.write("Keeping a graph up, beside making it anew of all records\n\n")
    sys.stdout.write("| documents | what | seconds | CPU seconds | peak MB | made anew / this |\n|---:|---|---:|---:|---:|---:|\n")
    for documents in SIZES["short" if given.short else "full" if given.full else "plain"]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "edgewise.db"
            measured("fill", file, documents)
            rows = measured("keep", file, documents)
            anew = measured("anew", file, documents) if documents <= ANEW else {}
            peer = anew["made anew"][1] if anew else None
            for name, (clock, cpu, peak) in {**anew, **rows}.items():
                ratio = f"{peer / cpu:,.2f}" if peer is not None else "-"
                sys.stdout.write(f"| {documents:,} | {name} | {clock:.2f} | {cpu:.2f} | {peak} | {ratio} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
