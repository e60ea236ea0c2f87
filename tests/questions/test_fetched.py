"""Records are fetched once, many in one call, and only the last ones are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import document

from edgewise.errors import StoreError
from edgewise.model import Document
from edgewise.questions.fetched import Fetched
from edgewise.stores.sqlite import SqliteStore

MANY = [document(f"AWS hosts ICM, says page {n}.") for n in range(6)]
IDS = [one.id for one in MANY]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "pile.db") as store:
        store.add(MANY)
        yield store


def test_what_is_kept_is_not_asked_for_again_and_the_longest_unasked_go_first(store: SqliteStore) -> None:
    documents = Fetched(Document, 3)
    assert documents.fetch(store, IDS[:3]) == dict(zip(IDS, MANY[:3], strict=False))
    assert documents.get(store, IDS[0]) is documents.get(store, IDS[0])
    documents.fetch(store, [IDS[0], IDS[3]])  # the first is asked for again, so the second goes
    assert list(documents._kept) == [IDS[2], IDS[0], IDS[3]]
    documents.get(store, IDS[4])
    assert list(documents._kept) == [IDS[0], IDS[3], IDS[4]]


def test_all_of_the_last_call_are_kept_however_many(store: SqliteStore) -> None:
    documents = Fetched(Document, 3)
    documents.fetch(store, IDS)
    assert set(documents._kept) == set(IDS)
    documents.fetch(store, IDS[:1])
    assert len(documents._kept) == 3


def test_what_the_store_has_lost_is_left_out_and_named_when_it_is_needed(store: SqliteStore) -> None:
    documents = Fetched(Document, 3)
    assert documents.fetch(store, ["0" * 64, IDS[0]]) == {IDS[0]: MANY[0]}
    with pytest.raises(StoreError, match="names document 00000000, which is not there"):
        documents.get(store, "0" * 64)
