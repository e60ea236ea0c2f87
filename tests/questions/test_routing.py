"""The index of routes: what it finds is what trying every path finds; kept in files, it is the same or is taken for not there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from route_reference import Case, as_in_a_pile, cases, routes_by_brute_force, routes_found

from edgewise.errors import StoreError
from edgewise.model import Entity, Link, Projection
from edgewise.questions.routing import held
from edgewise.questions.routing.index import Index, build_index
from edgewise.questions.routing.kept import keep, kept
from edgewise.questions.view import build_view
from edgewise.stores.columns import columns_of
from edgewise.stores.derived import text_of
from edgewise.stores.sqlite import SqliteStore


@pytest.fixture(params=[False, True], ids=["all hops at once", "few hops first"], scope="module")
def small_hubs(request: pytest.FixtureRequest) -> Iterator[None]:
    with as_in_a_pile(few_hops_first=request.param):
        yield


@pytest.mark.usefixtures("small_hubs")
@settings(max_examples=40, deadline=None)
@given(cases())
def test_routes_are_those_that_trying_every_path_finds(case: Case) -> None:
    assert routes_found(case) == routes_by_brute_force(case)


@pytest.mark.usefixtures("small_hubs")
@settings(max_examples=20, deadline=None)
@given(cases(most_links=15), st.integers(0, 3))
def test_relations_that_nobody_asked_for_are_not_walked(case: Case, gone: int) -> None:
    asked = ("contracts_with", "hosts", "uses")[:gone]
    alone = Case(
        case.entities, tuple(link for link in case.links if link.relation in asked), case.start, case.goal, case.max_hops, case.limit
    )  # fmt: skip
    assert routes_found(case, asked) == routes_by_brute_force(alone)


@pytest.mark.usefixtures("small_hubs")
@pytest.mark.parametrize("round_it", [2, 3])
@pytest.mark.parametrize("limit", [1, 2])
def test_a_longer_way_round_what_many_are_linked_to_is_found_before_it(round_it: int, limit: int) -> None:
    way = ["AWS", *(f"Firm {number}" for number in range(round_it)), "ICE"]
    others = [("Congress", name) for name in ("AWS", "ICE", "Bell", "Cray", "Xerox")]
    named = {name: Entity(name, "Organization") for name in (*way, *(name for pair in others for name in pair))}
    links = tuple(
        Link(named[a].id, "uses", named[b].id, None, False, "reported", "reported", "uncontested", ("1",))
        for a, b in (*pairwise(way), *others)
    )
    case = Case(tuple(named.values()), links, named["AWS"], named["ICE"], 4, limit)
    assert [len(hops) for hops in routes_found(case)] == [round_it + 1, 2][:limit]
    assert routes_found(case) == routes_by_brute_force(case)


LINKED = [Entity(name, "Organization") for name in ("AWS", "ICE", "Palantir")] + [Entity("Seattle", "Place")]
AWS, ICE, PALANTIR, SEATTLE = (one.id for one in LINKED)
LINKS = (
    Link(AWS, "hosts", ICE, SEATTLE, True, "reported", "reported", "uncontested", ("1",)),
    Link(ICE, "uses", AWS, None, False, "reported", "reported", "uncontested", ("1", "2")),
    Link(ICE, "uses", AWS, PALANTIR, False, "reported", "reported", "uncontested", ("1",)),
    Link(PALANTIR, "contracts_with", ICE, None, False, "confirmed", "confirmed", "uncontested", ("1",)),
    Link(PALANTIR, "contracts_with", AWS, None, False, "refuted", "reported", "refuted", ("1",)),
)


def index() -> Index:
    """The index of a small graph."""
    links = sorted(LINKS, key=lambda link: link.id)
    return build_index(sorted(LINKED, key=lambda one: one.id), columns_of(map(text_of, links)))


def alike(one: Index, other: Index) -> bool:
    """Whether two indexes hold the same."""
    named = [field.name for field in fields(Index)]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in named)


def test_a_step_knows_its_link_from_both_sides_the_best_first() -> None:
    made = index()
    told = {
        id: [made.link_id(number, step) for step in range(*made.starts[number : number + 2])]
        for id, number in ((id, made.number(id)) for id in (AWS, ICE))
    }
    best_first = [LINKS[1].id, LINKS[2].id, LINKS[0].id]
    assert told[AWS] == best_first
    assert sorted(told[ICE]) == sorted([*best_first, LINKS[3].id])
    assert [id for id in told[ICE] if id != LINKS[3].id] == best_first
    assert made.starts[-1] == 2 * 4, "what is refuted is no step"


def test_who_is_not_in_the_graph_has_no_number() -> None:
    with pytest.raises(KeyError):
        index().number("f" * 64)
    with pytest.raises(StoreError, match="which is not among its entities"):
        build_index([], columns_of(map(text_of, LINKS)))
    assert len(build_index([], []).ends) == 0


def test_a_kept_index_is_found_by_its_stamp_only(tmp_path: Path) -> None:
    keep(index(), tmp_path, "graph-1")
    found = kept(tmp_path, "graph-1")
    assert found is not None
    assert alike(found, index())
    assert kept(tmp_path, "graph-2") is None
    keep(index(), tmp_path, "graph-2")
    assert kept(tmp_path, "graph-1") is None, "that of an older graph is let go of"
    assert kept(tmp_path, "graph-2") is not None
    assert alike(found, index()), "who has it goes on reading it"


@pytest.mark.parametrize("name", ["ends.npy", "ids.npy", "about_at.npy", "index.json"])
@pytest.mark.parametrize("harm", ["gone", "cut", "empty", "turned"])
def test_a_damaged_index_is_taken_for_not_there_and_made_anew(tmp_path: Path, name: str, harm: str) -> None:
    keep(index(), tmp_path, "graph-1")
    (file,) = tmp_path.glob(f"routes/*/{name}")
    content = file.read_bytes()
    file.unlink()
    if harm != "gone":
        file.write_bytes({"cut": content[:-1], "empty": b"", "turned": content[:-1] + bytes([content[-1] ^ 1])}[harm])
    assert kept(tmp_path, "graph-1") is None
    keep(index(), tmp_path, "graph-1")
    assert kept(tmp_path, "graph-1") is not None


def stored(path: Path) -> SqliteStore:
    """A store with the small graph, but for what rests on no record."""
    store = SqliteStore(path)
    links = tuple(replace(link, claims=()) for link in LINKS)
    store.project(Projection(entities=tuple(sorted(LINKED, key=lambda one: one.id)), links=tuple(sorted(links, key=lambda one: one.id))))
    return store


def test_the_index_of_a_store_is_that_of_its_view_and_is_kept_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "KEPT_FROM", 1)
    with stored(tmp_path / "graph.db") as store:
        assert store.beside is not None
        made = held.index_in(store)
        monkeypatch.setattr(held, "build_index", lambda *_: pytest.fail("it was to be read"))
        assert alike(held.index_in(store), made)
        assert alike(held.index_of(build_view(store)), made)
        monkeypatch.undo()
        shutil.rmtree(store.beside)
        assert alike(held.index_of(build_view(store)), made)
        assert not store.beside.exists(), "a small one is not kept"


def test_an_index_that_cannot_be_kept_answers_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "KEPT_FROM", 1)
    with stored(tmp_path / "graph.db") as store:
        assert store.beside is not None
        store.beside.write_text("in the way")
        assert len(held.index_in(store).ends) == 8


def test_a_view_that_is_older_than_its_store_keeps_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "KEPT_FROM", 1)
    with stored(tmp_path / "graph.db") as store:
        view = build_view(store)
        store.project(Projection())
        assert len(held.index_of(view).ends) == 8
        assert kept(store.beside or tmp_path, store.graph_stamp()) is None
