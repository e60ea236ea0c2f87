"""How fast a folder becomes a graph, step by step: `python tests/benchmarks/bench_ingest.py FOLDER`.

One table: documents a CPU second for each step, and its ratio to the least that any reader must do, measured in the same run: decode
the files and split their words. Run it on a quiet machine.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edgewise.extract.grounding import ground
from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.loading import find_files, profiles_of, read_document
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores import open_store


def main(folder: str) -> None:
    project = builtin()
    reader, profiles = extractor("rules", project), profiles_of(project)
    places = find_files([folder], profiles).files
    rows: list[tuple[str, float]] = []

    def timed(step: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        rows.append((step, time.process_time() - start))
        return result

    timed("decode and split into words (the peer)", lambda: [p.path.read_text(encoding="utf-8").split() for p in places])
    loaded = timed("load", lambda: [read_document(p.path, p.root, profiles) for p in places])
    drafts = timed("extract", lambda: [reader.read(one.document) for one in loaded])
    timed("ground", lambda: [ground(one.document, draft, ("rules@1",), project) for one, draft in zip(loaded, drafts, strict=True)])
    with tempfile.TemporaryDirectory() as home, open_store(str(Path(home) / "bench.db")) as store:
        report = timed("ingest, the whole way", lambda: ingest([folder], store, project, reader))
        timed("ingest again, nothing new", lambda: ingest([folder], store, project, reader))
        timed("make the graph anew", lambda: refresh(store, project))
    peer = rows[0][1]
    print(f"{len(places)} documents, {sum(d.claims for d in report.documents)} claims, {report.entities} names, {report.links} links")
    print(f"{'step':42} {'CPU s':>8} {'docs/s':>9} {'x peer':>8}")
    for step, seconds in rows:
        print(f"{step:42} {seconds:8.2f} {len(places) / max(seconds, 1e-9):9.0f} {seconds / max(peer, 1e-9):8.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(sys.argv[1])
