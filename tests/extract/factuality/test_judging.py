"""How a claim stands is read from all of its sentence, whoever read the claim."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from edgewise.extract.factuality import Factuality, Judged
from edgewise.extract.factuality.table import PAIRS, Pair
from edgewise.model import Document, End, Mask
from edgewise.project import builtin, load_project, starter_folder

FACTUALITY = Factuality(builtin())

STANDINGS = [
    ("negated", "There is no contract between Acme Systems and Globex Labs.", "contracts_with"),
    ("negated", "Acme Systems refused to sell FaceTrace to Globex Labs.", "supplies_to"),
    ("planned", "Acme Systems has yet to sell FaceTrace to Globex Labs.", "supplies_to"),
    ("negated", "Acme Systems halted its sale of FaceTrace to Globex Labs.", "supplies_to"),
    ("negated", "Acme Systems failed to sell FaceTrace to Globex Labs.", "supplies_to"),
    ("negated", "Acme Systems is far from selling FaceTrace to Globex Labs.", "supplies_to"),
    ("negated", "Acme Systems works without Globex Labs.", "partners_with"),
    ("negated", "Neither Acme Systems nor Initech supplies Globex Labs.", "supplies_to"),
    ("negated", "Acme Systems denied any contract with Globex Labs.", "contracts_with"),
    ("negated", "Acme Systems's contract with Globex Labs expired in 2020.", "contracts_with"),
    ("negated", "The contract of Acme Systems with Globex Labs was cancelled in May.", "contracts_with"),
    ("negated", "Nobody at Acme Systems works with Globex Labs.", "partners_with"),
    ("unconfirmed", "There is no information to support that Acme Systems sold FaceTrace to Globex Labs.", "supplies_to"),
    ("unconfirmed", "There is no evidence that Acme Systems supplies Globex Labs.", "supplies_to"),
    ("unconfirmed", "It is unclear whether Acme Systems supplies Globex Labs.", "supplies_to"),
    ("unconfirmed", "Did Acme Systems sell FaceTrace to Globex Labs?", "supplies_to"),
    ("alleged", "Critics claim that Acme Systems supplies Globex Labs.", "supplies_to"),
    ("alleged", "Acme Systems reportedly sold FaceTrace to Globex Labs.", "supplies_to"),
    ("possible", "Acme Systems could sell FaceTrace to Globex Labs.", "supplies_to"),
    ("possible", "The law would allow Acme Systems to sell FaceTrace to Globex Labs.", "supplies_to"),
    ("planned", "Acme Systems met the mayor in an effort to sell FaceTrace to Globex Labs.", "supplies_to"),
    ("planned", "Acme Systems is in talks to buy Globex Labs.", "owns"),
    ("planned", "Acme Systems will acquire Globex Labs in May.", "owns"),
    ("reported", "The sheriff said that Acme Systems supplies Globex Labs.", "supplies_to"),
    ("reported", "Acme Systems sold FaceTrace to Globex Labs, filings in Ohio show.", "supplies_to"),
    ("confirmed", "Acme Systems sells FaceTrace to Globex Labs.", "supplies_to"),
    ("confirmed", "Acme Systems declined to comment on Globex Labs.", "declined_to_comment"),
]


def document(text: str, **more: object) -> Document:
    return dataclasses.replace(Document("0" * 64, text, "article", 3), **more)  # type: ignore[arg-type]


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def judge(text: str, relation: str, subject: str = "Acme Systems", object: str = "Globex Labs", **more: object) -> Judged:
    heard = FACTUALITY.hear(document(text))
    return heard.judge(place(text, subject), relation, place(text, object), **more)  # type: ignore[arg-type]


def word(judged: Judged) -> str:
    return "negated" if judged.polarity == "negated" else judged.modality


def likely(pair: Pair) -> dict[Pair, float]:
    return {one: 0.967 if one == pair else 0.003 for one in PAIRS}


class TestFromTheSentence:
    @pytest.mark.parametrize(("standing", "text", "relation"), STANDINGS, ids=[text for _, text, _ in STANDINGS])
    def test_what_stands_around_a_claim_counts(self, standing: str, text: str, relation: str) -> None:
        assert word(judge(text, relation)) == standing

    def test_what_is_not_flat_has_a_reason(self) -> None:
        assert "'refuse' denies it" in judge("Acme Systems refused to sell FaceTrace to Globex Labs.", "supplies_to").reasons
        assert judge("Acme Systems sells FaceTrace to Globex Labs.", "supplies_to").reasons == ()

    def test_two_claims_of_a_sentence_stand_apart(self) -> None:
        text = "Acme Systems CEO Jane Roe denied any contract with Globex Labs."
        assert word(judge(text, "leads", "Jane Roe", "Acme Systems")) == "confirmed"
        assert word(judge(text, "contracts_with")) == "negated"

    def test_a_month_is_no_modal(self) -> None:
        assert word(judge("Acme Systems sold FaceTrace to Globex Labs in May.", "supplies_to")) == "confirmed"

    def test_the_trigger_can_be_told(self) -> None:
        text = "Acme Systems sold FaceTrace to Globex Labs and refused to buy it back."
        assert word(judge(text, "supplies_to", trigger=text.index("sold"))) == "confirmed"

    def test_a_heading_has_no_standing_of_its_own(self) -> None:
        text = "Acme Systems sells FaceTrace to Globex Labs\n\nAcme Systems sells FaceTrace to Globex Labs."
        heard = FACTUALITY.hear(document(text))
        second = text.index("\n\n") + 2
        places = [
            (start + first, start + last)
            for start in (0, second)
            for first, last in (place(text, "Acme Systems"), place(text, "Globex Labs"))
        ]
        heading = heard.judge(places[0], "supplies_to", places[1])
        assert (heading.modality, heading.reasons[0]) == ("unconfirmed", "only a heading, a caption or a list says so")
        assert heard.judge(places[2], "supplies_to", places[3]).modality == "confirmed"

    def test_masked_text_settles_nothing(self) -> None:
        text = "Acme Systems sells FaceTrace to Globex Labs."
        heard = FACTUALITY.hear(document(text, masks=(Mask(0, len(text), "furniture"),)))
        judged = heard.judge(place(text, "Acme Systems"), "supplies_to", place(text, "Globex Labs"), proposed=("negated", "confirmed"))
        assert (judged.polarity, judged.modality) == ("negated", "unconfirmed")


class TestSpeakers:
    def test_whoever_says_it_is_named_where_they_stand(self) -> None:
        text = "The Harbor Times reported that Acme Systems sells FaceTrace to Globex Labs."
        said_by = judge(text, "supplies_to").said_by
        assert said_by is not None
        assert (said_by.name, text[said_by.start : said_by.end]) == ("Harbor Times", "Harbor Times")

    def test_nobody_says_what_the_document_says(self) -> None:
        assert judge("Acme Systems sells FaceTrace to Globex Labs.", "supplies_to").said_by is None

    def test_who_admits_a_thing_says_it(self) -> None:
        said_by = judge("Acme Systems admitted that it sells FaceTrace to Globex Labs.", "supplies_to", "it").said_by
        assert said_by is not None
        assert said_by.name == "Acme Systems"

    def test_of_somebodys_word_the_nearest_who_says_something_is_the_speaker(self) -> None:
        text = "Acme Systems supplied Globex Labs with FaceTrace, which Jane Roe says was paid for."
        assert judge(text, "supplies_to").said_by is None
        reported = judge(text, "supplies_to", model=likely(("affirmed", "reported")))
        assert (reported.modality, reported.said_by and reported.said_by.name) == ("reported", "Jane Roe")

    def test_of_whom_something_is_said_says_nothing(self) -> None:
        text = "Acme Systems was said to sell FaceTrace to Globex Labs."
        assert judge(text, "supplies_to", model=likely(("affirmed", "reported"))).said_by is None

    def test_a_pronoun_that_nobody_knows_is_no_speaker(self) -> None:
        assert judge("They said that Acme Systems sells FaceTrace to Globex Labs.", "supplies_to").said_by is None

    def test_the_speaker_of_a_quotation_may_stand_in_the_sentence_before(self) -> None:
        text = "“We know the firm well,” said Jane Roe, the sheriff. “Acme Systems supplies Globex Labs.”"
        judged = judge(text, "supplies_to")
        assert judged.said_by is not None
        assert judged.said_by.name == "Jane Roe"
        assert judged.modality != "confirmed"

    def test_a_speaker_who_is_given_is_kept(self) -> None:
        text = "Acme Systems sells FaceTrace to Globex Labs."
        given = End("Acme Systems", "Organization", 0, 12, "Acme Systems")
        assert judge(text, "supplies_to", said_by=given).said_by == given


class TestOtherVoices:
    FLAT = "Acme Systems sells FaceTrace to Globex Labs."

    def test_a_model_that_is_sure_is_followed_where_the_sentence_is_silent(self) -> None:
        assert word(judge(self.FLAT, "supplies_to", model=likely(("affirmed", "reported")))) == "reported"
        assert word(judge(self.FLAT, "supplies_to", model=likely(("affirmed", "planned")))) == "planned"

    def test_a_model_does_not_talk_a_clear_denial_away(self) -> None:
        text = "There is no evidence that Acme Systems supplies Globex Labs."
        assert word(judge(text, "supplies_to", model=likely(("affirmed", "confirmed")))) != "confirmed"

    def test_model_and_sentence_agreeing_are_surer(self) -> None:
        text = "Acme Systems could sell FaceTrace to Globex Labs."
        both = judge(text, "supplies_to", model=likely(("affirmed", "possible")))
        assert both.probability > judge(text, "supplies_to", model=likely(("affirmed", "confirmed"))).probability

    def test_another_readers_word_is_taken_where_nothing_contradicts_it(self) -> None:
        assert word(judge(self.FLAT, "supplies_to", proposed=("affirmed", "alleged"))) == "alleged"
        assert word(judge(self.FLAT, "supplies_to", proposed=("affirmed", "confirmed"))) == "confirmed"

    def test_another_readers_word_is_weakened_by_what_the_sentence_says(self) -> None:
        text = "There is no evidence that Acme Systems supplies Globex Labs."
        assert word(judge(text, "supplies_to", proposed=("affirmed", "confirmed"))) == "unconfirmed"
        denied = judge("Acme Systems refused to sell FaceTrace to Globex Labs.", "supplies_to", proposed=("affirmed", "reported"))
        assert (denied.polarity, denied.modality) == ("negated", "reported")

    def test_a_document_is_taken_apart_once_for_all_who_ask(self) -> None:
        heard = FACTUALITY.hear(document(self.FLAT))
        again = FACTUALITY.hear(document(self.FLAT), heard.analysis)
        assert again.analysis is heard.analysis
        ends = place(self.FLAT, "Acme Systems"), place(self.FLAT, "Globex Labs")
        assert again.judge(ends[0], "supplies_to", ends[1]) == heard.judge(ends[0], "supplies_to", ends[1])


OWN = r"""
old wives say:
  pattern: "\\bold wives say\\b"
  needs: ["old wives"]
  modality: alleged
  reads: {"Old wives say Acme Systems sells FaceTrace software to Globex Labs.": ["Acme Systems > supplies_to > Globex Labs | alleged"]}
  passes: ["Old wives sing."]
"""


def test_a_cue_of_a_projects_own_counts_as_it_is_declared(tmp_path: Path) -> None:
    shutil.copytree(starter_folder() / "graph", tmp_path / "graph")
    (tmp_path / "graph" / "rules" / "frames").mkdir(parents=True)
    (tmp_path / "graph" / "rules" / "frames" / "cues.yaml").write_text(OWN, encoding="utf-8")
    text = "Old wives say Acme Systems sells FaceTrace to Globex Labs."
    ends = place(text, "Acme Systems"), place(text, "Globex Labs")
    judged = Factuality(load_project(tmp_path)).hear(document(text)).judge(ends[0], "supplies_to", ends[1])
    assert judged.modality == "alleged"
    assert "the cue 'old wives say' colours it" in judged.reasons
