"""The bridge to splink: names go out as a table, its pairs come back for a person, and none is merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from deciding import PROJECT, fill

from edgewise.errors import UsageError
from edgewise.model import Judgement
from edgewise.questions.review import pending
from edgewise.questions.splink import linker_of, names_frame, pairs_of
from edgewise.questions.view import GraphView, build_view
from edgewise.stores import open_store


@pytest.fixture
def view(tmp_path: Path) -> Iterator[GraphView]:
    with open_store(str(tmp_path / "pile.db")) as store:
        yield build_view(fill(store))


def predicted(view: GraphView, *pairs: tuple[str, str, float]) -> pd.DataFrame:
    rows = [(view.called(left)[0].id, view.called(right)[0].id, likely) for left, right, likely in pairs]
    return pd.DataFrame(rows, columns=["unique_id_l", "unique_id_r", "match_probability"])


def test_names_go_out_one_row_a_thing(view: GraphView) -> None:
    frame = names_frame(view)
    assert set(frame["unique_id"]) == view.entities.keys()
    board, short, roe = (frame[frame["name"] == name].iloc[0] for name in ("metro transit board", "mtb", "bill roe"))
    assert board["initials"] == short["initials"] == "mtb"
    assert (roe["first"], roe["last"], roe["type"]) == ("bill", "roe", "Person")


def test_splink_finds_pairs_which_wait_for_a_person(view: GraphView) -> None:
    linker = linker_of(view)
    found = linker.inference.predict(threshold_match_probability=0, warning_mode="never").as_pandas_dataframe()  # type: ignore[no-untyped-call]
    lines = pending(view, pairs_of(view, PROJECT, found))
    assert {"Metro Transit Board", "MTB"} in [{line.left.name, line.right.name} for line in lines]
    assert all(any("splink finds it" in reason.words for reason in line.reasons) for line in lines)
    assert tuple(view.store.records(Judgement)) == ()


def test_what_comes_back_is_ranked_and_never_what_is_settled_as_two(view: GraphView) -> None:
    lines = pairs_of(
        view, PROJECT, predicted(view, ("Bill Roe", "William Roe", 0.4), ("Acme Data", "Acme Insight", 0.99), ("MTB", "Palantir", 0.7))
    )
    assert {lines[0].left.name, lines[0].right.name} == {"Bill Roe", "William Roe"}
    assert {"Acme Data", "Acme Insight"} not in [{line.left.name, line.right.name} for line in lines], "one says data, the other insight"
    assert [reason.words for reason in lines[0].reasons if "splink" in reason.words] == ["splink finds it 40% likely"]
    gone = pd.DataFrame([("0" * 64, "1" * 64, 0.9)], columns=["unique_id_l", "unique_id_r", "match_probability"])
    assert pairs_of(view, PROJECT, gone) == ()
    with pytest.raises(UsageError, match="no column 'match_probability'"):
        pairs_of(view, PROJECT, gone.drop(columns="match_probability"))
