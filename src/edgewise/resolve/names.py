"""Which names are one thing. One form (`forms.form_of`), declared alias, acronym definition; then what people decided.

Invariants: a unit is never merged with its parent, a person never with a firm, nor two names that differ in a number, a
word, or of two corporate forms: only names of one form merge, or names that `names.yaml`, a document's own definition or a
judgement says are one; never what `decided` says are two. A description ("government agencies"), a bare post ("the Attorney
General") and a person of one word ("Powell") are things of their document only, else they would tie strangers together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from ..model import Claim, End, Entity, EntityType, Judgement, Key, Mention, fold
from ..ontology import Names, WellKnown
from .forms import from_address, is_acronym, is_described, is_generic, is_post, is_surname, legal_form, may_be_a_paper, standard
from .judged import Groups, holding, name_of
from .known import known
from .people import person_of

_Use = tuple[str, str, EntityType, str]  # document, name, type, the text as it stands
_Node = tuple[str, EntityType, str | None]  # folded name, type, scope (a document's id, or None for all)
_FEW = 20  # documents at most of a name that two documents share, for that to say that they are of one matter
_ONE_OF_A_KIND: tuple[EntityType, ...] = ("Organization", "System", "Group", "Work", "Event")


class Resolution:
    """Answers which entity a name of a document is. Built once from all current mentions and claims; order-free."""

    def __init__(self, mentions: Iterable[Mention], claims: Iterable[Claim], judgements: Iterable[Judgement], names: Names) -> None:
        self._names = names
        self._known = known(names)
        self._expansions: dict[tuple[str, str], str] = {}
        self._types: dict[str, EntityType] = {}
        self._own: set[_Node] = set()  # names, in a document or in all, that mean a thing of their own
        uses = Counter(_uses(mentions, claims))
        self._firms = _firms(uses)
        self._papers = _papers(uses)
        self._addresses = dict(self._from_addresses(uses))
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
        matters = _Matters(uses) if found else None
        for short, by_document in found.items():
            longs = set()
            for document, counts in by_document.items():
                long = min(counts, key=lambda text: (-counts[text], text))
                self._expansions[document, short] = long
                declared = self._known.find(long, None)
                longs.add(declared.name if declared is not None else fold(long))
            if len(longs) == 1 and matters is not None:  # one meaning in the whole pile: it holds in documents of the same matter, too
                meant = min(counts for by in by_document.values() for counts in by)
                for document in matters.beside(by_document, {short, *longs}):
                    self._expansions.setdefault((document, short), meant)

    def _from_addresses(self, uses: Iterable[_Use]) -> Iterable[tuple[tuple[str, EntityType], str]]:
        """Every name that is written as in a web address, where the documents or `names.yaml` have the same one as people write it."""
        names = {(name, type) for _, name, type, _text in uses}
        written = {(name, type): spelt for name, type in names if (spelt := from_address(name)) is not None}
        forms = {(self._known.form(name, type), type) for name, type in names if written and not is_described(name)}
        for (name, type), spelt in written.items():
            if self._known.find(spelt, type) is not None or (self._known.form(spelt, type), type) in forms:
                yield (name, type), spelt

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
        ends = {self._key_node(key) for pair in same for key in pair}
        self._joined = {node for end in ends for node in self._groups.of(end) if len(self._groups.of(end)) > 1}
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
        name = self._in_full(name, type, document)
        if self._is_one_of_two_firms(name, type):
            return (fold(name), type, None)
        declared = self._known.find(name, type)
        if declared is not None:
            return (fold(declared.name), declared.type, None)
        plain = standard(name, type)
        scope = document if may_be_a_paper(name) and fold(plain) in self._papers else _scope(plain, type, document)
        if type in _ONE_OF_A_KIND and not is_described(plain):
            type = self._types.get(fold(plain), type)
        return (fold(plain), type, scope)

    def _in_full(self, name: str, type: EntityType, document: str | None) -> str:
        """What a short name is short for in a document, and one of a web address as people write it; any other name as it is."""
        name = self._addresses.get((name, type), name)
        if document is None or type in ("Person", "Place"):
            return name
        return self._expansions.get((document, _spelt(name)), name)

    def _is_one_of_two_firms(self, name: str, type: EntityType) -> bool:
        """Whether the documents have firms of this name of two corporate forms, which are two in a register."""
        return type == "Organization" and fold(standard(name, type)) in self._firms and legal_form(name) is not None

    def _join_forms(self, named: Iterable[tuple[str, _Node]]) -> None:
        """Join the things of all documents whose names are of one form, but what is known beforehand and what is kept apart."""
        of_form: dict[tuple[str, EntityType], set[_Node]] = defaultdict(set)
        for name, node in named:
            _, type, scope = node
            alone = scope is not None or self._is_one_of_two_firms(name, type) or _is_anybodys(name, type)
            if not alone and self._known.find(name, type) is None:
                of_form[self._known.form(name, type), type].add(node)
        for nodes in of_form.values():
            first, *others = sorted(nodes, key=lambda node: node[0])
            for other in others:
                self._groups.join(first, other)

    def _build(self, uses: Mapping[_Use, int]) -> Mapping[tuple[str, str, EntityType], Entity]:
        """Make every entity once, and say which one each name of each type is in each document."""
        nodes = {(document, name, type): self._node(name, type, document) for document, name, type, _ in uses}
        nodes = {use: self._everywhere(node) for use, node in nodes.items()}
        self._join_forms((self._in_full(name, type, document), node) for (document, name, type), node in nodes.items())
        used: Counter[_Node] = Counter()
        for (document, name, type, _text), times in uses.items():
            used[nodes[document, name, type]] += times
        roots = {node: min(self._groups.of(node), key=partial(self._rank, used)) for node in used}
        strings: dict[_Node, Counter[str]] = defaultdict(Counter)
        for (document, name, type, text), times in uses.items():
            root = roots[nodes[document, name, type]]
            strings[root][name] += times
            strings[root][name if self._is_one_of_two_firms(name, type) else standard(name, type)] += times
            if is_acronym(text, name) or is_acronym(name, text):
                strings[root][text] += times
        entities = {root: self._make(root, counts) for root, counts in strings.items()}
        return {use: entities[roots[node]] for use, node in nodes.items()}

    def _everywhere(self, node: _Node) -> _Node:
        """A name of one document that is not judged itself means what it was said to be in all documents, if that was said."""
        key, type, scope = node
        joined = scope is not None and node not in self._judged and (key, type, None) in self._joined
        return (key, type, None) if joined else node

    def _rank(self, used: Mapping[_Node, int], node: _Node) -> tuple[bool, bool, bool, int, str, str, str]:
        """Whose name a group takes, the least: one that is declared, one of all documents, no last name alone or with a post before it,
        the one used most.
        """
        key, type, scope = node
        own = scope is not None
        in_short = type == "Person" and (is_surname(key) or person_of(key).title != "")
        return (own or self._declared(key, type) is None, own, in_short, -used.get(node, 0), key, type, scope or "")

    def _declared(self, key: str, type: EntityType) -> WellKnown | None:
        """What is declared under this very name, as a thing of this type."""
        known = self._names.find(key)
        return known if known is not None and (fold(known.name), known.type) == (key, type) else None

    def _make(self, root: _Node, counts: Counter[str]) -> Entity:
        key, type, scope = root
        known = self._declared(key, type) if scope is None else None
        if known is not None:
            declared = {alias for alias in known.aliases if (fold(alias), type, None) not in self._own}
            name, strings = known.name, {*counts, *declared}
        else:
            own = [s for s in counts if fold(s) == key] or list(counts)
            name, strings = min(own, key=lambda s: (-counts[s], s)), set(counts)
        aliases = {fold(s): s for s in sorted(strings, reverse=True) if fold(s) != fold(name)}
        return Entity(name, type, tuple(sorted(aliases.values())), scope)


def _scope(plain: str, type: EntityType, document: str | None) -> str | None:
    """The document whose thing alone a name is, else None: a description's, a bare post's, and that of a last name."""
    alone = is_described(plain) or is_post(plain) or (type == "Person" and is_surname(plain))
    return document if alone else None


def _is_anybodys(name: str, type: EntityType) -> bool:
    """Whether a name says too little for another form of it to mean the same thing."""
    return not person_of(name).first if type == "Person" else type != "Place" and is_generic(name)


def _firms(uses: Iterable[_Use]) -> frozenset[str]:
    """The names, folded and without corporate forms, that firms of two forms have: "Northwind Ltd", "Northwind S.A."."""
    forms: dict[str, set[str]] = defaultdict(set)
    for _, name, type, _text in uses:
        if type == "Organization" and (form := legal_form(name)) is not None:
            forms[fold(standard(name, type))].add(form)
    return frozenset(name for name, of in forms.items() if len(of) > 1)


def _papers(uses: Iterable[_Use]) -> frozenset[str]:
    """The names, folded, that the documents have with the article of a newspaper and without: "The Free Press", "Free Press"."""
    names = {name for _, name, _, _ in uses}
    return frozenset(fold(name) for name in names if may_be_a_paper(name) and name.partition(" ")[2] in names)


class _Matters:
    """Which documents are of one matter: those that share a name that few have."""

    def __init__(self, uses: Iterable[_Use]) -> None:
        self._documents: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        for document, name, _type, _text in uses:
            self._documents[fold(name)].add(document)
            self._names[document].add(fold(name))

    def beside(self, documents: Iterable[str], but: Iterable[str]) -> set[str]:
        """Return all documents that share a name with one of these, other than those of `but`."""
        names = {name for document in documents for name in self._names[document]} - {fold(name) for name in but}
        return {document for name in names if len(self._documents[name]) <= _FEW for document in self._documents[name]}


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
