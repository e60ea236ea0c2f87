"""A question can be put to a store or to a view, a view answers as its store did then, and nothing keeps it but who asked for it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from questions.pile import amazon_and_ice

from edgewise.model import Projection, Reading, Source
from edgewise.project import builtin
from edgewise.questions.answer import ask, entities_of, known, overview, routes
from edgewise.questions.candidates import candidates
from edgewise.questions.once import once_a_view
from edgewise.questions.routing.held import network
from edgewise.questions.saved import load_queries, run
from edgewise.questions.view import GraphView, build_view, graph_view
from edgewise.stores.sqlite import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    pile = amazon_and_ice()
    with SqliteStore(tmp_path / "pile.db") as store:
        store.add(pile.contents)
        store.project(pile.projection())
        yield store


def test_a_view_is_returned_as_it_is_even_when_it_is_old(store: SqliteStore) -> None:
    view = build_view(store)
    store.project(Projection())
    assert graph_view(view) is view
    assert len(view.links) > 5
    assert not graph_view(store).links


def test_a_store_gives_one_view_for_each_state_and_build_view_a_new_one(store: SqliteStore) -> None:
    first = graph_view(store)
    assert graph_view(store) is first
    assert build_view(store) is not first
    store.add([Source("more.txt", None)])
    assert graph_view(store) is not first


def test_every_question_is_answered_from_a_view_as_from_its_store(store: SqliteStore) -> None:
    project, view = builtin(), build_view(store)
    asked = ask(view, "How is AWS linked to ICE?", project)
    assert asked.routes
    assert asked == ask(store, "How is AWS linked to ICE?", project)
    assert routes(view, "AWS", "ICE", project) == routes(store, "AWS", "ICE", project)
    assert known(view, "ICE", project) == known(store, "ICE", project)
    assert overview(view, project) == overview(store, project)
    assert entities_of(view, asked) == entities_of(store, asked)
    assert candidates(view, project) == candidates(store, project)
    queries = load_queries(*project.queries)
    assert run(view, queries, "links_of", {"name": "ICE"}, project) == run(store, queries, "links_of", {"name": "ICE"}, project)


def test_an_old_view_answers_as_its_store_did_then(store: SqliteStore) -> None:
    view = build_view(store)
    store.project(Projection())
    assert routes(view, "AWS", "ICE", builtin()).routes


def test_nothing_keeps_a_view_that_was_built_and_asked(store: SqliteStore) -> None:
    view: GraphView | None = build_view(store)
    assert view is not None
    assert routes(view, "AWS", "ICE", builtin()).routes
    assert known(view, "ICE", builtin()).facts
    gone = weakref.ref(view)
    view = None
    gc.collect()
    assert gone() is None


def test_the_same_id_is_one_text_wherever_a_view_has_it(store: SqliteStore) -> None:
    view = build_view(store)
    link = next(link for link in view.links.values() if link.relation == "hosts")
    held = view.resolved[link.claims[0]]
    assert link.subject is held.subject
    assert link.claims[0] is held.claim
    assert any(id is held.claim for id in view.claims_of[link.subject])


def test_a_view_like_another_shares_what_is_the_same_and_sees_what_is_not(store: SqliteStore) -> None:
    first = build_view(store)
    kept = {id: link for id, link in first.links.items() if link.relation != "hosts"}
    store.project(replace(store.projection(), links=tuple(kept.values())))
    second = build_view(store, first)
    assert set(second.links) == set(kept)
    assert all(second.links[id] is link for id, link in kept.items())
    assert all(second.entities[id] is entity for id, entity in first.entities.items())
    assert all(second.resolved[id] is one for id, one in first.resolved.items())
    apart = build_view(store)
    for part in ("documents", "entities", "links_of", "claims_of", "naming", "by_key", "former", "sources", "readers", "stamp"):
        assert getattr(second, part) == getattr(apart, part), part


def test_readings_come_back_as_they_were_read(store: SqliteStore) -> None:
    store.add([Reading("c", "rules@2", 0.5), Reading("c", "reader@1", 0.75), Reading("not in the graph", "rules@2", 0.5)])
    readings = build_view(store).readings
    assert len(readings) == len(list(readings)) == len({one.claim for one in store.records(Reading)})
    assert set(readings["c"]) == {Reading("c", "rules@2", 0.5), Reading("c", "reader@1", 0.75)}
    assert {one for some in readings.values() for one in some} == set(store.records(Reading))
    assert readings.get("unknown", ()) == ()


def test_one_network_is_made_of_the_same_relations_in_any_order(store: SqliteStore) -> None:
    view, names = build_view(store), builtin().names
    made = network(view, names, ["uses", "hosts"])
    assert network(view, names, ("hosts", "uses")) is made
    for other in ("funds", "owns", "leads"):
        network(view, names, [other])
    assert network(view, names, ["uses", "hosts"]) is made
    for other in ("funds", "owns", "leads", "develops"):
        network(view, names, [other])
    assert network(view, names, ["uses", "hosts"]) is not made  # only the last few are kept


def test_who_has_an_answer_does_not_wait_for_the_work_on_another_view(store: SqliteStore) -> None:
    first, second, go_on, working = build_view(store), build_view(store), Event(), Event()

    @once_a_view
    def slow(view: GraphView) -> str:
        if view is second:
            working.set()
            assert go_on.wait(20)
        return view.stamp

    assert slow(first) == first.stamp
    other = Thread(target=slow, args=(second,))
    other.start()
    assert working.wait(20)
    assert slow(first) == first.stamp
    go_on.set()
    other.join()
