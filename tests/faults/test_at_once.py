"""Several processes change one store at once: nothing is lost, nothing doubles, and the graph is that of all that was said."""

from __future__ import annotations

from faulty import READER, Machine, ended, state_at
from soak_faults import differences

DECIDE = ("names", "decide", "Bill Roe", "William Roe", "--verdict", "same", "--why", "one biography")


def together(at: Machine, *commands: tuple[str, ...]) -> None:
    """Start commands at once, and wait until all have done what they are asked."""
    for process in [at.start(*command) for command in commands]:
        done = ended(process)
        assert done.code == 0, done.err


def test_two_ingests_a_load_and_a_decision_at_once_are_as_one_after_the_other(at: Machine) -> None:
    store = ("--store", "first.db")
    together(
        at, ("ingest", "second", *READER, *store), ("ingest", "third", *READER, *store), ("load", "other.jsonl", *store), (*DECIDE, *store)
    )
    found = state_at(str(at.folder / "first.db"))
    for command in (("load", "first.jsonl", "other.jsonl"), ("ingest", "second", "third", *READER), DECIDE):
        at.must(*command, "--store", "undisturbed.db")
    assert differences(state_at(str(at.folder / "undisturbed.db")), found) == []
