"""What the machine decides of two names by themselves, and why: same, different, or unsure, for a person to look at.

Invariant: what is judged the same by its form is what `names.Resolution` merges, and that never merges what is judged different; both ask
`forms.form_of` and `known`. A wrong merge is the worst there is: whatever is not settled is unsure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..model import ENTITY_TYPES, EntityType, fold
from ..ontology import Names, WellKnown
from .alike import nothing_alike, signs_of
from .forms import from_address, in_brackets, is_acronym, is_described, is_post, legal_form, may_be_a_paper, standard
from .known import Known, as_entity, known
from .people import person_of
from .sign import Sign, settled
from .vocabulary import BODIES, CALLED, GENERIC, LEGAL_FORMS, PARTS, SOFT, TITLES
from .words import squeezed, words_of

Verdict = Literal["same", "different", "unsure"]
_TYPES: dict[str, EntityType] = {
    **{type.lower(): type for type in ENTITY_TYPES},
    **dict.fromkeys(("org", "company", "agency", "organisation", "corporation", "institution", "government", "publicbody"), "Organization"),
    **dict.fromkeys(("people", "human", "individual", "per"), "Person"),
    **dict.fromkeys(("location", "loc", "gpe", "country", "city", "state", "region", "address"), "Place"),
    **dict.fromkeys(("software", "product", "platform", "device", "database", "vehicle"), "System"),
    **dict.fromkeys(("collective", "norp"), "Group"),
    **dict.fromkeys(("document", "law", "publication"), "Work"),
}
_ENDS = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as somebody wrote it, and what kind of thing it is said to be; None where that is not said, or is none of our types."""

    name: str
    type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What two names are, and why, in words a person can read."""

    decision: Verdict
    why: str


def type_of(word: str | None) -> EntityType | None:
    """Return the type that a word stands for, whatever its case ("org", "PERSON", "Company"); None for none that we know."""
    return _TYPES.get(word.strip().lower()) if word else None


def decide(left: Named, right: Named, names: Names) -> Decided:
    """Return what two names are to one another. The same whichever comes first; what is known beforehand comes before their form."""
    one, other = _read(left), _read(right)
    if one.name == other.name and left.type == right.type and not _is_bare(one):
        return Decided("same", f"both are called {one.name}")
    for named, beside in ((one, other), (other, one)):
        if (several := _several(named, known(names))) and fold(named.name) != fold(beside.name):
            return several
    if fold(one.name) == fold(other.name) and may_be_a_paper(one.name) != may_be_a_paper(other.name) and names.find(one.name) is None:
        return Decided("unsure", "one has the article of a newspaper, the other has none")
    kinds = _kinds(one, other)
    found = [_decide(Named(one.name, a), Named(other.name, b), known(names)) for a, b in kinds]
    if len({decided.decision for decided in found}) == 1:
        return found[0]
    return Decided("unsure", "what kind of thing is meant is not said: " + "; or ".join(decided.why for decided in found))


def _decide(one: Named, other: Named, index: Known) -> Decided:
    """Two names of types that are given."""
    types = one.type or "Organization", other.type or "Organization"
    ours, theirs = (index.find(named.name, named.type) for named in (one, other))
    for named, beside, declared in ((one, other, ours), (other, one, theirs)):
        if is_acronym(named.name, beside.name) and declared is not None and not _means(declared, beside, index):
            return Decided("unsure", f"{named.name} is short for {declared.name}, and could be for {beside.name}")
    for named, kind, declared in ((one, types[0], theirs), (other, types[1], ours)):
        if declared is not None and declared in index.may_mean(named.name, kind):
            return Decided("unsure", f"{declared.name} is called {named.name} sometimes")
    if ours is not None and theirs is not None:
        return _of_known(one, other, ours, theirs, index)
    if "Person" in types and is_post(one.name) != is_post(other.name):
        return Decided("different", "a post is not the person who holds it")
    for named, declared in ((one, theirs), (other, ours)):
        if types == ("Person", "Person") and declared is not None and (others := index.fitting(named.name) - {declared.name}):
            return Decided("unsure", f"{named.name} could be {declared.name} or {', '.join(sorted(others))}")
    left, right = as_entity(one.name, types[0], other.name, index), as_entity(other.name, types[1], one.name, index)
    signs = signs_of(left, right)
    if (ours is None) != (theirs is None) and types == ("Organization", "Organization") and settled(signs) is None:
        named, declared = (other, ours) if ours is not None else (one, theirs)
        if declared is not None and nothing_alike(named.name, (declared.name, *declared.aliases)):
            return Decided("different", f"{declared.name} is known, and no name of it is like {named.name}")
    return _of_signs(signs)


def _of_known(one: Named, other: Named, ours: WellKnown, theirs: WellKnown, index: Known) -> Decided:
    if ours is theirs and _are_two_firms(one, other, index):
        return Decided("unsure", f"both names are of {ours.name}, of two corporate forms, which makes two in a register")
    if ours is theirs:
        words = f"{ours.name} is called both" if fold(one.name) != fold(other.name) else f"both are called {one.name}"
        return Decided("same", words)
    if index.kin(ours, theirs):
        unit, whole = (ours, theirs) if theirs.name in index.names.parents(ours.name) else (theirs, ours)
        return Decided("different", f"{unit.name} is a part of {whole.name}, and a part is never the whole")
    return Decided("different", f"{ours.name} and {theirs.name} are known to be two")


def _are_two_firms(one: Named, other: Named, index: Known) -> bool:
    """Whether two names of one known body have other corporate forms, and not both names are known."""
    forms = {form for named in (one, other) if (form := legal_form(named.name)) is not None}
    return len(forms) > 1 and any(index.names.find(named.name) is None for named in (one, other))


def _of_signs(signs: tuple[Sign, ...]) -> Decided:
    verdict = settled(signs)
    if verdict is not None:
        telling = [sign for sign in signs if sign.settles == verdict]
        return Decided(verdict, "; ".join(sign.words for sign in telling))
    return Decided("unsure", "; ".join(sign.words for sign in sorted(signs, key=lambda sign: -abs(sign.weight))))


def _means(declared: WellKnown, beside: Named, index: Known) -> bool:
    """Whether a name is one of a declared thing's, or has its long form in it."""
    return index.find(beside.name, beside.type) is declared


