"""A web page that a browser saved with all its pictures in one file (.mhtml, .mht): its page is read, as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes

from ..errors import DocumentError
from .formats import Found, Nested
from .warc import in_unicode

_PAGE = "page.html"
_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def page(data: bytes, suffix: str) -> Iterator[Found]:
    """Yield the page, with the address it was saved from. Raises DocumentError where there is none."""
    try:
        saved = message_from_bytes(data)
        part = next((part for part in saved.walk() if part.get_content_type() == "text/html"), None)
        content = part.get_payload(decode=True) if part is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:  # as the library does on what is made to
        raise DocumentError(f"is no saved page that can be read: {problem}") from problem
    if part is None or not isinstance(content, bytes):
        raise DocumentError("is no saved page: no part of it is HTML")
    addresses = [str(told[name]).strip() for told in (saved, part) for name in _ADDRESSES if told[name]]
    address = next((one for one in addresses if one.startswith(("http://", "https://"))), None)
    yield Nested(_PAGE, in_unicode(content, str(part.get_content_charset(""))), {"url": address} if address else {})
