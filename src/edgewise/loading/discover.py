"""Which files a call names: files, folders and globs, each with the root that its locator is relative to."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .profile import Profile

_WILD = set("*?[")


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read, and the folder that its locator is relative to."""

    path: Path
    root: Path


@dataclass(frozen=True, slots=True)
class Unread:
    """A path that gives no document, and why, without the path."""

    path: str
    reason: str


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
    only suffixes that a profile names are taken. Where two files would have one locator, their roots move up until they differ.
    """
    search = _Search({suffix for profile in profiles for match in profile.matches for suffix in match.suffixes})
    for given in paths:
        search.take(given)
    return Finding(_apart(search.files), tuple(search.skipped), tuple(search.failed))


class _Search:
    """Collects files, and remembers which it has met, whatever name they came under."""

    def __init__(self, suffixes: set[str]) -> None:
        self.suffixes = suffixes
        self.met: set[Path] = set()
        self.files: list[Place] = []
        self.skipped: list[Unread] = []
        self.failed: list[Unread] = []

    def take(self, given: str) -> None:
        path = Path(given)
        try:
            if path.is_dir():
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
        parts = Path(given).parts
        wild = next(place for place, part in enumerate(parts) if _WILD & set(part))
        root = Path(*parts[:wild])
        hits = sorted(glob.glob(given, recursive=True))
        if not hits:
            self.failed.append(Unread(given, "no file matches"))
        for hit in hits:
            path = Path(hit)
            if not path.is_dir():
                self.add_text(path, root)
            elif parts[-1] != "**":  # its last ** names the files inside as well
                self.folder(path, root)

    def folder(self, folder: Path, root: Path) -> None:
        before = len(self.files), len(self.skipped), len(self.failed)
        for path, reason in _walk(folder):
            if reason:
                self.failed.append(Unread(str(path), reason))
            elif path.name.startswith("."):
                self.skipped.append(Unread(str(path), "hidden"))
            elif path.is_dir():
                self.skipped.append(Unread(str(path), "a link to a folder; give it by name to read it"))
            else:
                self.add_text(path, root)
        if before == (len(self.files), len(self.skipped), len(self.failed)):
            self.skipped.append(Unread(str(folder), "holds no file that is not already named"))

    def add_text(self, path: Path, root: Path) -> None:
        if path.suffix.lower() in self.suffixes:
            self.add(path, root)
        else:
            what = repr(path.suffix) if path.suffix else "a name without suffix"
            self.skipped.append(Unread(str(path), f"no profile reads {what}"))

    def add(self, path: Path, root: Path) -> None:
        real = path.resolve()
        if real not in self.met:
            self.met.add(real)
            self.files.append(Place(path, root))


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what a folder holds, sorted by path, folders opened in place; with a reason where a folder cannot be opened.

    Hidden folders and links to folders are yielded, not opened, so that no loop is entered.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield folder, f"cannot be opened: {problem.strerror}"
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _walk(path)
        else:
            yield path, ""


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
    return Place(path, root.parent)
