"""Names placed again in their documents: which thing each of them means there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ..model import EntityType
from ..resolve.facts import Uses, plain_key
from ..resolve.naming import Naming
from .names import uses_from
from .nodes import Adds, Nodes, adds_from, adds_text
from .workings import Workings, number_of

CHUNK = 100  # documents of which the changes are gathered


def place(workings: Workings, nodes: Nodes, naming: Naming, whole: Iterable[int], some: Mapping[int, Iterable[int]]) -> set[int]:
    """Place every name of the documents `whole`, and `some` names of others; return the documents in which one means another thing."""
    moved: set[int] = set()
    wanted: dict[int, set[int] | None] = {document: set(names) for document, names in some.items()}
    wanted.update(dict.fromkeys(whole))
    for count, document in enumerate(sorted(wanted), start=1):
        if _place(workings, nodes, naming, document, wanted[document]):
            moved.add(document)
        if count % CHUNK == 0:
            nodes.write()
    nodes.write()
    return moved


def _place(workings: Workings, nodes: Nodes, naming: Naming, document: int, wanted: set[int] | None) -> bool:
    """Place the names of one document that are wanted, None: all; say whether one of them means another thing now."""
    id, text = workings.all("SELECT id, uses FROM document WHERE n = ?", document)[0]
    sql = "SELECT name, node, form, full, adds FROM given WHERE document = ?"
    before = {name: (node, form, full, adds) for name, node, form, full, adds in workings.all(sql, document)}
    moved, rows = False, []
    for (name, type), uses in _by_name(uses_from(text)).items():
        number = number_of(name, type)
        if wanted is not None and number not in wanted:
            continue
        placed = naming.place(name, type, id)
        adds = _adds(naming, uses, placed.full)
        full = plain_key(placed.full, type) if placed.full != name else None
        after = (number_of(*placed.node), placed.form, full, adds_text(adds))
        if before[number] == after:
            continue
        node, form, _, old = before[number]
        if node is not None:
            nodes.less(node, form, adds_from(old))
        nodes.more(placed.node, placed.form, adds)
        moved = moved or node != after[0]
        rows.append((*after, document, number))
    workings.many("UPDATE given SET node = ?, form = ?, full = ?, adds = ? WHERE document = ? AND name = ?", rows)
    return moved


def _by_name(uses: Uses) -> Mapping[tuple[str, EntityType], Uses]:
    found: dict[tuple[str, EntityType], dict[tuple[str, EntityType, str], int]] = defaultdict(dict)
    for use, times in uses.items():
        found[use[0], use[1]][use] = times
    return found


def _adds(naming: Naming, uses: Uses, full: str) -> Adds:
    strings: Counter[str] = Counter()
    for (name, type, text), times in uses.items():
        strings += naming.strings(name, type, text, full, times)
    return sum(uses.values()), dict(strings)
