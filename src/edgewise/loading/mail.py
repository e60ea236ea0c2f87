"""Mail: one message is one text, its head and then its body; what it carries are files of their own.

The library's older policy is used, for it reads whatever comes and says what is wrong with it, where the newer one raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from ..errors import DocumentError
from ..model import Part
from .formats import Broken, Found, Nested, Piece
from .mail_body import body_of
from .mail_head import head_of
from .mail_quotes import quoted_in

READER = "mail@1"  # raise it when other claims are read from a head
_HEADERS = ("from", "to", "date", "subject", "message-id", "received", "return-path")


def message(data: bytes, suffix: str) -> Iterator[Found]:
    """Yield the text of a message, then what it carries. Raises DocumentError where it is none, or too broken to tell."""
    try:
        mail = message_from_bytes(data)
        if not any(name in mail for name in _HEADERS):
            raise DocumentError("is no mail: it begins with none of a mail's headers (From, To, Date, Subject)")
        yield from _found(mail)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:  # as the library does on what is made to
        raise DocumentError(f"is a mail too broken to read: {problem}") from problem


def _found(mail: Message) -> Iterator[Found]:
    head, body = head_of(mail), body_of(mail)
    start = len(head.text) + 1
    text = f"{head.text}\n{body.text}"
    yield Piece(
        text, head.declared, masks=(*head.masks, *quoted_in(text, start, head.declared.get("title", ""))),
        parts=(Part(0, len(head.text), "header"),), notes=(*head.notes, *body.notes), state=head.draft, stated_by=READER,
    )  # fmt: skip
    for file in body.files:
        yield Broken(file.name, file.problem) if file.problem else Nested(file.name, file.data)
