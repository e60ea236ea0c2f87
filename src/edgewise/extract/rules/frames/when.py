"""When, where and for how much: the qualifiers of a claim, as far as its sentence says them."""

from __future__ import annotations

import re

from ....model import Document
from .syntax import Syntax

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMED = "|".join(m.capitalize() for m in _MONTHS)
_CENTURIES = r"((?:1[6-9]|20)\d\d)"
_MONTH = re.compile(rf"\b({_NAMED})(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+{_CENTURIES})?\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_NAMED})(?:,?\s+{_CENTURIES})?\b")
_YEAR = re.compile(rf"\b(?:in|since|by|during|of|late|early|mid|from)[ -]{_CENTURIES}\b")
_ISO = re.compile(rf"\b{_CENTURIES}-(\d\d)(?:-(\d\d))?\b")
_MONEY = re.compile(
    r"(?:US)?[$€£]\s?\d[\d.,]*\d?(?:\s?(?:thousand|million|billion|trillion|[KMB]\b))?"
    r"|\b\d[\d.,]*\s(?:million|billion) (?:dollars|euros|pounds)"
)
_OTHERS = "|".join((
    "third[- ]part(?:y|ies)", "intermediar(?:y|ies)", "middlem[ae]n", "resellers?", "subcontractors?", "brokers?", "prox(?:y|ies)",
    "(?:front|shell) compan(?:y|ies)",
))  # fmt: skip
_INDIRECT = re.compile(
    r"\bindirect(?:ly)?\b|\bon behalf of\b|\bas (?:a )?host\b"
    rf"|\b(?:through|via|using) (?:an? |its |their |other |unnamed |several )*(?:{_OTHERS})"
)
# relations that hold over time: a date in their sentence is of something else
TIMELESS = frozenset(("works_for", "leads", "part_of", "develops"))


def date_of(document: Document, text: str, *, lead: bool) -> str | None:
    """Return the EDTF date of what a sentence tells, None where it gives none.

    The year comes from the sentence, else from the document's event date. `lead` is true of the title and the first sentence of a
    document: there the event's own date stands in when the sentence has none.
    """
    event = document.event_date
    iso = _ISO.search(text)
    if iso:
        return iso.group(0)
    for match in _MONTH.finditer(text):
        month, day, year = match.groups()
        if (
            month in ("May", "March")
            and not day
            and not year
            and not re.search(rf"\b(?:in|since|of|until|by|during|early|late|mid) {month}\b", text)
        ):
            continue
        return _dated(month, day, year or _year(event))
    first = _DAY_FIRST.search(text)
    if first:
        return _dated(first.group(2), first.group(1), first.group(3) or _year(event))
    year_only = _YEAR.search(text)
    if year_only:
        return year_only.group(1)
    return event if lead else None


def _year(event: str | None) -> str | None:
    return event[:4] if event and event[:4].isdigit() else None


def _dated(month: str, day: str | None, year: str | None) -> str | None:
    if year is None:
        return None
    number = _MONTHS.index(month.lower()) + 1
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day and 1 <= int(day) <= 31 else "")


def place_of(syntax: Syntax, k: int) -> str | None:
    """Return where the verb at k happens, as written ("Redwood City, California"): the first place after "in" or "at"."""
    for preposition, phrase in syntax.prepositions(k):
        if preposition in ("in", "at", "near") and phrase.names and phrase.thing is not None and phrase.thing.type == "Place":
            name = phrase.names[-1]
            words = name.text
            after = syntax.phrase(phrase.last + 1) if syntax.low(phrase.last) == "," else None
            if after is not None and after.thing is not None and after.thing.type == "Place" and after.first == phrase.last + 1:
                words = f"{words}, {after.names[-1].text}" if after.names else words
            return words
    return None


def amount_of(text: str) -> str | None:
    """Return the first sum of money in a text, as written."""
    found = _MONEY.search(text)
    return found.group(0).strip() if found else None


def indirect(text: str) -> bool:
    """Whether the words say that the dealing goes through someone else."""
    return _INDIRECT.search(text.lower()) is not None
