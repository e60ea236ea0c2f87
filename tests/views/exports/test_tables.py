"""The tables: one row a thing, in order, each value of the type that its column says."""

from __future__ import annotations

from typing import Any

import pytest
from exporting import GRAPH

from edgewise.testing.world import DENIED, ENTITIES, STORY
from edgewise.views.exports.selection import Selection
from edgewise.views.exports.tables import TABLES, TableName, columns_of

_TYPES: dict[str, tuple[type, ...]] = {"text": (str,), "texts": (tuple,), "whole": (int,), "number": (float,), "flag": (bool,)}


def rows(selection: Selection, table: TableName) -> list[dict[str, Any]]:
    found = columns_of(selection, table)
    return [dict(zip(found.names, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("table", TABLES)
def test_every_value_has_the_type_of_its_column(everything: Selection, hostile: Selection, table: TableName) -> None:
    for selection in (everything, hostile):
        types, found = columns_of(selection, table).types, rows(selection, table)
        assert found
        assert [row["id"] for row in found] == sorted(row["id"] for row in found)
        wrong = [
            (name, value)
            for row in found
            for name, value in row.items()
            if value is not None and not isinstance(value, _TYPES[types[name]])
        ]
        assert wrong == []


def test_a_link_has_its_ends_its_standing_and_its_best_words(everything: Selection) -> None:
    (hosts,) = (row for row in rows(everything, "links") if row["relation"] == "hosts")
    assert (hosts["sentence"], hosts["standing"], hosts["claims"]) == ("AWS hosts ICM", "reported", 1)
    assert (hosts["quote"], hosts["said_by"], hosts["url"]) == ("AWS hosts ICM, Mijente wrote.", "Mijente", "https://example.org/icm")
    assert (hosts["subject_id"], hosts["object_id"], hosts["about_id"]) == (ENTITIES["AWS"].id, ENTITIES["ICM"].id, None)
    (refuted,) = (row for row in rows(everything, "links") if row["relation"] == "contracts_with")
    assert (refuted["standing"], refuted["contesting"], refuted["contesting_ids"]) == ("refuted", 1, (DENIED.id,))


def test_a_claim_says_whether_it_denies(everything: Selection) -> None:
    (denied,) = (row for row in rows(everything, "claims") if row["id"] == DENIED.id)
    assert (denied["polarity"], denied["said_by_id"], denied["quote"]) == ("negated", ENTITIES["ICE"].id, DENIED.quote)


def test_a_name_counts_its_links_and_documents(everything: Selection) -> None:
    (ice,) = (row for row in rows(everything, "entities") if row["name"] == "ICE")
    assert ice["links"] == sum(ENTITIES["ICE"].id in (link.subject, link.object) for link in GRAPH.links)
    assert (ice["type"], ice["aliases"]) == ("Organization", ("Immigration and Customs Enforcement", "la Migra"))


def test_a_document_is_there_without_its_text(everything: Selection) -> None:
    (story,) = (row for row in rows(everything, "documents") if row["id"] == STORY.id)
    assert (story["title"], story["source"], story["publisher"]) == ("Who runs ICM", "story.txt", "Mijente")
    assert STORY.text not in story.values()
