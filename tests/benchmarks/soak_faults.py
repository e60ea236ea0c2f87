"""Kills edgewise at random moments, starts it again, and compares what is there in the end with a run that nobody disturbed."""

from __future__ import annotations

import argparse
import http.client
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from explored import Explorer, NotServed
from faulty import PATIENCE, READER, Machine, State, halves, killed, machine, state_at, table, write_pile

from edgewise.model import Entity
from edgewise.stores import open_store

MOST_KILLS = 3  # of one round, before it may run to its end


@dataclass(frozen=True, slots=True)
class Scene:
    """What is done to a store that holds `before` (a command, or nothing): `work`, one command after another."""

    name: str
    work: tuple[tuple[str, ...], ...]
    before: tuple[tuple[str, ...], ...] = ()
    decisions: int = 0  # taken in the explorer, once the work is done


@dataclass(slots=True)
class Outcome:
    """What became of the rounds of one scene. `wrong` says what was not as it should be, a line each."""

    rounds: int = 0
    kills: int = 0
    hits: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


Fresh = Callable[[Path | None], str]
"""Gives the address of a store that holds what a file does, or nothing."""


def scenes() -> tuple[Scene, ...]:
    """Return what is killed, with the piles that `prepare` makes."""
    first = ("ingest", "first", *READER)
    decide = ("names", "decide", "Bill Roe", "William Roe", "--verdict", "same", "--why", "one biography")
    return (
        Scene("ingest", (first,)),
        Scene("ingest --jobs 2", ((*first, "--jobs", "2"),)),
        Scene("ingest what changed", (("ingest", "second", *READER, "--jobs", "2"),), (("load", "first.jsonl"),)),
        Scene("load", (("load", "first.jsonl", "other.jsonl"),)),
        Scene("names decide", (decide,), (("load", "first.jsonl"),)),
        Scene("review in the explorer", (), (("load", "first.jsonl"),), decisions=6),
    )


