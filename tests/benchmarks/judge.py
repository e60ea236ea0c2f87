"""Claims judged by people: `judge.py draw SHEET` writes a sheet to fill in, `judge.py take SHEET --by NAME` keeps its verdicts.

`draw` reads documents (those of the part "dev", unless paths are given) into a graph with what reads best, draws claims that entered it,
and writes each with its sentence, the ones around it, and what the claim says in words. The sheet holds text, so it is kept outside of
the repository. `take` adds the verdicts to `judged.jsonl`, which holds none, and prints the shares; `shares` prints them again.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotated import KINDS, paths_of
from verdicts import WHYS, Verdict, read_verdicts, shares, write_verdicts

from edgewise.extract.read import extractor
from edgewise.extract.sentences import passages
from edgewise.ingest import ingest
from edgewise.model import Claim, Document, End
from edgewise.project import builtin
from edgewise.questions.show import show_claim
from edgewise.questions.view import GraphView, graph_view
from edgewise.stores import open_store

ROOT = Path(__file__).resolve().parents[2]
JUDGED = Path(__file__).with_name("judged.jsonl")

HEAD = f"""# Is this what the sentence says?

Judge each claim against its sentence alone, whatever you know of the matter. After "verdict:" write one of
  right    it says exactly what the sentence says, standing (so or not so, stated, reported, planned ...) and speaker included
  partly   it misleads nobody, but an end is cut wrongly, a detail is wrong, or the standing is weaker than the sentence
  wrong    the sentence does not say this
and after "why:", unless it is right, one of
{chr(10).join(f"  {why:10} {meaning}" for why, meaning in WHYS.items())}
"""

_BLOCK = re.compile(
    r"^ref: (?P<claim>\w+) (?P<document>\w+) (?P<start>\d+)-(?P<end>\d+) (?P<read_by>\S+) (?P<confidence>[\d.]+)\n"
    r"verdict:[ \t]*(?P<verdict>.*)\nwhy:[ \t]*(?P<why>.*)$",
    re.M,
)


def draw(paths: Sequence[Path], number: int, seed: int, name: str) -> Iterator[str]:
    """Yield the sheet's blocks: `number` claims (all, where there are fewer) of the graph that the documents make."""
    project = builtin()
    with tempfile.TemporaryDirectory() as home, open_store(str(Path(home) / "drawn.db")) as store:
        ingest([str(path) for path in paths], store, project, extractor(name, project))
        view = graph_view(store)
        ids = sorted(view.resolved)
        drawn = random.Random(seed).sample(ids, min(number, len(ids)))
        for place, id in enumerate(drawn, 1):
            yield _block(place, len(drawn), view, id)


def _block(place: int, of: int, view: GraphView, id: str) -> str:
    claim, shown = view.claim(id), show_claim(view, builtin(), id)
    document = view.document(claim.document)
    reading = max(view.readings[id], key=lambda reading: reading.confidence)
    told = [f"{claim.polarity}, {claim.modality}", f"said by {shown.said_by or 'the document itself'}"]
    told += [f"{what} {value}" for what in ("date", "place", "amount", "role") if (value := getattr(claim, what)) is not None]
    ends = "; ".join(_called(end) for end in (claim.subject, claim.object, claim.about, claim.said_by) if end is not None)
    return "\n".join((
        f"## {place} of {of}", "", *_around(document, claim), "",
        f"claim: {shown.sentence}", f"       [{'; '.join(told)}]", f"       ({ends})", "",
        f"ref: {id} {document.sha256} {claim.start}-{claim.end} {reading.extractor} {reading.confidence}", "verdict: ", "why: ", "",
    ))  # fmt: skip


def _called(end: End) -> str:
    return f"“{end.text}”" if end.text == end.name else f"“{end.text}” is {end.name}"


def _around(document: Document, claim: Claim) -> Iterator[str]:
    """Yield the document's title, and the claim's sentence marked, with the one before and the one after."""
    found = passages(document)
    own = [n for n, p in enumerate(found) if p.start < claim.end and claim.start < p.end]
    yield f"   ({document.title or 'no title'})"
    for n in range(max(0, min(own, default=0) - 1), min(len(found), max(own, default=0) + 2)):
        mark = ">>" if n in own else "  "
        yield f"{mark} {' '.join(document.text[found[n].start : found[n].end].split())}"


def taken(sheet: str, by: str) -> Iterator[Verdict]:
    """Yield the verdicts of a sheet; claims without one are left out. Raises ValueError where one cannot be understood."""
    for block in _BLOCK.finditer(sheet):
        verdict, why = block["verdict"].strip().lower(), block["why"].strip().lower()
        if verdict or why:
            one = Verdict(
                block["claim"], block["document"], int(block["start"]), int(block["end"]), verdict, why, by,
                block["read_by"], float(block["confidence"]),
            )  # fmt: skip
            one.check()
            yield one


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, take or count; returns the exit status."""
    given = _parser().parse_args(arguments)
    if given.command == "draw":
        if given.sheet.resolve().is_relative_to(ROOT):
            sys.exit(f"{given.sheet}: a sheet holds text of documents; write it outside of the repository")
        blocks = list(draw(given.paths or _dev_documents(), given.claims, given.seed, given.extractor))
        given.sheet.write_text("\n".join([HEAD, *blocks]), encoding="utf-8")
        print(f"{len(blocks)} claims to judge in {given.sheet}")
        return 0
    if given.command == "take":
        try:
            new = list(taken(given.sheet.read_text(encoding="utf-8"), given.by))
        except ValueError as problem:
            sys.exit(str(problem))
        write_verdicts(JUDGED, [*read_verdicts(JUDGED), *new])
        print(f"{len(new)} verdicts of {given.by} taken")
    print(shares(read_verdicts(JUDGED)))
    return 0


def _dev_documents() -> list[Path]:
    shared = Path(os.environ.get("EDGEWISE_SHARED", ROOT.parent / "shared"))
    return [path for kind in KINDS for path in paths_of("dev", kind, shared).values()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write a sheet of claims drawn from a graph")
    drawing.add_argument("sheet", type=Path)
    drawing.add_argument("paths", type=Path, nargs="*", help="documents or folders; default: the annotated ones of the part dev")
    drawing.add_argument("--claims", type=int, default=200)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--extractor", default="auto")
    taking = commands.add_parser("take", help="keep the verdicts of a sheet that is filled in, and print the shares")
    taking.add_argument("sheet", type=Path)
    taking.add_argument("--by", required=True, help="who judged")
    commands.add_parser("shares", help="print the shares of what is judged")
    return parser


if __name__ == "__main__":
    sys.exit(main())
