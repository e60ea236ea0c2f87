"""From what a document declares to the fields of `Document`. What has the wrong shape is left out, and a note says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from ..model import Citation
from .dates import edtf
from .profile import TEXT_FIELDS, Cites, Profile

_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DATES = ("published", "event_date")
_NUMBER_DIGITS = 9  # a longer run of digits numbers nothing


class Fields(TypedDict, total=False):
    """The fields of `Document` that come from declarations; one that is missing was not declared, or not well."""

    title: str
    url: str
    publisher: str
    published: str
    event_date: str
    status: str
    tags: tuple[str, ...]
    names: tuple[str, ...]
    cites: tuple[Citation, ...]


def fields_of(profile: Profile, declared: Mapping[str, Any], caught: Mapping[str, str], body: str) -> tuple[Fields, tuple[str, ...]]:
    """Return the declared fields of a document, front matter before what the profile's texts `caught`, and the notes.

    Names, tags and sources keep their order; what stands twice is kept once.
    """
    reader = _Reader()
    fields = Fields()
    for name in TEXT_FIELDS:
        key, value = _first(declared, profile.fields.get(name, ()))
        written = reader.text(value, key, name) or reader.text(caught.get(name), name, name)
        if written is not None:
            fields[name] = written
    key, value = _first(declared, profile.fields.get("tags", ()))
    fields["tags"] = reader.texts(value, key)
    fields["names"] = tuple(dict.fromkeys(name for key in profile.mentions for name in reader.texts(declared.get(key), key)))
    fields["cites"] = tuple(dict.fromkeys(reader.cited(profile.cites, declared, body)))
    return fields, tuple(dict.fromkeys(reader.notes))


def number(digits: str) -> int | None:
    """Return the number that digits of any script write, None for anything else and for a run longer than any list of sources."""
    return int(digits) if digits.isdecimal() and len(digits) <= _NUMBER_DIGITS else None


class _Reader:
    """Reads values and keeps notes of those it left out."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def text(self, value: Any, key: str, field: str) -> str | None:
        """Return a value as the text of `field`: a date as EDTF, a web address only when it is one."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.notes.append(f"{key} should be text, is a {_shape(value)}; left out")
            return None
        written = " ".join(value.split())
        if not written:
            return None
        if field in _DATES:
            day = edtf(written)
            if day is None:
                self.notes.append(f"{key} {_short(written)} is no date that we can tell; left out")
            return day
        if field == "url" and not _WEB.fullmatch(written):
            self.notes.append(f"{key} {_short(written)} is no web address; left out")
            return None
        return written

    def texts(self, value: Any, key: str) -> tuple[str, ...]:
        """Return a list of text; one text is a list of one."""
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        read = (self.text(item, f"{key}[{place}]", key) for place, item in enumerate(items))
        return tuple(dict.fromkeys(item for item in read if item is not None))

    def cited(self, cites: Cites, declared: Mapping[str, Any], body: str) -> list[Citation]:
        citations: list[Citation] = []
        for key in cites.fields:
            value = declared.get(key)
            if value is None:
                continue
            for place, entry in enumerate(value if isinstance(value, list) else [value]):
                where = f"{key}[{place}]"
                citation = self.entry(entry, cites, where)
                if citation is not None:
                    citations.append(citation)
        if cites.pattern is not None:
            for found in cites.pattern.finditer(body):
                groups = {name: words for name, words in found.groupdict().items() if words}
                citation = self.citation(groups, {name: (name,) for name in groups}, cites, "source")
                citations.append(citation)
        return [citation for citation in citations if citation != Citation()]

    def entry(self, entry: Any, cites: Cites, where: str) -> Citation | None:
        if isinstance(entry, Mapping):
            return self.citation(entry, cites.keys, cites, where)
        if entry is None:
            return None
        if isinstance(entry, str):
            address = entry.strip()
            return Citation(url=address) if _WEB.fullmatch(address) else Citation(title=self.text(entry, where, "title"))
        self.notes.append(f"{where} should be text or a mapping, is a {_shape(entry)}; left out")
        return None

    def citation(self, entry: Mapping[Any, Any], keys: Mapping[str, tuple[str, ...]], cites: Cites, where: str) -> Citation:
        values: dict[str, str | None] = {}
        for field, candidates in keys.items():
            key, value = _first(entry, candidates)
            values[field] = self.text(value, f"{where}.{key}", field)
        tier = self.tier(values.get("tier"), cites, where)
        mark = number(values.get("number") or "")
        return Citation(values.get("title"), values.get("url"), values.get("publisher"), values.get("published"), tier, mark)

    def tier(self, written: str | None, cites: Cites, where: str) -> int | None:
        """Return our tier for a declared one; one that the profile's `tiers` does not know is left out."""
        if written is None:
            return None
        declared = number(written)
        tier = cites.tiers.get(declared) if declared is not None else None
        if tier is None:
            self.notes.append(f"{where}.tier {_short(written)} is not among the tiers that the profile maps; left out")
        return tier


def _first(entry: Mapping[Any, Any], keys: tuple[str, ...]) -> tuple[str, Any]:
    """Return the first of `keys` that holds something, and what it holds; the first key and None when none does."""
    for key in keys:
        if entry.get(key) not in (None, ""):
            return key, entry[key]
    return (keys[0] if keys else "", None)


def _shape(value: Any) -> str:
    return "list" if isinstance(value, list) else "mapping"


def _short(written: str) -> str:
    return repr(written if len(written) <= 40 else written[:39] + "…")
