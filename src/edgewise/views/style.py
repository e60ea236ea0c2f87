"""How things look, for every view: a type by shape and colour, a standing by its line and in words. The one place that says so.

Colours are Okabe and Ito's, told apart by people who see colours differently; nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from ..model import EntityType, Link, Modality, Polarity, Standing
from ..proposed import STATING
from ..questions.evidence import ACTS, joins
from ..questions.nouns import ClaimShown, LinkShown
from ..resolve.forms import is_described


@dataclass(frozen=True, slots=True)
class TypeLook:
    """How an entity of a type is drawn. `shape` is vis-network's word, `outline` the same as an SVG path in a 20 by 20 box."""

    shape: str
    colour: str
    plural: str
    outline: str


@dataclass(frozen=True, slots=True)
class StandingLook:
    """How a link of a standing is drawn. `dashes` are pixels on and off, () for an unbroken line; `width` is in pixels.

    `drawn` False: an answer to a question, never a line in a picture. `rank` orders standings, the strongest first.
    """

    rank: int
    drawn: bool
    dashes: tuple[int, ...]
    width: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture and of the page around it, on a light or a dark ground."""

    ground: str
    raised: str
    text: str
    faint: str
    rule: str
    link: str
    line: str
    disputed: str
    border: str
    chosen: str


_TYPES: Mapping[EntityType, TypeLook] = {
    "Organization": TypeLook("square", "#0072B2", "organizations", "M3 3H17V17H3Z"),
    "Person": TypeLook("dot", "#E69F00", "people", "M2 10A8 8 0 1 0 18 10A8 8 0 1 0 2 10Z"),
    "System": TypeLook("hexagon", "#009E73", "systems", "M1 10L5.5 2H14.5L19 10L14.5 18H5.5Z"),
    "Group": TypeLook("triangle", "#56B4E9", "groups", "M10 2L19 18H1Z"),
    "Place": TypeLook("triangleDown", "#F0E442", "places", "M10 18L19 2H1Z"),
    "Event": TypeLook("star", "#D55E00", "events", "M10 1L12.4 7.2L19 7.6L13.9 11.8L15.6 18.3L10 14.7L4.4 18.3L6.1 11.8L1 7.6L7.6 7.2Z"),
    "Work": TypeLook("diamond", "#CC79A7", "works", "M10 1L19 10L10 19L1 10Z"),
}

_STANDINGS: Mapping[Standing, StandingLook] = {
    "confirmed": StandingLook(0, True, (), 3.5, "a record says so, a party to it admits it, or two independent sources say so"),
    "reported": StandingLook(1, True, (), 1.3, "one named newsroom, NGO or researcher says so, or a party says so of itself"),
    "alleged": StandingLook(2, True, (9, 6), 1.8, "said by someone anonymous, hedged, or of unknown weight"),
    "disputed": StandingLook(3, True, (2, 5), 2.4, "said by some and denied or contradicted by others"),
    "refuted": StandingLook(4, False, (), 0, "a record says otherwise"),
    "denied": StandingLook(5, False, (), 0, "denied, and nobody says so"),
    "no evidence found": StandingLook(6, False, (), 0, "looked for, and not found"),
    "unknown": StandingLook(7, False, (), 0, "nobody says so"),
}

LIGHT = Theme(
    ground="#ffffff", raised="#f3f5f7", text="#1b1f24", faint="#57606a", rule="#d0d7de", link="#0a4f86",
    line="#5b6570", disputed="#b34700", border="#1b1f24", chosen="#b8005c",
)  # fmt: skip
DARK = Theme(
    ground="#14181d", raised="#1f252c", text="#e8ecf0", faint="#a3adb8", rule="#39424c", link="#86c5f4",
    line="#a7b0ba", disputed="#ff9a52", border="#e8ecf0", chosen="#ff8ac4",
)  # fmt: skip

TIERS: Mapping[int, str] = {
    1: "a record",
    2: "a party to it",
    3: "a named source",
    4: "anonymous, collective or second-hand",
    5: "of unknown weight",
}

_NAMED = 3  # the tier from which on a speaker may be nobody in particular

_MODALITIES: Mapping[Modality, str] = {
    "confirmed": "stated flatly",
    "reported": "reported",
    "unconfirmed": "said to be unconfirmed",
    "alleged": "alleged",
    "possible": "said to be possible",
    "planned": "said to be planned",
}

_LEADS: Mapping[tuple[Polarity, Modality], str] = {
    ("affirmed", "reported"): "Reported",
    ("affirmed", "unconfirmed"): "Not confirmed",
    ("affirmed", "alleged"): "Alleged",
    ("affirmed", "possible"): "Possible",
    ("affirmed", "planned"): "Planned",
    ("negated", "confirmed"): "Said not to be so",
    ("negated", "reported"): "Said not to be so",
    ("negated", "unconfirmed"): "Neither confirmed nor denied",
    ("negated", "alleged"): "Allegedly not so",
    ("negated", "possible"): "Wanted or possible that it is not so",
    ("negated", "planned"): "Planned that it is not so",
}


def scheme_css() -> str:
    """Return the colours as custom properties of a style sheet, those of the dark theme where the reader's screen asks for it."""
    dark, light = (";".join(f"--{name}:{colour}" for name, colour in asdict(theme).items()) for theme in (DARK, LIGHT))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def type_look(type: EntityType) -> TypeLook:
    """Return how an entity of this type looks."""
    return _TYPES[type]


