"""The same name for different things in different documents: annotated places of real event files."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from making import document, mention

from edgewise.model import Document, EntityType, Mention
from edgewise.project import builtin
from edgewise.resolve.forms import is_acronym
from edgewise.resolve.names import Resolution

_DEFINED = re.compile(r"((?:[A-Z][\w']+ (?:of |and |for |the |to )*){2,7})\(([A-Z]{2,6})\)")
_NOT_TOLD_BY_NAME = {"Signal", "Rangers", "Citizens United", "Executive Branch", "Department of War", "AP", "CIA"}
"""One name written alike, of one type, in documents that define nothing: only what a person decides tells these apart."""


def _read(shared: Path, row: dict[str, object]) -> Document | None:
    """The document of a place, or, where that is not at hand, one of the words around it; None where the name is a part of a longer one."""
    sentence = row["sentence"]
    if isinstance(sentence, str):
        return document(sentence)
    assert isinstance(sentence, dict)
    path = shared / "corpus" / "events" / str(row["doc"])
    if sentence["embedded"]:
        return None
    return document(path.read_text(encoding="utf-8") if path.is_file() else f"{sentence['excerpt']} ({row['doc']})")


def _type(name: str, denotes: str) -> EntityType:
    """What an extractor reads the name as: a place, a body or a person, by what the annotator says it denotes."""
    if denotes in ("georgetown-dc", "washington-dc", "district-of-columbia"):
        return "Place"
    bodily = (
        name.isupper() or name.startswith("the ") or name in _NOT_TOLD_BY_NAME or any(w in denotes for w in ("university", "oil", "app"))
    )
    return "Organization" if bodily else "Person"


@pytest.mark.shared
def test_the_same_name_in_other_documents_stays_another_thing(shared: Path) -> None:
    lines = (shared / "gold" / "names" / "context.jsonl").read_text(encoding="utf-8").splitlines()
    uses: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    mentions: list[Mention] = []
    for row in map(json.loads, lines):
        read = _read(shared, row)
        if read is not None and row["name"] in read.text:
            used = mention(read, row["name"], _type(row["name"], row["denotes"]))
            uses[row["name"]].append((row["denotes"], used))
            defined = [(long.strip(), short) for long, short in _DEFINED.findall(read.text) if is_acronym(short, long.strip())]
            mentions.extend([used, *(mention(read, short, "Organization", text=long) for long, short in defined if long in read.text)])
    resolution = Resolution(mentions, (), (), builtin().names)
    told = joined = 0
    for name, found in uses.items():
        for (one, left), (other, right) in combinations(found, 2):
            if one != other and left.document != right.document:
                same = len({resolution.entity(use.name, use.type, use.document).id for use in (left, right)}) == 1
                assert not same or name in _NOT_TOLD_BY_NAME, (name, one, other)
                told, joined = told + (not same), joined + same
    assert told >= 25, "last names, bare posts, and acronyms that one document defines"
    assert joined <= 8, "one name written alike, of one type: for a person to part"
