"""Which names are one thing, and which never are."""

from __future__ import annotations

import pytest
from making import document, mention

from edgewise.model import Entity, Judgement, Key
from edgewise.project import builtin
from edgewise.resolve.forms import is_acronym, is_described, is_surname, standard
from edgewise.resolve.names import Resolution


def resolution(*mentions: object, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    return Resolution(mentions, (), judgements, builtin().names)  # type: ignore[arg-type]  # tests pass mentions only


def entity(text: str, type: str = "Organization", *others: str) -> Entity:
    doc = document(f"{text} stands here.")
    more = [mention(document(f"{other} stands here."), other, "Organization") for other in others]
    return resolution(mention(doc, text, type), *more).entity(text, type, doc.id)  # type: ignore[arg-type]


def test_declared_aliases_are_one_thing() -> None:
    ice = entity("ICE")
    assert ice == entity("Immigration and Customs Enforcement") == entity("U.S. Immigration and Customs Enforcement")
    assert ice.name == "Immigration and Customs Enforcement"
    assert "ICE" in ice.aliases


def test_a_unit_and_its_parent_stay_apart() -> None:
    assert len({entity(name).id for name in ("Amazon", "AWS", "Whole Foods")} | {entity("Rekognition", "System").id}) == 4
    assert len({entity(name).id for name in ("ICE", "HSI", "DHS", "DOJ", "FBI")}) == 5


def test_titles_and_corporate_forms_are_no_part_of_a_name() -> None:
    assert entity("Senator Jane Roe", "Person").id == entity("Jane Roe", "Person").id
    assert entity("Forensic Logic, Inc.").id == entity("Forensic Logic").id
    assert standard("Ltd", "Organization") == "Ltd"
    assert entity("McKinsey & Co").id == entity("McKinsey").id == entity("McKinsey and Company").id
    assert entity("Ford Motor Company").id != entity("Ford Motor").id


def together(*names: str, type: str = "Organization", judgements: tuple[Judgement, ...] = ()) -> list[set[str]]:
    """The names in groups of those that are one thing, each named in a document of its own."""
    docs = {name: document(f"{name} stands here.") for name in names}
    them = resolution(*(mention(doc, name, type) for name, doc in docs.items()), judgements=judgements)  # type: ignore[arg-type]
    groups: dict[str, set[str]] = {}
    for name, doc in docs.items():
        groups.setdefault(them.entity(name, type, doc.id).id, set()).add(name)  # type: ignore[arg-type]
    return list(groups.values())


@pytest.mark.parametrize(
    ("names", "type"),
    [
        (("Jane Roe", "Governor Jane Roe", "Springfield Mayor Jane Roe", "Roe, Jane", "Jane Roe (council member)", "jane-roe"), "Person"),
        (("Ministry of Rail", "Rail Ministry", "The Ministry of Rail", "ministry-of-rail"), "Organization"),
        (("DOJ Rail Division", "Department of Justice Rail Division", "Justice Department Rail Division"), "Organization"),
        (("Zürcher Rail AG", "Zurcher Rail"), "Organization"),
        (("Roe 2016 campaign", "Roe 2020 campaign", "Roe campaign"), "Organization"),
        (("State of Oregon", "Oregon"), "Place"),
        (("U.S.", "US", "United States", "USA"), "Place"),
    ],
)
def test_names_of_one_form_are_one_thing_wherever_they_stand(names: tuple[str, ...], type: str) -> None:
    assert together(*names, type=type) == [set(names)]
    assert len(together(*names[::-1], type=type)) == 1


@pytest.mark.parametrize(
    ("names", "type"),
    [
        (("Jane Roe", "Jane Ann Roe"), "Person"),
        (("Bill Roe", "William Roe"), "Person"),
        (("Governor Roe", "Mayor Roe"), "Person"),
        (("the Board", "The Board"), "Organization"),
        (("Attorney General", "the Attorney General"), "Organization"),
        (("Rail Division", "DOJ Rail Division"), "Organization"),
        (("Rail Press", "The Rail Press"), "Organization"),
        (("local-police", "Local Police Union"), "Group"),
    ],
)
def test_what_a_form_does_not_tell_is_for_a_person(names: tuple[str, ...], type: str) -> None:
    assert len(together(*names, type=type)) == len(names)


def test_two_corporate_forms_of_one_name_are_two_firms() -> None:
    assert together("Northwind Ltd", "Northwind S.A.", "Northwind") == [{"Northwind Ltd"}, {"Northwind S.A."}, {"Northwind"}]
    assert together("Northwind Ltd", "Northwind Limited", "Northwind") == [{"Northwind Ltd", "Northwind Limited", "Northwind"}]


def test_a_person_can_part_what_a_form_joins() -> None:
    left, right = Key("Ministry of Rail", "Organization"), Key("Rail Ministry", "Organization")
    parted = Judgement("DIFFERENT", "ana", "2026-01-01T00:00:00Z", "two countries'", left, right)
    assert len(together("Ministry of Rail", "Rail Ministry")) == 1
    assert len(together("Ministry of Rail", "Rail Ministry", judgements=(parted,))) == 2


def test_names_that_differ_in_a_number_or_a_word_stay_apart() -> None:
    assert entity("1st Brigade").id != entity("2nd Brigade").id
    assert entity("John Roe Jr.", "Person").id != entity("John Roe Sr.", "Person").id


def test_a_last_name_alone_means_somebody_of_its_document_only() -> None:
    court, bank = document("Nixon appointed Powell in 1971."), document("Powell has led the Federal Reserve since 2018.")
    both = resolution(mention(court, "Powell", "Person"), mention(bank, "Powell", "Person"), mention(bank, "Federal Reserve"))
    assert both.entity("Powell", "Person", court.id).id != both.entity("Powell", "Person", bank.id).id
    assert is_surname("Powell")
    assert is_surname("President Powell")
    assert not is_surname("Jerome Powell")
    assert is_surname("Prince Andrew")
    assert not is_surname("Erik Prince")


def test_a_last_name_that_is_declared_means_one_person_everywhere() -> None:
    assert entity("Trump", "Person").id == entity("Donald Trump", "Person").id
    assert entity("Ivanka Trump", "Person").id != entity("Donald Trump", "Person").id


def test_a_person_and_a_firm_of_one_name_stay_apart() -> None:
    doc = document("Morgan Stanley met Morgan Stanley.")
    both = resolution(mention(doc, "Morgan Stanley", "Person"), mention(doc, "Morgan Stanley", "Organization"))
    assert both.entity("Morgan Stanley", "Person", doc.id) != both.entity("Morgan Stanley", "Organization", doc.id)


def test_a_documents_own_acronym_definition_holds_in_it_and_nowhere_else() -> None:
    exchange = document("Intercontinental Exchange (ICE) runs markets. ICE grew.")
    agency = document("ICE detained two people.")
    both = resolution(
        mention(exchange, "ICE", text="Intercontinental Exchange"), mention(exchange, "ICE"), mention(agency, "ICE"),
    )  # fmt: skip
    assert both.entity("ICE", "Organization", exchange.id).name == "Intercontinental Exchange"
    assert both.entity("ICE", "Organization", agency.id).name == "Immigration and Customs Enforcement"


def test_an_acronym_defined_once_in_the_pile_holds_in_documents_of_the_same_matter() -> None:
    defines = document("The Metro Transit Board (MTB) met in Springfield. MTB voted.")
    uses, other = document("MTB bought cameras for Springfield."), document("MTB is a kind of bicycle.")
    all_ = resolution(
        mention(defines, "MTB", text="Metro Transit Board"), mention(defines, "MTB"), mention(defines, "Springfield", "Place"),
        mention(uses, "MTB"), mention(uses, "Springfield", "Place"), mention(other, "MTB"),
    )  # fmt: skip
    assert all_.entity("MTB", "Organization", uses.id).name == "Metro Transit Board"
    assert all_.entity("MTB", "Organization", other.id).name == "MTB", "nothing says that it is the board's"


def test_what_is_written_small_is_no_newsroom() -> None:
    doc = document("The Information reported that Acme sold information.")
    both = resolution(mention(doc, "The Information"), mention(doc, "information"))
    assert both.entity("The Information", "Organization", doc.id) != both.entity("information", "Organization", doc.id)


def test_an_acronym_is_spelt_as_it_is_defined() -> None:
    defines, other = document("The Department of Telecommunications (DoT) blocked a site."), document("DOT suspended a rule.")
    both = resolution(mention(defines, "DoT", text="Department of Telecommunications"), mention(defines, "DoT"), mention(other, "DOT"))
    assert both.entity("DOT", "Organization", other.id).name == "DOT"


def test_an_acronym_with_two_meanings_holds_in_neither_third_document() -> None:
    one, two, third = document("Metro Transit Board (MTB) met."), document("Mountain Trail Bureau (MTB) met."), document("MTB met.")
    all_ = resolution(
        mention(one, "MTB", text="Metro Transit Board"), mention(two, "MTB", text="Mountain Trail Bureau"), mention(third, "MTB"),
    )  # fmt: skip
    assert {all_.entity("MTB", "Organization", d.id).name for d in (one, two, third)} == {
        "Metro Transit Board", "Mountain Trail Bureau", "MTB",
    }  # fmt: skip


def test_a_description_is_a_thing_of_its_document() -> None:
    one, two = document("Amazon sold to government agencies."), document("No government agencies replied.")
    both = resolution(mention(one, "government agencies"), mention(two, "government agencies"))
    first, second = (both.entity("government agencies", "Group", d.id) for d in (one, two))
    assert first.id != second.id
    assert first.scope == one.id
    assert is_described("local law enforcement")
    assert not is_described("Amazon employees")


@pytest.mark.parametrize(
    "name", ["the company", "The company", "Its parent", "They", "it", "the Seattle-based company", "Critics and others"]
)
def test_what_points_back_is_a_description_wherever_it_stands(name: str) -> None:
    assert is_described(name) is (name != "Critics and others")


@pytest.mark.parametrize(
    "name", ["The Verge", "A Better Tomorrow", "US", "IT", "Wal-mart", "Coca-Cola", "the 1st Brigade", "Take-Two", "Two Sigma"]
)
def test_a_name_that_begins_like_a_description_is_a_name(name: str) -> None:
    assert not is_described(name)


def test_judgements_join_and_part_and_the_later_wins() -> None:
    left, right = Key("Acme Data", "Organization"), Key("Acme Analytics", "Organization")
    doc = document("Acme Data and Acme Analytics shared an office.")
    mentions = (mention(doc, "Acme Data"), mention(doc, "Acme Analytics"))
    same = Judgement("SAME", "ana", "2026-01-01T00:00:00Z", "same filing", left, right)
    parted = Judgement("DIFFERENT", "ben", "2026-01-02T00:00:00Z", "two filings", left, right)

    def ids(*judgements: Judgement) -> int:
        them = resolution(*mentions, judgements=judgements)
        return len({them.entity(name, "Organization", doc.id).id for name in ("Acme Data", "Acme Analytics")})

    assert ids() == 2
    assert ids(same) == 1
    assert ids(same, parted) == ids(parted, same) == 2


def test_a_person_can_part_what_an_alias_joins() -> None:
    doc = document("ICE is not Immigration and Customs Enforcement here.")
    parted = Judgement("DIFFERENT", "ana", "2026-01-01", "the exchange",
                       Key("Immigration and Customs Enforcement", "Organization"), Key("ICE", "Organization", doc.id))  # fmt: skip
    them = resolution(mention(doc, "ICE"), mention(doc, "Immigration and Customs Enforcement"), judgements=(parted,))
    apart = them.entity("ICE", "Organization", doc.id)
    assert apart.scope == doc.id
    assert apart != them.entity("Immigration and Customs Enforcement", "Organization", doc.id)


def test_what_an_acronym_is() -> None:
    assert is_acronym("ICE", "Immigration and Customs Enforcement")
    assert is_acronym("DOJ", "Department of Justice")
    assert not is_acronym("us", "United States")
    assert not is_acronym("ICE", "Internal Revenue Service")
    assert not is_acronym("A", "Amazon")
    assert not is_acronym("AI", "")
    assert is_acronym("ICE", "U.S. Immigration and Customs Enforcement")
    assert not is_acronym("DOJ", "former DOJ officials")
    assert not is_acronym("xAI", "xAI's approach")
    assert not is_acronym("U.S.", "U.S. Senate")
