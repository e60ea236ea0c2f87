"""One wording in several documents: who prints a long sentence as another prints it has it from him, or both from a third.

Whole copies are found by `copies`; this finds what it must let pass: briefs in which each site changed a word, and stories that take over a
sentence. Pure and order-free.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from .copies import SHARE, WORDS

LONG = 12  # words: a shorter sentence two people may write nearly alike
_WORD = re.compile(r"\w+")


def worded_alike(quotes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of long quotes that share most of their runs of five words. Cost: that of the runs which quotes share."""
    seen: dict[tuple[str, ...], list[str]] = defaultdict(list)
    runs = {quote: _runs(quote) for quote in sorted(quotes)}
    for quote, own in runs.items():
        for other, shared in Counter(other for run in own for other in seen[run]).items():
            if shared >= SHARE * min(len(own), len(runs[other])):
                yield other, quote
        for run in own:
            seen[run].append(quote)


def _runs(quote: str) -> frozenset[tuple[str, ...]]:
    """All runs of five words of a long quote; none of a short one."""
    words = _WORD.findall(quote.casefold())
    return frozenset(zip(*(words[at:] for at in range(WORDS)), strict=False)) if len(words) >= LONG else frozenset()
