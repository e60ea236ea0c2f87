"""What the words and lines mean, and whether there is news."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import ENTITY_TYPES
from ...views import addresses, style
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the pages: standings, strongest first, the weight of a claim by tier, kinds of relations with their relations."""

    standings: tuple[Meaning, ...]
    tiers: tuple[Meaning, ...]
    types: tuple[Meaning, ...]
    relations: tuple[Meaning, ...]


def about(desk: Desk, asked: Asked) -> Page:
    """What standings, weights, types and relations mean."""
    relations = (Meaning(r.name.replace("_", " "), f"{r.kind}: {r.example}") for r in desk.project.ontology.relations.values())
    words = Words(
        tuple(Meaning(word, style.standing_look(word).meaning) for word in style.standings()),
        tuple(Meaning(str(tier), meaning) for tier, meaning in style.TIERS.items()),
        tuple(Meaning(type, style.type_look(type).plural) for type in ENTITY_TYPES),
        tuple(relations),
    )
    return Page("about.html", "What the words mean", words, name="edgewise-words")


def news(desk: Desk, asked: Asked) -> Page:
    """Whether the graph is another one than that of a page, which gives the stamp it was made from."""
    there = desk.has_news(asked.text("stamp"))
    words = "There is news: the graph has changed since this page was made." if there else "This page shows the newest graph."
    return Page("news.html", "News", {"news": there, "words": words})


PLACES = (Place(addresses.ABOUT, about), Place(addresses.NEWS, news))
