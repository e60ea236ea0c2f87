"""Which names are one thing. Exact, declared alias, acronym definition, title and corporate form; then what people decided.

Invariants: a unit is never merged with its parent, a person never with a firm, nor two names that differ in a number or a
word: only equal names merge (after `forms.standard`), or names that `names.yaml`, a document's own definition or a judgement
says are one. A description ("government agencies") and a person of one word ("Powell") are things of their document only, else
they would tie strangers together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from ..model import Claim, End, Entity, EntityType, Judgement, Key, Mention, fold
from ..ontology import Names, WellKnown
from .forms import is_acronym, is_described, is_surname, standard
from .judged import Groups, holding, name_of

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
        self._own: set[_Node] = set()  # names, in a document or in all, that mean a thing of their own
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
        """Apply the judgement that holds of every pair: DIFFERENT keeps apart, then SAME joins, the latest first.

        A name that is DIFFERENT from the thing whose other name it is becomes a thing of its own; one that is SAME as another thing in
        one document only, a thing of that document. What would join what is kept apart, a unit and its parent too, joins nothing.
        """
        pairs = [(j.verdict, j.left, j.right) for j in holding(judgements).values() if j.left is not None and j.right is not None]
        same, different = ([(left, right) for verdict, left, right in pairs if verdict == word] for word in ("SAME", "DIFFERENT"))
        self._own.update([key for pair in different for key in self._parted(*pair)])
        self._own.update([key for pair in same for key in self._singled_out(*pair)])
        apart = [*((self._key_node(left), self._key_node(right)) for left, right in different), *self._units()]
        self._groups = Groups(apart)
        for left, right in reversed(same):
            self._groups.join(self._key_node(left), self._key_node(right))
        self._judged = {self._key_node(key) for _, left, right in pairs for key in (left, right)}

    def _parted(self, left: Key, right: Key) -> Iterable[_Node]:
        """Which of two names of one thing, judged different, is not its name: the one that is an alias; of two like this, a document's."""
        node = self._key_node(left)
        if node != self._key_node(right):
            return
        title = {key: (name_of(key) == node, key.document is None) for key in (left, right)}
        yield from (name_of(key) for key in title if title[key] == min(title.values()))

    def _singled_out(self, left: Key, right: Key) -> Iterable[_Node]:
        """Which of two names, judged the same, means something else in other documents."""
        if self._key_node(left) != self._key_node(right):
            yield from (name_of(key) for key in (left, right) if key.document is not None)

    def _units(self) -> Iterable[tuple[_Node, _Node]]:
        """Every unit that is known, and each of those it is a part of."""
        for unit in self._names.known:
            for parent in self._names.parents(unit.name):
                yield self._node(unit.name, unit.type, None), self._key_node(Key(parent, unit.type))

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
        """Which thing a name is in a document, before what people said are one."""
        node = self._meant(name, type, document)
        if not self._own:
            return node
        plain = standard(name, type)
        for key, scope in ((fold(name), _scope(plain, type, document)), (fold(plain), _scope(plain, type, document)), (node[0], node[2])):
            for kind in (type, node[1]):
                if (key, kind, document) in self._own:
                    return (key, kind, document)
                if (key, kind, None) in self._own:
                    return (key, kind, scope)
        return node

    def _meant(self, name: str, type: EntityType, document: str | None) -> _Node:
        """Which thing a name is in a document, as far as its form, `names.yaml` and the documents say."""
        short = _spelt(name)
        long = self._expansions.get((document, short)) if document is not None else None
        long = long or (None if self._declared(name, type) else self._common_expansion.get(short))
        if long is not None and type not in ("Person", "Place"):
            name = long
        declared = self._declared(name, type) or self._declared(standard(name, type), type)
        if declared is not None:
            return (fold(declared.name), declared.type, None)
        plain = standard(name, type)
        scope = _scope(plain, type, document)
        if type in _ONE_OF_A_KIND and not is_described(plain):
            type = self._types.get(fold(plain), type)
        return (fold(plain), type, scope)

    def _build(self, uses: Mapping[_Use, int]) -> Mapping[tuple[str, str, EntityType], Entity]:
        """Make every entity once, and say which one each name of each type is in each document."""
        nodes = {(document, name, type): self._node(name, type, document) for document, name, type, _ in uses}
        nodes = {use: self._everywhere(node) for use, node in nodes.items()}
        used: Counter[_Node] = Counter()
        for (document, name, type, _text), times in uses.items():
            used[nodes[document, name, type]] += times
        roots = {node: min(self._groups.of(node), key=partial(self._rank, used)) for node in used}
        strings: dict[_Node, Counter[str]] = defaultdict(Counter)
        for (document, name, type, text), times in uses.items():
            root = roots[nodes[document, name, type]]
            strings[root][name] += times
            strings[root][standard(name, type)] += times
            if is_acronym(text, name) or is_acronym(name, text):
                strings[root][text] += times
        entities = {root: self._make(root, counts) for root, counts in strings.items()}
        return {use: entities[roots[node]] for use, node in nodes.items()}

    def _everywhere(self, node: _Node) -> _Node:
        """A name of one document that is not judged itself means what it was said to be in all documents, if that was said."""
        key, type, scope = node
        joined = scope is not None and node not in self._judged and len(self._groups.of((key, type, None))) > 1
        return (key, type, None) if joined else node

    def _rank(self, used: Mapping[_Node, int], node: _Node) -> tuple[bool, bool, bool, int, str, str, str]:
        """Whose name a group takes, the least: one that is declared, one of all documents, no last name alone, the one used most."""
        key, type, scope = node
        own = scope is not None
        last_name = type == "Person" and is_surname(key)
        return (own or self._known(key, type) is None, own, last_name, -used.get(node, 0), key, type, scope or "")

    def _known(self, key: str, type: EntityType) -> WellKnown | None:
        """What is declared under this very name, as a thing of this type."""
        known = self._names.find(key)
        return known if known is not None and (fold(known.name), known.type) == (key, type) else None

    def _make(self, root: _Node, counts: Counter[str]) -> Entity:
        key, type, scope = root
        known = self._known(key, type) if scope is None else None
        if known is not None:
            declared = {alias for alias in known.aliases if (fold(alias), type, None) not in self._own}
            name, strings = known.name, {*counts, *declared}
        else:
            own = [s for s in counts if fold(s) == key] or list(counts)
            name, strings = min(own, key=lambda s: (-counts[s], s)), set(counts)
        aliases = {fold(s): s for s in sorted(strings, reverse=True) if fold(s) != fold(name)}
        return Entity(name, type, tuple(sorted(aliases.values())), scope)


def _scope(plain: str, type: EntityType, document: str | None) -> str | None:
    """The document whose thing alone a name is, else None: a description's, and that of a last name."""
    return document if is_described(plain) or (type == "Person" and is_surname(plain)) else None


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
