"""From what fills a role to an end of a claim: where it stands, what it stands for, as which type the ontology takes it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ....model import Document, End, EntityType
from ..nouns import Analysis, Thing, ThingType
from .syntax import Filler, Syntax

SPEAKERS: tuple[EntityType, ...] = ("Organization", "Person", "Group", "Work")
# whose object, where nobody knows what it is, is a system
_OF_SYSTEMS = frozenset(("uses", "tested", "develops", "hosts"))


class Ends:
    """Makes the ends of one document's claims."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.document = document
        self._analysis = analysis

    def end(
        self, syntax: Syntax, filler: Filler, allowed: tuple[EntityType, ...], relation: str = "", *, first: bool,
        matter_type: ThingType = "Work",
    ) -> End | None:  # fmt: skip
        """Return the end that a filler makes, typed as the ontology allows, or None. `first`: it is the subject."""
        span = self._span(syntax, filler)
        if span is None:
            return None
        text = self.document.text[span[0] : span[1]]
        if filler.thing is None:
            kind = typed(matter_type, allowed)
            if kind is None or not text[:1].isalnum() or len(text) <= 2:
                return None
            return End(_in_running_text(text, span[0], syntax), kind, *span, text)
        if filler.thing.type == "unknown" and not first and relation in _OF_SYSTEMS:
            return End(filler.thing.name, "System", *span, text)
        kind = typed(
            filler.thing.type,
            allowed,
            person=(first and relation in ("works_for", "leads", "founded")) or (not first and relation in ("appointed", "dismissed")),
        )
        return End(_in_running_text(filler.thing.name, span[0], syntax), kind, *span, text) if kind is not None else None

    def named(self, thing: Thing, before: int) -> End | None:
        """Return a speaker that the sentence may not name, standing where the document named it last before that offset."""
        span = self._last(thing, before)
        kind = typed(thing.type, SPEAKERS)
        if span is None or kind is None:
            return None
        return End(thing.name, kind, *span, self.document.text[span[0] : span[1]])

    def _last(self, thing: Thing, before: int) -> tuple[int, int] | None:
        places = self._places.get(id(thing), [])
        k = bisect_right(places, (before, 0))
        return places[k - 1] if k else None

    @cached_property
    def _places(self) -> dict[int, list[tuple[int, int]]]:
        """Where each thing is named, by its identity, in order of the text."""
        found: dict[int, list[tuple[int, int]]] = {}
        for sentence in self._analysis.sentences:
            for name in sentence.names:
                if name.thing is not None:
                    found.setdefault(id(name.thing), []).append((name.start, name.end))
        return {key: sorted(places) for key, places in found.items()}

    def _span(self, syntax: Syntax, filler: Filler) -> tuple[int, int] | None:
        tokens = syntax.tokens
        phrase = filler.phrase
        if filler.first < 0:  # stands elsewhere
            return self._last(filler.thing, syntax.sentence.end) if filler.thing is not None else None
        if filler.first == phrase.first and filler.last == phrase.last:
            for name in phrase.names:
                if name.thing is filler.thing and (phrase.kind == "name" or phrase.thing is not filler.thing):
                    return name.start, name.end
        first, last = filler.first, filler.last
        while first < last - 1 and (
            tokens[first].tag in ("DET", "NUM", "PUNCT") or tokens[first].lower in ("its", "their", "his", "her", "our")
        ):
            first += 1
        while last > first + 1 and tokens[last - 1].tag == "PUNCT" and tokens[last - 1].text != ")":
            last -= 1
        if first >= last:
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        text = self.document.text
        if text.count("“", start, end) > text.count("”", start, end) and text[end : end + 1] == "”":
            end += 1  # "boot camps”"
        return start, end


def typed(kind: ThingType, allowed: tuple[EntityType, ...], *, person: bool = False) -> EntityType | None:
    """Return the type an end takes: its own where allowed; a place that acts is an organisation; of the unknown the likelier."""
    if kind == "unknown":
        guess: EntityType = "Person" if person else "Organization"
        return guess if guess in allowed else ("Organization" if "Organization" in allowed else "Person" if "Person" in allowed else None)
    if kind in allowed:
        return kind
    return "Organization" if kind == "Place" and "Organization" in allowed else None


def _in_running_text(name: str, start: int, syntax: Syntax) -> str:
    """Return a description as it would stand within a sentence: "Advocates", in capitals only as its first word, are no name."""
    opener = next((t for t in syntax.tokens if t.tag != "PUNCT"), None)
    if opener is None or opener.start != start or opener.name is not None or not opener.text[1:].islower():
        return name
    return name[0].lower() + name[1:] if name.split(" ")[0] == opener.text and opener.tag != "PRON" else name
