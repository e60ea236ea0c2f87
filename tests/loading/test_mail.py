"""A mail as a document: its head as data, its words as text, and what weight each has."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import held, mail, multipart, seen

from edgewise.errors import DocumentError
from edgewise.extract.grounding import Grounded
from edgewise.extract.read import extractor, read
from edgewise.loading import Loaded, Profile, profiles_of
from edgewise.model import Document, Projection
from edgewise.project import builtin
from edgewise.proposed import RECORD, Draft
from edgewise.resolve import Records, project

PROFILES = profiles_of(builtin())
RULES = extractor("rules", builtin())


class Silent:
    """An extractor that reads nothing, so that what is stated stands alone."""

    readers: tuple[str, ...] = ("nobody@1",)

    def read(self, document: Document) -> Draft:
        return Draft()


@pytest.fixture
def loaded(profiles: tuple[Profile, ...]) -> Callable[[bytes], Loaded]:
    """Return a function that reads the one text of a mail."""

    def load(data: bytes) -> Loaded:
        (one,) = (one for one in held(data, "a.eml", profiles) if isinstance(one, Loaded))
        return one

    return load


def grounded(one: Loaded) -> Grounded:
    return read(one.document, Silent(), builtin(), one.stated)


def graph(one: Loaded) -> Projection:
    found = read(one.document, RULES, builtin(), one.stated)
    return project(Records((one.document,), found.mentions, found.claims, found.readings, ()), builtin())


def test_who_wrote_to_whom_is_stated_with_the_day_and_the_lines_that_say_so(loaded: Callable[[bytes], Loaded]) -> None:
    one = loaded(mail(Cc='"Moe, Ann" <ann@agency.example>'))
    found = grounded(one)
    assert found.refused == ()
    assert [(c.subject.name, c.relation, c.object.name, c.date, c.quote) for c in found.claims] == [
        (
            "Jane Roe", "contacted", "John Doe", "2018-06-12",
            "From: Jane Roe <jane.roe@agency.example>\nDate: Tue, 12 Jun 2018 09:00:00 -0400\nTo: John Doe <john.doe@firm.example>",
        ),
        (
            "Jane Roe", "contacted", "Ann Moe", "2018-06-12",
            "From: Jane Roe <jane.roe@agency.example>\nDate: Tue, 12 Jun 2018 09:00:00 -0400\nTo: John Doe <john.doe@firm.example>\n"
            "Cc: Moe, Ann <ann@agency.example>",
        ),
    ]  # fmt: skip
    assert {reading.extractor for reading in found.readings} == {"mail@1"}
    assert [one.document.part_at(claim.start) for claim in found.claims] == ["header", "header"]


def test_the_head_is_a_record_and_the_words_are_their_writers(loaded: Callable[[bytes], Loaded]) -> None:

    made = graph(loaded(mail("AWS met with ICE on Monday.\n")))
    assert sorted((link.relation, link.standing) for link in made.links) == [("contacted", "confirmed"), ("met_with", "alleged")]
    assert sorted(resolved.tier for resolved in made.resolved) == [1, 4]


def test_the_subject_is_the_title_and_no_record(loaded: Callable[[bytes], Loaded]) -> None:
    one = loaded(mail("Hello.\n", Subject="AWS hosts ICM"))
    assert one.document.title == "AWS hosts ICM"
    assert all(link.standing == "alleged" for link in graph(one).links if link.relation == "hosts")
    assert [mask.rule for mask in one.document.masks] == [RECORD, "front matter"]


def test_a_head_within_a_text_states_nothing(loaded: Callable[[bytes], Loaded]) -> None:
    forged = "FYI\n\n---------- Forwarded message ---------\nFrom: Ann Moe <ann@x.example>\nTo: ICE <ice@x.example>\nSubject: x\n\nHello.\n"
    found = read(loaded(mail(forged)).document, RULES, builtin(), loaded(mail(forged)).stated)
    assert [(c.subject.name, c.object.name) for c in found.claims if c.relation == "contacted"] == [("Jane Roe", "John Doe")]


def test_the_same_mail_from_two_boxes_is_one_document_and_another_day_is_another(loaded: Callable[[bytes], Loaded]) -> None:
    here, there = loaded(mail()), loaded(mail(Received="from x", X_Folder="Inbox"))
    assert here.document.id == there.document.id
    assert here.document.original != there.document.original
    assert here.document.id != loaded(mail(Date="Wed, 13 Jun 2018 09:00:00 -0400")).document.id


@pytest.mark.parametrize(
    ("headers", "note", "claims"),
    [
        ({"From": ""}, "nobody can be told to have sent it", 0),
        ({"To": "undisclosed-recipients:;"}, "nobody else can be told to have got it", 0),
        ({"To": "jane.roe@agency.example"}, "nobody else can be told to have got it", 0),
        ({"Date": ""}, "has no date", 1),
        ({"Date": "yesterday"}, "its date 'yesterday' cannot be told", 1),
        ({"Date": "Tue, 12 Jun 1822 09:00:00 -0400"}, "cannot be told", 1),
        ({"Date": "Tue, 99 Jun 2018 99:00:00 -9900"}, "cannot be told", 1),
        (
            {"To": ", ".join(f"Ann Moe{n} <{n}@x.example>" for n in range(60))},
            "went to 60 others; the first 50 are linked to the sender",
            50,
        ),
    ],
)
def test_what_a_head_lacks_is_said(loaded: Callable[[bytes], Loaded], headers: dict[str, str], note: str, claims: int) -> None:
    one = loaded(mail(**headers))
    assert [said for said in one.notes if note in said]
    assert len(grounded(one).claims) == claims
    assert grounded(one).refused == ()
    assert all(claim.date is None for claim in grounded(one).claims) == ("ate" in str(headers) or not claims)


def test_ten_thousand_recipients_cost_little(loaded: Callable[[bytes], Loaded]) -> None:
    began = time.process_time()
    one = loaded(mail(To=", ".join(f"Ann Moe{n} <{n}@x.example>" for n in range(10_000))))
    assert time.process_time() - began < 5
    assert len(grounded(one).claims) == 50
    assert "Ann Moe9999" in one.document.text


def test_the_day_is_that_of_where_it_was_sent(loaded: Callable[[bytes], Loaded]) -> None:
    (claim,) = grounded(loaded(mail(Date="Tue, 12 Jun 2018 23:30:00 -0700"))).claims
    assert claim.date == "2018-06-12"


def test_attachments_are_documents_below_the_mail(profiles: tuple[Profile, ...]) -> None:
    inner = mail("ICE uses ICM.\n", Subject="Inner").decode()
    data = multipart(
        "Content-Type: text/plain\n\nSee below.",
        "Content-Type: text/plain; name=a.txt\n\nAWS hosts ICM.",
        f"Content-Type: message/rfc822\n\n{inner}",
        "Content-Type: image/jpeg; name=p.jpg\n\nx",
    )
    found = seen(data, "a.eml", profiles)
    assert list(found) == ["a.eml", "a.eml/a.txt", "a.eml/attachment 2.eml", "a.eml/p.jpg"]
    assert found["a.eml/a.txt"] == "AWS hosts ICM."
    assert found["a.eml/attachment 2.eml"].endswith("Subject: Inner\n\nICE uses ICM.\n")
    assert found["a.eml/p.jpg"] == "skipped: no profile reads '.jpg'"


@pytest.mark.parametrize("data", [b"AWS hosts ICM.\n", b"", b"\0\0\0", b"X: y\n\nAWS hosts ICM."])
def test_what_is_no_mail_says_so(data: bytes, profiles: tuple[Profile, ...]) -> None:
    with pytest.raises(DocumentError, match="is no mail: it begins with none of a mail's headers"):
        seen(data, "a.eml", profiles)


def test_parts_within_parts_without_end_are_refused(profiles: tuple[Profile, ...]) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1_200))
    with pytest.raises(DocumentError, match="is a mail too broken to read"):
        seen(mail(deep, Content_Type='multipart/mixed; boundary="x"').replace(b"\n\nC", b"\n\n--x\nC", 1), "a.eml", profiles)


@settings(max_examples=100, deadline=None)  # the first one imports what tells encodings
@given(st.data())
def test_no_mail_is_too_strange(data: st.DataObject) -> None:
    """Whatever a mail says, its head is grounded or left out; the library's surprises cost that mail alone."""
    words = st.text(alphabet='ab =?;:"<>@,\\()\n\t-/\x00\udcff\u202e', max_size=30)
    headers = {name: data.draw(words) for name in ("From", "To", "Cc", "Date", "Subject", "Content_Type", "Content_Disposition")}
    kind = data.draw(
        st.sampled_from(["", "multipart/mixed; boundary=a", "message/rfc822", "text/html; charset=utf-16", "text/plain; charset=x"])
    )
    raw = mail("--a\n" + data.draw(words) + "\n--a--", **headers | ({"Content_Type": kind} if kind else {}))

    try:
        found = list(held(raw, "a.eml", PROFILES))
    except DocumentError:
        return
    for one in found:
        if isinstance(one, Loaded):
            assert grounded(one).refused == ()
