"""Identity, folding, spans, and that nouns survive the way to JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import claim, document, mention

from edgewise.errors import EvidenceError
from edgewise.identity import canonical_noun
from edgewise.model import (
    RECORD_KINDS,
    Citation,
    Claim,
    Document,
    End,
    Judgement,
    Key,
    Mask,
    Reading,
    Reference,
    Source,
    canonical,
    fold,
    from_data,
    identity,
    to_data,
)

DOC = document("AWS pitched Rekognition to ICE, POGO said.", masks=(Mask(0, 1, "furniture"),), cites=(Citation("A story", tier=3),),
               references=(Reference(2, 3, 1),), names=("AWS",), published="2018-10-23")  # fmt: skip
CLAIM = claim(DOC, "AWS", "pitched_to", "ICE", about="Rekognition", said_by="POGO", modality="reported", indirect=True, date="2018-06")
RECORDS = (
    DOC, CLAIM, mention(DOC, "AWS"), Source("a/b.txt", DOC.id), Source("a/b.txt", None, 2), Reading(CLAIM.id, "rules@1", 0.75),
    Judgement("DIFFERENT", "ana", "2026-01-01", "two firms", Key("AWS", "Organization"), Key("AWS", "Organization", DOC.id)),
    Judgement("REJECTED", "ben", "2026-01-02", "misread", claim=CLAIM.id),
)  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_a_record_survives_json(record: object) -> None:
    assert type(record).__name__ in RECORD_KINDS
    again = from_data(type(record), json.loads(canonical(to_data(record))))
    assert again == record
    assert again.id == record.id  # type: ignore[attr-defined]  # every record has one


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_a_noun_has_one_json_text_however_it_is_written(record: object) -> None:
    assert canonical_noun(record) == canonical(to_data(record))


@given(st.text(), st.text(st.characters()), st.integers(), st.booleans(), st.none() | st.text())
def test_a_claim_of_any_words_has_one_json_text(name: str, quote: str, start: int, indirect: bool, place: str | None) -> None:
    one = End(name, "Organization", start, start + 1, name)
    said = Claim(name, start, start, quote, one, "uses", one, None, "affirmed", "confirmed", one, None, place, None, None, indirect)
    assert canonical_noun(said) == canonical(to_data(said))
    assert said.id == identity("claim", to_data(said))


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError):
        from_data(Source, {"locator": "a", "document": None, "owner": "me"})


def test_a_claim_is_what_is_said_and_not_who_read_it() -> None:
    assert CLAIM.id == claim(DOC, "AWS", "pitched_to", "ICE", about="Rekognition", said_by="POGO", modality="reported", indirect=True,
                             date="2018-06").id  # fmt: skip
    others = (
        {"about": None}, {"said_by": None}, {"modality": "alleged"}, {"indirect": False}, {"date": "2018"}, {"place": "Redwood City"},
        {"polarity": "negated"}, {"amount": "$1"}, {"role": "host"},
    )  # fmt: skip
    given = {"about": "Rekognition", "said_by": "POGO", "modality": "reported", "indirect": True, "date": "2018-06"}
    ids = {claim(DOC, "AWS", "pitched_to", "ICE", **{**given, **other}).id for other in others}
    assert len(ids | {CLAIM.id}) == 10


@given(st.lists(st.text()), st.lists(st.text()))
def test_identity_joins_nothing(left: list[str], right: list[str]) -> None:
    assert (identity("x", *left) == identity("x", *right)) == (left == right)


def test_identity_is_the_same_on_every_machine() -> None:
    assert identity("entity", "ice", "Organization", None) == "1ec6f184fa1312b4929787a5b1d5716a0f4b43eeed4419a70bc7986c84df5697"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Verge", "verge"), ("  ICE ", "ice"), ("Société Générale", "societe generale"), ("O’Dell", "o'dell"), ("The", "the"),
        ("civil‑liberties", "civil-liberties"), ("STRASSE", "strasse"), ("straße", "strasse"), ("", ""), ("\U0001f575", "\U0001f575"),
    ],
)  # fmt: skip
def test_folding(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(), st.text())
def test_folding_never_depends_on_case_or_accents_of_plain_text(left: str, right: str) -> None:
    assert fold(f"x {left} é") == fold(f"X  {left} e\u0301")
    assert fold(f"{right} x".strip()) == " ".join(fold(f"{right} x").split())


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 43), (42, 43)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match="its text has 42 code points"):
        DOC.span(start, end)


def test_a_span_counts_code_points() -> None:
    doc = Document("0", "\U0001f575 ICE e\u0301", "text", 5)
    assert doc.span(2, 5).text == "ICE"


def test_the_later_revision_of_a_source_wins_and_of_equal_ones_the_tombstone() -> None:
    held, gone, again = Source("a", "d1"), Source("a", None), Source("a", "d0", 2)
    assert max((held, gone, again), key=lambda s: s.precedence) == again
    assert max((held, gone), key=lambda s: s.precedence) == gone
    assert held.id == gone.id == again.id
