"""The seed documents and the 997 event files: all of them read, each as what it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from edgewise.loading import Loaded, Profile, find_files, read_document

pytestmark = pytest.mark.shared

SEEDS = {
    "000_f50b50c35af009dd.txt": ("fact-check", "Has ICE ever", "2026-02-01", None, ["checked on", "disclaimer", "dive deeper"], 30, 0),
    "001_4826564246fca604.txt": ("timeline-event", "Amazon aggressively", None, "2018-06-15", ["front matter"], 0, 4),
    "002_ed5873584fad1e85.txt": ("article", None, None, None, ["reading time", "biography"], 0, 0),
    "003_edea41602c36ec74.txt": ("fact-check", "Amazon and ICE", "2026-01-26", None, ["checked on", "disclaimer", "dive deeper"], 29, 0),
    "004_781cbf1ea22ca370.txt": ("article", "Amazon Won’t Say", None, None, ["topics", "skip link"], 0, 0),
}


def load(folder: Path, profiles: tuple[Profile, ...]) -> list[Loaded]:
    found = find_files([str(folder)], profiles)
    assert found.failed == ()
    return [read_document(place.path, place.root, profiles) for place in found.files]


def test_the_seeds(shared: Path, profiles: tuple[Profile, ...]) -> None:
    loaded = {one.locator: one for one in load(shared / "seeds", profiles) if one.locator in SEEDS}
    assert sorted(loaded) == sorted(SEEDS)
    for name, (profile, title, published, event_date, masks, references, cites) in SEEDS.items():
        one, document = loaded[name], loaded[name].document
        assert one.profile == profile
        assert document.title == title or (title and document.title and document.title.startswith(title))
        assert (document.published, document.event_date) == (published, event_date)
        assert [mask.rule for mask in document.masks] == masks
        assert (len(document.references), len(document.cites)) == (references, cites)
        assert one.notes == ()


def test_a_seed_event_maps_the_tiers_that_it_declares_and_names_its_actors(shared: Path, profiles: tuple[Profile, ...]) -> None:
    document = next(one for one in load(shared / "seeds", profiles) if one.profile == "timeline-event").document
    assert (document.tier, document.status) == (4, "confirmed")
    assert document.names == ("Amazon", "AWS", "ICE", "DHS", "Jeff Bezos")
    assert [(cite.publisher, cite.tier) for cite in document.cites] == [
        ("MIT Technology Review", 3), ("Common Dreams", 3), ("ACLU", 3), ("The Seattle Times", 3),
    ]  # fmt: skip


def test_both_fact_checks_name_one_publisher_so_that_they_are_one_origin(shared: Path, profiles: tuple[Profile, ...]) -> None:
    loaded = load(shared / "seeds", profiles)
    assert {one.document.publisher for one in loaded if one.profile == "fact-check"} == {"Factually"}


def test_every_event_file_reads(shared: Path, profiles: tuple[Profile, ...]) -> None:
    loaded = load(shared / "corpus" / "events", profiles)
    assert Counter(one.profile for one in loaded) == {"timeline-event": 996, "markdown": 1}
    events = [one.document for one in loaded if one.profile == "timeline-event"]
    assert all(event.title and event.event_date for event in events)
    assert sum(not event.names for event in events) == 2  # one names nobody, one is a test file that names nothing
    assert sum(not event.cites for event in events) == 1
    assert all(event.text[event.masks[0].end :].strip() for event in events)
    assert sum(len(one.notes) for one in loaded) < 30
