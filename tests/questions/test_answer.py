"""Whole answers to whole questions, as a person would read them; what must never be among their links."""

from __future__ import annotations

import pytest
from questions.pile import MemoryStore, amazon_and_ice, said, store_of, told

from edgewise.errors import NameUnknown, UsageError
from edgewise.project import builtin
from edgewise.questions.answer import ask, known, routes
from edgewise.questions.forms import known_forms
from edgewise.questions.nouns import Answer, to_json

PILE = amazon_and_ice()
UNIT = "known beforehand: Amazon Web Services is part of Amazon"
PARENT = "known beforehand: Immigration and Customs Enforcement is part of Department of Homeland Security"
NO_CONTRACT = "denied: ICE said it has no contract with AWS. [Immigration and Customs Enforcement]"
NOT_CONFIRMED = "open: ICE has not confirmed that it uses Rekognition. [pile/06.txt]"
WOULD_NOT_SAY = "speech: Amazon would not say whether it works with ICE. [pile/08.txt]"
PITCH = "Amazon Web Services pitched Amazon Rekognition to Immigration and Customs Enforcement"
RESOLD = "indirectly, Amazon Web Services supplies Immigration and Customs Enforcement"


def asked(question: str, store: MemoryStore = PILE) -> Answer:
    return ask(store, question, builtin())  # type: ignore[arg-type]  # a store as far as questions go


def test_how_is_aws_linked_to_ice() -> None:
    assert told(asked("How is AWS linked to ICE?")) == [
        f"route confirmed: {PITCH}",
        "route reported: Amazon Web Services hosts Investigative Case Management"
        " / Immigration and Customs Enforcement uses Investigative Case Management",
        NO_CONTRACT,
        UNIT,
        PARENT,
    ]


def test_where_no_route_is_stated_the_nearest_and_the_leads_are_shown_with_what_was_not_said() -> None:
    assert told(asked("how is Amazon linked to ICE?")) == [
        NO_CONTRACT,
        WOULD_NOT_SAY,
        f"nearest confirmed: {PITCH}",
        f"nearest reported: {RESOLD}",
        UNIT,
        PARENT,
    ]


def test_a_newsroom_that_pays_both_makes_no_route() -> None:
    answer = asked("How is POGO linked to Microsoft?")
    assert told(answer) == ["lead: POGO and Microsoft were heard in Redwood City."]
    (lead,) = answer.leads
    assert (lead.source, lead.start, lead.end) == ("pile/16.txt", 0, len(lead.sentence))
    assert (answer.searched.documents, answer.searched.claims) == (18, 17)


def test_a_lead_is_one_sentence_that_names_both() -> None:
    store = store_of(said("A letter was read by ICE. Then Microsoft met people of POGO. The FBI kept away."))
    assert [lead.sentence for lead in asked("How is POGO linked to Microsoft?", store).leads] == ["Then Microsoft met people of POGO."]
    assert asked("How is the FBI linked to Microsoft?", store).leads == ()


def test_a_sentence_that_is_quoted_is_no_lead() -> None:
    store = store_of(
        said("Microsoft may meet POGO.", ("Microsoft", "met_with", "POGO", {"modality": "possible"})), said("POGO! Microsoft!")
    )
    answer = asked("How is POGO linked to Microsoft?", store)
    assert told(answer) == ["open: Microsoft may meet POGO. [pile/00.txt]"]
    other = store_of(said("Microsoft may meet POGO."))
    assert told(asked("Did POGO and Microsoft meet?", other)) == ["lead: Microsoft may meet POGO."]


def test_has_ice_confirmed_using_rekognition() -> None:
    answer = asked("Has ICE confirmed using Rekognition?")
    assert told(answer) == [
        NOT_CONFIRMED,
        f"nearest confirmed: {PITCH}",
        PARENT,
    ]
    assert answer.form == "confirmed"


def test_did_amazon_pitch_rekognition_to_ice_shows_its_unit_under_its_own_name() -> None:
    answer = asked("Did Amazon pitch Rekognition to ICE?")
    assert told(answer) == [f"fact confirmed: {PITCH}", NO_CONTRACT, WOULD_NOT_SAY, UNIT, PARENT]
    assert [claim.date for claim in answer.facts[0].claims] == ["2018-06", None]


