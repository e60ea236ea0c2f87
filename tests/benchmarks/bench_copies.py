"""How fast copies of one text are found: python tests/benchmarks/bench_copies.py [FOLDER] [--texts N]

Prints one line a figure: for the documents of FOLDER, if given, and for N generated texts (50,000) of 150 to 900 words. Every tenth
is one before it under another headline, cut by up to half and with furniture around it. The ratio is to hashing the same shingles once,
each as a tuple of words with Python's own `hash`.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import TypeVar

from edgewise.loading import Loaded, find_files, profiles_of, read_documents
from edgewise.model import Document
from edgewise.project import builtin
from edgewise.resolve.copies import WORDS, copies
from edgewise.testing.world import document

T = TypeVar("T")
FURNITURE = "Sign up for our newsletter. Every morning the five stories that you need to know, from our newsroom to your inbox."


def generated(count: int) -> tuple[dict[str, Document], set[tuple[str, str]]]:
    """Return texts by id, and the pairs of a text and its copy; words come as often as in a language, a few very often."""
    draw = random.Random(11)
    words = [f"word{n}" for n in range(40_000)]
    weights = [1 / (n + 3) for n in range(len(words))]
    sums = list(accumulate(weights))
    pile, pairs = dict[str, Document](), set[tuple[str, str]]()
    first = ""
    for n in range(count):
        text = draw.choices(words, cum_weights=sums, k=draw.randint(150, 900))
        if n % 10 == 9:
            text = pile[first].text.split()
            text = ["Another", "headline", str(n), *text[: int(len(text) * draw.uniform(0.5, 1))], *FURNITURE.split() * draw.randint(0, 1)]
            pairs.add((first, document(" ".join(text)).id))
        one = document(" ".join(text))
        first = one.id
        pile[first] = one
    return pile, pairs


def hashed(documents: dict[str, Document]) -> int:
    """Hash every shingle once and keep the hashes of one text at a time: what it costs to look at all shingles at all."""
    total = 0
    for one in documents.values():
        words = re.findall(r"\w+", one.text.casefold())
        total += len({hash(run) for run in zip(*(words[place:] for place in range(WORDS)), strict=False)})
    return total


def timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def report(name: str, documents: dict[str, Document]) -> tuple[tuple[str, ...], ...]:
    found, first = timed(lambda: copies(documents))
    _, again = timed(lambda: copies(documents))
    count, once = timed(lambda: hashed(documents))
    print(f"{name}: {len(documents)} texts, {count} shingles; {len(found)} groups of {sum(map(len, found))} documents")
    print(f"  first {first:.2f} s, {first / once:.2f} times as long as hashing the shingles once ({once:.2f} s); again {again:.2f} s")
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?")
    asked.add_argument("--texts", type=int, default=50_000)
    asked.add_argument("--short", action="store_true", help="5,000 texts")
    given = asked.parse_args()
    print("Copies of one text, found and told from what is none; the ratio is to hashing the same shingles once")
    if given.folder:
        profiles = profiles_of(builtin())
        read = read_documents(find_files([given.folder], profiles).files, profiles)
        report(given.folder, {one.document.id: one.document for one in read if isinstance(one, Loaded)})
    pile, pairs = generated(5_000 if given.short else given.texts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    groups = report("generated", pile)
    held = {frozenset(pair) for group in groups for pair in pairwise(group)}
    found = sum(frozenset(pair) in held for pair in pairs)
    print(f"  {found} of {len(pairs)} copies found, {len(held - set(map(frozenset, pairs)))} pairs that are none")
    print(f"  {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024} MB more at the most")


if __name__ == "__main__":
    main()
