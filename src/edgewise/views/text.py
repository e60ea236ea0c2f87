"""An answer to be read: as plain text for a terminal, and as Markdown with numbered sources. Both say what `sections` says."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..questions.nouns import Answer
from .safe import markdown_link, markdown_text, one_line
from .sections import Cited, Entry, Evidence, sections


def as_text(answer: Answer, width: int = 80) -> str:
    """Return the answer for a terminal, no line longer than `width` columns except an address; ends with a line break."""
    lines = [*_wrapped(one_line(answer.question), width), ""]
    for section in sections(answer):
        lines += _wrapped(section.heading, width)
        lines += _wrapped(section.intro, width, "  " if section.heading else "")
        for number, entry in enumerate(section.entries, 1):
            mark = f"  {number}. " if section.numbered else "  - "
            standing = f" [{entry.standing}]" if entry.standing else ""
            lines += _wrapped(entry.sentence + standing, width, mark, " " * len(mark))
            for one in entry.evidence:
                inside = " " * (len(mark) + 2)
                more = f" ({one.more})" if one.more else ""
                lines += _wrapped(f"{one.label}“{one.quote}”{more}", width, inside[:-2])
                lines += _wrapped(f"— {one.who}{_where(one)}", width, inside)
                if one.cited.url:
                    lines.append(inside + one.cited.url)
                lines += _wrapped(one.read, width, inside)
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _where(one: Evidence) -> str:
    """The title of the document, when it was published, and where in which file the quote is where no address leads to it."""
    file = f"in {one.cited.source}" if one.place and one.cited.source != one.cited.title else ""
    return ", ".join(filter(None, (f"“{one.cited.title}”", one.cited.published, file, one.place)))


def _wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    later = first if rest is None else rest
    # A word that is too long is never broken: it may be an address, which one copies whole.
    return textwrap.wrap(
        text, max(width, 20), initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


def as_markdown(answer: Answer) -> str:
    """Return the answer as Markdown in which nothing a document says is markup; ends with a line break.

    Quotes name their document by a number, [1]; each document is listed once, at the end, under the number it got first.
    """
    sources: dict[str, Cited] = {}
    parts = [f"# {markdown_text(answer.question)}"]
    for section in sections(answer):
        if section.heading:
            parts.append(f"## {markdown_text(section.heading)}")
        if section.intro:
            parts.append(markdown_text(section.intro))
        for number, entry in enumerate(section.entries, 1):
            parts += _entry(entry, f"{number}. " if section.numbered else "- ", sources)
    if sources:
        parts += ["## Sources", *(f"[{number}] {_source(cited)}" for number, cited in enumerate(sources.values(), 1))]
    return "\n\n".join(parts) + "\n"


def _entry(entry: Entry, mark: str, sources: dict[str, Cited]) -> Iterator[str]:
    standing = f" *({markdown_text(entry.standing)})*" if entry.standing else ""
    yield f"{mark}**{markdown_text(entry.sentence)}**{standing}"
    inside = " " * len(mark)
    for one in entry.evidence:
        sources.setdefault(one.cited.document, one.cited)
        number = list(sources).index(one.cited.document) + 1
        more = f" ({one.more})" if one.more else ""
        where = ", ".join(filter(None, (f"{markdown_text(one.who)} [{number}]".strip(), one.place)))
        read = f"\\\n{inside}> {markdown_text(one.read)}" if one.read else ""
        yield f"{inside}> {one.label}“{markdown_text(one.quote)}”{more}\n{inside}>\n{inside}> — {where}{read}"


def _source(cited: Cited) -> str:
    """A document as a list of sources has it; one without an address with the file it was found in."""
    file = None if cited.url or cited.source == cited.title else cited.source
    return ", ".join(
        [markdown_link(cited.title, cited.url), *(markdown_text(one) for one in (cited.publisher, cited.published, file) if one)]
    )
