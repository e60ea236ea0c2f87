"""A folder of Parquet files, one a table of `tables.py`: for pandas, DuckDB, Spark and R."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...batched import batched
from ...errors import UsageError
from .format import Format, any_link
from .selection import Selection
from .tables import TABLES, ColumnType, columns_of

_ROWS = 10_000  # of a row group, which is in memory at a time


def write_parquet(selection: Selection, folder: Path) -> None:
    """Write links.parquet, claims.parquet, entities.parquet and documents.parquet. UsageError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as problem:
        raise UsageError("Parquet needs pyarrow: pip install 'edgewise[export]'") from problem
    types: Mapping[ColumnType, Any] = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_(),
    }  # fmt: skip
    for name in TABLES:
        table = columns_of(selection, name)
        schema = pa.schema([(column, types[type]) for column, type in table.types.items()])
        with pq.ParquetWriter(folder / f"{name}.parquet", schema) as writer:
            for rows in batched(table.rows, _ROWS):
                columns = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))


PARQUET = Format(
    name="parquet",
    opens="pandas, DuckDB, Spark, R",
    edges=any_link,
    folder=write_parquet,
    extra="export",
    cannot=(
        "The texts of documents: claims hold their quotes",
        "A guard against reading a denial as a link: every row of links and claims says how it stands, and whoever counts must look",
    ),
)
