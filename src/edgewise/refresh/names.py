"""Names coming and going with their documents, what that changes in what the pile says of them, and which have to be placed again."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from ..identity import canonical
from ..model import ENTITY_TYPES, EntityType, fold
from ..resolve.facts import FEW, Use, Uses, definitions, elected, long_key, meaning_of, plain_key, spelt, voted, without_article
from ..resolve.forms import from_address, is_described, legal_form
from ..resolve.known import Known
from ..resolve.naming import Decisions
from .facts import documents_with
from .nodes import Nodes, adds_from
from .workings import Workings, number_of

_Name = tuple[str, EntityType]
_ADDED = "ON CONFLICT DO UPDATE SET documents = documents + excluded.documents"


@dataclass(frozen=True, slots=True)
class _Row:
    """What is known of a name by itself, as the columns of its table; of a firm its corporate form, of a newspaper its name without the
    article, of an address the form that it would have as people write it."""

    plain: str
    folded: str
    spelt: str | None
    form: str | None
    legal: str | None
    rest: str | None
    address: str | None


class Names:
    """Counts the names of documents, and says what has to be placed again. What changes is gathered, and written with `write`."""

    def __init__(self, workings: Workings, known: Known, nodes: Nodes) -> None:
        self._workings = workings
        self._known = known
        self._nodes = nodes
        self.whole: set[int] = set()  # documents of which every name has to be placed
        self._documents: Counter[_Name] = Counter()
        self._votes: Counter[tuple[str, EntityType]] = Counter()
        self._longs: Counter[tuple[str, str, str]] = Counter()
        self._folded: Counter[str] = Counter()  # how many documents more have a name
        self._plain: set[str] = set()  # names of which something may be another way now, by what it is
        self._firms: set[str] = set()
        self._papers: set[str] = set()
        self._shorts: set[str] = set()
        self._forms: set[tuple[str, EntityType]] = set()

    def change(self, document: int, before: Uses, after: Uses) -> None:
        """Count how a document uses names now, and how it did no longer."""
        old, new = ({(name, type) for name, type, _ in uses} for uses in (before, after))
        for some, sign in ((old - new, -1), (new - old, 1)):
            for one in some:
                self._documents[one] += sign
        self._take_out(document, old - new)
        rows = ((document, number_of(*one)) for one in new - old)
        self._workings.many("INSERT INTO given VALUES(?, ?, NULL, NULL, NULL, NULL)", rows)
        for uses, sign in ((before, -1), (after, 1)):
            for vote in voted(uses):
                self._votes[vote] += sign
        self._define(document, before, after)
        self.whole.add(document)
        if not after:
            self.whole.discard(document)

    def _define(self, document: int, before: Uses, after: Uses) -> None:
        old, new = (definitions(uses) for uses in (before, after))
        keys = [{fold(name) for name, _, _ in uses} for uses in (before, after)]
        if not self._workings.fresh:
            for key in keys[0] ^ keys[1] if old == new else keys[0] | keys[1]:
                self._folded[key] += (key in keys[1]) - (key in keys[0])
        if old == new:
            return
        for some, sign in ((old, -1), (new, 1)):
            for short, long in some.items():
                self._longs[short, long_key(long, self._known), long] += sign
        self._workings.run("DELETE FROM defines WHERE document = ?", document)
        self._workings.many("INSERT INTO defines VALUES(?, ?)", ((short, document) for short in new))

    def _take_out(self, document: int, names: Iterable[_Name]) -> None:
        for name in names:
            key = (document, number_of(*name))
            for node, form, adds in self._workings.all("SELECT node, form, adds FROM given WHERE document = ? AND name = ?", *key):
                if node is not None:
                    self._nodes.less(node, form, adds_from(adds))
            self._workings.run("DELETE FROM given WHERE document = ? AND name = ?", *key)

    def write(self) -> None:
        """Write what was gathered of the documents."""
        self._write_names()
        votes = [(*key, times) for key, times in self._votes.items() if times]
        self._workings.many(f"INSERT INTO vote VALUES(?, ?, ?) {_ADDED}", votes)
        self._plain.update(plain for plain, _, _ in votes)
        longs = [(*key, times) for key, times in self._longs.items() if times]
        self._workings.many(f"INSERT INTO long VALUES(?, ?, ?, ?) {_ADDED}", longs)
        self._shorts.update(short for short, _, _, _ in longs)
        self._nodes.write()
        for part in (self._documents, self._votes, self._longs):
            part.clear()

    def _write_names(self) -> None:
        changes = {number_of(*name): (name, times) for name, times in self._documents.items() if times}
        among = "SELECT n, documents FROM name WHERE n IN (SELECT value FROM json_each(?))"
        before: Mapping[int, int] = dict(self._workings.among(among, changes))
        for number, (name, times) in changes.items():
            after = before.get(number, 0) + times
            if number not in before:
                row = self._row(name)
                self._workings.run("INSERT INTO name VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number, *name, after, *astuple(row))
                self._touch(name, row)
            elif after:
                self._workings.run("UPDATE name SET documents = ? WHERE n = ?", after, number)
            else:
                self._workings.run("DELETE FROM name WHERE n = ?", number)
                self._touch(name, self._row(name))

    def _row(self, name: _Name) -> _Row:
        text, type = name
        address = from_address(text)
        return _Row(
            plain_key(text, type),
            fold(text),
            spelt(text) if type not in ("Person", "Place") else None,
            self._known.form(text, type) if not is_described(text) else None,
            legal_form(text) if type == "Organization" else None,
            without_article(text),
            self._known.form(address, type) if address is not None else None,
        )

    def _touch(self, name: _Name, row: _Row) -> None:
        """Note what may be another way because this name came or went."""
        if row.legal is not None:
            self._firms.add(row.plain)
        if row.rest is not None:
            self._papers.add(row.folded)
        self._papers.update(key for (key,) in self._workings.all("SELECT folded FROM name WHERE rest = ?", name[0]))
        if row.form is not None:
            self._forms.add((row.form, name[1]))

    def settle(self) -> dict[int, set[int]]:
        """Work out what the pile says of names now, and return which names of which documents that concerns, those of `whole` aside."""
        plain = {key for key in self._plain if self._flips("type", key, self._elected(key))}
        plain |= {key for key in self._firms if self._flips("firm", key, self._two_firms(key))}
        plain |= {key for key in self._papers if self._flips("paper", key, self._is_paper(key))}
        shorts = {key for key in self._shorts if self._flips("meaning", key, self._meaning(key))}
        found: dict[int, set[int]] = defaultdict(set)
        if self._workings.fresh:
            return found
        for keys, where in (
            (plain, "name n JOIN given g ON g.name = n.n WHERE n.plain = ?"),
            (plain, "given g WHERE g.full = ?"),
            (shorts, "name n JOIN given g ON g.name = n.n WHERE n.spelt = ?"),
        ):
            for key in keys:
                self._find(found, where, key)
        for form, type in self._forms:
            self._find(found, "name n JOIN given g ON g.name = n.n WHERE n.address = ? AND n.type = ?", form, type)
        self._find_beside(found)
        return found

    def _find(self, found: dict[int, set[int]], where: str, *values: Any) -> None:
        for document, name in self._workings.all(f"SELECT g.document, g.name FROM {where}", *values):
            if document not in self.whole:
                found[document].add(name)

    def _find_beside(self, found: dict[int, set[int]]) -> None:
        """Short names in documents that share a name that few have with one that changed, or did."""
        documents: set[int] = set()
        for key, more in self._folded.items():
            some = documents_with(self._workings, key, FEW + abs(more) + 1)
            if min(len(some), len(some) - more) <= FEW:
                documents.update(number for _, number in some)
        sql = (
            "given g JOIN name n ON n.n = g.name JOIN fact f ON f.kind = 'meaning' AND f.key = n.spelt "
            "WHERE g.document IN (SELECT value FROM json_each(?))"
        )
        self._find(found, sql, json.dumps(sorted(documents - self.whole)))

    def decide(self, found: dict[int, set[int]], before: Decisions | None, after: Decisions) -> None:
        """Add what has to be placed again, and which things may be joined another way, because people decided otherwise."""
        if before is None or before == after:
            return
        keys = {node[0] for part in ("own", "judged", "joined") for node in getattr(before, part) ^ getattr(after, part)}
        for key in keys:
            self._find(found, "name n JOIN given g ON g.name = n.n WHERE n.folded = ?", key)
            self._find(found, "name n JOIN given g ON g.name = n.n WHERE n.plain = ?", key)
            self._find(found, "node n JOIN given g ON g.node = n.n WHERE n.key = ?", key)
        pairs = set(before.apart ^ after.apart)
        if before.same != after.same:
            pairs.update(before.same, after.same)
        self._nodes.changed.update(number_of(*node) for pair in pairs for node in pair)

    def _flips(self, kind: str, key: str, value: str | None) -> bool:
        if self._workings.one("SELECT value FROM fact WHERE kind = ? AND key = ?", kind, key) == value:
            return False
        if value is None:
            self._workings.run("DELETE FROM fact WHERE kind = ? AND key = ?", kind, key)
        else:
            self._workings.run("INSERT OR REPLACE INTO fact VALUES(?, ?, ?)", kind, key, value)
        return True

    def _elected(self, plain: str) -> str | None:
        self._workings.run("DELETE FROM vote WHERE plain = ? AND documents = 0", plain)
        votes = dict(self._workings.all("SELECT type, documents FROM vote WHERE plain = ?", plain))
        return elected(votes) if votes else None

    def _two_firms(self, plain: str) -> str | None:
        sql = "SELECT count(DISTINCT legal) > 1 FROM name WHERE plain = ? AND type = 'Organization' AND legal IS NOT NULL"
        return "yes" if self._workings.one(sql, plain) else None

    def _is_paper(self, folded: str) -> str | None:
        rests = self._workings.all("SELECT DISTINCT rest FROM name WHERE folded = ? AND rest IS NOT NULL", folded)
        numbers = [number_of(rest, type) for (rest,) in rests for type in ENTITY_TYPES]
        return "yes" if self._workings.among("SELECT 1 FROM name WHERE n IN (SELECT value FROM json_each(?)) LIMIT 1", numbers) else None

    def _meaning(self, short: str) -> str | None:
        self._workings.run("DELETE FROM long WHERE short = ? AND documents = 0", short)
        longs: dict[str, set[str]] = defaultdict(set)
        for key, long in self._workings.all("SELECT key, long FROM long WHERE short = ?", short):
            longs[key].add(long)
        meaning = meaning_of(longs)
        return json.dumps([meaning.long, meaning.key]) if meaning is not None else None


def uses_text(uses: Uses) -> str:
    """Return how a document uses names as one text."""
    return canonical(sorted([*use, times] for use, times in uses.items()))


def uses_from(text: str) -> Counter[Use]:
    """Return what `uses_text` made the text from."""
    return Counter({(name, type, words): times for name, type, words, times in json.loads(text)})
