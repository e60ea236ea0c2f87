"""From a file to a `Document`: bytes, text, front matter, profile, masks, references, fields."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from ..errors import DocumentError
from ..model import Document, Mask, Reference
from . import markdown, text
from .discover import Place, Unread
from .fields import fields_of, number
from .front_matter import front_matter
from .profile import Profile
from .recognise import recognise

LIMIT = 20 * 1024 * 1024  # bytes of one file
FRONT_MATTER = "front matter"  # the rule that its mask names
_TITLES = {"text": text.title, "markdown": markdown.title}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, where it was found, the name of the profile that read it, and what was left out of it and why."""

    document: Document
    locator: str
    profile: str
    notes: tuple[str, ...] = ()


def read_document(path: Path, root: Path, profiles: Sequence[Profile]) -> Loaded:
    """Read one file. Its locator is its path from `root`, with "/" on every machine.

    Raises DocumentError, naming the file and what to do, when it cannot be read; the caller goes on with the next.
    """
    try:
        locator = locator_of(path, root)
        document, profile, notes = document_of(_bytes(path), path.suffix, profiles)
    except DocumentError as problem:
        raise DocumentError(f"{path}: {problem}") from problem
    return Loaded(document, locator, profile.name, notes)


def read_documents(places: Iterable[Place], profiles: Sequence[Profile]) -> Iterator[Loaded | Unread]:
    """Yield each document in the order of the places; one that cannot be read gives its reason instead, and the rest go on."""
    for place in places:
        try:
            yield read_document(place.path, place.root, profiles)
        except DocumentError as problem:
            reason = str(problem).removeprefix(f"{place.path}: ")
            try:
                locator = locator_of(place.path, place.root)
            except DocumentError:
                locator = None
            yield Unread(str(place.path), reason, locator)


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


def document_of(data: bytes, suffix: str, profiles: Sequence[Profile]) -> tuple[Document, Profile, tuple[str, ...]]:
    """Return the document that the bytes of a file hold, the profile that read it, and the notes.

    Raises DocumentError without the file's name when the bytes are no text or no profile matches.
    """
    content = text.decode(data)
    front = front_matter(content)
    body = content[front.end :]
    profile, caught = recognise(suffix, front.data, body, profiles)
    masks = _masks(content, front.end, profile)
    shown = text.visible(content, masks)
    fields, notes = fields_of(profile, front.data, caught, body)
    if "title" not in fields and (title := _TITLES[profile.read](shown)) is not None:
        fields["title"] = title
    if not shown.strip():
        notes = (*notes, "nothing is left to read beside what the profile masks")
    document = Document(
        sha256=hashlib.sha256(data).hexdigest(), text=content, kind=profile.kind, tier=profile.tier,
        masks=masks, references=_references(shown, profile), **fields,
    )  # fmt: skip
    return document, profile, notes


def _bytes(path: Path) -> bytes:
    """Return the bytes of a regular file within the limit; a device or pipe is never opened, for it may never end."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("is a folder; give it to find_files" if stat.S_ISDIR(status.st_mode) else "is not a file")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        raise DocumentError(f"cannot be read: {reason or problem}") from problem
    if len(data) > LIMIT:
        raise DocumentError(f"is too large: {max(status.st_size, len(data)):,} bytes; the limit is {LIMIT:,}; split it")
    return data


def _masks(content: str, body: int, profile: Profile) -> tuple[Mask, ...]:
    """Return what is not read, sorted and without overlap: where two rules meet, the one that starts first keeps the stretch."""
    found = [Mask(0, body, FRONT_MATTER)] if body else []
    for rule in profile.masks:
        found += [Mask(hit.start(), hit.end(), rule.name) for hit in rule.pattern.finditer(content, body)]
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
