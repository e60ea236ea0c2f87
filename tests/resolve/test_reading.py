"""Which readings count, how sure they make a claim, and what is a candidate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from making import claim, document

from edgewise.model import Claim, Judgement, Projection, Reading, Source
from edgewise.project import builtin
from edgewise.resolve import Records, candidates, project
from edgewise.resolve.reading import Read, is_in_force, read_of, readers_of

USE = document("ICE uses ICM, built by Palantir.")
USES, DEVELOPS = claim(USE, "ICE", "uses", "ICM"), claim(USE, "Palantir", "develops", "ICM")
NAMES = ("Immigration and Customs Enforcement", "Palantir")


def reading(one: Claim, extractor: str, confidence: float = 0.9) -> Reading:
    return Reading(one.id, extractor, confidence)


def records(*readings: Reading, sources: tuple[Source, ...] = (), judgements: tuple[Judgement, ...] = ()) -> Records:
    return Records((USE,), (), (USES, DEVELOPS), readings, judgements, sources)


def source(*readers: str, locator: str = "use.txt") -> Source:
    return Source(locator, USE.id, 1, readers)


def judged(verdict: Any, at: str = "2026-01-01") -> Judgement:
    return Judgement(verdict, "ana", at, "read it", claim=USES.id)


def graph(some: Records, bar: float = 0.8) -> Projection:
    return project(some, builtin().at(bar))


def relations(some: Records, bar: float = 0.8) -> list[str]:
    return sorted(link.relation for link in graph(some, bar).links)


def waiting(some: Records, bar: float = 0.8) -> list[str]:
    return [one.relation for one in candidates(some.claims, some.sureness, {one.claim for one in graph(some, bar).resolved})]


def test_who_has_read_a_document_is_known_source_by_source() -> None:
    readers = readers_of([source("rules@2"), source("reader@1", "rules@1", locator="copy.txt"), Source("gone.txt", None, 3)])
    assert readers == {USE.id: (frozenset({"reader@1", "rules@1"}), frozenset({"rules@2"}))}


@pytest.mark.parametrize(
    ("extractor", "read_by", "counts"),
    [
        ("rules@2", ("rules@2",), True),
        ("rules@1", ("rules@2",), False),
        ("reader@1", ("rules@2",), False),
        ("reader@1+rules@2", ("llm@1", "reader@1", "rules@2"), True),
        ("reader@1+rules@1", ("reader@1", "rules@2"), False),  # the newer rules may not agree any more
        ("reader@2+rules@2", ("reader@1", "rules@3"), False),
        ("llm@1+rules@2", ("llm@1",), True),  # the rules were asked about what the model read, and have not read the document
        ("llm@1+rules@2", ("reader@1",), False),
    ],
)
def test_a_reading_counts_where_a_reader_of_it_still_stands_and_none_has_been_superseded(
    extractor: str, read_by: tuple[str, ...], counts: bool
) -> None:
    one = reading(USES, extractor)
    assert is_in_force(one, readers_of([source(*read_by)])[USE.id]) is counts
    other = source("other@1", locator="copy.txt")
    assert is_in_force(one, readers_of([other, source(*read_by)])[USE.id]) is counts


def test_where_nobody_kept_who_read_everything_counts() -> None:
    old = reading(USES, "rules@1")
    assert is_in_force(old, readers_of([source()])[USE.id])
    assert is_in_force(old, readers_of([source("rules@2"), source(locator="copy.txt")])[USE.id])
    assert not is_in_force(old, readers_of([source("rules@2")])[USE.id])
    assert is_in_force(old, ())


def test_who_read_it_and_how_sure_the_surest_is() -> None:
    some = (reading(USES, "rules@2", 0.6), reading(USES, "reader@1+rules@2", 0.94), reading(USES, "rules@1", 0.99))
    assert read_of(some, readers_of([source("reader@1", "rules@2")])[USE.id]) == Read(("reader@1", "rules@2"), 0.94)
    assert read_of((), ()) == Read((), None)


def test_what_only_an_older_version_read_is_out() -> None:
    old = (reading(USES, "rules@1"), reading(DEVELOPS, "rules@1"))
    assert relations(records(*old, sources=(source("rules@1"),))) == ["develops", "uses"]
    again = records(*old, reading(USES, "rules@2"), sources=(source("rules@2"),))
    assert relations(again) == ["uses"]
    assert waiting(again) == []


@pytest.mark.parametrize(("bar", "there"), [(0.0, 2), (0.6, 2), (0.61, 1), (0.9, 1), (0.91, 0), (1.0, 0)])
def test_the_bar_decides(bar: float, there: int) -> None:
    some = records(reading(USES, "rules@2", 0.9), reading(DEVELOPS, "rules@2", 0.6))
    assert len(relations(some, bar)) == there
    assert waiting(some, bar) == ["uses", "develops"][there:]


def test_nothing_comes_of_a_candidate() -> None:
    made = graph(records(reading(USES, "rules@2", 0.79), reading(DEVELOPS, "rules@2")))
    assert [entity.name for entity in made.entities if entity.name in NAMES] == ["Palantir"]
    assert len(made.names) == 2
    assert len(made.resolved) == 1


def test_candidates_come_the_surest_first() -> None:
    some = records(reading(USES, "rules@2", 0.5), reading(DEVELOPS, "rules@2", 0.7))
    assert waiting(some) == ["develops", "uses"]
    assert waiting(replace(some, claims=some.claims[::-1])) == ["develops", "uses"]


def test_a_person_decides_whatever_the_reading() -> None:
    unsure, other = reading(USES, "rules@1", 0.2), reading(DEVELOPS, "rules@2")
    accepted = records(unsure, other, sources=(source("rules@2"),), judgements=(judged("ACCEPTED"),))
    assert relations(accepted) == ["develops", "uses"]  # even where who read it has improved since
    rejected = records(reading(USES, "rules@2", 1.0), other, judgements=(judged("ACCEPTED"), judged("REJECTED", "2026-01-02")))
    for bar in (0.0, 0.8):
        assert relations(rejected, bar) == ["develops"]
        assert waiting(rejected, bar) == []


def test_what_nobody_is_recorded_to_have_read_was_written_down() -> None:
    assert relations(records()) == ["develops", "uses"]
