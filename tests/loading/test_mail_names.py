"""Who a mail's head names: people, bodies and mailboxes, as headers of all kinds write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.loading.mail_names import decoded, parties


def named(*headers: str) -> list[list[tuple[str, str]]]:
    return [[(one.name, one.type) for one in header] for header in parties([header] for header in headers)]


@pytest.mark.parametrize(
    ("header", "name", "type"),
    [
        ("Jane Roe <jane@agency.example>", "Jane Roe", "Person"),
        ('"Roe, Jane" <jane@agency.example>', "Jane Roe", "Person"),
        ("Roe, Jane <jane@agency.example>", "Jane Roe", "Person"),
        ('"Roe, Jane M. (CTR)" <jane@agency.example>', "Jane M. Roe", "Person"),
        ("Roe, Jane [External] <jane@agency.example>", "Jane Roe", "Person"),
        ('"van Roe, Jane" <jane@agency.example>', "Jane van Roe", "Person"),
        ('"Jane Roe, ICE" <jane@agency.example>', "Jane Roe", "Person"),
        ('"ROE, JANE" <jane@agency.example>', "JANE ROE", "Person"),
        ("'Jane Roe' <jane@agency.example>", "Jane Roe", "Person"),
        ("jane.roe@agency.example (Jane Roe)", "Jane Roe", "Person"),
        ("=?utf-8?q?J=C3=B6rg_Doe?= <j@firm.example>", "Jörg Doe", "Person"),
        ("=?iso-8859-1?b?SvZyZyBEb2U=?= <j@firm.example>", "Jörg Doe", "Person"),
        ("=?unheard-of?q?Jane_Roe?= <j@firm.example>", "Jane Roe", "Person"),
        ("jane.roe@agency.example", "jane.roe@agency.example", "Person"),
        ("Jane <jane@agency.example>", "jane@agency.example", "Person"),  # one of many Janes
        ('"jane@agency.example" <jane@agency.example>', "jane@agency.example", "Person"),
        ("Jude Law <jude.law@firm.example>", "Jude Law", "Person"),
        ("press@agency.example", "press@agency.example", "Organization"),
        ("ice-foia@agency.example", "ice-foia@agency.example", "Organization"),
        ("no-reply@firm.example", "no-reply@firm.example", "Organization"),
        ("Press Office <press@agency.example>", "press@agency.example", "Organization"),  # one of many
        ("ICE FOIA <ice-foia@agency.example>", "ICE FOIA", "Organization"),
        ("Palantir <sean@palantir.example>", "Palantir", "Organization"),  # as its domain
        ("Acme Widgets <jane@acmewidgets.example>", "Acme Widgets", "Organization"),
        ("Acme, Inc. <jane@acme.example>", "Acme, Inc.", "Organization"),
        ("Amazon Web Services <aws@amazon.example>", "Amazon Web Services", "Organization"),
        ("Blue Ridge <info@ridge.example>", "Blue Ridge", "Organization"),
    ],
)
def test_one_entry(header: str, name: str, type: str) -> None:
    assert named(header) == [[(name, type)]]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Jane Roe <a@x.example>, John Doe <b@x.example>", ["Jane Roe", "John Doe"]),
        ("Roe, Jane <a@x.example>; Doe, John <b@x.example>", ["Jane Roe", "John Doe"]),
        ('"Roe; Jane" <a@x.example>; b@x.example', ["Roe; Jane", "b@x.example"]),
        ("Jane Roe <a@x.example>, Doe, John <b@x.example>", ["Jane Roe", "John Doe"]),
        ("Team: Jane Roe <a@x.example>, b@x.example;", ["Jane Roe", "b@x.example"]),
        ("Roe, Jane; Doe, John", ["Jane Roe", "John Doe"]),  # as records offices print them
        ("Jane Roe", ["Jane Roe"]),
        ("Roe, Jane </O=AGENCY/OU=FIRST/CN=JROE>", ["Jane Roe"]),  # as Exchange writes within
        ('"Roe, Jane" </O=AGENCY/CN=JROE>, "Doe, John" <john@x.example>', ["Jane Roe", "John Doe"]),
        ("undisclosed-recipients:;", []),
        ("Undisclosed recipients:;", []),
        ("", []),
        ("<>", []),
        (",,;;<@>,", []),
        ("Jane Roe <a@x.example>, Jane Roe <b@x.example>", ["Jane Roe"]),
    ],
)
def test_several(header: str, names: list[str]) -> None:
    assert [name for name, _ in named(header)[0]] == names


def test_one_address_is_one_party_and_a_name_says_more_than_an_address() -> None:
    sender, receivers = named("jane@agency.example", "John Doe <john@x.example>, Jane Roe <JANE@agency.example>")
    assert sender == [("Jane Roe", "Person")]
    assert receivers == [("John Doe", "Person"), ("Jane Roe", "Person")]


def test_a_party_named_twice_is_shown_where_it_has_its_name() -> None:
    (one,) = parties([["jane@agency.example, Jane Roe <jane@agency.example>"]])[0]
    assert (one.name, one.shown) == ("Jane Roe", "Jane Roe <jane@agency.example>")


def test_what_is_shown_holds_the_words_that_stand_for_a_party() -> None:
    for one in parties([["Roe, Jane (ICE) <jane@x.example>, Jane <j@x.example>, b@x.example"]])[0]:
        assert one.text in one.shown
    texts = [(one.text, one.shown) for one in parties([["Roe, Jane (ICE) <jane@x.example>, Jane <j@x.example>"]])[0]]
    assert texts == [("Roe, Jane (ICE)", "Roe, Jane (ICE) <jane@x.example>"), ("j@x.example", "Jane <j@x.example>")]


def test_stray_bytes_are_read_as_what_they_most_likely_are() -> None:
    assert decoded("J\udcc3\udcb6rg") == "Jörg"
    assert decoded("J\udcf6rg") == "Jörg"
    assert decoded("a =?utf-8?q?=C3=B6?=\r\n =?utf-8?q?b?= c\x07") == "a öb c"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet='ab ,;:<>@"\\()[]=?\n\t\udcff\u202e', max_size=40), max_size=3))
def test_no_header_is_too_strange(headers: list[str]) -> None:
    for one in (one for header in parties([headers]) for one in header):
        assert one.name
        assert one.text in one.shown
        assert "\n" not in one.shown


def test_ten_thousand_recipients_are_read_in_good_time() -> None:
    header = ", ".join(f'"Roe, Jane{n}" <jane{n}@agency.example>' for n in range(10_000))
    assert len(parties([[header]])[0]) == 10_000
