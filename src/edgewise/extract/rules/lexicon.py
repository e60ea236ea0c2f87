"""The words that reading by rule knows, from `lexicon/*.yaml`: one file a group, one key a set of words, checked when loaded.

Words are lower case with straight quotes unless the file says "as written". Read once a process and never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from ...declared import gathering, mapping, text, texts
from ...errors import DeclarationError
from .layers import Layers
from .nouns import Tag

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Function:
    """`function.yaml`: the closed classes of English."""

    determiners: Words
    possessives: Words
    prepositions: Words
    modals: Words
    be: Words
    have: Words
    do: Words
    negations: Words
    subordinators: Words
    question_words: Words
    conjunctions: Words
    pronouns: Words
    adverbs: Words
    numbers: Words
    openers: Words
    months: Words
    weekdays: Words


@dataclass(frozen=True, slots=True)
class Titles:
    """`titles.yaml`: what people are called before or after their names."""

    words: Words
    modifiers: Words
    phrases: Words
    weak: Words
    not_titles: Words
    not_organisations: Words


@dataclass(frozen=True, slots=True)
class Organisations:
    """`organisations.yaml`: how names of organisations are made, and what points back to them."""

    heads: Words
    bodies: Words
    suffixes: Words
    common: Words
    common_agency: Words
    common_company: Words
    common_in_name: Words
    common_modifiers: Words
    apposition: Words
    people: Words
    agency_words: Words
    not_agency_words: Words
    agencies: Words
    newsroom_words: Words


@dataclass(frozen=True, slots=True)
class Systems:
    """`systems.yaml`: how software, platforms and devices are named and described."""

    nouns: Words
    common: Words
    modifiers: Words
    technologies: Words
    bare: Words
    empty_modifiers: Words
    naming: Words
    naming_acronym: Words
    naming_strong: Words
    not_naming: Words
    introducing: Words
    employing: Words
    families: Words


@dataclass(frozen=True, slots=True)
class Groups:
    """`groups.yaml`: people and bodies taken together."""

    nouns: Words
    employees: Words
    related: Words
    acting: Words
    not_organisational: Words
    nations: Words
    lands: Words
    single: Words


@dataclass(frozen=True, slots=True)
class Tagging:
    """`tagging.yaml`: single words that the tagger must know."""

    ambiguous: Words
    not_after_noun: Words
    gerund_nouns: Words
    not_gerunds: Words
    verb_endings: Words
    demanding: Words
    gerund_adjectives: Words
    gerund_described: Words
    adjectives: Words
    adjective_endings: Words
    not_adjectives: Words
    not_adverbs: Words
    not_plurals: Words
    object_openers: Words
    time_openers: Words


@dataclass(frozen=True, slots=True)
class Naming:
    """`naming.yaml`: what helps and hinders the finding of names."""

    connectors: Words
    family_connectors: Words
    never_alone: Words
    people_endings: Words
    not_names: Words
    first_words: Words
    not_first_words: Words
    of_heads: Words
    for_heads: Words
    and_heads: Words
    and_left: Words
    and_right: Words
    and_always: Words
    numbered: Words
    with_ai: Words
    works: Words
    happenings: Words
    work_openers: Words
    happening_openers: Words
    place_endings: Words
    after_people: Words
    generations: Words
    person_openers: Words
    organisation_openers: Words
    organisation_owns: Words
    dealt_with: Words
    organisations: Words
    systems: Words
    common_openers: Words
    ambiguous: Words


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All groups, and what is made of them once: `forms` gives a verb form's lemma and tag, `closed` the tag of a word of the grammar,
    `function_words` all of those and the openers, `lands` countries and states, `surnames` who bears a famous last name (None: several),
    `title_phrases` the words of each title of several, by its first word, longest first.
    """

    function: Function
    titles: Titles
    organisations: Organisations
    systems: Systems
    groups: Groups
    tagging: Tagging
    naming: Naming
    first_names: Words
    surnames: dict[str, str | None]
    places: Words
    lands: Words
    forms: dict[str, tuple[str, Tag]]
    speech_verbs: Words
    closed: dict[str, Tag]
    function_words: Words
    title_phrases: dict[str, tuple[tuple[str, ...], ...]]


G = TypeVar("G", Function, Titles, Organisations, Systems, Groups, Tagging, Naming)
FOLDER = Path(__file__).resolve().parent / "lexicon"


def load_lexicon(folder: Path = FOLDER, own: tuple[Path, ...] = ()) -> Lexicon:
    """Return the lexicon of a folder with what a project's own add, read again only where one of these was changed: all who read one
    document take it apart together, once. Raises DeclarationError naming file and key."""
    layers = Layers(folder, tuple(one for one in own if one.is_dir()))
    return _load(layers) if gathering() else _loaded(layers, layers.stamps)


