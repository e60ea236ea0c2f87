"""How many rows a second become claims: `python tests/benchmarks/bench_tables.py [ROWS]`, and `ftm map` on the same file.

A made table of awards with the columns that the profile uses and some that it does not. "load and map" is all from the bytes on the
disk to grounded claims on one core; "ingest" goes on to a store and the graph. CPU seconds, the best of three rounds, which a busy
machine still lengthens.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import yaml

from edgewise.extract.base import Extractor
from edgewise.extract.read import extractor, read
from edgewise.ingest import ingest
from edgewise.loading import Loaded, Place, profiles_of, read_file
from edgewise.project import Project, builtin
from edgewise.stores import open_store

_COLUMNS = (
    "contract_award_unique_key", "award_id_piid", "parent_award_id_piid", "total_obligated_amount", "current_total_value_of_award",
    "award_base_action_date", "awarding_agency_code", "awarding_agency_name", "awarding_sub_agency_code", "awarding_sub_agency_name",
    "recipient_uei", "recipient_name", "recipient_parent_uei", "recipient_parent_name", "prime_award_base_transaction_description",
    "usaspending_permalink", "naics_code", "product_or_service_code",
)  # fmt: skip
_FTM = {
    "bench": {
        "queries": [
            {
                "entities": {
                    "agency": {
                        "schema": "PublicBody",
                        "key": "awarding_sub_agency_code",
                        "properties": {"name": {"column": "awarding_sub_agency_name"}},
                    },
                    "vendor": {"schema": "Company", "key": "recipient_uei", "properties": {"name": {"column": "recipient_name"}}},
                    "contract": {
                        "schema": "Contract",
                        "key": "award_id_piid",
                        "properties": {
                            "authority": {"entity": "agency"},
                            "amount": {"column": "total_obligated_amount"},
                            "contractDate": {"column": "award_base_action_date"},
                            "title": {"column": "prime_award_base_transaction_description"},
                        },
                    },
                    "award": {
                        "schema": "ContractAward",
                        "keys": ["award_id_piid", "recipient_uei"],
                        "properties": {"supplier": {"entity": "vendor"}, "contract": {"entity": "contract"}},
                    },
                }
            }
        ]
    }
}


def table(rows: int) -> str:
    """Return a table of awards: agencies that recur, and vendors of whom many come once."""
    chance = random.Random(7)
    agencies = [(f"{7000 + n}", f"Bureau of Example Affairs {_letters(n)}") for n in range(40)]
    vendors = [(f"U{n:011d}", f"{_letters(n * 37)} {_letters(n)} Systems, Inc.".upper()) for n in range(max(rows // 5, 20))]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for n in range(rows):
        agency, vendor = chance.choice(agencies), chance.choice(vendors)
        writer.writerow((
            f"CONT_AWD_{n}", f"70X{n:08d}", "", f"{chance.randint(10_000, 9_000_000)}.00", f"{chance.randint(10_000, 9_000_000)}.00",
            f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", "070", "Department of Examples", *agency,
            *vendor, "", "", "LICENSES, SUPPORT AND OPERATION OF A SYSTEM FOR CASES", f"https://www.usaspending.gov/award/CONT_AWD_{n}",
            "541512", "DA01",
        ))  # fmt: skip
    return out.getvalue()


def _letters(n: int) -> str:
    word = ""
    for _ in range(5):
        n, rest = divmod(n, 26)
        word += chr(ord("a") + rest)
    return word.capitalize()


def measure(rows: int) -> list[tuple[str, float, str]]:
    """Return what was done, in rows a CPU second, and what it gave."""
    project = builtin()
    reader = extractor("rules", project)
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "awards.csv"
        path.write_text(table(rows), encoding="utf-8")
        found = [
            _timed("load and map, to grounded claims", rows, lambda: f"{_mapped(path, project, reader)} claims"),
            _timed("ingest, to a store and the graph", rows, lambda: f"{_ingested(path, project, reader)} links", rounds=1),
        ]
        mapping = Path(home) / "mapping.yml"
        queries: Any = _FTM
        queries["bench"]["queries"][0]["csv_url"] = path.as_uri()
        mapping.write_text(yaml.safe_dump(queries), encoding="utf-8")
        found.append(_timed("ftm map (the peer)", rows, lambda: f"{_ftm(mapping)} entities"))
    return found


def _mapped(path: Path, project: Project, reader: Extractor) -> int:
    claims = 0
    for one in read_file(Place(path, path.parent), profiles_of(project)):
        assert isinstance(one, Loaded), one
        claims += len(read(one.document, reader, project, one.stated).claims)
    return claims


def _ingested(path: Path, project: Project, reader: Extractor) -> int:
    with open_store(str(path.parent / "bench.db")) as store:
        return ingest([str(path)], store, project, reader).links


def _ftm(mapping: Path) -> int:
    from followthemoney.cli.mapping import run_mapping

    out = mapping.parent / "entities.json"
    with redirect_stdout(io.StringIO()):
        run_mapping.main([str(mapping), "-o", str(out), "--no-sign"], standalone_mode=False)
    return out.read_bytes().count(b"\n")


def _timed(what: str, rows: int, work: Callable[[], str], rounds: int = 3) -> tuple[str, float, str]:
    """Time the best of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        gave = work()
        seconds.append(time.process_time() - start)
    return what, rows / min(seconds), gave


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rows", nargs="?", type=int, default=50_000)
    parser.add_argument("--short", action="store_true", help="5,000 rows")
    given = parser.parse_args()
    print("Rows of a table that become claims a CPU second, beside `ftm map` on the same file")
    measured = measure(5_000 if given.short else given.rows)
    peer = measured[-1][1]
    for what, speed, gave in measured:
        print(f"{what:34} {speed:9,.0f} rows a second  {speed / peer:5.2f} x the peer  {gave}")
