"""What a store holds of where texts were found, while a pile is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from ..model import Source


class Held:
    """The sources of a store by locator, as they were when it was asked; some 400 bytes each."""

    def __init__(self, sources: Iterable[Source]) -> None:
        readers: dict[tuple[str, ...], tuple[str, ...]] = {}  # a handful for all
        self._sources = {one.locator: replace(one, read_by=readers.setdefault(one.read_by, one.read_by)) for one in sources}
        self._locators = sorted(self._sources)

    def get(self, locator: str) -> Source | None:
        return self._sources.get(locator)

    def of_file(self, locator: str) -> Mapping[str, Source]:
        """Return the sources that are a file, or in it."""
        own = self._sources.get(locator)
        found = {} if own is None else {locator: own}
        within = f"{locator}/"
        for inside in islice(self._locators, bisect_left(self._locators, within), None):
            if not inside.startswith(within):
                break
            found[inside] = self._sources[inside]
        return found

    def there(self) -> Iterator[Source]:
        """Yield those that hold a document, sorted by locator."""
        return (source for locator in self._locators if (source := self._sources[locator]).document is not None)
