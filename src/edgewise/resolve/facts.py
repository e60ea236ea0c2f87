"""What a pile says of its names as a whole, and what follows from that for one name in one document.

The rules stand here once. Where the facts come from (a pile in memory, or what is kept of a large one) is for who asks to say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass

from ..model import Claim, End, EntityType, Mention, fold
from .forms import from_address, is_acronym, is_described, legal_form, may_be_a_paper, standard
from .known import Known

Use = tuple[str, EntityType, str]  # a name, its type, the text as it stands
Uses = Mapping[Use, int]  # of one document, and how often each is there
FEW = 20  # documents at most of a name that two documents share, for that to say that they are of one matter
ONE_OF_A_KIND: tuple[EntityType, ...] = ("Organization", "System", "Group", "Work", "Event")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a short name is short for in the whole pile: the long form, and the key under which all its long forms are one."""

    long: str
    key: str


class Facts(ABC):
    """Answers what the documents say of names beyond what stands in one place."""

    known: Known

    @abstractmethod
    def is_of_two_firms(self, plain: str) -> bool:
        """Whether firms of two corporate forms have this name, folded and without such forms: "Northwind Ltd", "Northwind S.A."."""

    @abstractmethod
    def is_a_paper(self, plain: str) -> bool:
        """Whether the documents have this folded name with the article of a newspaper and without: "The Free Press", "Free Press"."""

    @abstractmethod
    def type_of(self, plain: str) -> EntityType | None:
        """The one type that most documents give a folded name, of those in `ONE_OF_A_KIND`; None where none does."""

    @abstractmethod
    def has_form(self, form: str, type: EntityType) -> bool:
        """Whether some name of this type, no description, is of this form."""

    @abstractmethod
    def defined(self, document: str) -> Mapping[str, str]:
        """What a document itself says that its short names stand for; nothing for a document that is not there."""

    @abstractmethod
    def meaning(self, short: str) -> Meaning | None:
        """What all documents that define a short name say that it means; None where none does, or not all the same."""

    @abstractmethod
    def named(self, document: str) -> Collection[str]:
        """The names of a document, folded."""

    @abstractmethod
    def few_with(self, key: str) -> Collection[str]:
        """The documents that have a folded name; () where they are more than `FEW`."""

    @abstractmethod
    def any_defines(self, documents: Set[str], short: str) -> bool:
        """Whether one of these documents says itself what a short name stands for."""

    def address(self, name: str, type: EntityType) -> str | None:
        """A name written as in a web address as people write it, where that is a name that is known or in the documents; else None."""
        spelt = from_address(name)
        if spelt is None:
            return None
        return spelt if self.known.find(spelt, type) is not None or self.has_form(self.known.form(spelt, type), type) else None

    def expansion(self, document: str, short: str) -> str | None:
        """What a short name stands for in a document: what that says itself, else its one meaning in the pile, where the document is of
        one matter with some that says it: they share a name, another one, that few have."""
        found = self.defined(document).get(short)
        meaning = self.meaning(short) if found is None else None
        if meaning is None:
            return found
        but = {fold(short), fold(meaning.key)}
        beside = {other for key in self.named(document) if key not in but for other in self.few_with(key)}
        return meaning.long if beside and self.any_defines(beside, short) else None