@lru_cache(maxsize=4)
def _loaded(layers: Layers, stamps: tuple[tuple[str, int], ...]) -> Lexicon:
    return _load(layers)


def _load(layers: Layers) -> Lexicon:
    layers.check()
    function = _group(Function, layers, "function.yaml")
    titles = _group(Titles, layers, "titles.yaml")
    verbs = layers.data("verbs.yaml", ("regular", "speech", "doubling", "irregular"))
    closed = _closed_classes(function)
    places = layers.words("places.yaml", ("countries", "states", "regions", "cities"))
    return Lexicon(
        function=function,
        titles=titles,
        organisations=_group(Organisations, layers, "organisations.yaml"),
        systems=_group(Systems, layers, "systems.yaml"),
        groups=_group(Groups, layers, "groups.yaml"),
        tagging=_group(Tagging, layers, "tagging.yaml"),
        naming=_group(Naming, layers, "naming.yaml"),
        first_names=layers.words("first_names.yaml", ("first_names",))["first_names"],
        surnames=_surnames(layers),
        places=frozenset().union(*places.values()),
        lands=places["countries"] | places["states"],
        forms=_verb_forms(verbs),
        speech_verbs=frozenset(texts(verbs["speech"], "verbs.yaml: speech")),
        closed=closed,
        function_words=(frozenset(closed) - function.numbers) | function.openers,
        title_phrases=by_first_word(titles.phrases),
    )


def _surnames(layers: Layers) -> dict[str, str | None]:
    named = layers.data("people.yaml", ("surnames",))["surnames"]
    return {last: None if full is None else text(full, f"people.yaml: surnames.{last}") for last, full in named.items()}


def _closed_classes(function: Function) -> dict[str, Tag]:
    classes: tuple[tuple[Tag, Words], ...] = (
        ("NEG", function.negations), ("TO", frozenset(("to",))), ("MODAL", function.modals), ("BE", function.be), ("HAVE", function.have),
        ("DO", function.do), ("SUB", frozenset(("that",))), ("DET", function.determiners), ("WH", function.question_words),
        ("PRON", function.pronouns), ("ADV", function.adverbs), ("CONJ", function.conjunctions),
        ("SUB", function.subordinators - {"as", "since"}), ("PREP", function.prepositions), ("NUM", function.numbers),
    )  # fmt: skip
    return {word: tag for tag, words in reversed(classes) for word in words}  # a word of two classes is of the first


def by_first_word(phrases: Words) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the words of each phrase under its first word, the longest phrase first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p.split()), p)):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(several) for first, several in found.items()}


def _group(kind: type[G], layers: Layers, file: str) -> G:
    return kind(**layers.words(file, tuple(f.name for f in fields(kind))))


def _verb_forms(data: dict[str, Any]) -> dict[str, tuple[str, Tag]]:
    path = "verbs.yaml"
    doubling = frozenset(texts(data["doubling"], f"{path}: doubling"))
    forms: dict[str, tuple[str, Tag]] = {}
    # irregular ones first: "found" is far more often the past of "find" than a base form
    for base, parts in mapping(data["irregular"], f"{path}: irregular").items():
        past_and_participle = texts(parts, f"{path}: irregular.{base}")
        if len(past_and_participle) != 2:
            raise DeclarationError(f"{path}: irregular.{base}: should be [past, participle], is {parts!r}")
        past, participle = past_and_participle
        for form, tag in _present(base, doubling):
            forms.setdefault(form, (base, tag))
        forms.setdefault(past, (base, "VBD"))
        forms.setdefault(participle, (base, "VBN"))
    for base in texts(data["regular"], f"{path}: regular"):
        for form, tag in _present(base, doubling):
            forms.setdefault(form, (base, tag))
        forms.setdefault(_past(base, doubling), (base, "VBD"))
    return forms


def _present(base: str, doubling: Words) -> tuple[tuple[str, Tag], ...]:
    if base.endswith(("s", "x", "z", "ch", "sh", "go")):
        third = base + "es"
    elif _ends_on_consonant_y(base):
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    if base in doubling:
        gerund = base + base[-1] + "ing"
    elif base.endswith("e") and not base.endswith("ee"):
        gerund = base[:-1] + "ing"
    else:
        gerund = base + "ing"
    return (base, "VB"), (third, "VBZ"), (gerund, "VBG")


def _past(base: str, doubling: Words) -> str:
    if base in doubling:
        return base + base[-1] + "ed"
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if _ends_on_consonant_y(base) else base + "ed"


def _ends_on_consonant_y(base: str) -> bool:
    return len(base) > 1 and base.endswith("y") and base[-2] not in "aeiou"
