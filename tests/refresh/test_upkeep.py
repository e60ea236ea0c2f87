"""The graph kept up change by change is the graph made of all records at once, to the byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from refresh.piles import judged, source, written

from edgewise.model import Claim, Document, Judgement, Mention, Projection, Reading, Record, Source
from edgewise.project import builtin
from edgewise.refresh import Made, refresh
from edgewise.resolve import Records, candidates, current_documents, project
from edgewise.stores.base import Store
from edgewise.stores.sqlite import SqliteStore

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


@settings(max_examples=60)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=8))
def test_kept_up_is_made_at_once(batches: list[list[tuple[str, int, int]]]) -> None:
    with TemporaryDirectory() as folder, SqliteStore(Path(folder) / "edgewise.db") as store:
        desk = Desk(store)
        for batch in batches:
            for step in batch:
                desk.do(step)
            check(store, refresh(store, builtin()))
