"""Run the benchmarks by name and write what they print to RESULTS.md: `python tests/benchmarks/results.py [--short] [NAME ...]`

Each is a process of its own: `bench_X.py [--short]` prints a title line and then one table. One that cannot run says why on its standard
error and ends with another status than 0: it is listed as not run, with its last words.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEERS = (
    "apsw", "distributed", "followthemoney", "graphqlite", "neo4j", "neo4j-graphrag", "networkx", "numpy", "pypdf", "rapidfuzz",
    "trafilatura",
)  # fmt: skip
LONGEST = {True: 600, False: 6 * 3600}  # seconds that a benchmark may take: of the short set, of the whole


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark printed. `table` is empty where it did not run, and `why` says the reason."""

    command: str
    title: str
    table: str
    seconds: float
    why: str = ""

    def to_markdown(self) -> str:
        """Return a section of RESULTS.md."""
        body = f"```text\n{self.table}\n```" if self.table else f"Not run: {self.why}"
        return f"## {self.title}\n\n`{self.command}`, {self.seconds:.0f} s\n\n{body}\n"


def names() -> list[str]:
    """Return the benchmarks there are, in order."""
    return sorted(path.stem for path in HERE.glob("bench_*.py"))


def parsed(printed: str) -> tuple[str, str]:
    """Return title and table of what a benchmark printed: its first line that says something, and all from the next such line on."""
    title, _, rest = printed.strip("\n").partition("\n")
    table = rest.strip("\n")
    if not title.strip() or not table.strip():
        raise ValueError("a benchmark prints a title line and then its table")
    return re.sub(r"^#+ ", "", title.strip()), table


def run(name: str, short: bool) -> Result:
    """Run one benchmark in a process of its own."""
    command = ["python", f"tests/benchmarks/{name}.py", *(["--short"] if short else [])]
    paths = os.pathsep.join(map(str, (ROOT / "tests", HERE)))
    begun = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, *command[1:]], cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False,
            timeout=LONGEST[short],
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Result(" ".join(command), name, "", time.monotonic() - begun, f"it took longer than {LONGEST[short]} s")
    took = time.monotonic() - begun
    if done.returncode:
        return Result(" ".join(command), name, "", took, (done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    try:
        title, table = parsed(done.stdout)
    except ValueError as problem:
        return Result(" ".join(command), name, "", took, str(problem))
    return Result(" ".join(command), title, table, took)


def machine() -> str:
    """Return a line about this machine: what it is, not what it is called."""
    cores, memory = os.cpu_count() or 1, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.system()} {platform.machine()}, {cores} cores, {memory:.0f} GB"


def versions() -> str:
    """Return Python's release and those of the peers that are installed."""
    found = [f"Python {platform.python_version()}"]
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def page(results: Sequence[Result], short: bool, load: float) -> str:
    """Return RESULTS.md. `load` is how many programs wanted a core when the run began, on average of a minute."""
    made = "make bench" if short else "make bench-full"
    when = f"{datetime.now(UTC):%d %B %Y}"
    head = f"# Results\n\nMade by `{made}`, not by hand, on {when}. {machine()}; load before it began: {load:.1f}.\n{versions()}.\n"
    return "\n".join([head, *(result.to_markdown() for result in results)])


def main() -> None:
    """Run, say how far it is, and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}; all where none is given")
    parser.add_argument("--short", action="store_true", help="less of everything: under ten minutes in all")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    given = parser.parse_args()
    load, results = os.getloadavg()[0], []
    for name in given.names or names():
        results.append(run(name, given.short))
        print(f"{name}: {results[-1].why or 'done'}, {results[-1].seconds:.0f} s", file=sys.stderr, flush=True)
    given.output.write_text(page(results, given.short, load), encoding="utf-8")


if __name__ == "__main__":
    main()
