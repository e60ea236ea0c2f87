"""No claim without its words: what grounding lets stand is in the document, letter by letter; the rest is refused with a reason."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document, end

from edgewise.extract.grounding import Grounded, ground
from edgewise.extract.read import extractor
from edgewise.loading import profiles_of, read_document
from edgewise.model import Document, End, Mask, Mention
from edgewise.project import builtin
from edgewise.proposed import Draft, Proposal

DOC = document("AWS pitched Rekognition to ICE in Redwood City.\nThe emails are with POGO.")
PITCH = Proposal(
    0, 47, DOC.text[0:47], end(DOC, "AWS"), "pitched_to", end(DOC, "ICE"), about=end(DOC, "Rekognition"), place="Redwood City",
    date="2018-06", confidence=0.8, rule="pitch",
)  # fmt: skip


def grounded(*proposals: Proposal, doc: Document = DOC, mentions: tuple[Mention, ...] = ()) -> Grounded:
    return ground(doc, Draft(mentions, proposals), ("rules@1",), builtin())


def test_what_checks_becomes_a_claim_with_its_reading() -> None:
    result = grounded(PITCH)
    (claim,), (reading,) = result.claims, result.readings
    assert DOC.text[claim.start : claim.end] == claim.quote == "AWS pitched Rekognition to ICE in Redwood City."
    assert (claim.subject.name, claim.relation, claim.object.name) == ("AWS", "pitched_to", "ICE")
    assert (reading.claim, reading.extractor, reading.confidence) == (claim.id, "rules@1", 0.8)
    assert result.refused == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "AWS sold Rekognition to ICE in Redwood City."}, "does not say 'AWS sold"),
        ({"start": 1, "end": 48}, "does not say"),
        ({"end": 4000}, "has no [0, 4000)"),
        ({"start": 5, "end": 5}, "has no [5, 5)"),
        ({"relation": "bribed"}, "unknown relation 'bribed'; known: acknowledged"),
        ({"modality": "certain"}, "unknown polarity or modality"),
        ({"polarity": "maybe"}, "unknown polarity or modality"),
        ({"subject": end(DOC, "Rekognition")}, "the subject of pitched_to is"),
        ({"object": End("ICE", "Organization", 0, 3, "ICE")}, "does not say 'ICE' at 0; it says 'AWS'"),
        ({"object": End("Palantir", "Organization", 27, 30, "ICE")}, "does not name 'Palantir'"),
        ({"object": End(" ", "Organization", 27, 30, "ICE")}, "a name is not empty"),
        ({"object": End("The", "Organization", 48, 51, "The")}, "'The' names nothing"),
        ({"object": end(DOC, "AWS")}, "both subject and object"),
        ({"date": "June 2018"}, "no EDTF date"),
        ({"place": "New York"}, "does not say 'New York'"),
        ({"amount": "$5 million"}, "does not say '$5 million'"),
        ({"confidence": 1.5}, "a confidence is 0 to 1"),
        ({"said_by": end(DOC, "Redwood City", "Place")}, "the speaker of pitched_to is"),
    ],
)
def test_what_does_not_check_is_refused(change: dict[str, Any], reason: str) -> None:
    result = grounded(replace(PITCH, **change))
    assert not result.claims
    assert not result.readings
    assert reason in result.refused[0].reason
    assert result.refused[0].rule == "pitch"


def test_one_bad_proposal_costs_only_itself() -> None:
    assert len(grounded(replace(PITCH, relation="bribed"), PITCH).claims) == 1


def test_the_same_claim_twice_is_one_with_the_surer_reading() -> None:
    result = grounded(PITCH, replace(PITCH, confidence=0.9), replace(PITCH, confidence=0.3))
    assert [(r.confidence) for r in result.readings] == [0.9]


def test_an_alias_may_stand_for_the_declared_name() -> None:
    long = replace(PITCH, object=End("Immigration and Customs Enforcement", "Organization", 27, 30, "ICE"))
    assert len(grounded(long).claims) == 1


def test_masked_text_is_not_quoted_but_a_title_in_front_matter_is() -> None:
    masked = replace(DOC, masks=(Mask(0, 47, "front matter"),))
    assert "masked at 0 (front matter)" in grounded(PITCH, doc=masked).refused[0].reason
    assert len(grounded(PITCH, doc=replace(masked, title=DOC.text[0:47])).claims) == 1


def test_a_mention_that_does_not_stand_there_is_refused() -> None:
    good = Mention(DOC.id, 0, 3, "AWS", "Organization", "AWS")
    result = grounded(mentions=(good, replace(good, start=1, end=4)))
    assert result.mentions == (good,)
    assert len(result.refused) == 1


texts = st.text(st.sampled_from("aé\u0301\U0001f575\u200f\u05d0\u00a0\r\n<\u2028'AWS") | st.characters(), max_size=60).map(
    lambda t: f"AWS {t}</script> pitched Rekognition {t}\r\nto ICE."
)


@given(texts, st.integers(-5, 200), st.integers(-5, 200))
def test_whatever_is_kept_stands_in_the_text(text: str, start: int, stop: int) -> None:
    doc = document(text)
    quote = text[max(start, 0) : max(stop, 0)]
    proposal = Proposal(start, stop, quote, end(doc, "AWS"), "pitched_to", end(doc, "ICE"), about=end(doc, "Rekognition"))
    result = grounded(proposal, doc=doc)
    assert len(result.claims) + len(result.refused) == 1
    for claim in result.claims:
        assert doc.text[claim.start : claim.end] == claim.quote != ""
        for place in (claim.subject, claim.object, claim.about):
            assert place is not None
            assert doc.text[place.start : place.end] == place.text


@given(texts)
def test_the_right_place_is_always_kept(text: str) -> None:
    doc = document(text)
    proposal = Proposal(0, len(text), text, end(doc, "AWS"), "pitched_to", end(doc, "ICE"), about=end(doc, "Rekognition"))
    assert len(grounded(proposal, doc=doc).claims) == 1


LOOKALIKES = str.maketrans("aeocpx-' .", "аеосрх–’\u00a0,")
SWAPS = (
    ("pitched", "purchased"),
    ("not ", ""),
    ("met", "paid"),
    ("uses", "used"),
    ("has", "had"),
    ("the ", "a "),
    ("hosts", "owns"),
    ("is", "was"),
)


def mutations(draw: random.Random, quote: str) -> Iterator[str]:
    """Quotes that are almost the one given: a letter changed, dropped, doubled or turned round, a word swapped or moved, a lookalike."""
    at = draw.randrange(len(quote) - 1)
    words = quote.split(" ")
    first, last = sorted(draw.sample(range(len(words)), 2)) if len(words) > 1 else (0, 0)
    yield quote[:at] + chr(ord(quote[at]) + 1) + quote[at + 1 :]
    yield quote[:at] + quote[at + 1 :]
    yield quote[:at] + quote[at] + quote[at:]
    yield quote[:at] + quote[at + 1] + quote[at] + quote[at + 2 :]
    yield quote[:at] + quote[at:].swapcase()
    yield quote[:at] + quote[at:].translate(LOOKALIKES)
    yield " ".join((*words[:first], words[last], *words[first + 1 : last], words[first], *words[last + 1 :]))
    yield " ".join((*words[:first], *words[first + 1 :]))
    yield from (quote.replace(old, new, 1) for old, new in SWAPS)
    yield f"{quote[:at]}\u200b{quote[at:]}"
    yield f"{quote} "


def test_of_5000_quotes_that_are_almost_right_every_one_is_refused(root: Path) -> None:
    """What a model makes of a sentence that it did not copy: all claims of the example documents, each quote changed a little."""
    project, draw, tried = builtin(), random.Random(4), 0
    reader, profiles = extractor("rules", project), profiles_of(project)
    folder = root / "loaders" / "example"
    read = [(doc, reader.read(doc)) for path in sorted(folder.iterdir()) for doc in [read_document(path, folder, profiles).document]]
    right = [(doc, proposal) for doc, draft in read for proposal in draft.proposals if grounded(proposal, doc=doc).claims]
    assert len(right) > 50
    while tried < 5000:
        doc, proposal = draw.choice(right)
        wrong = [replace(proposal, quote=quote) for quote in mutations(draw, proposal.quote) if quote != proposal.quote]
        result = grounded(*wrong, doc=doc)
        assert result.claims == ()
        assert len(result.refused) == len(wrong)
        tried += len(wrong)


def test_of_5000_quotes_at_another_place_only_those_that_stand_there_are_kept(root: Path) -> None:
    """The same words, said to stand elsewhere, or cut and stretched: kept only where the document says just that."""
    project, draw = builtin(), random.Random(5)
    reader, profiles = extractor("rules", project), profiles_of(project)
    path = root / "loaders" / "example" / "microsoft-and-ice.md"
    doc = read_document(path, path.parent, profiles).document
    right = [p for p in reader.read(doc).proposals if grounded(p, doc=doc).claims]
    moved = [replace(p, start=p.start + draw.randint(-9, 9), end=p.end + draw.randint(-9, 9)) for p in draw.choices(right, k=5000)]
    result = grounded(*moved, doc=doc)
    assert {(c.start, c.end, c.quote) for c in result.claims} <= {(p.start, p.end, p.quote) for p in right}
    assert len(result.refused) > 4900  # one in 19 x 19 is not moved at all


@pytest.mark.parametrize("detail", ["1", "152", "00", "Redwood C", "edwood"])
def test_a_detail_that_is_a_piece_of_a_word_is_refused(detail: str) -> None:
    """What stands within a longer word is not said, though it stands there letter by letter."""
    doc = document("AWS pitched Rekognition to ICE in Redwood City for 15200.")
    pitch = replace(PITCH, end=len(doc.text), quote=doc.text)
    assert grounded(replace(pitch, amount="15200"), doc=doc).refused == ()
    assert grounded(replace(pitch, amount=detail), doc=doc).refused != ()


@pytest.mark.parametrize(("start", "end"), [(0, 8), (1, 8), (4, 9)])
def test_a_name_that_is_a_piece_of_a_word_is_refused(start: int, end: int) -> None:
    doc = document("Palantirs are seeing stones.")
    words = doc.text[start:end]
    (refusal,) = grounded(doc=doc, mentions=(Mention(doc.id, start, end, words, "Organization", words),)).refused
    assert "does not name" in refusal.reason
