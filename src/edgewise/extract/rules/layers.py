"""The data of the rules in two layers: what is built in, and what a project adds in `graph/rules/frames` and `graph/rules/lexicon`.

A project's file has the name and the keys of a built-in one, and only what it adds: words to a list, entries of their own names to the
rest. Nothing that is built in can be taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ...declared import load_yaml, mapping, one_part, texts
from ...errors import DeclarationError, one_of
from ...project import Project


def own_of(project: Project, part: Literal["frames", "lexicon"]) -> tuple[Path, ...]:
    """Return where a project keeps what it adds to the rules; the folders need not be there."""
    return tuple(folder / part for folder in reversed(project.rules))


@dataclass(frozen=True, slots=True)
class Layers:
    """A built-in folder, and a project's own, which need not be there. `closed` are files that take no additions."""

    folder: Path
    own: tuple[Path, ...] = ()
    closed: frozenset[str] = frozenset()

    @property
    def stamps(self) -> tuple[tuple[str, int], ...]:
        """What is there of the project's own, and when it was changed."""
        return tuple((str(path), path.stat().st_mtime_ns) for folder in self.own for path in sorted(folder.glob("*")))

    def check(self) -> None:
        """Refuse files of the project that nothing reads. Raises DeclarationError that lists those that can be there."""
        known = sorted({path.name for path in self.folder.glob("*.yaml")} - self.closed)
        for path in (path for folder in self.own for path in sorted(folder.glob("*"))):
            with one_part():
                if path.name not in known:
                    raise DeclarationError(f"{path}: is none of the files that the rules read there: {one_of(known)}")

    def data(self, file: str, keys: Collection[str]) -> dict[str, Any]:
        """Return the data of a file of lists and tables, all of `keys`, each with what the project adds to it."""
        path = self.folder / file
        data = mapping(load_yaml(path), str(path), keys, keys)
        for own in self._own(file):
            with one_part():
                for key, value in mapping(load_yaml(own), str(own), keys).items():
                    where = f"{own}: {key}"
                    with one_part():
                        listed = isinstance(data[key], list)
                        data[key] = [*data[key], *texts(value, where)] if listed else {**data[key], **mapping(value, where)}
        return data

    def words(self, file: str, keys: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the lists of a file as sets of words."""
        return {key: frozenset(texts(value, f"{self.folder / file}: {key}")) for key, value in self.data(file, keys).items()}

    def entries(self, file: str) -> Iterator[tuple[str, Any, str]]:
        """Yield the entries of a file: name, value, and "file: name" for messages; the project's after the built-in ones."""
        names = set()
        for source in (self.folder / file, *self._own(file)):
            with one_part():
                for name, value in mapping(load_yaml(source), str(source)).items():
                    with one_part():
                        if name in names:
                            raise DeclarationError(f"{source}: {name}: there is a built-in entry of that name; give this one another")
                        names.add(name)
                        yield name, value, f"{source}: {name}"

    def _own(self, file: str) -> tuple[Path, ...]:
        return tuple(own for folder in self.own if (own := folder / file).is_file())
