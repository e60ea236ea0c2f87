"""The measuring measures: gold made of annotated sentences, what counts as right, the table of the README, and who may see what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import score
from annotated import Aliases, annotated, gold_claims, locate
from ends import mention_figures, name_figures
from gold_sets import GoldSet, Located, hand_made, matcher_of, scorer
from judging import Judged, confusion, judge
from making import document
from reading import Read, row
from tables import README_HEADER, put_in_readme, readme_table, table_in_readme

from edgewise.extract.grounding import Grounded
from edgewise.extract.llm.requests import requests_of
from edgewise.extract.read import extractor, read
from edgewise.extract.reader.annotations import Marked, Sentence, Told
from edgewise.model import Claim, Document, End, Mention
from edgewise.project import builtin

FIRST = "Immigration and Customs Enforcement (ICE) uses Lanternfish."
SECOND = "The agency has not confirmed that it uses Lanternfish, Jane Roe said."
TEXT = f"The lantern files\n\n{FIRST} {SECOND} {FIRST}"
AGENCY, SHORT, SYSTEM = (0, 35), (37, 40), (47, 58)


def first(number: int) -> Sentence:
    """The sentence that says flatly who uses what, by the acronym."""
    mentions = (Marked(*AGENCY, "Organization"), Marked(*SHORT, "Organization"), Marked(*SYSTEM, "System"))
    return Sentence("lantern", number, "", "event", FIRST, mentions, (Told(SHORT, "uses", SYSTEM, "affirmed", "confirmed"),))


def second(**given: Any) -> Sentence:
    """The sentence whose two ends are a description and a pronoun for the agency."""
    agency, it, system, jane = (0, 10), (34, 36), (42, 53), (55, 63)
    mentions = (
        Marked(*agency, "Organization", "ICE"), Marked(*it, "Organization", "ICE"), Marked(*system, "System"), Marked(*jane, "Person"),
    )  # fmt: skip
    told = Told(it, "uses", system, "affirmed", "unconfirmed", by="Jane Roe", **given)
    return Sentence("lantern", 1, "", "event", SECOND, mentions, (told,))


def placed(*sentences: Sentence) -> tuple[Located, ...]:
    return locate(TEXT, sentences)[0]


def gold_set(shared: Path, *sentences: Sentence) -> GoldSet:
    found = placed(*sentences)
    return GoldSet("lantern", {"lantern": document(TEXT)}, matcher_of(shared, gold_claims("lantern", found), builtin()), {"lantern": found})


def claim(subject: str, said: str, modality: Any = "confirmed", name: str | None = None) -> Claim:
    """What an extractor might read in a sentence of the text: that the subject uses Lanternfish."""
    doc = document(TEXT)
    start = TEXT.index(said)
    at, what = TEXT.index(subject, start), TEXT.index("Lanternfish", start)
    return Claim(
        doc.id, start, start + len(said), said, End(name or subject, "Organization", at, at + len(subject), subject), "uses",
        End("Lanternfish", "System", what, what + 11, "Lanternfish"), modality=modality,
    )  # fmt: skip


class TestGoldOfAnnotatedSentences:
    def test_a_sentence_is_found_where_it_stands_each_after_the_one_before(self) -> None:
        found, lost = locate(TEXT, [first(0), second(), first(2)])
        assert [TEXT[one.start : one.end] for one in found] == [FIRST, SECOND, FIRST]
        assert found[0].start < found[1].start < found[2].start
        assert lost == 0

    def test_a_sentence_that_is_nowhere_is_counted(self) -> None:
        found, lost = locate("Another text.", [first(0), second()])
        assert (found, lost) == ((), 2)

    def test_an_end_may_be_called_what_it_stands_for_and_by_its_acronym(self) -> None:
        direct, standing_in = gold_claims("lantern", placed(first(0), second()))
        assert direct["subject_alts"] == ["ICE", "Immigration and Customs Enforcement"]
        assert standing_in["subject_alts"] == ["ICE", "it", "Immigration and Customs Enforcement"]
        assert (standing_in["quote"], standing_in["modality_alts"]) == (SECOND, ["unconfirmed"])

    def test_a_pronoun_is_no_name_that_others_could_have(self) -> None:
        names = Aliases([first(0), second()])
        assert "it" not in names.called(first(0), SHORT)
        assert "The agency" not in names.called(first(0), SHORT)

    def test_a_repeat_is_optional_where_it_stands_as_before(self) -> None:
        claims = gold_claims("lantern", placed(first(0), second(), first(2)))
        assert [c["optional"] for c in claims] == [False, False, True]
        assert len({c["id"] for c in claims}) == 3

    def test_what_needs_inference_is_optional_and_hides_no_later_statement(self) -> None:
        claims = gold_claims("lantern", placed(second(implicit=True), second()))
        assert [c["optional"] for c in claims] == [True, False]


@pytest.mark.shared
class TestJudging:
    def judged(self, shared: Path, *claims: Claim) -> Judged:
        return judge(scorer(shared), gold_set(shared, first(0), second(), first(2)), [row("lantern", c) for c in claims])

    def test_a_claim_with_its_standing_is_right_a_repeat_too(self, shared: Path) -> None:
        figures = self.judged(shared, claim("ICE", FIRST), claim("it", SECOND, "unconfirmed", "ICE")).figures()
        assert (figures.precision, figures.recall, figures.strict_precision, figures.not_flat_recall) == (1, 1, 1, 1)
        assert (figures.core, figures.not_flat) == (2, 1)

    def test_a_claim_that_stands_wrongly_is_found_but_not_strictly(self, shared: Path) -> None:
        judged = self.judged(shared, claim("it", SECOND, "confirmed", "ICE"))
        figures = judged.figures()
        assert (figures.precision, figures.recall, figures.strict_precision, figures.not_flat_recall) == (1, 0.5, 0, 0)
        assert confusion(judged) == {("unconfirmed", "flat"): 1}
        assert judged.of_standing("unconfirmed").figures().recall == 1
        assert judged.of_standing("flat").figures().recall == 0

    def test_a_claim_of_somebody_else_is_wrong_and_one_said_twice_is_one(self, shared: Path) -> None:
        wrong = claim("Jane Roe", SECOND, "unconfirmed")
        figures = self.judged(shared, wrong, wrong).figures()
        assert (figures.predicted, figures.precision, figures.recall, figures.f1) == (1, 0, 0, 0)

    def test_of_nothing_there_is_no_share(self, shared: Path) -> None:
        figures = self.judged(shared).figures()
        assert (figures.predicted, figures.precision, figures.recall) == (0, None, 0)

    @pytest.mark.parametrize("name", ["seeds", "events_a"])
    def test_the_totals_are_those_of_the_shared_scorer(self, shared: Path, name: str) -> None:
        gold = hand_made(name, shared)
        reader = extractor("rules", builtin())
        rows = [row(doc, c) for doc, document in gold.documents.items() for c in read(document, reader, builtin()).claims]
        totals, figures = scorer(shared).score(gold.matcher, rows), judge(scorer(shared), gold, rows).figures()
        assert (totals["predicted"], totals["core"], totals["not_flat"]) == (figures.predicted, figures.core, figures.not_flat)
        shares = (figures.precision, figures.recall, figures.f1, figures.strict_precision, figures.not_flat_recall)
        keys = ("precision", "recall", "f1", "strict_precision", "not_flat_recall")
        assert [totals[key] for key in keys] == [pytest.approx(share, abs=0.0006) for share in shares]


@pytest.mark.shared
class TestMentionsAndNames:
    def of(self, shared: Path, mentions: Sequence[Mention], claims: Sequence[Claim] = ()) -> tuple[GoldSet, Read]:
        grounded = Grounded(tuple(mentions), tuple(claims), (), ())
        return gold_set(shared, second()), Read({"lantern": grounded}, 1.0)

    def mention(self, text: str, type: Any, name: str | None = None) -> Mention:
        doc: Document = document(TEXT)
        start = TEXT.index(text, TEXT.index(SECOND))
        return Mention(doc.id, start, start + len(text), text, type, name or text)

    def test_mentions_are_compared_by_span_then_by_type_and_only_where_annotated(self, shared: Path) -> None:
        elsewhere = Mention(document(TEXT).id, 4, 11, "lantern", "System", "lantern")
        read = self.of(shared, [self.mention("Jane Roe", "Person"), self.mention("Lanternfish", "Work"), elsewhere])
        figures = mention_figures(*read)
        assert (figures.predicted, figures.gold) == (2, 4)
        assert (figures.precision, figures.recall, figures.typed_precision, figures.typed_recall) == (1, 0.5, 0.5, 0.25)

    def test_a_stand_in_counts_as_named_where_it_is_called_something_else(self, shared: Path) -> None:
        agency, it = self.mention("The agency", "Organization"), self.mention("it", "Organization", "Jane Roe")
        right = claim("it", SECOND, name="ICE")
        assert self.names(shared, [agency, it], []) == (2, 1, 0, 0, None)
        assert self.names(shared, [agency], [right]) == (2, 1, 1, 0.5, 1)

    def names(self, shared: Path, mentions: Sequence[Mention], claims: Sequence[Claim]) -> tuple[Any, ...]:
        gold, read = self.of(shared, mentions, claims)
        figures = name_figures(gold, read, {"lantern": Aliases([second()])})
        return figures.gold, figures.resolved, figures.precision, figures.recall, figures.named_right


@pytest.mark.shared
def test_every_annotated_document_is_found_and_almost_every_sentence(shared: Path) -> None:
    for gold in annotated("train", shared, limit=40):
        located = [
            text for doc, found in gold.sentences.items() for one in found if (text := gold.documents[doc].text[one.start : one.end])
        ]
        assert len(gold.documents) == 40
        assert located == [one.sentence.text for found in gold.sentences.values() for one in found]
        assert all("left out" not in note for note in gold.notes), gold.notes


class TestWhatIsShown:
    def test_the_blind_part_is_refused_without_its_word(self) -> None:
        with pytest.raises(SystemExit, match="add --blind"):
            score.main(["--part", "blind"])

    @pytest.mark.shared
    def test_errors_of_the_blind_part_are_never_shown(self, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
        del shared  # only for the skip where it is missing
        assert (
            score.main(["--extractor", "rules", "--part", "blind", "--blind", "--only", "blind written", "--documents", "2", "--errors"])
            == 0
        )
        printed = capsys.readouterr().out
        assert "| blind written" in printed
        assert "# errors of" not in printed
        assert "missed " not in printed

    @pytest.mark.shared
    def test_the_figures_can_be_had_as_json(self, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
        del shared
        assert score.main(["--extractor", "rules", "--only", "events_a", "--json"]) == 0
        (one,) = json.loads(capsys.readouterr().out)["extractors"]
        assert (one["extractor"], one["gold"], one["documents"], one["mentions"]) == ("rules", "events_a", 14, None)
        assert one["claims"]["precision"] > 0.5
        assert set(one["standings"]) >= {"flat", "negated", "planned"}

    @pytest.mark.shared
    def test_with_answers_to_replay_all_read_the_documents_answered_and_no_others(
        self, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        gold = hand_made("events_a", shared)
        name, answered = next(iter(gold.documents.items()))
        for request in requests_of(answered, builtin().ontology):
            (tmp_path / f"{request.digest}.response.json").write_text('{"claims": []}', encoding="utf-8")
        chosen = ["--extractor", "llm", "--extractor", "rules"]
        assert score.main([*chosen, "--replay", str(tmp_path), "--only", "events_a", "--json"]) == 0
        out, err = capsys.readouterr()
        llm, rules = json.loads(out)["extractors"]
        core = [c for c in gold.matcher.claims if c["doc"] == name and not c["optional"]]
        assert "events_a: 13 documents left out" in err
        assert (llm["documents"], llm["claims"]["predicted"], llm["claims"]["core"]) == (1, 0, len(core))
        assert (rules["documents"], rules["claims"]["core"]) == (1, len(core))

    @pytest.mark.shared
    def test_nothing_to_read_is_said(self, shared: Path, tmp_path: Path) -> None:
        del shared
        with pytest.raises(SystemExit, match="there is nothing to read"):
            score.main(["--only", "no such set", "--replay", str(tmp_path)])


class TestTheTableInTheReadme:
    def test_it_is_as_it_is_made_with_its_date(self, root: Path) -> None:
        date, (header, *rows) = table_in_readme((root / "README.md").read_text(encoding="utf-8"))
        assert date.split()[-1].isdigit()
        assert tuple(header) == README_HEADER
        assert len(rows) >= 6
        assert all(len(cells) == len(header) for cells in rows)
        assert all(claims.isdigit() and speed.isdigit() for _, _, claims, *_, speed in rows)
        shares = [cell for _, _, _, *shares, _ in rows for cell in shares]
        assert len(shares) == 5 * len(rows)
        assert all(cell == "-" or 0 <= float(cell) <= 1 for cell in shares)

    def test_it_is_put_between_its_markers_and_nowhere_else(self, root: Path) -> None:
        readme = (root / "README.md").read_text(encoding="utf-8")
        made = readme_table([])
        again = put_in_readme(put_in_readme(readme, "| old |", "yesterday"), made + "\n|---|\n", "1 May 2031")
        assert again.count("Measured on") == readme.count("Measured on")
        assert "| old |" not in again
        assert again.startswith(readme.partition("Measured on")[0])

    def test_a_readme_without_markers_is_refused(self) -> None:
        with pytest.raises(ValueError, match="the README has no"):
            put_in_readme("# edgewise", "| a |", "today")
