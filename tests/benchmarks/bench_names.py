"""How fast names that may be one thing are found among many, beside comparing each with each: python tests/benchmarks/bench_names.py

The names are made up, one in ten a variant of another (a title, an initial, a corporate form, a slip, an acronym). The peer is
`rapidfuzz.process.cdist` on one core in the same run: on the first names only where the whole square would take too long, and then
scaled by the square. Prints one line a figure; `--names` and `--square` say how many.
"""

from __future__ import annotations

import argparse
import random
import time

from rapidfuzz import fuzz, process

from edgewise.model import Entity, EntityType
from edgewise.project import builtin
from edgewise.resolve.pairs import Pile, find_pairs

_FIRST = """
James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles
Karen Daniel Nancy Matthew Lisa Anthony Betty Mark Margaret Donald Sandra Steven Ashley Paul Kimberly Andrew Emily Joshua Donna Kenneth
Michelle Kevin Carol Brian Amanda George Melissa Edward Deborah Ronald Stephanie Timothy Rebecca Jason Laura Jeffrey Helen Ryan Sharon
""".split()  # noqa: SIM905  # a list of names reads better as text
_SHORT = {"James": "Jim", "Robert": "Bob", "William": "Bill", "Michael": "Mike", "Thomas": "Tom", "Susan": "Sue", "Rebecca": "Becky"}
_KINDS = """
Systems Partners Holdings Logistics Media Energy Capital Foundation Institute Bank Labs Security Consulting Airways Foods
""".split()  # noqa: SIM905
_FORMS = ("Inc.", "LLC", "Corp.", "Ltd.")
_SYLLABLES = """
bor eal nor win lis tek cor dan mar vel ost ria hal den pol gra sun wick ford ton ley by ham stead
""".split()  # noqa: SIM905


def made(count: int, draw: random.Random) -> list[Entity]:
    """That many things of different names and types; every tenth has a variant of an earlier one's name."""
    found: dict[tuple[str, EntityType], Entity] = {}
    plain: list[tuple[str, EntityType]] = []
    while len(found) < count:
        varied = bool(plain) and draw.random() < 0.1
        if varied:
            name, type = _variant(*draw.choice(plain), draw)
        elif draw.random() < 0.45:
            name, type = f"{draw.choice(_FIRST)} {_word(draw)}", "Person"
        else:
            name, type = f"{_word(draw)} {_word(draw)} {draw.choice(_KINDS)}", "Organization"
        if (name, type) not in found:
            found[name, type] = Entity(name, type)
            plain.extend([] if varied else [(name, type)])
    return list(found.values())


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 3)))).title()


def _variant(name: str, type: EntityType, draw: random.Random) -> tuple[str, EntityType]:
    at = draw.randrange(1, len(name))
    slip = name[:at] + name[at + 1 :]
    if type == "Person":
        first, _, last = name.partition(" ")
        return draw.choice((f"Senator {name}", f"{last}, {first}", f"{_SHORT.get(first, first[0] + '.')} {last}", slip)), type
    initials = "".join(word[0] for word in name.split())
    return draw.choice((f"{name} {draw.choice(_FORMS)}", f"U.S. {name}", slip, initials)), type


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--square", type=int, default=10_000, help="names that the peer compares each with each")
    parser.add_argument("--short", action="store_true", help="10,000 names, and 2,000 of them each with each")
    asked = parser.parse_args()
    names, square = (10_000, 2_000) if asked.short else (asked.names, asked.square)
    print("Names that may be one thing, beside comparing each with each")
    entities = made(names, random.Random(7))
    none = Pile(lambda id: id, lambda id: (), lambda id: 0, lambda id: ())
    started = time.process_time()
    pairs = find_pairs(entities, builtin().names, none)
    ours = time.process_time() - started
    print(f"{len(entities):,} names: {len(pairs):,} pairs worth a look in {ours:.1f} s on one core ({len(entities) / ours:,.0f} a second)")
    some = [entity.name for entity in entities[:square]]
    started = time.process_time()
    process.cdist(some, some, scorer=fuzz.token_sort_ratio, score_cutoff=85, workers=1)
    theirs = time.process_time() - started
    whole = theirs * (len(entities) / len(some)) ** 2
    scaled = "" if len(some) == len(entities) else f", so {whole:,.0f} s for all, by the square"
    print(f"rapidfuzz cdist, token_sort_ratio: {theirs:.1f} s for {len(some):,} by {len(some):,}{scaled}")
    print(f"ratio: {whole / ours:.1f} times as long")


if __name__ == "__main__":
    main()
