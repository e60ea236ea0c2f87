"""What a name means in a document, and which names are one thing: the rules, over facts of the pile that somebody gives.

Invariants: a unit is never merged with its parent, a person never with a firm, nor two names that differ in a number, a
word, or of two corporate forms: only names of one form merge, or names that `names.yaml`, a document's own definition or a
judgement says are one; never what `decided` says are two. A description ("government agencies"), a bare post ("the Attorney
General") and a person of one word ("Powell") are things of their document only, else they would tie strangers together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import partial

from ..model import Entity, EntityType, Judgement, Key, fold
from ..ontology import Names, WellKnown
from .facts import ONE_OF_A_KIND, Facts, plain_key, spelt
from .forms import is_acronym, is_described, is_generic, is_post, is_surname, legal_form, may_be_a_paper, standard
from .judged import Groups, holding, name_of
from .people import person_of

Node = tuple[str, EntityType, str | None]  # folded name, type, scope (a document's id, or None for all)
Form = tuple[str, EntityType]


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in a document: what it is in full there, which thing that is, and of which form where it may join others of one form."""

    full: str
    node: Node
    form: str | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people's judgements of names come to: what is a thing of its own, what is kept apart and what is one, the latest last."""

    own: frozenset[Node]
    apart: frozenset[tuple[Node, Node]]
    same: tuple[tuple[Node, Node], ...]
    judged: frozenset[Node]
    joined: frozenset[Node]


