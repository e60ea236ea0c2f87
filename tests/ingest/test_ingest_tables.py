"""A table becomes a graph: a row of awards is a record, and its link is confirmed, on both stores."""

from __future__ import annotations

from pathlib import Path

import pytest

from edgewise.extract.read import extractor
from edgewise.ingest import Report, ingest
from edgewise.loading.rows import ROWS
from edgewise.model import Claim, Source
from edgewise.project import builtin
from edgewise.questions.answer import ask
from edgewise.stores import open_store
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore

PROJECT = builtin()
COLUMNS = "award_id_piid,recipient_uei,recipient_name,awarding_sub_agency_name,total_obligated_amount,award_base_action_date\n"
PALANTIR = '70CTD022FR0000999,U1,"PALANTIR TECHNOLOGIES, INC.",U.S. Immigration and Customs Enforcement,1250000.00,2022-09-26\n'
OTHER = "70X{0},U{0},EXAMPLE CLOUD {0} LLC,U.S. Immigration and Customs Enforcement,5.00,2021-05-06\n"


def read(store: Store, path: Path) -> Report:
    return ingest([str(path)], store, PROJECT, extractor("rules", PROJECT))


def check(store: Store, folder: Path) -> None:
    """Ingest an award and ask for it."""
    path = folder / "awards.csv"
    path.write_text(COLUMNS + PALANTIR, encoding="utf-8")
    report = read(store, path)
    assert (report.failed, report.links, report.candidates) == ([], 1, 0)
    (link,) = store.projection().links
    assert (link.relation, link.standing, link.first) == ("contracts_with", "confirmed", "2022-09-26")
    (claim,) = store.records(Claim)
    assert (claim.amount, claim.identifier) == ("1250000.00", "70CTD022FR0000999")
    shown = str(ask(store, "how is Palantir linked to ICE?", PROJECT))
    for words in ("confirmed", "70CTD022FR0000999", "1250000.00", "row 2"):
        assert words in shown


def test_an_award_is_a_confirmed_link_in_the_embedded_store(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "edgewise.db")) as store:
        check(store, tmp_path)


@pytest.mark.neo4j
def test_an_award_is_a_confirmed_link_on_a_server(neo4j_store: Neo4jStore, tmp_path: Path) -> None:
    check(neo4j_store, tmp_path)


def test_a_table_that_grows_and_shrinks_keeps_what_did_not_change(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    many = "".join(OTHER.format(n) for n in range(ROWS))
    with open_store(str(tmp_path / "edgewise.db")) as store:
        path.write_text(COLUMNS + many, encoding="utf-8")
        assert [one.state for one in read(store, path).documents] == ["new"]
        assert [one.state for one in read(store, path).documents] == ["unchanged"]
        path.write_text(COLUMNS + many + PALANTIR, encoding="utf-8")
        grown = read(store, path)
        assert [(one.source, one.state) for one in grown.documents] == [
            ("awards.csv/from row 2", "unchanged"), (f"awards.csv/from row {ROWS + 2}", "new"),
        ]  # fmt: skip
        assert grown.links == ROWS + 1
        path.write_text(COLUMNS + many, encoding="utf-8")
        shrunk = read(store, path)
        assert shrunk.gone == [f"awards.csv/from row {ROWS + 2}"]
        assert shrunk.links == ROWS
        assert len([one for one in store.records(Source) if one.document is None]) == 1


def test_a_broken_row_costs_itself_and_the_report_says_so(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    path.write_text(COLUMNS + "70X1,U1,Acme\n" + PALANTIR, encoding="utf-8")
    with open_store(str(tmp_path / "edgewise.db")) as store:
        report = read(store, path)
    assert report.links == 1
    assert "row 2: has 3 cells where the header has 6; left out" in report.documents[0].notes
