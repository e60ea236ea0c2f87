"""Runs edgewise as a person's machine does, as processes that can be killed, starved of room or run side by side; and what a store
is to hold in the end, whatever happened to them.

A process and all that it started hold the pipes that it prints to: they are read to their end, so whoever stays behind is found.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from edgewise.cli import main
from edgewise.model import RECORD_KINDS, Claim, Document, Judgement, Projection, Record, Source
from edgewise.stores import open_store
from edgewise.stores.base import Store

R = TypeVar("R", bound=Record)
PATIENCE = 120.0  # seconds that anything may take on a busy machine; nothing here waits for it to pass
READER = ("--extractor", "rules")  # reads the same everywhere, and starts at once
_BODIES = (
    "Springfield Transit Authority", "Metro Transit Board", "Acme Data", "Borealis Systems", "Fulton Analytics", "Harbor Police Department",
    "Lakeview Water Board", "Orchard Security", "Quarry Street Capital", "Riverside County", "Stillwater Institute", "Tannery Works",
)  # fmt: skip
_SYSTEMS = ("Harbor", "Gatepost", "Lighthouse", "Millstone", "Nightjar")
_PEOPLE = ("Bill Roe", "William Roe", "Ana Ortega", "Jo Smith")
_SAYINGS = (
    "{a} signed a contract with {b}.", "The {a} uses {s}.", "{a} developed the {s} platform.", "{a} owns {b}.", "{p} works for {a}.",
    "Critics say that {a} pitched {s} to the {b}.", "{a} does not use {s}.", "{p} leads {b}.", "There is no evidence that {a} uses {s}.",
)  # fmt: skip


_LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "edgewise", *sys.argv[2:]])
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that ended by itself: its exit code, and what it printed to stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def traceback(self) -> bool:
        return "Traceback" in self.err


@dataclass(frozen=True, slots=True)
class State:
    """What a store holds: its records, its graph, and that graph as Cypher shows it.

    Of a decision not when it was taken, which no two runs have in common, nor how often it was repeated.
    """

    records: frozenset[Record]
    graph: Projection
    drawn: tuple[tuple[Any, ...], ...]

    def of(self, kind: type[R]) -> frozenset[R]:
        """Return the records of a kind."""
        return frozenset(one for one in self.records if isinstance(one, kind))


@dataclass(frozen=True, slots=True)
class Machine:
    """Where processes run: a folder, and what they find in their environment."""

    folder: Path
    environment: Mapping[str, str]

    def start(self, *arguments: str, largest: int | None = None) -> subprocess.Popen[str]:
        """Start a command of edgewise; where `largest` is given, no file that it writes can have more bytes, as on a disk that is full."""
        command = [sys.executable, *(("-c", _LIMITED, str(largest)) if largest is not None else ("-m", "edgewise")), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=self.folder, env=dict(self.environment), stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True,
            encoding="utf-8", start_new_session=True,
        )  # fmt: skip

    def run(self, *arguments: str, largest: int | None = None) -> Ended:
        """Run a command of edgewise to its end."""
        return ended(self.start(*arguments, largest=largest))

    def must(self, *arguments: str) -> str:
        """Run a command of edgewise that has to do what it is asked, in this process, which is quicker; return what it printed."""
        out, err, code = io.StringIO(), io.StringIO(), 0
        with chdir(self.folder), patch.dict(os.environ, self.environment, clear=True), redirect_stdout(out), redirect_stderr(err):
            try:
                main(arguments)
            except SystemExit as stopped:
                code = int(stopped.code or 0)
        assert code == 0, f"edgewise {' '.join(arguments)}: exit code {code}: {err.getvalue()}"
        return out.getvalue()


def machine(folder: Path, **environment: str) -> Machine:
    """Return a machine on which nothing of this one's settings shows, with what it keeps for its user in the folder too."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("EDGEWISE", "XDG", "NEO4J"))}
    ours = {f"XDG_{name}_HOME": str(folder / ".home") for name in ("STATE", "CACHE", "CONFIG", "DATA")}
    return Machine(folder, kept | ours | {"EDGEWISE_BY": "Ana", "PYTHONWARNINGS": "error"} | environment)


