"""The part of the store contract about what changed: `mark`, `since`, `patch`, `graph_stamp`, `beside`; see `StoreContract`."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from ..errors import StaleGraph, StoreError, UsageError
from ..model import Claim, Entity, Problem, Projection, Reading, Record, Source, canonical
from ..stores.base import Store
from ..stores.graph import NODE_PROPERTIES, Node, elements
from ..stores.patch import Gone, Patch, difference, patched
from .world import CLAIMS, DENIAL, ENTITIES, HOSTILE, HOSTS, KINDS, LINKS, LONG, OLD, OLD_CLAIM, PROJECTION, RECORDS, STORY, USES, document

_AWS, _ICE, _ICM, _REKOGNITION = (ENTITIES[name] for name in ("AWS", "ICE", "ICM", "Rekognition"))
_DOCUMENTS, _CLAIMS = (STORY, DENIAL, OLD), (*CLAIMS, OLD_CLAIM)
_SEARCHES = ("aws", "ice", "amazon", "project al", "emile", "rekog", "migra", "bobby", "the platform", "aliased")


def since(store: Store, mark: str | None) -> dict[str, list[Record]]:
    """Return what came after a mark, by kind, sorted by id; kinds of which nothing came are not there."""
    found = {kind.__name__: sorted(store.since(kind, mark), key=lambda one: one.id) for kind in KINDS}
    return {kind: records for kind, records in found.items() if records}


def by_kind(*records: Record) -> dict[str, list[Record]]:
    """Return records as `since` gives them."""
    found: dict[str, list[Record]] = {}
    for one in sorted(records, key=lambda one: one.id):
        found.setdefault(type(one).__name__, []).append(one)
    return found


def drawn(store: Store) -> list[str]:
    """Return every node and relationship that Cypher sees, as canonical JSON, sorted."""
    queries = (*(f"MATCH (n:{kind}) RETURN n" for kind in NODE_PROPERTIES), "MATCH ()-[r]->() RETURN r")  # a server holds more nodes
    rows = [row for query in queries for row in store.cypher(query, limit=100_000, timeout=LONG).rows]
    return sorted(canonical(one) for (one,) in rows)


def to_draw(graph: Projection) -> list[str]:
    """Return what `drawn` says of a store that holds this graph of the world's records."""
    return sorted(
        canonical(
            {"labels": sorted(one.labels), "properties": one.properties}
            if isinstance(one, Node)
            else {"type": one.type, "start": one.start, "end": one.end, "properties": one.properties}
        )
        for one in elements(
            graph, (one for one in _DOCUMENTS if one.id in graph.documents), (one for one in _CLAIMS)
        )
    )  # fmt: skip


def holds(store: Store, graph: Projection) -> None:
    """Assert that a store has this graph wherever one can ask for it."""
    assert store.projection() == graph
    assert drawn(store) == to_draw(graph)
    known = set(graph.entities)
    names = [(one, name.casefold()) for one in graph.entities for name in (one.name, *one.aliases)]
    for text in _SEARCHES:
        found = store.search(text, limit=100)
        assert set(found) <= known
        assert {one for one, name in names if name.startswith(text)} <= set(found), text


def some_graph(draw: random.Random) -> Projection:
    """Draw a graph of the world's records: some of its parts, some otherwise than in the world, none that names what is not there."""

    def some(many: tuple[Any, ...]) -> list[Any]:
        return [one for one in many if draw.random() < 0.75]

    documents = some(PROJECTION.documents)
    entities = [_otherwise(one, draw) for one in some(PROJECTION.entities)]
    ids = {one.id for one in entities}
    links = [
        replace(one, about=one.about if one.about in ids else None, support=draw.choice(("reported", "reported", one.support, "none")),
                first=draw.choice((one.first, "2011")), contesting=draw.choice(((), (HOSTS.id,))))
        for one in some(PROJECTION.links) if {one.subject, one.object} <= ids
    ]  # fmt: skip
    claims = {one.id: one.document for one in CLAIMS}
    resolved = [
        replace(one, about=one.about if one.about in ids else None, said_by=one.said_by if one.said_by in ids else None,
                object=draw.choice((one.object, one.subject)), tier=draw.choice((one.tier, 1)))
        for one in some(PROJECTION.resolved) if {one.subject, one.object} <= ids and claims[one.claim] in documents
    ]  # fmt: skip
    pairs = [(document, one.id) for document in documents for one in entities if draw.random() < 0.3]
    return Projection(
        tuple(documents), tuple(sorted(entities, key=lambda one: one.id)), tuple(sorted(links, key=lambda one: one.id)), tuple(resolved),
        tuple(sorted(pairs)),
    )  # fmt: skip


