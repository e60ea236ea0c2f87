"""Move all records between stores as JSON lines: a header, then one record a line, sorted by kind and id.

Loading is a union: any number of dumps, in any order, any number of times, give the same store. What a line says is checked as
strictly as what an extractor proposes: a claim whose words do not stand in its document is refused.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection
from typing import Any, TextIO

from ..errors import EvidenceError, StoreError, one_of
from ..model import FORMAT, RECORD_KINDS, Claim, Document, Mention, Record, canonical, to_data
from .base import Store
from .checked import checked, misquotes

_BATCH = 500  # records a transaction
_TEXTS = 2_000  # documents whose text is kept at hand


def dump(store: Store, stream: TextIO, kinds: Collection[str] = tuple(RECORD_KINDS)) -> int:
    """Write all records of these kinds and return how many; the same records give the same bytes, from whichever store."""
    stream.write(canonical({"edgewise": FORMAT}) + "\n")
    written = 0
    for name, kind in RECORD_KINDS.items():
        if name not in kinds:
            continue
        some: Any = kind
        for record in store.records(some):
            stream.write(canonical({"kind": name, "record": to_data(record)}) + "\n")
            written += 1
    return written


def load(store: Store, stream: TextIO) -> int:
    """Add the records of a dump and return how many changed the store.

    Raises StoreError for a file that is no dump, has a newer format or a broken line, EvidenceError for a claim or mention whose
    words do not stand in its document; both name the line. What stood before it may be in the store already: mend the file and
    load it again.
    """
    lines = enumerate(stream, start=1)
    _check_header(next(lines, (1, ""))[1])
    loading = _Loading(store)
    for number, line in lines:
        if line.strip():
            loading.take(_record(line, number), number)
    loading.flush()
    return loading.changed


def _check_header(line: str) -> None:
    try:
        header = json.loads(line)
        version = header["edgewise"]
    except (ValueError, KeyError, TypeError, RecursionError):
        version = None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise StoreError(f'line 1: this is no edgewise dump; its first line is {{"edgewise":{FORMAT}}}')
    if version > FORMAT:
        raise StoreError(f"line 1: the dump has format {version}, this edgewise knows up to {FORMAT}; install a newer edgewise")


def _record(line: str, number: int) -> Record:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise StoreError(f"line {number}: is not JSON: {problem}") from problem
    if not isinstance(data, dict) or data.keys() != {"kind", "record"} or not isinstance(data["kind"], str):
        raise StoreError(f'line {number}: a line is {{"kind": ..., "record": ...}}')
    if data["kind"] not in RECORD_KINDS:
        raise StoreError(f"line {number}: unknown kind {data['kind']!r}; known: {one_of(RECORD_KINDS)}")
    try:
        return checked(RECORD_KINDS[data["kind"]], data["record"])
    except StoreError as problem:
        raise StoreError(f"line {number}: {problem}") from None


class _Loading:
    """Checks records and adds them in batches; `changed` counts those that changed the store."""

    def __init__(self, store: Store) -> None:
        self.changed = 0
        self._store = store
        self._batch: list[Record] = []
        self._texts: OrderedDict[str, str | None] = OrderedDict()

    def take(self, record: Record, number: int) -> None:
        if isinstance(record, Document):
            self._remember(record.id, record.text)
        elif isinstance(record, Claim | Mention) and (wrong := misquotes(record, self._text(record.document))):
            raise EvidenceError(f"line {number}: {type(record).__name__} {record.id[:8]} is refused: {wrong}")
        self._batch.append(record)
        if len(self._batch) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Add what was taken."""
        batch, self._batch = self._batch, []
        self.changed += self._store.add(batch)

    def _text(self, document: str) -> str | None:
        if document not in self._texts:
            self.flush()  # the document may be among those taken and no longer at hand
            found = self._store.get(Document, document)
            self._remember(document, found.text if found is not None else None)
        self._texts.move_to_end(document)
        return self._texts[document]

    def _remember(self, document: str, text: str | None) -> None:
        self._texts[document] = text
        if len(self._texts) > _TEXTS:
            self._texts.popitem(last=False)