class PileFacts(Facts):
    """The facts of a pile in memory, given how each document uses names."""

    def __init__(self, uses: Mapping[str, Uses], known: Known) -> None:
        self.known = known
        names = {(name, type) for by in uses.values() for name, type, _ in by}
        self._two_firms = _two_firms(names)
        self._papers = papers({name for name, _ in names})
        self._forms = {(known.form(name, type), type) for name, type in names if not is_described(name)}
        self._defined = {document: definitions(by) for document, by in uses.items()}
        longs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        self._with: dict[str, set[str]] = defaultdict(set)
        self._named = {document: {fold(name) for name, _, _ in by} for document, by in uses.items()}
        for document, by in uses.items():
            for short, long in self._defined[document].items():
                longs[short][long_key(long, known)].add(long)
            for plain, type in voted(by):
                votes[plain][type] += 1
            for key in self._named[document]:
                self._with[key].add(document)
        self._types = {plain: elected(counts) for plain, counts in votes.items()}
        self._meanings = {short: meaning_of(by_key) for short, by_key in longs.items()}

    def is_of_two_firms(self, plain: str) -> bool:
        return plain in self._two_firms

    def is_a_paper(self, plain: str) -> bool:
        return plain in self._papers

    def type_of(self, plain: str) -> EntityType | None:
        return self._types.get(plain)

    def has_form(self, form: str, type: EntityType) -> bool:
        return (form, type) in self._forms

    def defined(self, document: str) -> Mapping[str, str]:
        return self._defined.get(document, {})

    def meaning(self, short: str) -> Meaning | None:
        return self._meanings.get(short)

    def named(self, document: str) -> Collection[str]:
        return self._named.get(document, ())

    def few_with(self, key: str) -> Collection[str]:
        documents = self._with[key]
        return documents if len(documents) <= FEW else ()

    def any_defines(self, documents: Set[str], short: str) -> bool:
        return any(short in self.defined(document) for document in documents)


def uses_of(mentions: Iterable[Mention], claims: Iterable[Claim]) -> dict[str, Counter[Use]]:
    """Return how each document uses names: in mentions, and at the ends of claims."""
    uses: dict[str, Counter[Use]] = defaultdict(Counter)
    for mention in mentions:
        uses[mention.document][mention.name, mention.type, mention.text] += 1
    for claim in claims:
        uses[claim.document].update((end.name, end.type, end.text) for end in ends_of(claim))
    return uses


def ends_of(claim: Claim) -> tuple[End, ...]:
    """Return the claim's ends: subject, object, and what it is about and who said it where there are such."""
    return tuple(end for end in (claim.subject, claim.object, claim.about, claim.said_by) if end is not None)


def definitions(uses: Uses) -> Mapping[str, str]:
    """Return what one document's short names stand for: of several long forms the one it has most often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (name, _type, text), times in uses.items():
        for short, long in ((name, text), (text, name)):
            if is_acronym(short, long):
                found[spelt(short)][standard(long, "Organization")] += times
    return {short: min(counts, key=lambda long: (-counts[long], long)) for short, counts in found.items()}


def long_key(long: str, known: Known) -> str:
    """Return the key under which all long forms of one thing are one."""
    declared = known.find(long, None)
    return declared.name if declared is not None else fold(long)


def meaning_of(longs: Mapping[str, Collection[str]]) -> Meaning | None:
    """Return what a short name means in the pile, given its long forms by their key; None where they are not one."""
    return next((Meaning(min(some), key) for key, some in longs.items()), None) if len(longs) == 1 else None


def voted(uses: Iterable[Use]) -> set[tuple[str, EntityType]]:
    """Return which types one document gives its names, folded and without forms; people, places and descriptions have no vote."""
    return {(plain_key(name, type), type) for name, type, _ in uses if type in ONE_OF_A_KIND and not is_described(name)}


def elected(votes: Mapping[EntityType, int]) -> EntityType:
    """Return the type that most documents give a name."""
    return min(votes, key=lambda type: (-votes[type], ONE_OF_A_KIND.index(type)))


def plain_key(name: str, type: EntityType) -> str:
    """Return a name without titles and corporate forms, folded."""
    return fold(standard(name, type))


def papers(names: Set[str]) -> frozenset[str]:
    """Return the names, folded, that are there with the article of a newspaper and without."""
    return frozenset(fold(name) for name in names if (rest := without_article(name)) is not None and rest in names)


def without_article(name: str) -> str | None:
    """Return what may be another thing's name: a newspaper's without its article; None for any other name."""
    return name.partition(" ")[2] if may_be_a_paper(name) else None


def spelt(short: str) -> str:
    """Return a short form as it is written, article aside: one country's DoT is not another's DOT."""
    article, _, rest = short.partition(" ")
    return rest if rest and article.lower() == "the" else short


def _two_firms(names: Iterable[tuple[str, EntityType]]) -> frozenset[str]:
    forms: dict[str, set[str]] = defaultdict(set)
    for name, type in names:
        if type == "Organization" and (form := legal_form(name)) is not None:
            forms[plain_key(name, type)].add(form)
    return frozenset(plain for plain, of in forms.items() if len(of) > 1)
