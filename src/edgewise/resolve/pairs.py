"""Pairs of entities that may be one thing, for a person to decide; the pairs that bring the most come first. Nothing is merged here.

What `decided` settles as two is no pair. Two entities are compared only when they meet in a block: a rare word of both names, the same
words, an acronym and its long form, a last name with first names that fit, or a spelling one letter apart. So the cost grows with the
names, not with their square.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, filterfalse, groupby, product
from math import exp, log2

from ..model import Entity
from ..ontology import Names
from .alike import forget, signs_of, spellings
from .forms import from_address, is_acronym, is_address, is_described
from .known import known
from .people import first_names_fit, person_of
from .sign import Sign, odds, settled
from .words import squeezed, words_of

RARE = 12  # entities that may share a word before it blocks nothing: "department" tells nobody apart
FEW = 4  # people of one last name among whom one that is called by it alone may be looked for
BEARERS = 60  # entities of one last name that are compared with one another, where their first names fit
LIKELY = 0.12  # the least likelihood of a pair that is worth a look
_SHORTEST = 6  # letters of a name that may be a slip for another: FEC is none for FTC
_HUB = 100  # entities linked to one that then says nothing about who is linked to it


_Pairs = Iterable[tuple[str, str]]  # ids
_Bearers = Mapping[str, Mapping[str, str]]  # for each last name who has it, by id, and their first name


@dataclass(frozen=True, slots=True)
class Pile:
    """What the documents say around the entities, each given by id: its name, where it is named, its claims, what it is linked to."""

    name: Callable[[str], str]
    documents: Callable[[str], Collection[str]]
    claims: Callable[[str], int]
    neighbours: Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one thing. `score`, 0 to 1, is how likely that looks; `moves` counts the claims that would move."""

    left: Entity
    right: Entity
    score: float
    moves: int
    signs: tuple[Sign, ...]

    @property
    def worth(self) -> float:
        """What a decision brings: the claims that would likely find their thing. A pair without claims is worth little, not nothing."""
        return self.score * (self.moves + 0.5)


def find_pairs(entities: Iterable[Entity], names: Names, pile: Pile) -> tuple[Pair, ...]:
    """Return the pairs worth a look, those that bring the most first, then by names; () where there are none.

    Never two things that `names.yaml` declares, a unit and its parent among them, nor descriptions ("local police").
    """
    compared = {entity.id: entity for entity in entities if not is_described(entity.name) or from_address(entity.name)}
    bearers = _bearers(compared.values())
    met = ((compared[one], compared[other]) for one, other in sorted(_meeting(compared, bearers, names)))
    pairs = _ranked(_paired(met, names, pile, bearers, LIKELY))
    forget()
    return pairs


def weigh_pairs(pairs: Iterable[tuple[Entity, Entity]], names: Names, pile: Pile) -> tuple[Pair, ...]:
    """Return pairs that somebody else proposes as `find_pairs` does its own, however unlikely; never what is settled as two."""
    every = list(pairs)
    bearers = _bearers({entity.id: entity for pair in every for entity in pair}.values())
    return _ranked(_paired(every, names, pile, bearers, 0.0))


def _ranked(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda p: (-p.worth, p.left.name, p.right.name, p.left.id)))


def look_at(one: Entity, other: Entity, pile: Pile) -> Pair:
    """Return two entities as a pair, whether it is worth a look or not; the one with more claims stands on the left."""
    return _compared(one, other, signs_of(one, other), pile, _bearers((one, other)))


def _paired(pairs: Iterable[tuple[Entity, Entity]], names: Names, pile: Pile, bearers: _Bearers, least: float) -> Iterator[Pair]:
    """Two entities as a pair, where neither what is known nor what settles says that they are two, and their names make it likely."""
    for one, other in pairs:
        if _is_declared(one, names) and _is_declared(other, names):
            continue
        signs = tuple(_sign_of_sometimes(one, other, names)) or signs_of(one, other)
        if settled(signs) != "different" and _likelihood(signs) >= least:
            pair = _compared(one, other, signs, pile, bearers)
            if pair.score >= least:
                yield pair


