"""What a row of a table states, by its mapping: who it names, by which one name in this text, and the claims about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..identity import fold
from ..model import Document, End, Mention
from ..proposed import Draft, Proposal
from .cells import Notes, date_of, is_amount, names_nobody, split
from .layout import Entity, Layout, Places, Statement, holds

Who = tuple[str, str]  # an entity of the mapping, and the key of one such thing
Names = Mapping[Who, str]


class Named(NamedTuple):
    """A thing that a row names: its key, its name in full, and where which words of that stand in the text."""

    key: str
    name: str
    start: int
    text: str


@dataclass(slots=True)
class Line:
    """A row as it stands in the text: the values that are shown, "" for an empty one, where each of them begins, and what they name."""

    number: int
    start: int
    text: str
    values: list[str]
    starts: list[int]
    named: dict[str, list[Named]] = field(default_factory=dict)


def named(line: Line, layout: Layout, nobody: frozenset[str], notes: Notes) -> dict[str, list[Named]]:
    """Return what a row names, by the entity of the mapping; one that it does not name is not there."""
    found: dict[str, list[Named]] = {}
    values = line.values
    for entity in layout.entities:
        if entity.when and not holds(entity.when, values):
            continue
        for slot in entity.names:
            if values[slot]:
                if ones := _things(entity, slot, line, nobody, notes):
                    found[entity.name] = ones
                break
    return found


def _things(entity: Entity, slot: int, line: Line, nobody: frozenset[str], notes: Notes) -> list[Named]:
    """Return what a cell names. What it shares with others by name has a part of the row behind it: "Springfield Police, IL"."""
    values = line.values
    words = values[slot]
    behind = "".join([f", {values[one]}" for one in entity.qualify if values[one]]) if entity.qualify else ""
    key = " ".join([values[one] for one in entity.key if values[one]]) if entity.key else ""
    found = []
    for begin, one in split(words, entity.split) if entity.split else ((0, words),):
        if names_nobody(one, nobody):
            notes.add(f"{one[:40]!r} names nobody", line.number)
        else:
            name = one + behind
            found.append(Named(key if key and one is words else fold(name), name, line.starts[slot] + begin, one))
    return found


def names_of(lines: Sequence[Line], notes: Notes) -> Names:
    """Give each thing its one name in this text: what it is called most often, of these the longest.

    Things of one name and different keys are noted: the graph knows things by their names.
    """
    spelt: dict[Who, dict[str, int]] = defaultdict(dict)
    for line in lines:
        for entity, ones in line.named.items():
            for one in ones:
                counts = spelt[entity, one.key]
                counts[one.name] = counts.get(one.name, 0) + 1
    names = {who: next(iter(n)) if len(n) == 1 else min(n, key=lambda name: (-n[name], -len(name), name)) for who, n in spelt.items()}
    sharing: dict[Who, list[Who]] = defaultdict(list)
    for who, name in names.items():
        sharing[who[0], fold(name)].append(who)
    shared = {who for several in sharing.values() if len(several) > 1 for who in several}
    for line in lines if shared else ():
        for entity, ones in line.named.items():
            for one in ones:
                if (entity, one.key) in shared:
                    name = names[entity, one.key]
                    what = f"{name!r} is several by their keys; the graph knows things by name, so put a `qualify` on {entity}"
                    notes.add(what, line.number)
    return names


def proposals(line: Line, layout: Layout, names: Names, notes: Notes) -> Iterator[Proposal]:
    """Yield what a row states. What lacks an end is not stated; a date or amount that is none is left out, and noted."""
    values, named = line.values, line.named
    for statement in layout.statements:
        claim = statement.of
        if statement.when and not holds(statement.when, values):
            continue
        if claim.subject not in named or claim.object not in named or (claim.said_by is not None and claim.said_by not in named):
            ends = (statement.subject, statement.object, statement.said_by)
            missing = [end for end in ends if end is not None and end.name not in named]
            if not any(end.optional for end in missing):
                notes.add(f"names no {' and no '.join(end.name for end in missing)}; {claim.relation} is not stated", line.number)
            continue
        date = _date(statement, line, notes)
        amount = _amount(statement, line, notes)
        identifier = _first(statement.identifier, values)
        place = _first(statement.place, values)
        role = _first(statement.role, values)
        speaker = None if statement.said_by is None else _ends(statement.said_by, line, names)[0]
        abouts = [] if statement.about is None else _ends(statement.about, line, names)
        objects = _ends(statement.object, line, names)
        for subject in _ends(statement.subject, line, names):
            for object in objects:
                if subject.name == object.name:
                    notes.add(f"names one thing as {claim.subject} and {claim.object}; {claim.relation} is not stated", line.number)
                    continue
                for about in abouts or (None,):
                    yield Proposal(
                        line.start, line.start + len(line.text), line.text, subject, claim.relation, object, about, claim.polarity,
                        claim.modality, speaker, date, place, amount, role, claim.indirect, identifier, 1.0, statement.rule,
                    )  # fmt: skip


def draft(lines: Sequence[Line], layout: Layout, names: Names, stated: tuple[Proposal, ...], document: Document) -> Draft:
    """Return all that rows state of their document: each thing is mentioned once for each way to write it, other names too."""
    types = {entity.name: entity for entity in layout.entities}
    id = document.id
    found: dict[tuple[str, str, str], Mention] = {}
    for line in lines:
        for entity, ones in line.named.items():
            of = types[entity]
            for one in ones:
                name = names[entity, one.key]
                if (one.text, of.type, name) not in found:
                    end = one.start + len(one.text)
                    found[one.text, of.type, name] = Mention(id, one.start, end, one.text, of.type, name)
            for slot in of.aliases if len(ones) == 1 else ():
                for begin, alias in split(line.values[slot], of.split or ";"):
                    start = line.starts[slot] + begin
                    if not names_nobody(alias):
                        found.setdefault((alias, of.type, name), Mention(id, start, start + len(alias), alias, of.type, name))
    return Draft(tuple(sorted(found.values(), key=lambda mention: (mention.start, mention.end))), stated)


def _ends(entity: Entity, line: Line, names: Names) -> list[End]:
    ones = line.named.get(entity.name, ())
    return [End(names[entity.name, one.key], entity.type, one.start, one.start + len(one.text), one.text) for one in ones]


def _first(places: Places, values: Sequence[str]) -> str | None:
    for place in places:
        if values[place]:
            return values[place]
    return None


def _date(statement: Statement, line: Line, notes: Notes) -> str | None:
    written = _first(statement.date, line.values)
    if written is None:
        return None
    date = _known_date(written, statement.of.formats)
    if date is None:
        notes.add(f"{written[:40]!r} is no date that we can tell; left out", line.number)
    return date


_known_date = lru_cache(maxsize=20_000)(date_of)  # the dates of a table repeat


def _amount(statement: Statement, line: Line, notes: Notes) -> str | None:
    written = _first(statement.amount, line.values)
    if written is None or is_amount(written):
        return written
    notes.add(f"{written[:40]!r} is no amount; left out", line.number)
    return None
