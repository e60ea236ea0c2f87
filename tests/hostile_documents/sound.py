"""Sound documents, one of each format, that say the same few sentences."""

from __future__ import annotations

from functools import cache

from packing import mail, mailbox, multipart, tarred, zipped
from sample_files import odt, page, pdf, word

PROSE = (
    "Amazon Web Services hosts ICM for ICE. Palantir sold Investigative Case Management to ICE in 2014, according to The Verge. "
    "In June 2018 Amazon pitched Rekognition to ICE officials in Redwood City, emails obtained by POGO show. "
    "Microsoft denied that ICE uses Azure Government, and Jane Roe, a spokeswoman for ICE, declined to comment. "
    "There is no evidence that the FBI bought Clearview AI from Hoan Ton-That. Activists say that “Acme, Inc.” works for U.S. agencies."
)
_MATTER = (
    "---\ntitle: Who hosts ICM\npublisher: Riverton Courier\npublished: 2018-06-12\nactors: [AWS, ICE]\nsources:\n"
    "  - {title: The contract, url: 'https://courier.example/1', date: 2018-06-01, tier: 1}\ndate: 2018-06-12\n---\n"
)
_TABLE = (
    ("award_id_piid", "recipient_name", "awarding_agency_name", "total_obligated_amount", "award_base_action_date"),
    ("70CDCR18", "PALANTIR USG, INC.", "U.S. IMMIGRATION AND CUSTOMS ENFORCEMENT", "53000000.00", "2018-06-12"),
    ("15F06718", "CLEARVIEW AI, INC.", "FEDERAL BUREAU OF INVESTIGATION", "18000", "2021-12-31"),
)
ARTICLE = (
    f"{_MATTER}# Who hosts ICM\n\n{PROSE}\n\n- AWS hosts ICM.\n- ICE uses ICM.\n\n> “We host it,” said Jane Roe, a spokeswoman for AWS.\n"
)


@cache
def _sheet() -> bytes:
    import io

    from openpyxl import Workbook

    book = Workbook()
    for row in _TABLE:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _web(content: str) -> bytes:
    return page(
        f"<article><h1>Who hosts ICM</h1><p>{content}</p><p>{content}</p></article>",
        '<title>Who hosts ICM</title><meta name="author" content="Jane Roe"><meta property="og:site_name" content="Riverton Courier">'
        '<meta property="article:published_time" content="2018-06-12">',
    ).encode()


def mhtml(html: bytes) -> bytes:
    """A page as a browser saves it with its pictures."""
    head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/1\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    return (head + kind).encode() + html + b"\n--b--\n"


def record(html: bytes, kind: str = "response", **headers: str) -> bytes:
    """A WARC record of a page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
    told = {
        "WARC-Type": kind,
        "WARC-Target-URI": "https://courier.example/1",
        "WARC-Date": "2018-06-12T09:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(answer)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return b"WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode() + b"\r\n" + answer + b"\r\n\r\n"


def _comma(sign: str) -> bytes:
    return "\n".join(sign.join(f'"{cell}"' for cell in row) for row in _TABLE).encode()


def _objects() -> bytes:
    import json

    return "\n".join(json.dumps(dict(zip(_TABLE[0], row, strict=True))) for row in _TABLE[1:]).encode()


_FILES: dict[str, str | bytes] = {"a.txt": PROSE, "down/b.md": ARTICLE, "c.eml": mail(PROSE), "d.csv": _comma(",")}
SOUND: dict[str, bytes] = {
    ".txt": f"Who hosts ICM\n\nBy Jane Roe\n\nJune 12, 2018\n\n{PROSE}\n".encode(),
    ".md": ARTICLE.encode(),
    ".html": _web(PROSE),
    ".mhtml": mhtml(_web(PROSE)),
    ".pdf": pdf([["# Who hosts ICM", "", *PROSE.split(". ")], PROSE.split(". ")]),
    ".docx": word(["# Who hosts ICM", PROSE, [["ICE", "Palantir"], ["FBI", "Clearview AI"]]], title="Who hosts ICM"),
    ".odt": odt(["# Who hosts ICM", PROSE, "- AWS hosts ICM.", [["ICE", "Palantir"], ["FBI", "Clearview AI"]]], title="Who hosts ICM"),
    ".xlsx": _sheet(),
    ".csv": _comma(","),
    ".tsv": _comma("\t"),
    ".jsonl": _objects(),
    ".eml": multipart(
        f"\n{PROSE}", f"Content-Type: text/html\n\n<p>{PROSE}</p>", "Content-Disposition: attachment; filename=a.txt\n\nAWS hosts ICM."
    ),
    ".mbox": mailbox(mail(PROSE), mail("> ICE uses ICM.\n\nIt does not.\n"), mail(PROSE, Message_ID="<1@agency.example>")),
    ".zip": zipped(_FILES),
    ".tar": tarred(_FILES),
    ".tar.gz": tarred(_FILES, "gz"),
    ".warc": record(_web(PROSE)) + record(_web(PROSE), "resource"),
}
"""The bytes of each, by the suffix of its files."""
