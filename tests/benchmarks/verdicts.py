"""What readers made of claims, kept as `judged.jsonl` without a word of any document: which claim, where, and how right it is.

A reader judges a claim against its sentence alone: *right* says exactly what the sentence says, *partly* leads nobody astray but has an end
cut wrongly, a detail wrong or a standing too weak, *wrong* says what the sentence does not say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_type_hints

VERDICTS = ("right", "partly", "wrong")
WHYS = {
    "relation": "another relation than the one stated, or none is stated",
    "party": "an end is not who or what does it, or whom it is done to",
    "direction": "the ends are turned round",
    "cut": "an end is cut too narrow or too wide",
    "name": "a pronoun, description or name was taken for somebody else",
    "polarity": "said not to be so, or the reverse",
    "modality": "planned, alleged, reported, possible or unconfirmed, and read as something else",
    "speaker": "said by somebody else than it says",
    "detail": "date, place, amount, role or matter is wrong",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reader on one claim. `document` is the sha256 of the document's bytes, `start` and `end` the quote's place in its text.

    `why` is a key of `WHYS`, "" for what is right; `read_by` and `confidence` say who read the claim and how sure that reading was.
    """

    claim: str
    document: str
    start: int
    end: int
    verdict: str
    why: str
    by: str
    read_by: str
    confidence: float

    def check(self) -> None:
        """Raise ValueError, saying what is known, where a field is not as described."""
        for name, type_ in get_type_hints(Verdict).items():
            if not isinstance(getattr(self, name), type_):
                raise ValueError(f"claim {self.claim[:12]}: {name} is no {type_.__name__}")
        if self.verdict not in VERDICTS:
            raise ValueError(f"claim {self.claim[:12]}: unknown verdict {self.verdict!r}; known: {', '.join(VERDICTS)}")
        if (self.why == "") != (self.verdict == "right") or (self.why and self.why not in WHYS):
            raise ValueError(
                f"claim {self.claim[:12]}: {self.verdict} with why {self.why!r}; what is not right has one of {', '.join(WHYS)}"
            )
        if any(len(digest) != 64 or not set(digest) <= set("0123456789abcdef") for digest in (self.claim, self.document)):
            raise ValueError(f"claim {self.claim[:12]}: a digest is 64 hex digits")


def read_verdicts(path: Path) -> list[Verdict]:
    """Return the verdicts of a file in its order; [] where there is none. Raises ValueError or TypeError naming what is wrong."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    verdicts = [Verdict(**json.loads(line)) for line in lines]
    for verdict in verdicts:
        verdict.check()
    return verdicts


def write_verdicts(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Write verdicts, sorted by document and place; of two by one reader on one claim the later stays."""
    latest = {(v.claim, v.by): v for v in verdicts}
    ordered = sorted(latest.values(), key=lambda v: (v.document, v.start, v.end, v.claim, v.by))
    path.write_text("".join(f"{json.dumps(asdict(v))}\n" for v in ordered), encoding="utf-8")


def shares(verdicts: Iterable[Verdict]) -> str:
    """Return the shares of right, partly and wrong: of all, by who read the claim, and why those that are not right are not."""
    listed = list(verdicts)
    if not listed:
        return "nothing is judged yet"
    groups = [("all", listed)]
    groups += [(f"read by {name}", [v for v in listed if v.read_by == name]) for name in sorted({v.read_by for v in listed})]
    groups += [(f"judged by {name}", [v for v in listed if v.by == name]) for name in sorted({v.by for v in listed})]
    lines = []
    for name, group in groups:
        counts = Counter(v.verdict for v in group)
        lines.append(f"{name}: {len(group)} claims, " + ", ".join(f"{v} {counts[v]} ({counts[v] / len(group):.0%})" for v in VERDICTS))
    whys = Counter((v.verdict, v.why) for v in listed if v.why)
    lines += [f"{verdict}, {why} ({WHYS[why]}): {n}" for (verdict, why), n in whys.most_common()]
    return "\n".join(lines)
