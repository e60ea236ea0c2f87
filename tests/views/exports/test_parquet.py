"""Parquet: the tables as they are, by whoever reads them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from edgewise.errors import UsageError
from edgewise.views.exports.parquet import write_parquet
from edgewise.views.exports.selection import Selection
from edgewise.views.exports.tables import TABLES, columns_of


@pytest.mark.parametrize("name", ["everything", "hostile"])
def test_what_is_read_back_is_what_was_there(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    selection: Selection = request.getfixturevalue(name)
    write_parquet(selection, tmp_path)
    for table in TABLES:
        expected = columns_of(selection, table)
        found = pd.read_parquet(tmp_path / f"{table}.parquet", dtype_backend="pyarrow")
        assert tuple(found.columns) == expected.names
        assert [tuple(map(_plain, row)) for row in found.itertuples(index=False)] == [tuple(map(_plain, row)) for row in expected.rows]


def _plain(value: Any) -> Any:
    """A value as JSON has it: no array, no mark for what is missing."""
    if isinstance(value, tuple | np.ndarray):
        return list(value)
    return None if value is pd.NA else value


def test_without_pyarrow_it_says_what_to_install(everything: Selection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'edgewise\[export\]'"):
        write_parquet(everything, tmp_path)
