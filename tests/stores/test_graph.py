"""What the Cypher graph holds of a projection, whichever store draws it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edgewise.errors import StoreError
from edgewise.model import Projection
from edgewise.stores.graph import (
    LINK_PROPERTIES,
    NODE_PROPERTIES,
    OF_CLAIMS,
    Edge,
    Node,
    elements,
    named_claims,
    named_documents,
    others_behind,
)
from edgewise.testing.world import CLAIMS, DENIAL, DENIED, ENTITIES, HOSTS, LINKS, PROJECTION, STORY

DRAWN = list(elements(PROJECTION, [STORY, DENIAL], CLAIMS))


def test_every_relationship_comes_after_its_two_nodes() -> None:
    seen: set[tuple[str, str]] = set()
    for one in DRAWN:
        if isinstance(one, Node):
            assert (one.kind, one.id) not in seen
            seen.add((one.kind, one.id))
        else:
            assert {(one.start_kind, one.start), (one.end_kind, one.end)} <= seen


def test_a_link_without_support_is_no_relationship_though_its_claims_are_nodes() -> None:
    types = {one.type for one in DRAWN if isinstance(one, Edge)}
    assert "CONTRACTS_WITH" not in types
    assert any(isinstance(one, Node) and one.id == DENIED.id for one in DRAWN)


def test_labels_and_properties_are_those_of_the_design() -> None:
    aws = next(one for one in DRAWN if isinstance(one, Node) and one.id == ENTITIES["AWS"].id)
    assert aws.labels == ("Entity", "Organization", "Edgewise")
    assert aws.properties == {"id": aws.id, "name": "AWS", "name_key": "aws", "aliases": ["Amazon Web Services"]}
    hosts = next(one for one in DRAWN if isinstance(one, Edge) and one.type == "HOSTS")
    assert hosts.properties == {
        "id": LINKS[0].id, "standing": "reported", "support": "reported", "contest": "uncontested", "indirect": False, "claims": 1
    }  # fmt: skip
    claim = next(one for one in DRAWN if isinstance(one, Node) and one.id == HOSTS.id)
    assert claim.properties["said_by"] == "Mijente"
    assert "date" not in claim.properties


def test_what_a_projection_needs() -> None:
    assert named_documents(PROJECTION) == {STORY.id, DENIAL.id}
    assert named_claims(PROJECTION) == {claim.id for claim in CLAIMS}
    assert others_behind(LINKS[:1], {HOSTS.id}) == frozenset()
    assert others_behind(LINKS[:1], frozenset()) == {HOSTS.id}


@pytest.mark.parametrize(
    ("projection", "says"),
    [
        (replace(PROJECTION, entities=(ENTITIES["ICE"],)), "not among its entities"),
        (replace(PROJECTION, documents=(STORY.id,)), "not among its current ones"),
        (replace(PROJECTION, links=(replace(LINKS[0], relation="HOSTS`) DELETE (n"),)), "lower_snake_case"),
        (replace(PROJECTION, links=(replace(LINKS[0], relation="said_by"),)), "none of ABOUT"),
        (replace(PROJECTION, entities=(*PROJECTION.entities, replace(ENTITIES["AWS"], type="X`"))), "'X`'; known: Organization"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_a_graph_that_does_not_hold_together_is_refused(projection: Projection, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        list(elements(projection, [STORY, DENIAL], CLAIMS))


def test_missing_records_are_named() -> None:
    with pytest.raises(StoreError, match=f"names the document {DENIAL.id[:8]}"):
        list(elements(PROJECTION, [STORY], CLAIMS))
    with pytest.raises(StoreError, match=f"names the claim {CLAIMS[-1].id[:8]}"):
        list(elements(PROJECTION, [STORY, DENIAL], CLAIMS[:-1]))


def test_the_properties_that_are_told_are_those_that_there_are() -> None:
    full = replace(HOSTS, date="2018", place="Seattle", amount="$1", role="host", identifier="HSCE-1")
    read = replace(STORY, title="A", url="https://a.example", publisher="B", published="2018", event_date="2018", status="checked")
    link = replace(LINKS[0], claims=(full.id,), about=ENTITIES["ICE"].id, first="2018", last="2019")
    resolved = replace(next(one for one in PROJECTION.resolved if one.claim == HOSTS.id), claim=full.id)
    one = replace(PROJECTION, documents=(read.id,), links=(link,), resolved=(resolved,), names=())
    drawn = list(elements(one, [read], [full]))
    for kind, properties in NODE_PROPERTIES.items():
        assert {key for node in drawn if isinstance(node, Node) and node.kind == kind for key in node.properties} == set(properties)
    assert {key for edge in drawn if isinstance(edge, Edge) and edge.type == "HOSTS" for key in edge.properties} == set(LINK_PROPERTIES)
    assert {edge.type for edge in DRAWN if isinstance(edge, Edge)} - {"HOSTS"} <= {*OF_CLAIMS, *(link.relation.upper() for link in LINKS)}
