"""Learn whom pronouns and descriptions mean, from the annotated part "train": `python tests/benchmarks/fit_pointing.py [SHARED]`.

Writes `pointing.json` beside the reader's weights and prints how often it is right on part "dev". The choices are learnt as they arise:
after a first round, documents are walked through with what was learnt so far, so that it learns to live with its own mistakes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotated import annotated

from edgewise.extract.reader import pointing
from edgewise.extract.reader.decode import trim
from edgewise.extract.reader.mentions import Meant, meant
from edgewise.extract.reader.pointing import NOBODY, Choice, Pointing, Told
from edgewise.extract.reader.scores import Spotted
from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.model import EntityType, fold
from edgewise.project import builtin

ROUNDS = 4
SURE = 0.5  # how likely a choice must be to be taken; at .6 three points more are right and six fewer are found

Place = tuple[int, int]
Row = tuple[Choice, frozenset[str]]
_WORD = re.compile(r"\w+")


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared"
    train, dev = ([*documents(part, shared)] for part in ("train", "dev"))
    rows = choices(train, None)
    for number in range(ROUNDS):
        weights = pointing.fit(rows)
        now = Pointing(weights, SURE)
        print(f"round {number + 1}: {figures(dev, now)}", flush=True)
        rows = choices(train, now) + (rows if number else choices(train, None))
    pointing.save(weights, SURE)
    return 0


def documents(part: str, shared: Path) -> Iterator[tuple[list[Told], dict[Place, str | None]]]:
    """Yield each document's sentences with the annotated mentions, and what each of these stands for (None: for itself, or it is open)."""
    lexicon, names = load_lexicon(), builtin().names
    for gold in annotated(part, shared):  # type: ignore[arg-type]  # a part's name
        for name, document in gold.documents.items():
            analysis = analyse(document, lexicon, names)
            marked: dict[Place, tuple[EntityType, str | None]] = {}
            for located in gold.sentences[name]:
                for mention in located.sentence.mentions:
                    place = trim(document.text, located.start + mention.start, located.start + mention.end)
                    if place is not None:
                        marked[place] = mention.type, mention.stands_for
            told: list[Told] = []
            answers: dict[Place, str | None] = {}
            for sentence in analysis.sentences:
                inside = sorted((p for p in marked if sentence.start <= p[0] and p[1] <= sentence.end), key=lambda p: (p[0], -p[1]))
                spotted = [Spotted(a - sentence.start, b - sentence.start, marked[a, b][0], 1.0) for a, b in inside]
                found = meant(document, analysis, sentence, spotted, sentence.start)
                answers.update({(one.start, one.end): marked[place][1] for one, place in zip(found, inside, strict=True)})
                told.append((sentence, found))
            yield told, answers


def choices(walked: Sequence[tuple[list[Told], dict[Place, str | None]]], learnt: Pointing | None) -> list[Row]:
    """Return every choice with the names that are right, made as learnt so far (None: made right)."""
    rows: list[Row] = []
    for told, answers in walked:

        def decide(mention: Meant, choice: Choice, answers: dict[Place, str | None] = answers) -> str:
            right = right_names(choice, answers.get((mention.start, mention.end)))
            rows.append((choice, frozenset(right or (NOBODY,))))
            return learnt.choose(choice) if learnt is not None else right[0] if right else NOBODY

        pointing.walk(told, decide)
    return rows


def right_names(choice: Choice, answer: str | None) -> list[str]:
    """Return which of the names are the answer: the very name, else the nearest with all words of it, or the other way round."""
    fitting = [name for name in choice.names[:-1] if answer is not None and alike(name, answer)]
    return [name for name in fitting if answer is not None and fold(name) == fold(answer)] or fitting[:1]


def alike(one: str, other: str) -> bool:
    left, right = set(_WORD.findall(fold(one))), set(_WORD.findall(fold(other)))
    return bool(left and right) and (left <= right or right <= left)


def figures(walked: Sequence[tuple[list[Told], dict[Place, str | None]]], learnt: Pointing) -> str:
    """Return how often pronouns and descriptions got the right name, of those that got one and of those that have one."""
    counts = {kind: [0, 0, 0] for kind in ("pronouns", "descriptions")}
    for told, answers in walked:
        for (sentence, before), after in zip(told, learnt.resolve(told), strict=True):
            for one, now in zip(before, after, strict=True):
                kind = pointing.kind_of(sentence, one)
                if kind is None:
                    continue
                answer = answers.get((one.start, one.end))
                count = counts["descriptions" if kind == "desc" else "pronouns"]
                count[0] += now.points and answer is not None and now.name is not None and alike(now.name, answer)
                count[1] += now.points
                count[2] += answer is not None
    return ", ".join(f"{kind} P {right / max(1, out):.2f} R {right / max(1, all_):.2f}" for kind, (right, out, all_) in counts.items())


if __name__ == "__main__":
    sys.exit(main())
