"""Formats: what is inside a file. Each reads bytes and says what it found, before any profile has its say.

A file may hold one text or many (a mailbox, an archive, a table). What a format yields is independent of every other file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePath
from typing import Any, Protocol

from ..model import Document, Mask, Part
from ..proposed import Draft
from .sheets import Sheets

LIMIT = 20 * 1024 * 1024  # bytes of a file that holds one text
LARGE = 1024 * 1024 * 1024  # bytes of a file that holds many; it is read into memory whole


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that a file holds. `inside` says where below the file ("message 3"), "" where it is all of it.

    `declared` is what the file says of the text, as front matter would ("title", "url", "publisher", "published", "author", ...), and
    `body` where in the text that ends. `masks` are kept and not read, beside what the profile masks. `state` gives what the file states
    as data, once the document is known; `stated_by`, "name@version", is what read that. `extracted`: the text was taken out of the
    bytes, and is not the bytes decoded.
    """

    text: str
    declared: Mapping[str, Any] = field(default_factory=dict)
    body: int = 0
    inside: str = ""
    masks: tuple[Mask, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    state: Callable[[Document], Draft] | None = None
    stated_by: str = ""
    extracted: bool = True


@dataclass(frozen=True, slots=True)
class Nested:
    """A file within the file, which is read by its own name: a member of an archive, an attachment.

    `declared` is what the outer file says of each text in it, over what the text says of itself.
    """

    inside: str
    data: bytes
    declared: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """What is inside the file and cannot be read, and why; the rest of the file goes on."""

    inside: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is inside the file and left out on purpose, as a folder's hidden files are. `inside` "" where it is several things."""

    inside: str
    reason: str


Found = Piece | Nested | Broken | Skipped | Sheets


class Reads(Protocol):
    """Yields what is in the bytes of a file, in their order. `suffix` is its name's, lower case with its dot.

    Raises DocumentError, without the file's name, where nothing can be read at all.
    """

    def __call__(self, data: bytes, suffix: str) -> Iterator[Found]: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format, the suffixes it is known by, and the function that reads it, "module:name" within this package.

    The module is imported when the first such file comes, so that its libraries are needed only then. `limit`: bytes of one file.
    `only_files`: it finds files alone, which are read by their own formats, so that no profile names it.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    limit: int = LIMIT
    only_files: bool = False

    def read(self, data: bytes, suffix: str) -> Iterator[Found]:
        module, _, name = self.reader.partition(":")
        reads: Reads = getattr(import_module(f"{__package__}.{module}"), name)
        return reads(data, suffix)


TEXTS = ("text", "markdown")  # the two are read alike; they differ in where the title stands
_OFFICE = (".docx", ".odt", ".doc", ".docm", ".rtf", ".pages", ".wpd", ".ppt", ".pptx", ".odp", ".key")
_ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz")
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("text", (".txt", ".text"), "text:pieces"),
        Format("markdown", (".md", ".markdown"), "text:pieces"),
        Format("html", (".html", ".htm", ".xhtml"), "html:pieces"),
        Format("pdf", (".pdf",), "pdf:pieces", 10 * LIMIT),
        Format("office", _OFFICE, "office:pieces", 5 * LIMIT),
        Format("table", (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson"), "table:sheets", LARGE),
        Format("mail", (".eml",), "mail:message", 5 * LIMIT),
        Format("mailbox", (".mbox", ".mbx"), "mailbox:messages", LARGE, only_files=True),
        Format("archive", _ARCHIVES, "archive:members", LARGE, only_files=True),
        Format("warc", (".warc", ".warc.gz"), "warc:pages", LARGE, only_files=True),
        Format("mhtml", (".mhtml", ".mht"), "mhtml:page", 5 * LIMIT, only_files=True),
    )
}
"""Every format, by the name that a profile's `read` gives."""

_OF_SUFFIX = {suffix: one for one in FORMATS.values() for suffix in one.suffixes}


def suffix_of(path: PurePath) -> str:
    """Return what of a file's name says its format, lower case with its dot: the last suffix, or the two that are one (".tar.gz")."""
    both = "".join(path.suffixes[-2:]).lower()
    return both if both in _OF_SUFFIX else path.suffix.lower()


def format_of(suffix: str) -> Format | None:
    """Return the format that claims a suffix (lower case, with its dot); None where none does."""
    return _OF_SUFFIX.get(suffix)


def reads_alike(read: str, format: Format) -> bool:
    """Say whether a profile with this `read` reads what the format finds."""
    return read == format.name or (read in TEXTS and format.name in TEXTS)
