"""What stands beside the links of an answer: denials, what is left open, and what somebody would or would not say. Never an edge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..model import Claim, Link
from ..project import Project
from .nouns import ClaimShown, LinkShown
from .show import show_claims
from .view import GraphView

OPEN = ("unconfirmed", "possible", "planned")  # modalities that leave open whether the thing is so
ACTS = ("acknowledged", "denied", "declined_to_comment")  # speech about other claims: shown as what was said, not as links
Sort = Literal["denial", "open", "speech", "other"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims that are no links, by sort, each best first."""

    denials: tuple[ClaimShown, ...] = ()
    unconfirmed: tuple[ClaimShown, ...] = ()
    speech: tuple[ClaimShown, ...] = ()


def gather(view: GraphView, project: Project, claims: Iterable[str]) -> Evidence:
    """Return what of these claims, given by id, is a denial, is left open, or is speech; what supports a link is left aside."""
    by_sort: dict[Sort, list[str]] = {"denial": [], "open": [], "speech": [], "other": []}
    wanted = tuple(claims)
    view.fetch_claims(wanted)
    for id in wanted:
        by_sort[sort_of(view.claim(id))].append(id)
    return Evidence(*(show_claims(view, project, by_sort[sort]) for sort in ("denial", "open", "speech")))


def joins(link: Link | LinkShown) -> bool:
    """Say whether a link joins its ends, in a picture, a count or a list: it is no speech about another claim, and no record refutes it."""
    return link.relation not in ACTS and link.standing != "refuted"


def sort_of(claim: Claim) -> Sort:
    """Say what a claim is beside a link: a thing negated or denied, a thing left open, or speech about it (acknowledged, declined).

    "Has not confirmed" is not a denial, nor is "did not deny".
    """
    if claim.relation == "denied" and claim.polarity == "affirmed":
        return "denial"
    if claim.relation in ACTS:
        return "speech"
    if claim.modality in OPEN:  # "urged it not to sell" and "would not say it does not" deny nothing
        return "open"
    return "denial" if claim.polarity == "negated" else "other"
