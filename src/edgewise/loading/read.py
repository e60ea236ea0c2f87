"""From a file to its `Document`s: bytes, what is in them, profile, masks, references, fields."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath

from ..errors import DocumentError
from ..model import Document, Mask, Reference
from ..proposed import Stated
from . import markdown, text
from .discover import Place, Unread
from .fields import fields_of, number
from .formats import FORMATS, TEXTS, Broken, Format, Nested, Piece, format_of
from .profile import Profile
from .recognise import recognise

FRONT_MATTER = "front matter"  # the rule that its mask names
DEPTH = 4  # files within files within ...
_TITLES = {"text": text.title, "markdown": markdown.title}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, where it was found, the name of the profile that read it, and what was left out of it and why.

    `stated` is what its file says of it as data. `file` is the locator of the file that it was found in: its own, unless that holds
    several.
    """

    document: Document
    locator: str
    profile: str
    notes: tuple[str, ...] = ()
    stated: Stated | None = None
    file: str = ""


def read_document(path: Path, root: Path, profiles: Sequence[Profile]) -> Loaded:
    """Read a file that holds one document. Its locator is its path from `root`, with "/" on every machine.

    Raises DocumentError, naming the file and what to do, when it cannot be read, and when it holds none or several.
    """
    found = list(read_file(Place(path, root), profiles))
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


def read_file(place: Place, profiles: Sequence[Profile]) -> Iterator[Loaded | Unread]:
    """Yield each document that a file holds, in its order; what cannot be read gives its reason instead. Never raises DocumentError.

    The locator of what is inside a file is the file's, "/", and where it is inside.
    """
    try:
        locator = locator_of(place.path, place.root)
    except DocumentError as problem:
        yield Unread(str(place.path), str(problem))
        return
    chosen = [profile for profile in profiles if profile.name == place.profile] if place.profile else profiles
    try:
        data = _bytes(place.path, _format(place.path.suffix.lower(), chosen).limit)
        for one in documents_in(data, PurePosixPath(place.path.name), chosen, locator):
            yield replace(one, file=locator) if isinstance(one, Loaded) else replace(one, path=f"{place.path}{one.path}")
    except DocumentError as problem:
        yield Unread(str(place.path), str(problem), locator)


def documents_in(data: bytes, name: PurePath, profiles: Sequence[Profile], locator: str, depth: int = DEPTH) -> Iterator[Loaded | Unread]:
    """Yield what the bytes of a file of that name hold; the path of what is unread is only what comes after the file's own.

    Raises DocumentError where the file as a whole cannot be read.
    """
    suffix = name.suffix.lower()
    format = _format(suffix, profiles)
    for found in format.read(data, suffix):
        beside = f"/{found.inside}" if found.inside else ""
        try:
            if isinstance(found, Broken):
                raise DocumentError(found.reason)
            if isinstance(found, Nested):
                if depth == 0:
                    raise DocumentError(f"lies more than {DEPTH} files deep; take it out of them")
                for one in documents_in(found.data, PurePosixPath(found.inside), profiles, locator + beside, depth - 1):
                    yield one if isinstance(one, Loaded) else replace(one, path=beside + one.path)
            else:
                for piece, profile, caught in _pieces(found, format, suffix, profiles):
                    yield _loaded(piece, profile, caught, data, f"{locator}/{piece.inside}" if piece.inside else locator)
        except DocumentError as problem:
            if not found.inside:
                raise
            yield Unread(beside, str(problem), locator + beside)


def _format(suffix: str, profiles: Sequence[Profile]) -> Format:
    """The format that claims a suffix; else that of the first profile that names it, else text."""
    known = format_of(suffix)
    if known is not None:
        return known
    naming = (profile for profile in profiles if any(suffix in match.suffixes for match in profile.matches))
    return FORMATS[next((profile.read for profile in naming), TEXTS[0])]


def _pieces(found: Piece, format: Format, suffix: str, profiles: Sequence[Profile]) -> Iterator[tuple[Piece, Profile, Mapping[str, str]]]:
    """Yield the texts to make documents from, each with the profile that reads it and what that caught."""
    profile, caught = recognise(suffix, found.declared, found.text[found.body :], format, profiles)
    yield found, profile, caught


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


def _loaded(piece: Piece, profile: Profile, caught: Mapping[str, str], data: bytes, locator: str) -> Loaded:
    document, notes = _document(piece, profile, caught, data)
    stated = Stated(piece.stated_by, piece.state(document)) if piece.state is not None else None
    return Loaded(document, locator, profile.name, (*piece.notes, *notes), stated)


def _document(piece: Piece, profile: Profile, caught: Mapping[str, str], data: bytes) -> tuple[Document, tuple[str, ...]]:
    """Return the document of a text and the notes on what was left out of it."""
    masks = _masks(piece, profile)
    shown = text.visible(piece.text, masks)
    fields, notes = fields_of(profile, piece.declared, caught, piece.text[piece.body :])
    if "title" not in fields and (title := _TITLES.get(profile.read, text.title)(shown)) is not None:
        fields["title"] = title
    if not shown.strip() and piece.state is None:
        notes = (*notes, "nothing is left to read beside what the profile masks")
    digest = hashlib.sha256(data).hexdigest()
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
        raise DocumentError(f"is too large: {max(status.st_size, len(data)):,} bytes; the limit is {limit:,}; split it")
    return data


def _masks(piece: Piece, profile: Profile) -> tuple[Mask, ...]:
    """Return what is not read, sorted and without overlap: where two rules meet, the one that starts first keeps the stretch."""
    found = [Mask(0, piece.body, FRONT_MATTER)] if piece.body else []
    found += piece.masks
    for rule in profile.masks:
        found += [Mask(hit.start(), hit.end(), rule.name) for hit in rule.pattern.finditer(piece.text, piece.body)]
    masks: list[Mask] = []
    covered = 0
    for mask in sorted(found, key=lambda mask: (mask.start, -mask.end, mask.rule)):
        if mask.end > max(covered, mask.start):
            masks.append(Mask(max(mask.start, covered), mask.end, mask.rule))
            covered = mask.end
    return tuple(masks)


def _references(shown: str, profile: Profile) -> tuple[Reference, ...]:
    """Return the marks `[n]` outside masks; a mark whose number no list of sources could have is no reference."""
    if profile.citations is None:
        return ()
    marks = ((hit.start(), hit.end(), number(hit[1] or "")) for hit in profile.citations.finditer(shown))
    return tuple(Reference(start, end, mark) for start, end, mark in marks if mark is not None and end > start)
