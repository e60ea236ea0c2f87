"""What must come out of the five seed documents, as the extractor hands it over; and what must not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.loading import profiles_of, read_document
from edgewise.model import End
from edgewise.project import builtin
from edgewise.proposed import Proposal

pytestmark = pytest.mark.shared

AMAZON = frozenset(("Amazon", "AWS", "Amazon Web Services"))
ICE = frozenset(("ICE", "Immigration and Customs Enforcement", "Immigrations and Customs Enforcement"))
REKOGNITION = frozenset(("Rekognition", "Amazon Rekognition"))
ICM = frozenset(("ICM", "Investigative Case Management"))
FLAT = ("confirmed", "reported")
Find = Callable[..., list[Proposal]]


@pytest.fixture(scope="module")
def proposals(shared: Path) -> list[tuple[str, Proposal]]:
    extractor, profiles = RulesExtractor(), profiles_of(builtin())
    found = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = read_document(path, path.parent, profiles).document
        found += [(path.name, proposal) for proposal in extractor.read(document).proposals]
    return found


@pytest.fixture
def find(proposals: list[tuple[str, Proposal]]) -> Find:
    def among(subject: frozenset[str] | str, relation: str, object: frozenset[str] | str, **fields: object) -> list[Proposal]:
        return [
            p
            for _, p in proposals
            if p.relation == relation
            and is_one(p.subject, subject)
            and is_one(p.object, object)
            and all(getattr(p, name) == value for name, value in fields.items())
        ]

    return among


def is_one(end: End | None, names: frozenset[str] | str) -> bool:
    wanted = frozenset((names,)) if isinstance(names, str) else names
    return end is not None and end.name in wanted


def affirmed_flat(found: list[Proposal]) -> list[Proposal]:
    return [p for p in found if p.polarity == "affirmed" and p.modality in FLAT]


def test_aws_hosts_icm(find: Find) -> None:
    assert affirmed_flat(find(AMAZON, "hosts", ICM))


def test_ice_uses_icm_and_palantir_develops_it(find: Find) -> None:
    assert affirmed_flat(find(ICE, "uses", ICM))
    assert affirmed_flat(find("Palantir", "develops", ICM))


def test_amazon_pitched_rekognition_to_ice(find: Find, proposals: list[tuple[str, Proposal]]) -> None:
    pitches = [p for p in affirmed_flat(find(AMAZON, "pitched_to", ICE)) if is_one(p.about, REKOGNITION)]
    documents = {name for name, p in proposals if p in pitches}
    assert len(documents) >= 3
    assert any(p.date == "2018-06" for p in pitches)


def test_they_met_in_redwood_city_at_mckinseys(find: Find) -> None:
    meetings = affirmed_flat(find(AMAZON, "met_with", ICE))
    assert any(p.place == "Redwood City, California" for p in meetings)
    assert [p for p in find(frozenset(("McKinsey & Co", "McKinsey", "McKinsey & Co.")), "convened", "meeting") if p.object.type == "Event"]


def test_that_ice_uses_rekognition_is_only_unconfirmed(find: Find) -> None:
    uses = find(ICE, "uses", REKOGNITION)
    assert len(uses) >= 4
    assert {p.modality for p in uses} == {"unconfirmed"}


def test_ice_denies_a_contract(find: Find) -> None:
    denied = [p for p in find(ICE, "contracts_with", AMAZON, polarity="negated") if is_one(p.said_by, ICE)]
    assert len(denied) >= 2
    assert find(ICE, "denied", AMAZON)


def test_the_fbi_uses_rekognition_says_the_department_of_justice(find: Find) -> None:
    uses = affirmed_flat(find("FBI", "uses", REKOGNITION))
    assert any(is_one(p.said_by, frozenset(("Department of Justice", "DOJ"))) for p in uses)
    assert find("Project Tyr", "part_of", "FBI")


def test_amazon_supplies_government_agencies_says_huseman(find: Find) -> None:
    supplies = affirmed_flat(find("Amazon", "supplies_to", "government agencies"))
    assert any(
        p.object.type == "Group" and is_one(p.about, REKOGNITION) and is_one(p.said_by, frozenset(("Brian Huseman", "Amazon")))
        for p in supplies
    )


def test_amazon_declined_to_say(find: Find) -> None:
    assert affirmed_flat(find("Amazon", "declined_to_comment", ICE))


def test_aws_hosts_forensic_logic_says_mijente(find: Find) -> None:
    hosted = affirmed_flat(find(AMAZON, "hosts", frozenset(("Forensic Logic", "software program"))))
    assert any(is_one(p.said_by, "Mijente") for p in hosted)
    assert find("Forensic Logic", "develops", "software program")


def test_orlando_police_piloted_it(find: Find) -> None:
    assert affirmed_flat(find("Orlando Police Department", "tested", REKOGNITION | {"tech", "facial recognition tools"}))


def test_units_are_part_of_their_parents(find: Find) -> None:
    assert find(frozenset(("AWS", "Amazon Web Services")), "part_of", "Amazon")
    assert find(frozenset(("HSI", "Homeland Security Investigations")), "part_of", ICE)


def test_employees_made_demands_of_amazon(find: Find) -> None:
    assert [p for p in affirmed_flat(find("Amazon employees", "demands_of", "Amazon")) if p.subject.type == "Group"]


def test_pogo_and_the_daily_beast_obtained_the_emails(find: Find, proposals: list[tuple[str, Proposal]]) -> None:
    reported = [p for _, p in proposals if p.relation == "reported" and p.object.type == "Work" and "mail" in p.object.name]
    assert any(is_one(p.subject, frozenset(("POGO", "Project on Government Oversight"))) for p in reported)
    assert any(is_one(p.subject, frozenset(("Daily Beast", "The Daily Beast"))) for p in reported)


def test_aws_and_microsoft_are_bidders_only(find: Find) -> None:
    for vendor in (frozenset(("AWS", "Amazon Web Services")), "Microsoft"):
        found = find(vendor, "contracts_with", ICE)
        assert found
        assert {p.modality for p in found if p.polarity == "affirmed"} <= {"planned", "possible"}


def test_no_direct_dealing_between_amazon_and_ice_is_flat(proposals: list[tuple[str, Proposal]]) -> None:
    either = AMAZON | REKOGNITION
    for _, p in proposals:
        between = (is_one(p.subject, either) and is_one(p.object, ICE)) or (is_one(p.subject, ICE) and is_one(p.object, either))
        if between and p.relation in ("supplies_to", "contracts_with", "uses") and p.polarity == "affirmed" and not p.indirect:
            assert p.modality not in FLAT, p


def test_help_for_ice_is_indirect(find: Find) -> None:
    assert affirmed_flat(find(AMAZON, "supplies_to", ICE, indirect=True))
