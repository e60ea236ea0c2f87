"""What the machine decides of two names by itself, and that the graph merges nothing that it calls different."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import document, mention
from names_score import half, judged, pairs_of, score

from edgewise.model import Mention
from edgewise.project import builtin
from edgewise.resolve import Records, project
from edgewise.resolve.decided import Decided, Named, decide, type_of
from edgewise.resolve.names import Resolution

NAMES = builtin().names


def judge(left: str, right: str, type: str | None, other: str | None = None) -> Decided:
    one, two = Named(left, type_of(type)), Named(right, type_of(other or type))
    found = decide(one, two, NAMES)
    assert decide(two, one, NAMES).decision == found.decision, "the same whichever comes first"
    assert found.why
    return found


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Senator Jane Roe", "Jane Roe"),
        ("Springfield Mayor Jane Roe", "Roe, Jane"),
        ("Secretary of State Jane M. Roe", "Jane M. Roe"),
        ("Jane Roe (council member)", "jane-roe"),
        ("William Barlow", "Bill Barlow"),
        ("Jane Barlow", "Jane Ann Barlow"),
        ("Aleksei Orlovskiy", "Alexei Orlovsky"),
        ("Jörg Müllerson", "Joerg Muellerson"),
        ("José Barragán", "Jose Barragan"),
        ("J.D. Barlow", "JD Barlow"),
        ("Martin Luther Kingsley Jr.", "Rev. Martin Luther Kingsley Jr."),
        ("Hassan el-Barouk", "Hassan al-Barouk"),
        ("Jane Barlow, founder of Northwind", "Jane Barlow"),
        ("engineer Jane Barlow", "Jane Barlow"),
        ("Jane Barlow, D-Ohio", "Barlow, Jane"),
        ("Jane Barlow, M.D.", "Dr. Jane Barlow"),
        ("Baroness Jane Barlow", "Jane Barlow"),
        ("Secretary Barlow, Jane", "Jane Barlow"),
        ("van der Marsh, Anna", "Anna van der Marsh"),
        ("Chris Barlow", "Christopher Barlow"),
    ],
)
def test_one_person(left: str, right: str) -> None:
    assert judge(left, right, "person").decision == "same"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Jane Barlow", "Anna Barlow"),
        ("John Barlow Jr.", "John Barlow Sr."),
        ("Pope John XXIII", "Pope Francis"),
        ("Peter W. Barlow", "Peter H. W. Barlow"),
        ("Peter Barlow", "Peter Marsh"),
        ("Attorney General", "Attorney General Jane Roe"),
        ("Governor Barlow", "Jane Marsh"),
        ("Deng Baorong", "Deng Shuyi"),
        ("Kevin Barlow", "Kevin Orlovsky"),
        ("Peter F. Barlow", "Peter F. Trask"),
    ],
)
def test_two_people(left: str, right: str) -> None:
    assert judge(left, right, "person").decision == "different"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Barlow", "Jane Barlow"),
        ("Barlow", "Barlow"),
        ("J. Barlow", "Jane Barlow"),
        ("Jane Barlow", "Jane Marsh"),
        ("Jane Marsh", "Jane Marsh Barlow"),
        ("John Barlow", "John Barlow Jr."),
        ("Bill Smith", "William Smith"),
        ("Carlo Barlow", "Carlos Barlow"),
        ("Steven Barlow", "Stephen Barlow"),
        ("Scooter Barlow", "Anthony Barlow"),
        ("Jane Barlow", "Jane Barlov"),
        ("George Bush", "George W. Bush"),
        ("JD Barlow", "James David Barlow"),
        ("Queen Anne", "Anne Stuart"),
        ("Chris Barlow", "Christina Barlow"),
        ("Robert Palmer", "Robert K. Palmer"),
        ("Deng Baorong", "Deng Paojung"),
        ("Igor Semenov", "Igor Semyonoff"),
        ("jane-roe@ice.example", "jane.roe@ice.example"),
        ("jane.roe@ice.example", "jane.m.roe@ice.example"),
        ("jane.roe@ice.example", "Jane Roe"),
    ],
)
def test_people_for_a_person_to_look_at(left: str, right: str) -> None:
    assert judge(left, right, "person").decision == "unsure"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Northwind, Inc.", "Northwind Corporation"),
        ("Northwind & Marsh LLP", "Northwind and Marsh"),
        ("Zürcher Rail", "Zurcher Rail"),
        ("The Northwind Foundation", "Northwind Foundation"),
        ("Department of the Interior", "U.S. Interior Department"),
        ("Ministry of Defence", "Defence Ministry"),
        ("DOJ Tax Division", "Department of Justice Tax Division"),
        ("House Committee on Aviation", "House Aviation Committee"),
        ("Ninth Circuit Court of Appeals", "U.S. Court of Appeals for the 9th Circuit"),
        ("Metro Transit Board (MTB)", "Metro Transit Board"),
        ("Barlow 2016 campaign", "Barlow campaign 2020"),
        ("FBI", "Federal Bureau of Investigation"),
        ("Philip Morris Companies Inc.", "Altria"),
        ("Open AI Watch", "OpenAI Watch"),
        ("Northwind Aktiengesellschaft", "Northwind AG"),
        ("Northwind, L.L.P.", "Northwind LLP"),
        ("Northwind A/S", "Northwind"),
        ("Danish government", "Government of Denmark"),
        ("Ministry of Defence (Norway)", "Norwegian Ministry of Defense"),
        ("World Rail Organisation", "World Rail Organization"),
        ("Ft. Barlow Transit Board", "Fort Barlow Transit Board"),
        ("L.A. Transit Board", "LA Transit Board"),
        ("Barlow for Senate", "Barlow Senate campaign"),
        ("Third Circuit", "3rd U.S. Circuit Court of Appeals"),
    ],
)
def test_one_body(left: str, right: str) -> None:
    assert judge(left, right, "org").decision == "same"


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        ("Northwind", "Northwind Fraud Division", "org"),
        ("Northwind", "Northwind lobbyists", "group"),
        ("ICE", "ICE agents", "group"),
        ("DHS", "ICE", "org"),
        ("Amazon", "AWS", "org"),
        ("Barlow Administration", "Jane Barlow", "person"),
        ("Government of Freedonia", "Freedonia", "place"),
        ("Barlow campaign", "Jane Barlow", "person"),
        ("Supreme Court", "Georgia Supreme Court", "org"),
        ("Democratic Party", "Oregon Democratic Party", "org"),
        ("House Aviation Committee", "Senate Aviation Committee", "org"),
        ("1st Brigade", "2nd Brigade", "org"),
        ("Northern District of Ohio", "Southern District of Ohio", "org"),
        ("Northwind Foundation", "Northwind Trust", "org"),
        ("QTC", "QTD", "org"),
        ("DOJ", "DOJX", "org"),
        ("Class A Rail", "Class B Rail", "org"),
        ("Springfield Rail Watch", "Metro Transit Board", "org"),
        ("Amazon", "Borealis", "org"),
        ("Northwind", "Northwind Executive Director", "org"),
        ("Northwind Inc.", "Northwind Ireland Limited", "org"),
        ("Northwind AG", "Northwind Energy AG", "org"),
        ("Northwind Group", "Northwind Institute", "org"),
        ("Northwind", "Northwind drivers", "group"),
        ("Barlow University", "Barlow School of Nursing", "org"),
        ("Barlow Law School", "Barlow Medical School", "org"),
        ("University of Nebraska", "Nebraska State University", "org"),
        ("The Springfield Post", "The Springfield Sunday Post", "org"),
        ("Rail Workers of America", "Rail Workers of America Local 12", "org"),
        ("Barlow for Senate", "Barlow for President", "org"),
        ("Northwind Savings", "Northwind Savings Bank of Ohio", "org"),
        ("French government", "Government of Germany", "org"),
    ],
)
def test_two_bodies(left: str, right: str, other: str) -> None:
    assert judge(left, right, "org", other).decision == "different"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ICE", "Intercontinental Exchange"),
        ("MTB", "Metro Transit Board"),
        ("NATO", "National Association of Theatre Owners"),
        ("Northwind Ltd", "Northwind S.A."),
        ("Northwind", "Northwind Group"),
        ("Northwind", "Borealis"),
        ("University of Springfield", "Springfield University"),
        ("Springfield Post", "The Springfield Post"),
        ("Northwind/Borealis", "Northwind"),
        ("Federal grand jury", "Federal Grand Jury"),
        ("Department of Health", "U.S. Department of Health"),
        ("Tax Division", "DOJ Tax Division"),
        ("Metro Transit Board", "Metro Tranist Board"),
        ("Pentagon", "Department of War"),
        ("Twitter", "X"),
        ("Hezbollah", "Hizballah"),
        ("Brookings", "Brookings Society"),
        ("The Nation", "Nation LLC"),
        ("LA Post", "The Post"),
        ("Rail Workers Local 12", "Rail Workers Local 12-A"),
        ("S.D. Ohio", "Southern District of Ohio"),
        ("Marsh School", "Marsh School of the University of Ohio"),
        ("Springfield Crime Lab", "Springfield Crime Labs"),
    ],
)
def test_bodies_for_a_person_to_look_at(left: str, right: str) -> None:
    assert judge(left, right, "org").decision == "unsure"


def test_two_places() -> None:
    assert judge("West Virginia", "Virginia", "place").decision == "different"
    assert judge("State of Oregon", "Oregon", "place").decision == "same"
    assert judge("U.S.", "United States of America", "place").decision == judge("UK", "United Kingdom", "place").decision == "same"
    assert judge("New York City", "New York", "place").decision == "unsure"
    assert judge("St. Barlow", "Saint Barlow", "place").decision == "same"
    assert judge("Mali", "Malawi", "place").decision == judge("Lebanon", "Liberia", "place").decision == "different"
    assert judge("Salem, Oregon", "Salem, Virginia", "place").decision == "different"
    assert judge("Salem, Ore.", "Salem, Virginia", "place").decision != "same"


def test_what_kind_of_thing_is_meant_is_told_by_the_words_or_left_open() -> None:
    assert judge("Bill Barlow", "William Barlow", None).decision == "same"
    assert judge("Northwind LLC", "Northwind", None).decision == "same"
    assert judge("Jane Barlow", "Jane Barlow", "PERSON", "Organisation").decision == "unsure"
    assert judge("Barlow Marsh", "Barlow Marsh", None).decision == "same"
    assert judge("Hollis Marsh", "Hollis Ann Marsh", None).decision == "unsure", "two people, or two firms"
    assert judge("contract 70-0017", "contract 70-0018", "other").decision == "different"
    assert (type_of("Company"), type_of("GPE"), type_of("other"), type_of(None)) == ("Organization", "Place", None, None)


def test_why_is_said_in_words() -> None:
    assert judge("ICE", "DHS", "org").why == (
        "Immigration and Customs Enforcement is a part of Department of Homeland Security, and a part is never the whole"
    )
    assert judge("Bill Barlow", "William Barlow", "person").why == "the same last name, and “Bill” can be short for William"
    assert judge("Acme Rail", "Acme Water", "org").why == "one says “rail” where the other says “water”"
    assert judge("ICE", "Intercontinental Exchange", "org").why == (
        "ICE is short for Immigration and Customs Enforcement, and could be for Intercontinental Exchange"
    )


@pytest.mark.shared
@pytest.mark.parametrize("halves", [(0,), (1,), (0, 1)], ids=["tuned on", "held out", "all"])
def test_on_annotated_pairs(shared: Path, halves: tuple[int, ...]) -> None:
    rows = [row for row in pairs_of(shared / "gold" / "names" / "pairs.jsonl") if half(row) in halves]
    found = score(rows, NAMES)
    assert found.wrong_merges == 0, str(found)
    assert found.f1 >= 0.98, str(found)
    assert found.decided("same") >= 0.60, str(found)
    assert found.decided("different") >= 0.80, str(found)


@pytest.mark.shared
def test_the_graph_of_annotated_names_merges_no_two_that_are_different(shared: Path) -> None:
    rows = pairs_of(shared / "gold" / "names" / "pairs.jsonl")
    used: dict[tuple[str, str], Mention] = {}
    for row in rows:
        for side in ("left", "right"):
            name, type = row[side], type_of(row[f"{side}_type"]) or "Work"
            used.setdefault((name, type), mention(document(f"{name} is named here as {type}."), name, type))
    documents = tuple(document(f"{name} is named here as {type}.") for name, type in used)
    graph = project(Records(documents, tuple(used.values()), (), (), ()), builtin())
    resolution = Resolution(used.values(), (), (), NAMES)
    assert resolution.entities == graph.entities

    def entity(row: dict[str, str], side: str) -> str:
        name, type = row[side], type_of(row[f"{side}_type"]) or "Work"
        return resolution.entity(name, type, used[name, type].document).id

    merged = 0
    for row, decided in judged(rows, NAMES):
        one = entity(dict(row), "left") == entity(dict(row), "right")
        merged += one
        assert not (one and row["label"] == "different"), row
        assert not (one and decided.decision == "different"), (row, decided)
    assert merged > 80