def test_a_pitch_is_not_a_sale() -> None:
    for question in ("Did ICE buy Rekognition from Amazon?", "Does AWS sell Rekognition to ICE?", "Does ICE use Rekognition?"):
        answer = asked(question)
        assert answer.facts == ()
        assert PITCH in [link.sentence for link in answer.nearest]
    for_ice = asked("Does Palantir develop ICM for ICE?")
    assert for_ice.facts == ()
    assert [link.sentence for link in for_ice.nearest] == [
        "Immigration and Customs Enforcement uses Investigative Case Management",
        "Palantir develops Investigative Case Management",
    ]


def test_does_ice_have_a_contract_with_aws() -> None:
    answer = asked("Does ICE have a contract with AWS?")
    assert told(answer)[:3] == [NO_CONTRACT, f"nearest confirmed: {PITCH}", f"nearest reported: {RESOLD}"]
    assert (answer.routes, answer.facts) == ((), ())


def test_an_indirect_supply_is_only_the_nearest_thing_to_a_supply() -> None:
    answer = asked("Does AWS supply ICE?")
    assert answer.facts == ()
    assert answer.nearest[0].indirect


def test_a_plan_is_left_open() -> None:
    answer = asked("Has Microsoft signed a contract with ICE?")
    assert told(answer)[0] == "open: Microsoft is expected to bid for a contract with ICE. [pile/11.txt]"
    assert answer.facts == answer.nearest == ()


def test_who_uses_and_who_hosts() -> None:
    assert told(asked("who uses Rekognition?")) == [
        "fact confirmed: Federal Bureau of Investigation uses Amazon Rekognition",
        NOT_CONFIRMED,
    ]
    assert told(asked("What does Amazon host?")) == ["fact reported: Amazon Web Services hosts Investigative Case Management", UNIT]
    assert told(asked("Who is ICM used by?")) == ["fact confirmed: Immigration and Customs Enforcement uses Investigative Case Management"]


def test_who_said_what() -> None:
    assert told(asked("Who denied that ICE has a contract with AWS?")) == [NO_CONTRACT, PARENT, UNIT]
    assert told(asked("Who declined to say whether Amazon works with ICE?")) == [WOULD_NOT_SAY, PARENT]
    assert told(asked("Who said that AWS hosts ICM?"))[0] == "fact reported: Amazon Web Services hosts Investigative Case Management"
    (fact,) = asked("Who confirmed that the FBI uses Rekognition?").facts
    assert [claim.said_by for claim in fact.claims] == ["Department of Justice"]


def test_what_is_known_about_ice() -> None:
    answer = asked("What is known about ICE?")
    assert told(answer) == [
        "fact confirmed: Amazon Web Services pitched Amazon Rekognition to Immigration and Customs Enforcement",
        "fact confirmed: Immigration and Customs Enforcement uses Investigative Case Management",
        "fact reported: Homeland Security Investigations is part of Immigration and Customs Enforcement",
        f"fact reported: {RESOLD}",
        NO_CONTRACT,
        NOT_CONFIRMED,
        "open: Microsoft is expected to bid for a contract with ICE. [pile/11.txt]",
        WOULD_NOT_SAY,
        PARENT,  # that HSI is part of ICE is said by a document
    ]
    assert known(PILE, "ICE", builtin()).facts == answer.facts  # type: ignore[arg-type]


def test_the_best_facts_are_those_that_all_begin_with() -> None:
    for question in ("What is known about ICE?", "Who uses Rekognition?", "Who said that AWS hosts ICM?"):
        every = asked(question)
        assert every.left_out == 0
        for most in (0, 1, 3):
            some = ask(PILE, question, builtin(), most=most)  # type: ignore[arg-type]
            assert some.facts == every.facts[:most]
            assert some.left_out == len(every.facts[most:])


