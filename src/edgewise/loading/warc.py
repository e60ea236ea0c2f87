"""Web archives: the pages that a WARC holds, each a file of its own with the address it was fetched from.

A page stands under the moment it was fetched, so that two captures of one address are two sources. When it was published is the
page's to say.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from typing import Any

from ..errors import DocumentError
from .extras import needed
from .formats import LIMIT, Broken, Found, Nested, Skipped
from .inside import Names, fit_path

_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
_STORED = ("response", "resource", "conversion")  # the records that hold what an address gave
_LONGEST = 180  # code points of an address in a locator
_BROKEN = (OSError, EOFError, zlib.error, ValueError, LookupError, AttributeError, TypeError)  # as warcio and its unpackers raise


def pages(data: bytes, suffix: str) -> Iterator[Found]:
    """Yield the texts that web addresses gave, in the archive's order, then how many records were left out.

    Raises DocumentError where it is no WARC, and where it breaks off, after what came before.
    """
    with needed("warcio", "a web archive"):
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    names = Names()
    revisits = others = number = 0
    try:
        for record in _quietly(ArchiveIterator(BytesIO(data))):
            if record.format != "warc" or record.rec_type is None:  # warcio takes much for an archive of the older kind
                continue
            number += 1
            found = _found(record, names)
            if found is not None:
                yield found
            elif record.rec_type == "revisit":
                revisits += 1
            elif record.rec_type in _STORED:
                others += 1
    except (ArchiveLoadFailed, *_BROKEN) as problem:
        raise DocumentError(f"is no WARC, or breaks off after {number} records: {' '.join(str(problem).split())[:200]}") from problem
    if number == 0:
        raise DocumentError("holds no record: it is no WARC, or an empty one")
    counts = {"records of pages that were as before (revisits)": revisits, "records of what is no text, or of an error": others}
    if said := [f"{count:,} {what}" for what, count in counts.items() if count]:
        yield Skipped("", f"left out: {', '.join(said)}")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """Yield records without what warcio prints about them, which are words of the file."""
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _found(record: Any, names: Names) -> Found | None:
    """The file that a record holds; None where it is none that is read."""
    address = record.rec_headers.get_header("WARC-Target-URI", "").strip("<>")
    kind, charset = _kind(record)
    if record.rec_type not in _STORED or kind not in _SUFFIXES or not address.lower().startswith(("http://", "https://")):
        return None
    if record.rec_type == "response" and (record.http_headers is None or record.http_headers.get_statuscode() != "200"):
        return None
    fetched = "".join(c for c in record.rec_headers.get_header("WARC-Date", "") if c.isdecimal())[:14]
    path = fit_path(address.partition("://")[2].partition("#")[0])[:_LONGEST].rstrip("/ ")
    inside = names.apart("/".join(filter(None, (fetched, path))).removesuffix(_SUFFIXES[kind]) + _SUFFIXES[kind])
    content = record.content_stream().read(LIMIT + 1)
    if len(content) > LIMIT:
        return Broken(inside, f"is too large: more than {LIMIT:,} bytes")
    return Nested(inside, in_unicode(content, charset), {"url": address}) if content else None


def _kind(record: Any) -> tuple[str, str]:
    """The type of what a record holds, and the charset that was sent with it, "" where none was."""
    headers = record.http_headers if record.rec_type == "response" and record.http_headers is not None else record.rec_headers
    kind, *parameters = (headers.get_header("Content-Type") or "").lower().split(";")
    charset = next((value.strip("\"' ") for name, _, value in (one.partition("=") for one in parameters) if name.strip() == "charset"), "")
    return kind.strip(), charset


def in_unicode(content: bytes, charset: str) -> bytes:
    """The bytes of a text with the charset that was sent beside it written into them; as they are where it does not fit."""
    if charset in ("", "utf-8", "utf8"):
        return content
    try:
        return content.decode(charset).encode("utf-8-sig")
    except (LookupError, ValueError):
        return content
