"""A dump is the same bytes from any store, a load is a union, and what a line says is checked."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edgewise.errors import EdgewiseError, EvidenceError, StoreError
from edgewise.model import FORMAT, Claim, Document, Reading, Source, canonical, to_data
from edgewise.stores.sqlite import SqliteStore
from edgewise.stores.transfer import dump, load
from edgewise.testing.records import everything, expected
from edgewise.testing.world import HOSTILE_NAME, HOSTS, OLD, RECORDS, STORY, claim, document

HEADER = canonical({"edgewise": FORMAT})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "one.db") as store:
        yield store


@pytest.fixture
def other(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "other.db") as store:
        yield store


def dumped(store: SqliteStore) -> str:
    stream = io.StringIO()
    dump(store, stream)
    return stream.getvalue()


def line(kind: str, record: Any) -> str:
    return canonical({"kind": kind, "record": record})


def lines(*records: Any) -> io.StringIO:
    return io.StringIO("\n".join([HEADER, *(line(type(r).__name__, to_data(r)) for r in records)]) + "\n")


def test_dump_load_dump_gives_the_same_bytes(store: SqliteStore, other: SqliteStore, tmp_path: Path) -> None:
    hostile = document(f"{HOSTILE_NAME}\r\n\0\u0085 says AWS hosts ICM.")
    store.add([*RECORDS, hostile, claim(hostile, hostile.text, "AWS", "hosts", "ICM"), Source(HOSTILE_NAME, None)])
    path = tmp_path / "dump.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        assert dump(store, stream) == len(RECORDS) + 3
    with path.open(encoding="utf-8", newline="\n") as stream:
        assert load(other, stream) == len(RECORDS) + 3
    assert dumped(other).encode() == path.read_bytes()
    assert everything(other) == everything(store)


def test_lines_are_sorted_by_kind_then_id(store: SqliteStore) -> None:
    store.add(RECORDS)
    head, *rest = dumped(store).splitlines()
    assert head == '{"edgewise":1}'
    kinds = [json.loads(one)["kind"] for one in rest]
    order = ("Document", "Source", "Mention", "Claim", "Reading", "Judgement", "Problem")
    assert kinds == sorted(kinds, key=order.index)
    claims = [json.loads(one)["record"]["quote"] for one in rest if json.loads(one)["kind"] == "Claim"]
    assert claims == [c.quote for c in expected(RECORDS)["Claim"] if isinstance(c, Claim)]


def test_an_empty_store_dumps_its_header_and_loads_again(store: SqliteStore, other: SqliteStore) -> None:
    assert dumped(store) == HEADER + "\n"
    assert load(other, io.StringIO(dumped(store))) == 0


def test_loading_is_a_union_whichever_comes_first(store: SqliteStore, other: SqliteStore) -> None:
    ours = [STORY, HOSTS, Source("a", STORY.id, 1), Reading(HOSTS.id, "rules@1", 0.5)]
    theirs = [STORY, OLD, Source("a", None, 2), Reading(HOSTS.id, "reader@1", 1)]
    for target, first, second in ((store, ours, theirs), (other, theirs, ours)):
        load(target, lines(*first))
        load(target, lines(*second))
        assert load(target, lines(*first)) == 0
    assert dumped(store) == dumped(other)
    assert list(store.records(Source)) == [Source("a", None, 2)]


def test_a_dump_that_does_not_say_who_read_is_loaded(store: SqliteStore) -> None:
    old = '{"edgewise":1}\n{"kind":"Source","record":{"document":"d1","locator":"a.txt","revision":2}}\n'
    assert load(store, io.StringIO(old)) == 1
    assert list(store.records(Source)) == [Source("a.txt", "d1", 2, ())]
    assert dumped(store) == old  # and what nobody has read since is written as it was


def test_a_claim_may_rest_on_a_document_of_the_store(store: SqliteStore) -> None:
    store.add([STORY])
    assert load(store, lines(HOSTS)) == 1


def test_many_records_are_loaded_in_batches(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.stores.transfer._BATCH", 3)
    monkeypatch.setattr("edgewise.stores.transfer._TEXTS", 2)
    many = [document(f"AWS hosts ICM, says page {n}.") for n in range(20)]
    assert load(store, lines(*many, *(claim(one, one.text, "AWS", "hosts", "ICM") for one in many))) == 40


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quote": "AWS owns ICM, Mijente wrote."}, "does not say 'AWS owns ICM"),
        ({"start": 1}, "it says 'WS hosts ICM"),
        ({"end": 10_000}, "does not say"),
        ({"start": -29, "end": 0}, "does not say"),
        ({"document": "0" * 64}, "neither in the file before it nor in the store"),
        ({"subject": {**to_data(HOSTS.subject), "text": "ICE"}}, "does not say 'ICE' at 0"),
        ({"said_by": {**to_data(HOSTS.subject), "start": 2, "end": 5}}, "does not say 'AWS' at 2"),
    ],
)  # fmt: skip
def test_a_claim_whose_words_are_not_in_its_document_is_refused_with_its_line(
    store: SqliteStore, change: dict[str, Any], says: str
) -> None:
    stream = io.StringIO(f"{lines(STORY, OLD).getvalue()}{line('Claim', {**to_data(HOSTS), **change})}\n")
    with pytest.raises(EvidenceError, match=f"^line 4: Claim .*{says}"):
        load(store, stream)
    assert list(store.records(Claim)) == []


def test_a_mention_is_checked_too(store: SqliteStore) -> None:
    mention = {"document": STORY.id, "start": 0, "end": 3, "text": "ICE", "type": "Organization", "name": "ICE"}
    with pytest.raises(EvidenceError, match="line 3: Mention"):
        load(store, io.StringIO(f"{lines(STORY).getvalue()}{line('Mention', mention)}"))


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("{", "is not JSON"),
        ("[]", "a line is"),
        ('{"kind": "Claim"}', "a line is"),
        ('{"kind": "Secret", "record": {}}', "unknown kind 'Secret'; known: Claim, Document"),
        ('{"kind": [], "record": {}}', "a line is"),
        (line("Source", {"locator": "a"}), "Source lacks document"),
        (line("Source", {"locator": "a", "document": None, "x": 1}), "unknown field 'x'; known: document"),
        (line("Source", {"locator": 1, "document": None}), "Source.locator is '1'; it is text"),
        (line("Source", {"locator": "a", "document": None, "revision": True}), "Source.revision is 'True'; it is int"),
        (line("Source", []), "it is a mapping"),
        (line("Reading", {"claim": "c", "extractor": "e", "confidence": "high"}), "confidence"),
        (line("Mention", {"document": "d", "start": 0, "end": 1, "text": "x", "type": "Ship", "name": "x"}), "'Ship'; known: Event"),
        (line("Claim", {**to_data(HOSTS), "polarity": "maybe"}), "polarity is 'maybe'; known: affirmed, negated"),
        (line("Claim", {**to_data(HOSTS), "subject": {"name": "AWS"}}), "Claim.subject lacks end, start, text, type"),
        (line("Document", {**to_data(STORY), "names": "AWS"}), "names is 'AWS'; it is a list"),
        (line("Document", {**to_data(STORY), "masks": [{"start": 0}]}), r"masks\[0\] lacks end, rule"),
        ("[" * 100_000, "is not JSON"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named(store: SqliteStore, broken: str, says: str) -> None:
    with pytest.raises(StoreError, match=f"^line 3: .*{says}"):
        load(store, io.StringIO(f"{lines(OLD).getvalue()}{broken}\n"))


@pytest.mark.parametrize("first", ["", "x", "[]", "null", '{"edgewise": "1"}', '{"edgewise": true}', '{"kind": "Claim", "record": {}}'])
def test_a_file_that_is_no_dump_is_refused(store: SqliteStore, first: str) -> None:
    with pytest.raises(StoreError, match="line 1: this is no edgewise dump"):
        load(store, io.StringIO(first))


def test_a_newer_format_is_refused(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match=f"format {FORMAT + 1}.*newer edgewise"):
        load(store, io.StringIO(canonical({"edgewise": FORMAT + 1}) + "\n" + line("Document", to_data(STORY))))
    assert list(store.records(Document)) == []


def test_lines_before_a_broken_one_may_stay_and_loading_the_mended_file_completes_them(store: SqliteStore, other: SqliteStore) -> None:
    whole = lines(*RECORDS).getvalue()
    with pytest.raises(EdgewiseError):
        load(store, io.StringIO(whole + "{\n"))
    load(store, io.StringIO(whole))
    load(other, io.StringIO(whole))
    assert dumped(store) == dumped(other)
