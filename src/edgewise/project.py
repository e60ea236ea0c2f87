"""A project: a folder with `graph/` and `loaders/`. The built-in one ships with the package; this is where it is found.

A user's own folder, an *overlay*, lies over it: it holds only what it adds or says otherwise, and nothing in the folder below changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .declared import load_text, load_yaml, mapping, one_part, share
from .errors import DeclarationError, UsageError
from .identity import identity
from .ontology import Names, Ontology, load_names, load_ontology

ROOMS = ("graph", "loaders")
GRAPH = ("ontology.yaml", "names.yaml", "reading.yaml", "queries", "rules")
"""What an overlay's `graph/` can hold, notes (*.md) aside."""


@dataclass(frozen=True, slots=True)
class Project:
    """What may exist and where text comes from: the folders, and what their `graph/` declares. Profiles are read by `loading`.

    `folders` are the overlay, if any, and the project that it lies over, which has everything. `min_precision`, 0 to 1, is the bar:
    the confidence that a reading needs for its claim to be in the graph. `edition` tells overlays that read differently apart, ""
    without one: it is part of the version of who reads with them.
    """

    folders: tuple[Path, ...]
    ontology: Ontology
    names: Names
    min_precision: float
    edition: str = ""

    def at(self, min_precision: float) -> Project:
        """Return this project with another bar. Raises UsageError where it is not from 0 to 1."""
        if not 0 <= min_precision <= 1:
            raise UsageError(f"a precision is from 0 to 1, not {min_precision:g}")
        return replace(self, min_precision=min_precision)

    def reader(self, version: str) -> str:
        """Return the name and version of who reads with this project: "rules@2", and with an overlay "rules@2~3fa91c07"."""
        return f"{version}~{self.edition}" if self.edition else version

    @property
    def folder(self) -> Path:
        """The folder that has everything: the one that an overlay lies over."""
        return self.folders[-1]

    @property
    def loaders(self) -> tuple[Path, ...]:
        """Where profiles are, the overlay's first; the folder of an overlay need not be there."""
        return tuple(folder / "loaders" for folder in self.folders)

    @property
    def queries(self) -> tuple[Path, ...]:
        """Where saved questions are, the overlay's first; none of these folders need be there."""
        return tuple(folder / "graph" / "queries" for folder in self.folders)

    @property
    def rules(self) -> tuple[Path, ...]:
        """Where the rules' data may be added to, the overlay's first; none of these folders need be there."""
        return tuple(folder / "graph" / "rules" for folder in self.folders)

    @property
    def schema(self) -> Path:
        return self.folder / "graph" / "schema.cypher"


def starter_folder() -> Path:
    """Return the folder of the built-in project: inside the package when installed, the checkout when it is editable."""
    here = Path(__file__).resolve()
    for folder in (here.parent / "_starter", here.parents[2]):
        if (folder / "graph" / "ontology.yaml").is_file():
            return folder
    raise DeclarationError(f"{here.parent / '_starter'}: graph/ontology.yaml is missing; install edgewise again")


def load_project(folder: Path) -> Project:
    """Read and check a project that has everything. Raises DeclarationError naming file and key."""
    graph = folder / "graph"
    return Project(
        (folder,), load_ontology(graph / "ontology.yaml"), load_names(graph / "names.yaml"), _load_min_precision(graph / "reading.yaml")
    )  # fmt: skip


def load_overlay(folder: Path, base: Project) -> Project:
    """Return `base` with a folder of a user's own laid over it: `graph/` and `loaders/`, of which one may be missing, as any file in them.

    Raises UsageError where there is no such folder or it holds neither; DeclarationError naming file and key, also for a file that
    nothing reads.
    """
    if not any((folder / room).is_dir() for room in ROOMS):
        there = "there is no such folder" if not folder.is_dir() else "has neither graph/ nor loaders/"
        raise UsageError(f"{folder}: {there}; a project is a folder with graph/, loaders/ or both")
    graph, changed = folder / "graph", base
    for path in _unread(folder):
        with one_part():
            raise DeclarationError(
                f"{path}: nothing reads this; a project of your own can have graph/ with {', '.join(GRAPH)} and loaders/ with .yaml files"
            )
    with one_part():
        if (path := graph / "ontology.yaml").exists():
            changed = replace(changed, ontology=load_ontology(path, base.ontology))
    with one_part():
        if (path := graph / "names.yaml").exists():
            changed = replace(changed, names=load_names(path, base.names))
    with one_part():
        if (path := graph / "reading.yaml").exists():
            changed = replace(changed, min_precision=_load_min_precision(path))
    return replace(changed, folders=(folder, *base.folders), edition=_edition(graph))


def _unread(folder: Path) -> Iterator[Path]:
    """Yield what looks like a declaration and stands where nothing reads it, so that no slip goes unseen."""
    yield from (folder / name for name in GRAPH if (folder / name).exists())
    for path in sorted((folder / "graph").glob("*")):
        if path.name not in GRAPH and path.suffix != ".md" and not path.name.startswith("."):
            yield path
    yield from sorted((folder / "loaders").glob("*.yml"))


def _edition(graph: Path) -> str:
    """A digest of all that changes how a text is read, whatever the machine and wherever the folder is; "" where nothing does."""
    read = sorted(path.relative_to(graph).as_posix() for path in _declarations(graph))
    return identity("overlay", *(part for name in read for part in (name, load_text(graph / name))))[:8] if read else ""


def _declarations(graph: Path) -> Iterator[Path]:
    yield from (path for name in ("ontology.yaml", "names.yaml") if (path := graph / name).is_file())
    yield from (path for path in (graph / "rules").rglob("*.yaml") if path.is_file())


def _load_min_precision(path: Path) -> float:
    entry = mapping(load_yaml(path), str(path), ("min_precision",), ("min_precision",))
    return share(entry["min_precision"], f"{path}: min_precision")


@cache
def builtin() -> Project:
    """Return the built-in project, read once a process."""
    return load_project(starter_folder())
