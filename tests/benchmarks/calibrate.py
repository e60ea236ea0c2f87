"""Fit how sure readings are, on the annotated documents of part "dev": `python tests/benchmarks/calibrate.py [SHARED]`.

Writes `calibration.json` beside the reader's weights; to be run again whenever the weights or the rules change. No annotated document is
an article or a fact-check, so the seeds stand in for these.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotated import annotated
from gold_sets import GoldSet, hand_made
from reading import Row, row

from edgewise.extract.grounding import ground
from edgewise.extract.reader.calibration import Calibration, Evidence, fit, save
from edgewise.extract.reader.considered import weighed
from edgewise.extract.reader.extractor import ReaderExtractor, Seen
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.extract.united import UnitedExtractor
from edgewise.model import Claim
from edgewise.project import builtin
from edgewise.proposed import Draft

TARGETS = {"article": 0.94, "event": 0.69, "other": 0.65}
"""Precision by the annotation of all that is shown together, by group of documents. It names one relation a claim, and counts another that
the sentence states as well as wrong: sets that accept what a careful reader accepts come out a tenth higher on events.
"""

RIGHT_ALL_THE_SAME = 0.2  # of what the annotation does not have, by the judgement of 120 such readings


def seen(extractor: ReaderExtractor | UnitedExtractor, sets: Iterable[GoldSet], now: Calibration) -> Iterator[tuple[Evidence, bool]]:
    """Yield what speaks for each claim of an annotated sentence that may be shown, and whether the gold has it.

    An end must be called by its name there, where other words stand for it.
    """
    project = builtin()
    for gold in sets:
        for name, document in gold.documents.items():
            found = extractor.consider(document)
            considered = found.considered if isinstance(found, Seen) else found
            golden = [g for g in gold.matcher.claims if g["doc"] == name]
            for one in weighed(considered, now, project.ontology):
                for claim in ground(document, Draft((), (one.proposal,)), extractor.readers, project).claims:
                    if gold.sentences and not any(one.start < claim.end and claim.start < one.end for one in gold.sentences[name]):
                        continue  # titles, which nobody annotated
                    said = _row(name, claim, by_name=one.evidence.pointing > 0)
                    yield one.evidence, any(gold.matcher.match(g, said) for g in golden)


def _row(name: str, claim: Claim, *, by_name: bool) -> Row:
    return {key: value for key, value in row(name, claim).items() if not (by_name and key.endswith("_surface"))}


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared"
    project, sets = builtin(), [*annotated("dev", shared), hand_made("seeds", shared)]
    reader = ReaderExtractor(project)
    united = UnitedExtractor(project, RulesExtractor(project), reader)
    calibration = Calibration({"by both": 0.5, "score": 0.7, "rules": 0.5})
    for _ in range(2):  # of two readings of one claim the surer is kept, so what is fitted changes what is fitted to
        rows = [row for extractor in (reader, united) for row in seen(extractor, sets, calibration)]
        calibration = fit(rows, TARGETS, RIGHT_ALL_THE_SAME)
    save(calibration)
    print(f"{len(rows)} readings, {sum(right for _, right in rows)} of them right; floors {dict(calibration.floors)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
