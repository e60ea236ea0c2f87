"""From a question to what is asked: which form it has, which relations it asks about, who is named in which role. No model.

A pattern's own words settle where a name begins and ends; where they leave it open ("what links Immigration and Customs Enforcement
and AWS") the reading with the most known names is taken, and of those the one that most words of a pattern fit.
Cost: bounded, whatever is typed; a question beyond `MOST_WORDS` is not understood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..model import Entity, fold
from ..project import Project
from .forms import REST, FormName, Forms, Pattern, Step, known_forms
from .names import LONGEST_NAME, OUTSIDE, exactly, find_entity, names_within
from .view import GraphView

MOST_WORDS = 64
MOST_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Named:
    """An entity named in a question, and the roles in a link that it may have there: one of these."""

    roles: tuple[str, ...]
    entity: Entity


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `names` in the order of the question; `relations` () where the form asks about no relation in particular."""

    form: FormName
    relations: tuple[str, ...]
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A stretch of words that should hold a name (`rest`: at least one), without the fillers around it."""

    roles: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A pattern laid over the words; `literal` counts the words that the pattern itself holds, `free` those it lets pass."""

    pattern: Pattern
    slots: tuple[_Slot, ...]
    literal: int
    free: int


def parse(view: GraphView, project: Project, question: str) -> Question | None:
    """Return what is asked, or None where no form fits. Raises NameUnknown when a form fits but a name is unknown or means two things."""
    forms = known_forms()
    if len(question) > MOST_CHARACTERS:
        return None
    words = _words(question, forms)
    if not 0 < len(words) <= MOST_WORDS:
        return None
    plain = [_plain(word) for word in words]
    known: dict[str, int] = {}

    def doubt(slot: _Slot) -> int:
        """0: one entity is called so; 1: several are; 2: none is."""
        if slot.text not in known:
            if REST in slot.roles:
                known[slot.text] = 0 if names_within(view, project, slot.words) else 2
            else:
                known[slot.text] = (2, 0, 1)[min(len(exactly(view, project, slot.text)), 2)]
        return known[slot.text]

    best: tuple[int, int, int, int] | None = None
    chosen: _Reading | None = None
    for number, pattern in enumerate(forms.by_first.get(plain[0], ())):
        for reading in _readings(pattern, words, plain, forms.fillers):
            doubts = [doubt(slot) for slot in reading.slots]
            if any(doubts) and (pattern.known_only or any(d and REST in s.roles for d, s in zip(doubts, reading.slots, strict=True))):
                continue
            rank = (sum(doubts), -reading.literal, reading.free, number)
            if best is None or rank < best:
                best, chosen = rank, reading
    return None if chosen is None else _understood(view, project, chosen)


def _understood(view: GraphView, project: Project, reading: _Reading) -> Question:
    names: list[Named] = []
    for slot in reading.slots:
        found = names_within(view, project, slot.words) if REST in slot.roles else [find_entity(view, project, slot.text)]
        names.extend(Named(slot.roles, entity) for entity in found)
    return Question(reading.pattern.form, reading.pattern.relations, tuple(names))


def _words(question: str, forms: Forms) -> list[str]:
    """The words as typed, contractions written out, what opens and closes a question dropped."""
    words: list[str] = []
    for word in question.split():
        words.extend(forms.contractions.get(_plain(word), (word,)) if _plain(word) else ())
    words = _without(words, forms.openings, front=True)
    return _without(words, forms.closings, front=False)


def _plain(word: str) -> str:
    return fold(word).strip(OUTSIDE)


def _without(words: Sequence[str], phrases: Collection[tuple[str, ...]], *, front: bool) -> list[str]:
    """The words without any of the phrases at the front or the end, however many stand there; at least one word stays."""
    rest = list(words)
    longest = max(map(len, phrases), default=0)
    while True:
        for length in range(min(longest, len(rest) - 1), 0, -1):
            part = rest[:length] if front else rest[-length:]
            if tuple(map(_plain, part)) in phrases:
                rest = rest[length:] if front else rest[:-length]
                break
        else:
            return rest


def _readings(pattern: Pattern, words: Sequence[str], plain: Sequence[str], fillers: Collection[tuple[str, ...]]) -> Iterator[_Reading]:
    for places, literal in _laid(pattern.steps, plain, 0, 0):
        slots = []
        for step, start, end in places:
            bare = _without(_without(words[start:end], fillers, front=True), fillers, front=False)
            slots.append(_Slot(step.roles, tuple(bare)))
        yield _Reading(pattern, tuple(slots), literal, len(words) - literal - sum(end - start for _, start, end in places))


_Place = tuple[Step, int, int]


def _laid(steps: Sequence[Step], plain: Sequence[str], step: int, here: int) -> Iterator[tuple[tuple[_Place, ...], int]]:
    """Every way to lay the steps from this one on over the words from `here` on: where the slots are, how many words are literal."""
    if step == len(steps):
        if here == len(plain):
            yield (), 0
        return
    this = steps[step]
    if this.roles:
        longest = len(plain) if REST in this.roles else here + LONGEST_NAME
        for end in range(here + 1, min(longest, len(plain)) + 1):
            for places, literal in _laid(steps, plain, step + 1, end):
                yield ((this, here, end), *places), literal
        return
    if here < len(plain) and (not this.words or plain[here] in this.words):
        for places, literal in _laid(steps, plain, step + 1, here + 1):
            yield places, literal + bool(this.words)
    if this.optional:
        yield from _laid(steps, plain, step + 1, here)
