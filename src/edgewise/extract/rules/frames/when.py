"""When, where and for how much: the qualifiers of a claim, as far as its sentence says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Document
from .speech import Scope
from .syntax import Syntax

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMED = "|".join(m.capitalize() for m in _MONTHS)
_CENTURIES = r"((?:1[6-9]|20)\d\d)"
_MONTH = re.compile(rf"\b({_NAMED})(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+{_CENTURIES})?\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_NAMED})(?:,?\s+{_CENTURIES})?\b")
_YEAR = re.compile(rf"\b(?:in|since|by|during|of|late|early|mid|from)[ -]{_CENTURIES}\b", re.IGNORECASE)
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
    r"(?<!directly or )\bindirect(?:ly)?\b|\bon behalf of\b|\bas (?:a )?host\b"
    rf"|\b(?:through|via|using) (?:an? |its |their |other |unnamed |several )*(?:{_OTHERS})"
)
_OPENERS = frozenset(("that", "whether", "how", "if"))
_SUM_REACH = 30  # tokens
_TELLING = frozenset(("VBZ", "VBD", "MODAL", "BE"))
_SUBORDINATE = frozenset(("after", "before", "when", "while", "until", "that"))
# relations that hold over time: a date in their sentence is of something else
TIMELESS = frozenset(("works_for", "leads", "part_of", "develops"))


def date_of(document: Document, syntax: Syntax, scopes: list[Scope], k: int, *, lead: bool) -> str | None:
    """Return the EDTF date of what the verb or noun at k tells, None where its sentence gives none.

    Of several dates the first one counts that follows k before another verb, else the first. The year comes from the sentence, else from
    the document's event date. `lead` is true of the title and the first sentence of a document: there the event's own date stands in
    when the sentence has none.
    """
    start = syntax.sentence.start
    found = sorted(_dates(document.text[start : syntax.sentence.end], document.event_date))
    if not found:
        return document.event_date if lead else None
    placed = [(syntax.token_over(start + offset), value) for offset, value in found]
    own = [(other, value) for other, value in placed if not _apart(syntax, scopes, k, other)]
    near = (value for other, value in own if k < other and not any(syntax.is_verb(v) for v in range(k + 1, other)))
    return next(near, own[0][1] if own else None)


def _dates(text: str, event: str | None) -> Iterator[tuple[int, str]]:
    """The dates of a sentence and where they stand; a year alone only where no fuller date stands."""
    fuller = False
    for match in _ISO.finditer(text):
        fuller = True
        yield match.start(), match.group(0)
    for match in _MONTH.finditer(text):
        month, day, year = match.groups()
        bare = not day and not year  # "the weak July report", "May" and "March"
        if bare and not re.search(rf"\b(?:in|since|of|until|by|during|early|late|mid|last|next|this) {month}\b", text, re.IGNORECASE):
            continue
        dated = _dated(month, day, year or _year(event))
        if dated is not None:
            fuller = True
            yield match.start(), dated
    for match in _DAY_FIRST.finditer(text):
        dated = _dated(match.group(2), match.group(1), match.group(3) or _year(event))
        if dated is not None:
            fuller = True
            yield match.start() - 1, dated  # before the month alone, which matches too
    for match in _YEAR.finditer(text):
        if not fuller:
            yield match.start(1), match.group(1)


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


def sum_beside(document: Document, syntax: Syntax, k: int) -> str | None:
    """Return the first sum after the verb or noun at k, as written, before another verb tells something else."""
    tokens = syntax.tokens
    last = min(k + _SUM_REACH, len(tokens))
    other = next((j for j in range(k + 1, last) if syntax.phrase(j) is None and syntax.tag(j) in ("VBZ", "VBD", "MODAL")), last)
    return amount_of(document.text[tokens[k].start : tokens[other - 1].end])


def amount_of(text: str) -> str | None:
    """Return the first sum of money in a text, as written."""
    found = _MONEY.search(text)
    return found.group(0).strip() if found else None


def _apart(syntax: Syntax, scopes: list[Scope], k: int, other: int) -> bool:
    """Whether the token at `other` belongs to something else than the verb or noun at k: to who says so, or to a clause of its own."""
    for scope in scopes:
        if scope.trigger >= 0 and scope.speech not in ("according", "as") and scope.first <= k < scope.last:
            clause = next((j for j in range(scope.first, k) if syntax.low(j) in _OPENERS and syntax.phrase(j) is None), scope.first)
            if scope.speaker is not None and not clause <= other < scope.last:
                return True  # "reported in May that Acme sold"
    if k < other:
        told = any(syntax.tag(v) in _TELLING and syntax.phrase(v) is None and not syntax.reduced(v) for v in range(k + 1, other))
        return told or any(_subordinates(syntax, j) and any(syntax.is_verb(v) for v in range(j, other)) for j in range(k + 1, other))
    opener = next((j for j in range(other - 1, -1, -1) if _subordinates(syntax, j)), None)
    return opener is not None and not any(syntax.low(j) == "," for j in range(opener, other)) and any(
        syntax.is_verb(v) for v in range(opener, k)
    )  # fmt: skip


def _subordinates(syntax: Syntax, j: int) -> bool:
    return syntax.phrase(j) is None and (syntax.tag(j) == "WH" or syntax.low(j) in _SUBORDINATE)


def indirect(syntax: Syntax, k: int) -> bool:
    """Whether the words say that the dealing at k goes through someone else; a relative clause between speaks of another dealing."""
    if not _INDIRECT.search(syntax.plain):
        return False
    for match in _INDIRECT.finditer(syntax.plain):
        first, last = syntax.token_at(match.start()), syntax.token_at(match.end() - 1)
        between = range(last + 1, k) if last < k else range(k + 1, first)
        means = last < k and syntax.tag(k) == "VBG" and syntax.low(k - 1) == "by"  # "indirectly, by selling": the selling is direct
        if not means and not any(_relates(syntax, j) for j in between):
            return True
    return False


def _relates(syntax: Syntax, j: int) -> bool:
    """Whether a relative clause opens at j: "that" after a noun, "who", "which"."""
    if syntax.phrase(j) is not None:
        return False
    return syntax.low(j) in ("who", "which", "whose") or (syntax.low(j) == "that" and syntax.phrase(j - 1) is not None)