class Naming:
    """Says what names mean. Made from the facts of a pile and what people decided; order-free."""

    def __init__(self, facts: Facts, judgements: Iterable[Judgement], names: Names) -> None:
        self._facts = facts
        self._names = names
        self._known = facts.known
        self._own: set[Node] = set()  # names, in a document or in all, that mean a thing of their own
        self.decisions = self._decided(judgements)

    def place(self, name: str, type: EntityType, document: str) -> Placed:
        """Return what a name of this type means in a document."""
        node = self._everywhere(self._node(name, type, document))
        full = self._in_full(name, type, document)
        return Placed(full, node, self._form(full, node))

    def strings(self, name: str, type: EntityType, text: str, full: str, times: int) -> Counter[str]:
        """Return what a use of a name, which is `full` in its document, calls its thing, and how often."""
        found = Counter({name: times})
        for one in {name, full}:
            found[one if self._is_one_of_two_firms(one, type) else standard(one, type)] += times
        if is_acronym(text, name) or is_acronym(name, text):
            found[text] += times
        return found

    def said_one(self, node: Node) -> frozenset[Node]:
        """Return all that is one with a thing by what people say and, where `entities` joined it, by its names' forms; itself too."""
        return self._groups.of(node)

    def entities(
        self, used: Mapping[Node, int], strings: Mapping[Node, Mapping[str, int]], forms: Mapping[Form, Set[Node]]
    ) -> Mapping[Node, Entity]:
        """Return what each thing is that is `used`: those that are one by what people say or by their names' forms are one entity.

        `strings` say how often each is called what, `forms` which things have names of one form. All that may be one with any of
        these has to be among them, as `Naming` keeps what it joined.
        """
        for form in sorted(forms):
            first, *others = sorted(forms[form])  # of one type, and of all documents
            for other in others:
                self._groups.join(first, other)
        roots = {node: min(self._groups.of(node), key=partial(self._rank, used)) for node in used}
        called: dict[Node, Counter[str]] = defaultdict(Counter)
        for node, root in roots.items():
            called[root].update(strings[node])
        made = {root: self._make(root, counts) for root, counts in called.items()}
        return {node: made[root] for node, root in roots.items()}

    def _decided(self, judgements: Iterable[Judgement]) -> Decisions:
        """Apply the judgement that holds of every pair: DIFFERENT keeps apart, then SAME joins, the latest first.

        A name that is DIFFERENT from the thing whose other name it is becomes a thing of its own; one that is SAME as another thing in
        one document only, a thing of that document. What would join what is kept apart, a unit and its parent too, joins nothing.
        """
        pairs = [(j.verdict, j.left, j.right) for j in holding(judgements).values() if j.left is not None and j.right is not None]
        same, different = ([(left, right) for verdict, left, right in pairs if verdict == word] for word in ("SAME", "DIFFERENT"))
        self._own.update([key for pair in different for key in self._parted(*pair)])
        self._own.update([key for pair in same for key in self._singled_out(*pair)])
        apart = [*((self._key_node(left), self._key_node(right)) for left, right in different), *self._units()]
        one = [(self._key_node(left), self._key_node(right)) for left, right in same]
        self._groups = Groups(apart)
        for left, right in reversed(one):
            self._groups.join(left, right)
        joined = {node for pair in one for end in pair for node in self._groups.of(end) if len(self._groups.of(end)) > 1}
        judged = {self._key_node(key) for _, left, right in pairs for key in (left, right)}
        return Decisions(frozenset(self._own), frozenset(apart), tuple(one), frozenset(judged), frozenset(joined))

    def _parted(self, left: Key, right: Key) -> Iterable[Node]:
        """Which of two names of one thing, judged different, is not its name: the one that is an alias; of two like this, a document's."""
        node = self._key_node(left)
        if node != self._key_node(right):
            return
        title = {key: (name_of(key) == node, key.document is None) for key in (left, right)}
        yield from (name_of(key) for key in title if title[key] == min(title.values()))

    def _singled_out(self, left: Key, right: Key) -> Iterable[Node]:
        """Which of two names, judged the same, means something else in other documents."""
        if self._key_node(left) != self._key_node(right):
            yield from (name_of(key) for key in (left, right) if key.document is not None)

    def _units(self) -> Iterable[tuple[Node, Node]]:
        """Every unit that is known, and each of those it is a part of."""
        for unit in self._names.known:
            for parent in self._names.parents(unit.name):
                yield self._node(unit.name, unit.type, None), self._key_node(Key(parent, unit.type))

    def _key_node(self, key: Key) -> Node:
        return self._node(key.name, key.type, key.document)

    def _node(self, name: str, type: EntityType, document: str | None) -> Node:
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

    def _meant(self, name: str, type: EntityType, document: str | None) -> Node:
        """Which thing a name is in a document, as far as its form, `names.yaml` and the documents say."""
        name = self._in_full(name, type, document)
        if self._is_one_of_two_firms(name, type):
            return (fold(name), type, None)
        declared = self._known.find(name, type)
        if declared is not None:
            return (fold(declared.name), declared.type, None)
        plain = standard(name, type)
        of_document = may_be_a_paper(name) and self._facts.is_a_paper(fold(plain))
        scope = document if of_document else _scope(plain, type, document)
        if type in ONE_OF_A_KIND and not is_described(plain):
            type = self._facts.type_of(fold(plain)) or type
        return (fold(plain), type, scope)

    def _in_full(self, name: str, type: EntityType, document: str | None) -> str:
        """What a short name is short for in a document, and one of a web address as people write it; any other name as it is."""
        name = self._facts.address(name, type) or name
        if document is None or type in ("Person", "Place"):
            return name
        return self._facts.expansion(document, spelt(name)) or name

    def _is_one_of_two_firms(self, name: str, type: EntityType) -> bool:
        """Whether the documents have firms of this name of two corporate forms, which are two in a register."""
        return type == "Organization" and legal_form(name) is not None and self._facts.is_of_two_firms(plain_key(name, type))

    def _form(self, full: str, node: Node) -> str | None:
        """The form of a name by which its thing joins others of all documents; None for what is known beforehand, or joins nothing."""
        _, type, scope = node
        alone = scope is not None or self._is_one_of_two_firms(full, type) or _is_anybodys(full, type)
        return None if alone or self._known.find(full, type) is not None else self._known.form(full, type)

    def _everywhere(self, node: Node) -> Node:
        """A name of one document that is not judged itself means what it was said to be in all documents, if that was said."""
        key, type, scope = node
        joined = scope is not None and node not in self.decisions.judged and (key, type, None) in self.decisions.joined
        return (key, type, None) if joined else node

    def _rank(self, used: Mapping[Node, int], node: Node) -> tuple[bool, bool, bool, bool, int, str, str, str]:
        """Whose name a group takes, the least: one that is declared, one that the documents have and not only a judgement, one of all
        documents, no last name alone or with a post before it, the one used most.
        """
        key, type, scope = node
        own = scope is not None
        in_short = type == "Person" and (is_surname(key) or person_of(key).title != "")
        undeclared = own or self._declared(key, type) is None
        return (undeclared, undeclared and node not in used, own, in_short, -used.get(node, 0), key, type, scope or "")

    def _declared(self, key: str, type: EntityType) -> WellKnown | None:
        """What is declared under this very name, as a thing of this type."""
        known = self._names.find(key)
        return known if known is not None and (fold(known.name), known.type) == (key, type) else None

    def _make(self, root: Node, counts: Mapping[str, int]) -> Entity:
        key, type, scope = root
        known = self._declared(key, type) if scope is None else None
        if known is not None:
            declared = {alias for alias in known.aliases if (fold(alias), type, None) not in self._own}
            name, strings = known.name, {*counts, *declared}
        else:
            own = [s for s in counts if fold(s) == key]  # no other's, so that no two entities have one name
            if not own:
                titled = self._names.find(key)
                own = [titled.name if titled is not None and fold(titled.name) == key else key]
            name, strings = min(own, key=lambda s: (-counts.get(s, 0), s)), set(counts)
        aliases = {fold(s): s for s in sorted(strings, reverse=True) if fold(s) != fold(name)}
        return Entity(name, type, tuple(sorted(aliases.values())), scope)


def _scope(plain: str, type: EntityType, document: str | None) -> str | None:
    """The document whose thing alone a name is, else None: a description's, a bare post's, and that of a last name."""
    alone = is_described(plain) or is_post(plain) or (type == "Person" and is_surname(plain))
    return document if alone else None


def _is_anybodys(name: str, type: EntityType) -> bool:
    """Whether a name says too little for another form of it to mean the same thing."""
    return not person_of(name).first if type == "Person" else type != "Place" and is_generic(name)
