"""What an embedded store knows of changes: any patches are as good as projecting, files made before it knew, copies, and the cost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import claim, document

from edgewise.errors import StaleGraph, UsageError
from edgewise.model import Claim, Document, Entity, Link, Projection, Reading, Resolved, Source
from edgewise.stores.patch import Gone, Patch, difference
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing.changes import by_kind, drawn, holds, since, some_graph
from edgewise.testing.world import HOSTS, LINKS, OLD, PROJECTION, RECORDS, STORY


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path_factory.mktemp("store") / "edgewise.db") as store:
        store.add(RECORDS)
        yield store


@settings(max_examples=15, deadline=None)
@given(draws=st.lists(st.randoms(use_true_random=False), min_size=1, max_size=5))
def test_any_patches_give_what_projecting_gives(store: SqliteStore, draws: list[Random]) -> None:
    before = Projection()
    store.project(before)
    for draw in draws:
        after = some_graph(draw)
        store.patch(difference(before, after), store.graph_stamp())
        holds(store, after)
        before = after
    with TemporaryDirectory() as folder, SqliteStore(Path(folder) / "edgewise.db") as projected:
        projected.add(RECORDS)
        projected.project(before)
        assert drawn(store) == drawn(projected)
        assert [store.search(text) for text in ("a", "i", "p", "aliased")] == [
            projected.search(text) for text in ("a", "i", "p", "aliased")
        ]


def test_nothing_is_left_of_what_a_patch_takes_away(store: SqliteStore) -> None:
    store.project(PROJECTION)
    store.patch(difference(PROJECTION, Projection()), store.graph_stamp())
    with closing(apsw.Connection(store.address)) as plain:
        tables = [
            name
            for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            if str(name).startswith(("graph_", "nodes", "edges", "node_", "edge_")) and not str(name).startswith("graph_search_")
        ]
        assert len(tables) == 20
        assert {name: plain.execute(f"SELECT count(*) FROM {name}").get for name in tables} == dict.fromkeys(tables, 0)


def made_before(path: Path) -> None:
    """Make a file as edgewise made it before it knew of changes: with the world's records and graph."""
    with SqliteStore(path) as store:
        store.add(RECORDS)
        store.project(PROJECTION)
    with closing(apsw.Connection(str(path))) as plain:
        for kind in ("source", "reading", "document"):
            ((made,),) = plain.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"record_{kind}",))
            columns = ", ".join(row[1] for row in plain.execute(f"PRAGMA table_info(record_{kind})") if row[1] != "place")
            plain.execute(f"ALTER TABLE record_{kind} RENAME TO former; {made.replace('place INTEGER PRIMARY KEY, ', '')}")
            plain.execute(f"INSERT INTO record_{kind}({columns}) SELECT {columns} FROM former; DROP TABLE former")
        plain.execute("DROP TABLE moments; DROP TABLE graph_found; DELETE FROM ours WHERE key = 'graph'")
        plain.execute("INSERT INTO ours VALUES('changes', 2)")


def test_a_file_from_before_knows_of_changes_from_then_on(tmp_path: Path) -> None:
    made_before(tmp_path / "edgewise.db")
    with SqliteStore(tmp_path / "edgewise.db") as store:
        assert since(store, None) == by_kind(*RECORDS)
        holds(store, PROJECTION)
        mark = store.mark()
        later, other = Source("story.txt", OLD.id, 7), document("AWS hosts ICM, says another page.")
        store.add([later, other])
        assert since(store, mark) == by_kind(later, other)
        smaller = replace(PROJECTION, links=PROJECTION.links[1:], entities=PROJECTION.entities, names=())
        store.patch(difference(PROJECTION, smaller), store.graph_stamp())
        holds(store, smaller)
        renamed = replace(smaller, entities=tuple(replace(one, aliases=("Aliased",)) for one in smaller.entities))
        store.patch(difference(smaller, renamed), store.graph_stamp())
        holds(store, renamed)


@pytest.mark.parametrize("before", [False, True])
def test_a_vacuum_changes_no_place_in_the_order_of_changes(tmp_path: Path, before: bool) -> None:
    path = tmp_path / "edgewise.db"
    if before:
        made_before(path)
    with SqliteStore(path) as store:
        store.add(RECORDS)
        for revision in (4, 5, 6):  # leaves places that nothing stands at
            store.add([Source("story.txt", OLD.id, revision), Source("denial.md", OLD.id, revision)])
        mark = store.mark()
        with closing(apsw.Connection(str(path))) as plain:
            plain.execute("VACUUM")
        assert since(store, mark) == {}
        store.add([one := Source("story.txt", OLD.id, 7)])
        assert since(store, mark) == by_kind(one)


