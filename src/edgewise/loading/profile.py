"""Profiles: one YAML file in `loaders/` a kind of document, saying how to recognise, read, clean and map it. Checked at load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..declared import load_yaml, mapping, one_part, regular, text, texts
from ..errors import DeclarationError, one_of
from ..ontology import Ontology
from ..project import Project
from .formats import FORMATS
from .mapping import TableMapping, columns, table_mapping

TextField = Literal["title", "url", "publisher", "published", "event_date", "status"]
TEXT_FIELDS: tuple[TextField, ...] = ("title", "url", "publisher", "published", "event_date", "status")
FIELDS = (*TEXT_FIELDS, "tags")
CITED = ("title", "url", "publisher", "published", "tier", "number")
_KEYS = ("name", "order", "match", "read", "document", "mentions", "cites", "citations", "mask", "table")
_MATCH_KEYS = ("suffix", "front_matter", "text", "columns")
_DEFAULT_ORDER = 0  # a profile that says nothing is tried before the built-in ones
_TIERS = range(1, 6)
_NAMED = 3  # the tier of which two sources confirm each other
TABLE = "table"  # the `read` of tables
_KEYS_OF_TABLES = ("name", "order", "match", "read", "document")


@dataclass(frozen=True, slots=True)
class Match:
    """One way to recognise a document; all that it names must hold, and naming nothing holds always.

    `suffixes` are lower case with their dot. Of each tuple in `front_matter` at least one key must be there, of each in `columns` at
    least one column; of `texts` at least one must be found in what follows the front matter.
    """

    suffixes: tuple[str, ...] = ()
    front_matter: tuple[tuple[str, ...], ...] = ()
    texts: tuple[re.Pattern[str], ...] = ()
    columns: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What is masked, and the name that its masks carry."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cites:
    """Where the sources that a document declares stand: in lists of its front matter (`fields`), or in its text (`pattern`).

    `keys` says, for each field of a citation, which keys of a list's entries hold it, the first that is there winning; in a
    pattern the named groups are the fields. `tiers` maps a declared tier to ours; a tier it does not know is dropped.
    """

    fields: tuple[str, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tiers: Mapping[int, int] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of document is read. Profiles are tried by `order`, then name; the first that matches reads the document.

    `fields` says, for each field of a document, which front matter keys hold it, the first that is there winning; named
    groups of the matched texts fill what these leave open. `kind` and `tier` are the same for all documents of a profile. `table` says
    what rows and columns mean, where tables are read.
    """

    name: str
    order: int
    matches: tuple[Match, ...]
    read: str
    kind: str
    tier: int
    fields: Mapping[str, tuple[str, ...]]
    mentions: tuple[str, ...]
    cites: Cites
    citations: re.Pattern[str] | None
    masks: tuple[Rule, ...]
    table: TableMapping | None = None


def profiles_of(project: Project) -> tuple[Profile, ...]:
    """Return the profiles of a project's `loaders/*.yaml` in the order in which they are tried.

    One of an overlay takes the place of the one of its name that it lies over. Raises DeclarationError naming file and key; also when
    there is none, and when two of one folder have one name.
    """
    profiles: dict[str, Profile] = {}
    for folder in reversed(project.loaders):
        own: dict[str, Profile] = {}
        for path in sorted(folder.glob("*.yaml")):
            with one_part():
                profile = load_profile(path, project.ontology)
                if profile.name in own:
                    raise DeclarationError(f"{path}: name: another profile is called {profile.name!r} already; a name means one profile")
                own[profile.name] = profile
        profiles |= own
    if not profiles:
        raise DeclarationError(f"{project.loaders[-1]}: there is no profile; put at least one .yaml file there")
    return tuple(sorted(profiles.values(), key=lambda profile: (profile.order, profile.name)))


def load_profile(path: Path, ontology: Ontology) -> Profile:
    """Read and check one profile. Raises DeclarationError naming file, key and, for an unknown key, the known ones."""
    where = str(path)
    data = mapping(load_yaml(path), where, _KEYS, ("name", "match", "read", "document"))
    document = mapping(data["document"], f"{where}: document", (*FIELDS, "kind", "tier"), ("kind", "tier"))
    read = text(data["read"], f"{where}: read")
    known = [format.name for format in FORMATS.values() if not format.only_files]
    if read not in known:
        raise DeclarationError(f"{where}: read: {read!r} is not known; known: {one_of(known)}")
    rules = _items(data.get("mask"), f"{where}: mask")
    table = _table(data, where, ontology) if read == TABLE or "table" in data else None
    fields = {key: _keys(document[key], f"{where}: document.{key}") for key in FIELDS if key in document}
    profile = Profile(
        name=text(data["name"], f"{where}: name"),
        order=_number(data.get("order", _DEFAULT_ORDER), f"{where}: order"),
        matches=tuple(_match(value, f"{where}: {key}") for key, value in _alternatives(data["match"])),
        read=read,
        kind=text(document["kind"], f"{where}: document.kind"),
        tier=_tier(document["tier"], f"{where}: document.tier"),
        fields={key: (key,) for key in table.source} if table else fields,
        mentions=texts(data.get("mentions"), f"{where}: mentions"),
        cites=_cites(data["cites"], f"{where}: cites") if "cites" in data else Cites(),
        citations=_citations(data["citations"], f"{where}: citations") if "citations" in data else None,
        masks=tuple(_rule(rule, f"{where}: mask[{number}]") for number, rule in enumerate(rules)),
        table=table,
    )
    if table is not None:
        _check_table(profile, where)
    return profile


