"""Whether a project of one's own is in order: all that is wrong in it, and what it adds where nothing is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .declared import all_problems, one_part
from .extract.rules.trying import Trial, try_entries
from .loading import profiles_of
from .project import Project, builtin, load_overlay, load_project
from .questions.saved import load_queries


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is wrong: the file, "" where it is none of the folder's, and what, with its key."""

    file: str
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: what is wrong, or where nothing is what the folder adds to what is built in, by room, and `notes` on what its
    author may not have meant. What is built in adds all that there is."""

    folder: Path
    slips: tuple[Slip, ...]
    adds: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()


def check(folder: Path | None = None) -> Checked:
    """Check a folder that lies over what is built in, or with None what is built in itself; nothing is stored.

    Cost: the sentences of its rules are read. Raises UsageError where there is no such folder.
    """
    base = builtin()
    with all_problems() as found:
        project = load_project(base.folder) if folder is None else load_overlay(folder, base)
        with one_part():
            profiles_of(project)
        with one_part():
            load_queries(*project.queries)
        with one_part():
            try_entries(project)
    if found:
        return Checked(project.folders[0], tuple(_slip(text, project.folders[0]) for text in dict.fromkeys(found)), {})
    return Checked(project.folders[0], (), _adds(project, base), tuple(_notes(project, base)) if folder is not None else ())


def _slip(text: str, folder: Path) -> Slip:
    file, colon, what = text.removeprefix(f"{folder}{os.sep}").partition(": ")
    return Slip(file, what) if colon and text.startswith(str(folder)) else Slip("", text)


def _adds(project: Project, base: Project) -> Mapping[str, tuple[str, ...]]:
    alone = len(project.folders) == 1
    known, profiles = set(base.names.known), profiles_of(base)
    return {
        "relations": tuple(relation.name for relation in project.ontology.relations.values() if relation.own or alone),
        "names": tuple(one.name for one in project.names.known if one not in known or alone),
        "rules": tuple(str(path.relative_to(project.rules[0])) for path in sorted(project.rules[0].rglob("*.yaml"))),
        "questions": tuple(load_queries(project.queries[0])),
        "profiles": tuple(one.name for one in profiles_of(project) if one not in profiles or alone),
    }


def _notes(project: Project, base: Project) -> Iterator[str]:
    if project.min_precision != base.min_precision:
        yield f"the bar is {project.min_precision:g}, built in {base.min_precision:g}"
    for known in base.names.known:
        for string in known.aliases:
            means = project.names.find(string)
            if means is not None and means.name != known.name:
                yield f"{string!r} means {means.name}, no longer {known.name}"
    read = {frame.relation for frame in Trial(project).declared.frames}
    for relation in project.ontology.relations.values():
        if relation.own and relation.name not in read:
            yield f"no rule reads {relation.name}: add one in graph/rules/frames, or read with --extractor llm"
    for name in load_queries(project.queries[0]).keys() & load_queries(*base.queries).keys():
        yield f"the question {name} takes the place of the built-in one"
    for name in sorted({one.name for one in profiles_of(base)} & set(_adds(project, base)["profiles"])):
        yield f"the profile {name} takes the place of the built-in one"
