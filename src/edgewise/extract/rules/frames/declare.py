"""What the frames trigger on, read from the YAML files of this folder and checked: an unknown key or relation names file and key.

Every entry carries sentences of our own: `reads` maps a sentence to the claims it must yield ("Acme > uses > FaceTrace"), `passes`
lists sentences in which it must not see anything. A test reads them one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from ....declared import flag, mapping, one_part, regular, texts
from ....errors import DeclarationError, one_of
from ....model import ENTITY_TYPES, MODALITIES, Modality
from ....ontology import Ontology, Relation
from ..layers import Layers
from ..nouns import ThingType
from .precision import Precision, load_precision

FOLDER = Path(__file__).parent
ANYTHING = "*"  # in the place of a list of nouns
_TYPES = (*ENTITY_TYPES, "unknown")
T = TypeVar("T")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.yaml`, by name; each word in its plain form."""

    control_nouns: frozenset[str]
    ownerless_nouns: frozenset[str]
    object_control: frozenset[str]
    object_blame: frozenset[str]
    measures: frozenset[str]
    people: frozenset[str]
    workers: frozenset[str]
    aside_prepositions: frozenset[str]
    titles: frozenset[str]
    head_titles: frozenset[str]
    founder_titles: frozenset[str]
    units: frozenset[str]
    unit_names: frozenset[str]
    products: frozenset[str]
    texts: frozenset[str]
    gatherings: frozenset[str]
    policies: frozenset[str]
    contractors: frozenset[str]
    partners: frozenset[str]
    makers: frozenset[str]
    owners: frozenset[str]
    backers: frozenset[str]
    adjectival: frozenset[str]
    holdings: frozenset[str]
    data: frozenset[str]
    not_bodies: frozenset[str]
    not_bodies_alone: frozenset[str]
    state_titles: frozenset[str]
    technologies: frozenset[str]
    carriers: frozenset[str]
    endings: frozenset[str]
    beginnings: frozenset[str]
    empty: frozenset[str]
    departments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of ours and what must come of it: claims as "SUBJECT > relation > OBJECT | word ...", or none."""

    sentence: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying a relation with a verb (`verbs`) or a noun (`nouns`).

    Where an end stands is a place; of several the first that holds something counts. Places: "direct" (right after the verb),
    "second" (after that: "sold ICE a TOOL"), "owner" ("ACME's contract"), "modifier" ("an ICE contract"), "technology" ("FACE RECOGNITION
    use"), "verb" (whose verb the noun is the object of), "met" ("met ICE to pitch"), "accused" ("filed suit alleging ACME broke"), "target"
    (the first thing named after), "matter" (what is admitted or denied), a preposition, "next on" (that preposition
    right after the verb). In a passive the direct object is the grammatical subject.

    nouns       of a verb frame: its direct object must be one of these ("signed a CONTRACT with X"); places are looked for after it
    named       "loosely": the object must be a name, people of a body, or a group; "strictly": a name
    heads       the object's head noun must be one of these
    owned       where the object is only something of somebody's ("Acme's contract"), its owner is the object
    not_agency  the subject must be no body of the state
    may_come_of_it  after a comma or "and" its -ing form tells what came of something ("..., creating a system"), not who did what
    matter      words whose phrases are objects themselves ("the order"), of type `matter_type`; ["*"] for any
    needs_product  what it is about must be a system or something that is sold
    sought      the relation when the verb is only tried ("seeks to sell")
    second      after the direct object one of these must stand ("awarded Acme a CONTRACT")
    then        "to" and one of these verbs must follow ("declined to COMMENT")
    beside      a preposition with one of these nouns must follow ("used it in a PILOT")
    not_beside  no phrase with one of these nouns may follow ("nominated him for a PRIZE")
    how         one of `_HOWS`
    """

    name: str
    relation: str
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    subject: tuple[str, ...] = ("subject",)
    subject_types: frozenset[ThingType] = frozenset()
    object: tuple[str, ...] = ("direct",)
    object_types: frozenset[ThingType] = frozenset()
    named: str = ""
    matter: frozenset[str] = frozenset()
    matter_type: ThingType = "Work"
    about: tuple[str, ...] = ()
    owned: bool = False
    heads: frozenset[str] = frozenset()
    not_agency: bool = False
    may_come_of_it: bool = False
    needs_product: bool = False
    sought: str = ""
    second: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    not_beside: frozenset[str] = frozenset()
    how: str = ""
    negated: bool = False
    modality: Modality | None = None
    reads: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """A kind of verb of saying: what its clause is worth, said plainly and when the saying itself is negated.

    `matters`: what is said may be a noun or participle after it ("denied a contract"); `steers`: only "to VERB" or "that" after it counts.
    `silent`: nobody speaks ("knew that").
    """

    name: str
    verbs: frozenset[str]
    modality: Modality | None
    negates: bool
    unsaid: Modality | None
    matters: bool
    steers: bool
    silent: bool
    reads: tuple[Example, ...]
    passes: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that colour a stretch of a sentence: from the match to the end of its clause or its matter, before it, or all of the clause.

    `needs`: a sentence without any of these strings holds no match; () where that cannot be told.
    """

    name: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    reach: str
    modality: Modality | None
    negates: bool
    reads: tuple[Example, ...]
    passes: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Governors:
    """Verbs and nouns that colour the verb or noun they govern: "plans to sell", "could sell", "stopped selling", "no contract"."""

    planned: frozenset[str]
    possible: frozenset[str]
    stopped: frozenset[str]
    seeking: frozenset[str]
    accusing: frozenset[str]
    hearsay: frozenset[str]
    causing: frozenset[str]
    came_to_pass: frozenset[str]
    undone_adverbs: frozenset[str]
    alleged_adverbs: frozenset[str]
    possible_adverbs: frozenset[str]
    planned_modals: frozenset[str]
    possible_modals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction that `structure.py` knows, by name: its relation and its sentences."""

    name: str
    reads: tuple[Example, ...]
    passes: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """All of this folder's data."""

    words: Words
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    frames: tuple[Frame, ...]
    speech: tuple[Speech, ...]
    cues: tuple[Cue, ...]
    governors: Governors
    rules: Mapping[str, Rule]
    precision: Precision
    says: frozenset[str]  # all verbs of `speech`

    @property
    def entries(self) -> tuple[Frame | Speech | Cue | Rule, ...]:
        """All entries that carry sentences, in the order of the files."""
        return (*self.frames, *self.speech, *self.cues, *self.rules.values())


