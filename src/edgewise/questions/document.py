"""A document as it was read: its text with every claim and name at its place, what of it was left out and why, and its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from ..errors import NameUnknown
from ..model import Claim, Document, EntityType, Mention, Standing
from ..project import Project
from .names import named_in
from .nouns import ClaimShown, EntityShown
from .place import Place, is_current, judged, place_of
from .place import Sort as PlaceSort
from .runs import part_of, parts, pieces
from .show import show_candidate, show_claim, show_entity
from .view import GraphView

NAMES = 200  # names listed
PLACES = 20  # places listed of each name, source and rule
BEGINNING = 160  # code points shown of what is masked
KEY = 16  # digits of a claim's id that name its place in an address

Look = Literal["confirmed", "reported", "alleged", "disputed", "refuted", "negated", "open", "out"]
LOOKS: tuple[Look, ...] = ("confirmed", "reported", "alleged", "disputed", "refuted", "negated", "open", "out")
"""How a claim is marked: as its link stands; what says that something is not so; what counts for nothing; what is not in the graph."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One claim of the document: `number` counts from 1 in the order of the text, `key` names its place in an address.

    `ends` are the entities that it is about, () where it is not in the graph. `look` is how it is marked, `link` the id of the link that
    it supports or contests, or beside which it counts for nothing (None for none), with its `standing`; `place` and `because` say where
    it stands and why.
    """

    number: int
    key: str
    claim: ClaimShown
    ends: tuple[EntityShown, ...]
    look: Look
    place: PlaceSort
    because: str
    link: str | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text in which the marks are the same. The runs of a part, put together, are its text.

    `claims` are the numbers of the claims that are quoted from here, the shortest quote first, and `begins` those whose quote begins
    here; `shortest` is the first one that is in the graph, None for none. `looks` are their looks, each once, the strongest first.
    `name` is the id of the entity that is named here, `mask` the rule by which this was not read, `cites` the number of the source that
    it refers to, `opens` the name of the part of its file ("page 3") that begins here.
    """

    start: int
    end: int
    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    shortest: int | None = None
    looks: tuple[Look, ...] = ()
    name: str | None = None
    mask: str | None = None
    cites: int | None = None
    opens: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the document: the entity it is now (None: it is of a claim that is not in the graph), and where it stands."""

    name: str
    type: EntityType
    entity: EntityShown | None
    places: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was kept but not read, by the rule of a profile that says so, with how it begins."""

    rule: str
    start: int
    end: int
    beginning: str