def _otherwise(one: Entity, draw: random.Random) -> Entity:
    """The entity, or the same one with another alias, or spelt otherwise; its id stays."""
    named = draw.choice((one.name, one.name, one.name.upper()))
    return replace(one, name=named, aliases=draw.choice((one.aliases, one.aliases, (), (f"Aliased {one.name}",))))


class ChangesContract:
    """What a store says of changes, and how it takes one."""

    def test_since_no_mark_gives_all(self, store: Store) -> None:
        assert since(store, None) == {}
        store.add(RECORDS)
        assert since(store, None) == by_kind(*RECORDS)

    def test_since_a_mark_gives_what_was_added_after_it(self, store: Store) -> None:
        new = store.mark()
        store.add(RECORDS[:6])
        mark = store.mark()
        assert since(store, mark) == {}
        store.add(RECORDS)
        assert since(store, mark) == by_kind(*RECORDS[6:])
        assert since(store, new) == by_kind(*RECORDS)
        assert since(store, store.mark()) == {}

    def test_since_gives_what_changed_as_it_is_now_and_once(self, store: Store) -> None:
        store.add([*RECORDS, Source("a.txt", STORY.id), Source("b.txt", STORY.id), Problem("a.txt", "is empty")])
        mark = store.mark()
        later, doubtful, mended = Source("a.txt", OLD.id, 3), Reading(HOSTS.id, "rules@1", 0.5), Problem("a.txt", None, 2)
        store.add([Source("a.txt", OLD.id, 2), replace(doubtful, confidence=0.6)])
        store.add([later, doubtful, mended])
        assert since(store, mark) == by_kind(later, doubtful, mended)

    def test_since_gives_the_readers_of_both_where_these_were_united(self, store: Store) -> None:
        store.add([Source("a.txt", STORY.id, 2, ("rules@2",))])
        mark = store.mark()
        store.add([Source("a.txt", STORY.id, 2, ("reader@1",))])
        assert since(store, mark) == by_kind(Source("a.txt", STORY.id, 2, ("reader@1", "rules@2")))

    def test_since_knows_of_every_change_of_what_was_added_last(self, store: Store) -> None:
        for revision in range(1, 6):
            mark, one = store.mark(), Source("a.txt", STORY.id, revision)
            store.add([one])
            assert since(store, mark) == by_kind(one)
        first, mark = Source("b.txt", STORY.id), store.mark()
        store.add([first])
        between = store.mark()
        store.add([replace(one, revision=9)])
        assert since(store, between) == by_kind(replace(one, revision=9))
        assert since(store, mark) == by_kind(replace(one, revision=9), first)

    def test_what_changes_nothing_comes_after_no_mark(self, store: Store) -> None:
        store.add(RECORDS)
        mark = store.mark()
        store.add(RECORDS)
        store.add([Source("story.txt", OLD.id, 1), Reading(HOSTS.id, "rules@1", 0.9), Problem("story.txt", "is empty", 1)])
        store.project(PROJECTION)
        store.patch(difference(PROJECTION, Projection()), store.graph_stamp())
        assert since(store, mark) == {}

    def test_a_mark_outlives_the_connection_and_counts_for_others(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        store.add(RECORDS[:8])
        mark = store.mark()
        with reopen(store) as other:
            assert other.mark() == mark
            other.add(RECORDS)
            assert since(store, mark) == since(other, mark) == by_kind(*RECORDS[8:])

    def test_since_of_many(self, store: Store) -> None:
        store.add([Source(f"{n}.txt", STORY.id) for n in range(700)])
        mark = store.mark()
        many = [Source(f"{n}.txt", STORY.id, 2) for n in range(100, 1300)]
        store.add(many)
        assert since(store, mark) == by_kind(*many)

    def test_adding_meanwhile_gives_nothing_twice_and_ends(self, store: Store) -> None:
        store.add([Source(f"{n}.txt", STORY.id) for n in range(600)])
        seen = []
        for one in store.since(Source, None):
            seen.append(one.locator)
            store.add([replace(one, revision=one.revision + 1), Source(f"new-{len(seen)}.txt", STORY.id)][: 2 if len(seen) < 20 else 1])
        assert len(seen) == len(set(seen))
        assert len(seen) <= 700

    @pytest.mark.parametrize("wrong", ["", "0", "x", "-1", "1-2-3", "é"])
    def test_a_mark_of_no_store_is_refused(self, store: Store, wrong: str) -> None:
        store.add(RECORDS)
        for mark in (wrong, f"{store.mark()}{wrong}x"):
            with pytest.raises(UsageError, match="mark"):
                list(store.since(Claim, mark))

    def test_a_patch_puts_and_takes_away(self, store: Store) -> None:
        store.add(RECORDS)
        steps = (
            Projection(),
            PROJECTION,
            replace(PROJECTION, links=()),
            replace(PROJECTION, links=tuple(replace(one, first="1999", claims=(USES.id,)) for one in LINKS[::-1])),
            replace(PROJECTION, resolved=tuple(replace(one, object=_ICM.id, about=None, said_by=_ICE.id) for one in PROJECTION.resolved)),
            replace(PROJECTION, names=((DENIAL.id, HOSTILE.id),), links=LINKS[:1]),
            Projection((STORY.id,), (_AWS,), (), (), ((STORY.id, _AWS.id),)),
            Projection(),
        )
        for step in steps:
            graph = store.projection()
            patch = difference(graph, step)
            store.patch(patch, store.graph_stamp())
            holds(store, patched(graph, patch))

    @pytest.mark.parametrize("seed", range(3))
    def test_any_patches_give_the_graph_that_projecting_would(self, store: Store, seed: int) -> None:
        store.add(RECORDS)
        draw = random.Random(seed)
        graph, stamp = Projection(), store.graph_stamp()
        for _ in range(6):
            new = some_graph(draw)
            stamp = store.patch(difference(graph, new), stamp)
            holds(store, graph := new)
        store.project(graph)
        holds(store, graph)

    def test_a_name_spelt_otherwise_is_so_in_the_links_about_it_and_the_claims_it_said(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        spelt = [replace(one, name=one.name.upper()) for one in (_REKOGNITION, ENTITIES["Mijente"])]
        store.patch(Patch(Projection(entities=tuple(spelt))), store.graph_stamp())
        assert store.cypher("MATCH ()-[r:PITCHED_TO]->() RETURN r.about", timeout=LONG).rows == (("REKOGNITION",),)
        assert store.cypher("MATCH (c:Claim)-[:SAID_BY]->({name_key: 'mijente'}) RETURN c.said_by", timeout=LONG).rows == (("MIJENTE",),)
        holds(store, patched(PROJECTION, Patch(Projection(entities=tuple(spelt)))))

    def test_a_patch_of_what_is_so_already_leaves_it_so(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        everything = Gone(frozenset({OLD.id}), frozenset({"0" * 64}), frozenset({"1" * 64}), frozenset({"2" * 64}), frozenset({("a", "b")}))
        store.patch(Patch(PROJECTION, everything), store.graph_stamp())
        holds(store, PROJECTION)

    def test_an_empty_patch_changes_nothing(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        before = store.stamp(), store.graph_stamp()
        assert store.patch(Patch(), store.graph_stamp()) == before[1]
        assert (store.stamp(), store.graph_stamp()) == before

    def test_a_patch_of_another_graph_is_refused_and_changes_nothing(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        store.add(RECORDS)
        of_none = store.graph_stamp()
        store.project(PROJECTION)
        of_projected = store.graph_stamp()
        with reopen(store) as other:
            other.patch(Patch(gone=Gone(links=frozenset({LINKS[0].id}))), of_projected)
        kept = store.projection(), store.stamp(), store.graph_stamp()
        for stale in (of_none, of_projected, "none"):
            for patch in (Patch(gone=Gone(links=frozenset({LINKS[1].id}))), Patch()):
                with pytest.raises(StaleGraph):
                    store.patch(patch, stale)
        assert (store.projection(), store.stamp(), store.graph_stamp()) == kept
        holds(store, kept[0])

    @pytest.mark.parametrize(
        ("patch", "names"),
        [
            (Patch(Projection(documents=("0" * 64,))), "document"),
            (Patch(replace(Projection(), resolved=(replace(PROJECTION.resolved[0], claim="0" * 64),))), "claim"),
            (Patch(Projection(resolved=(replace(PROJECTION.resolved[0], subject="0" * 64),))), "entity"),
            (Patch(Projection(resolved=(replace(PROJECTION.resolved[0], claim=OLD_CLAIM.id),))), "document"),
            (Patch(Projection(links=(replace(LINKS[0], claims=("0" * 64,)),))), "claim"),
            (Patch(Projection(links=(replace(LINKS[0], contesting=("0" * 64,)),))), "claim"),
            (Patch(Projection(links=(replace(LINKS[0], object="0" * 64),))), "entity"),
            (Patch(Projection(links=(replace(LINKS[0], about="0" * 64),))), "entity"),
            (Patch(Projection(names=((STORY.id, "0" * 64),))), "entity"),
            (Patch(Projection(names=((OLD.id, _AWS.id),))), "document"),
            (Patch(gone=Gone(entities=frozenset({_AWS.id}))), "entity"),
            (Patch(gone=Gone(entities=frozenset({_REKOGNITION.id}))), "entity"),
            (Patch(gone=Gone(documents=frozenset({STORY.id}))), "document"),
            (Patch(Projection(links=LINKS[:1]), Gone(entities=frozenset({_AWS.id}))), "entity"),
        ],
    )
    def test_a_patch_that_names_what_is_not_there_is_refused_and_changes_nothing(self, store: Store, patch: Patch, names: str) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        before = store.stamp(), store.graph_stamp()
        with pytest.raises(StoreError, match=names):
            store.patch(patch, store.graph_stamp())
        assert (store.stamp(), store.graph_stamp()) == before
        holds(store, PROJECTION)

    def test_the_stamp_of_the_graph_changes_with_the_graph_only(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        stamps, of_graph = [store.stamp()], [store.graph_stamp()]
        store.add(RECORDS)
        stamps.append(store.stamp())
        assert store.graph_stamp() == of_graph[0]
        store.project(PROJECTION)
        stamps.append(store.stamp())
        of_graph.append(store.graph_stamp())
        store.add([document("AWS hosts ICM, says another page.")])
        stamps.append(store.stamp())
        assert store.graph_stamp() == of_graph[1]
        of_graph.append(store.patch(Patch(gone=Gone(links=frozenset({LINKS[0].id}))), of_graph[1]))
        stamps.append(store.stamp())
        assert store.graph_stamp() == of_graph[2]
        store.project(PROJECTION)  # as it was once: the stamp is another one all the same
        of_graph.append(store.graph_stamp())
        assert len(set(stamps)) == len(stamps)
        assert len(set(of_graph)) == len(of_graph)
        with reopen(store) as again:
            assert again.graph_stamp() == of_graph[-1]

    def test_a_graph_that_is_whole_needs_no_mending(self, store: Store) -> None:
        store.mend()
        store.add(RECORDS)
        store.project(PROJECTION)
        before = store.stamp(), store.graph_stamp()
        store.mend()
        assert (store.stamp(), store.graph_stamp()) == before
        assert store.projection() == PROJECTION

    def test_of_two_patches_of_one_graph_one_is_refused(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        stamp = store.graph_stamp()
        with reopen(store) as other, ThreadPoolExecutor(2) as threads:

            def patch(one: Store, link: str) -> str:
                return one.patch(Patch(gone=Gone(links=frozenset({link}))), stamp)

            works = {link: threads.submit(patch, one, link) for one, link in ((store, LINKS[0].id), (other, LINKS[1].id))}
            refused = [link for link, work in works.items() if isinstance(work.exception(), StaleGraph)]
            (taken,) = works.keys() - set(refused)
            assert works[taken].result() == store.graph_stamp() == other.graph_stamp()
        assert {one.id for one in store.projection().links} == {one.id for one in LINKS} - {taken}

    def test_readers_see_the_graph_before_a_patch_or_after_never_half(self, store: Store) -> None:
        store.add(RECORDS)
        small = Projection(documents=(STORY.id,), entities=(_AWS,))
        store.project(PROJECTION)
        done = Event()

        def read() -> bool:
            while not done.is_set():
                assert store.projection() in (PROJECTION, small)
                ((claims,),) = store.cypher("MATCH (c:Claim) RETURN count(c)", timeout=LONG).rows
                assert claims in (0, len(CLAIMS))
            return True

        with ThreadPoolExecutor(2) as threads:
            reading = [threads.submit(read) for _ in range(2)]
            try:
                stamp = store.graph_stamp()
                for _ in range(6):
                    stamp = store.patch(difference(PROJECTION, small), stamp)
                    stamp = store.patch(difference(small, PROJECTION), stamp)
            finally:
                done.set()
            assert all(one.result() for one in reading)

    def test_what_lies_beside_may_go_at_any_time(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        beside = store.beside
        assert beside is None or isinstance(beside, Path)
        with reopen(store) as again:
            assert again.beside == beside
        store.add(RECORDS)
        store.project(PROJECTION)
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            (beside / "derived").write_text("derived")
            shutil.rmtree(beside)
        holds(store, PROJECTION)
