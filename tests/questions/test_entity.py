"""What is known of one name: links by relation, and apart from them whatever is none; each list bounded, each count true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from making import claim, document, graph, mention
from questions.pile import MemoryStore, amazon_and_ice, said, store_of, view_of

from edgewise.errors import NameUnknown, UsageError
from edgewise.model import Judgement, Key, Link
from edgewise.project import Project, builtin
from edgewise.questions.entity import EntityKnown, entity_known, link_rows
from edgewise.questions.names import find_entity
from edgewise.questions.nouns import LinkLine
from edgewise.questions.show import show_lines
from edgewise.questions.view import GraphView

PROJECT = builtin()


@pytest.fixture(scope="module")
def view() -> GraphView:
    return view_of(amazon_and_ice())


def known(view: GraphView, name: str, **asked: object) -> EntityKnown:
    return entity_known(view, PROJECT, find_entity(view, PROJECT, name).id, **asked)  # type: ignore[arg-type]


def test_links_stand_by_relation_and_denials_apart(view: GraphView) -> None:
    ice = known(view, "ICE")
    assert ice.links is not None
    told = {group.relation: [line.sentence for line in group.links.items] for group in ice.links}
    assert told["uses"] == ["Immigration and Customs Enforcement uses Investigative Case Management"]
    assert told["part_of"] == ["Homeland Security Investigations is part of Immigration and Customs Enforcement"]
    assert "contracts_with" not in told  # denied by ICE, and planned by Microsoft: no links
    assert ice.beside is not None
    assert [claim.relation for claim in ice.beside.denials] == ["contracts_with"]
    assert {claim.modality for claim in ice.beside.unconfirmed} == {"unconfirmed", "planned"}
    assert [claim.relation for claim in ice.beside.speech] == ["declined_to_comment"]
    assert ice.links_total == sum(group.links.total for group in ice.links)
    assert ice.links[0].relation == "pitched_to"  # as the ontology has them
    assert ice.links[0].standings == {"confirmed": 1}


def test_a_line_holds_the_best_words_and_how_many_there_are(view: GraphView) -> None:
    ice = known(view, "ICE", relation="uses")
    assert ice.links is not None
    (uses,) = ice.links[0].links.items
    assert uses.count == 2
    assert uses.claim is not None
    assert uses.claim.quote in ("ICE uses ICM to build cases.", "Agents of ICE rely on ICM every day.")
    assert ice.beside is None
    assert ice.documents is None


def test_what_it_is_part_of_is_known_beforehand(view: GraphView) -> None:
    ice = known(view, "ICE")
    assert ice.part_of == ("Department of Homeland Security",)
    assert [unit.name for unit in ice.units] == ["Homeland Security Investigations"]
    aws = known(view, "AWS")
    assert [part if isinstance(part, str) else part.name for part in aws.part_of] == ["Amazon"]
    assert not isinstance(aws.part_of[0], str)  # a name with a page


def test_names_say_where_they_come_from(view: GraphView) -> None:
    naming = known(view, "ICE").naming
    assert naming is not None
    by_name = {name.name: name for name in naming.names}
    assert naming.names[0].name == "Immigration and Customs Enforcement"
    assert by_name["ICE"].beforehand
    assert by_name["ICE"].used == naming.total == naming.looked
    assert len(by_name["ICE"].documents) == 3
    assert by_name["US Immigration and Customs Enforcement"].used == 0


def test_a_name_joined_by_a_person_says_by_whom() -> None:
    doc = document("Case Hub is run by Roe Systems for Hubcase.")
    claims = [claim(doc, "Roe Systems", "develops", "Case Hub")]
    said_so = Judgement("SAME", "Kim", "2026-01-02T03:04:05Z", "one product", Key("Case Hub", "System"), Key("Hubcase", "System"))
    mentions = (mention(doc, "Case Hub", "System"), mention(doc, "Hubcase", "System"), mention(doc, "Roe Systems"))
    claims[0] = replace(claims[0], object=replace(claims[0].object, type="System"))
    made = graph(*claims, documents=(doc,), judgements=(said_so,), mentions=mentions)
    view = view_of(MemoryStore(made, (doc, *claims, *mentions, said_so)))
    naming = known(view, "Hubcase").naming
    assert naming is not None
    (joined,) = naming.names[1].decided
    assert (joined.by, joined.why) == ("Kim", "one product")
    assert {naming.names[0].name, naming.names[1].name} == {"Case Hub", "Hubcase"} == {joined.other, naming.names[1].name}
    assert not naming.names[1].beforehand


def test_the_timeline_has_what_has_a_date_and_a_denial_stays_one() -> None:
    view = view_of(
        store_of(
            said("In June 2018 AWS met ICE.", ("AWS", "met_with", "ICE", {"date": "2018-06"})),
            said("In 2016 ICE did not use ICM.", ("ICE", "uses", "ICM", {"date": "2016", "polarity": "negated", "said_by": "ICE"})),
            said("ICE uses Rekognition.", ("ICE", "uses", "Rekognition")),
        )
    )
    dated = known(view, "ICE").timeline
    assert dated is not None
    assert (dated.total, [year.year for year in dated.years]) == (2, ["2016", "2018"])
    (denial,), (meeting,) = (year.moments.items for year in dated.years)
    assert denial.claim is not None
    assert (denial.claim.polarity, denial.id, denial.standing) == ("negated", None, None)
    assert (meeting.first, meeting.claim) == ("2018-06", None)
    assert meeting.sentence == "Immigration and Customs Enforcement met with Amazon Web Services"


def test_leads_are_names_of_one_sentence_without_a_claim_between(view: GraphView) -> None:
    pogo = known(view, "POGO").leads
    assert pogo is not None
    assert pogo.looked == pogo.total
    assert [(together.name, together.sentences) for together in pogo.found.items] == [("Microsoft", 1), ("Redwood City", 1)]
    assert pogo.found.items[0].leads[0].sentence == "POGO and Microsoft were heard in Redwood City."


def test_what_is_only_described_leads_nowhere() -> None:
    pogo = known(view_of(store_of(said("POGO, critics and Microsoft were heard."))), "POGO").leads
    assert pogo is not None
    assert [together.name for together in pogo.found.items] == ["Microsoft"]


def test_what_it_says_of_others_is_told_apart(view: GraphView) -> None:
    doj = known(view, "DOJ")
    assert doj.said is not None
    assert [claim.sentence for claim in doj.said.items] == ["Federal Bureau of Investigation uses Amazon Rekognition"]
    assert doj.links == ()
    assert doj.beside is not None
    assert doj.beside.total == 0


def test_what_contests_a_link_comes_before_whatever_else_is_no_link() -> None:
    plans = [said(f"On record ICE may use Plan {n}.", ("ICE", "uses", f"Plan {n}", {"modality": "possible"}), tier=1) for n in range(70)]
    contested = [
        said("ICE uses ICM.", ("ICE", "uses", "ICM")),
        said("ICE does not use ICM.", ("ICE", "uses", "ICM", {"polarity": "negated"}), publisher="POGO"),
    ]
    ice = known(view_of(store_of(*plans, *contested)), "ICE")
    assert ice.beside is not None
    assert ice.beside.looked < ice.beside.total == 71
    assert [claim.quote for claim in ice.beside.denials] == ["ICE does not use ICM."]


def test_a_refuted_link_is_no_link() -> None:
    view = view_of(
        store_of(
            said("ICE has a contract with AWS.", ("ICE", "contracts_with", "AWS")),
            said("No contract of ICE with AWS is on record.", ("ICE", "contracts_with", "AWS", {"polarity": "negated"}), tier=1),
        )
    )
    ice = known(view, "ICE")
    assert ice.links == ()
    assert ice.links_total == 0
    assert ice.refuted is not None
    assert [line.standing for line in ice.refuted] == ["refuted"]
    assert [row["standing"] for row in link_rows(view, PROJECT, ice.entity.id)] == ["refuted"]


def test_former_ids_lead_here_and_unknown_ones_say_so(view: GraphView) -> None:
    former = next(iter(view.former))
    assert entity_known(view, PROJECT, former).entity.id == view.former[former]
    with pytest.raises(NameUnknown, match="nothing in this store has the id 'abc'"):
        entity_known(view, PROJECT, "abc")
    with pytest.raises(UsageError, match="known: "):
        known(view, "ICE", relation="hugs")


@pytest.fixture(scope="module")
def hub() -> GraphView:
    """ICE with 60 systems that it uses, and 70 that it is not known to use."""
    used = [said(f"ICE uses Tool {number:02}.", ("ICE", "uses", f"Tool {number:02}")) for number in range(60)]
    planned = [(f"Plan {number:02}", {"modality": "possible"}) for number in range(70)]
    left_open = [said(f"ICE may use {name}.", ("ICE", "uses", name, how)) for name, how in planned]
    return view_of(store_of(*used, *left_open))


def test_pages_hold_some_of_many_and_every_one_is_on_one(hub: GraphView) -> None:
    whole = known(hub, "ICE")
    assert whole.links is not None
    assert whole.beside is not None
    assert (len(whole.links[0].links.items), whole.links[0].links.total) == (25, 60)
    assert (whole.beside.looked, whole.beside.total) == (60, 70)
    found = set()
    for offset in (0, 25, 50):
        groups = known(hub, "ICE", relation="uses", offset=offset).links
        assert groups is not None
        found |= {line.object for line in groups[0].links.items}
    assert found == {f"Tool {number:02}" for number in range(60)}
    rest = known(hub, "ICE", part="beside", offset=60).beside
    assert rest is not None
    assert len(rest.unconfirmed) == 10
    documents = [known(hub, "ICE", part="documents", offset=offset).documents for offset in range(0, 130, 25)]
    assert len({line.id for page in documents if page is not None for line in page.items}) == 130


def test_links_are_fetched_a_page_at_a_time(hub: GraphView, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Link] = []

    def counting(view: GraphView, project: Project, links: Iterable[Link]) -> tuple[LinkLine, ...]:
        shown.extend(wanted := list(links))
        return show_lines(view, project, wanted)

    monkeypatch.setattr("edgewise.questions.entity.show_lines", counting)
    known(hub, "ICE")
    assert len(shown) == 25


def test_a_name_of_many_relations_shows_fewer_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.questions.entity._TOGETHER", 20)
    dealings = ("uses", "funds", "develops")
    view = view_of(store_of(*(said(f"ICE {verb} Tool {n}.", ("ICE", verb, f"Tool {n}")) for verb in dealings for n in range(12))))
    groups = known(view, "ICE").links
    assert groups is not None
    assert [(len(group.links.items), group.links.total) for group in groups] == [(10, 12)] * 3
    rest = known(view, "ICE", relation="uses", offset=10).links
    assert rest is not None
    assert len(rest[0].links.items) == 2
