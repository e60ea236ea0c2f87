"""The part of the store contract about Cypher: read-only, bounded, and the same rows everywhere; see `StoreContract`."""

from __future__ import annotations

import io
import json
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ..errors import QueryError, UsageError
from ..model import canonical
from ..stores.base import Store
from ..stores.transfer import dump
from .agreed import AGREED, Agreed
from .records import everything, expected
from .refused import BOUNDLESS_LISTS, ENDLESS, GREEDY, REFUSED, RUNAWAY_PATTERNS, WRONG
from .world import ENTITIES, LINKS, LONG, PROJECTION, RECORDS

_AWS, _ICE, _ICM = (ENTITIES[name].id for name in ("AWS", "ICE", "ICM"))
_HOSTS = next(link for link in LINKS if link.relation == "hosts")
_GRACE = 60.0  # seconds a store may take past the timeout, on a machine that is busy; what never ends takes longer
_SHORT = 0.2  # seconds that a greedy statement may take
_MOST = 300 * 2**20  # bytes that the answer to a statement may take in this process


class CypherContract:
    """`cypher`."""

    gaps: ClassVar[Mapping[str, str]] = {}
    """Statements of `AGREED` that this store answers otherwise, with the reason: strict xfails."""

    @pytest.fixture
    def drawn(self, store: Store) -> Store:
        """The store with the contract's world in it. Tests that use it only read: a subclass may widen its scope."""
        store.add(RECORDS)
        store.project(PROJECTION)
        return store

    @pytest.mark.parametrize("agreed", AGREED, ids=lambda agreed: agreed.query)
    def test_agreed_statements_give_the_same_rows_on_every_store(
        self, drawn: Store, agreed: Agreed, request: pytest.FixtureRequest
    ) -> None:
        if agreed.query in self.gaps:
            request.applymarker(pytest.mark.xfail(reason=self.gaps[agreed.query], strict=True))
        table = drawn.cypher(agreed.query, agreed.parameters, timeout=LONG)
        assert not table.truncated
        assert (list if agreed.ordered else _sorted)(table.rows) == (list if agreed.ordered else _sorted)(agreed.rows)

    def test_gaps_are_of_agreed_statements(self) -> None:
        assert set(self.gaps) <= {agreed.query for agreed in AGREED}

    @pytest.mark.parametrize("query", REFUSED)
    def test_what_writes_reads_files_or_administers_is_refused(self, drawn: Store, query: str, tmp_path: Path) -> None:
        secret = tmp_path / "secret.csv"
        secret.write_text("secret\n")
        with pytest.raises(QueryError) as refused:
            drawn.cypher(query.replace("{file}", secret.as_uri()))
        assert "secret\n" not in str(refused.value)

    def test_refusals_leave_the_store_as_it_was(self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        before = store.stamp(), _dumped(store)
        here = tmp_path / "here"
        here.mkdir()
        monkeypatch.chdir(here)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = f"127.0.0.1:{listening.getsockname()[1]}"
            for query in REFUSED:
                with pytest.raises(QueryError):
                    store.cypher(query.replace("127.0.0.1:9", port), {"file": f"http://{port}/x.csv"})
            listening.setblocking(False)
            with pytest.raises(BlockingIOError):  # nobody called
                listening.accept()
        assert list(here.iterdir()) == []
        assert (store.stamp(), _dumped(store)) == before
        assert everything(store) == expected(RECORDS)
        assert store.projection() == PROJECTION
        assert store.cypher("MATCH (n:Entity) RETURN count(n)", timeout=LONG).rows == ((len(PROJECTION.entities),),)

    @pytest.mark.parametrize("query", WRONG, ids=lambda query: repr(query[:40]))
    def test_a_wrong_statement_is_a_query_error(self, drawn: Store, query: str) -> None:
        with pytest.raises(QueryError):
            drawn.cypher(query)

    def test_what_would_not_run_is_refused_in_the_same_words_without_running(self, drawn: Store) -> None:
        for query in (*REFUSED, *(wrong for wrong in WRONG if "/ 0" not in wrong)):  # which shows only while it runs
            said = []
            for refuse in (drawn.explain, drawn.cypher):
                with pytest.raises(QueryError) as refused:
                    refuse(query)
                said.append((str(refused.value), refused.value.place))
            assert said[0] == said[1], query
        with pytest.raises(QueryError, match=r"\$name"):
            drawn.explain("MATCH (n:Entity {name: $name}) RETURN n")

    def test_what_would_run_is_not_run_to_know_it(self, drawn: Store) -> None:
        for agreed in AGREED:
            drawn.explain(agreed.query, agreed.parameters)
        started = time.monotonic()
        for query in ENDLESS:
            drawn.explain(query)
        assert time.monotonic() - started < _GRACE

    def test_a_missing_parameter_is_named_and_what_was_given_too(self, drawn: Store) -> None:
        with pytest.raises(QueryError, match=r"\$year.*given: name"):
            drawn.cypher("MATCH (n:Entity {name: $name}) WHERE n.year = $year RETURN n", {"name": "AWS"})
        with pytest.raises(QueryError, match=r"\$name"):
            drawn.cypher("MATCH (n:Entity {name: $name}) RETURN n")
        assert drawn.cypher("RETURN $name", {"name": None, "unused": 1}, timeout=LONG).rows == ((None,),)

    @pytest.mark.parametrize("value", [..., {1: 2}, b"x", float("nan"), 2**63, "a\0b", "\ud800", {"k": {1, 2}}], ids=repr)
    def test_a_parameter_that_is_no_plain_data_is_refused(self, drawn: Store, value: Any) -> None:
        with pytest.raises(QueryError, match=r"\$x"):
            drawn.cypher("RETURN $x", {"x": value})

    def test_a_parameter_is_never_read_as_cypher(self, drawn: Store) -> None:
        hostile = "x'}) DETACH DELETE n //"
        assert drawn.cypher("MATCH (n:Entity {name: $x}) RETURN n", {"x": hostile}, timeout=LONG).rows == ()
        assert drawn.cypher("RETURN $x AS x, $x + '!' AS y", {"x": hostile}, timeout=LONG).rows == ((hostile, hostile + "!"),)

    @pytest.mark.parametrize("source", RUNAWAY_PATTERNS)
    def test_patterns_that_could_run_away_are_refused(self, drawn: Store, source: str) -> None:
        text = source.replace("\\", "\\\\")
        for query, parameters in ((f"RETURN 'aaaa' =~ '{text}'", {}), ("RETURN 'aaaa' =~ $p", {"p": source})):
            with pytest.raises(QueryError, match="pattern"):
                drawn.cypher(query, parameters)

    def test_a_pattern_known_only_while_running_is_refused(self, drawn: Store) -> None:
        for query in (
            "MATCH (n) RETURN 'a' =~ n.name",
            "WITH '(a*)*' AS p RETURN 'a' =~ p",
            "RETURN 'a' =~ 'a' + '*'",
            "RETURN 'a' =~ ('a')",
        ):
            with pytest.raises(QueryError, match="pattern"):
                drawn.cypher(query)

    @pytest.mark.parametrize("query", BOUNDLESS_LISTS, ids=lambda query: repr(query[:60]))
    def test_lists_without_bound_are_refused(self, drawn: Store, query: str) -> None:
        with pytest.raises(QueryError, match=r"range|gone through"):
            drawn.cypher(query)

    @pytest.mark.parametrize("query", ENDLESS)
    def test_an_endless_query_is_stopped(self, drawn: Store, query: str) -> None:
        started = time.monotonic()
        with pytest.raises(QueryError, match="stopped"):
            drawn.cypher(query, timeout=1.0)
        assert time.monotonic() - started < 1.0 + _GRACE
        assert drawn.cypher("RETURN 1", timeout=LONG).rows == ((1,),)

    @pytest.mark.parametrize("query", GREEDY, ids=lambda query: repr(query[:60]))
    def test_a_greedy_query_is_answered_or_refused_soon_and_takes_little_memory(self, drawn: Store, query: str) -> None:
        started = time.monotonic()
        before = _peak()
        with suppress(QueryError):
            assert len(drawn.cypher(query, timeout=_SHORT).rows) <= 1000
        assert time.monotonic() - started < LONG
        assert _peak() - before < _MOST
        assert drawn.cypher("RETURN 1", timeout=LONG).rows == ((1,),)

    def test_the_row_limit_cuts_and_says_so(self, drawn: Store) -> None:
        names = ("AWS", "ICE", "Mijente", "Palantir")
        query = "MATCH (n:Organization) RETURN n.name ORDER BY n.name"
        for limit in (1, 3):
            cut = drawn.cypher(query, limit=limit, timeout=LONG)
            assert cut.rows == tuple((name,) for name in names[:limit])
            assert cut.truncated
        for limit in (4, 5):
            whole = drawn.cypher(query, limit=limit, timeout=LONG)
            assert [name for (name,) in whole.rows] == list(names)
            assert not whole.truncated
        assert drawn.cypher(f"{query} LIMIT 3", limit=2, timeout=LONG).truncated
        assert not drawn.cypher(f"{query} LIMIT 2", limit=2, timeout=LONG).truncated
        assert len(drawn.cypher("UNWIND range(1, 2000) AS x RETURN x", timeout=LONG).rows) == 1000
        assert drawn.cypher("RETURN 1 AS x UNION ALL RETURN 1 AS x UNION ALL RETURN 1 AS x", limit=2, timeout=LONG).truncated

    def test_a_large_result_ends_at_its_limit_soon(self, drawn: Store) -> None:
        started = time.monotonic()
        table = drawn.cypher("MATCH (a), (b), (c), (d), (e), (f) RETURN a.name", limit=10, timeout=LONG)
        assert len(table.rows) == 10
        assert table.truncated
        assert time.monotonic() - started < LONG

    @pytest.mark.parametrize(("limit", "timeout"), [(0, 1.0), (-1, 1.0), (10, 0.0), (10, -1.0), (10, float("inf")), (10, float("nan"))])
    def test_a_limit_or_timeout_without_sense_is_a_usage_error(self, drawn: Store, limit: int, timeout: float) -> None:
        with pytest.raises(UsageError, match="limit"):
            drawn.cypher("RETURN 1", limit=limit, timeout=timeout)

    def test_columns_are_named_as_written_even_without_rows(self, drawn: Store) -> None:
        for label in ("Entity", "Nothing"):
            query = f"MATCH (n:{label}) RETURN n.name, count(*) AS `how many`, n . name_key AS key ORDER BY key LIMIT 1"
            assert drawn.cypher(query, timeout=LONG).columns == ("n.name", "how many", "key")
        assert drawn.cypher("MATCH (n:Nothing) RETURN DISTINCT [1, 2] AS l, {a: 1, b: 2}", timeout=LONG).columns == ("l", "{a: 1, b: 2}")
        assert drawn.cypher("MATCH (n:Entity {name: 'AWS'}) RETURN *", timeout=LONG).columns == ("n",)

    def test_a_node_has_sorted_labels_and_its_properties(self, drawn: Store) -> None:
        node = {
            "labels": ["Edgewise", "Entity", "Organization"],
            "properties": {"id": _AWS, "name": "AWS", "name_key": "aws", "aliases": ["Amazon Web Services"]},
        }
        query = "MATCH (n:Entity {name: 'AWS'}) RETURN n, [n, 1], {node: n}, collect(n)"
        assert drawn.cypher(query, timeout=LONG).rows == ((node, [node, 1], {"node": node}, [node]),)

    def test_a_relationship_has_our_ids_at_its_ends(self, drawn: Store) -> None:
        edge = {
            "type": "HOSTS", "start": _AWS, "end": _ICM,
            "properties": {
                "id": _HOSTS.id, "standing": "reported", "support": "reported", "contest": "uncontested", "indirect": False, "claims": 1
            },
        }  # fmt: skip
        for pattern in ("(a)-[r:HOSTS]->(b)", "(b)<-[r:HOSTS]-(a)", "(a)-[r:HOSTS]-(b:System)"):
            assert drawn.cypher(f"MATCH {pattern} RETURN r, collect(r)", timeout=LONG).rows == ((edge, [edge]),), pattern
        (names,) = drawn.cypher("MATCH (d:Document)-[r:NAMES]->(e:Entity {name: 'AWS'}) RETURN r", timeout=LONG).rows[0]
        assert names == {"type": "NAMES", "start": names["start"], "end": _AWS, "properties": {}}
        assert names["start"] in PROJECTION.documents

    def test_a_path_has_its_nodes_and_relationships_in_order(self, drawn: Store) -> None:
        query = "MATCH p = (:Entity {name: 'AWS'})-[:HOSTS]->()<-[:USES]-() RETURN p, nodes(p), relationships(p)"
        ((path, nodes, relationships),) = drawn.cypher(query, timeout=LONG).rows
        assert path == {"nodes": nodes, "relationships": relationships}
        assert [node["properties"]["id"] for node in nodes] == [_AWS, _ICM, _ICE]
        assert [(r["type"], r["start"], r["end"]) for r in relationships] == [("HOSTS", _AWS, _ICM), ("USES", _ICE, _ICM)]
        ((longer,),) = drawn.cypher("MATCH p = (:Entity {name: 'AWS'})-[:HOSTS|USES*2]-() RETURN p", timeout=LONG).rows
        assert longer == path

    def test_claims_and_documents_are_nodes_with_these_properties(self, drawn: Store) -> None:
        for label, most in (
            ("Claim", {"id", "relation", "polarity", "modality", "quote", "start", "end", "said_by", "date", "place", "amount", "role"}),
            ("Document", {"id", "title", "url", "publisher", "published", "event_date", "kind", "tier", "status"}),
        ):
            rows = drawn.cypher(f"MATCH (n:{label}) RETURN n", timeout=LONG).rows
            keys = {key for (node,) in rows for key in node["properties"]}
            assert keys == most | ({"indirect", "document"} if label == "Claim" else set())
            assert all(node["labels"] == sorted((label, "Edgewise")) for (node,) in rows)
            assert all(value is not None for (node,) in rows for value in node["properties"].values())

    def test_rows_are_plain_json(self, drawn: Store) -> None:
        table = drawn.cypher("MATCH p = (a)-[r]->(b) RETURN a, r, b, p, labels(a), keys(r), {x: [a, r]}", timeout=LONG)
        assert json.loads(json.dumps(table.rows)) == [list(row) for row in table.rows]


def _dumped(store: Store) -> str:
    stream = io.StringIO()
    dump(store, stream)
    return stream.getvalue()


def _peak() -> int:
    """The most memory that this process has taken so far, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _sorted(rows: tuple[tuple[Any, ...], ...]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=canonical)