def load(ontology: Ontology, folder: Path = FOLDER, own: tuple[Path, ...] = ()) -> Declared:
    """Read and check the YAML files, a project's own among them. Raises DeclarationError naming file and key."""
    layers = Layers(folder, own, frozenset(("structure.yaml", "precision.yaml")))
    layers.check()
    words = _words(Words, layers, "words.yaml")
    lists = {f.name: getattr(words, f.name) for f in fields(Words)}
    verbal, nominal = (partial(_frame, ontology=ontology, lists=lists, verbal=verbal) for verbal in (True, False))
    frames = [*_made(verbal, layers, "verbs.yaml"), *_made(nominal, layers, "nominal.yaml")]
    by_verb: dict[str, list[Frame]] = {}
    by_noun: dict[str, list[Frame]] = {}
    for frame in frames:
        for verb in sorted(frame.verbs):
            by_verb.setdefault(verb, []).append(frame)
        if not frame.verbs:
            for noun in sorted(frame.nouns):
                by_noun.setdefault(noun, []).append(frame)
    speech = tuple(_made(_speech, layers, "speech.yaml"))
    return Declared(
        words=words,
        verbs={k: tuple(v) for k, v in by_verb.items()},
        nouns={k: tuple(v) for k, v in by_noun.items()},
        frames=tuple(frames),
        speech=speech,
        says=frozenset().union(*(s.verbs for s in speech)),
        cues=tuple(_made(_cue, layers, "cues.yaml")),
        governors=_words(Governors, layers, "governors.yaml"),
        precision=load_precision(folder / "precision.yaml"),
        rules={rule.name: rule for rule in _made(_rule, layers, "structure.yaml")},
    )


