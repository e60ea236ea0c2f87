"""How often each thing is used, what it is called and which forms its names have: sums over all documents, kept by what changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from ..model import EntityType
from ..resolve.naming import Form, Node
from .workings import Workings, number_of

Adds = tuple[int, dict[str, int]]  # how often a name of a document is used, and what it calls its thing how often


class Nodes:
    """The things that names mean before some of them are joined. What changes is gathered, and written with `write`."""

    def __init__(self, workings: Workings) -> None:
        self._workings = workings
        self._new: dict[int, Node] = {}
        self._used: Counter[int] = Counter()
        self._strings: Counter[tuple[int, str]] = Counter()
        self._forms: Counter[tuple[str, EntityType, int]] = Counter()
        self.changed: set[int] = set()

    def more(self, node: Node, form: str | None, adds: Adds) -> int:
        """Count what a name of a document adds to its thing, and return the thing's number."""
        number = number_of(*node)
        self._new[number] = node
        self._count(number, (form, node[1]), adds, 1)
        return number

    def less(self, number: int, form: str | None, adds: Adds) -> None:
        """Count it out again."""
        type = self._new[number][1] if number in self._new else self._workings.one("SELECT type FROM node WHERE n = ?", number)
        self._count(number, (form, type), adds, -1)

    def _count(self, number: int, form: tuple[str | None, EntityType], adds: Adds, sign: int) -> None:
        used, strings = adds
        self._used[number] += sign * used
        for string, times in strings.items():
            self._strings[number, string] += sign * times
        if form[0] is not None:
            self._forms[form[0], form[1], number] += sign

    def write(self) -> None:
        """Write what was gathered; what may be one thing with what left a form changes, too."""
        workings = self._workings
        made = ((number, *node) for number, node in self._new.items())
        workings.many("INSERT OR IGNORE INTO node VALUES(?, ?, ?, ?, 0, NULL, NULL, NULL, NULL)", made)
        changes = [(times, number) for number, times in self._used.items() if times]
        workings.many("UPDATE node SET used = used + ? WHERE n = ?", changes)
        strings = [(*key, times) for key, times in self._strings.items() if times]
        added = "ON CONFLICT DO UPDATE SET times = times + excluded.times"
        workings.many(f"INSERT INTO string VALUES(?, ?, ?) {added}", strings)
        less = ((number, string) for number, string, times in strings if times < 0)
        workings.many("DELETE FROM string WHERE node = ? AND string = ? AND times = 0", less)
        forms = [(*key, times) for key, times in self._forms.items() if times]
        workings.many(f"INSERT INTO form VALUES(?, ?, ?, ?) {added}", forms)
        for form, type, number, times in forms:
            if times < 0:
                workings.run("DELETE FROM form WHERE form = ? AND type = ? AND node = ? AND times = 0", form, type, number)
                self.changed.update(self.of_form(form, type))
        self.changed.update(number for _, number in changes)
        self.changed.update(number for number, _, _ in strings)
        self.changed.update(number for _, _, number, _ in forms)
        for part in (self._new, self._used, self._strings, self._forms):
            part.clear()

    def of_form(self, form: str, type: EntityType) -> Iterable[int]:
        """Return the things that have names of a form."""
        return [number for (number,) in self._workings.all("SELECT node FROM form WHERE form = ? AND type = ?", form, type)]

    def forms(self, number: int) -> Iterable[Form]:
        """Return the forms that a thing's names have."""
        return [(form, type) for form, type in self._workings.all("SELECT form, type FROM form WHERE node = ?", number)]


def adds_text(adds: Adds) -> str:
    return json.dumps(adds, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def adds_from(text: str) -> Adds:
    used, strings = json.loads(text)
    return used, strings
