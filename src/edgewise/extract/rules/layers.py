"""The data of the rules in two layers: what is built in, and what a project adds in `graph/rules/frames` and `graph/rules/lexicon`.

A project's file has the name and the keys of a built-in one, and only what it adds: words to a list, entries of their own names to the
rest. Nothing that is built in can be taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ...declared import load_yaml, mapping, texts
from ...errors import DeclarationError, one_of
from ...project import Project


def own_of(project: Project, part: Literal["frames", "lexicon"]) -> Path:
    """Return where a project keeps what it adds to the rules; the folder need not be there."""
    return project.folder / "graph" / "rules" / part


@dataclass(frozen=True, slots=True)
class Layers:
    """A built-in folder, and a project's own (None, or a folder that need not be there). `closed` are files that take no additions."""

    folder: Path
    own: Path | None = None
    closed: frozenset[str] = frozenset()

    def check(self) -> None:
        """Refuse files of the project that nothing reads. Raises DeclarationError that lists those that can be there."""
        known = sorted({path.name for path in self.folder.glob("*.yaml")} - self.closed)
        for path in sorted(self.own.glob("*")) if self.own is not None else ():
            if path.name not in known:
                raise DeclarationError(f"{path}: is none of the files that the rules read there: {one_of(known)}")

    def data(self, file: str, keys: Collection[str]) -> dict[str, Any]:
        """Return the data of a file of lists and tables, all of `keys`, each with what the project adds to it."""
        path = self.folder / file
        data = mapping(load_yaml(path), str(path), keys, keys)
        own = self._own(file)
        for key, value in mapping(load_yaml(own), str(own), keys).items() if own is not None else ():
            where = f"{own}: {key}"
            data[key] = [*data[key], *texts(value, where)] if isinstance(data[key], list) else {**data[key], **mapping(value, where)}
        return data

    def words(self, file: str, keys: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the lists of a file as sets of words."""
        return {key: frozenset(texts(value, f"{self.folder / file}: {key}")) for key, value in self.data(file, keys).items()}

    def entries(self, file: str) -> Iterator[tuple[str, Any, str]]:
        """Yield the entries of a file: name, value, and "file: name" for messages; the project's after the built-in ones."""
        path, own = self.folder / file, self._own(file)
        names = set()
        for source in (path, own) if own is not None else (path,):
            for name, value in mapping(load_yaml(source), str(source)).items():
                if name in names:
                    raise DeclarationError(f"{source}: {name}: there is a built-in entry of that name; give this one another")
                names.add(name)
                yield name, value, f"{source}: {name}"

    def _own(self, file: str) -> Path | None:
        own = self.own / file if self.own is not None else None
        return own if own is not None and own.is_file() else None