def _table(data: Mapping[str, Any], where: str, ontology: Ontology) -> TableMapping:
    mapping({key: data[key] for key in data if key != "table"}, where, _KEYS_OF_TABLES)
    mapping(data["document"], f"{where}: document", ("kind", "tier"))
    if data["read"] != TABLE or "table" not in data:
        raise DeclarationError(f"{where}: 'read: {TABLE}' and the key 'table' belong together; one of them is missing")
    return table_mapping(data["table"], f"{where}: table", ontology)


def _check_table(profile: Profile, where: str) -> None:
    """Refuse a table that would be taken for another, and one whose rows would confirm each other as if of several sources."""
    for number, match in enumerate(profile.matches):
        if not match.columns or match.front_matter or match.texts:
            raise DeclarationError(f"{where}: match[{number}]: a table is known by its 'columns', and has no front_matter and no text")
    if profile.table is not None and profile.tier == _NAMED and "publisher" not in profile.table.source:
        raise DeclarationError(
            f"{where}: table.source.publisher: is missing; rows of tier {_NAMED} count as one source only if it is said which"
        )  # fmt: skip


def _alternatives(value: Any) -> list[tuple[str, Any]]:
    return [(f"match[{number}]", one) for number, one in enumerate(value)] if isinstance(value, list) else [("match", value)]


def _match(value: Any, where: str) -> Match:
    data = mapping(value, where, _MATCH_KEYS)
    suffixes = texts(data.get("suffix"), f"{where}.suffix")
    for suffix in suffixes:
        if not suffix.startswith(".") or suffix != suffix.lower():
            raise DeclarationError(f"{where}.suffix: {suffix!r} should be lower case with its dot, as .txt")
    wanted = _items(data.get("front_matter"), f"{where}.front_matter")
    patterns = data["text"] if isinstance(data.get("text"), list) else [data["text"]] if "text" in data else []
    return Match(
        suffixes,
        tuple(_keys(keys, f"{where}.front_matter[{number}]") for number, keys in enumerate(wanted)),
        tuple(_pattern(pattern, f"{where}.text", TEXT_FIELDS) for pattern in patterns),
        tuple(columns(names, f"{where}.columns[{number}]") for number, names in enumerate(_items(data.get("columns"), f"{where}.columns"))),
    )


def _cites(value: Any, where: str) -> Cites:
    data = mapping(value, where, ("field", "text", "tiers", *CITED))
    if ("field" in data) == ("text" in data):
        raise DeclarationError(f"{where}: give either 'field', a list in the front matter, or 'text', a pattern")
    tiers = data.get("tiers", {})
    if not isinstance(tiers, Mapping):
        raise DeclarationError(f"{where}.tiers: should map declared tiers to ours, is {tiers!r}")
    return Cites(
        _keys(data["field"], f"{where}.field") if "field" in data else (),
        {key: _keys(data[key], f"{where}.{key}") for key in CITED if key in data},
        {_number(declared, f"{where}.tiers"): _tier(ours, f"{where}.tiers.{declared}") for declared, ours in tiers.items()},
        _pattern(data["text"], f"{where}.text", CITED) if "text" in data else None,
    )


def _citations(value: Any, where: str) -> re.Pattern[str]:
    pattern = _pattern(value, where, ())
    if pattern.groups != 1:
        raise DeclarationError(f"{where}: needs one group, the number of the source, as '\\[(\\d+)\\]'; has {pattern.groups}")
    return pattern


def _rule(value: Any, where: str) -> Rule:
    data = mapping(value, where, ("name", "text"), ("name", "text"))
    return Rule(text(data["name"], f"{where}.name"), _pattern(data["text"], f"{where}.text", ()))


def _pattern(value: Any, where: str, groups: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a regular expression in which ^ and $ stand at line ends; its named groups must be among `groups`."""
    pattern = regular(value, where, re.MULTILINE)
    for name in pattern.groupindex:
        if name not in groups:
            raise DeclarationError(f"{where}: unknown group {name!r}; known groups: {one_of(groups)}")
    return pattern


def _keys(value: Any, where: str) -> tuple[str, ...]:
    """Return one key or a list of them, the first that is there winning."""
    return texts(value, where) if isinstance(value, list) else (text(value, where),)


def _items(value: Any, where: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise DeclarationError(f"{where}: should be a list, is {value!r}")
    return value


def _number(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise DeclarationError(f"{where}: should be a whole number, is {value!r}")
    return value


def _tier(value: Any, where: str) -> int:
    if _number(value, where) not in _TIERS:
        raise DeclarationError(f"{where}: a tier is 1 (a record) to 5 (unknown), is {value!r}")
    return int(value)
