"""The question forms of `forms.yaml`, checked, with every pattern that holds a verb written out once for each verb.

The file says what its marks mean. Nothing here knows a word of English.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ..declared import flag, load_yaml, mapping, text, texts
from ..errors import DeclarationError, one_of

FormName = Literal["linked", "known", "does", "who", "confirmed", "who_denied", "who_declined", "who_confirmed", "who_said"]
FORM_NAMES: tuple[FormName, ...] = get_args(FormName)
REST = "rest"
LINK_ROLES = ("subject", "object", "about")
ROLES = (*LINK_ROLES, "x", "y", REST)
_FILE = Path(__file__).with_name("forms.yaml")
_TENSES = ("base", "third", "past", "doing")
_KEYS = ("openings", "closings", "fillers", "contractions", "forms", "verbs")
_MARK = re.compile(r"[{<]([a-z]+-?)[}>]")


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a pattern: a name or `rest` to be found there (`roles`), else one of some words (none given: any word)."""

    roles: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to ask, and the relations it asks about; () where it names none."""

    form: FormName
    steps: tuple[Step, ...]
    relations: tuple[str, ...] = ()
    known_only: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of question, with questions that are of this kind."""

    name: FormName
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """Everything `forms.yaml` declares. `by_first` finds patterns, in the order of the file, by the word they begin with."""

    forms: tuple[Form, ...]
    by_first: Mapping[str, tuple[Pattern, ...]]
    relations: frozenset[str]
    openings: frozenset[tuple[str, ...]]
    closings: frozenset[tuple[str, ...]]
    fillers: frozenset[tuple[str, ...]]
    contractions: Mapping[str, tuple[str, ...]]

    @property
    def described(self) -> tuple[str, ...]:
        """One line for each form, its first example, to show to somebody whose question was not understood."""
        return tuple(form.examples[0] for form in self.forms)


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of one verb: the texts that the marks of a pattern stand for. A mark that is missing here makes no pattern."""

    relations: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]


@cache
def known_forms() -> Forms:
    """Return the built-in forms, read once a process."""
    return load_forms(_FILE)


def load_forms(path: Path) -> Forms:
    """Read and check question forms. Raises DeclarationError naming file and key."""
    data = mapping(load_yaml(path), str(path), _KEYS, ("forms", "verbs"))
    verbs = data["verbs"] if isinstance(data["verbs"], list) else []
    uses = [use for number, entry in enumerate(verbs) for use in _uses(entry, f"{path}: verbs[{number}]")]
    forms, by_first = [], defaultdict(list)
    for name, value in mapping(data["forms"], f"{path}: forms", FORM_NAMES, FORM_NAMES).items():
        where = f"{path}: forms.{name}"
        entry = mapping(value, where, ("examples", "patterns"), ("examples", "patterns"))
        examples = texts(entry["examples"], f"{where}.examples")
        if not examples or not isinstance(entry["patterns"], list):
            raise DeclarationError(f"{where}: needs a list of patterns and at least one example")
        forms.append(Form(cast("FormName", name), examples))
        for number, item in enumerate(entry["patterns"]):
            for pattern in _patterns(cast("FormName", name), item, uses, f"{where}.patterns[{number}]"):
                for word in pattern.steps[0].words:
                    by_first[word].append(pattern)
    contractions = mapping(data.get("contractions", {}), f"{path}: contractions")
    return Forms(
        tuple(forms),
        {word: tuple(dict.fromkeys(patterns)) for word, patterns in by_first.items()},
        frozenset(relation for use in uses for relation in use.relations),
        openings=_phrases(data.get("openings"), f"{path}: openings"),
        closings=_phrases(data.get("closings"), f"{path}: closings"),
        fillers=_phrases(data.get("fillers"), f"{path}: fillers"),
        contractions={short: tuple(text(long, f"{path}: contractions.{short}").split()) for short, long in contractions.items()},
    )


def _phrases(value: Any, where: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in texts(value, where))


def _uses(value: Any, where: str) -> Iterator[_Use]:
    """Every verb of an entry with each of its frames; its states and nouns, which need no verb, once."""
    entry = mapping(value, where, ("relations", "words", "frames", "states", "nouns"), ("relations", "words", "frames"))
    relations = texts(entry["relations"], f"{where}.relations")
    for number, words in enumerate(entry["words"] if isinstance(entry["words"], list) else ()):
        verb = texts(words, f"{where}.words[{number}]")
        if len(verb) != len(_TENSES):
            raise DeclarationError(f"{where}.words[{number}]: should be {len(_TENSES)} words ({', '.join(_TENSES)}), is {words!r}")
        forms = {tense: (word,) for tense, word in zip(_TENSES, verb, strict=True)} | {"any": ("|".join(verb[:3]),)}
        for frame in texts(entry["frames"], f"{where}.frames"):
            before, star, after = (part.strip() for part in frame.partition("*"))
            if not star:
                raise DeclarationError(f"{where}.frames: {frame!r} does not say where the verb stands; put '*' there")
            yield _Use(relations, {**forms, "before": (before,), "after": (after,), "after-": tuple(_shortened(after))})
    for key, part in (("states", "state"), ("nouns", "noun")):
        for phrase in texts(entry.get(key), f"{where}.{key}"):
            first, _, after = phrase.partition(" ")
            if first.startswith("{"):
                yield _Use(relations, {"before": (first,), part: (after,), f"{part}-": tuple(_shortened(after))})
            else:  # "there a contract between {subject} and {object}": nothing stands before it
                yield _Use(relations, {"before": ("",), part: (phrase,)})


def _shortened(phrase: str) -> Iterator[str]:
    """The phrase with each of its names left out in turn."""
    words = phrase.split()
    for number, word in enumerate(words):
        if word.startswith("{"):
            yield " ".join(words[:number] + words[number + 1 :])


def _patterns(form: FormName, value: Any, uses: Iterable[_Use], where: str) -> Iterator[Pattern]:
    known_only = False
    if isinstance(value, Mapping):
        entry = mapping(value, where, ("pattern", "known_only"), ("pattern",))
        value, known_only = entry["pattern"], flag(entry.get("known_only", False), f"{where}.known_only")
    pattern = text(value, where)
    marks = [mark for mark in _MARK.findall(pattern) if mark not in ROLES]
    if not marks:
        yield Pattern(form, _steps(pattern, where), (), known_only)
        return
    fitting = [use for use in uses if all(mark in use.parts for mark in marks)]
    if not fitting:
        known = (*ROLES, *sorted({mark for use in uses for mark in use.parts}))
        raise DeclarationError(f"{where}: {pattern!r} has a mark that no verb has; known: {one_of(known)}")
    for use in fitting:
        for written in _written(pattern, marks, use.parts):
            steps = _steps(written, where)
            roles = {role for step in steps for role in step.roles}
            if not roles <= set(LINK_ROLES):
                raise DeclarationError(f"{where}: {written!r} asks for a link; what it names can be {one_of(LINK_ROLES)}")
            if roles:  # "who met" asks about nobody
                yield Pattern(form, steps, use.relations, known_only)


def _written(pattern: str, marks: list[str], parts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not marks:
        yield pattern
        return
    mark, *others = marks
    for part in parts[mark]:
        yield from _written(pattern.replace(f"{{{mark}}}", part).replace(f"<{mark}>", part), others, parts)


def _steps(pattern: str, where: str) -> tuple[Step, ...]:
    steps = tuple(_step(word, where) for word in pattern.split())
    if not steps or steps[0].roles or steps[0].optional or not steps[0].words:
        raise DeclarationError(f"{where}: {pattern!r} should begin with a word that has to be there")
    return steps


def _step(word: str, where: str) -> Step:
    if word.startswith("{"):
        roles = tuple(word.strip("{}").split("/"))
        for role in roles:
            if role not in ROLES:
                raise DeclarationError(f"{where}: {word!r} is not known; known: {one_of(ROLES)}")
        return Step(roles=roles)
    optional = word.startswith("[") and word.endswith("]")
    words = word.strip("[]")
    return Step(words=frozenset() if words == "_" else frozenset(words.split("|")), optional=optional)