def prepare(at: Machine, documents: int) -> None:
    """Write the piles, the second with the names of the first; and stores and dumps of the first and another one."""
    write_pile(at.folder / "first", range(documents))
    write_pile(at.folder / "second", range(documents), edition=1)
    write_pile(at.folder / "third", range(2 * documents, 3 * documents))
    write_pile(at.folder / "other", range(documents, documents + documents // 2))
    for name in ("first", "other"):
        at.must("ingest", name, "--store", f"{name}.db", *READER)
        at.must("dump", f"{name}.jsonl", "--store", f"{name}.db")


def soak(at: Machine, scene: Scene, rounds: int, fresh: Fresh, seed: int = 7, most_kills: int = MOST_KILLS) -> Outcome:
    """Kill a scene at random moments in so many rounds; see `Outcome`."""
    outcome = Outcome()
    base = _base(at, scene)
    started = time.perf_counter()
    address = fresh(base)
    decisions = _decisions(address, scene.decisions)
    span = _undisturbed(at, scene, address, decisions)
    expected = state_at(address)
    for number in range(rounds):
        draw = random.Random(f"{seed} {scene.name} {number}")
        where = f"{scene.name}, round {number} of seed {seed}"
        address = fresh(base)
        kept = set[str]()
        for _ in range(draw.randint(1, most_kills)):
            moment = draw.uniform(0.15, 1.0) * span
            outcome.kills += 1
            outcome.hits += _killed(at, scene, address, decisions, moment, kept)
            outcome.wrong += (f"{where}: after the kill {problem}" for problem in _broken(address))
        try:
            _finish(at, scene, address, decisions, kept)
            found = state_at(address)
            outcome.wrong += (f"{where}: {problem}" for problem in (*differences(expected, found), *halves(found)))
        except AssertionError as problem:
            outcome.wrong.append(f"{where}: {problem}")
        outcome.wrong += (f"{where}: {litter} was left" for litter in _litter(address))
        outcome.rounds += 1
    outcome.seconds = time.perf_counter() - started
    return outcome


def differences(expected: State, found: State) -> list[str]:
    """Return what one state has and the other has not, by kind; nothing where they are equal."""
    lost, doubled = (
        Counter(type(one).__name__ for one in some) for some in (expected.records - found.records, found.records - expected.records)
    )
    said = [f"{count} {kind} lost" for kind, count in sorted(lost.items())] + [
        f"{count} {kind} too many" for kind, count in sorted(doubled.items())
    ]
    if found.graph != expected.graph:
        said.append(f"another graph: {len(found.graph.links)} links, not {len(expected.graph.links)}")
    elif found.drawn != expected.drawn:
        said.append(f"Cypher shows {len(found.drawn)} relationships, not {len(expected.drawn)}")
    return said


def files(folder: Path) -> Fresh:
    """Give stores that are files in a folder."""
    numbers = iter(range(1_000_000))

    def fresh(base: Path | None) -> str:
        home = folder / "stores" / str(next(numbers))
        home.mkdir(parents=True)
        if base is not None:
            shutil.copy(base, home / "edgewise.db")
        return str(home / "edgewise.db")

    return fresh


def _base(at: Machine, scene: Scene) -> Path | None:
    if not scene.before:
        return None
    base = at.folder / f"before {scene.name}.db"
    for command in scene.before:
        at.must(*command, "--store", str(base))
    return base


def _decisions(address: str, count: int) -> tuple[tuple[str, str, str], ...]:
    """Pairs of ids to decide in the explorer, with a verdict: the first are one thing, the others two."""
    if not count:
        return ()
    with open_store(address) as store:
        entities: Sequence[Entity] = sorted(store.projection().entities, key=lambda one: one.name)
    roe, other_roe = (one.id for one in entities if one.name in ("Bill Roe", "William Roe"))
    others = [one.id for one in entities if one.type == "Organization"]
    return ((roe, other_roe, "SAME"), *((a, b, "DIFFERENT") for a, b in pairwise(others[:count])))


def _undisturbed(at: Machine, scene: Scene, address: str, decisions: Sequence[tuple[str, str, str]]) -> float:
    """Do the work as it is done when it is killed, and return how many seconds that took."""
    begun = time.monotonic()
    for command in scene.work:
        done = at.run(*command, "--store", address)
        assert done.code == 0, done.err
    if decisions:
        _finish(at, scene, address, decisions, set())
    return time.monotonic() - begun


def _finish(at: Machine, scene: Scene, address: str, decisions: Sequence[tuple[str, str, str]], kept: set[str]) -> None:
    """Do all of the work that is left, undisturbed."""
    for command in scene.work:
        try:
            at.must(*command, "--store", address)
        except AssertionError as problem:
            if command[0] != "names" or "are one thing already" not in str(problem):
                raise
    if decisions:
        with Explorer(at, address) as explorer:
            _decide(explorer, decisions, kept)
            assert explorer.get("/review/log").status == 200  # waits for a graph that has all of them
            done = explorer.stop()
            assert done.code == 0, done.err


def _decide(explorer: Explorer, decisions: Sequence[tuple[str, str, str]], kept: set[str]) -> None:
    for left, right, verdict in decisions:
        if f"{left} {right}" not in kept:
            page = explorer.decide("/review/names", left=left, right=right, verdict=verdict, why="seen on paper")
            assert page.status == 303 or "are one thing already" in page.text, f"{page.status}: {page.text[-500:]}"
            kept.add(f"{left} {right}")


def _killed(at: Machine, scene: Scene, address: str, decisions: Sequence[tuple[str, str, str]], moment: float, kept: set[str]) -> bool:
    """Begin the work, and kill what runs at a moment; say whether something did."""
    end = time.monotonic() + moment
    for command in scene.work:
        if killed(at.start(*command, "--store", address), max(0.0, end - time.monotonic())):
            return True
    if not decisions:
        return False
    try:
        with Explorer(at, address) as explorer:
            killer = threading.Timer(max(0.0, end - time.monotonic()), explorer.process.kill)
            killer.start()
            try:
                _decide(explorer, decisions, kept)
                explorer.process.wait(PATIENCE)
            except (OSError, http.client.HTTPException):
                return True
            finally:
                killer.cancel()
                killer.join()
    except NotServed:
        return True
    return True


def _broken(address: str) -> list[str]:
    """What is wrong with a store as it was left, where there is one."""
    if "://" not in address and not Path(address).exists():
        return []
    return halves(state_at(address))


def _litter(address: str) -> list[str]:
    """What lies beside a store that is a file, and nobody will ever look at."""
    if "://" in address:
        return []
    ours = Path(address)
    return sorted(one.name for one in ours.parent.iterdir() if one.name not in (ours.name, f"{ours.name}-derived"))


def main() -> None:
    """Soak every scene on files, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rounds", type=int, nargs="?", default=200, help="in all, shared by the scenes")
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", metavar="SCENE")
    parser.add_argument("--short", action="store_true", help="12 rounds of 60 documents")
    given = parser.parse_args()
    rounds, documents = (12, 60) if given.short else (given.rounds, given.documents)
    with tempfile.TemporaryDirectory() as folder:
        at = machine(Path(folder))
        prepare(at, documents)
        some = [scene for scene in scenes() if given.only in (None, scene.name)]
        rows, wrong, fresh = [], list[str](), files(at.folder)
        for place, scene in enumerate(some):
            outcome = soak(at, scene, len(range(place, rounds, len(some))), fresh, given.seed)
            rows.append((scene.name, outcome.rounds, outcome.kills, outcome.hits, len(outcome.wrong), f"{outcome.seconds:.0f} s"))
            wrong += outcome.wrong
            print(*rows[-1], *outcome.wrong, sep=" | ", file=sys.stderr, flush=True)
    print(
        table(
            f"Killed at random moments, {documents} documents, seed {given.seed}",
            ("scene", "rounds", "kills", "that hit", "not as undisturbed", "time"),
            rows,
        )
    )
    for line in wrong:
        print(line)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
