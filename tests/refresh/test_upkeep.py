"""The graph kept up change by change is the graph made of all records at once, to the byte."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from refresh.piles import judged, source, written

from edgewise.model import Claim, Document, Judgement, Mention, Projection, Reading, Record, Source
from edgewise.project import builtin
from edgewise.refresh import Made, refresh
from edgewise.refresh.workings import FILE, Workings
from edgewise.resolve import Records, candidates, current_documents, project
from edgewise.stores.base import Store
from edgewise.stores.patch import Patch
from edgewise.stores.sqlite import SqliteStore
from edgewise.stores.transfer import dump, load

PLACES = 6
STEPS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, PLACES - 1), st.integers(0, 40)),
    st.tuples(st.just("forget"), st.integers(0, PLACES - 1), st.just(0)),
    st.tuples(st.just("reread"), st.integers(0, PLACES - 1), st.integers(0, 2)),
    st.tuples(st.just("judge"), st.integers(0, 200), st.just(0)),
    st.tuples(st.just("undo"), st.integers(0, 5), st.just(0)),
)


def made_at_once(store: Store) -> tuple[Projection, int]:
    """The graph of all records of a store, made anew, and how many candidates there are."""
    sources = tuple(store.records(Source))
    documents = current_documents(store.records(Document), (one.document for one in sources))
    ids = [one.id for one in documents]
    records = Records(
        documents, tuple(store.of_documents(Mention, ids)), tuple(store.of_documents(Claim, ids)), tuple(store.records(Reading)),
        tuple(store.records(Judgement)), sources,
    )  # fmt: skip
    graph = project(records, builtin())
    return graph, len(candidates(records.claims, records.sureness, {one.claim for one in graph.resolved}))


@dataclass
class Desk:
    """Changes the records of a store, step by step."""

    store: Store
    held: dict[int, Source] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)

    def do(self, step: tuple[str, int, int]) -> None:
        what, one, other = step
        self.store.add(getattr(self, f"_{what}")(one, other))

    def _add(self, place: int, seed: int) -> list[Record]:
        found = written(seed)
        before = self.held.get(place)
        self.held[place] = source(place, found.document.id, before.revision + 1 if before else 1, "rules@1")
        return [*found.records, self.held[place]]

    def _forget(self, place: int, _: int) -> list[Record]:
        if place not in self.held:
            return []
        self.held[place] = source(place, None, self.held[place].revision + 1)
        return [self.held[place]]

    def _reread(self, place: int, who: int) -> list[Record]:
        before = self.held.get(place)
        if before is None or before.document is None:
            return []
        readers = ("rules@2", "reader@1", "rules@1")[who]
        self.held[place] = source(place, before.document, before.revision + 1, readers)
        return [self.held[place]]

    def _judge(self, seed: int, _: int) -> list[Record]:
        claims = [one.id for one in self.store.records(Claim)]
        documents = [one.id for one in self.store.records(Document)]
        self.judgements.append(judged(seed, claims, documents, len(self.judgements)))
        return [self.judgements[-1]]

    def _undo(self, place: int, _: int) -> list[Record]:
        if not self.judgements:
            return []
        one = self.judgements[place % len(self.judgements)]
        at = f"2026-01-01T00:00:{len(self.judgements):02}Z"
        self.judgements.append(Judgement("UNSURE", "ana", at, "", one.left, one.right, one.claim))
        return [self.judgements[-1]]


def check(store: Store, made: Made) -> None:
    graph, waiting = made_at_once(store)
    found = store.projection()
    assert found.entities == graph.entities
    assert found.resolved == graph.resolved
    assert found == graph
    assert made == Made(len(graph.entities), len(graph.links), waiting)


@settings(max_examples=25)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=8))
def test_kept_up_is_made_at_once(batches: list[list[tuple[str, int, int]]]) -> None:
    with TemporaryDirectory() as folder, SqliteStore(Path(folder) / "edgewise.db") as store:
        desk = Desk(store)
        for batch in batches:
            for step in batch:
                desk.do(step)
            check(store, refresh(store, builtin()))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "edgewise.db") as opened:
        yield opened


@pytest.fixture
def desk(store: SqliteStore) -> Desk:
    """A store of a few documents, its graph made."""
    desk = Desk(store)
    for place in range(PLACES):
        desk.do(("add", place, place))
    refresh(store, builtin())
    return desk


def test_forgetting_is_the_inverse_of_adding(store: Store, desk: Desk) -> None:
    before, answers = store.projection(), relations(store)
    for seed in (21, 22, 23):
        desk.do(("add", PLACES, seed))
        refresh(store, builtin())
        assert store.projection() != before
        desk.do(("forget", PLACES, 0))
        refresh(store, builtin())
        assert store.projection() == before
        assert relations(store) == answers


def relations(store: Store) -> tuple[tuple[object, ...], ...]:
    return store.cypher("MATCH (a)-[r]->(b) RETURN a.id, type(r), r.standing, b.id ORDER BY a.id, type(r), b.id, r.id").rows


def test_a_store_loaded_from_a_dump_has_the_same_graph(store: Store, desk: Desk, tmp_path: Path) -> None:
    for seed in range(30, 40):
        desk.do(("add", seed % PLACES, seed))
        refresh(store, builtin())
    with SqliteStore(tmp_path / "loaded.db") as other:
        text = io.StringIO()
        dump(store, text)
        text.seek(0)
        load(other, text)
        assert refresh(other, builtin()) == refresh(store, builtin())
        assert other.projection() == store.projection()


def test_what_did_not_change_changes_nothing(store: Store, desk: Desk) -> None:
    stamp = store.graph_stamp()
    refresh(store, builtin())
    assert store.graph_stamp() == stamp
    shutil.rmtree(beside(store))
    refresh(store, builtin())
    assert store.graph_stamp() == stamp, "made anew it is the same graph, and written no second time"


def test_a_document_costs_what_it_holds(store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a graph that is kept up no document is read but the new one, those it has to do with, and none of the claims of others."""
    desk.do(("add", PLACES, 41))
    patches: list[Patch] = []
    keep = store.patch
    monkeypatch.setattr(store, "projection", not_asked_for)
    monkeypatch.setattr(store, "records", not_asked_for)

    def noted(patch: Patch, graph: str) -> str:
        patches.append(patch)
        return keep(patch, graph)

    monkeypatch.setattr(store, "patch", noted)
    refresh(store, builtin())
    assert [len(patch.put.documents) for patch in patches] == [1]


