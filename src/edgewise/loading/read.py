"""From a file to its `Document`s: bytes, what is in them, profile, masks, references, fields."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from ..errors import DocumentError, TooMuch
from ..model import Document, Mask, Reference
from ..proposed import Stated
from . import markdown, text
from .discover import Place, Unread
from .fields import fields_of, number
from .formats import FORMATS, LARGE, TEXTS, Broken, Format, Nested, Piece, Skipped, format_of, suffix_of
from .language import not_english
from .profile import Profile
from .recognise import recognise, suffix_in_words, suffixes_of
from .sheets import Sheets
from .tables import texts_of

FRONT_MATTER = "front matter"  # the rule that its mask names
DEPTH = 4  # files within files within ...
FILES = 1_000_000  # that come out of one file
UNPACKED = 4 * LARGE  # bytes that come out of one file
_TITLES = {"text": text.title, "markdown": markdown.title}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, where it was found, the name of the profile that read it, and what was left out of it and why.

    `stated` is what its file says of it as data.
    """

    document: Document
    locator: str
    profile: str
    notes: tuple[str, ...] = ()
    stated: Stated | None = None


def read_document(path: Path, root: Path, profiles: Sequence[Profile]) -> Loaded:
    """Read a file that holds one document. Its locator is its path from `root`, with "/" on every machine.

    Raises DocumentError, naming the file and what to do, when it cannot be read, and when it holds none or several.
    """
    found = [one for one in read_file(Place(path, root), profiles) if isinstance(one, Loaded) or not one.on_purpose]
    for one in found:
        if isinstance(one, Unread):
            raise DocumentError(f"{one.path}: {one.reason}")
    if len(found) != 1 or not isinstance(found[0], Loaded):
        raise DocumentError(f"{path}: holds {len(found)} documents, not one; read it with read_documents")
    return found[0]


def read_documents(places: Iterable[Place], profiles: Sequence[Profile]) -> Iterator[Loaded | Unread]:
    """Yield each document in the order of the places; one that cannot be read gives its reason instead, and the rest go on."""
    for place in places:
        yield from read_file(place, profiles)


def read_file(place: Place, profiles: Sequence[Profile], data: bytes | None = None) -> Iterator[Loaded | Unread]:
    """Yield each document that a file holds, in its order; what cannot be read gives its reason instead. Never raises DocumentError.

    The locator of what is inside a file is the file's, "/", and where it is inside. `data` are its bytes, where they were read already.
    """
    try:
        locator = locator_of(place.path, place.root)
    except DocumentError as problem:
        yield Unread(str(place.path), str(problem))
        return
    try:
        data = bytes_of(place, profiles) if data is None else data
        for one in documents_in(data, PurePosixPath(place.path.name), _of(place, profiles), locator, named=bool(place.profile)):
            yield one if isinstance(one, Loaded) else replace(one, path=f"{place.path}{one.path}")
    except DocumentError as problem:
        yield Unread(str(place.path), str(problem), locator)


def bytes_of(place: Place, profiles: Sequence[Profile]) -> bytes:
    """Return what a file holds, for `read_file`. Raises DocumentError, without its name, where it cannot be read or is too large."""
    return _bytes(place.path, _format(suffix_of(place.path), _of(place, profiles), named=bool(place.profile)).limit)


def _of(place: Place, profiles: Sequence[Profile]) -> Sequence[Profile]:
    return [profile for profile in profiles if profile.name == place.profile] if place.profile else profiles


def documents_in(
    data: bytes, name: PurePath, profiles: Sequence[Profile], locator: str, *, named: bool = False
) -> Iterator[Loaded | Unread]:
    """Yield what the bytes of a file of that name hold; the path of what is unread is only what comes after the file's own.

    `named`: the one profile was named for the file, and reads it whatever its name is. Raises DocumentError where the file as a
    whole cannot be read.
    """
    return _documents(_File(data, suffix_of(name), locator, named), profiles, _Room(FILES, UNPACKED))


@dataclass(frozen=True, slots=True)
class _File:
    """The bytes of a file, where they were found, what is said of the texts in it, and how many files it lies in."""

    data: bytes
    suffix: str
    locator: str
    named: bool = False
    declared: Mapping[str, Any] = field(default_factory=dict)
    depth: int = 0


@dataclass(slots=True)
class _Room:
    """What may still come out of one file of a folder, whatever lies in whatever: files, and their bytes."""

    files: int
    size: int

    def take(self, data: bytes) -> None:
        self.files -= 1
        self.size -= len(data)
        if self.files < 0:
            raise TooMuch(f"holds more than {FILES:,} files; unpack it and give the folder")
        if self.size < 0:
            raise TooMuch(f"unpacks to more than {UNPACKED:,} bytes; unpack it and give the folder")


def _documents(file: _File, profiles: Sequence[Profile], room: _Room) -> Iterator[Loaded | Unread]:
    format = _format(file.suffix, profiles, named=file.named)
    if len(file.data) > format.limit:
        raise DocumentError(_too_large(len(file.data), format.limit))
    digest = hashlib.sha256(file.data).hexdigest()
    for found in format.read(file.data, file.suffix):
        beside = f"/{found.inside}" if found.inside else ""
        try:
            if isinstance(found, Skipped):
                yield Unread(beside, found.reason, file.locator + beside if beside else None, on_purpose=True)
            elif isinstance(found, Broken):
                raise DocumentError(found.reason)
            elif isinstance(found, Nested):
                yield from _nested(found, file, profiles, room)
            elif isinstance(found, Sheets):
                yield from _tables(found, file, profiles, digest)
            else:
                whole = replace(found, declared={**found.declared, **file.declared})
                profile, caught = recognise(file.suffix, whole.declared, whole.text[whole.body :], format, profiles, named=file.named)
                yield _loaded(whole, profile, caught, digest, file.locator + beside)
        except DocumentError as problem:
            if not found.inside or isinstance(problem, TooMuch):
                raise
            yield Unread(beside, str(problem), file.locator + beside)


