"""How much processor time each export of a large graph takes, how large it is, and how much memory the whole run needs.

Run: PYTHONPATH=tests python tests/benchmarks/bench_exports.py STORE [FORMAT ...]; `large.py` makes a store of 100,000 names and
500,000 links.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from large import store_of

from edgewise.project import builtin
from edgewise.questions.view import build_view
from edgewise.stores import open_store
from edgewise.views.exports import FORMATS, export
from edgewise.views.exports.selection import whole

ALL = tuple(name for name in FORMATS if name != "markdown")  # a report is of one question


def peak() -> float:
    """The most memory that this process has had so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("store", nargs="?", help="without one, a small one is made")
    parser.add_argument("--short", action="store_true", help="a small store")
    parser.add_argument("formats", nargs="*", help=f"of {', '.join(ALL)}; all where none is given")
    given = parser.parse_args()
    print("Exports of a graph, in processor time")
    with store_of(None if given.short else given.store) as address, open_store(address) as store, tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        selection = whole(build_view(store), builtin())
        print(f"opened: {selection.sizes}, {time.process_time() - started:.0f} s, {peak():.2f} GB", flush=True)
        for name in given.formats or ALL:
            path, started = Path(folder) / name, time.process_time()
            export(selection, name, path)
            taken = time.process_time() - started
            size = sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else (path,)))
            print(f"{name:12} {taken:5.0f} s {size / 1e6:7.0f} MB, {peak():.2f} GB at most so far", flush=True)


if __name__ == "__main__":
    main()
