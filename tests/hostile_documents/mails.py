"""Hostile mails and mailboxes."""

from __future__ import annotations

from functools import partial

from packing import BEGINS, mail, mailbox

from .sizes import Maker, given, nesting, packing
from .sound import PROSE

_MULTI = 'Content-Type: multipart/mixed; boundary="b{}"\n\n--b{}\n'


def _deep(count: int, boundary: str) -> bytes:
    head = "From: Jane Roe <jane@agency.example>\n"
    return (head + "".join(_MULTI.replace("{}", boundary.format(n)) for n in range(count)) + f"\n{PROSE}\n").encode()


def _headed(name: str, run: str) -> bytes:
    return mail(PROSE, **{name.replace("-", "_"): run})


_HEADS = (
    ("From", "Jane Roe <"),
    ("From", "("),
    ("From", '"'),
    ("From", "a@b.example, "),
    ("To", "Jane Roe <jane@agency.example>, "),
    ("To", ", "),
    ("To", "a:;"),
    ("Subject", "=?utf-8?Q?=41?= "),
    ("Subject", "=?utf-8?B?"),
    ("Subject", "?="),
    ("Subject", "a"),
    ("Subject", " "),
    ("Subject", "Re: "),
    ("Date", "Tue, "),
    ("Date", "9"),
    ("Date", "("),
    ("Message-ID", "<"),
    ("References", "<a@b> "),
    ("Content-Type", "text/plain; a=b"),
    ("Content-Type", "multipart/mixed; boundary="),
    ("Content-Type", 'text/plain; name*0*="a"'),
    ("Content-Type", "text/html; charset=zlib; "),
    ("Content-Disposition", "attachment; filename*=utf-8''%2e%2e%2f"),
    ("Content-Transfer-Encoding", "base64 "),
    ("X", "a: "),
)
_BODIES = (
    "> ",
    ">",
    ">>> a\n",
    "On Tuesday Jane Roe wrote:\n",
    "-----Original Message-----\n",
    "From: a@b.example\n",
    "From: a\nSent: b\nTo: c\nSubject: d\n",
    "--\n",
    "-- \n",
    "\n",
    " ",
    "a",
    "_",
    "=\n",
    "Sent from my phone\n",
    "CONFIDENTIALITY NOTICE\n",
    "This message a",
    "This e-mail ",
    "Le 12 juin 2018, ",
    "________________________________\n",
    "*",
    PROSE + "\n",
)
_EML: tuple[Maker, ...] = (
    *(packing(f"{name} without end", partial(_headed, name), unit) for name, unit in _HEADS),
    *(packing("a body without end", mail, unit) for unit in _BODIES),
    *(
        packing("HTML without end", lambda run: mail(run, Content_Type="text/html"), unit)
        for unit in ("<div>", "<p", "<blockquote>", "&", "<!--", "<td>a", "</", "<a ")
    ),
    packing("headers without end", lambda run: f"From: a@b.example\n{run}\n\n{PROSE}", "X: a\n"),
    packing("a header folded without end", lambda run: f"From: a@b.example\nSubject: a{run}\n\n{PROSE}", "\n b"),
    packing("parts without end", lambda run: mail(run, Content_Type='multipart/mixed; boundary="b"'), "--b\n\nAWS hosts ICM.\n", 20_000),
    packing(
        "files without end",
        lambda run: mail(run, Content_Type='multipart/mixed; boundary="b"'),
        "--b\nContent-Disposition: attachment; filename=a.txt\n\nAWS hosts ICM.\n",
        5_000,
    ),
    packing("quoted printable", lambda run: mail(run, Content_Transfer_Encoding="quoted-printable"), "=E2=80"),
    packing("base64", lambda run: mail(run, Content_Transfer_Encoding="base64"), "QUFB"),
    packing("uuencode", lambda run: mail(f"begin 644 a\n{run}", Content_Transfer_Encoding="x-uuencode"), "M"),
    nesting("mails in mails", "", "From: a@b.example\nContent-Type: message/rfc822\n\n", mail(PROSE).decode(), "", "", 20_000),
    *(given("parts in parts", _deep(count, boundary)) for count in (10, 90, 1000, 5000) for boundary in ("", "{}")),
    given(
        "a file whose name leads out",
        mail(
            "--b\nContent-Disposition: attachment; filename=../../etc/passwd.txt\n\nAWS hosts ICM.\n--b--",
            Content_Type='multipart/mixed; boundary="b"',
        ),
    ),
    given(
        "a file whose name is none",
        mail(
            "--b\nContent-Disposition: attachment; filename*=utf-16''%00%d8\n\nAWS hosts ICM.\n--b--",
            Content_Type='multipart/mixed; boundary="b"',
        ),
    ),
    given("a day that is none", mail(PROSE, Date="Tue, 99 Jun 99999999999999 99:99:99 +9999999999")),
    given("odd addresses", mail(PROSE, From="\u202eJane\0 Roe <a@b@c>", To="<<>>, ;:, \udcff")),
    given("a boundary of nothing", mail("----\n\na\n------", Content_Type='multipart/mixed; boundary=""')),
)
MAKERS: dict[str, tuple[Maker, ...]] = {
    ".eml": _EML,
    ".mbox": (
        packing("a box without end", lambda run: run, (BEGINS.encode() + mail(PROSE)).decode() + "\n", 5_000),
        packing("messages of nothing", lambda run: run, BEGINS + "\n", 100_000),
        packing("From without end", lambda run: BEGINS + run, "From "),
        packing("From lines", lambda run: mailbox(mail(run)), "\n\nFrom a 12:00\n"),
        packing("times", lambda run: mailbox(mail(f"\n\nFrom {run}")), "12:00 "),
        packing("stuffed lines", lambda run: mailbox(mail(run)), ">From a\n"),
        packing("signs before From", lambda run: mailbox(mail(run)), ">"),
        packing("line ends", lambda run: mailbox(mail(run)), "\r\n"),
        packing("one Message-ID", lambda run: run, (BEGINS.encode() + mail("ICE uses ICM.\n", Message_ID="<a@b>")).decode() + "\n", 3_000),
        packing("a Message-ID without end", lambda run: mailbox(mail(PROSE, Message_ID=f"<{run}")), "a"),
        packing("Message-IDs", lambda run: mailbox(f"From: a@b.example\n{run}\n\n".encode()), "message-id:\n"),
        given("not a box", PROSE),
        given("a box that breaks off", BEGINS),
        *(lambda random, largest, maker=maker: type(made := maker(random, largest))(made.what, mailbox(made.data)) for maker in _EML[::4]),
    ),
}
