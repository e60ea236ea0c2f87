"""The reader as an extractor, on scores made by hand: what becomes of them in a document."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import document
from told import Told

from edgewise.extract.grounding import ground
from edgewise.extract.reader.calibration import Calibration
from edgewise.extract.reader.considered import OPEN
from edgewise.extract.reader.extractor import LONGEST, ReaderExtractor
from edgewise.model import Document, Mask
from edgewise.project import builtin
from edgewise.proposed import Proposal

SURE = Calibration({"score": 1.0}, {"event": 0.3, "article": 0.3})


def read(doc: Document, scorer: Told, calibration: Calibration = SURE) -> tuple[Proposal, ...]:
    """What the reader proposes; all of it holds in the document."""
    extractor = ReaderExtractor(builtin(), scorer, calibration)
    draft = extractor.read(doc)
    grounded = ground(doc, draft, extractor.readers, builtin())
    assert grounded.refused == ()
    return draft.proposals


def triples(proposals: tuple[Proposal, ...]) -> list[tuple[str, str, str]]:
    return [(one.subject.name, one.relation, one.object.name) for one in proposals]


def test_what_the_model_says_becomes_a_claim_with_its_words() -> None:
    doc = document("Palantir sold ICM to ICE in June 2018 for $41 million.")
    (one,) = read(doc, Told([("Palantir", "supplies_to", "ICE", 0.9)], abouts={"supplies_to": "ICM"}))
    assert (one.subject.name, one.relation, one.object.name) == ("Palantir", "supplies_to", "ICE")
    assert one.about is not None
    assert (one.about.name, one.about.type) == ("ICM", "System")
    assert (one.quote, one.date, one.amount) == (doc.text, "2018-06", "$41 million")
    assert one.read_by == ("reader@told",)
    assert one.confidence == pytest.approx(0.9, abs=0.001)


def test_what_is_not_worth_a_look_is_not_proposed() -> None:
    doc = document("Palantir sold ICM to ICE.")
    assert read(doc, Told([("Palantir", "supplies_to", "ICE", 0.29)])) == ()
    assert triples(read(doc, Told([("Palantir", "supplies_to", "ICE", 0.31)]))) == [("Palantir", "supplies_to", "ICE")]


def test_floors_are_by_kind_of_document() -> None:
    strict = Calibration({"score": 1.0}, {"event": 0.6, "article": 0.3})
    told = Told([("Palantir", "supplies_to", "ICE", 0.5)])
    assert read(document("Palantir sold ICM to ICE.", kind="timeline_event"), told, strict) == ()
    assert len(read(document("Palantir sold ICM to ICE.", kind="article"), told, strict)) == 1


def test_questions_say_nothing_and_headings_only_name() -> None:
    told = Told([("Palantir", "supplies_to", "ICE", 0.9)])
    assert read(document("Did Palantir sell ICM to ICE?"), told) == ()
    assert told.asked == []
    heading = document("Palantir supplies ICE\n\nNobody said more about it than that.")
    extractor = ReaderExtractor(builtin(), told, SURE)
    draft = extractor.read(heading)
    assert draft.proposals == ()
    assert {mention.name for mention in draft.mentions} == {"Palantir", "ICE"}


def test_a_mask_is_not_read() -> None:
    text = "Palantir sold ICM to ICE. The rest is said elsewhere."
    told = Told([("Palantir", "supplies_to", "ICE", 0.9)])
    assert read(document(text, masks=(Mask(0, 25, "furniture"),)), told) == ()
    assert all("Palantir" not in asked for asked in told.asked)


def test_a_last_name_and_an_acronym_stand_for_the_whole() -> None:
    doc = document("Jane Roe leads Homeland Security Investigations (HSI). Roe met ICE at HSI, an officer of the HSI said.")
    told = Told([("Roe", "met_with", "ICE", 0.9)], types={"Roe": "Person"})
    assert ("Jane Roe", "met_with", "ICE") in triples(read(doc, told))


def test_an_open_pronoun_stands_for_itself_and_is_never_sure() -> None:
    told = Told([("They", "criticises", "ICE", 0.99)], types={"They": "Group"})
    (one,) = read(document("They criticised ICE."), told)
    assert (one.subject.name, one.subject.text, one.confidence) == ("They", "They", OPEN)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Jane Roe, director of Acme, spoke.", "leads"),
        ("Jane Roe, the former director of Acme, spoke.", "works_for"),
        ("The former Acme director Jane Roe spoke.", "works_for"),
        ("A former mayor says that Jane Roe leads Acme.", "leads"),
    ],
)
def test_who_led_once_leads_no_more(text: str, relation: str) -> None:
    told = Told([("Jane Roe", "leads", "Acme", 0.99)])
    assert [one.relation for one in read(document(text), told)] == [relation]


def test_a_pronoun_claims_for_whom_it_means() -> None:
    doc = document("Jane Roe leads the office. She criticised ICE.")
    (one,) = read(doc, Told([("She", "criticises", "ICE", 0.9)], names=["Jane Roe"], types={"She": "Person"}))
    assert (one.subject.name, one.subject.text) == ("Jane Roe", "She")


def test_a_land_that_acts_is_a_body_and_what_cannot_act_claims_nothing() -> None:
    doc = document("Redwood City sued Palantir over Rekognition.")
    (one,) = read(doc, Told([("Redwood City", "legal_action", "Palantir", 0.9)]))
    assert (one.subject.name, one.subject.type) == ("Redwood City", "Organization")
    assert read(doc, Told([("Redwood City", "founded", "Palantir", 0.9)], types={"Redwood City": "Event"})) == ()


def test_an_end_that_only_begins_a_name_is_the_whole_name() -> None:
    doc = document("Palantir sold it to Immigration and Customs Enforcement last year.")
    (one,) = read(doc, Told([("Palantir", "supplies_to", "Immigration", 0.9)]))
    assert one.object.text == "Immigration and Customs Enforcement"


def test_a_denial_is_no_link_whatever_the_model_says() -> None:
    doc = document("There is no evidence that Palantir sold ICM to ICE.")
    (one,) = read(doc, Told([("Palantir", "supplies_to", "ICE", 0.9)]))
    assert (one.polarity, one.modality) != ("affirmed", "confirmed")


def test_a_long_line_is_read_in_pieces_that_stand_in_it() -> None:
    text = "Palantir sold ICM to ICE, " * 400 + "and that was that."
    told = Told([("Palantir", "supplies_to", "ICE", 0.9)])
    found = read(document(text), told)
    assert max(map(len, told.asked)) <= LONGEST
    assert "".join(told.asked).replace(" ", "") == text.replace(" ", "")
    assert len(found) > 1
    assert all(text[one.start : one.end] == one.quote for one in found)


ODD = st.sampled_from("ICE Palantir.,'\"“”’()\n\u200b\u200f\u202e\u0301🙂\u200dß\u00a0\ufeff\u0627한")
HOSTILE = st.text(st.one_of(ODD, st.characters(exclude_categories=["Cs"])), max_size=120)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_text_breaks_it_or_makes_it_claim_what_is_not_there(before: str, after: str) -> None:
    told = Told([("Palantir", "supplies_to", "ICE", 0.9), ("ICE", "uses", "ICM", 0.8)], abouts={"supplies_to": "ICM"})
    read(document(f"{before} Palantir\u200b sold ICM\u202e to ICE{after}"), told)


SCRIPT = """
import json, sys
from told import Told
from making import document
from edgewise.extract.reader.extractor import ReaderExtractor
from edgewise.extract.reader.calibration import Calibration
from edgewise.model import to_data
from edgewise.project import builtin
text = "Jane Roe leads POGO. She met Palantir and ICE. Palantir, the company said, sold ICM to ICE, DHS and the FBI in 2018."
told = Told([("She", "met_with", "Palantir", .8), ("She", "met_with", "ICE", .8), ("Palantir", "supplies_to", "ICE", .8),
             ("Palantir", "supplies_to", "DHS", .8), ("Palantir", "supplies_to", "FBI", .8)], ["Jane Roe"], {"She": "Person"})
draft = ReaderExtractor(builtin(), told, Calibration({"score": 1.0})).read(document(text))
print(json.dumps([to_data(draft)], default=to_data))
"""


def test_another_hash_seed_gives_the_same_bytes() -> None:
    outputs = set()
    for seed in ("1", "2", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        ran = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        outputs.add(hashlib.sha256(ran.stdout).hexdigest())
        assert len(json.loads(ran.stdout)[0]["proposals"]) == 6
    assert len(outputs) == 1
