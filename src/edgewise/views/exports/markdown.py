"""A report in Markdown: the routes between two names, or all that is known of one, with numbered sources."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import UsageError
from ..text import as_markdown
from .format import Format, any_link
from .selection import Selection


def as_report(selection: Selection) -> Iterator[str]:
    """Yield the report. Raises UsageError where nothing was asked that it could answer."""
    if selection.answer is None:
        raise UsageError("a report is of routes or of a name: edgewise export markdown --routes A B, or --around NAME")
    yield as_markdown(selection.answer)


MARKDOWN = Format(
    name="markdown",
    opens="editors, wikis, notebooks; pandoc",
    edges=any_link,
    text=as_report,
    cannot=("A graph: it is a text for people, of the routes between two names or of one name", "Ids, offsets and who decided what"),
)