def _tables(found: Sheets, file: _File, profiles: Sequence[Profile], digest: str) -> Iterator[Loaded | Unread]:
    """Yield what the tables of a file say; a sheet that no profile knows is left alone where another is known."""
    for one in texts_of(found, file.suffix, profiles, named=file.named):
        if isinstance(one, Skipped):
            yield Unread(f"/{one.inside}", one.reason, f"{file.locator}/{one.inside}", on_purpose=True)
            continue
        piece, profile = one
        whole = replace(piece, declared={**piece.declared, **file.declared})
        yield _loaded(whole, profile, {}, digest, f"{file.locator}/{piece.inside}")


def _nested(found: Nested, outer: _File, profiles: Sequence[Profile], room: _Room) -> Iterator[Loaded | Unread]:
    """Yield what a file within a file holds; one that would be left alone in a folder is left alone here, too."""
    beside = f"/{found.inside}"
    suffix = suffix_of(PurePosixPath(found.inside))
    if format_of(suffix) is None and suffix not in suffixes_of(profiles):
        yield Unread(beside, f"no profile reads {suffix_in_words(suffix)}", outer.locator + beside, on_purpose=True)
        return
    if outer.depth == DEPTH:
        raise DocumentError(f"lies more than {DEPTH} files deep; take it out of them")
    room.take(found.data)
    inner = _File(found.data, suffix, outer.locator + beside, outer.named, {**found.declared, **outer.declared}, outer.depth + 1)
    for one in _documents(inner, profiles, room):
        yield one if isinstance(one, Loaded) else replace(one, path=beside + one.path)


def _format(suffix: str, profiles: Sequence[Profile], *, named: bool) -> Format:
    """The format that claims a suffix; else that of the profile that was named, or of the first that names the suffix; else text."""
    known = format_of(suffix)
    if known is not None:
        return known
    naming = (profile for profile in profiles if named or any(suffix in match.suffixes for match in profile.matches))
    return FORMATS[next((profile.read for profile in naming), TEXTS[0])]


def locator_of(path: PurePath, root: PurePath) -> str:
    """Return the path from `root` with "/" between its parts, never absolute. Raises DocumentError where it has none."""
    try:
        locator = path.relative_to(root).as_posix()
        locator.encode("utf-8")
    except UnicodeEncodeError:
        raise DocumentError("its name is not UTF-8; rename it") from None
    except ValueError:
        raise DocumentError(f"is not inside {root}") from None
    return locator


def _loaded(piece: Piece, profile: Profile, caught: Mapping[str, str], digest: str, locator: str) -> Loaded:
    document, notes = _document(piece, profile, caught, digest)
    stated = Stated(piece.stated_by, piece.state(document)) if piece.state is not None else None
    return Loaded(document, locator, profile.name, (*piece.notes, *notes), stated)


def _document(piece: Piece, profile: Profile, caught: Mapping[str, str], digest: str) -> tuple[Document, tuple[str, ...]]:
    """Return the document of a text, of whose file the digest is given, and the notes on what was left out of it."""
    masks = _masks(piece, profile)
    shown = text.visible(piece.text, masks)
    fields, notes = fields_of(profile, piece.declared, caught, piece.text[piece.body :])
    if "title" not in fields and (title := _TITLES.get(profile.read, text.title)(shown)) is not None:
        fields["title"] = title
    if not shown.strip() and piece.state is None:
        notes = (*notes, "nothing is left to read beside what the profile masks")
    foreign, note = not_english(shown) if shown.strip() else ((), "")
    if foreign:
        masks, notes = text.apart((*masks, *foreign)), (*notes, note)
        shown = text.visible(piece.text, masks)
    document = Document(
        sha256=hashlib.sha256(piece.text.encode()).hexdigest() if piece.extracted else digest,
        text=piece.text, kind=profile.kind, tier=profile.tier, masks=masks, references=_references(shown, profile),
        parts=piece.parts, original=digest if piece.extracted else None, **fields,
    )  # fmt: skip
    return document, notes


def _bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file within the limit; a device or pipe is never opened, for it may never end."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("is a folder; give it to find_files" if stat.S_ISDIR(status.st_mode) else "is not a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        raise DocumentError(f"cannot be read: {reason or problem}") from problem
    if len(data) > limit:
        raise DocumentError(_too_large(max(status.st_size, len(data)), limit))
    return data


def _too_large(size: int, limit: int) -> str:
    return f"is too large: {size:,} bytes; the limit is {limit:,}; split it"


def _masks(piece: Piece, profile: Profile) -> tuple[Mask, ...]:
    """Return what is not read, sorted and without overlap: where two rules meet, the one that starts first keeps the stretch."""
    found = [Mask(0, piece.body, FRONT_MATTER)] if piece.body else []
    found += piece.masks
    for rule in profile.masks:
        found += [Mask(hit.start(), hit.end(), rule.name) for hit in rule.pattern.finditer(piece.text, piece.body)]
    return text.apart(found)


def _references(shown: str, profile: Profile) -> tuple[Reference, ...]:
    """Return the marks `[n]` outside masks; a mark whose number no list of sources could have is no reference."""
    if profile.citations is None:
        return ()
    marks = ((hit.start(), hit.end(), number(hit[1] or "")) for hit in profile.citations.finditer(shown))
    return tuple(Reference(start, end, mark) for start, end, mark in marks if mark is not None and end > start)
