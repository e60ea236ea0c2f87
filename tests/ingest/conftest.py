"""What the tests of ingest share: a new store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edgewise.stores import open_store
from edgewise.stores.base import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "edgewise.db")) as opened:
        yield opened