def _read(named: Named) -> Named:
    """A name as people write it: a part of a web address ("jane-roe") in words."""
    name = " ".join(named.name.split())
    name = from_address(name) or name
    return Named(name, named.type)


def _several(named: Named, index: Known) -> Decided | None:
    """That a name names several things with a stroke between them; None where it names one, in two ways perhaps."""
    parts = [part for part in _ENDS.split(named.name) if part]
    if len(parts) < 2 or any(len(part) < 2 or not part[0].isupper() for part in parts):
        return None
    meant = {found.name if (found := index.find(part, named.type)) else part for part in parts}
    return Decided("unsure", f"“{named.name}” names several: {', '.join(parts)}") if len(meant) > 1 else None


def _is_bare(named: Named) -> bool:
    """Whether one and the same name could be two things: a last name, a description, a word that is the name of many."""
    if named.type == "Person":
        return not person_of(named.name).first
    return is_described(named.name) or GENERIC.issuperset(words_of(named.name))


def _kinds(one: Named, other: Named) -> tuple[tuple[EntityType, EntityType], ...]:
    """The types to compare two names as: what is given, what a name's words tell, else that of the other; both where nothing tells."""
    types = [named.type or _guessed(named.name) for named in (one, other)]
    if types[0] is None and types[1] is None:
        return (("Person", "Person"), ("Organization", "Organization"))
    first, second = types[0] or types[1] or "Organization", types[1] or types[0] or "Organization"
    return ((first, second),)


def _guessed(name: str) -> EntityType | None:
    """The type that the words of a name tell, None where they tell none."""
    bare, _ = in_brackets(name, "Organization")
    words = words_of(bare)
    if any(c.isdigit() for c in name) or squeezed(name).isupper():
        return "Organization"
    bodily = BODIES | PARTS | SOFT | LEGAL_FORMS.keys()
    if not bodily.isdisjoint(words) or standard(name, "Organization") != name or " of " in name or "&" in name:
        return "Organization"
    if 1 < len(words) < 5 and (words[0] in CALLED or words[0] in TITLES):
        return "Person"
    return None
