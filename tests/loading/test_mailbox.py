"""Mailboxes: where a message begins, what it is called, and how boxes hide lines that begin with "From "."""

from __future__ import annotations

import pytest
from packing import BEGINS, mail, mailbox, seen

from edgewise.errors import DocumentError
from edgewise.loading import Profile
from edgewise.loading.formats import Nested
from edgewise.loading.mailbox import messages


def contents(data: bytes) -> list[bytes]:
    return [one.data for one in messages(data, ".mbox") if isinstance(one, Nested)]


def names(data: bytes) -> list[str]:
    return [one.inside for one in messages(data, ".mbox")]


@pytest.mark.parametrize(
    "begins",
    [
        "From jane@agency.example Tue Jun 12 09:00:00 2018",
        "From - Tue Jun 12 09:00:00 2018",
        "From MAILER-DAEMON Tue Jun 12 09:00:00 2018",
        "From 1602@xxx Tue Jun 12 13:00:00 +0000 2018",
        'From "Jane Roe" Tue Jun 12 09:00 2018',
    ],
)
def test_each_message_is_a_file_of_its_own(begins: str) -> None:
    data = b"\n".join(f"{begins}\n".encode() + mail(f"Number {n}.\n") for n in range(3))
    assert contents(data) == [mail("Number 0.\n"), mail("Number 1.\n"), mail("Number 2.\n")]
    crlf = data.replace(b"\n", b"\r\n")
    assert [one.replace(b"\r\n", b"\n") for one in contents(crlf)] == contents(data)


def test_a_line_of_prose_that_begins_with_from_begins_no_message() -> None:
    body = "AWS hosts ICM.\n\nFrom 10:30 on\nit does not.\n\nFrom Amazon\nTo: nobody\n"
    assert contents(mailbox(mail(body))) == [mail(body)]


def test_hidden_lines_are_shown_as_they_were() -> None:
    hidden = mail("ICE\n\n>From Amazon\n>>From him\n> quoted\n>From the same quotation\n")
    (found,) = contents(mailbox(hidden))
    assert found.decode().endswith("ICE\n\nFrom Amazon\n>From him\n> quoted\n>From the same quotation\n")


def test_a_message_keeps_its_name_when_the_box_grows_before_it() -> None:
    one, other = mail(Message_ID="<1@agency.example>"), mail("No id.\n")
    before = names(mailbox(one, other))
    assert before[0] == "message 1@agency.example.eml"
    assert names(mailbox(mail(Message_ID="<0@x>"), one, other))[1:] == before


def test_names_that_are_alike_strange_or_endless_are_still_one_each() -> None:
    box = mailbox(
        mail(Message_ID="<a/../b@x>"), mail(Message_ID="<a/../b@x>"), mail(Message_ID=f"<{'a' * 500}@x>"), mail(Message_ID="..")
    )  # fmt: skip
    first, second, long, dots = names(box)
    assert (first, second) == ("message a_.._b@x.eml", "message a_.._b@x (2).eml")
    assert len(long) == len(dots) == len("message .eml") + 12


def test_an_empty_box_holds_nothing_and_what_is_none_says_so() -> None:
    assert contents(b"") == []
    for data in (mail(), b"AWS hosts ICM.", b"x\n\n" + mailbox(mail())):
        with pytest.raises(DocumentError, match='is no mbox: it does not begin with a line "From '):
            contents(data)


def test_a_broken_message_costs_only_itself(profiles: tuple[Profile, ...]) -> None:
    found = seen(mailbox(mail(), b"X-What: is this\n\nnoise\n", mail(Message_ID="<2@x>")), "a.mbox", profiles)
    assert [text.splitlines()[-1] for text in found.values()][::2] == ["AWS hosts ICM."] * 2
    assert list(found.values())[1].startswith("is no mail: it begins with none of a mail's headers")


def test_a_byte_order_mark_before_the_first_message_is_no_part_of_it() -> None:
    assert contents(b"\xef\xbb\xbf" + BEGINS.encode() + mail()) == [mail()]
