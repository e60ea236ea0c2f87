"""Rules and reader as one: what both read, what one alone reads, and in whichever order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import pytest
from making import document, end
from told import Told

from edgewise.extract.grounding import ground
from edgewise.extract.reader.calibration import Calibration
from edgewise.extract.reader.extractor import ReaderExtractor
from edgewise.extract.united import UnitedExtractor
from edgewise.model import Document
from edgewise.project import builtin
from edgewise.proposed import Draft, Proposal

TEXT = "Palantir sold ICM to ICE in 2018."
DOC = document(TEXT)
RULES = Proposal(
    0, len(TEXT), TEXT, end(DOC, "Palantir"), "supplies_to", end(DOC, "ICE"), amount="2018", confidence=0.8, rule="sold",
)  # fmt: skip
BOTH = Calibration({"score": 0.5, "rules": 0.5, "by both": 1.0, "unseen": -1.0})


@dataclass
class Rules:
    """Rules that read what a test says."""

    proposals: tuple[Proposal, ...]
    readers: tuple[str, ...] = ("rules@9",)

    def read(self, document: Document) -> Draft:
        return Draft((), self.proposals)


def unite(*rules: Proposal, told: Told, calibration: Calibration = BOTH, doc: Document = DOC) -> tuple[Proposal, ...]:
    united = UnitedExtractor(builtin(), Rules(rules), ReaderExtractor(builtin(), told, calibration), calibration)
    draft = united.read(doc)
    assert ground(doc, draft, united.readers, builtin()).refused == ()
    return draft.proposals


def test_the_readers_are_both() -> None:
    assert UnitedExtractor(builtin(), Rules(()), ReaderExtractor(builtin(), Told())).readers == ("reader@told", "rules@9")


def test_what_both_read_is_one_claim_and_surer_than_either() -> None:
    (one,) = unite(RULES, told=Told([("Palantir", "supplies_to", "ICE", 0.7)], abouts={"supplies_to": "ICM"}))
    assert one.read_by == ("reader@told", "rules@9")
    assert one.about is not None
    assert (one.about.name, one.amount) == ("ICM", "2018")
    (alone,) = unite(RULES, told=Told())
    (reader,) = unite(told=Told([("Palantir", "supplies_to", "ICE", 0.7)]))
    assert one.confidence > max(alone.confidence, reader.confidence)
    assert (alone.read_by, reader.read_by) == (("rules@9",), ("reader@told",))


def test_what_is_the_same_both_ways_agrees_both_ways() -> None:
    rules = replace(RULES, relation="contracts_with")
    assert len(unite(rules, told=Told([("ICE", "contracts_with", "Palantir", 0.7)]))) == 1
    assert len(unite(replace(RULES, relation="owns"), told=Told([("ICE", "owns", "Palantir", 0.7)]))) == 2


def test_what_is_akin_agrees() -> None:
    (one,) = unite(RULES, told=Told([("Palantir", "contracts_with", "ICE", 0.7)]))
    assert one.relation == "supplies_to"


def test_another_relation_or_another_end_is_another_claim() -> None:
    assert len(unite(RULES, told=Told([("Palantir", "criticises", "ICE", 0.7)]))) == 2
    assert len(unite(RULES, told=Told([("Palantir", "supplies_to", "ICM", 0.7)], types={"ICM": "Organization"}))) == 2


def test_what_the_rules_read_as_a_pitch_is_no_sale() -> None:
    pitch = replace(RULES, relation="pitched_to")
    (one,) = unite(pitch, told=Told([("Palantir", "supplies_to", "ICE", 0.9), ("Palantir", "contracts_with", "ICE", 0.9)]))
    assert one.relation == "pitched_to"
    other = unite(pitch, told=Told([("Palantir", "supplies_to", "ICM", 0.9)], types={"ICM": "Organization"}))
    assert {claim.relation for claim in other} == {"pitched_to", "supplies_to"}


def test_a_doubtful_standing_is_as_the_rules_have_it() -> None:
    rules = replace(RULES, polarity="negated", modality="alleged")
    doubtful = Told([("Palantir", "supplies_to", "ICE", 0.7)], share=1 / 12)
    (one,) = unite(rules, told=doubtful)
    assert (one.polarity, one.modality) == ("negated", "alleged")
    (one,) = unite(rules, told=Told([("Palantir", "supplies_to", "ICE", 0.7)], share=0.97))
    assert (one.polarity, one.modality) == ("affirmed", "confirmed")


def test_rules_alone_are_less_sure_where_the_model_sees_nothing_between_the_two() -> None:
    (unseen,) = unite(RULES, told=Told())
    seen = next(one for one in unite(RULES, told=Told([("Palantir", "criticises", "ICE", 0.7)])) if one.relation == "supplies_to")
    assert unseen.confidence < seen.confidence


def test_one_passage_says_the_same_of_the_same_once() -> None:
    text = "Palantir told ICE that Palantir sold ICM to it."
    doc = document(text)
    second = replace(end(doc, "Palantir"), start=23, end=31)
    rules = (Proposal(0, len(text), text, end(doc, "Palantir"), "supplies_to", end(doc, "ICE"), confidence=c) for c in (0.8,))
    again = Proposal(0, len(text), text, second, "supplies_to", end(doc, "ICE"), confidence=0.7)
    assert len(unite(*rules, again, told=Told(), doc=doc)) == 1


@pytest.mark.parametrize("told", [Told(), Told([("Palantir", "supplies_to", "ICE", 0.7), ("Palantir", "contracts_with", "ICE", 0.7)])])
def test_the_order_of_reading_does_not_matter(told: Told) -> None:
    rules = (RULES, replace(RULES, relation="contracts_with"), replace(RULES, relation="criticises", confidence=0.6))
    assert len({unite(*order, told=told) for order in itertools.permutations(rules)}) == 1
    backwards = Told(told.claims[::-1])
    assert unite(*rules, told=told) == unite(*rules, told=backwards)
