"""All figures of one extractor on one gold set, as plain data that can be printed as tables or as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from annotated import Aliases
from ends import MentionFigures, NameFigures, mention_figures, name_figures
from gold_sets import GoldSet
from judging import STANDINGS, Figures, Judged, confusion, judge, share, standing_of
from reading import Read, Row, read_all

from edgewise.extract.base import Extractor
from edgewise.project import Project


@dataclass(frozen=True, slots=True)
class Measured:
    """One extractor on one gold set. `mentions` and `names` are None where the gold knows claims only.

    `by_name` is the share of right claims that are right by what their ends are called, whatever words stand in the text.
    """

    extractor: str
    gold: str
    documents: int
    seconds: float
    judged: Judged
    in_graph: Judged
    by_name: float | None
    mentions: MentionFigures | None
    names: NameFigures | None

    def to_json(self) -> dict[str, Any]:
        """Return the figures, without the claims."""
        return {
            "extractor": self.extractor,
            "gold": self.gold,
            "documents": self.documents,
            "documents_a_second": round(self.documents / max(self.seconds, 1e-9), 1),
            "claims": asdict(self.judged.figures()),
            "right_by_name": self.by_name,
            "in_graph": asdict(self.in_graph.figures()),
            "relations": {name: asdict(figures) for name, figures in by_relation(self.judged).items()},
            "standings": {name: asdict(figures) for name, figures in by_standing(self.judged).items()},
            "confusion": {f"{gold} read as {read}": n for (gold, read), n in sorted(confusion(self.judged).items())},
            "mentions": asdict(self.mentions) if self.mentions else None,
            "names": asdict(self.names) if self.names else None,
        }


def measure(name: str, extractor: Extractor, gold: GoldSet, scorer: Any, project: Project) -> Measured:
    """Read the documents of a gold set and count everything."""
    read: Read = read_all(gold, extractor, project)
    mentions = names = None
    if gold.sentences:
        aliases = {doc: Aliases(one.sentence for one in found) for doc, found in gold.sentences.items()}
        mentions, names = mention_figures(gold, read), name_figures(gold, read, aliases)
    judged, in_graph = judge(scorer, gold, read.rows()), judge(scorer, gold, read.rows(project.min_precision))
    by_name = share(bool(f.gold) for f in judge(scorer, gold, [_by_name(f.row) for f in judged.found if f.gold]).found)
    return Measured(name, gold.name, len(gold.documents), read.seconds, judged, in_graph, by_name, mentions, names)


def _by_name(row: Row) -> Row:
    return {key: value for key, value in row.items() if not key.endswith("_surface")}


def by_relation(judged: Judged) -> dict[str, Figures]:
    """Return the figures of each relation that was read or wanted, the most wanted first."""
    wanted: dict[str, int] = {f.row["relation"]: 0 for f in judged.found}
    for w in judged.wanted:
        wanted[w.gold["relation"]] = wanted.get(w.gold["relation"], 0) + 1
    return {name: judged.of_relation(name).figures() for name in sorted(wanted, key=lambda name: (-wanted[name], name))}


def by_standing(judged: Judged) -> dict[str, Figures]:
    """Return the figures of each standing: of what was read to stand so, and of gold that stands so."""
    return {name: judged.of_standing(name).figures() for name in STANDINGS}


def total(judged: Iterable[Judged]) -> Judged:
    """Return all of them as one."""
    return sum(judged, Judged())


def errors(measured: Measured) -> list[str]:
    """Return a line for each claim that is wrong, stands wrongly, or was missed, in order of kind and text."""
    lines = []
    for f in measured.judged.found:
        said = f"{f.row['subject']} > {f.row['relation']} > {f.row['object']} ({standing_of(f.row)})"
        if not f.gold:
            lines.append(f"wrong     {f.row['doc'][:32]:32} {said} | {f.row['quote'][:200]}")
        elif not f.standing:
            lines.append(f"standing  {f.row['doc'][:32]:32} {said}, gold {standing_of(f.gold[0])} | {f.row['quote'][:200]}")
    for w in measured.judged.wanted:
        if not w.found:
            said = f"{w.gold['subject']} > {w.gold['relation']} > {w.gold['object']} ({standing_of(w.gold)})"
            lines.append(f"missed    {w.gold['doc'][:32]:32} {said} | {w.gold['quote'][:200]}")
    return [" ".join(line.split("\n")) for line in sorted(lines)]
