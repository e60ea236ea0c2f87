"""FollowTheMoney: valid by its own model, and nothing in it that does not stand confirmed or reported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from exporting import AWS, ICE, LINK

from edgewise.model import ENTITY_TYPES, Entity
from edgewise.project import builtin
from edgewise.testing.world import DENIED, ENTITIES, HOSTS, STORY, USES
from edgewise.views.exports.ftm import as_ftm, mapped
from edgewise.views.exports.selection import Selection

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy
    from followthemoney.schema import Schema


pytestmark = pytest.mark.usefixtures("followthemoney")


def schema_of(name: str) -> Schema | None:
    from followthemoney import model

    return model.get(name)


def proxy_of(data: dict[str, Any]) -> EntityProxy:
    from followthemoney.proxy import EntityProxy

    return EntityProxy.from_dict(data, cleaned=False)


def lines(selection: Selection) -> list[Any]:
    return [json.loads(line) for line in as_ftm(selection)]


def proxies(selection: Selection) -> Iterator[EntityProxy]:
    """Each line as FollowTheMoney reads it, after a check that it keeps every value as it is."""
    for data in lines(selection):
        cleaned = proxy_of(data)
        cleaned.schema.validate(data)
        assert {name: len(values) for name, values in cleaned.to_dict()["properties"].items()} == {
            name: len(values) for name, values in data["properties"].items()
        }
        yield cleaned


def ranges_hold(found: Mapping[str, EntityProxy]) -> bool:
    """Whether every end of every line is an entity of the schema that its property asks for."""
    for proxy in found.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                wanted: Schema | None = prop.range
                assert wanted is not None
                assert found[value].schema.is_a(wanted), (prop.qname, found[value].schema.name)
    return True


def test_it_is_valid_and_every_end_is_what_its_schema_asks_for(everything: Selection) -> None:
    found = {proxy.id: proxy for proxy in proxies(everything) if proxy.id is not None}
    assert ranges_hold(found)
    assert set(found[ICE].get("alias")) == {"Immigration and Customs Enforcement", "la Migra"}


def test_hostile_text_is_valid_too(hostile: Selection) -> None:
    found = {data["id"]: data for data in lines(hostile)}
    read = {id: proxy_of(data) for id, data in found.items()}
    assert ranges_hold(read)
    for id, data in found.items():
        read[id].schema.validate(data)
        assert all(url.startswith(("http://", "https://")) for url in data["properties"].get("sourceUrl", ()))
    schemata = {proxy.schema.name for proxy in read.values()}
    assert {"Ownership", "Company", "UnknownLink", "PlainText"} <= schemata


def test_only_what_stands_confirmed_or_reported_is_there(everything: Selection, hostile: Selection) -> None:
    for selection in (everything, hostile):
        edges = {data["id"] for data in lines(selection) if (schema := schema_of(data["schema"])) and schema.edge}
        standings = {selection.view.links[id].standing for id in edges}
        assert edges
        assert standings <= {"confirmed", "reported"}
    ids = {data["id"] for data in lines(everything)}
    assert ids.isdisjoint({LINK["pitched_to"], LINK["contacted"], LINK["contracts_with"], LINK["criticises"]})
    text = "".join(as_ftm(everything))
    assert DENIED.quote not in text
    assert "pitched" not in text


def test_a_link_has_its_words_its_dates_and_its_proof(everything: Selection) -> None:
    found = {data["id"]: data for data in lines(everything)}
    uses = found[LINK["uses"]]
    assert (uses["schema"], uses["properties"]["subject"]) == ("UnknownLink", [ICE])
    assert (uses["properties"]["role"], uses["properties"]["status"]) == (["uses"], ["confirmed"])
    assert (uses["properties"]["summary"], uses["properties"]["date"]) == ([USES.quote], ["2017", "2018-06-12"])
    hosts = found[LINK["hosts"]]["properties"]
    assert (hosts["subject"], hosts["object"], hosts["summary"]) == ([AWS], [ENTITIES["ICM"].id], [HOSTS.quote])
    assert (hosts["sourceUrl"], hosts["proof"]) == (["https://example.org/icm"], [STORY.id])
    assert found[STORY.id]["properties"]["title"] == ["Who runs ICM"]
    assert DENIED.document not in found  # a proof of nothing that is there


def test_the_mapping_names_schemata_properties_types_and_relations_that_there_are() -> None:
    assert set(mapped().entities) == set(ENTITY_TYPES)
    assert all(schema_of(schema) for schema in mapped().entities.values())
    for relation, interest in mapped().links.items():
        declared = builtin().ontology.relation(relation)
        assert not declared.symmetric
        schema = schema_of(interest.schema)
        assert schema is not None
        for end, types in ((interest.subject, interest.subjects), (interest.object, interest.objects)):
            wanted = schema.properties[end].range
            assert wanted is not None
            for type in types:
                became = interest.becomes.get(type) if end == interest.object else None
                written = schema_of(became or mapped().entities[type])
                assert written is not None
                assert written.is_a(wanted), (relation, end, type)


@pytest.mark.parametrize(("subject", "schema"), [("Person", "Employment"), ("Group", None)])
def test_a_link_between_other_types_is_an_unknown_one(hostile: Selection, subject: Any, schema: str | None) -> None:
    link = next(link for link in hostile.link_nouns() if link.relation == "works_for")
    found = mapped().interest(link, Entity("A", subject), Entity("B", "Organization"))
    assert (found.schema if found else None) == schema