def standing_look(standing: Standing) -> StandingLook:
    """Return how a link of this standing looks."""
    return _STANDINGS[standing]


def is_drawn(link: Link | LinkShown) -> bool:
    """Say whether a link may be a line in a picture: neither what a record refutes, nor what somebody said about a claim (that ICE
    "declined to comment" joins it to nobody)."""
    return _STANDINGS[link.standing].drawn and joins(link)


def standings() -> tuple[Standing, ...]:
    """Return every standing, the strongest first."""
    return tuple(sorted(_STANDINGS, key=lambda word: _STANDINGS[word].rank))


def standing_words(link: LinkShown) -> str:
    """Return a link's standing in words: "reported", "confirmed, denied by ICE", "disputed: denied by ICE"."""
    return contested_words(link, sorted({claim.said_by or "a document" for claim in link.contesting}))


def contested_words(link: Link | LinkShown, speakers: Sequence[str] = ()) -> str:
    """Return a link's standing in words where at most the names of those who contest it are at hand: "disputed: denied".

    Of what was said about a claim they say that it is no link: that Amazon declined to comment may be confirmed, and joins nobody.
    """
    words: str = link.standing
    if link.contest != "uncontested":
        contest = f"{link.contest} by {' and '.join(speakers)}" if speakers else link.contest
        words = f"{link.standing}{',' if link.standing == 'confirmed' else ':'} {contest}"
    return f"no link; that it was said is {words}" if link.relation in ACTS else words


def standing_reason(link: LinkShown) -> str:
    """Return why a link stands as it does: what the word means, and who says it and who says otherwise, by weight."""
    reason = f"{link.standing.capitalize()} means: {standing_look(link.standing).meaning}. Here it is said by {_weights(link.claims)}"
    return f"{reason}; against it: {_weights(link.contesting)}." if link.contesting else f"{reason}."


def _weights(claims: tuple[ClaimShown, ...]) -> str:
    counts = {tier: sum(claim.tier == tier for claim in claims) for tier in TIERS}
    return ", ".join(f"{TIERS[tier]} ({count})" for tier, count in counts.items() if count) or "nobody"


def when_words(link: Link | LinkShown) -> str:
    """Return when its claims say it was: "2018-06", "2018-06 to 2019"; "" where none says."""
    if link.first is None or link.last in (None, link.first):
        return link.first or ""
    return f"{link.first} to {link.last}"


def claim_words(claim: ClaimShown) -> str:
    """Return how a claim says what it says: "stated flatly", "said not to be so", "said to be planned"."""
    how = _MODALITIES[claim.modality]
    if claim.polarity == "affirmed":
        return how
    return "said not to be so" if claim.modality == "confirmed" else f"said not to be so, {how}"


def claim_sentence(claim: ClaimShown) -> str:
    """Return what a claim says, what it takes back first: "Said not to be so: AWS hosts ICM", "Not confirmed: ICE uses ICM"."""
    lead = _LEADS.get((claim.polarity, claim.modality))
    return f"{lead}: {claim.sentence}" if lead else claim.sentence


def speaker_words(claim: ClaimShown) -> str:
    """Return who says a claim, and of what weight: "ICE (a party to it)", "outlets (not named further)"; "" for the document itself."""
    if claim.said_by is None:
        return ""
    described = claim.tier <= _NAMED and is_described(claim.said_by)  # it has the weight of its document, and is itself nobody named
    return f"{claim.said_by} ({'not named further' if described else TIERS.get(claim.tier, TIERS[5])})"


def reading_words(claim: ClaimShown) -> str:
    """Return who read a claim and how often such a reading is right: "read by reader and rules; 94 of 100 such readings hold".

    That is of our reading of the sentence, not of how what it says stands; what a file states as data was read by nobody, and says that.
    "" where nobody is known to have read it.
    """
    names = dict.fromkeys(reader.partition("@")[0] for reader in claim.read_by)
    if not names:
        return ""
    if set(names) <= set(STATING):
        return f"stated as data ({' and '.join(names)}), not read out of prose"
    sure = "" if claim.confidence is None else f"; {int(100 * claim.confidence + 1e-9)} of 100 such readings hold"  # never too many
    return f"read by {' and '.join(names)}{sure}"


def relation_words(link: Link | LinkShown) -> str:
    """Return what joins the two ends, short enough for a line in a picture: "pitched to", "indirectly: supplies to"."""
    return ("indirectly: " if link.indirect else "") + link.relation.replace("_", " ")
