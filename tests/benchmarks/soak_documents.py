"""Reads so many hostile documents, the whole way from bytes to claims: `python tests/benchmarks/soak_documents.py [COUNT] [--seed N]`.

One table, a line a format: how many were read, how many refused with a reason, the slowest in seconds of the processor, the most memory,
and what must not be: crashes and unsound results, and what took longer than `SECONDS` or more than `MEGABYTES`. A document that holds
much text may take longer, as long as a sound one of its length (`--pace` characters a second).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own makers

from hostile_documents import documents
from hostile_documents.reading import Outcome, Worker

SECONDS = 5.0
MEGABYTES = 500.0


def main() -> None:
    """Read them all and print the table; exit with 1 where something must not be."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--reader", default="rules", help="who reads: rules, reader, auto")
    asked.add_argument("--pace", type=int, default=50_000)
    asked.add_argument("--most", type=int, default=300_000, help="characters that what is repeated comes to at most")
    asked.add_argument("--keep", type=Path, help="a folder for the files that went wrong")
    given = asked.parse_args()
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Outcome]] = defaultdict(list)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as home, Worker(given.reader, Path(home)) as worker:
        for number, hostile in enumerate(documents(given.count, given.seed, given.most), 1):
            found = worker.read(hostile.name, hostile.data)
            rows[hostile.suffix].append(found)
            if said := amiss(found, given.pace):
                print(f"{hostile.name} ({hostile.what}, {len(hostile.data):,} bytes): {said}", file=sys.stderr, flush=True)
                if given.keep is not None:
                    (given.keep / hostile.name).write_bytes(hostile.data)
            if number % 500 == 0:
                print(f"{number:,} of {given.count:,} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"{given.count:,} hostile documents, seed {given.seed}, read by {given.reader}, in {time.monotonic() - started:.0f} s")
    print(f"{'format':8} {'files':>6} {'read':>6} {'refused':>8} {'slowest s':>10} {'most MB':>8} {'wrong':>6} {'over':>5}")
    for suffix, ones in sorted(rows.items()):
        print(line(suffix, ones, given.pace))
    everything = [one for ones in rows.values() for one in ones]
    print(line("all", everything, given.pace))
    sys.exit(any(amiss(one, given.pace) for one in everything))


def line(name: str, found: list[Outcome], pace: int) -> str:
    """Return a line of the table."""
    read = sum(one.documents > 0 for one in found)
    wrong = sum(bool(one.wrong) for one in found)
    over = sum(bool(amiss(one, pace)) for one in found) - wrong
    slowest, most = max(one.seconds for one in found), max(one.megabytes for one in found)
    return f"{name:8} {len(found):6} {read:6} {len(found) - read - wrong:8} {slowest:10.2f} {most:8.0f} {wrong:6} {over:5}"


def amiss(found: Outcome, pace: int) -> str:
    """Say what must not be of an outcome; "" where all is well."""
    if found.wrong:
        return found.wrong
    if found.ended or found.seconds > max(SECONDS, found.characters / pace):
        return f"took {found.seconds:.1f} s for {found.characters:,} characters{' and was ended' if found.ended else ''}"
    if found.megabytes > MEGABYTES:
        return f"took {found.megabytes:.0f} MB for {found.characters:,} characters"
    return ""


if __name__ == "__main__":
    main()
