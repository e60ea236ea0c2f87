"""A first profile for a table: what its columns may be, by their names and by what is in them. To be read and corrected by a person.

Nothing is stated by a draft that its columns do not suggest, and its tier is 5 until somebody says where the table is from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Literal

from ..errors import DocumentError
from .cells import clean, date_of, is_amount, names_nobody
from .sheets import Sheet, column_key, columns_of

Kind = Literal["date", "amount", "identifier", "organization", "person", "text", "address", "other", "empty"]
_SAMPLE = 300  # rows that are looked at
_MOST = 0.8  # of the cells of a column must be what it is taken for
_FORMATS = ("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d")
_LONG = 60  # code points a cell, on average: prose


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BUYERS = _words("agency department buyer authority awarding customer client purchaser ministry bureau funder payer contracting")
_SELLERS = _words("vendor supplier recipient contractor company awardee seller provider payee grantee firm manufacturer winner")
_BODIES = _BUYERS | _SELLERS | _words("organization organisation office institution employer owner parent publisher sponsor council")
_PEOPLE = _words("person officer contact requester requestor author director lobbyist signatory employee official applicant member")
_SUMS = _words("amount value total price cost sum obligated obligation paid payment spend usd eur gbp dollars budget fee")
_NUMBERS = _words("id number no num code key uei duns piid ein reference ref identifier vat lei")
_DEALS = _words("contract contracts award awards procurement purchase order piid tender bid po")
_BODY = re.compile(
    r"\b(?:inc|llc|ltd|corp|corporation|company|gmbh|plc|department|agency|university|council|ministry|police|office)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column, what it is taken for, and how its dates are written where not in a form that is read anyway."""

    name: str
    kind: Kind
    format: str = ""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(column_key(self.name).split())


def draft_profile(sheet: Sheet, file: PurePath) -> str:
    """Return a profile for a table, as YAML with comments; it loads as it is.

    Raises DocumentError where the table has no header, or no column that could name anything.
    """
    columns = guess(sheet)
    named = [one for one in columns if one.kind in ("organization", "person")]
    if not named:
        raise DocumentError(f"none of its columns seems to name anyone: {', '.join(one.name for one in columns) or '(no columns)'}")
    return "\n".join(_lines(columns, named, file)) + "\n"


def guess(sheet: Sheet) -> tuple[Column, ...]:
    """Return a table's columns and what each is taken for. Its header is the first row that is nearly as wide as any below it."""
    head = sheet.head()
    widest = max((sum(map(bool, cells)) for _, cells in head), default=0)
    header = next(((number, cells) for number, cells in head if sum(map(bool, cells)) >= widest * _MOST), None)
    if header is None:
        raise DocumentError("is empty")
    names = columns_of(header[1])
    below = (cells for number, cells in sheet.rows() if number > header[0] and not isinstance(cells, str))
    rows = list(islice(below, _SAMPLE))
    return tuple(_column(name, [clean(row[place]) for row in rows if place < len(row)]) for place, name in enumerate(names))


def _column(name: str, cells: Sequence[str]) -> Column:
    values = [cell for cell in cells if cell]
    words = frozenset(column_key(name).split())
    if not values:
        return Column(name, "empty")
    if _mostly(value.startswith(("http://", "https://")) for value in values):
        return Column(name, "address")
    for format in ("", *_FORMATS):
        if _mostly(date_of(value, (format,) if format else ()) is not None for value in values) and not words & _SUMS:
            return Column(name, "date", format)
    numeric = _mostly(any(map(str.isdigit, value)) and is_amount(value) for value in values)
    if numeric and words & _SUMS:
        return Column(name, "amount")
    if words & _NUMBERS and _mostly(" " not in value for value in values):
        return Column(name, "identifier")
    if numeric or _mostly(names_nobody(value) for value in values):
        return Column(name, "other")
    if sum(map(len, values)) / len(values) > _LONG:
        return Column(name, "text")
    if words & _PEOPLE and not _mostly(_BODY.search(value) for value in values):
        return Column(name, "person")
    bodies = sum(_BODY.search(value) is not None for value in values) / len(values)
    return Column(name, "organization" if words & _BODIES or bodies > 0.3 else "other")


def _mostly(holds: Iterator[object] | Sequence[object]) -> bool:
    found = [bool(one) for one in holds]
    return bool(found) and sum(found) >= len(found) * _MOST


