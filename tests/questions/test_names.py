"""Which entity a typed name means; where that is open, an error that lists the nearest."""

from __future__ import annotations

import pytest
from questions.pile import MemoryStore, amazon_and_ice, plain_graph, view_of

from edgewise.errors import NameUnknown, UsageError
from edgewise.model import Entity, EntityType, Projection
from edgewise.project import builtin
from edgewise.questions.names import find_entity, names_within, units_of
from edgewise.questions.view import GraphView

AWS, ICE = "Amazon Web Services", "Immigration and Customs Enforcement"


@pytest.fixture(scope="module")
def view() -> GraphView:
    return view_of(amazon_and_ice())


def graph_of(names: dict[str, EntityType]) -> GraphView:
    return view_of(plain_graph([(name, "uses", "ICM", "reported") for name in names], names))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AWS", AWS), ("aws", AWS), ("Amazon Web Services", AWS), ("Amazon Web Services, Inc.", AWS), ("the ICE", ICE),
        ("Immigration & Customs Enforcement", ICE), ("“Palantir”", "Palantir"), ("Palantir's", "Palantir"),
        ("Palantir Technologies Inc.", "Palantir"), ("Palant", "Palantir"), ("Rekognition", "Amazon Rekognition"),
        ("jane roe", "Jane Roe"), ("Senator Jane Roe", "Jane Roe"), ("Roe", "Jane Roe"), ("ICM (System)", "Investigative Case Management"),
        ("Homeland Security Investigations", "Homeland Security Investigations"),
    ],
)  # fmt: skip
def test_a_name_is_found(view: GraphView, text: str, name: str) -> None:
    assert find_entity(view, builtin(), text).name == name


def test_an_entity_is_found_by_its_id_and_by_a_former_one(view: GraphView) -> None:
    (aws,) = view.called("AWS")
    assert find_entity(view, builtin(), aws.id) == aws
    assert aws.former_ids
    assert [find_entity(view, builtin(), id) for id in aws.former_ids] == [aws] * len(aws.former_ids)
    with pytest.raises(UsageError, match="no entity has the id"):
        view.entity("0" * 64)


@pytest.mark.parametrize(
    ("text", "nearest"), [("Palantier", "Palantir"), ("Microsft", "Microsoft"), ("Amazn Web Service", AWS), ("Jane Rowe", "Jane Roe")]
)
def test_an_unknown_name_lists_the_nearest(view: GraphView, text: str, nearest: str) -> None:
    with pytest.raises(NameUnknown, match=f"no document here names '{text}'; did you mean {nearest}") as caught:
        find_entity(view, builtin(), text)
    assert caught.value.nearest[0] == nearest


def test_a_well_known_name_that_nobody_names_is_not_answered_with_its_namesake() -> None:
    view = graph_of({"Amazon Rekognition": "System", "Amazon employees": "Group"})
    with pytest.raises(NameUnknown, match="no document here names 'Amazon'"):
        find_entity(view, builtin(), "Amazon")
    with pytest.raises(NameUnknown, match=r"'HSI' \(Homeland Security Investigations\)"):
        find_entity(view, builtin(), "HSI")


def test_a_part_of_several_names_lists_them() -> None:
    view = graph_of({"Orlando Police": "Organization", "Orlando Magic": "Organization", "Tampa Police": "Organization"})
    with pytest.raises(NameUnknown, match="'Orlando' can mean 2 things here: Orlando Magic, Orlando Police") as caught:
        find_entity(view, builtin(), "Orlando")
    assert caught.value.nearest == ("Orlando Magic", "Orlando Police")
    assert find_entity(view, builtin(), "tampa").name == "Tampa Police"
    with pytest.raises(NameUnknown, match="'and'"):
        find_entity(view, builtin(), "and")


def test_one_name_of_two_types_asks_which() -> None:
    both = view_of(MemoryStore(Projection(entities=(Entity("Palmer", "Organization"), Entity("Palmer", "Person")))))
    with pytest.raises(NameUnknown, match=r"2 things here: Palmer \(Organization\), Palmer \(Person\)"):
        find_entity(both, builtin(), "palmer")
    assert find_entity(both, builtin(), "Palmer (Person)").type == "Person"


def test_a_name_goes_before_an_alias_and_a_thing_of_all_documents_before_one_of_a_single_document() -> None:
    project_tyr, tyr = Entity("Project Tyr", "Event", aliases=("Tyr",)), Entity("Tyr", "System")
    local = Entity("Tyr", "Work", scope="one document")
    view = view_of(MemoryStore(Projection(entities=(project_tyr, tyr, local))))
    assert find_entity(view, builtin(), "Tyr") == tyr
    assert find_entity(view_of(MemoryStore(Projection(entities=(project_tyr, local)))), builtin(), "Tyr") == project_tyr


def test_a_description_means_one_thing_in_each_document() -> None:
    scoped = [Entity("government agencies", "Group", scope=document) for document in ("one", "two")]
    view = view_of(MemoryStore(Projection(entities=tuple(scoped))))
    with pytest.raises(NameUnknown, match=r"2 things here: government agencies \(Group, [0-9a-f]{8}\) in (one|two), ") as caught:
        find_entity(view, builtin(), "government agencies")
    assert {find_entity(view, builtin(), label) for label in caught.value.nearest} == set(scoped)


def test_a_last_name_alone_means_the_one_who_bears_it_else_it_is_asked_who() -> None:
    nixon, bank = Entity("Richard Nixon", "Person"), Entity("Nixon Bank", "Organization")
    scoped = [Entity("Nixon", "Person", scope=document) for document in ("one", "two")]
    assert find_entity(view_of(MemoryStore(Projection(entities=(nixon, bank, *scoped)))), builtin(), "Nixon") == nixon
    two = view_of(MemoryStore(Projection(entities=(nixon, Entity("Pat Nixon", "Person"), *scoped))))
    with pytest.raises(NameUnknown, match="'nixon' can mean 2 things here: Pat Nixon, Richard Nixon"):
        find_entity(two, builtin(), "nixon")
    with pytest.raises(NameUnknown, match=r"'Nixon' can mean 2 things here: Nixon \(Person, [0-9a-f]{8}\) in "):
        find_entity(view_of(MemoryStore(Projection(entities=tuple(scoped)))), builtin(), "Nixon")


def test_names_in_running_words_are_found_longest_first(view: GraphView) -> None:
    words = ["that", "Amazon", "Web", "Services", "sells", "Rekognition", "to", "ICE,", "Amazon", "and", "the", "FBI"]
    found = [entity.name for entity in names_within(view, builtin(), words)]
    assert found == [AWS, "Amazon Rekognition", ICE, "Amazon", "Federal Bureau of Investigation"]


def test_units_are_those_declared(view: GraphView) -> None:
    (amazon,), (ice,) = view.called("Amazon"), view.called("ICE")
    assert [unit.name for unit in units_of(view, builtin().names, amazon)] == [AWS]
    assert [unit.name for unit in units_of(view, builtin().names, ice)] == ["Homeland Security Investigations"]
    (palantir,) = view.called("Palantir")
    assert units_of(view, builtin().names, palantir) == ()
