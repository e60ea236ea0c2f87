"""How well edgewise reads: `python tests/benchmarks/score.py` prints the tables for every extractor that is installed.

Precision, recall and F1 of claims on the gold sets and on annotated documents kept apart from training (part "dev"), by the rules of
the shared scorer; then mentions, what stand-ins are called, each relation, each standing. The part "blind" is for the figures of a
release alone: it takes `--blind`, and nothing but totals is printed of it. What is printed is all that an extractor proposes and
grounding lets stand, candidates too; "in graph" is the share above the bar.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import standing_given_triples
from annotated import annotated
from gold_sets import HAND_MADE, GoldSet, hand_made, scorer
from measuring import Measured, errors, measure
from standing_given_triples import Judgement, judge, speakers, standing
from tables import put_in_readme, readme_table, report

from edgewise.errors import EdgewiseError
from edgewise.extract.base import Extractor
from edgewise.extract.llm.extractor import LlmExtractor
from edgewise.extract.llm.requests import requests_of
from edgewise.extract.llm.settings import Settings
from edgewise.extract.read import AUTO, EXTRACTORS, extractor
from edgewise.extract.reader.annotations import Part
from edgewise.model import Document
from edgewise.project import Project, builtin

LLM = "llm"  # reads here only what it was answered before
ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit status."""
    given = _parser().parse_args(arguments)
    if given.part == "blind" and not given.blind:
        sys.exit("the blind part is for the figures of a release: add --blind if this is one")
    shared = Path(os.environ.get("EDGEWISE_SHARED", ROOT.parent / "shared"))
    if not (shared / "gold").is_dir():
        sys.exit("the gold sets are missing: put the shared folder beside the checkout or name it in EDGEWISE_SHARED")
    project = builtin()
    sets = [one for one in _sets(given, shared) if not given.only or given.only in one.name]
    if given.replay:
        answered = partial(_is_answered, given.replay, project)
        sets = [one for one in (one.only(answered) for one in sets) if one.documents]
    if not sets:
        sys.exit("there is nothing to read: no set is called so, or none of its documents has an answer to replay")
    for note in (note for one in sets for note in one.notes):
        print(note, file=sys.stderr)
    measured: list[list[Measured]] = []
    for name, reader in _readers(given, project):
        for document in list(sets[0].documents.values())[:3]:
            reader.read(document)  # what is made when first wanted is made before the clock runs
        measured.append([measure(name, reader, one, scorer(shared), project) for one in sets])
    triples = {part: judge(cast("Part", part), shared) for part in dict.fromkeys(one.name.split()[0] for one in sets if one.sentences)}
    if given.json:
        found = {"extractors": [m.to_json() for one in measured for m in one]}
        print(json.dumps(found | {"triples_given": {part: _standing(ones) for part, ones in triples.items()}}, indent=1))
    else:
        given_triples = (
            f"# standing of all {part}, triples given\n\n{standing_given_triples.report(ones)}" for part, ones in triples.items()
        )
        print("\n\n".join([*map(report, measured), *given_triples]))
    if given.errors:
        for m in (m for one in measured for m in one if not m.gold.startswith("blind")):
            print(f"\n# errors of {m.extractor} on {m.gold}")
            print("\n".join(errors(m)))
    if given.update_readme:
        rows = [m for columns in zip(*measured, strict=True) for m in columns]
        text = put_in_readme(README.read_text(encoding="utf-8"), readme_table(rows), f"{date.today():%-d %B %Y}")
        README.write_text(text, encoding="utf-8")
    return 0


def _standing(judgements: Sequence[Judgement]) -> dict[str, object]:
    found = standing(judgements)
    speakers_found, speakers_right = speakers(judgements)
    return {
        "claims": found.claims, "not_flat": found.not_flat, "right": found.right, "alarms": found.alarms,
        "macro_f1": found.macro, "macro_f1_with_alarms": found.macro_alarmed,
        "speakers_recall": speakers_found, "speakers_precision": speakers_right,
    }  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--extractor", action="append", help="one or more of the known ones; default: all that are installed")
    parser.add_argument("--part", choices=("dev", "train", "blind"), default="dev", help="the annotated documents to read (dev)")
    parser.add_argument("--blind", action="store_true", help="read the blind part too; for the figures of a release")
    parser.add_argument("--only", metavar="WORDS", help="only the sets with these words in their names: seeds, events_a, 'dev other'")
    parser.add_argument("--documents", type=int, metavar="N", help="only the first N annotated documents of each kind")
    parser.add_argument(
        "--replay", type=Path, metavar="DIR", help="answers of a language model: read with llm too, and only what they answer"
    )
    parser.add_argument("--errors", action="store_true", help="then print each claim that is wrong, stands wrongly or was missed")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--update-readme", action="store_true", help="write the table of the README anew")
    return parser


def _sets(given: argparse.Namespace, shared: Path) -> Iterable[GoldSet]:
    for name in HAND_MADE:
        yield hand_made(name, shared)
    for part in dict.fromkeys([given.part, *(["blind"] if given.blind else [])]):
        yield from annotated(cast("Part", part), shared, given.documents)


def _is_answered(folder: Path, project: Project, document: Document) -> bool:
    """Tell whether a folder has the answers of a language model to all that would be asked about a document."""
    return all((folder / f"{request.digest}.response.json").exists() for request in requests_of(document, project.ontology))


def _readers(given: argparse.Namespace, project: Project) -> Iterable[tuple[str, Extractor]]:
    """Yield the extractors asked for, or all that can be made here; "auto" only where it is none of the others."""
    made: list[tuple[str, ...]] = []
    for name in given.extractor or [*(name for name in EXTRACTORS if name != LLM or given.replay), AUTO]:
        try:
            reader = LlmExtractor(project, Settings(replay=given.replay)) if name == LLM and given.replay else extractor(name, project)
        except EdgewiseError as problem:
            if given.extractor:
                sys.exit(str(problem))
            print(f"{name}: {problem}", file=sys.stderr)
            continue
        if given.extractor or reader.readers not in made:
            made.append(reader.readers)
            yield name, reader


if __name__ == "__main__":
    sys.exit(main())
