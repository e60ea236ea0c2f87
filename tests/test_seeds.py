"""What must hold of the five seed documents, on both stores: the statements a reporter would check first, and what must not be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_servers import Neo4jServer

from edgewise.extract.read import extractor
from edgewise.ingest import Report, forget, ingest
from edgewise.model import Projection
from edgewise.project import builtin
from edgewise.questions.answer import ask, routes
from edgewise.questions.nouns import Answer, ClaimShown, LinkShown
from edgewise.questions.show import show_claim, show_link
from edgewise.questions.view import GraphView, graph_view
from edgewise.stores import open_store
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.shared

AMAZON, AWS, REKOGNITION = "Amazon", "Amazon Web Services", "Amazon Rekognition"
ICE, HSI, DHS = "Immigration and Customs Enforcement", "Homeland Security Investigations", "Department of Homeland Security"
ICM, FBI, DOJ = "Investigative Case Management", "Federal Bureau of Investigation", "Department of Justice"
SURE = ("reported", "confirmed")


class Seeds:
    """The graph of the seeds in one store."""

    def __init__(self, store: Store, report: Report) -> None:
        self.store, self.report, self.project = store, report, builtin()
        self.view: GraphView = graph_view(store)
        self.all_links = [show_link(self.view, self.project, link) for link in self.view.links.values()]
        self.all_claims = [show_claim(self.view, self.project, id) for id in self.view.resolved]

    def links(self, subject: str | None, relation: str, object: str | None) -> list[LinkShown]:
        """The links that say so; None stands for anything."""
        return [
            link
            for link in self.all_links
            if link.relation == relation and subject in (None, link.subject) and object in (None, link.object)
        ]

    def claims(self, relation: str, *ends: str) -> list[ClaimShown]:
        """The claims of that relation that have these ends, either way round."""
        return [c for c in self.all_claims if c.relation == relation and {c.subject, c.object} >= set(ends)]

    def ask(self, question: str) -> Answer:
        return ask(self.store, question, self.project)


class Statements:
    """What must hold, for the store that a subclass gives."""

    @pytest.fixture(scope="class")
    @classmethod
    def seeds(cls, store: Store, shared: Path) -> Seeds:
        project = builtin()
        report = ingest([str(shared / "seeds")], store, project, extractor("auto", project))
        return Seeds(store, report)

    def test_all_five_are_read(self, seeds: Seeds) -> None:
        assert len(seeds.report.documents) == 5
        assert not seeds.report.failed
        assert {d.profile for d in seeds.report.documents} == {"fact-check", "timeline-event", "article"}

    def test_01_aws_hosts_icm(self, seeds: Seeds) -> None:
        (link,) = seeds.links(AWS, "hosts", ICM)
        assert link.support in SURE

    def test_02_and_03_ice_uses_icm_and_palantir_develops_it(self, seeds: Seeds) -> None:
        assert [link.standing in SURE for link in seeds.links(ICE, "uses", ICM)] == [True]
        assert [link.standing in SURE for link in seeds.links("Palantir", "develops", ICM)] == [True]

    def test_aws_is_linked_to_ice_through_icm(self, seeds: Seeds) -> None:
        answer = seeds.ask("how is AWS linked to ICE?")
        hops = [[(hop.subject, hop.relation, hop.object) for hop in route.links] for route in answer.routes]
        assert [(AWS, "hosts", ICM), (ICE, "uses", ICM)] in hops

    def test_04_the_pitch_of_june_2018_is_confirmed(self, seeds: Seeds) -> None:
        pitches = [link for who in (AMAZON, AWS) for link in seeds.links(who, "pitched_to", ICE) if link.about == REKOGNITION]
        assert "confirmed" in {link.standing for link in pitches}
        confirmed = [link for link in pitches if link.standing == "confirmed"]
        assert any(len({claim.document for claim in link.claims}) >= 2 for link in confirmed)
        assert any((claim.date or "").startswith("2018-06") for link in pitches for claim in link.claims)

    def test_05_the_meeting_was_in_redwood_city_at_mckinseys(self, seeds: Seeds) -> None:
        met = [c for who in (AMAZON, AWS) for c in seeds.claims("met_with", who, ICE)]
        assert any("Redwood City" in (claim.place or "") for claim in met)
        assert seeds.links("McKinsey", "convened", None)

    def test_06_use_of_rekognition_by_ice_is_unconfirmed(self, seeds: Seeds) -> None:
        answer = seeds.ask("Has ICE confirmed using Rekognition?")
        assert any((c.subject, c.relation, c.object) == (ICE, "uses", REKOGNITION) for c in answer.unconfirmed)
        assert all(c.quote in seeds.view.document(c.document).text for c in answer.unconfirmed)
        assert not seeds.links(ICE, "uses", REKOGNITION)

    def test_07_ice_denied_a_contract_with_aws(self, seeds: Seeds) -> None:
        answer = seeds.ask("does ICE have a contract with AWS?")
        denial = next(c for c in answer.denials if c.relation == "contracts_with" and {c.subject, c.object} == {ICE, AWS})
        assert (denial.polarity, denial.said_by) == ("negated", ICE)
        assert all(
            link.standing == "disputed" for link in (*seeds.links(ICE, "contracts_with", AWS), *seeds.links(AWS, "contracts_with", ICE))
        )

    def test_08_the_fbi_uses_rekognition_by_word_of_doj(self, seeds: Seeds) -> None:
        (link,) = seeds.links(FBI, "uses", REKOGNITION)
        assert link.standing in SURE
        assert DOJ in {claim.said_by for claim in link.claims}
        assert seeds.links("Project Tyr", "part_of", FBI) or seeds.links("Project Tyr", "uses", REKOGNITION)

    def test_09_amazon_says_it_provides_rekognition_to_government_agencies(self, seeds: Seeds) -> None:
        links = [link for link in seeds.links(AMAZON, "supplies_to", None) if "government agencies" in link.object]
        assert [(link.standing, link.about) for link in links] == [("reported", REKOGNITION)]
        assert {claim.said_by for claim in links[0].claims} <= {"Brian Huseman", AMAZON}
        assert seeds.view.entity(links[0].object_id).type == "Group"

    def test_10_amazon_declined_to_say(self, seeds: Seeds) -> None:
        (first, *_) = seeds.claims("declined_to_comment", AMAZON)
        assert first.polarity == "affirmed"
        answer = seeds.ask("who declined to say whether Amazon works with ICE?")
        assert any(
            c.relation == "declined_to_comment" and c.subject == AMAZON for c in (*answer.speech, *answer.denials, *answer.unconfirmed)
        )
        assert not any(c.relation == "declined_to_comment" for c in answer.denials)

    def test_11_forensic_logics_program_is_hosted_on_aws(self, seeds: Seeds) -> None:
        hosted = [link for link in seeds.links(AWS, "hosts", None) if any("Forensic Logic" in claim.quote for claim in link.claims)]
        assert hosted
        assert "Mijente" in {claim.said_by for link in hosted for claim in link.claims}
        assert {link.standing for link in hosted} == {"reported"}

    def test_12_orlando_police_piloted_amazons_technology(self, seeds: Seeds) -> None:
        assert seeds.links("Orlando Police Department", "tested", None)

    def test_13_what_is_part_of_what(self, seeds: Seeds) -> None:
        assert seeds.links(AWS, "part_of", AMAZON)
        assert seeds.links(HSI, "part_of", ICE)
        assert not seeds.links(ICE, "part_of", DHS)  # no seed says so: it is knowledge of ours, and marked as such
        answer = seeds.ask("what is known about ICE?")
        assert [(b.name, b.part_of) for b in answer.background] == [(ICE, DHS)]

    def test_14_employees_demanded_that_amazon_stop(self, seeds: Seeds) -> None:
        demands = [link for link in seeds.links(None, "demands_of", AMAZON) if seeds.view.entity(link.subject_id).type == "Group"]
        assert any("employees" in link.subject.lower() or "workers" in link.subject.lower() for link in demands)

    def test_15_pogo_and_the_daily_beast_obtained_the_emails(self, seeds: Seeds) -> None:
        for who in ("Project on Government Oversight", "The Daily Beast"):
            works = [c for c in seeds.claims("reported", who) if "mail" in c.object.lower() or "document" in c.object.lower()]
            assert works, who

    def test_16_aws_and_microsoft_are_expected_bidders(self, seeds: Seeds) -> None:
        for who in (AWS, "Microsoft"):
            bids = [c for c in seeds.all_claims if c.subject == who and c.object == ICE and c.modality in ("planned", "possible")]
            assert bids, who
        assert not seeds.links("Microsoft", "contracts_with", ICE)

    def test_no_direct_dealing_between_amazon_and_ice_is_made_up(self, seeds: Seeds) -> None:
        ours, theirs = {AMAZON, AWS, REKOGNITION}, {ICE, HSI}
        for link in seeds.all_links:
            ends = {link.subject, link.object}
            if link.relation in ("supplies_to", "contracts_with", "uses") and ends & ours and ends & theirs:
                assert link.indirect or (link.relation != "supplies_to" and link.standing not in SURE), link.sentence
        indirect = [link for who in (AMAZON, AWS) for link in seeds.links(who, "supplies_to", ICE)]
        assert any(link.indirect for link in indirect)

    def test_every_quote_stands_in_its_document(self, seeds: Seeds) -> None:
        for claim in seeds.all_claims:
            assert seeds.view.document(claim.document).text[claim.start : claim.end] == claim.quote

    def test_the_answer_everybody_asks_for(self, seeds: Seeds) -> None:
        answer = seeds.ask("how is Amazon linked to ICE?")
        best = answer.routes[0]
        assert (best.standing, best.length) == ("confirmed", 1)
        assert best.links[0].claims[0].quote
        assert routes(seeds.store, "Amazon", "ICE", seeds.project).routes == answer.routes

    def test_reading_them_again_changes_nothing(self, seeds: Seeds, shared: Path) -> None:
        before = seeds.store.stamp()
        report = ingest([str(shared / "seeds")], seeds.store, seeds.project, extractor("auto", seeds.project))
        assert (report.count("new"), report.count("replaced"), report.count("unchanged")) == (0, 0, 5)
        assert seeds.store.stamp() == before

    def test_forgetting_takes_a_document_out_and_reading_it_again_brings_the_same_ids(self, seeds: Seeds, shared: Path) -> None:
        before: Projection = seeds.store.projection()
        forget(seeds.store, seeds.project, "000_f50b50c35af009dd.txt")
        assert len(seeds.store.projection().documents) == 4
        assert not graph_view(seeds.store).called("Project Tyr")
        report = ingest([str(shared / "seeds")], seeds.store, seeds.project, extractor("auto", seeds.project))
        assert report.count("new") == 1
        assert seeds.store.projection() == before


class TestOnSqlite(Statements):
    @pytest.fixture(scope="class")
    @classmethod
    def store(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
        with open_store(str(tmp_path_factory.mktemp("seeds") / "seeds.db")) as opened:
            yield opened


@pytest.mark.neo4j
class TestOnNeo4j(Statements):
    @pytest.fixture(scope="class")
    @classmethod
    def store(cls, neo4j_server: Neo4jServer) -> Iterator[Store]:
        neo4j_server.empty()
        with Neo4jStore.open(neo4j_server.address, neo4j_server.environment) as opened:
            yield opened
