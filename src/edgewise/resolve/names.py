"""Which names are one thing. Exact, declared alias, acronym definition, title and corporate form; then what people decided.

Invariants: a unit is never merged with its parent, a person never with a firm, nor two names that differ in a number or a
word: only equal names merge (after `forms.standard`), or names that `names.yaml`, a document's own definition or a judgement
says are one. A description ("government agencies") and a person of one word ("Powell") are things of their document only, else
they would tie strangers together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ..model import Claim, End, Entity, EntityType, Judgement, Key, Mention, fold
from ..ontology import Names, WellKnown
from .forms import is_acronym, is_described, is_surname, standard

_Use = tuple[str, str, EntityType, str]  # document, name, type, the text as it stands
_Node = tuple[str, EntityType, str | None]  # folded name, type, scope (a document's id, or None for all)
_ONE_OF_A_KIND: tuple[EntityType, ...] = ("Organization", "System", "Group", "Work", "Event")


class Resolution:
    """Answers which entity a name of a document is. Built once from all current mentions and claims; order-free."""

    def __init__(self, mentions: Iterable[Mention], claims: Iterable[Claim], judgements: Iterable[Judgement], names: Names) -> None:
        self._names = names
        self._expansions: dict[tuple[str, str], str] = {}
        self._common_expansion: dict[str, str] = {}
        self._types: dict[str, EntityType] = {}
        self._apart: set[tuple[str, EntityType, str | None]] = set()
        self._same: dict[_Node, _Node] = {}
        uses = Counter(_uses(mentions, claims))
        self._learn_acronyms(uses)
        self._learn_types(uses)
        self._judge(judgements)
        self._of_use = self._build(uses)

    def entity(self, name: str, type: EntityType, document: str) -> Entity:
        """Return the entity that this name of this type is in this document. KeyError for a name that no record has."""
        return self._of_use[document, name, type]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity, sorted by id."""
        return tuple(sorted(set(self._of_use.values()), key=lambda e: e.id))

    def _learn_acronyms(self, uses: Mapping[_Use, int]) -> None:
        found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for (document, name, _type, text), times in uses.items():
            for short, long in ((name, text), (text, name)):
                if is_acronym(short, long):
                    found[_spelt(short)][document][standard(long, "Organization")] += times
        for short, by_document in found.items():
            longs = set()
            for document, counts in by_document.items():
                long = min(counts, key=lambda text: (-counts[text], text))
                self._expansions[document, short] = long
                known = self._declared(long, None)
                longs.add(known.name if known is not None else fold(long))
            if len(longs) == 1:  # one meaning in the whole pile: it holds where nobody defines it, too
                self._common_expansion[short] = min(counts for by in by_document.values() for counts in by)

    def _learn_types(self, uses: Mapping[_Use, int]) -> None:
        """One name, one type, but for people and places: the type that most documents give it."""
        votes: dict[str, dict[EntityType, set[str]]] = defaultdict(lambda: defaultdict(set))
        for document, name, type, _text in uses:
            if type in _ONE_OF_A_KIND and not is_described(name):
                votes[fold(standard(name, type))][type].add(document)
        for name, by_type in votes.items():
            self._types[name] = min(by_type, key=lambda t: (-len(by_type[t]), _ONE_OF_A_KIND.index(t)))

    def _judge(self, judgements: Iterable[Judgement]) -> None:
        """Apply the last judgement of every pair: SAME joins, DIFFERENT keeps the right-hand name apart."""
        last: dict[frozenset[Key], Judgement] = {}
        for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
            if judgement.left is not None and judgement.right is not None:
                last[frozenset((judgement.left, judgement.right))] = judgement
        for judgement in last.values():
            if judgement.verdict == "DIFFERENT" and judgement.right is not None:
                self._apart.add((fold(judgement.right.name), judgement.right.type, judgement.right.document))
        for judgement in last.values():
            if judgement.verdict == "SAME" and judgement.left is not None and judgement.right is not None:
                left, right = (self._root(self._key_node(key)) for key in (judgement.left, judgement.right))
                if left != right:
                    kept = min(left, right, key=lambda node: (node[2] is not None, node))
                    self._same[right if kept == left else left] = kept

    def _declared(self, name: str, type: EntityType | None) -> WellKnown | None:
        """What is known behind a string, unless the text says it is a person or a place and we know it is not. What is written small is
        no name that begins with "The": "information".
        """
        known = self._names.find(name)
        if known is not None and name.islower() and known.name.startswith("The "):
            return None
        if known is None or (type is not None and type != known.type and "Person" in (type, known.type)) or (type == "Place" != known.type):
            return None
        return known

    def _key_node(self, key: Key) -> _Node:
        return self._node(key.name, key.type, key.document)

    def _node(self, name: str, type: EntityType, document: str | None) -> _Node:
        own, short = fold(name), _spelt(name)
        for scope in (document, None):
            if (own, type, scope) in self._apart:
                return (own, type, scope)
        long = self._expansions.get((document, short)) if document is not None else None
        long = long or (None if self._declared(name, type) else self._common_expansion.get(short))
        if long is not None and type not in ("Person", "Place"):
            name = long
        declared = self._declared(name, type) or self._declared(standard(name, type), type)
        if declared is not None:
            return (fold(declared.name), declared.type, None)
        plain = standard(name, type)
        if is_described(plain) or (type == "Person" and is_surname(plain)):
            return (fold(plain), type, document)
        if type in _ONE_OF_A_KIND:
            type = self._types.get(fold(plain), type)
        return (fold(plain), type, None)

    def _root(self, node: _Node) -> _Node:
        while node in self._same:
            node = self._same[node]
        return node

    def _build(self, uses: Mapping[_Use, int]) -> Mapping[tuple[str, str, EntityType], Entity]:
        """Make every entity once, and say which one each name of each type is in each document."""
        strings: dict[_Node, Counter[str]] = defaultdict(Counter)
        roots: dict[tuple[str, str, EntityType], _Node] = {}
        for (document, name, type, text), times in uses.items():
            root = roots.get((document, name, type))
            if root is None:
                root = roots[document, name, type] = self._root(self._node(name, type, document))
            strings[root][name] += times
            strings[root][standard(name, type)] += times
            if is_acronym(text, name) or is_acronym(name, text):
                strings[root][text] += times
        entities = {root: self._make(root, counts) for root, counts in strings.items()}
        return {use: entities[root] for use, root in roots.items()}

    def _make(self, root: _Node, counts: Counter[str]) -> Entity:
        key, type, scope = root
        known = self._names.find(key) if scope is None else None
        if known is not None and fold(known.name) == key:
            name, strings = known.name, {*counts, *known.aliases}
        else:
            own = [s for s in counts if fold(s) == key] or list(counts)
            name, strings = min(own, key=lambda s: (-counts[s], s)), set(counts)
        aliases = {fold(s): s for s in sorted(strings, reverse=True) if fold(s) != fold(name)}
        return Entity(name, type, tuple(sorted(aliases.values())), scope)


def _spelt(short: str) -> str:
    """Return a short form as it is written, article aside: one country's DoT is not another's DOT."""
    article, _, rest = short.partition(" ")
    return rest if rest and article.lower() == "the" else short


def _uses(mentions: Iterable[Mention], claims: Iterable[Claim]) -> Iterable[_Use]:
    """Every use of a name."""
    for mention in mentions:
        yield mention.document, mention.name, mention.type, mention.text
    for claim in claims:
        for end in ends_of(claim):
            yield claim.document, end.name, end.type, end.text


def ends_of(claim: Claim) -> tuple[End, ...]:
    """Return the claim's ends: subject, object, and what it is about and who said it where there are such."""
    return tuple(end for end in (claim.subject, claim.object, claim.about, claim.said_by) if end is not None)
