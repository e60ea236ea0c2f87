"""What is selected is closed, and nothing outside it is exported."""

from __future__ import annotations

import pytest
from exporting import LINK

from edgewise.errors import NameUnknown, QueryError, UsageError
from edgewise.project import builtin
from edgewise.questions.view import GraphView
from edgewise.testing.world import DENIAL, DENIED, ENTITIES, HOSTS, PITCHED, STORY, USES
from edgewise.views.exports.selection import Selection, select
from edgewise.views.style import is_drawn

PROJECT = builtin()


def names(selection: Selection) -> set[str]:
    return {entity.name for entity in selection.entity_nouns()}


def nodes(selection: Selection) -> set[str]:
    return {entity.name for entity in selection.nodes(is_drawn)}


def test_without_a_question_it_is_the_whole_graph(world: GraphView) -> None:
    found = select(world, PROJECT)
    assert found.whole
    assert found.sizes == {"name": len(world.entities), "link": 7, "claim": 7, "document": 3}
    assert nodes(found) == {entity.name for entity in world.entities.values()}
    assert found.projection() == world.store.projection()


def test_around_a_name_are_its_links_and_what_is_said_of_it(world: GraphView) -> None:
    found = select(world, PROJECT, name="ICE")
    assert set(found.links) == {LINK["uses"], LINK["pitched_to"], LINK["contacted"], LINK["contracts_with"], LINK["criticises"]}
    assert DENIED.id in found.claims
    assert "Rekognition" in names(found)  # what AWS pitched, a third end
    assert nodes(found) == {"ICE", "ICM", "AWS", "Émile Zola"}
    assert found.answer is not None


def test_around_a_name_that_nobody_has_is_an_error(world: GraphView) -> None:
    with pytest.raises(NameUnknown):
        select(world, PROJECT, name="Nobody at all")


def test_routes_are_their_links_alone_and_denials_come_as_claims(world: GraphView) -> None:
    found = select(world, PROJECT, ends=("Palantir", "ICE"), max_hops=2)
    assert set(found.links) == {LINK["develops"], LINK["uses"]}
    assert found.documents == (STORY.id,)
    beside = select(world, PROJECT, ends=("AWS", "ICE"))
    assert set(beside.links) == {LINK["hosts"], LINK["uses"], LINK["contacted"]}
    assert {DENIED.id} == set(beside.claims) - {HOSTS.id, USES.id, PITCHED.id}
    assert DENIAL.id in beside.documents


def test_where_there_is_no_route_there_is_no_link(world: GraphView) -> None:
    found = select(world, PROJECT, ends=("Palantir", "Mijente"))
    assert found.links == ()
    assert nodes(found) == {"Palantir", "Mijente"}


def test_a_statement_gives_what_it_returns(world: GraphView) -> None:
    link = select(world, PROJECT, query="MATCH (a:Entity)-[r:HOSTS]->(b:Entity) RETURN r")
    assert (link.links, link.claims, names(link)) == ((LINK["hosts"],), (HOSTS.id,), {"AWS", "ICM", "Mijente"})
    assert nodes(link) == {"AWS", "ICM"}
    ids = select(world, PROJECT, query="MATCH (e:Entity) WHERE e.name = $name RETURN e.id AS id", parameters={"name": "ICE"})
    assert (ids.entities, ids.links) == ((ENTITIES["ICE"].id,), ())
    listed = select(world, PROJECT, query="MATCH (d:Document)<-[:IN]-(c:Claim) WHERE c.polarity = 'negated' RETURN collect(d.id) AS ids")
    assert (listed.documents, listed.claims) == ((DENIAL.id,), ())


def test_a_denial_that_is_asked_for_is_a_claim_and_no_link(world: GraphView) -> None:
    found = select(world, PROJECT, query="denials", values={"name": "ICE"})
    assert (found.claims, found.links) == ((DENIED.id,), ())
    assert nodes(found) == set()


def test_a_saved_question_gives_the_links_and_names_that_its_rows_are_of(world: GraphView) -> None:
    assert select(world, PROJECT, query="pitches").claims == (PITCHED.id,)
    assert select(world, PROJECT, query="links_of", values={"name": "ICM"}).links == tuple(
        sorted((LINK["hosts"], LINK["uses"], LINK["develops"]))
    )
    assert names(select(world, PROJECT, query="most_linked")) == {"AWS", "ICE", "ICM", "Palantir", "Émile Zola"}


@pytest.mark.parametrize(
    ("query", "error", "says"),
    [
        ("nothing_saved", UsageError, "no saved question 'nothing_saved'; known: amounts"),
        ("MATCH (e:Entity) RETURN e.name AS name", UsageError, "the query gives name, which holds no node"),
        ("CREATE (n) RETURN n", QueryError, "would write"),
    ],
)
def test_a_query_that_gives_nothing_to_export_says_what_would(world: GraphView, query: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        select(world, PROJECT, query=query)


def test_one_thing_is_selected_at_a_time(world: GraphView) -> None:
    with pytest.raises(UsageError, match="give one of"):
        select(world, PROJECT, name="ICE", query="pitches")
    with pytest.raises(UsageError, match="--param is for a --query"):
        select(world, PROJECT, values={"name": "ICE"})


def test_every_saved_question_can_be_exported(world: GraphView) -> None:
    from edgewise.questions.saved import load_queries

    given = {"name": "ICE", "first": "AWS", "second": "ICE", "document": "icm", "speaker": "Mijente"}
    for name, query in load_queries(*PROJECT.queries).items():
        values = {one.name: given.get(one.name, "ICE") for one in query.parameters if one.default is None}
        found = select(world, PROJECT, query=name, values=values)
        assert not found.whole


def test_claims_and_links_come_with_their_words_in_order(everything: Selection) -> None:
    claims = list(everything.claims_shown())
    assert [claim.id for claim in claims] == sorted(everything.claims)
    assert USES.quote in {claim.quote for claim in claims}
    lines = list(everything.link_lines())
    assert [line.id for line in lines] == sorted(everything.links)
