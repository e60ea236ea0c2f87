"""A few of the hostile documents that `benchmarks/soak_documents.py` reads by the thousand: no crash, and no unsound result."""

from __future__ import annotations

from pathlib import Path

from hostile_documents import MAKERS, documents
from hostile_documents.reading import Outcome, Worker
from hostile_documents.sound import SOUND

COUNT = 9 * len(MAKERS)
MEGABYTES = 700  # a worker alone takes up to 200
DEADLINE = 120  # seconds by the clock, on any machine; what is made here takes less than one on a quiet one


def test_hostile_documents_of_every_format_harm_nobody(tmp_path: Path) -> None:
    found: dict[str, Outcome] = {}
    with Worker("rules", tmp_path, DEADLINE) as worker:
        for suffix, data in SOUND.items():
            found[f"sound{suffix}"] = sound = worker.read(f"sound{suffix}", data)
            assert (sound.documents > 0, sound.wrong) == (True, ""), suffix
        for hostile in documents(COUNT, most=1_000):
            if len(hostile.data) < 1_000_000:
                found[f"{hostile.name}: {hostile.what}"] = worker.read(hostile.name, hostile.data)
    assert {name: one.wrong or one for name, one in found.items() if one.wrong or one.ended or one.megabytes > MEGABYTES} == {}
    assert {name for name, one in found.items() if not one.documents and not one.reasons} == set()
    assert sum(one.claims for one in found.values()) > 100


def test_the_same_documents_are_made_every_time() -> None:
    assert list(documents(60, most=100)) == list(documents(60, most=100))
