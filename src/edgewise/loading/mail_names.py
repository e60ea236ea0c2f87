"""Who a mail names in its head: people and bodies, told apart by what their addresses and names are made of.

One address is one party within a mail. A name that would mean somebody else in another mail ("Jane", "Press Office") is none: the
address, which means one mailbox everywhere, stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses

from ..model import EntityType, fold
from ..resolve.forms import is_surname, standard
from ..resolve.vocabulary import GENERIC, KINDS, PARTICLES, PARTS, SOFT

_ROLES = frozenset(
    """
    press media newsroom foia foi records info information contact contacts office admin administrator support help helpdesk desk
    hello service services sales marketing team staff list lists newsletter newsletters noreply donotreply reply notification
    notifications notify alert alerts billing accounts accounting hr jobs careers legal privacy security webmaster postmaster
    mailer daemon mailerdaemon events membership feedback inquiries enquiries comms communications affairs relations outreach bounce
    bounces procurement contracts purchasing ombudsman clerk tips updates customer customerservice publicaffairs mail mailbox
    """.split()  # noqa: SIM905  # a list of words reads better as text
)
"""What a mailbox is called that no one person has."""
_BODIES = (GENERIC | PARTS | SOFT | KINDS) - frozenset("law post branch guard family bar chamber times usa us u s a john".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")  # "(CTR)", "[External]"
_TURNED = re.compile(r"([^,]+),\s*([^,]+)")
LONGEST = 50_000  # code points of a name, a subject, a date
_SMALL = frozenset(("of", "the", "and", "for", "at", "de"))
_UNQUOTED = re.compile(r'(?:(?<=^)|(?<=[>,;]))\s*([^\s"<>@,;:]+,(?:\s+[^\s"<>@,;:]+){1,3})\s*(?=<)')  # Doe, Jane <jane@x>
_ADDRESS = re.compile(r"[^@]+@[^@]+")
_NO_ADDRESS = re.compile(r"<[^<>]*>")  # a directory's path, as some servers write within
_SEMICOLON = re.compile(r'("(?:[^"\\]|\\.)*")|;')
_GROUP = re.compile(r'[^<"@]*:')
_LONGEST = 500  # code points of a name and its address; a longer one is neither


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or recipient: `name` is what it is called, `text` the words of the head that stand for it, `shown` all that stands there."""

    name: str
    type: EntityType
    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class _Written:
    """One entry of a header as written: a display name and an address, of which one may be ""."""

    display: str
    address: str

    @property
    def key(self) -> str:
        """What is the same wherever the head names the same."""
        return fold(self.address or self.display)

    @property
    def shown(self) -> str:
        return f"{self.display} <{self.address}>" if self.display and self.address else self.display or self.address


def decoded(raw: str) -> str:
    """Return a header's value in words: encoded words and stray bytes decoded, line ends as spaces. Never raises.

    A value of more than `LONGEST` code points is cut there: the library's time grows with the square of its words.
    """
    text = " ".join(_plain(raw[:LONGEST]).split())
    try:
        chunks = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    read = "".join(chunk if isinstance(chunk, str) else _chunk(chunk, charset) for chunk, charset in chunks)
    return " ".join("".join(c if c.isprintable() else " " for c in read).split())


def parties(headers: Iterable[Iterable[str]]) -> list[list[Party]]:
    """Return who each header names, in order and once each: for each header (From, To, ...) its raw values. Never raises."""
    written = [[one for value in values for one in _entries(_plain(value))] for values in headers]
    names: dict[str, tuple[str, EntityType]] = {}
    for one in (one for header in written for one in header):
        known = names.get(one.key)
        if known is None or fold(known[0]) == one.key:  # a name says more than an address
            names[one.key] = _named(one)
    return [list(_parties(header, names)) for header in written]


def _parties(header: Iterable[_Written], names: Mapping[str, tuple[str, EntityType]]) -> Iterator[Party]:
    """Yield each party of a header once, shown where it is called by its name, if it is anywhere."""
    places: dict[str, list[_Written]] = {}
    for one in header:
        places.setdefault(fold(names[one.key][0]), []).append(one)
    for ones in places.values():
        name, type = names[ones[0].key]
        shown = next((one for one in ones if _named(one)[0] == name), ones[0])
        yield Party(name, type, shown.address if _named(shown)[0] == shown.address else shown.display, shown.shown)


def _entries(value: str) -> Iterator[_Written]:
    """Yield the entries of one header; what is neither a name nor an address is left out."""
    line = " ".join(value.split())
    if "@" not in line:  # names alone, as a records office prints them
        for name in _NO_ADDRESS.sub("", decoded(line)).split(";"):
            if len(_WORD.findall(name)) > 1 and ":" not in name and name.count(",") < 2:
                yield _Written(name.strip("\"' "), "")
        return
    for display, address in getaddresses([_UNQUOTED.sub(r'"\1" ', _commas(line))]):
        where = "".join(decoded(address).split())
        name = decoded(display).strip("\"' ")
        if not _ADDRESS.fullmatch(where):
            where = ""
        if (where or len(_WORD.findall(name)) > 1) and len(where) + len(name) < _LONGEST:
            yield _Written("" if fold(name) == fold(where) else name, where)


def _commas(line: str) -> str:
    """Put commas where Outlook separates by semicolons; those in quotes, and those that end a group ("Team: a@x;"), stay."""
    return line if _GROUP.match(line) else _SEMICOLON.sub(lambda hit: hit[1] or ",", line)


def _named(entry: _Written) -> tuple[str, EntityType]:
    """What an entry calls whom it names, and whether that is a person or a body."""
    name, turned = _turned(entry.display)
    words = [word for word in _WORD.findall(fold(name)) if word not in _SMALL]
    local, _, domain = fold(entry.address).partition("@")
    own = _WORD.findall(local)
    role = "".join(own) in _ROLES or any(word in _ROLES for word in own)
    if not words:
        return entry.address or name, "Organization" if role else "Person"
    if all(word in _ROLES or word in _BODIES for word in words):
        return entry.address or name, "Organization"
    if "".join(words) in _labels(domain) or any(word in _ROLES for word in words) or standard(name, "Organization") != name:
        return name, "Organization"
    person = turned or (words[0] in own and words[-1] in own)
    if not person and (role or any(word in _BODIES for word in words)):
        return name, "Organization"
    return (entry.address or name, "Person") if is_surname(name) else (name, "Person")


def _turned(display: str) -> tuple[str, bool]:
    """A display name the way it is said, and whether that is another way round: "Doe, Jane (CTR)" is "Jane Doe".

    What follows a whole name in capitals ("Jane Doe, MD", "Jane Doe, ICE") is no part of it.
    """
    name = display
    while (shorter := _ASIDE.sub("", name)) != name and shorter:
        name = shorter
    found = _TURNED.fullmatch(name)
    if found is None or standard(name, "Organization") != name:
        return name, False
    last, first = found[1].split(), found[2].strip()
    if len(last) == 1 or fold(last[0]) in PARTICLES:
        return f"{first} {' '.join(last)}", True
    return (" ".join(last) if first.isupper() and not found[1].isupper() else name), False


def _labels(domain: str) -> set[str]:
    """What a domain may be called after: its parts, but the last, hyphens aside."""
    return {label.replace("-", "") for label in domain.split(".")[:-1]}


def _plain(raw: str) -> str:
    """A raw value whose bytes outside ASCII are read as UTF-8, else as a Western code page."""
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _chunk(data: bytes, charset: str | None) -> str:
    if charset is None:
        return data.decode("raw-unicode-escape", "replace")  # as `decode_header` encodes what is no encoded word
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")
