"""From the nouns of questions to those of tools: quotes with speaker and standing, permalinks, and what kind of thing each item is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..errors import UsageError
from ..model import Entity
from ..project import Project
from ..questions.evidence import ACTS, Sort, sort_of
from ..questions.names import label_of
from ..questions.nouns import Answer, ClaimShown, Lead, LinkLine, LinkNamed, LinkShown
from ..questions.search import Found as FoundName
from ..questions.search import drawn_links
from ..questions.shelf import DocumentLine
from ..questions.show import show_claims
from ..questions.view import GraphView
from ..views import addresses
from ..views.safe import named, one_line, web_address
from ..views.sections import Section, sections
from ..views.style import TIERS, claim_sentence, claim_words, contested_words, reading_words, speaker_words, standing_words, when_words
from .nouns import Item, ItemKind, Name, Quote

FEW = 2  # quotes of a link, for it and against it, where links stand below each other
EVERY = 25  # the same where it is asked who says so
LONGEST_QUOTE = 1_500  # characters; of a longer one the passage has the rest
_LONGEST_NAME = 200  # of a name or a title that is shown
_LISTED = 100  # of a list in a row
_KINDS: Mapping[Sort, ItemKind] = {"denial": "denial", "open": "open", "speech": "speech"}
_SECTIONS: Mapping[str, ItemKind] = {"denied": "denial", "open": "open", "said": "speech"}


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in items, and what else it says."""

    items: tuple[Item, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One view being told. `base` is where the explorer is, without a slash at its end."""

    view: GraphView
    project: Project
    base: str

    def permalink(self, address: str) -> str:
        """Return the whole address of a page of the explorer."""
        return self.base + address

    def name(self, entity: Entity, also: str | None = None) -> Name:
        return Name(
            id=entity.id, name=_short(entity.name), type=entity.type, ask_as=label_of(self.view, self.project, entity),
            links=len(drawn_links(self.view, entity.id)), documents=len(self.view.naming.get(entity.id, ())),
            permalink=self.permalink(addresses.entity(entity.id)), aliases=tuple(map(_short, entity.aliases[:5])),
            also=_short(also) if also else None,
            only_in=self.view.sources.get(entity.scope) if entity.scope else None,
        )  # fmt: skip

    def found_name(self, found: FoundName) -> Name:
        return self.name(self.view.entities[found.id], found.also)

    def quote(self, claim: ClaimShown) -> Quote:
        return Quote(
            quote=cut(one_line(claim.quote), LONGEST_QUOTE),
            said_by=_short(speaker_words(claim)) if claim.said_by else "the document itself",
            how=claim_words(claim), source=_short(claim.source), start=claim.start, end=claim.end,
            document=self.permalink(addresses.document(claim.document, claim.id)), document_id=claim.document,
            claim=self.permalink(addresses.claim(claim.id)), title=_some(claim.title), publisher=_some(claim.publisher),
            published=_some(claim.published), url=web_address(claim.url), part=_some(claim.part), date=claim.date,
            place=_some(claim.place), amount=_some(claim.amount), role=_some(claim.role),
            identifier=_some(claim.identifier), read=one_line(reading_words(claim)) or None,
        )  # fmt: skip

    def link(self, link: LinkShown, section: str, most: int = FEW) -> Item:
        """A link with its best quotes."""
        shown, against = link.claims[:most], link.contesting[:most]
        more = len(link.claims) + len(link.contesting) - len(shown) - len(against)
        return self._link(link, section, standing_words(link), shown, against, more)

    def line(self, link: LinkLine, section: str) -> Item:
        """A link in brief, with its best quote."""
        shown = (link.claim,) if link.claim is not None else ()
        against = link.contesting[:FEW]
        speakers = sorted({claim.said_by or "a document" for claim in link.contesting})
        words = contested_words(self.view.links[link.id], speakers)
        return self._link(link, section, words, shown, against, link.count - len(shown) + len(link.contesting) - len(against))

    def claim(self, claim: ClaimShown, section: str, kind: ItemKind | None = None) -> Item:
        """A claim by itself, which joins nobody, as what it is beside the links."""
        address = self.permalink(addresses.claim(claim.id))
        return Item(section, kind or self._kind(claim.id), _short(claim_sentence(claim)), address, claim.id, quotes=(self.quote(claim),))

    def claims(self, wanted: Iterable[tuple[str, str]]) -> Iterator[Item]:
        """The claims of these ids, each with its section, in their order."""
        pairs = tuple(wanted)
        shown = {claim.id: claim for claim in show_claims(self.view, self.project, [id for id, _ in pairs])}
        return (self.claim(shown[id], section) for id, section in pairs)

    def document(self, line: DocumentLine) -> Item:
        facts = (line.publisher, line.date, line.source, f"by itself {TIERS[line.tier]}" if line.tier in TIERS else None)
        return Item(
            ", ".join(_short(fact) for fact in facts if fact), "document", _short(line.title or line.source),
            self.permalink(addresses.document(line.id)), line.id,
        )  # fmt: skip

    def lead(self, lead: Lead, section: str) -> Item:
        document = self.permalink(addresses.document(lead.document, at=lead.start))
        words = cut(one_line(lead.sentence), LONGEST_QUOTE)
        quote = Quote(
            words, "the document itself", "names both, and says no more than it says", _short(lead.source), lead.start, lead.end,
            document, lead.document,
        )  # fmt: skip
        return Item(section, "lead", f"{_short(lead.a)} and {_short(lead.b)} stand in one sentence", document, quotes=(quote,))

    def answer(self, answer: Answer) -> Told:
        """An answer as every view tells it, section by section."""
        every = answer.form in ("who_said", "who_confirmed")
        items: list[Item] = []
        notes: list[str] = []
        for section in sections(answer):
            if section.sort in ("nothing", "searched"):
                notes += filter(None, (section.heading, section.intro))
                continue
            if section.sort == "background":
                notes += (f"{entry.sentence} (known beforehand, not from documents)" for entry in section.entries)
                continue
            if section.intro and section.sort == "route":
                notes.append(section.intro)
            items += self._section(section, answer, EVERY if every else FEW)
        return Told(tuple(items), tuple(notes))

    def _section(self, section: Section, answer: Answer, most: int) -> Iterator[Item]:
        if section.sort == "leads":
            yield from (self.lead(lead, section.heading) for lead in answer.leads)
            return
        for entry in section.entries:
            if entry.link is not None:
                yield self.link(entry.link, section.heading, most)
            else:
                for claim in (one.claim for one in entry.evidence if one.claim is not None):
                    yield self.claim(claim, section.heading, _SECTIONS[section.sort])

    def _kind(self, id: str) -> ItemKind:
        sort = sort_of(self.view.claim(id))
        if sort != "other":
            return _KINDS[sort]
        ends = self.view.resolved[id]
        links = self.view.links_between((ends.subject,), (ends.object,))
        return "support" if any(id in link.claims for link in links if link.relation not in ACTS) else "idle"

    def _link(
        self, link: LinkNamed, section: str, words: str, shown: Iterable[ClaimShown], against: Iterable[ClaimShown], more: int
    ) -> Item:  # fmt: skip
        kind: ItemKind = "refuted" if link.standing == "refuted" else "speech" if link.relation in ACTS else "link"
        when = when_words(self.view.links[link.id]) or None
        return Item(
            section, kind, _short(link.sentence), self.permalink(addresses.link(link.id)), link.id, _short(words), when,
            tuple(map(self.quote, shown)), tuple(map(self.quote, against)), more,
        )  # fmt: skip


def base_of(given: str) -> str:
    """Return where the explorer is, without a slash at its end. UsageError where that is no web address."""
    address = web_address(given)
    if address is None or urlsplit(address).query or urlsplit(address).fragment:
        raise UsageError(f"--base {given!r} is no web address; say where the explorer is, such as http://127.0.0.1:{addresses.PORT}")
    return address.rstrip("/")


def id_in(text: str) -> str:
    """Return the id that a text is, or that is the last part of the path of a permalink."""
    return text.strip() if "/" not in text else urlsplit(text.strip()).path.rstrip("/").rpartition("/")[2]


def cut(text: str, most: int) -> str:
    """Return a text of at most about so many characters; one that is longer says how much of it is left out."""
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most:,} more characters)"


def cell(telling: Telling, value: Any, depth: int = 0) -> Any:
    """Return a value of a row with long texts cut, what no program should see made plain, and the permalink of what has a page."""
    if isinstance(value, str):
        return cut(one_line(value), LONGEST_QUOTE)
    if depth > 8 or value is None or isinstance(value, int | float):
        return value if not isinstance(value, dict | list) else "…"
    if isinstance(value, list | tuple):
        rest = [f"… ({len(value) - _LISTED:,} more)"] if len(value) > _LISTED else []
        return [*(cell(telling, one, depth + 1) for one in value[:_LISTED]), *rest]
    made = {one_line(key): cell(telling, one, depth + 1) for key, one in value.items()}
    address = _address(telling.view, value)
    return made | {"permalink": telling.permalink(address)} if address else made


def _address(view: GraphView, value: dict[str, Any]) -> str:
    """The address of a node or relationship that has a page, "" for what has none."""
    properties = value.get("properties")
    id = properties.get("id") if isinstance(properties, dict) else None
    if not isinstance(id, str):
        return ""
    if value.keys() == {"type", "start", "end", "properties"}:
        return addresses.link(id) if id in view.links else ""
    if value.keys() != {"labels", "properties"}:
        return ""
    labels = value["labels"]
    if "Entity" in labels:
        return addresses.entity(id)
    return addresses.claim(id) if "Claim" in labels else addresses.document(id) if "Document" in labels else ""


def _short(text: str) -> str:
    return cut(named(text), _LONGEST_NAME)


def _some(text: str | None) -> str | None:
    return _short(text) if text else None