@dataclass(frozen=True, slots=True)
class CitedSeen:
    """A source that the document names, and where in the text it refers to it."""

    number: int | None
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    tier: int | None
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What of the text is shown: `[start, end)` of `characters`, the part `number` of `count`; where those beside it begin."""

    start: int
    end: int
    characters: int
    number: int
    count: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """A document and a part of its text. `claims` are those quoted from that part that are in the graph, of `claims_total` in the whole
    document, `left_out` those that are not, of `left_out_total`; both in order of the text.

    `source` is where it was found first, `more_sources` at how many other places; `chosen` the key of the claim that was asked for.
    """

    id: str
    title: str | None
    kind: str
    tier: int
    url: str | None
    publisher: str | None
    published: str | None
    event_date: str | None
    status: str | None
    tags: tuple[str, ...]
    given_names: tuple[str, ...]
    sha256: str
    original: str | None
    source: str
    more_sources: int
    read_by: tuple[str, ...]
    part: Part
    runs: tuple[Run, ...]
    claims: tuple[Marked, ...]
    claims_total: int
    left_out: tuple[Marked, ...]
    left_out_total: int
    chosen: str | None
    names: tuple[Found, ...]
    names_total: int
    dropped: tuple[Dropped, ...]
    cites: tuple[CitedSeen, ...]


def see_document(view: GraphView, project: Project, id: str, claim: str = "", at: int = 0) -> DocumentSeen:
    """Return a document by its id, with the part of its text in which a claim stands, given by its id or how that begins; else the part
    that holds the place `at`.

    Raises NameUnknown for a document that is not in the graph. Cost: all of its claims and names are fetched.
    """
    if not is_current(view, id):
        raise NameUnknown(f"no document of the graph has the id {id[:12]!r}; its source holds another text now, or it was taken out")
    document = view.document(id)
    every = _numbered(view, id)
    mentions = sorted(view.store.of_documents(Mention, [id]), key=lambda m: (m.start, m.end, m.type, m.name))
    chosen = next((one for one in every if claim and one.id.startswith(claim)), None)
    starts = parts(document.text, [(one.claim.start, one.claim.end) for one in every] + [(m.start, m.end) for m in mentions])
    number = part_of(starts, at if chosen is None else chosen.claim.start)
    end = starts[number + 1] if number + 1 < len(starts) else len(document.text)
    part = Part(
        start=starts[number], end=end, characters=len(document.text), number=number + 1, count=len(starts),
        before=starts[number - 1] if number else None, after=end if end < len(document.text) else None,
    )  # fmt: skip
    entities = {key: named_in(view, id, *key) for key in dict.fromkeys((m.name, m.type) for m in mentions)}
    found = _found(mentions, {key: show_entity(entity) if entity is not None else None for key, entity in entities.items()})
    named = [(m, entity.id) for m in mentions if (entity := entities[m.name, m.type]) is not None]
    marked = _marked(view, project, [one for one in every if one.claim.start < part.end and part.start < one.claim.end])
    in_graph = sum(one.id in view.resolved for one in every)
    readers = view.readers.get(id, ())
    return DocumentSeen(
        id=id, title=document.title, kind=document.kind, tier=document.tier, url=document.url, publisher=document.publisher,
        published=document.published, event_date=document.event_date, status=document.status, tags=document.tags,
        given_names=document.names, sha256=document.sha256, original=document.original,
        source=view.sources.get(id, ""), more_sources=max(0, len(readers) - 1),
        read_by=tuple(sorted({reader for some in readers for reader in some})), part=part, runs=_runs(document, part, marked, named),
        claims=tuple(one for one in marked if one.look != "out"), claims_total=in_graph,
        left_out=tuple(one for one in marked if one.look == "out"), left_out_total=len(every) - in_graph,
        chosen=chosen.id[:KEY] if chosen is not None else None, names=found[:NAMES], names_total=len(found),
        dropped=tuple(Dropped(m.rule, m.start, m.end, document.text[m.start : min(m.end, m.start + BEGINNING)]) for m in document.masks),
        cites=_cites(document),
    )  # fmt: skip


def claims_of(view: GraphView, project: Project, id: str) -> tuple[Marked, ...]:
    """Return all claims of a document of the graph, given by its id, in the graph or not, in order of the text."""
    return _marked(view, project, _numbered(view, id))


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    id: str
    claim: Claim


def _numbered(view: GraphView, document: str) -> list[_Numbered]:
    """Every claim of a document, in order of the text; its id is worked out once."""
    found = sorted(
        ((claim.start, claim.end, claim.id, claim) for claim in view.store.of_documents(Claim, [document])), key=itemgetter(0, 1, 2)
    )
    return [_Numbered(number, id, claim) for number, (_, _, id, claim) in enumerate(found, 1)]


def _marked(view: GraphView, project: Project, claims: Sequence[_Numbered]) -> tuple[Marked, ...]:
    decisions = judged(view)
    view.fetch_claims(one.id for one in claims if one.id in view.resolved)
    marked = []
    for number, id, claim in ((one.number, one.id, one.claim) for one in claims):
        place = place_of(view, project, claim, id, decisions)
        one = view.resolved.get(id)
        shown = show_claim(view, project, id) if one is not None else show_candidate(view, project, claim)
        ids = (one.subject, one.object, one.about) if one is not None else ()
        link = place.links[0] if place.links else None
        marked.append(
            Marked(
                number=number,
                key=id[:KEY],
                claim=shown,
                ends=tuple(show_entity(view.entity(end)) for end in ids if end is not None),
                look=_look(claim, place) if one is not None else "out",
                place=place.sort,
                because=place.because,
                link=link.id if link is not None else None,
                standing=link.standing if link is not None else None,
            )
        )
    return tuple(marked)


def _look(claim: Claim, place: Place) -> Look:
    if claim.polarity == "negated":
        return "negated"
    if place.sort != "supports":
        return "open"
    standing = place.links[0].standing
    return standing if standing in LOOKS else "open"


def _runs(document: Document, part: Part, claims: Sequence[Marked], named: Iterable[tuple[Mention, str]]) -> tuple[Run, ...]:
    """The part cut wherever a claim, a name, a mask or a reference begins or ends."""
    by_number = {one.number: one for one in claims}
    marks: list[tuple[int, int, tuple[str, int]]] = [(one.claim.start, one.claim.end, ("claim", one.number)) for one in claims]
    names = list(named)
    marks += [(mention.start, mention.end, ("name", number)) for number, (mention, _) in enumerate(names)]
    marks += [(mask.start, mask.end, ("mask", number)) for number, mask in enumerate(document.masks)]
    marks += [(one.start, one.end, ("cites", number)) for number, one in enumerate(document.references)]
    marks += [(one.start, one.end, ("part", number)) for number, one in enumerate(document.parts)]
    begun = {one.start: one.name for one in document.parts}
    runs = []
    for piece in pieces(part.start, part.end, marks):
        of: dict[str, list[int]] = defaultdict(list)
        for kind, number in piece.marks:
            of[kind].append(number)
        here = sorted((by_number[number] for number in of["claim"]), key=lambda one: (one.claim.end - one.claim.start, one.number))
        looks = {one.look for one in here}
        runs.append(
            Run(
                piece.start,
                piece.end,
                document.text[piece.start : piece.end],
                claims=tuple(one.number for one in here),
                begins=tuple(one.number for one in here if max(one.claim.start, part.start) == piece.start),
                shortest=next((one.number for one in here if one.look != "out"), None),
                looks=tuple(look for look in LOOKS if look in looks),
                name=names[of["name"][-1]][1] if of["name"] else None,
                mask=document.masks[of["mask"][0]].rule if of["mask"] else None,
                cites=document.references[of["cites"][0]].number if of["cites"] else None,
                opens=begun.get(piece.start),
            )
        )
    return tuple(runs)


def _found(mentions: Iterable[Mention], entities: dict[tuple[str, EntityType], EntityShown | None]) -> tuple[Found, ...]:
    """The names of a document, those used most first; names of one entity are one."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    first: dict[tuple[str, str], Found] = {}
    for mention in mentions:
        entity = entities[mention.name, mention.type]
        key = (entity.id, "") if entity is not None else (mention.name, mention.type)
        places[key].append(mention.start)
        name, type = (entity.name, entity.type) if entity is not None else (mention.name, mention.type)
        first.setdefault(key, Found(name, type, entity, (), 0))
    found = (Found(one.name, one.type, one.entity, tuple(places[key][:PLACES]), len(places[key])) for key, one in first.items())
    return tuple(sorted(found, key=lambda one: (-one.total, one.name, one.places)))


def _cites(document: Document) -> tuple[CitedSeen, ...]:
    places: dict[int, list[int]] = defaultdict(list)
    for one in document.references:
        places[one.number].append(one.start)
    return tuple(
        CitedSeen(
            one.number,
            one.title,
            one.url,
            one.publisher,
            one.published,
            one.tier,
            tuple(places[one.number][:PLACES]) if one.number is not None else (),
        )
        for one in document.cites
    )
