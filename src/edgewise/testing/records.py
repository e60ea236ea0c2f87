"""The part of the store contract about records, the projection, search and the stamp; see `StoreContract`."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from ..errors import StoreError, UsageError
from ..model import RECORD_KINDS, Claim, Document, Entity, Judgement, Mention, Problem, Projection, Reading, Record, Resolved, Source
from ..stores.base import Known, Store
from .world import (
    CLAIMS,
    DENIAL,
    ENTITIES,
    HOSTILE,
    HOSTILE_NAME,
    HOSTS,
    KINDS,
    LINKS,
    LONG,
    OLD,
    OLD_CLAIM,
    PROJECTION,
    RECORDS,
    STORY,
    USES,
    claim,
    document,
)


def everything(store: Store) -> dict[str, list[Record]]:
    """Return all records of a store by kind, in the order it gives them."""
    return {kind.__name__: list(store.records(kind)) for kind in KINDS}


def expected(records: tuple[Record, ...]) -> dict[str, list[Record]]:
    """Return what a store should hold after adding distinct records, sorted by id."""
    return {name: sorted((r for r in records if type(r) is kind), key=lambda r: r.id) for name, kind in RECORD_KINDS.items()}


class RecordsContract:
    """`add`, `records`, `get`, `some`, `of_documents`, `stamp`, `close`."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError("override the fixture `store` with one that yields a fresh, empty store and closes it")

    @pytest.fixture
    def reopen(self) -> Callable[[Store], Store]:
        raise NotImplementedError("override the fixture `reopen` with a function that opens the given store's place once more")

    def test_methods_have_the_signatures_of_the_protocol(self, store: Store) -> None:
        reading = ("records", "get", "some", "mark", "since", "of_documents", "projection", "search", "cypher", "explain", "stamp")
        for name in ("add", "project", "patch", "graph_stamp", *reading, "close"):
            ours, theirs = (list(inspect.signature(getattr(c, name)).parameters.values()) for c in (type(store), Store))
            assert [(p.name, p.kind, p.default) for p in ours] == [(p.name, p.kind, p.default) for p in theirs], name

    def test_address_carries_no_credentials(self, store: Store) -> None:
        assert store.address
        assert "@" not in store.address

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert everything(store) == {name: [] for name in RECORD_KINDS}
        assert store.projection() == Projection()
        assert store.search("AWS") == ()
        assert store.cypher("MATCH (n:Entity) RETURN n.name", timeout=LONG).rows == ()
        assert store.get(Claim, HOSTS.id) is None
        assert list(store.of_documents(Claim, [STORY.id])) == []

    def test_records_of_every_kind_come_back_equal_and_sorted_by_id(self, store: Store) -> None:
        assert store.add(reversed(RECORDS)) == len(RECORDS)
        assert everything(store) == expected(RECORDS)

    def test_get_finds_by_kind_and_id(self, store: Store) -> None:
        store.add(RECORDS)
        for record in RECORDS:
            for kind in KINDS:
                assert store.get(kind, record.id) == (record if isinstance(record, kind) else None)

    def test_some_gives_each_that_is_there_once_sorted_by_id(self, store: Store) -> None:
        store.add(RECORDS)
        mixed = [USES.id, STORY.id, "unknown", HOSTS.id, USES.id]
        assert list(store.some(Claim, iter(mixed))) == sorted((USES, HOSTS), key=lambda c: c.id)
        assert list(store.some(Document, mixed)) == [STORY]
        assert list(store.some(Source, mixed)) == []
        assert list(store.some(Claim, [])) == []

    def test_some_of_many(self, store: Store) -> None:
        many = [Source(f"{n}.txt", STORY.id) for n in range(1200)]
        store.add(many)
        assert list(store.some(Source, [one.id for one in many])) == sorted(many, key=lambda s: s.id)

    def test_adding_again_changes_nothing(self, store: Store) -> None:
        store.add(RECORDS)
        stamp = store.stamp()
        assert store.add(RECORDS) == 0
        assert store.stamp() == stamp
        assert everything(store) == expected(RECORDS)

    def test_a_record_twice_in_one_call_counts_once(self, store: Store) -> None:
        assert store.add([HOSTS, HOSTS]) == 1

    def test_add_counts_only_what_changed(self, store: Store) -> None:
        store.add([HOSTS])
        assert store.add([HOSTS, STORY, OLD]) == 2

    def test_adding_nothing_changes_nothing(self, store: Store) -> None:
        stamp = store.stamp()
        assert store.add([]) == 0
        assert store.stamp() == stamp

    @pytest.mark.parametrize("seed", range(3))
    def test_any_order_and_any_batches_give_the_same_records(self, store: Store, seed: int) -> None:
        sources = [Source("story.txt", STORY.id, n) for n in (1, 2, 3)] + [Source("story.txt", None, 3), Source("story.txt", OLD.id, 3)]
        sources += [Source("read.txt", STORY.id, n, (f"reader@{n}", f"rules@{9 + n}")) for n in (1, 2, 2)]
        sources += [Source("read.txt", STORY.id, 2, readers) for readers in (("rules@9",), ("llm@1",), ())]
        readings = [Reading(USES.id, "rules@2", confidence) for confidence in (0.9, 0.61, 0.62)]
        shuffled = [*RECORDS, *sources, *readings, *RECORDS[3:9]]
        random.Random(seed).shuffle(shuffled)
        for start in range(0, len(shuffled), 7):
            store.add(shuffled[start : start + 7])
        held = everything(store)
        assert store.get(Source, sources[0].id) == Source("story.txt", None, 3)
        assert [s.locator for s in held["Source"] if isinstance(s, Source)].count("story.txt") == 1
        assert Source("read.txt", STORY.id, 2, ("llm@1", "reader@2", "rules@11")) in held["Source"]
        assert {**held, "Source": []} == {**expected((*RECORDS, readings[1])), "Source": []}

    def test_the_source_of_greater_precedence_stays_whichever_came_first(self, store: Store) -> None:
        low, high, tombstone = Source("a", STORY.id, 1), Source("a", OLD.id, 2), Source("a", None, 2)
        assert store.add([high]) == 1
        assert store.add([low]) == 0
        assert store.get(Source, low.id) == high
        assert store.add([tombstone]) == 1
        assert store.add([high, low]) == 0
        assert store.get(Source, low.id) == tombstone
        assert store.add([low, Source("a", STORY.id, 3)]) == 1
        assert list(store.records(Source)) == [Source("a", STORY.id, 3)]

    def test_of_two_revisions_in_one_call_the_greater_stays(self, store: Store) -> None:
        store.add([Source("a", OLD.id, 2), Source("a", STORY.id, 1)])
        assert list(store.records(Source)) == [Source("a", OLD.id, 2)]

    def test_of_equal_revisions_the_greater_document_stays(self, store: Store) -> None:
        one, two = sorted((Source("a", STORY.id), Source("a", OLD.id)), key=lambda s: s.precedence)
        store.add([two])
        store.add([one])
        assert list(store.records(Source)) == [two]

    def test_of_two_alike_in_precedence_the_readers_of_both_stay(self, store: Store) -> None:
        by_rules, by_reader = Source("a", STORY.id, 2, ("rules@2",)), Source("a", STORY.id, 2, ("reader@1", "rules@1"))
        assert store.add([by_rules]) == 1
        assert store.add([by_reader]) == 1
        both = Source("a", STORY.id, 2, ("reader@1", "rules@2"))
        assert list(store.records(Source)) == [both]
        assert store.add([by_rules, by_reader, both]) == 0
        assert store.add([Source("a", OLD.id, 3, ("llm@1",)), by_reader]) == 1  # who read the former text has not read this one
        assert list(store.records(Source)) == [Source("a", OLD.id, 3, ("llm@1",))]

    def test_of_two_confidences_of_one_reading_the_lesser_stays_whichever_came_first(self, store: Store) -> None:
        sure, doubtful = Reading(HOSTS.id, "rules@2", 0.9), Reading(HOSTS.id, "rules@2", 0.6)
        assert store.add([sure]) == 1
        assert store.add([doubtful, sure]) == 1
        assert list(store.records(Reading)) == [doubtful]

    def test_of_two_problems_of_one_source_the_later_stays_whichever_came_first(self, store: Store) -> None:
        broken, other, mended = (Problem("a", reason, revision) for reason, revision in (("is no text", 1), ("is empty", 2), (None, 2)))
        assert store.add([mended]) == 1
        assert store.add([broken]) == 0
        assert store.add([other]) == 1  # of one revision, the one that says something
        assert store.add([mended, broken, other]) == 0
        assert list(store.records(Problem)) == [other]

    def test_a_failure_half_way_adds_nothing(self, store: Store) -> None:
        def half() -> Iterator[Record]:
            yield from RECORDS[:5]
            raise RuntimeError("the reader of the file fell over")

        stamp = store.stamp()
        with pytest.raises(RuntimeError, match="fell over"):
            store.add(half())
        assert everything(store) == {name: [] for name in RECORD_KINDS}
        assert store.stamp() == stamp
        assert store.add(RECORDS) == len(RECORDS)

    def test_records_can_be_added_while_others_are_read(self, store: Store) -> None:
        store.add(RECORDS)
        for one in store.records(Claim):
            store.add([Reading(one.id, "rules@2", 0.5)])
        assert sum(r.extractor == "rules@2" for r in store.records(Reading)) == len(CLAIMS) + 1

    def test_of_documents_gives_only_theirs_sorted_by_id(self, store: Store) -> None:
        store.add(RECORDS)
        mine = [c for c in (*CLAIMS, OLD_CLAIM) if c.document in (STORY.id, OLD.id)]
        assert list(store.of_documents(Claim, [OLD.id, STORY.id, "unknown"])) == sorted(mine, key=lambda c: c.id)
        assert [m.text for m in store.of_documents(Mention, [DENIAL.id])] == ["ICE"]
        assert list(store.of_documents(Claim, [])) == []

    @pytest.mark.parametrize("kind", [Document, Source, Reading, Judgement, Problem])
    def test_of_documents_refuses_a_kind_without_document(self, store: Store, kind: type[Any]) -> None:
        with pytest.raises(UsageError, match=kind.__name__):
            list(store.of_documents(kind, [STORY.id]))

    def test_of_many_documents_at_once(self, store: Store) -> None:
        many = [document(f"AWS hosts ICM, says page {n}.") for n in range(1200)]
        claims = [claim(one, one.text, "AWS", "hosts", "ICM") for one in many]
        store.add([*many, *claims])
        assert list(store.of_documents(Claim, [one.id for one in many])) == sorted(claims, key=lambda c: c.id)

    @pytest.mark.parametrize(
        "text", [HOSTILE_NAME, "a\u0000b", "\ufeffé́ \u202eabc\u202c", "'; DROP TABLE claims; --", "__proto__", "\r\n\t"]
    )
    def test_hostile_text_is_kept_to_the_code_point(self, store: Store, text: str) -> None:
        one = document(f"{text} says AWS hosts ICM.", title=text, names=(text,))
        said = replace(claim(one, one.text, "AWS", "hosts", "ICM"), place=text, role=text)
        store.add([one, said, Source(text, one.id)])
        assert store.get(Document, one.id) == one
        assert store.get(Claim, said.id) == said
        assert [s.locator for s in store.records(Source)] == [text]

    def test_half_a_character_is_refused_and_nothing_added(self, store: Store) -> None:
        with pytest.raises(StoreError, match="surrogate"):
            store.add([STORY, Source("a\ud800b", STORY.id)])
        assert everything(store) == {name: [] for name in RECORD_KINDS}

    def test_records_outlive_the_connection(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        stamp = store.stamp()
        store.close()
        with reopen(store) as again:
            assert everything(again) == expected(RECORDS)
            assert again.projection() == PROJECTION
            assert again.stamp() == stamp
            assert again.address == store.address

    def test_two_at_once_see_each_other(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        with reopen(store) as other:
            store.add([STORY])
            other.add([OLD])
            assert everything(store)["Document"] == everything(other)["Document"] == expected((STORY, OLD))["Document"]
            assert store.stamp() == other.stamp()

    def test_stamp_changes_with_every_change(self, store: Store) -> None:
        stamps = [store.stamp()]
        for change in (
            lambda: store.add(RECORDS),
            lambda: store.project(PROJECTION),
            lambda: store.project(Projection()),
            lambda: store.add([Source("gone.txt", None, 9)]),
            lambda: store.add([Problem("story.txt", "is no text", 3)]),
        ):
            change()
            stamps.append(store.stamp())
        assert len(set(stamps)) == len(stamps)
        assert store.stamp() == stamps[-1]

    def test_close_twice_and_leaving_the_block(self, store: Store, reopen: Callable[[Store], Store]) -> None:
        store.close()
        store.close()
        with reopen(store) as again:
            again.add([STORY])
            again.close()
        again.close()
        with pytest.raises(StoreError, match="closed"):
            again.add([OLD])


class ProjectionContract:
    """`project`, `projection`, `search`."""

    def test_a_projection_comes_back_equal(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        assert store.projection() == PROJECTION

    def test_what_is_known_already_is_taken_where_it_is_the_same(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        aws, ice = ENTITIES["AWS"], replace(ENTITIES["ICE"], aliases=("the agency",))
        denied, other = PROJECTION.resolved[0], replace(PROJECTION.resolved[1], tier=1)
        links = {link.id: link for link in LINKS}
        found = store.projection(Known({aws.id: aws, ice.id: ice}, links, {one.claim: one for one in (denied, other)}))
        assert found == PROJECTION
        assert any(one is aws for one in found.entities)
        assert all(one is links[one.id] for one in found.links)
        assert found.resolved[0] is denied

    def test_unsorted_tuples_come_back_sorted(self, store: Store) -> None:
        store.add(RECORDS)
        p = PROJECTION
        store.project(Projection(p.documents[::-1], p.entities[::-1], p.links[::-1], p.resolved[::-1], p.names[::-1]))
        assert store.projection() == PROJECTION

    def test_project_replaces_the_graph(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        smaller = Projection(documents=(STORY.id,), entities=(ENTITIES["AWS"],))
        store.project(smaller)
        assert store.projection() == smaller
        assert store.cypher("MATCH (n:Entity) RETURN n.name", timeout=LONG).rows == (("AWS",),)
        assert store.cypher("MATCH (n:Claim) RETURN n.id", timeout=LONG).rows == ()
        assert store.search("ICE") == ()
        assert everything(store) == expected(RECORDS)

    def test_projecting_again_is_the_same_graph(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        before = store.cypher("MATCH (a)-[r]->(b) RETURN type(r) AS type, count(*) AS n ORDER BY type", timeout=LONG).rows
        store.project(PROJECTION)
        assert store.projection() == PROJECTION
        assert store.cypher("MATCH (a)-[r]->(b) RETURN type(r) AS type, count(*) AS n ORDER BY type", timeout=LONG).rows == before

    @pytest.mark.parametrize(
        ("wrong", "names"),
        [
            (replace(PROJECTION, documents=(*PROJECTION.documents, "0" * 64)), "document"),
            (replace(PROJECTION, resolved=(*PROJECTION.resolved, replace(PROJECTION.resolved[0], claim="0" * 64))), "claim"),
            (replace(PROJECTION, links=(*LINKS, replace(LINKS[0], object=ENTITIES["ICE"].id, claims=("0" * 64,)))), "claim"),
            (replace(PROJECTION, links=(*LINKS, replace(LINKS[0], object="0" * 64))), "entity"),
            (replace(PROJECTION, names=(*PROJECTION.names, (STORY.id, "0" * 64))), "entity"),
        ],
    )
    def test_a_graph_that_names_what_is_not_there_is_refused_and_the_old_one_stays(
        self, store: Store, wrong: Projection, names: str
    ) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        stamp = store.stamp()
        with pytest.raises(StoreError, match=names):
            store.project(wrong)
        assert store.projection() == PROJECTION
        assert store.stamp() == stamp
        assert store.cypher("MATCH (n:Entity) RETURN count(n)", timeout=LONG).rows == ((len(PROJECTION.entities),),)

    def test_nul_is_kept_in_the_projection_and_replaced_in_the_graph(self, store: Store) -> None:
        one = document("AWS\0 hosts ICM.", title="a\0b")
        said = replace(claim(one, one.text, "AWS", "hosts", "ICM"), place="c\0d")
        cut = Entity("AWS\0", "Organization", ("A\0",))
        both = tuple(sorted((cut, ENTITIES["ICM"]), key=lambda e: e.id))
        graph = Projection((one.id,), both, (), (Resolved(said.id, cut.id, ENTITIES["ICM"].id),), ((one.id, cut.id),))
        store.add([one, said])
        store.project(graph)
        assert store.projection() == graph
        query = "MATCH (e:Entity)<-[:SUBJECT]-(c:Claim)-[:IN]->(d) RETURN e.name, e.aliases, c.quote, c.place, d.title"
        assert store.cypher(query, timeout=LONG).rows == (("AWS\ufffd", ["A\ufffd"], "AWS\ufffd hosts ICM.", "c\ufffdd", "a\ufffdb"),)

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("AWS", "AWS"), ("aws", "AWS"), ("amazon web services", "AWS"), ("amaz serv", "AWS"), ("services amazon", "AWS"),
            ("emile zola", "Émile Zola"), ("ÉMILE", "Émile Zola"), ("customs immigration", "ICE"), ("Migra", "ICE"), ("palan", "Palantir"),
            ("the ICE", "ICE"), ("tables", HOSTILE_NAME), ('"Tables"; drop', HOSTILE_NAME), ("__proto__", HOSTILE_NAME),
        ],
    )  # fmt: skip
    def test_search_finds(self, store: Store, text: str, first: str) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        found = store.search(text)
        assert found
        assert found[0].name == first

    @pytest.mark.parametrize(
        "text", ["", "   ", "!?*", '"', "zebra", "AWS zebra", "lantir", "AWS NOT", "NEAR(AWS, 2)", "name:AWS", "AWS OR", "^", "*"]
    )
    def test_search_gives_nothing_and_never_fails(self, store: Store, text: str) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        assert store.search(text) == ()

    def test_search_gives_whole_entities_exact_ones_first(self, store: Store) -> None:
        names = [Entity(name, "System") for name in ("Alpha Centauri Desk", "Alpha", "Alphabet", "New Alpha")]
        aliased = Entity("Zeta", "System", ("Alpha One",))
        everyone = tuple(sorted((*names, aliased), key=lambda e: e.id))
        store.project(Projection(entities=everyone))
        found = store.search("alpha")
        assert found[0] == Entity("Alpha", "System")
        assert set(found) == set(everyone)
        assert store.search("alpha one") == (aliased,)
        assert store.search("alpha", limit=2) == found[:2]
        assert [e.name for e in store.search("new")] == ["New Alpha"]

    def test_an_exact_name_comes_before_its_like(self, store: Store) -> None:
        likes = tuple(sorted((Entity(name, "Place") for name in ("New-York", "New York", "New.York")), key=lambda e: e.id))
        store.project(Projection(entities=likes))
        for one in likes:
            found = store.search(one.name)
            assert found[0] == one
            assert set(found) == set(likes)

    def test_search_sees_only_the_graph_as_last_projected(self, store: Store) -> None:
        store.project(Projection(entities=(HOSTILE,)))
        store.project(Projection(entities=(ENTITIES["AWS"],)))
        assert store.search("tables") == ()
        assert store.search("aws") == (ENTITIES["AWS"],)