def _made(make: Callable[[str, Any, str], E], layers: Layers, file: str) -> Iterator[E]:
    for name, value, where in layers.entries(file):
        with one_part():
            yield make(name, value, where)


def _words(kind: type[T], layers: Layers, file: str) -> T:
    return kind(**layers.words(file, [f.name for f in fields(cast("Any", kind))]))


def _examples(entry: dict[str, Any], where: str) -> dict[str, tuple[Example, ...]]:
    reads = mapping(entry.get("reads"), f"{where}.reads")
    if not reads or not entry.get("passes"):
        raise DeclarationError(f"{where}: needs `reads` (sentence: claims) and `passes` (sentences it must not read)")
    for sentence, claims in reads.items():
        for claim in texts(claims, f"{where}.reads.{sentence}"):
            if claim.count(">") != 2:
                raise DeclarationError(f"{where}.reads: {claim!r} should be SUBJECT > relation > OBJECT | standing")
    return {
        "reads": tuple(Example(s, texts(c, where)) for s, c in reads.items()),
        "passes": tuple(Example(s) for s in texts(entry["passes"], f"{where}.passes")),
    }


_FRAME_KEYS = (
    "relation", "verbs", "nouns", "subject", "subject_types", "object", "object_types", "named", "owned", "heads", "not_agency",
    "may_come_of_it", "matter", "matter_type", "about", "needs_product", "sought", "second", "then", "beside", "not_beside", "how",
    "negated", "modality", "reads", "passes",
)  # fmt: skip
_HOWS = (
    "",
    "passive only",
    "active only",
    "intransitive",  # no direct object: "runs on Acme", not "runs it on Acme"
    "with a clause",  # a clause or "to VERB" must follow that the verb colours: "demanded that"
    "of somebody",  # a matter must have an owner or a name in it: "Acme data"
    "to do something",  # "to VERB" must follow the object: "ordered Acme to stop"
    "money",  # a sum of money must stand right after the verb
    "definite",  # a matter must be known: "the rule", "its plan"
    "if negated",  # only where the verb is negated; the claim is negated too
    "negated only",  # the same, but what is claimed is that it is not done: "would not say"
    "flat",  # what stands around the verb does not bear on it: "declined to comment"
)


def _frame(name: str, value: Any, where: str, ontology: Ontology, lists: Mapping[str, frozenset[str]], *, verbal: bool) -> Frame:
    entry = mapping(value, where, _FRAME_KEYS, ("relation", "verbs" if verbal else "nouns", "reads", "passes"))
    relation = _relation(entry["relation"], f"{where}.relation", ontology)
    made = Frame(name, relation.name)
    how = _choice(entry.get("how", ""), f"{where}.how", _HOWS)
    if entry.get("sought"):
        _relation(entry["sought"], f"{where}.sought", ontology)
    matter_type = entry.get("matter_type", "Work")
    if matter_type not in ENTITY_TYPES:
        raise DeclarationError(f"{where}.matter_type: {matter_type!r} is not known; known: {one_of(ENTITY_TYPES)}")
    return Frame(
        name=name, relation=relation.name,
        verbs=frozenset(texts(entry.get("verbs"), f"{where}.verbs")), nouns=_listed(entry.get("nouns"), f"{where}.nouns", lists),
        subject=texts(entry.get("subject"), f"{where}.subject") or (("subject",) if verbal else ("owner", "by", "verb", "modifier")),
        subject_types=_types(entry.get("subject_types"), f"{where}.subject_types", relation.subjects),
        object=texts(entry.get("object"), f"{where}.object") or made.object,
        object_types=_types(entry.get("object_types"), f"{where}.object_types", relation.objects),
        named=_choice(entry.get("named", ""), f"{where}.named", ("", "loosely", "strictly")),
        owned=flag(entry.get("owned", False), f"{where}.owned"),
        heads=_listed(entry.get("heads"), f"{where}.heads", lists), not_agency=flag(entry.get("not_agency", False), f"{where}.not_agency"),
        may_come_of_it=flag(entry.get("may_come_of_it", False), f"{where}.may_come_of_it"),
        matter=_listed(entry.get("matter"), f"{where}.matter", lists), matter_type=matter_type,
        about=texts(entry.get("about"), f"{where}.about"), needs_product=flag(entry.get("needs_product", False), f"{where}.needs_product"),
        sought=entry.get("sought", ""), second=_listed(entry.get("second"), f"{where}.second", lists),
        then=frozenset(texts(entry.get("then"), f"{where}.then")),
        beside=_listed(entry.get("beside"), f"{where}.beside", lists),
        not_beside=_listed(entry.get("not_beside"), f"{where}.not_beside", lists), how=how,
        negated=flag(entry.get("negated", False), f"{where}.negated"),
        modality=_modality(entry.get("modality"), f"{where}.modality"),
        **_examples(entry, where),
    )  # fmt: skip