def not_asked_for(*_: object) -> None:
    raise AssertionError("the whole of the store is asked for")


@pytest.mark.parametrize("harm", ["cut", "other", "gone", "no folder"])
def test_workings_that_are_of_no_use_are_made_anew(store: Store, desk: Desk, harm: str) -> None:
    file = beside(store) / FILE
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:20_000] + b"\xff" * 30_000)
    elif harm == "other":
        file.write_text("This is no database. " * 1_000)
    else:
        shutil.rmtree(file.parent)
    if harm == "no folder":
        file.parent.write_text("a file stands where the folder would be")
    desk.do(("add", PLACES, 41))
    check(store, refresh(store, builtin()))


def test_another_project_makes_another_graph(store: Store, desk: Desk) -> None:
    every = refresh(store, builtin().at(0.0))
    fewer = refresh(store, builtin().at(0.95))
    assert every.candidates == 0 < fewer.candidates
    check(store, refresh(store, builtin()))


def test_a_crash_before_the_workings_are_kept_is_mended(store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: Workings, **values: object) -> None:
        raise KeyboardInterrupt

    desk.do(("add", 0, 41))
    with monkeypatch.context() as patched:
        patched.setattr(Workings, "keep", crash)
        with pytest.raises(KeyboardInterrupt):
            refresh(store, builtin())
    check(store, refresh(store, builtin()))


def beside(store: Store) -> Path:
    assert store.beside is not None
    return store.beside