def _compared(one: Entity, other: Entity, signs: tuple[Sign, ...], pile: Pile, bearers: _Bearers) -> Pair:
    left, right = sorted((one, other), key=lambda e: (-pile.claims(e.id), -len(pile.documents(e.id)), e.scope or "", e.name_key, e.id))
    signs += (*_signs_around(left, right, pile), *_sign_of_many(left, right, bearers))
    return Pair(left, right, _likelihood(signs), pile.claims(right.id), signs)


def _likelihood(signs: tuple[Sign, ...]) -> float:
    return 1 / (1 + exp(-odds(signs)))


def _is_declared(entity: Entity, names: Names) -> bool:
    known = names.find(entity.name)
    return entity.scope is None and known is not None and known.name == entity.name


def _signs_around(left: Entity, right: Entity, pile: Pile) -> Iterator[Sign]:
    """What the documents say for and against two names being one thing."""
    ours, theirs = (set(pile.neighbours(entity.id)) for entity in (left, right))
    if right.id in ours or left.id in theirs:
        yield Sign("the documents link one to the other", -2.5)
    shared = [id for id in ours & theirs if len(pile.neighbours(id)) <= _HUB]
    if shared:
        least = min(shared, key=lambda id: (len(pile.neighbours(id)), pile.name(id)))
        more = f" and {len(shared) - 1:,} more" if len(shared) > 1 else ""
        yield Sign(f"both are linked to {pile.name(least)}{more}", min(1.5, 0.7 * log2(1 + len(shared))))
    together = len({*pile.documents(left.id)} & {*pile.documents(right.id)})
    short = any(is_acronym(a, b) or is_acronym(b, a) for a, b in product(spellings(left), spellings(right)))
    if together and not short and left.scope is None and right.scope is None:
        yield Sign(f"named in {counted(together, 'document')} together", -min(2.5, 0.8 * log2(1 + together)))
    elif together and right.scope is not None:
        yield Sign("named in the same document", 1.0)


def _sign_of_sometimes(one: Entity, other: Entity, names: Names) -> Iterator[Sign]:
    """That one is called like the other sometimes, by `names.yaml`."""
    for here, there in ((one, other), (other, one)):
        if any(meant.name == there.name and meant.type == there.type for meant in known(names).may_mean(here.name, here.type)):
            yield Sign(f"{there.name} is called {here.name} sometimes", 3.5)


def _by_sometimes(entities: Mapping[str, Entity], names: Names) -> Iterator[_Pairs]:
    """What is known, and what it is called sometimes."""
    for id, entity in entities.items():
        for meant in known(names).may_mean(entity.name, entity.type):
            whole = Entity(meant.name, meant.type).id
            if whole in entities:
                yield [(id, whole)]


def _sign_of_many(left: Entity, right: Entity, bearers: _Bearers) -> Iterator[Sign]:
    """That a last name alone could mean others, too."""
    alone = next((person for e in (left, right) if e.type == "Person" and not (person := person_of(e.name)).first), None)
    if alone is not None and left.type == right.type:
        others = sum(1 for first in bearers[alone.last].values() if first)
        if others > 1:
            yield Sign(f"{others} people here have that last name", -0.7 * log2(others))


