"""Figures as tables that read well in a terminal and in Markdown, and the one that stands in the README."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from judging import STANDINGS, Figures, confusion
from measuring import Measured, by_relation, by_standing, total

BEGIN, END = "<!-- scores: made by make score UPDATE=1 -->", "<!-- end of scores -->"
README_HEADER = (
    "documents", "read by", "claims", "precision", "recall", "F1", "standing right too", "recall of the not flat", "documents a second",
)  # fmt: skip
CLAIMS = ("found", "wanted", "P", "R", "F1", "strict P", "not-flat R")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """Return a Markdown table with aligned columns; the first `texts` hold text, the others figures."""
    lines = [list(header), *map(list, rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    rule = "|".join("-" * (w + 2) if n < texts else "-" * (w + 1) + ":" for n, w in enumerate(widths))
    body = []
    for line in lines:
        cells = (cell.ljust(w) if n < texts else cell.rjust(w) for n, (cell, w) in enumerate(zip(line, widths, strict=True)))
        body.append(f"| {' | '.join(cells)} |")
    return "\n".join([body[0], f"|{rule}|", *body[1:]])


def cell(share: float | int | None) -> str:
    """Return a count as it is, a share as ".62", and "-" for a share of nothing."""
    if share is None:
        return "-"
    return str(share) if isinstance(share, int) else f"{share:.2f}".removeprefix("0")


def cells(figures: Figures) -> list[str]:
    """Return the cells under `CLAIMS`."""
    f = figures
    return [*map(cell, (f.predicted, f.core, f.precision, f.recall, f.f1, f.strict_precision, f.not_flat_recall))]


def report(measured: Sequence[Measured]) -> str:
    """Return all tables of one extractor over its gold sets; what is split is split for each part of the annotated documents."""
    blocks = [f"# {measured[0].extractor}", _claims(measured)]
    annotated = [m for m in measured if m.mentions and m.names]
    if annotated:
        blocks += [_mentions(annotated), _names(annotated)]
    parts: dict[str, list[Measured]] = {}
    for m in annotated or measured:
        parts.setdefault(f"all {m.gold.split()[0]}" if annotated else "all sets", []).append(m)
    for part, ones in parts.items():
        judged = total(m.judged for m in ones)
        blocks.append(_split(f"relation, {part}", by_relation(judged)))
        blocks.append(_split(f"standing, {part}", by_standing(judged)))
        blocks.append(_confusion(f"gold stands, of right claims, {part}", confusion(judged)))
    return "\n\n".join(blocks)


def _claims(measured: Sequence[Measured]) -> str:
    rows = [[m.gold, *cells(m.judged.figures()), cell(m.by_name), *_graph(m), _speed(m)] for m in measured]
    return table(("gold set", *CLAIMS, "right by name", "in graph", "P", "R", "docs/CPU s"), rows)


def _speed(m: Measured) -> str:
    return f"{m.documents / max(m.seconds, 1e-9):.0f}"


def _graph(m: Measured) -> list[str]:
    figures = m.in_graph.figures()
    return [cell(figures.predicted), cell(figures.precision), cell(figures.recall)]


def _mentions(measured: Sequence[Measured]) -> str:
    rows = [[m.gold, *map(cell, astuple(m.mentions))] for m in measured if m.mentions]
    return table(("mentions", "found", "wanted", "P", "R", "P with type", "R with type"), rows)


def _names(measured: Sequence[Measured]) -> str:
    rows = [[m.gold, *map(cell, astuple(m.names))] for m in measured if m.names]
    return table(("stand-ins ('he', 'the agency')", "wanted", "named", "P", "R", "other names right"), rows)


def _split(title: str, figures: dict[str, Figures]) -> str:
    return table((title, *CLAIMS), [[name, *cells(f)] for name, f in figures.items() if f.predicted or f.core])


def _confusion(title: str, counts: Mapping[tuple[str, str], int]) -> str:
    rows = [[gold, *(str(counts.get((gold, read), 0)) for read in STANDINGS)] for gold in STANDINGS]
    return table((title, *(f"read {s}" for s in STANDINGS)), rows)


def readme_table(measured: Sequence[Measured]) -> str:
    """Return the table of the README: a row for each gold set and extractor."""
    rows = []
    for m in measured:
        f = m.judged.figures()
        rows.append([_LABELS.get(m.gold, m.gold).format(n=m.documents), m.extractor, *cells(f)[:1], *cells(f)[2:], _speed(m)])
    return table(README_HEADER, rows, texts=2)


_LABELS = {
    "seeds": "{n} fact checks, articles and event files",
    "events_a": "{n} event files (a)",
    "events_b": "{n} event files (b)",
    "dev event": "{n} event files, dev",
    "dev other": "{n} posts, articles and reports of other kinds, dev",
    "dev written": "{n} written for the purpose, dev",
    "blind event": "{n} event files, blind",
    "blind other": "{n} posts, articles and reports of other kinds, blind",
    "blind written": "{n} written for the purpose, blind",
}  # fmt: skip


def put_in_readme(readme: str, made: str, date: str) -> str:
    """Return the README with the table between its markers replaced. Raises ValueError where they are missing."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the README has no {BEGIN} followed by {END}")
    return f"{before}{BEGIN}\n\nMeasured on {date}.\n\n{made}\n\n{END}{after}"


def table_in_readme(readme: str) -> tuple[str, list[list[str]]]:
    """Return the date and the rows (header first) of the table that stands in the README. Raises ValueError where it is none."""
    match = re.search(re.escape(BEGIN) + r"\n\nMeasured on (?P<date>[^\n]+)\.\n\n(?P<table>(?:\|.*\|\n)+)\n" + re.escape(END), readme)
    if match is None:
        raise ValueError("no table of scores between its markers; write it with: make score UPDATE=1")
    header, _, *rows = match["table"].splitlines()
    return match["date"], [[part.strip() for part in line.strip("|").split("|")] for line in (header, *rows)]