def test_marks_and_stamps_of_a_copy_that_went_its_own_way_are_not_those_of_the_file(tmp_path: Path) -> None:
    path, copy = tmp_path / "edgewise.db", tmp_path / "copy.db"
    with SqliteStore(path) as store:
        store.add(RECORDS)
        store.project(PROJECTION)
        shared, graph = store.mark(), store.graph_stamp()
    shutil.copy(path, copy)
    with SqliteStore(path) as store, SqliteStore(copy) as other:
        assert since(other, shared) == {}
        for one, text in ((store, "AWS hosts ICM, says one page."), (other, "AWS hosts ICM, says the other.")):
            one.add([document(text)])
            one.patch(Patch(gone=Gone(links=frozenset({LINKS[0].id}))), graph)
        assert store.stamp() != other.stamp()
        assert store.graph_stamp() != other.graph_stamp()
        assert [one.text for one in store.since(Document, shared)] == ["AWS hosts ICM, says one page."]
        with pytest.raises(UsageError, match="no mark of"):
            list(store.since(Document, other.mark()))
        with pytest.raises(StaleGraph):
            store.patch(Patch(), other.graph_stamp())


def pile(many: int) -> tuple[list[Document], list[Claim], Projection]:
    """Return documents that each state that an agency of its own uses ICM, and their graph."""
    icm = Entity("ICM", "System")
    documents = [document(f"Agency {n} uses ICM.") for n in range(many)]
    agencies = [Entity(f"Agency {n}", "Organization") for n in range(many)]
    claims = [claim(text, agency.name, "uses", "ICM") for text, agency in zip(documents, agencies, strict=True)]
    links, resolved = list[Link](), list[Resolved]()
    for one, agency in zip(claims, agencies, strict=True):
        links.append(Link(agency.id, "uses", icm.id, None, False, "reported", "reported", "uncontested", (one.id,)))
        resolved.append(Resolved(one.id, agency.id, icm.id))
    names = [(text.id, agency.id) for text, agency in zip(documents, agencies, strict=True)]
    return (
        documents,
        claims,
        Projection(tuple(text.id for text in documents), (icm, *agencies), tuple(links), tuple(resolved), tuple(names)),
    )


def without_last(graph: Projection) -> Projection:
    """Return the graph of a pile without what its last document says."""
    return Projection(graph.documents[:-1], graph.entities[:-1], graph.links[:-1], graph.resolved[:-1], graph.names[:-1])


def test_a_patch_changes_as_many_rows_in_a_large_graph_as_in_a_small_one(tmp_path: Path) -> None:
    changed = []
    for many in (20, 500):
        documents, claims, whole = pile(many)
        with SqliteStore(tmp_path / f"{many}.db") as store:
            store.add([*documents, *claims])
            store.project(without_last(whole))
            counts = []
            for patch in (difference(without_last(whole), whole), difference(whole, without_last(whole))):
                with store._pool.taken() as connection:
                    counts.append(-connection.total_changes())
                store.patch(patch, store.graph_stamp())
                with store._pool.taken() as connection:
                    counts[-1] += connection.total_changes()
                assert store.cypher("MATCH (n:Claim) RETURN count(n)").rows == ((len(store.projection().resolved),),)
            changed.append(counts)
    assert changed[0] == changed[1]
    assert min(changed[0]) > 20


def test_since_reads_no_more_in_a_larger_store(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "edgewise.db") as store:
        store.add(RECORDS)
        store.add([Reading(HOSTS.id, f"rules@{n}", 1.0) for n in range(3000)])
        mark = store.mark()
        store.add([STORY, one := Reading(HOSTS.id, "llm@1", 0.5)])
        with store._pool.taken() as connection:
            plan = connection.execute("EXPLAIN QUERY PLAN SELECT rowid, record FROM record_reading WHERE rowid > ? AND rowid <= ?", (1, 2))
            assert "SEARCH" in str(plan.fetchall())
        assert list(store.since(Reading, mark)) == [one]
        assert list(store.since(Claim, mark)) == []
