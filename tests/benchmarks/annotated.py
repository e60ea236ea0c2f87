"""Annotated sentences as gold sets: one for each part and kind, in the form that the shared scorer reads.

A claim is looked for in its whole sentence. An end may be called what stands there, what that stands for, or another name of the same
in its document. Claims that need inference are optional, and so are repeats of what the document said before in the same standing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gold_sets import GoldSet, Located, load, matcher_of

from edgewise.extract.reader.annotations import Part, Sentence, parts, read
from edgewise.model import fold
from edgewise.project import builtin

KINDS = ("event", "other", "written")

_PRONOUN = re.compile(
    r"(?:s?he|him|his|hers?|they|them|their|it|its|who|whose|which|that|this|these|those|we|us|our|i|my|me|you|your)$", re.I
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{1,7}$")
_AND = re.compile(r",? and |, ")


@cache
def _sentences(shared: Path) -> tuple[list[Sentence], dict[str, Part]]:
    sentences = read(shared / "train")
    return sentences, parts(sentences)


def annotated(part: Part, shared: Path, limit: int | None = None) -> list[GoldSet]:
    """Return the gold of a part, a set for each kind; of the first `limit` documents of each kind (by name) where it is given."""
    return [_gold_set(part, kind, shared, limit) for kind in KINDS]


def paths_of(part: Part, kind: str, shared: Path) -> dict[str, Path]:
    """Return where the documents of a part and kind lie, by their names, sorted."""
    return {doc: _path(doc, kind, shared) for doc in _by_document(part, kind, shared)}


def _by_document(part: Part, kind: str, shared: Path) -> dict[str, list[Sentence]]:
    sentences, part_of = _sentences(shared)
    found: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.kind == kind and part_of[sentence.doc] == part:
            found[sentence.doc].append(sentence)
    return dict(sorted(found.items()))


def _gold_set(part: Part, kind: str, shared: Path, limit: int | None) -> GoldSet:
    name = f"{part} {kind}"
    docs = dict(list(_by_document(part, kind, shared).items())[:limit])
    documents = load({doc: _path(doc, kind, shared) for doc in docs})
    sentences: dict[str, tuple[Located, ...]] = {}
    lost = masked = 0
    for doc, own in docs.items():
        found, missing = locate(documents[doc].text, own)
        sentences[doc] = found
        lost += missing
        masked += sum(any(m.start < one.end and one.start < m.end for m in documents[doc].masks) for one in found)
    claims = [claim for doc, found in sentences.items() for claim in gold_claims(doc, found)]
    notes = tuple(
        f"{name}: {count} annotated sentences {what}"
        for count, what in ((lost, "are not in the text as it is loaded; left out"), (masked, "lie in masked text"))
        if count
    )
    return GoldSet(name, documents, matcher_of(shared, claims, builtin()), sentences, notes)


def _path(doc: str, kind: str, shared: Path) -> Path:
    return shared / "corpus/events" / f"{doc}.md" if kind == "event" else shared / "train/texts" / kind / f"{doc}.txt"


def locate(text: str, sentences: Iterable[Sentence]) -> tuple[tuple[Located, ...], int]:
    """Return the sentences at their places, each after the one before it where it stands there, and how many are nowhere."""
    found, lost, here = [], 0, 0
    for sentence in sentences:
        start = text.find(sentence.text, here)
        if start < 0:
            start = text.find(sentence.text)
        if start < 0:
            lost += 1
            continue
        here = start + len(sentence.text)
        found.append(Located(sentence, start, here))
    return tuple(found), lost


def gold_claims(doc: str, sentences: Sequence[Located]) -> list[dict[str, Any]]:
    """Return the claims of one document in the scorer's form, in order of the text."""
    names = Aliases(located.sentence for located in sentences)
    claims: list[dict[str, Any]] = []
    said: set[tuple[str, ...]] = set()
    for located in sentences:
        sentence = located.sentence
        for told in sentence.claims:
            subject, object = (names.called(sentence, end) for end in (told.subject, told.object))
            key = (fold(subject[0]), told.relation, fold(object[0]), told.polarity, told.modality)
            claims.append({
                "id": f"{doc}-{len(claims):03}", "doc": doc, "start": located.start, "end": located.end, "quote": sentence.text,
                "subject": subject[0], "subject_alts": subject, "relation": told.relation, "relation_alts": [told.relation],
                "object": object[0], "object_alts": object, "polarity": told.polarity, "modality": told.modality,
                "modality_alts": [told.modality], "implicit": told.implicit, "indirect": told.indirect,
                "optional": told.implicit or key in said,
            })  # fmt: skip
            if not told.implicit:
                said.add(key)
    return claims


class Aliases:
    """What else the named things of one document are called there: by what stands for them, and by acronyms that it defines."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._others: dict[str, set[str]] = defaultdict(set)
        for sentence in sentences:
            for mention in sentence.mentions:
                surface = sentence.text[mention.start : mention.end]
                if mention.stands_for and _is_name(surface):
                    self._same(surface, mention.stands_for)
            for long, short in zip(sentence.mentions, sentence.mentions[1:], strict=False):
                acronym = sentence.text[short.start : short.end]
                gap = sentence.text[long.end : short.start]
                if gap in (" (", ' ("', " (“") and long.type == short.type and _ACRONYM.match(acronym):
                    self._same(sentence.text[long.start : long.end], acronym)

    def _same(self, left: str, right: str) -> None:
        group = {left, right} | self._others[fold(left)] | self._others[fold(right)]
        for name in group:
            self._others[fold(name)] = group

    def others(self, name: str) -> list[str]:
        """Return what else the thing of this name is called, sorted."""
        return sorted(self._others.get(fold(name), set()) - {name})

    def called(self, sentence: Sentence, span: tuple[int, int]) -> list[str]:
        """Return all that the end may be called, the name it stands for first, then what is written there, then other names."""
        surface = sentence.text[span[0] : span[1]]
        stands_for = stands_for_of(sentence, span)
        first = [stands_for, surface] if stands_for else [surface]
        first += [part for part in _AND.split(stands_for or "") if part != stands_for and part]
        return [*first, *sorted({other for name in first for other in self.others(name)} - set(first))]


def stands_for_of(sentence: Sentence, span: tuple[int, int]) -> str | None:
    """Return the name that the mention of that span stands for, or None where it has none, or speaks for itself."""
    return next((m.stands_for for m in sentence.mentions if (m.start, m.end) == span and m.stands_for), None)


def _is_name(surface: str) -> bool:
    """Tell a name from a pronoun or a description ("The company")."""
    words = surface.removeprefix("The ").split()
    return not _PRONOUN.match(surface) and all(word[0].isupper() for word in words if len(word) > 3) and words[-1][0].isupper()