def test_the_best_quote_of_a_link_comes_first() -> None:
    store = store_of(
        said("ICE may be using ICM, critics say.", ("ICE", "uses", "ICM", {"modality": "alleged", "said_by": "critics"})),
        said("ICE uses ICM.", ("ICE", "uses", "ICM"), published="2019-01-01"),
        said("ICE is a user of ICM.", ("ICE", "uses", "ICM"), published="2018-01-01"),
        said("ICE reportedly uses ICM.", ("ICE", "uses", "ICM", {"modality": "reported", "date": "2017"}), published="2017-01-01"),
        said("In 2016 ICE used ICM.", ("ICE", "uses", "ICM", {"date": "2016"}), published="2020-01-01"),
        said("The record shows ICE using ICM.", ("ICE", "uses", "ICM", {"modality": "reported"}), tier=1),
    )
    (fact,) = asked("Does ICE use ICM?", store).facts
    assert [(claim.tier, claim.quote) for claim in fact.claims] == [
        (1, "The record shows ICE using ICM."),
        (3, "In 2016 ICE used ICM."),
        (3, "ICE is a user of ICM."),
        (3, "ICE uses ICM."),
        (3, "ICE reportedly uses ICM."),
        (4, "ICE may be using ICM, critics say."),
    ]
    assert {claim.read_by for claim in fact.claims} == {("rules@1",)}


def test_a_refuted_link_is_no_fact_and_no_hop() -> None:
    store = store_of(
        said("ICE uses ICM.", ("ICE", "uses", "ICM")),
        said("The ruling found that ICE does not use ICM.", ("ICE", "uses", "ICM", {"polarity": "negated"}), tier=1),
    )
    answer = asked("Does ICE use ICM?", store)
    assert answer.facts == ()
    assert [(link.standing, len(link.contesting)) for link in answer.nearest] == [("refuted", 1)]
    assert [claim.quote for claim in answer.denials] == ["The ruling found that ICE does not use ICM."]
    assert asked("How is ICE linked to ICM?", store).routes == ()


def test_routes_is_the_same_without_the_sentence() -> None:
    answer = routes(PILE, "AWS", "ICE", builtin())  # type: ignore[arg-type]
    assert to_json(answer) == to_json(asked("How is AWS linked to ICE?"))


def test_not_understood_lists_the_forms_and_understood_but_empty_does_not() -> None:
    answer = asked("Why do birds sing?")
    assert (answer.form, answer.forms, answer.searched.documents) == (None, known_forms().described, 18)
    assert to_json(answer)["form"] is None
    empty = asked("Who founded Palantir?")
    assert (empty.form, empty.facts, empty.forms) == ("who", (), ())


def test_unknown_and_equal_names_are_errors() -> None:
    with pytest.raises(NameUnknown, match="did you mean Palantir"):
        asked("How is Palantia linked to ICE?")
    with pytest.raises(UsageError, match="both names mean Amazon Web Services"):
        asked("How is AWS linked to Amazon Web Services?")


def test_the_query_names_the_links_shown() -> None:
    answer = asked("How is AWS linked to ICE?")
    ids = sorted({hop.id for route in answer.routes for hop in route.links})
    listed = ", ".join(f"'{id}'" for id in ids)
    assert answer.cypher.startswith(f"MATCH (a:Entity)-[r]->(b:Entity) WHERE r.id IN [{listed}] RETURN ")
    assert "r.id IN [] " in asked("How is POGO linked to Microsoft?").cypher


def test_an_empty_store_answers_that_nobody_is_known() -> None:
    with pytest.raises(NameUnknown, match=r"no document here names 'AWS' .*ingest documents"):
        asked("How is AWS linked to ICE?", store_of())
    assert asked("hello", store_of()).form is None


@pytest.mark.parametrize("relation", ["declined_to_comment", "denied", "acknowledged"])
def test_no_route_walks_what_was_said_about_a_claim(relation: str) -> None:
    with pytest.raises(UsageError, match=f"'{relation}' is what somebody said about a claim, and joins nobody"):
        routes(PILE, "Amazon", "ICE", builtin(), relations=("hosts", relation))  # type: ignore[arg-type]
