"""The first page counts what is there and keeps apart what is no link; the lists hold every document and link once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from questions.pile import amazon_and_ice, plain_graph, said, store_of, view_of

from edgewise.errors import UsageError
from edgewise.model import Problem
from edgewise.project import builtin
from edgewise.questions.home import documents_listed, home, unread
from edgewise.questions.listed import links_listed, rows_listed
from edgewise.questions.shelf import newest, shelf
from edgewise.questions.view import GraphView

PROJECT = builtin()


@pytest.fixture(scope="module")
def view() -> GraphView:
    return view_of(amazon_and_ice())


def test_links_are_counted_by_relation_and_standing(view: GraphView) -> None:
    held = home(view, PROJECT)
    uses = next(one for one in held.relations if one.relation == "uses")
    assert uses.total == sum(uses.standings.values()) == 2  # ICE uses ICM, the FBI uses Rekognition; that ICE does is unconfirmed
    assert "contracts_with" not in {one.relation for one in held.relations}  # denied, and planned
    assert "declined_to_comment" not in {one.relation for one in held.relations}
    assert sum(held.standings.values()) == sum(one.total for one in held.relations)
    assert held.types["System"] == 2
    assert sum(held.types.values()) == held.names.total == len(view.entities)
    assert held.documents.total == len(view.documents)
    assert "amounts" in {question.name for question in held.questions}


def test_an_empty_store_is_empty() -> None:
    held = home(view_of(plain_graph([])), PROJECT)
    assert (held.documents.total, held.names.total, held.relations, held.unread.total) == (0, 0, (), 0)


def test_the_newest_document_is_first_and_those_without_a_date_last() -> None:
    view = view_of(
        store_of(
            said("ICE uses ICM.", ("ICE", "uses", "ICM"), title="B", published="2018-06"),
            said("ICE used ICM.", title="A"),
            said("AWS hosts ICM.", title="C", published="2017-01-01", event_date="2020"),
            said("ICE met AWS.", title="D", event_date="2019-02-03"),
        )
    )
    assert [line.title for line in shelf(view).values()] == ["D", "B", "C", "A"]
    found = documents_listed(view)
    assert [one.claims for one in found.documents.items] == [0, 1, 0, 0]
    assert newest(view, view.documents, offset=1, limit=2).items == tuple(shelf(view).values())[1:3]


def test_documents_are_found_by_words_and_kind() -> None:
    view = view_of(store_of(said("A.", title="Contract of ICE", publisher="The Verge"), said("B.", title="Emails", kind="mail")))
    assert [one.document.title for one in documents_listed(view, "verge ice").documents.items] == ["Contract of ICE"]
    assert [one.document.title for one in documents_listed(view, kind="mail").documents.items] == ["Emails"]
    assert documents_listed(view).kinds == {"article": 1, "mail": 1}


def test_what_could_not_be_read_is_told_with_its_reason(view: GraphView) -> None:
    source = next(iter(view.sources.values()))
    troubled = replace(view, problems=(Problem(source, "it is locked"), Problem("scan.pdf", "it holds no text")))
    assert [(one.locator, one.reason) for one in unread(troubled, offset=1).items] == [("scan.pdf", "it holds no text")]
    problems = [one.problem for one in documents_listed(troubled).documents.items if one.document.source == source]
    assert problems == ["it is locked"]


def test_every_link_is_on_one_page_and_the_best_are_first(view: GraphView) -> None:
    whole = links_listed(view, PROJECT)
    pages = [links_listed(view, PROJECT, offset=offset, limit=2).links.items for offset in range(0, whole.links.total, 2)]
    assert [line.id for page in pages for line in page] == [line.id for line in whole.links.items]
    assert len({line.id for line in whole.links.items}) == whole.links.total == sum(home(view, PROJECT).standings.values())
    assert whole.links.items[0].standing == "confirmed"
    alleged = links_listed(view, PROJECT, "uses", "alleged")
    assert {line.relation for line in alleged.links.items} <= {"uses"}
    assert [row["id"] for row in rows_listed(view, PROJECT, None, None)] == [line.id for line in whole.links.items]
    with pytest.raises(UsageError, match="unknown relation 'hugs'"):
        links_listed(view, PROJECT, "hugs")


def test_a_document_is_read_once_for_all_views_and_its_place_is_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first = said("ICE uses ICM, again.", title="First")
    one = store_of(first)
    shelf(view_of(one))
    two = store_of(said("AWS hosts ICM, again.", title="Second"), first)
    asked: list[str] = []
    real = two.some

    def counting(kind: type[Any], ids: Iterable[str]) -> Iterator[Any]:
        asked.extend(wanted := list(ids))
        return real(kind, wanted)

    monkeypatch.setattr(two, "some", counting)
    found = shelf(view_of(two))
    assert {line.title: line.source for line in found.values()} == {"First": "pile/01.txt", "Second": "pile/00.txt"}
    assert asked == [line.id for line in found.values() if line.title == "Second"]


def test_a_saved_question_that_is_wrong_hides_nothing_else(view: GraphView, tmp_path: Path) -> None:
    (tmp_path / "graph" / "queries").mkdir(parents=True)
    (tmp_path / "graph" / "queries" / "broken.cypher").write_text("// title: Nothing\nMATCH (n) RETURN n")
    held = home(view, replace(PROJECT, folders=(tmp_path,)))
    assert held.questions == ()
    assert "broken.cypher" in (held.questions_problem or "")
    assert held.documents.total == len(view.documents)
