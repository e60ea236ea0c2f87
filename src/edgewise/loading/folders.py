"""What a folder says of the files below it: a `loaders.yaml` in it names the profile that reads them.

    profile: filings                         # of all that lies below
    profiles: {"*.txt": article, "mail/*": mail}    # before it, of what a pattern matches, the first that does

A pattern without "/" is of a file's name, wherever below it lies; one with "/" of its path from the folder. The nearest
`loaders.yaml` upwards counts alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from ..declared import load_yaml, mapping, text
from ..errors import DeclarationError, one_of

FILE = "loaders.yaml"
_KEYS = ("profile", "profiles")


@dataclass(frozen=True, slots=True)
class Folder:
    """The profiles that a folder names: for what patterns match, in order, and for the rest of it, "" where it names none."""

    patterns: tuple[tuple[str, str], ...] = ()
    profile: str = ""

    def matched(self, steps: Sequence[str]) -> str:
        """Return the profile that a pattern names for the file at these steps below the folder, "" where none matches it."""
        return next((profile for pattern, profile in self.patterns if matches(steps, _steps(pattern))), "")


def _steps(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("/")) if "/" in pattern else ("**", pattern)


def load_folder(path: Path, profiles: Collection[str]) -> Folder:
    """Read and check one `loaders.yaml`. Raises DeclarationError naming file and key, and for an unknown profile the known ones."""
    where = str(path)
    data = mapping(load_yaml(path), where, _KEYS)
    patterns = data.get("profiles", {})
    if not isinstance(patterns, dict) or not all(isinstance(pattern, str) for pattern in patterns):
        raise DeclarationError(f"{where}: profiles: should map patterns of names to profiles, is {patterns!r}")
    folder = Folder(
        tuple((pattern, text(name, f"{where}: profiles.{pattern}")) for pattern, name in patterns.items()),
        text(data["profile"], f"{where}: profile") if "profile" in data else "",
    )
    for key, name in (("profile", folder.profile), *((f"profiles.{pattern}", name) for pattern, name in folder.patterns)):
        if name and name not in profiles:
            raise DeclarationError(f"{where}: {key}: there is no profile {name!r}; known: {one_of(profiles)}")
    return folder


def matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Tell whether a path, or a folder that it lies in, matches a pattern in which `**` stands for any folders or none."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(matches(parts[start:], pattern[1:]) for start in range(len(parts)))
    return bool(parts) and fnmatch(parts[0], pattern[0]) and matches(parts[1:], pattern[1:])


class Folders:
    """Finds which folder says how a file is read, and remembers what each says."""

    def __init__(self, profiles: Collection[str]) -> None:
        self._profiles = profiles
        self._said: dict[Path, Folder | None] = {}
        self.broken: dict[Path, str] = {}
        """The folders whose file is not as it should be, and why: nothing below them is read, for it could be read as the wrong thing."""

    def of(self, path: Path, root: Path) -> tuple[Path, Folder]:
        """Return the nearest folder, from a file's own up to `root`, that says something, and what; `root` and nothing where none does."""
        for folder in path.parents:
            said = self._read(folder)
            if said is not None:
                return folder, said
            if folder == root:
                break
        return root, Folder()

    def _read(self, folder: Path) -> Folder | None:
        if folder not in self._said:
            file = folder / FILE
            try:
                self._said[folder] = load_folder(file, self._profiles) if file.is_file() else None
            except DeclarationError as problem:
                self._said[folder] = Folder()
                self.broken[folder] = str(problem).removeprefix(f"{file}: ")
        return self._said[folder]
