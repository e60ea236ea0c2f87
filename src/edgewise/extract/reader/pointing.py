"""Whom pronouns and descriptions mean: of all that the document named before, the one that fits best, or nobody where it is open.

A log-linear choice over named features, its weights kept as data (`pointing.json`). The document is read from the left, so what one "she"
was found to mean helps with the next.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np

from ...declared import mapping
from ...model import EntityType, fold
from ..rules.nouns import Sentence
from .mentions import PRONOUNS, Meant, bare_description

PATH = Path(__file__).with_name("pointing.json")
NOBODY = ""  # the choice that it is open

_CLASSES: Mapping[str, str] = {
    word: name
    for name, words in {
        "he": "he him his himself", "she": "she her hers herself", "it": "it itself", "its": "its", "they": "they them their themselves",
        "we": "we us our ours", "I": "i me my mine", "this": "this that these those one both neither either", "who": "who whom whose which",
        "you": "you your",
    }.items()
    for word in words.split()
}  # fmt: skip
_WORD = re.compile(r"\w+")
_REACH = 40  # things back that are looked at


@dataclass(slots=True)
class _Thing:
    """What was named so far: under which name, as which types, where last, and which pronouns were found to mean it."""

    name: str
    words: frozenset[str]
    types: dict[str, int] = field(default_factory=dict)
    count: int = 0
    sentence: int = 0
    start: int = 0
    opens: bool = False
    called: set[str] = field(default_factory=set)
    descriptions: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun or description with the things it may mean and what speaks for each; the last one is nobody."""

    names: tuple[str, ...]
    features: tuple[Mapping[str, float], ...]


Told = tuple[Sentence, Sequence[Meant]]
"""A sentence (or a stretch of it) with its mentions in order of the text."""


class Pointing:
    """Resolves the mentions of documents with learnt weights. `sure`: how likely a choice must be to be taken."""

    def __init__(self, weights: Mapping[str, float], sure: float) -> None:
        self._weights = weights
        self._sure = sure

    def resolve(self, told: Sequence[Told]) -> list[list[Meant]]:
        """Return the mentions of a document with the names that pronouns and descriptions stand for; the others as they are.

        A pronoun of which it is open whom it means has no name; such a description stands for itself.
        """
        return walk(told, lambda mention, choice: self.choose(choice))

    def choose(self, choice: Choice) -> str:
        """Return the name that fits best where it is likely enough, else `NOBODY`."""
        sums = [sum(self._weights.get(name, 0.0) * value for name, value in features.items()) for features in choice.features]
        top = max(sums)
        shares = [math.exp(one - top) for one in sums]
        best = max(range(len(sums)), key=lambda k: (round(shares[k], 6), -k))
        return choice.names[best] if shares[best] / sum(shares) >= self._sure else NOBODY


def walk(told: Sequence[Told], decide: Callable[[Meant, Choice], str]) -> list[list[Meant]]:
    """Go through a document from the left and let `decide` say whom each pronoun and description means."""
    things: dict[str, _Thing] = {}
    found: list[list[Meant]] = []
    main = _main(told)
    for number, (sentence, mentions) in enumerate(told):
        resolved: list[Meant] = []
        for mention in mentions:
            kind = kind_of(sentence, mention)
            if kind is None:
                resolved.append(mention)
                _name(things, mention, number, sentence, opens=len(resolved) == 1)
                continue
            choice = _choice(things, kind, mention, number, sentence, main)
            name = decide(mention, choice)
            words = bare_description(mention.text) if kind == "desc" else None
            resolved.append(replace(mention, name=name or words, points=bool(name)))
            if name:
                thing = things[fold(name)]
                thing.sentence, thing.start, thing.count = number, mention.start, thing.count + 1
                thing.opens = len(resolved) == 1
                (thing.descriptions if kind == "desc" else thing.called).add(_head(mention.text) if kind == "desc" else kind)
            elif kind == "desc":
                _name(things, resolved[-1], number, sentence, opens=len(resolved) == 1)
        found.append(resolved)
    return found


def kind_of(sentence: Sentence, mention: Meant) -> str | None:
    """Return which kind of pointing word a mention is ("he", "its", "desc" for a description, ...), None where it is a name."""
    word = mention.text.lower()
    if word in PRONOUNS:
        return _CLASSES.get(word, "this")
    return "desc" if bare_description(mention.text).islower() and (mention.definite or mention.points) else None


def _name(things: dict[str, _Thing], mention: Meant, number: int, sentence: Sentence, *, opens: bool) -> None:
    """Remember what is named here."""
    if mention.name is None:
        return
    key = fold(mention.name)
    thing = things.pop(key, None) or _Thing(mention.name, frozenset(_WORD.findall(key)))
    things[key] = thing  # the last one named is the last in order
    thing.types[mention.type] = thing.types.get(mention.type, 0) + 1
    thing.words |= frozenset(_WORD.findall(mention.text.lower()))
    thing.count, thing.sentence, thing.start, thing.opens = thing.count + 1, number, mention.start, opens


