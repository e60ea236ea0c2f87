"""One claim, in the graph or waiting for a person."""

from __future__ import annotations

from ...questions.claim import see_claim
from ...views.style import claim_sentence
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place


def claim(desk: Desk, asked: Asked) -> Page:
    """A claim: its words, how it was read, weighed and decided, and the link it supports or contests, or why it is in none"""
    seen = see_claim(desk.view(), desk.project, asked.path["id"])
    return Page("claim.html", claim_sentence(seen.claim), seen)


PLACES = (Place("/claims/{id}", claim),)