def counted(number: int, noun: str) -> str:
    """Return how many of a noun with a regular plural there are: "1 claim", "1,200 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _meeting(entities: Mapping[str, Entity], bearers: _Bearers, names: Names) -> set[tuple[str, str]]:
    """The pairs of ids that meet in a block, the lesser id first."""
    met: set[tuple[str, str]] = set()
    for block in chain(
        _by_word(entities), _by_spelling(entities), _by_acronym(entities), _by_last_name(bearers), _by_sometimes(entities, names)
    ):
        met.update((min(pair), max(pair)) for pair in block if pair[0] != pair[1])
    return met


def _by_word(entities: Mapping[str, Entity]) -> Iterator[_Pairs]:
    """Names with a rare word in common, or with the same words; of people, those of any one name alone are left to `_by_last_name`."""
    sharing: dict[str, set[str]] = defaultdict(set)
    same: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for id, entity in entities.items():
        for name in spellings(entity):
            words = words_of(name)
            if len(words) > 1 or entity.type != "Person":
                same[tuple(sorted(words))].add(id)
            if entity.type != "Person":
                for word in words:
                    sharing[word].add(id)
    for ids in (*sharing.values(), *same.values()):
        if 1 < len(ids) <= RARE:
            yield combinations(sorted(ids), 2)


def _by_spelling(entities: Mapping[str, Entity]) -> Iterator[_Pairs]:
    """Names that are the same without one letter each, marks and spaces aside: one more, one less, another, or two turned round."""
    import numpy as np  # only here, and slow to start

    ids, digests, whose = sorted(entities), array("q"), array("q")  # millions of digests: numbers side by side, not objects
    for number, id in enumerate(ids):
        for name in spellings(entities[id]):
            letters = squeezed(name)
            if len(letters) >= _SHORTEST:
                shorter = {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}
                digests.extend(map(hash, shorter))
                whose.extend([number] * len(shorter))
    numbers = np.array(digests, dtype=np.int64)
    order = np.argsort(numbers)
    in_order = numbers[order]
    for start, end in _runs(np.flatnonzero(in_order[1:] == in_order[:-1]).tolist()):
        near = {ids[whose[place]] for place in order[start:end]}
        if 1 < len(near) <= RARE:
            yield combinations(sorted(near), 2)


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches `[start, end)` of equal neighbours, given each place that equals the next, in order."""
    for _, run in groupby(enumerate(places), lambda one: one[1] - one[0]):
        stretch = [place for _, place in run]
        yield stretch[0], stretch[-1] + 2


def _by_acronym(entities: Mapping[str, Entity]) -> Iterator[_Pairs]:
    """Short names in capitals, and the long ones whose initials they are, a first word such as the country's or small words aside."""
    short: dict[str, set[str]] = defaultdict(set)
    for id, entity in entities.items():
        for name in spellings(entity):
            letters = squeezed(name)
            if 2 <= len(letters) <= 7 and " " not in name and any(c.isupper() for c in name[1:]):
                short[letters].add(id)
    for id, entity in entities.items():
        for name in spellings(entity):
            every = [word[0] for word in name.lower().replace("-", " ").split() if word[0].isalnum()]
            telling = [word[0] for word in words_of(name)]
            for initials in {"".join(some[start:]) for some in (every, telling) for start in (0, 1)}:
                if len(initials) > 1:
                    yield [(id, other) for other in short.get(initials, ())]


def _by_last_name(bearers: _Bearers) -> Iterator[_Pairs]:
    """People of one last name whose first names fit; a last name alone fits everybody of that name, or where nobody is, one another."""
    for people in bearers.values():
        full = [(id, first) for id, first in people.items() if first][:BEARERS]
        bare = [id for id, first in people.items() if not first][:BEARERS]
        yield [(a, b) for (a, one), (b, other) in combinations(full, 2) if first_names_fit(one, other)]
        if len(full) <= FEW:
            yield product(bare, [id for id, _ in full] or bare[:1])


def _bearers(entities: Iterable[Entity]) -> _Bearers:
    """For each last name who has it, by id, with their first names, folded; "" where none is known."""
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for entity in entities:
        if entity.type == "Person":
            for person in map(person_of, filterfalse(is_address, spellings(entity))):
                bearers[person.last][entity.id] = max(person.first, bearers[person.last].get(entity.id, ""))
    return bearers