def _main(told: Sequence[Told]) -> Mapping[str, int]:
    """Return the things that the whole document names most, each type apart, with their rank: 0 for the first."""
    counts = Counter(
        (mention.type, fold(mention.name))
        for sentence, mentions in told
        for mention in mentions
        if mention.name is not None and kind_of(sentence, mention) is None
    )
    ranks: Counter[EntityType] = Counter()
    found: dict[str, int] = {}
    for (type, name), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        found.setdefault(name, ranks[type])
        ranks[type] += 1
    return found


def _choice(things: Mapping[str, _Thing], kind: str, mention: Meant, number: int, sentence: Sentence, main: Mapping[str, int]) -> Choice:
    """Gather what speaks for each thing that the document named so far."""
    reachable = sorted(things.values(), key=lambda one: -one.start)[:_REACH]
    names, features, ranks = [], [], 0
    head = _head(mention.text)
    speaker = sentence.speaker
    quoted = any(flag and token.start == mention.start for flag, token in zip(sentence.quoted, sentence.tokens, strict=True))
    for thing in reachable:
        gap = min(number - thing.sentence, 4)
        same = mention.type in thing.types
        type = max(sorted(thing.types), key=lambda one: thing.types[one])
        said = {f"{kind} gap {gap}", f"{kind} {type}", f"{kind} main {min(main.get(fold(thing.name), 9), 3)}"}
        if same:
            said |= {f"{kind} same type", f"{kind} rank {min(ranks, 4)}"}
            ranks += 1
        else:
            said.add(f"{kind} as {mention.type} of {type}")
        if thing.opens:
            said |= {f"{kind} opens", f"{kind} opens gap {gap}"}
        if kind in thing.called:
            said.add(f"{kind} called")
        if kind in ("he", "she") and {"he": "she", "she": "he"}[kind] in thing.called:
            said.add("other sex")
        if mention.name is not None and mention.points and fold(mention.name) == fold(thing.name):
            said.add(f"{kind} analysed")
        if speaker is not None and quoted:
            said |= {f"{kind} speaker"} if speaker.name == thing.name else set()
            said |= {f"{kind} employer"} if speaker.employer is not None and speaker.employer.name == thing.name else set()
        if thing.name.islower():
            said.add(f"{kind} unnamed")
        if kind == "desc":
            if head in thing.words:
                said.add("desc named so")
            if head in thing.descriptions:
                said.add("desc called so")
            if bare_description(mention.text) == thing.name:
                said.add("desc the same words")
            said.add(f"desc {head} {type}")
        names.append(thing.name)
        features.append({**dict.fromkeys(sorted(said), 1.0), f"{kind} often": math.log(thing.count)})
    nobody = {f"{kind} nobody", f"{kind} nobody {mention.type}", f"{kind} nobody {'quoted' if quoted else 'told'}"}
    if kind == "desc":
        nobody |= {f"desc nobody {head}", f"desc nobody {'definite' if mention.definite else 'bare'}"}
    return Choice((*names, NOBODY), (*features, dict.fromkeys(sorted(nobody), 1.0)))


def _head(words: str) -> str:
    found: list[str] = _WORD.findall(words.lower())
    return found[-1] if found else ""


@cache
def load(path: Path = PATH) -> Pointing:
    """Read the weights. Raises DeclarationError where the file is not as `save` writes it."""
    data = mapping(json.loads(path.read_text(encoding="utf-8")), str(path), ("weights", "sure"), ("weights", "sure"))
    return Pointing({str(name): float(value) for name, value in data["weights"].items()}, float(data["sure"]))


def save(weights: Mapping[str, float], sure: float, path: Path = PATH) -> None:
    """Write the weights, sorted, to three digits; those that say nothing are left out."""
    kept = {name: round(value, 3) for name, value in sorted(weights.items()) if abs(value) >= 0.02}
    path.write_text(json.dumps({"sure": sure, "weights": kept}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fit(choices: Sequence[tuple[Choice, frozenset[str]]], shrink: float = 1.0, rounds: int = 300) -> dict[str, float]:
    """Return the weights under which these choices are most likely; the names given with each are those that would be right."""
    index: dict[str, int] = {}
    rows, columns, values, groups, rights = [], [], [], [], []
    row = 0
    for number, (choice, right) in enumerate(choices):
        for name, features in zip(choice.names, choice.features, strict=True):
            for feature, value in features.items():
                rows.append(row)
                columns.append(index.setdefault(feature, len(index)))
                values.append(value)
            groups.append(number)
            rights.append(name in right)
            row += 1
    table = tuple(np.array(part) for part in (rows, columns, values))
    group, good = np.array(groups), np.array(rights)
    weights, moment, spread = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, rounds + 1):
        sums = np.bincount(table[0], table[2] * weights[table[1]], minlength=row)
        shares = np.exp(np.clip(sums, -40, 40))
        shares /= np.bincount(group, shares)[group]
        hoped = np.where(good, shares, 0.0)
        hoped /= np.maximum(np.bincount(group, hoped), 1e-12)[group]
        slope = np.bincount(table[1], table[2] * (shares - hoped)[table[0]], minlength=len(index)) + shrink * weights
        moment, spread = 0.9 * moment + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights = weights - 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return {feature: float(weights[k]) for feature, k in index.items()}
