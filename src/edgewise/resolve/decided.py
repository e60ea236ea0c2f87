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
from .alike import is_code, nothing_alike, signs_of
from .forms import from_address, in_brackets, is_acronym, is_described, is_post, legal_form, may_be_a_paper, standard
from .known import Known, as_entity, known
from .people import person_of
from .sign import Sign, settled
from .vocabulary import BODIES, CALLED, GENERIC, LEGAL_FORMS, PARTS, SOFT, TITLES
from .words import words_of

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
    if _may_be_a_paper_and_a_firm(one.name, other.name, names):
        return Decided("unsure", "one has the article of a newspaper, the other has none")
    kinds = _kinds(one, other)
    found = [_decide(Named(one.name, a), Named(other.name, b), known(names)) for a, b in kinds]
    if len({decided.decision for decided in found}) == 1:
        return found[0]
    return Decided("unsure", "what kind of thing is meant is not said: " + "; or ".join(decided.why for decided in found))


def _may_be_a_paper_and_a_firm(one: str, other: str, names: Names) -> bool:
    """Whether names differ in the article of a newspaper, and are not known as one: "The Hill", "Hill LLC"."""
    one_name = fold(standard(one, "Organization")) == fold(standard(other, "Organization"))
    if not one_name or may_be_a_paper(one) == may_be_a_paper(other):
        return False
    return (found := names.find(one)) is None or found is not names.find(other)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two names: what it is compared as, and what it is known to be, None for nothing."""

    name: str
    type: EntityType
    known: WellKnown | None


def _decide(one: Named, other: Named, index: Known) -> Decided:
    """Two names of types that are given: the first rule that has a say, else their signs."""
    left, right = (_Side(named.name, named.type or "Organization", index.find(named.name, named.type)) for named in (one, other))
    for rule in _RULES:
        for side, beside in ((left, right), (right, left)):
            if (decided := rule(side, beside, index)) is not None:
                return decided
    return _of_signs(_signs(left, right, index))


def _collides(side: _Side, beside: _Side, index: Known) -> Decided | None:
    """An acronym that is known may be short for something else."""
    if side.known is None or side.known is beside.known or not is_acronym(side.name, beside.name):
        return None
    return Decided("unsure", f"{side.name} is short for {side.known.name}, and could be for {beside.name}")


def _means_sometimes(side: _Side, beside: _Side, index: Known) -> Decided | None:
    if beside.known is None or beside.known not in index.may_mean(side.name, side.type):
        return None
    return Decided("unsure", f"{beside.known.name} is called {side.name} sometimes")


def _known(side: _Side, beside: _Side, index: Known) -> Decided | None:
    """Both are known: as one thing, as a part and its whole, or as two things."""
    if side.known is None or beside.known is None:
        return None
    if side.known is beside.known:
        if _are_two_firms(side, beside, index):
            return Decided("unsure", f"both names are of {side.known.name}, of two corporate forms, which makes two in a register")
        words = f"{side.known.name} is called both" if fold(side.name) != fold(beside.name) else f"both are called {side.name}"
        return Decided("same", words)
    if side.known.name in index.names.parents(beside.known.name):
        return Decided("different", f"{beside.known.name} is a part of {side.known.name}, and a part is never the whole")
    if beside.known.name in index.names.parents(side.known.name):
        return None  # said the other way round
    return Decided("different", f"{side.known.name} and {beside.known.name} are known to be two")


def _are_codes(side: _Side, beside: _Side, index: Known) -> Decided | None:
    """All acronyms of what is known are known: one letter more or less is another's."""
    if side.known is not None or beside.known is None or not (is_code(side.name) and is_code(beside.name)):
        return None
    return Decided("different", f"{beside.name} is {beside.known.name}, and {side.name} is no name of it")


def _is_a_post(side: _Side, beside: _Side, index: Known) -> Decided | None:
    if "Person" not in (side.type, beside.type) or not is_post(side.name) or is_post(beside.name):
        return None
    return Decided("different", "a post is not the person who holds it")


def _fits_several(side: _Side, beside: _Side, index: Known) -> Decided | None:
    """A person's name that is one known person's without a middle name, and another's as well."""
    if side.type != "Person" or beside.known is None or beside.known.type != "Person":
        return None
    others = index.fitting(side.name) - {beside.known.name}
    return Decided("unsure", f"{side.name} could be {beside.known.name} or {', '.join(sorted(others))}") if others else None


def _is_unlike(side: _Side, beside: _Side, index: Known) -> Decided | None:
    """All names of what is known are known: what is like none of them is another body, where nothing else settles it."""
    if side.known is not None or beside.known is None or (side.type, beside.type) != ("Organization", "Organization"):
        return None
    if settled(_signs(side, beside, index)) is not None or not nothing_alike(side.name, (beside.known.name, *beside.known.aliases)):
        return None
    return Decided("different", f"{beside.known.name} is known, and no name of it is like {side.name}")


_RULES = (_collides, _means_sometimes, _known, _are_codes, _is_a_post, _fits_several, _is_unlike)


def _signs(side: _Side, beside: _Side, index: Known) -> tuple[Sign, ...]:
    return signs_of(as_entity(side.name, side.type, beside.name, index), as_entity(beside.name, beside.type, side.name, index))


def _are_two_firms(one: _Side, other: _Side, index: Known) -> bool:
    """Whether two names of one known body have other corporate forms, and not both names are known."""
    forms = {form for side in (one, other) if (form := legal_form(side.name)) is not None}
    return len(forms) > 1 and any(index.names.find(side.name) is None for side in (one, other))


def _of_signs(signs: tuple[Sign, ...]) -> Decided:
    verdict = settled(signs)
    if verdict is not None:
        telling = [sign for sign in signs if sign.settles == verdict]
        return Decided(verdict, "; ".join(sign.words for sign in telling))
    return Decided("unsure", "; ".join(sign.words for sign in sorted(signs, key=lambda sign: -abs(sign.weight))))


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
    if named.type == "Place":
        return False
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
    if any(c.isdigit() for c in name) or name.isupper():
        return "Organization"
    bodily = BODIES | PARTS | SOFT | LEGAL_FORMS.keys()
    if not bodily.isdisjoint(words) or standard(name, "Organization") != name or " of " in name or "&" in name:
        return "Organization"
    if 1 < len(words) < 5 and (words[0] in CALLED or words[0] in TITLES):
        return "Person"
    return None
