"""A name is found by what somebody types: by its beginning, by an alias, whatever its case; and its label means it alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import claim, document, graph, mention

from edgewise.model import Reading, Source
from edgewise.project import builtin
from edgewise.questions import names
from edgewise.questions.names import find_entity, label_of
from edgewise.questions.once import once_a_view
from edgewise.questions.search import drawn_links, search
from edgewise.questions.view import GraphView, build_view
from edgewise.stores import open_store

PROJECT = builtin()


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> GraphView:
    return stored(tmp_path_factory.mktemp("search") / "pile.db")


def stored(path: Path) -> GraphView:
    deal = document("AWS hosts ICM for ICE, said Ms Roe of Société Générale.")
    people = document("Powell met Powell Group and ICE.")
    others = document("Powell spoke.")
    claims = [claim(deal, "AWS", "hosts", "ICM"), claim(deal, "ICE", "uses", "ICM")]
    claims.append(claim(deal, "ICE", "contracts_with", "AWS", polarity="negated", said_by="ICE"))
    claims.append(claim(deal, "ICE", "declined_to_comment", "AWS"))
    said = [
        mention(deal, "Société Générale"), mention(people, "Powell", "Person"), mention(people, "Powell Group"),
        mention(others, "Powell", "Person"), mention(people, "ICE", "System"),
    ]  # fmt: skip
    documents = (deal, people, others)
    sources = [Source(f"pile/{number}.txt", one.id) for number, one in enumerate(documents)]
    with open_store(str(path)) as store:
        store.add([*documents, *claims, *said, *sources, *(Reading(one.id, "rules@1", 0.9) for one in claims)])
        store.project(graph(*claims, documents=documents, mentions=tuple(said)))
    return build_view(open_store(str(path)))


def found(view: GraphView, text: str, **options: int) -> list[str]:
    return [one.name for one in search(view, PROJECT, text, **options).entities]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["societe", "SOCIÉTÉ générale", "génér"])
def test_case_and_accents_aside_a_beginning_is_enough(view: GraphView, text: str) -> None:
    assert found(view, text) == ["Société Générale"]


def test_an_alias_is_found_and_shown_as_what_fits(view: GraphView) -> None:
    (aws,) = search(view, PROJECT, "aws").entities
    assert (aws.name, aws.also, aws.label) == ("Amazon Web Services", "AWS", "Amazon Web Services")
    (again,) = search(view, PROJECT, "amazon web").entities
    assert again.also is None


def test_links_are_counted_without_speech(view: GraphView) -> None:
    (ice,) = search(view, PROJECT, "immigration and customs").entities
    assert len(view.links_of[ice.id]) == 2
    assert ice.links == len(drawn_links(view, ice.id)) == 1


def test_pages_and_types_narrow_what_is_found(view: GraphView) -> None:
    every = search(view, PROJECT, "")
    assert every.total == len(view.entities)
    assert every.counted
    assert [one.links for one in every.entities[:2]] == sorted((one.links for one in every.entities), reverse=True)[:2]
    first, rest = search(view, PROJECT, "powell", limit=1), search(view, PROJECT, "powell", offset=1)
    assert first.total == rest.total == 3
    assert len({one.id for one in (*first.entities, *rest.entities)}) == 3
    assert [one.name for one in search(view, PROJECT, "powell", "Organization").entities] == ["Powell Group"]


def test_what_nobody_is_called_is_answered_with_the_nearest(view: GraphView) -> None:
    none = search(view, PROJECT, "Sosiete Generale")
    assert (none.total, none.nearest) == (0, ("Société Générale",))
    assert search(view, PROJECT, "Sosiete Generale", near=False).nearest == ()
    assert search(view, PROJECT, "?!").entities == ()


def test_a_label_means_one_entity_alone(view: GraphView) -> None:
    labels = {entity.id: label_of(view, PROJECT, entity) for entity in view.entities.values()}
    assert {id: find_entity(view, PROJECT, label).id for id, label in labels.items()} == {id: id for id in labels}
    powells = [label for id, label in labels.items() if view.entities[id].name == "Powell"]
    assert len(powells) == 2
    assert all(label.startswith("Powell (Person, ") for label in powells)


def test_a_name_without_words_is_labelled_by_its_id() -> None:
    doc = document("\u202e***1 hosts ICM.")
    made = graph(claim(doc, "\u202e***1", "hosts", "ICM"), documents=(doc,))
    (odd,) = (entity for entity in made.entities if "***" in entity.name)

    class Store:
        def projection(self) -> object:
            return made

        def records(self, kind: type) -> list[object]:
            return []

        def stamp(self) -> str:
            return ""

    assert label_of(build_view(Store()), PROJECT, odd) == odd.id  # type: ignore[arg-type]


def test_the_index_of_letters_is_made_once_a_view(view: GraphView) -> None:
    asked: list[GraphView] = []

    @once_a_view
    def work(given: GraphView) -> int:
        asked.append(given)
        return len(asked)

    assert (work(view), work(view)) == (1, 1)
    assert names.nearest_names(view, "Powel")[0] == "Powell"
