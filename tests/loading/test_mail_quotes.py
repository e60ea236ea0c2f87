"""What of a mail is its own, and what it quotes."""

from __future__ import annotations

import time

import pytest

from edgewise.loading.mail_quotes import quoted_in
from edgewise.loading.text import visible
from edgewise.model import Mask

HEAD = "From: Jane Roe\nSent: Monday, June 11, 2018 9:00 AM\nTo: John Doe\nSubject: Demonstration\n"


def own(body: str, subject: str = "Re: Demonstration") -> str:
    """The words of a body that are read, a line each."""
    masks = sorted(quoted_in("head\n\n" + body, 6, subject), key=lambda mask: (mask.start, -mask.end))
    plain: list[Mask] = []
    for mask in masks:
        if not plain or mask.start >= plain[-1].end:
            plain.append(mask)
    return "\n".join(line for line in visible("head\n\n" + body, plain)[6:].split("\n") if line.strip())


@pytest.mark.parametrize(
    "quoted",
    [
        "> AWS hosts ICM.\n>\n> Jane",
        "On Mon, Jun 11, 2018 at 9:00 AM Jane Roe <jane@agency.example> wrote:\n> AWS hosts ICM.",
        "On Mon, Jun 11, 2018 at 9:00 AM Jane Roe <jane@agency.example>\nwrote:\n\n> AWS hosts ICM.\n\n> More.",
        "On Jun 11, 2018, at 9:00 AM, Jane Roe wrote:\n\nAWS hosts ICM.",  # a phone's, which marks nothing
        "Am 11.06.2018 um 09:00 schrieb Jane Roe:\n> AWS hosts ICM.",
        "Le lun. 11 juin 2018 à 09:00, Jane Roe a écrit :\n> AWS hosts ICM.",
        "-----Original Message-----\n" + HEAD + "\nAWS hosts ICM.",
        "-----Original Message-----\n> From: Jane Roe\nAWS hosts ICM.",
        "________________________________\n" + HEAD + "\nAWS hosts ICM.",
        HEAD + "\nAWS hosts ICM.",
        "*From:* Jane Roe\n*Sent:* Monday\n*To:* John Doe\n\nAWS hosts ICM.",
        "-- \nJohn Doe\nAWS hosts ICM.",
    ],
)
def test_what_an_answer_quotes_is_not_read(quoted: str) -> None:
    assert own(f"ICE uses ICM.\n\n{quoted}\n") == "ICE uses ICM."


def test_words_between_quoted_lines_are_read() -> None:
    body = "Jane Roe wrote on Monday:\n> Who hosts ICM?\n\nAWS hosts ICM.\n\n> Who uses it?\n\nICE uses ICM.\n"
    assert own(body) == "Jane Roe wrote on Monday:\nAWS hosts ICM.\nICE uses ICM."


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("FYI\n\n---------- Forwarded message ---------\n" + HEAD + "\nAWS hosts ICM.", "Demonstration"),
        ("FYI\n\nBegin forwarded message:\n\n" + HEAD + "\nAWS hosts ICM.", "Demonstration"),
        ("FYI\n\n-----Original Message-----\n" + HEAD + "\nAWS hosts ICM.", "FW: Demonstration"),
        ("FYI\n\n" + HEAD + "\nAWS hosts ICM.", "Fwd: Demonstration"),
        ("FYI\n-- \nJohn Doe\n\n" + HEAD + "\nAWS hosts ICM.", "Fwd: Demonstration"),
    ],
)
def test_what_is_forwarded_is_read_without_its_head(body: str, subject: str) -> None:
    assert own(body, subject) == "FYI\nAWS hosts ICM."


def test_a_mail_with_nothing_above_what_it_answers_is_read() -> None:
    assert own(HEAD + "\nAWS hosts ICM.") == "AWS hosts ICM."


@pytest.mark.parametrize(
    "body",
    [
        "On Monday Jane Roe wrote:\nAWS hosts ICM.",  # no time, no marks: prose
        "From: the start, ICE used ICM.\nAWS hosts ICM.",
        "From here on:\nAWS hosts ICM.",
        "The contract -- and the rest -- is public.",
        "5 > 3\nAWS hosts ICM.",
        "__________\nAWS hosts ICM.",
    ],
)
def test_prose_that_looks_a_little_like_a_quotation_is_read(body: str) -> None:
    assert own("ICE uses ICM.\n\n" + body) == "ICE uses ICM.\n" + body


@pytest.mark.parametrize(
    "line", ["On " + "x" * 190 + "\n", "From: a\n", ">\n\n", "- ", "_" * 50 + "\n", "Begin forwarded message:\n", "-----\n"]
)
def test_no_body_takes_long(line: str) -> None:
    began = time.process_time()
    quoted_in(line * (400_000 // len(line)), 0, "")
    assert time.process_time() - began < 3