def _relation(value: Any, where: str, ontology: Ontology) -> Relation:
    if value not in ontology.relations:
        raise DeclarationError(f"{where}: unknown relation {value!r}; known: {one_of(ontology.relations)}")
    return ontology.relations[value]


def _choice(value: Any, where: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise DeclarationError(f"{where}: {value!r} is not known; known: {one_of(k for k in known if k)}")
    return str(value)


def _listed(value: Any, where: str, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Words as given; one that starts with "=" is the name of a list in `words.yaml`."""
    found: set[str] = set()
    for word in texts(value, where):
        if word.startswith("="):
            if word[1:] not in lists:
                raise DeclarationError(f"{where}: no list {word[1:]!r} in words.yaml; known: {one_of(lists)}")
            found |= lists[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _types(value: Any, where: str, otherwise: tuple[str, ...]) -> frozenset[ThingType]:
    given = texts(value, where, _TYPES)
    if not given:
        given = (*otherwise, "unknown") if {"Organization", "Person"} & set(otherwise) else otherwise
    return frozenset(cast("tuple[ThingType, ...]", given))


def _modality(value: Any, where: str) -> Modality | None:
    if value is not None and value not in MODALITIES:
        raise DeclarationError(f"{where}: {value!r} is not known; known: {one_of(MODALITIES)}")
    return cast("Modality | None", value)


def _speech(name: str, value: Any, where: str) -> Speech:
    keys = ("verbs", "modality", "negates", "unsaid", "matters", "steers", "silent", "reads", "passes")
    entry = mapping(value, where, keys, ("verbs", "reads", "passes"))
    return Speech(
        name=name, verbs=frozenset(texts(entry["verbs"], f"{where}.verbs")), modality=_modality(entry.get("modality"), f"{where}.modality"),
        negates=flag(entry.get("negates", False), f"{where}.negates"), unsaid=_modality(entry.get("unsaid"), f"{where}.unsaid"),
        matters=flag(entry.get("matters", False), f"{where}.matters"), steers=flag(entry.get("steers", False), f"{where}.steers"),
        silent=flag(entry.get("silent", False), f"{where}.silent"),
        **_examples(entry, where),
    )  # fmt: skip


_REACHES = ("after", "matter", "before", "clause")


def _cue(name: str, value: Any, where: str) -> Cue:
    entry = mapping(value, where, ("pattern", "needs", "reach", "modality", "negates", "reads", "passes"), ("pattern", "reads", "passes"))
    reach = entry.get("reach", "after")
    if reach not in _REACHES:
        raise DeclarationError(f"{where}.reach: {reach!r} is not known; known: {one_of(_REACHES)}")
    pattern = regular(entry["pattern"], f"{where}.pattern")
    negates = flag(entry.get("negates", False), f"{where}.negates")
    needs = texts(entry.get("needs"), f"{where}.needs")
    return Cue(name, pattern, needs, reach, _modality(entry.get("modality"), f"{where}.modality"), negates, **_examples(entry, where))


def _rule(name: str, value: Any, where: str) -> Rule:
    return Rule(name, **_examples(mapping(value, where, ("reads", "passes"), ("reads", "passes")), where))
