"""An answer as text that an assistant reads. Every line that begins with "| " holds words of a document, and no other line does.

No text of a document can end its line: line breaks and control characters are taken out of it, or each of its lines is marked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..views.safe import plain
from .nouns import Answer, Found, Item, Name, Names, Page, Passage, Quote, Rows, Statement

QUOTED = "| "

_KINDS = {
    "link": "link",
    "support": "supports a link",
    "refuted": "no link: refuted",
    "denial": "no link: a denial",
    "open": "no link: not confirmed, possible or planned",
    "speech": "no link: said about a claim",
    "idle": "no link: counts for nothing here",
    "lead": "no link: a place to look",
    "document": "document",
}


def head(answer: Answer) -> list[str]:
    """Return the lines before the items of an answer."""
    match answer:
        case Found():
            return [answer.heading, *_name_lines(answer.names), *(f"- {note}" for note in answer.notes), *_address(answer.permalink), ""]
        case Names():
            near = [f"Names like it: {', '.join(answer.nearest)}"] if answer.nearest else []
            return [answer.heading, *near, ""]
        case Rows():
            return [*_address(answer.permalink), f"Columns: {', '.join(answer.columns)}", ""]
        case Statement():
            return [f"For: {answer.question}", answer.says, *_quoted(answer.statement), *_address(answer.permalink)]
        case Passage():
            return list(_passage(answer))


def item_text(item: Any, number: int) -> str:
    """Return one item of an answer, the `number`-th of all from 1 on; of a row of a table its JSON, which is of documents."""
    if isinstance(item, Item):
        return "\n".join(_item(item, number))
    if isinstance(item, Name):
        return "\n".join(f"{number}. {line}" if place == 0 else line for place, line in enumerate(_name(item)))
    return QUOTED + json.dumps(item, ensure_ascii=False)


def foot(page: Page) -> list[str]:
    """Return the lines after the items."""
    return [page.note] if page.note else []


def _item(item: Item, number: int) -> Iterator[str]:
    standing = f"; {item.standing}" if item.standing else ""
    when = f"; {item.when}" if item.when else ""
    yield f"{number}. {item.sentence} [{_KINDS[item.kind]}{standing}{when}] ({item.section})"
    if item.permalink:
        yield f"   {item.permalink}"
    for quote in item.quotes:
        yield from _quote(quote, "")
    for quote in item.against:
        yield from _quote(quote, "Against: ")
    if item.more_quotes:
        yield f"   quotes not shown: {item.more_quotes:,}; all are in the tool link, {item.id}"


def _quote(quote: Quote, label: str) -> Iterator[str]:
    where = f"characters {quote.start} to {quote.end}"
    title = f"“{quote.title}”" if quote.title else None
    facets = (quote.date, quote.place, quote.amount, quote.role, quote.identifier)
    told = (quote.how, *facets, title, quote.publisher, quote.published, quote.source, quote.part, where, quote.read)
    yield f"   {label}{quote.said_by}: {', '.join(filter(None, told))}"
    yield f"   {quote.document}"
    yield QUOTED + quote.quote


def _name_lines(names: tuple[Name, ...]) -> Iterator[str]:
    for name in names:
        yield from (f"- {line}" if place == 0 else f"  {line.strip()}" for place, line in enumerate(_name(name)))


def _name(name: Name) -> Iterator[str]:
    ask_as = f", ask as {name.ask_as}" if name.ask_as != name.name else ""
    only = f", only in {name.only_in}" if name.only_in else ""
    yield f"{name.name} ({name.type}{ask_as}{only}): links {name.links:,}, documents that name it {name.documents:,}"
    if name.also:
        yield f"   also called {name.also}"
    elif name.aliases:
        yield f"   also called {', '.join(name.aliases)}"
    yield f"   {name.permalink}"


def _passage(passage: Passage) -> Iterator[str]:
    told = (passage.publisher, passage.published, passage.url, passage.source, passage.weight)
    yield f"“{passage.title}”, {', '.join(filter(None, told))}"
    yield passage.permalink
    rest = f"; it goes on at={passage.next}" if passage.next is not None else "; this is its end"
    yield f"Characters {passage.start:,} to {passage.end:,} of {passage.characters:,}{rest}"
    yield from _quoted(passage.text)
    yield ""
    yield "Claims quoted from here:" if passage.page.total else "No claim is quoted from here."


def _quoted(text: str) -> Iterator[str]:
    return (QUOTED + line for line in plain(text).split("\n"))


def _address(permalink: str | None) -> list[str]:
    return [permalink] if permalink else []