def _lines(columns: Sequence[Column], named: Sequence[Column], file: PurePath) -> Iterator[str]:
    amounts, dates, numbers = ([one for one in columns if one.kind == kind] for kind in ("amount", "date", "identifier"))
    keys = {one.name: _key(one, numbers) for one in named}
    used = {*(key.name for key in keys.values() if key), *(one.name for one in (*named, *amounts[:1], *dates[:1]))}
    number = next((one for one in sorted(numbers, key=lambda one: not one.words & _DEALS) if one.name not in used), None)
    yield f"# A first draft, guessed from the columns of {file.name}: read it, correct it, and put it into loaders/ of your project."
    yield "# `edgewise profile FILE --project DIR` shows what it reads; `edgewise check DIR` says what is wrong in it."
    yield f"name: {json.dumps(_slug(file.stem))}"
    yield "match:"
    yield f"  suffix: [{file.suffix.lower()}]"
    yield f"  columns: {_list([one.name for one in named])} # a table is known by these: all must be there"
    yield "read: table"
    yield "document: {kind: table, tier: 5} # 1: a record (contract, register, filing); 3: a named newsroom or NGO; 5: not known"
    yield "table:"
    yield '  # source: {title: "...", publisher: "..."} # who made the table; tier 3 needs it'
    yield "  entities:"
    names: dict[str, str] = {}
    for one in named:
        names[one.name] = _slug(one.name).replace("-", "_")
        key = f", key: {json.dumps(keys[one.name].name, ensure_ascii=False)}" if keys[one.name] else ""  # type: ignore[union-attr]
        yield f"    {json.dumps(names[one.name])}: {{type: {one.kind.capitalize()}, name: {json.dumps(one.name, ensure_ascii=False)}{key}}}"
    yield from _claims(columns, named, names, amounts, dates, number)
    shown = [
        one.name
        for one in columns
        if one.kind in ("text", "address") or (one.kind == "identifier" and one.name not in used and one != number)
    ]
    if shown:
        yield f"  show: {_list(shown)} # kept in a row's passage"
    left = [one.name for one in columns if one.kind in ("other", "empty")]
    if left:
        yield f"  # not used: {_list(left)}"


def _claims(
    columns: Sequence[Column],
    named: Sequence[Column],
    names: dict[str, str],
    amounts: Sequence[Column],
    dates: Sequence[Column],
    number: Column | None,
) -> Iterator[str]:
    """Yield the claim that a table of deals makes; for any other a claim in comments, for a person to fill in."""
    bodies = [one for one in named if one.kind == "organization"]
    buyer = next((one for one in bodies if one.words & _BUYERS), None)
    seller = next((one for one in bodies if one.words & _SELLERS and one != buyer), None)
    deals = bool(amounts) or any(one.words & _DEALS for one in columns)
    sure = buyer is not None and seller is not None and deals
    subject, object = (buyer, seller) if buyer and seller else (named[0], named[-1])
    mark = "  " if sure else "  # "
    if not sure:
        yield "  # The columns do not say what a row states: write the relation (see graph/README.md) and take the marks away."
    yield f"{mark}claims:"
    yield f"{mark}  - subject: {json.dumps(names[subject.name])}"
    yield f"{mark}    relation: {'contracts_with' if sure else '...'}"
    yield f"{mark}    object: {json.dumps(names[object.name])}"
    if amounts:
        yield f"{mark}    amount: {json.dumps(amounts[0].name, ensure_ascii=False)}"
    if dates:
        date = dates[0]
        column = json.dumps(date.name, ensure_ascii=False)
        doubt = " # or %d/%m/%Y: look whether the day comes first" if date.format == "%m/%d/%Y" else ""
        yield f"{mark}    date: " + (f'{{column: {column}, format: "{date.format}"}}{doubt}' if date.format else column)
    if number is not None:
        yield f"{mark}    identifier: {json.dumps(number.name, ensure_ascii=False)}"


def _key(one: Column, numbers: Sequence[Column]) -> Column | None:
    """Return the column that numbers what another names: "vendor_id" for "vendor_name"."""
    stem = one.words - {"name"}
    return next((number for number in numbers if stem and number.words - _NUMBERS == stem), None)


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.casefold())) or "table"


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(name, ensure_ascii=False) for name in names)}]"