def ended(process: subprocess.Popen[str]) -> Ended:
    """Wait for a process, and for all that it started, to end. A process of its own that stays behind raises TimeoutExpired."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return Ended(process.returncode, out, err)


def killed(process: subprocess.Popen[str], after: float) -> bool:
    """Kill a process when it has run so many seconds, and say whether it still ran then; return when all that it started is gone, too."""
    try:
        process.wait(timeout=after)
        hit = False
    except subprocess.TimeoutExpired:
        process.kill()
        hit = True
    ended(process)
    deadline = time.monotonic() + PATIENCE
    while left := of_session(process.pid):
        assert time.monotonic() < deadline, f"processes that a killed one started are still there: {left}"
        time.sleep(0.02)
    return hit


def of_session(number: int) -> list[int]:
    """Return the processes of a session, which is called as the process that began it; none where no /proc tells."""
    found = []
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = one.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it is gone by now
            continue
        if int(session) == number and state != "Z":
            found.append(int(one.parent.name))
    return found


def write_pile(folder: Path, documents: range, seed: int = 7, *, edition: int = 0) -> None:
    """Write these documents of a seed, each a file of its number; another edition says something else in every third."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in documents:
        changed = edition if number % 3 == 0 else 0
        draw = random.Random(f"{seed} {number} {changed}")
        a, b = draw.sample(_BODIES, 2)
        said = [say.format(a=a, b=b, s=draw.choice(_SYSTEMS), p=draw.choice(_PEOPLE)) for say in draw.sample(_SAYINGS, 3)]
        text = f"# Notes, page {number}\n\n" + " ".join(said) + f"\n\nPage {number} of the file, edition {changed}.\n"
        (folder / f"{seed}-{number:05}.md").write_text(text, encoding="utf-8")


def state_at(address: str) -> State:
    """Return what the store at an address holds."""
    with open_store(address) as store:
        return state_of(store)


def state_of(store: Store) -> State:
    """Return what a store holds; a store that cannot be read raises StoreError."""
    every: tuple[Any, ...] = tuple(RECORD_KINDS.values())
    records = frozenset(_timeless(one) for kind in every for one in store.records(kind))
    drawn = store.cypher("MATCH (a)-[r]->(b) RETURN a.id, type(r), r.id, b.id", limit=100_000, timeout=60).rows
    return State(records, store.projection(), tuple(sorted(drawn, key=repr)))


def _timeless(record: Record) -> Record:
    """A decision without its time, and without the id of another, which has its time in it."""
    return replace(record, at="", undoes=None) if isinstance(record, Judgement) else record


def halves(state: State) -> list[str]:
    """Return what is missing of what a store holds; nothing where all is whole, however old the graph is."""
    documents = {one.id for one in state.of(Document)}
    claims = {one.id for one in state.of(Claim)}
    graph = state.graph
    entities, resolved = {one.id for one in graph.entities}, {one.claim for one in graph.resolved}
    wrong = [f"document {id[:8]} of the graph is no record" for id in graph.documents if id not in documents]
    wrong += [f"claim {id[:8]} of the graph is no record" for id in resolved - claims]
    for link in graph.links:
        wrong += [
            f"link {link.id[:8]} lacks the name {id[:8]}" for id in (link.subject, link.object, link.about) if id and id not in entities
        ]
        wrong += [f"link {link.id[:8]} lacks the claim {id[:8]}" for id in (*link.claims, *link.contesting) if id not in resolved]
    named = {one.document for one in state.of(Claim)} | {one.document for one in state.of(Source) if one.document is not None}
    return wrong + [f"document {id[:8]} is missing" for id in named - documents]


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a title line and a table for the terminal, columns padded."""
    cells = [list(map(str, heads)), *(list(map(str, row)) for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join((title, "", *lines))
