"""What an answer is made of: links and claims with their names, words and places written out, ready for any view.

`to_json` gives the documented JSON shape; views add nothing to it but looks.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from ..model import Contest, EntityType, Modality, Polarity, Standing, Support

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim with its words. `document` is the document's id, `source` where it was found (a path or URL), `title` its title,
    `publisher` whoever published it; `part` is where in its file the words stand ("page 3", "row 12"), where that has parts.

    `sentence` is what is affirmed or denied ("ICE has a contract with AWS"): show it with `polarity` and `modality`, never alone.
    `said_by` is a name or None (the document says it itself); `tier` 1 (a record) to 5 (unknown). `read_by` are the readers that read
    it, "name@version" sorted, and `confidence`, 0 to 1, how sure that reading is: of such readings, this share says what the sentence
    says. It is no part of how the claim stands; None where nobody is known to have read it. Dates are EDTF.
    """

    id: str
    subject: str
    relation: str
    object: str
    about: str | None
    sentence: str
    quote: str
    document: str
    source: str
    title: str | None
    start: int
    end: int
    said_by: str | None
    tier: int
    polarity: Polarity
    modality: Modality
    date: str | None
    place: str | None
    amount: str | None
    role: str | None
    indirect: bool
    published: str | None
    url: str | None
    read_by: tuple[str, ...]
    confidence: float | None = None
    publisher: str | None = None
    part: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class LinkNamed:
    """One link with its names and its sentence ("AWS hosts ICM").

    Two entities can share a name, so `subject_id` and `object_id` say which are meant; a `symmetric` link has no direction.
    """

    id: str
    subject_id: str
    object_id: str
    symmetric: bool
    subject: str
    relation: str
    object: str
    about: str | None
    indirect: bool
    sentence: str
    standing: Standing
    support: Support
    contest: Contest
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class LinkShown(LinkNamed):
    """One link with its claims, best first; `contesting` are those that deny it."""

    claims: tuple[ClaimShown, ...]
    contesting: tuple[ClaimShown, ...]


@dataclass(frozen=True, slots=True)
class LinkLine(LinkNamed):
    """One link in brief, where many stand below each other: how many claims support it, the best of them, and those that deny it.

    `claim` is None only where no claim is kept behind it.
    """

    count: int
    claim: ClaimShown | None
    contesting: tuple[ClaimShown, ...]


@dataclass(frozen=True, slots=True)
class RouteShown:
    """Links end to end, from the first name asked for to the second; as strong as its weakest link."""

    standing: Standing
    support: Support
    contest: Contest
    links: tuple[LinkShown, ...]

    @property
    def length(self) -> int:
        return len(self.links)


@dataclass(frozen=True, slots=True)
class Lead:
    """Two names in one sentence: a place to look, never a link."""

    a: str
    b: str
    sentence: str
    document: str
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Together:
    """A name that stands in one sentence with another: in how many of those looked at, and the first few of them. Never a link."""

    id: str
    name: str
    type: EntityType
    sentences: int
    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What edgewise knows beforehand (`graph/names.yaml`): knowledge of ours, not a claim of the documents."""

    name: str
    part_of: str


@dataclass(frozen=True, slots=True)
class Searched:
    """How much was looked through."""

    documents: int
    claims: int


@dataclass(frozen=True, slots=True)
class EntityShown:
    """An entity as a view draws it."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """A part of many: those from `offset` on, of `total`."""

    items: tuple[T, ...] = ()
    total: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, how it was understood and what was found; `form` None: not understood, and `forms` says what would be.

    `names` are the entities the question is about, in its order. `left_out` is how many more facts there are than was asked to show.
    `cypher` is a query that returns the links shown, by id.
    """

    question: str
    form: str | None
    names: tuple[EntityShown, ...] = ()
    routes: tuple[RouteShown, ...] = ()
    facts: tuple[LinkShown, ...] = ()
    left_out: int = 0
    denials: tuple[ClaimShown, ...] = ()
    unconfirmed: tuple[ClaimShown, ...] = ()
    speech: tuple[ClaimShown, ...] = ()
    leads: tuple[Lead, ...] = ()
    nearest: tuple[LinkShown, ...] = ()
    background: tuple[Background, ...] = ()
    searched: Searched = Searched(0, 0)
    cypher: str = ""
    forms: tuple[str, ...] = ()

    def links(self) -> tuple[LinkShown, ...]:
        """Every link shown, once, in order: those of the routes, then the facts, then the nearest weaker ones."""
        seen: dict[str, LinkShown] = {}
        for link in (*(hop for route in self.routes for hop in route.links), *self.facts, *self.nearest):
            seen.setdefault(link.id, link)
        return tuple(seen.values())


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as plain JSON data, keys in the order of the fields; a route carries its `length`."""
    data = asdict(answer)
    data["routes"] = [
        {"standing": r.standing, "support": r.support, "contest": r.contest, "length": r.length, "links": [asdict(hop) for hop in r.links]}
        for r in answer.routes
    ]
    return data
