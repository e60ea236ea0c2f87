"""Which files a call names: files, folders and globs, each with the root that its locator is relative to."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .folders import FILE, Folders, matches
from .formats import suffix_of
from .profile import Profile
from .recognise import suffix_in_words, suffixes_of

_WILD = set("*?[")


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read, and the folder that its locator is relative to. `profile` is the only one that may read it, where one is named."""

    path: Path
    root: Path
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A path that gives no document, and why, without the path. `locator` None: it names nothing that could be a source.

    `on_purpose`: it was not to be read, and nothing is amiss.
    """

    path: str
    reason: str
    locator: str | None = None
    on_purpose: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a call names. `files` keep the order of the call, each folder sorted by path, no file twice.

    `skipped` is left out on purpose (hidden, no text, a link to a folder); `failed` was asked for and is not there or
    cannot be opened.
    """

    files: tuple[Place, ...] = ()
    skipped: tuple[Unread, ...] = ()
    failed: tuple[Unread, ...] = ()


def find_files(paths: Sequence[str], profiles: Sequence[Profile]) -> Finding:
    """Return the files that `paths` name: files as they are, folders all the way down, globs where no such path exists.

    A file's root is its folder, a folder's is itself, a glob's is its part before the first wildcard. In folders and globs
    only suffixes are taken that a profile names or that are of files full of files, and what a `loaders.yaml` names. Where two files
    would have one locator, their roots move up until they differ.
    """
    search = _Search(suffixes_of(profiles), Folders({profile.name for profile in profiles}))
    for given in paths:
        search.take(given)
    return Finding(_apart(search.files), tuple(search.skipped), tuple(search.failed))


class _Search:
    """Collects files, and remembers which it has met, whatever name they came under."""

    def __init__(self, suffixes: frozenset[str], folders: Folders) -> None:
        self.suffixes = suffixes
        self.folders = folders
        self.met: set[str] = set()
        self.warned: set[Path] = set()
        self.files: list[Place] = []
        self.skipped: list[Unread] = []
        self.failed: list[Unread] = []

    def take(self, given: str) -> None:
        path = Path(given)
        try:
            if os.path.isdir(path):
                self.folder(path, path)
            elif path.exists() or path.is_symlink():
                self.add(path, path.parent)
            elif _WILD & set(given):
                self.glob(given)
            else:
                self.failed.append(Unread(given, "there is no such file or folder"))
        except (OSError, ValueError) as problem:  # a name too long, a NUL in it, a folder closed to us
            self.failed.append(Unread(given, f"cannot be read: {getattr(problem, 'strerror', None) or problem}"))

    def glob(self, given: str) -> None:
        """Take what a pattern matches. Its part from the first `**` on is matched here, for `glob` follows links in circles."""
        parts = Path(given).parts
        wild = next(place for place, part in enumerate(parts) if _WILD & set(part))
        deep = parts.index("**") if "**" in parts else len(parts)
        root, tail = Path(*parts[:wild]), parts[deep:]
        matched = 0
        for hit in sorted(map(Path, glob.glob(str(Path(*parts[:deep]))))):
            if os.path.isdir(hit) and (hit == root or not hit.is_symlink()):
                matched += self.folder(hit, root, tail)
            elif not tail:
                matched += 1
                self.add_text(hit, root)
        if not matched:
            self.failed.append(Unread(given, "no file matches"))

    def folder(self, folder: Path, root: Path, tail: Sequence[str] = ()) -> int:
        """Take what a folder holds, all the way down, and where a `tail` is given only what matches it; return how many paths."""
        matched = 0
        for path, reason in _walk(folder):
            if not reason and not matches(path.relative_to(folder).parts, tail):
                continue
            matched += 1
            if reason:
                self.failed.append(Unread(str(path), reason, None if path == root else path.relative_to(root).as_posix()))
            elif path.name.startswith("."):
                self.skipped.append(Unread(str(path), "hidden"))
            else:
                self.add_text(path, root)
        return matched

    def add_text(self, path: Path, root: Path) -> None:
        if os.path.isdir(path):
            self.skipped.append(Unread(str(path), "a link to a folder; give it by name to read it"))
        elif path.is_symlink() and os.path.exists(path) and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
            self.failed.append(
                Unread(str(path), "is a link that leads out of the folder; give it by name to read it", path.relative_to(root).as_posix())
            )
        elif path.name == FILE or suffix_of(path) in self.suffixes or self.profile_of(path, root, asked=True):
            self.add(path, root)
        else:
            self.skipped.append(Unread(str(path), f"no profile reads {suffix_in_words(path.suffix)}"))

    def add(self, path: Path, root: Path) -> None:
        real = os.path.realpath(path)
        if real in self.met:
            return
        self.met.add(real)
        profile = self.profile_of(path, root)
        if path.name == FILE:
            self.skipped.append(Unread(str(path), "says how its folder is read"))
        elif profile is None:
            self.skipped.append(Unread(str(path), f"its folder's {FILE} cannot be read"))
        else:
            self.files.append(Place(path, root, profile))

    def profile_of(self, path: Path, root: Path, *, asked: bool = False) -> str | None:
        """The profile that a folder names for a file, "" where any may read it, None where what it says cannot be read.

        `asked`: only where the file is named by a pattern, whatever its suffix.
        """
        folder, said = self.folders.of(path, root)
        problem = self.folders.broken.get(folder)
        if problem is None:
            matched = said.matched(path.relative_to(folder).parts)
            return matched if asked else matched or said.profile
        if folder not in self.warned:
            self.warned.add(folder)
            self.failed.append(Unread(str(folder / FILE), problem, None if folder == root else folder.relative_to(root).as_posix()))
        return None


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what a folder holds, all the way down, sorted; with a reason where a folder cannot be opened.

    Hidden folders and links to folders are yielded, not opened, so that no loop is entered.
    """
    pending = [folder]
    while pending:
        path = pending.pop()
        if path != folder and (path.name.startswith(".") or path.is_symlink() or not os.path.isdir(path)):
            yield path, ""
            continue
        try:
            pending += [path / name for name in sorted(os.listdir(path), reverse=True)]
        except OSError as problem:
            yield path, f"cannot be opened: {problem.strerror}"


def _apart(files: Sequence[Place]) -> tuple[Place, ...]:
    """Return the files with roots moved up where two would have one locator, as far as needed."""
    places = list(files)
    while True:
        locators = [place.path.relative_to(place.root).as_posix() for place in places]
        shared = {locator for locator, times in Counter(locators).items() if times > 1}
        raised = [_up(place) if locator in shared else place for place, locator in zip(places, locators, strict=True)]
        if raised == places:
            return tuple(places)
        places = raised


def _up(place: Place) -> Place:
    """Return the place with its root one folder up; a relative root that has none above becomes absolute first."""
    root, path = place.root, place.path
    if root == root.parent or root.name == "..":
        inside = path.relative_to(root)
        root = root.resolve()
        path = root / inside
    return replace(place, path=path, root=root.parent)
