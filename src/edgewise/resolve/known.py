"""What is known beforehand of a name, in whichever form it is written: `graph/names.yaml` found by `forms.form_of`."""

from __future__ import annotations

from functools import lru_cache

from ..model import Entity, EntityType, fold
from ..ontology import Names, WellKnown
from .forms import form_of, is_surname, legal_form, standard
from .people import first_names_fit, person_of
from .words import words_of

_LEADING = 4  # words of a known body with which a longer name may begin


class Known:
    """The well-known names, found by any of their strings in any of its forms. Made once for each `Names`: `known`."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._sometimes: dict[str, set[WellKnown]] = {}
        for one in names.known:
            for string in one.sometimes:
                self._sometimes.setdefault(form_of(string, one.type), set()).add(one)
        self._by_form: dict[tuple[str, EntityType], WellKnown | None] = {}
        for one in names.known:
            for string in (one.name, *one.aliases):
                if one.type == "Person" and is_surname(string):
                    continue
                for form in {form_of(string, one.type), form_of(f"US {string}", one.type)}:
                    other = self._by_form.setdefault((form, one.type), one)
                    if other is not one:  # a form of two things is a name of neither
                        self._by_form[form, one.type] = None

    def find(self, name: str, type: EntityType | None) -> WellKnown | None:
        """Return what is known behind a string, unless the text says it is a person or a place and we know it is not; None: any type.

        What is written small is no name that begins with "The": "information".
        """
        found = self._fitting(self.names.find(name), type)
        if found is None and type is not None:
            found = self._fitting(self.names.find(standard(name, type)), type) or self._by_form.get((form_of(name, type), type))
            if (
                found is not None
                and found.name.startswith("The ")
                and legal_form(name) is not None
                and len(standard(name, type).split()) == 1
            ):
                return None  # "Hill LLC" is not "The Hill"
        if found is not None and name.islower() and found.name.startswith("The "):
            return None
        return found

    def form(self, name: str, type: EntityType) -> str:
        """Return the form of a name (`forms.form_of`), of what is known at its beginning written out."""
        return form_of((self.written_out(name) if type != "Person" else None) or name, type)

    def written_out(self, name: str) -> str | None:
        """Return a name that begins with another name of a body that is known, with that body's own: "DOJ Tax Division"; else None."""
        words = name.split()
        for count in range(min(len(words) - 1, _LEADING), 0, -1):
            whole = self._fitting(self.names.find(" ".join(words[:count]).removesuffix("'s").removesuffix("’s")), "Organization")
            if whole is not None and whole.type == "Organization":
                return f"{whole.name} {' '.join(words[count:])}" if fold(" ".join(words[:count])) != fold(whole.name) else None
        return None

    def may_mean(self, name: str, type: EntityType) -> tuple[WellKnown, ...]:
        """Return what is called so sometimes, by name; () for nothing."""
        return tuple(sorted(self._sometimes.get(form_of(name, type), ()), key=lambda one: one.name))

    def fitting(self, name: str) -> set[str]:
        """Return the people who are known and could have this name, though it is not known as theirs: both Bushes are "George Bush"."""
        person = person_of(name)
        others = ((one.name, person_of(one.name)) for one in self.names.known if one.type == "Person")
        return {
            known
            for known, other in others
            if person.first and person.last == other.last and not person.middle and first_names_fit(person.first, other.first)
        }

    @staticmethod
    def _fitting(known: WellKnown | None, type: EntityType | None) -> WellKnown | None:
        if known is None or (type is not None and type != known.type and "Person" in (type, known.type)) or (type == "Place" != known.type):
            return None
        return known


@lru_cache(maxsize=8)
def known(names: Names) -> Known:
    """Return the index of these names; made once."""
    return Known(names)


def as_entity(named: str, type: EntityType, beside: str, index: Known) -> Entity:
    """Return a name as the thing that it is known to be, with all its names, or else as a thing of that name, written out.

    Names of one word that the name beside it has not are left out: a last name, an acronym says nothing of who else is meant.
    """
    declared = index.find(named, type)
    if declared is None:
        return Entity(index.written_out(named) or named, type)
    there = set(words_of(index.written_out(beside) or beside))
    if declared.type == "Person":
        telling = [name for name in (named, *declared.aliases) if person_of(name).first]
    else:
        telling = [name for name in (named, *declared.aliases) if len(words := words_of(name)) > 1 or words[0] in there]
    others = {fold(n): n for n in telling if fold(n) != fold(declared.name)}
    return Entity(declared.name, declared.type, tuple(sorted(others.values())))
