"""Names for a person to decide: the pairs that may be one thing, what is said of either, and what a decision would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..errors import UsageError
from ..extract.sentences import passages
from ..model import Entity, Judgement, Key, Link, Mention, fold
from ..project import Project
from ..resolve.judged import Matter, holding
from ..resolve.pairs import Pair, Pile, counted, find_pairs, look_at, weigh_pairs
from ..stores.base import Table
from .leads import mentions_of
from .names import named_in
from .nouns import EntityShown
from .show import show_entity
from .view import GraphView, StoreOrView, ends_of, graph_view

SENTENCES = 3  # that name a thing, shown of each
_LOOKED = 8  # documents looked through for these
_LONGEST = 500  # code points of a sentence shown; a longer one is cut around the name
_NEIGHBOURS = 10  # shared ones listed


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks `for_one` thing or, where that is False, for two, in words; `weight` in log-odds."""

    words: str
    for_one: bool
    weight: float


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two things that may be one, in brief. `score`, 0 to 1, is how likely that looks, by the `reasons`, the strongest first.

    `moves` counts the claims that would move: those of the right, which has fewer. `unsure`: a person looked at it and left it open.
    """

    left: EntityShown
    right: EntityShown
    score: float
    moves: int
    reasons: tuple[Reason, ...]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names a thing, in `parts`: a text, and whether it is the name; `title` of its document, `source` where it is."""

    parts: tuple[tuple[str, bool], ...]
    document: str
    title: str | None
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how often it is named, what it has in the graph, and a few sentences; `only_in` where its one document is."""

    entity: EntityShown
    only_in: str | None
    claims: int
    links: int
    documents: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class PairShown:
    """A pair with all that a person needs to decide it.

    `shared` are things both are linked to, a few of `shared_total`; `together` counts the documents that name both. Were they one,
    `moves` claims would move, `joined` links would become one with another, and `between` links would be gone, as a thing is not
    linked to itself; `consequence` says so.
    """

    line: PairLine
    left: Side
    right: Side
    shared: tuple[EntityShown, ...]
    shared_total: int
    together: int
    moves: int
    joined: int
    between: int
    consequence: str


def pairs_worth_a_look(graph: StoreOrView, project: Project) -> tuple[PairLine, ...]:
    """Return all pairs of entities that may be one thing, those that bring the most first, whatever was decided of them.

    Cost: all names are looked through, about 30 seconds for 100,000.
    """
    view = graph_view(graph)
    return tuple(map(_line, find_pairs(view.entities.values(), project.names, _pile(view))))


def proposed(graph: StoreOrView, project: Project, pairs: Iterable[Collection[str]]) -> tuple[PairLine, ...]:
    """Return pairs of entities, given by id, that somebody else proposes, those that bring the most first; none that is settled as two."""
    view = graph_view(graph)
    entities = (tuple(view.entities[id] for id in sorted(pair)) for pair in pairs)
    return tuple(map(_line, weigh_pairs(((one, other) for one, other in entities), project.names, _pile(view))))


def pending(view: GraphView, found: Sequence[PairLine]) -> tuple[PairLine, ...]:
    """Return what of the pairs found is still to be decided, in their order, and then what a person was unsure of, the latest first.

    A pair that was found in an earlier view counts where both are still there and two. Decisions count as soon as they are kept,
    whether the view has them or not.
    """
    decisions = holding(view.store.records(Judgement))
    settled = {pair for pair, _ in _judged(view, decisions, ("SAME", "DIFFERENT"))}
    unsure = {pair: None for pair, judgement in _judged(view, decisions, ("UNSURE",)) if judgement.undoes is None}
    lines: dict[frozenset[str], PairLine] = {}
    for line in found:
        left, right = (view.former.get(one.id, one.id) for one in (line.left, line.right))
        if left in view.entities and right in view.entities and left != right:
            ids = frozenset((left, right))
            if ids not in settled and ids not in unsure:
                lines.setdefault(ids, line if {line.left.id, line.right.id} == ids else _renamed(view, line, left, right))
    pile = _pile(view)
    for ids in reversed(unsure):
        if ids not in settled:
            one, other = (view.entities[id] for id in sorted(ids))
            lines[ids] = replace(_line(look_at(one, other, pile)), unsure=True)
    return tuple(lines.values())


def pair_table(lines: Sequence[PairLine], limit: int | None = None) -> Table:
    """Return pairs as rows, at most `limit` of them."""
    columns = ("left", "left_type", "right", "right_type", "score", "claims_that_move", "why", "left_id", "right_id")
    rows = tuple((*_sides(line), line.score, line.moves, _because(line), line.left.id, line.right.id) for line in lines[:limit])
    return Table(columns, rows, truncated=len(rows) < len(lines))


def _sides(line: PairLine) -> tuple[str, str, str, str]:
    return line.left.name, line.left.type, line.right.name, line.right.type


def _because(line: PairLine) -> str:
    return "; ".join(reason.words for reason in line.reasons)


def name_pairs(graph: StoreOrView, project: Project, limit: int = 10, after: int = 0) -> tuple[PairShown, ...]:
    """Return the pairs to decide with all that is said of either, from the `after`-th on, at most `limit`; () where none is left.

    Cost: that of `pairs_worth_a_look`; who asks again keeps what that found, and asks `pending`.
    """
    view = graph_view(graph)
    lines = pending(view, pairs_worth_a_look(view, project))
    return tuple(_show(view, line) for line in lines[after : after + limit])


def show_pair(view: GraphView, left: str, right: str, lines: Collection[PairLine] = ()) -> PairShown:
    """Return the pair of two entities, given by id, or by a former one, whether somebody proposed it or not.

    `lines` are those that wait. Raises UsageError where an id is unknown, or both are one thing.
    """
    one, other = view.entity(left), view.entity(right)
    if one.id == other.id:
        raise UsageError(f"{one.name!r} is one thing already; to part what is one, take the decision back that made it so")
    waiting = next((line for line in lines if {line.left.id, line.right.id} == {one.id, other.id}), None)
    return _show(view, waiting or _line(look_at(one, other, _pile(view))))


def _show(view: GraphView, line: PairLine) -> PairShown:
    left, right = (view.entities[one.id] for one in (line.left, line.right))
    ours, theirs = (_neighbours(view, one.id) for one in (left, right))
    shared = sorted(ours & theirs, key=lambda id: (len(view.links_of.get(id, ())), view.entities[id].name, id))
    documents = [set(view.naming.get(one.id, ())) for one in (left, right)]
    joined, between = _joined(view, left.id, right.id)
    return PairShown(
        line=line, left=_side(view, left, documents[1]), right=_side(view, right, documents[0]),
        shared=tuple(show_entity(view.entities[id]) for id in shared[:_NEIGHBOURS]), shared_total=len(shared),
        together=len(documents[0] & documents[1]), moves=line.moves, joined=joined, between=between,
        consequence=_consequence(line.moves, joined, between),
    )  # fmt: skip


def _consequence(moves: int, joined: int, between: int) -> str:
    words = [f"{counted(moves, 'claim')} {'moves' if moves == 1 else 'move'}"]
    if joined:
        words.append(f"{counted(joined, 'link')} {'becomes' if joined == 1 else 'become'} one with another")
    if between:
        words.append(f"{counted(between, 'link')} between the two {'goes' if between == 1 else 'go'}")
    return "; ".join(words)


def _joined(view: GraphView, left: str, right: str) -> tuple[int, int]:
    """How many links would become one with another, and how many would be gone, were two things one."""

    def renamed(link: Link) -> tuple[str | None, ...]:
        subject, object, about = (left if id == right else id for id in (link.subject, link.object, link.about))
        return (subject, link.relation, object, about, str(link.indirect))

    links = {link.id: link for id in (left, right) for link in view.links_of.get(id, ())}
    stay = [link for link in links.values() if {link.subject, link.object} != {left, right}]
    return len(stay) - len({renamed(link) for link in stay}), len(links) - len(stay)


def _side(view: GraphView, entity: Entity, other: Collection[str]) -> Side:
    naming = view.naming.get(entity.id, ())
    return Side(
        entity=show_entity(entity), only_in=None if entity.scope is None else view.sources.get(entity.scope, ""),
        claims=_claims(view, entity.id), links=len(view.links_of.get(entity.id, ())), documents=len(naming),
        sentences=tuple(islice(_sentences(view, entity, sorted(naming, key=lambda id: (id in other, id))[:_LOOKED]), SENTENCES)),
    )  # fmt: skip


def _sentences(view: GraphView, entity: Entity, documents: Sequence[str]) -> Iterator[Sentence]:
    """The first sentence of each document that names an entity; headings only where it is named in nothing else."""
    view.fetch_documents(documents)
    places = mentions_of(view, documents)
    for id in documents:
        named = sorted((m for m in places[id] if _is_of(view, entity, m)), key=lambda m: (m.start, -m.end))
        read = view.document(id)
        best = min(
            (passage for passage in passages(read) if any(passage.start <= m.start < passage.end for m in named)),
            key=lambda passage: (passage.is_title, passage.start), default=None,
        )  # fmt: skip
        if best is not None:
            inside = [m for m in named if best.start <= m.start and m.end <= best.end]
            first, last = _cut(best.start, best.end, inside)
            parts = tuple(_parts(read.text, first, last, inside))
            yield Sentence(parts, id, read.title, view.sources.get(id, ""), best.start, best.end)


def _is_of(view: GraphView, entity: Entity, mention: Mention) -> bool:
    keys = {fold(name) for name in (entity.name, *entity.aliases)}
    if fold(mention.name) not in keys and fold(mention.text) not in keys:
        return False
    found = named_in(view, mention.document, mention.name, mention.type)
    return found is not None and found.id == entity.id


def _cut(start: int, end: int, inside: Sequence[Mention]) -> tuple[int, int]:
    """The stretch of a sentence that is shown: all of it, or, of a long one, what is around the first name."""
    if end - start <= _LONGEST or not inside:
        return start, min(end, start + _LONGEST)
    first = max(start, min(inside[0].start - _LONGEST // 2, end - _LONGEST))
    return first, min(end, max(first + _LONGEST, inside[0].end))


def _parts(text: str, start: int, end: int, inside: Sequence[Mention]) -> Iterator[tuple[str, bool]]:
    here = start
    for mention in inside:
        if here <= mention.start and mention.end <= end:
            if here < mention.start:
                yield text[here : mention.start], False
            yield text[mention.start : mention.end], True
            here = mention.end
    if here < end:
        yield text[here:end], False


def _line(pair: Pair) -> PairLine:
    reasons = sorted((Reason(sign.words, sign.weight > 0, sign.weight) for sign in pair.signs), key=lambda one: -abs(one.weight))
    return PairLine(show_entity(pair.left), show_entity(pair.right), round(pair.score, 3), pair.moves, tuple(reasons))


def _renamed(view: GraphView, line: PairLine, left: str, right: str) -> PairLine:
    """A line whose things have other ids by now."""
    return replace(line, left=show_entity(view.entities[left]), right=show_entity(view.entities[right]))


def _judged(
    view: GraphView, decisions: Mapping[Matter, Judgement], verdicts: Collection[str]
) -> Iterator[tuple[frozenset[str], Judgement]]:
    """The pairs of entities (ids) of which one of these verdicts holds; a pair that is one thing now is none."""
    for judgement in decisions.values():
        if judgement.verdict in verdicts and judgement.left is not None and judgement.right is not None:
            left, right = (entity_of_key(view, key) for key in (judgement.left, judgement.right))
            if left is not None and right is not None and left.id != right.id:
                yield frozenset((left.id, right.id)), judgement


def entity_of_key(view: GraphView, key: Key) -> Entity | None:
    """Return what a judged name is in a view now; None where nothing is called so any more."""
    if key.document is not None:
        return named_in(view, key.document, key.name, key.type)
    called = (entity for entity in view.called(key.name) if entity.scope is None)
    return min(called, key=lambda e: (e.type != key.type, e.name_key != fold(key.name), e.id), default=None)


def _pile(view: GraphView) -> Pile:
    kept: dict[str, frozenset[str]] = {}

    def neighbours(id: str) -> frozenset[str]:
        if id not in kept:
            kept[id] = _neighbours(view, id)
        return kept[id]

    return Pile(lambda id: view.entities[id].name, lambda id: view.naming.get(id, ()), lambda id: _claims(view, id), neighbours)


def _neighbours(view: GraphView, id: str) -> frozenset[str]:
    return frozenset(end for link in view.links_of.get(id, ()) for end in ends_of(link)) - {id}


def _claims(view: GraphView, id: str) -> int:
    return len({*view.claims_of.get(id, ()), *view.said_by.get(id, ())})
