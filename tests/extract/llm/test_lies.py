"""5,000 lies of a model: none is stored that its document does not bear out."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from llm_server import answer, end, said
from making import document

from edgewise.extract.llm.asking import Answer
from edgewise.extract.llm.extractor import LlmExtractor
from edgewise.extract.llm.requests import Request
from edgewise.extract.llm.settings import Settings
from edgewise.extract.read import read
from edgewise.project import builtin

LIES = 5_000
AN_ANSWER = 100  # lies in it
PROJECT = builtin()
LIAR = Settings(model="liar")
SYSTEM, PERSON = "System", "Person"
Lie = Callable[[dict[str, Any], random.Random], None]

TEXTS: tuple[tuple[str, list[dict[str, Any]]], ...] = (
    (
        "Amazon and the agency\n\nAmazon pitched Rekognition to ICE in June 2018. ICE signed a contract with Palantir for ICM. "
        "Does ICE use Rekognition? Jane Roe criticised Amazon for the pitch.",
        [
            said("S2", "Amazon pitched Rekognition to ICE", end("Amazon"), "pitched_to", end("ICE"), about=end("Rekognition", type=SYSTEM)),
            said("S3", "ICE signed a contract with Palantir", end("ICE"), "contracts_with", end("Palantir"), about=end("ICM", type=SYSTEM)),
            said("S5", "Jane Roe criticised Amazon", end("Jane Roe", type=PERSON), "criticises", end("Amazon")),
        ],
    ),
    (
        "What runs on what\n\nICM is hosted on AWS. The Harbor Police tested FaceTrace in 2019. Globex Labs sued Initrode. "
        "Would the Harbor Police buy FaceTrace? Mary Doe founded Globex Labs.",
        [
            said("S2", "ICM is hosted on AWS", end("AWS"), "hosts", end("ICM", type=SYSTEM)),
            said("S3", "The Harbor Police tested FaceTrace", end("Harbor Police"), "tested", end("FaceTrace", type=SYSTEM)),
            said("S4", "Globex Labs sued Initrode", end("Globex Labs"), "legal_action", end("Initrode")),
            said("S6", "Mary Doe founded Globex Labs", end("Mary Doe", type=PERSON), "founded", end("Globex Labs")),
        ],
    ),
)  # fmt: skip
ELSEWHERE = ("Anduril", "the Senate", "Clearview AI", "Jeff Bezos", "NSA", "Ring", "Palantir Gotham", "Umbrella Corp", "Europol")
VERBS = ("purchased", "licensed", "bribed", "hired", "acquired", "funded", "secretly ran", "sold off", "never met")
STRONGER = {
    "pitched_to": ("supplies_to", "contracts_with"), "tested": ("uses",), "hosts": ("contracts_with",), "contracts_with": ("uses",),
}  # fmt: skip


def quote_not_there(lie: dict[str, Any], chance: random.Random) -> None:
    words = lie["quote"].split()
    words[chance.randrange(len(words))] = chance.choice(VERBS)
    lie["quote"] = " ".join(words)


def quote_elsewhere(lie: dict[str, Any], chance: random.Random) -> None:
    lie["quote"] = chance.choice([f"{name} paid" for name in ELSEWHERE])


def other_sentence(lie: dict[str, Any], chance: random.Random) -> None:
    lie["sentence"] = chance.choice(
        ["S1", "S99", "S0", "", None, 3, "s2", "S02"] + (["S4"] if lie["quote"].startswith(("Amazon", "ICE")) else [])
    )


def no_such_end(lie: dict[str, Any], chance: random.Random) -> None:
    name = chance.choice(ELSEWHERE)
    lie[chance.choice(["subject", "object"])] = end(name, type=chance.choice(["Organization", SYSTEM, PERSON]))


def other_name(lie: dict[str, Any], chance: random.Random) -> None:
    lie[chance.choice(["subject", "object"])]["name"] = chance.choice(ELSEWHERE)


def name_of_the_other(lie: dict[str, Any], chance: random.Random) -> None:
    one, other = chance.sample(["subject", "object"], 2)
    lie[one]["name"] = lie[other]["name"]


def part_of_a_word(lie: dict[str, Any], chance: random.Random) -> None:
    which = lie[chance.choice(["subject", "object"])]
    which["text"] = which["text"][: -chance.randint(1, max(1, len(which["text"]) - 1))] or "x"
    if which["text"] in ("Globex", "Harbor", "Jane", "Mary", "Harbor ", "Jane ", "Mary ", "Globex "):
        which["text"] = "lobex"


def wrong_occurrence(lie: dict[str, Any], chance: random.Random) -> None:
    lie[chance.choice(["subject", "object"])]["occurrence"] = chance.choice([0, -1, 2, 7, 10**30, "1", None, 1.0, [1], True])


def unknown_words(lie: dict[str, Any], chance: random.Random) -> None:
    key = chance.choice(["relation", "polarity", "modality"])
    lie[key] = chance.choice(["bought", "CONFIRMED", "", None, 0, ["uses"], {"a": 1}, "uses; contracts_with", "true"])


def wrong_type(lie: dict[str, Any], chance: random.Random) -> None:
    which = chance.choice(["subject", "object"])
    lie[which]["type"] = chance.choice(["Company", "", None, 5, "organization"] + ["Event", "Place"] * (which == "subject"))


def ends_swapped(lie: dict[str, Any], chance: random.Random) -> None:
    if lie["relation"] == "contracts_with":  # either way round
        lie["relation"] = "pitched_to"
        lie["subject"], lie["object"] = lie["object"], end("Rekognition", type=SYSTEM)
        return
    lie["subject"], lie["object"] = lie["object"], lie["subject"]


def stronger_relation(lie: dict[str, Any], chance: random.Random) -> None:
    if lie["relation"] not in STRONGER:
        lie["relation"] = "leads" if lie["relation"] == "legal_action" else "tested"
        lie["object"] = end("Rekognition", type=SYSTEM)
        return
    lie["relation"] = chance.choice(STRONGER[lie["relation"]])
    if lie["relation"] == "uses" and lie["about"]:
        lie["object"] = lie["subject"]
    lie["about"] = None


def speaker_not_there(lie: dict[str, Any], chance: random.Random) -> None:
    lie["speaker"] = chance.choice([
        end(chance.choice(ELSEWHERE), sentence="S2"),
        end("Amazon", "Umbrella Corp", sentence="S2"),
        end("Amazon", sentence="S77"),
        "Amazon",
        7,
    ])  # fmt: skip


def matter_not_there(lie: dict[str, Any], chance: random.Random) -> None:
    lie["relation"] = "partners_with"
    lie["about"] = end(chance.choice(ELSEWHERE), type=SYSTEM)


def no_claim(lie: dict[str, Any], chance: random.Random) -> None:
    lost = chance.choice(["sentence", "quote", "subject", "relation", "object", "polarity", "modality"])
    del lie[lost]


def with_itself(lie: dict[str, Any], chance: random.Random) -> None:
    lie["object"] = lie["subject"]


def hostile_words(lie: dict[str, Any], chance: random.Random) -> None:
    end_ = lie[chance.choice(["subject", "object"])]
    end_["text"] = chance.choice(["\ud800", "\x00", "a" * 10_000, "(" * 500, "[a-z]*", ".*", "\\w+", "ICE'; DROP", "​", "…", "ICE\u202eeci"])


REFUSED: tuple[Lie, ...] = (
    quote_not_there, quote_elsewhere, other_sentence, no_such_end, other_name, name_of_the_other, part_of_a_word, wrong_occurrence,
    unknown_words, wrong_type, ends_swapped, stronger_relation, speaker_not_there, matter_not_there, no_claim, with_itself, hostile_words,
)  # fmt: skip


class Lies:
    """Answers each request with the next batch of lies."""

    retries = False

    def __init__(self, truths: list[dict[str, Any]], chance: random.Random) -> None:
        self.truths, self.chance = truths, chance
        self.told: Counter[str] = Counter()
        self.last: list[dict[str, Any]] = []

    def answer(self, request: Request) -> Answer:
        self.last = []
        for _ in range(AN_ANSWER):
            kind = self.chance.choice(REFUSED)
            lie = copy.deepcopy(self.chance.choice(self.truths))
            kind(lie, self.chance)
            self.told[kind.__name__] += 1
            self.last.append({**lie, "kind": kind.__name__})
        return Answer(answer(*self.last), source="replay")

    def close(self) -> None:
        pass


def test_the_truths_are_kept(reader: Callable[..., LlmExtractor]) -> None:
    for text, truths in TEXTS:

        class Truths(Lies):
            def answer(self, request: Request) -> Answer:
                return Answer(answer(*self.truths), source="replay")

        grounded = read(document(text), reader(LIAR, Truths(truths, random.Random(0))), PROJECT)
        assert [r.reason for r in grounded.refused] == []
        assert len(grounded.claims) == len(truths)


def test_no_lie_of_5000_is_stored(reader: Callable[..., LlmExtractor]) -> None:
    chance = random.Random(20261126)
    refused = 0
    told: Counter[str] = Counter()
    for number in range(LIES // AN_ANSWER):
        text, truths = TEXTS[number % len(TEXTS)]
        doc = document(f"{text}\n")
        lies = Lies(truths, chance)
        grounded = read(doc, reader(LIAR, lies), PROJECT)
        kept = len(lies.last) - len(grounded.refused)
        assert kept == 0, [(c.subject, c.relation, c.object, c.quote) for c in grounded.claims]
        assert grounded.claims == ()
        refused += len(grounded.refused)
        told += lies.told
    assert refused == LIES == sum(told.values())
    assert set(told) == {kind.__name__ for kind in REFUSED}
