"""A denial, a doubt, a plan or a possibility never comes out as a flat claim."""

from __future__ import annotations

import hashlib

import pytest

from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.model import Document

EXTRACTOR = RulesExtractor()
DEALINGS = (
    "uses",
    "supplies_to",
    "contracts_with",
    "pitched_to",
    "hosts",
    "tested",
    "funds",
    "owns",
    "develops",
    "met_with",
    "partners_with",
)

NOT_FLAT = [
    ("negated", "Globex Labs does not use FaceTrace software."),
    ("negated", "Globex Labs never used FaceTrace software."),
    ("negated", "Globex Labs no longer uses FaceTrace software."),
    ("negated", "Globex Labs has stopped using FaceTrace software."),
    ("negated", "Globex Labs refused to use FaceTrace software."),
    ("negated", "Acme Systems did not sell FaceTrace software to Globex Labs."),
    ("negated", "Acme Systems has no contract with Globex Labs."),
    ("negated", "Acme Systems ended its contract with Globex Labs."),
    ("negated", "Acme Systems denied that it sold FaceTrace software to Globex Labs."),
    ("negated", "Acme Systems denied selling FaceTrace software to Globex Labs."),
    ("negated", "Acme Systems denied any contract with Globex Labs."),
    ("negated", "Globex Labs said that it does not use FaceTrace software."),
    ("negated", "The story that Globex Labs uses FaceTrace software is false."),
    ("negated", "Neither Acme Systems nor Initech Labs sold FaceTrace software to Globex Labs."),
    ("negated", "Acme Systems declined to sell FaceTrace software to Globex Labs."),
    ("negated", "The contract between Acme Systems and Globex Labs expired in May."),
    ("negated", "Acme Systems is not a contractor for Globex Labs."),
    ("negated", "Acme Systems is no longer a client of Globex Labs."),
    ("unconfirmed", "The senator pressed Acme Systems about its contract with Globex Labs."),
    ("alleged", "Old emails suggest a contract between Acme Systems and Globex Labs."),
    ("possible", "Acme Systems may be a client of Globex Labs."),
    ("unconfirmed", "There is no evidence that Globex Labs uses FaceTrace software."),
    ("unconfirmed", "No public record shows that Globex Labs uses FaceTrace software."),
    ("unconfirmed", "Globex Labs has not confirmed that it uses FaceTrace software."),
    ("unconfirmed", "Globex Labs would not say whether it uses FaceTrace software."),
    ("unconfirmed", "Globex Labs declined to say if it uses FaceTrace software."),
    ("unconfirmed", "It is unclear whether Globex Labs uses FaceTrace software."),
    ("unconfirmed", "It remains unclear how Globex Labs uses FaceTrace software."),
    ("unconfirmed", "The senator asked whether Globex Labs uses FaceTrace software."),
    ("unconfirmed", "The meeting does not prove that Globex Labs uses FaceTrace software."),
    ("unconfirmed", "Rumours that Globex Labs uses FaceTrace software spread quickly."),
    ("unconfirmed", "Globex Labs did not confirm its use of FaceTrace software."),
    ("unconfirmed", "That Globex Labs uses FaceTrace software has not been confirmed."),
    ("unconfirmed", "Globex Labs gave no statement confirming that it uses FaceTrace software."),
    ("planned", "Globex Labs plans to use FaceTrace software."),
    ("planned", "Globex Labs signed a contract to deploy FaceTrace software."),
    ("planned", "Globex Labs announced its intent to use FaceTrace software."),
    ("planned", "Globex Labs raised its prices to buy FaceTrace software."),
    ("planned", "Globex Labs will use FaceTrace software next year."),
    ("planned", "Globex Labs is considering using FaceTrace software."),
    ("planned", "Globex Labs intends to buy FaceTrace software."),
    ("planned", "Globex Labs agreed to use FaceTrace software."),
    ("planned", "Acme Systems announced a proposal to sell FaceTrace software to Globex Labs, and a plan to acquire Initech Labs."),
    ("planned", "Acme Systems is expected to acquire Globex Labs."),
    ("planned", "Acme Systems is close to acquiring Globex Labs."),
    ("possible", "Globex Labs could use FaceTrace software."),
    ("possible", "Globex Labs may use FaceTrace software."),
    ("possible", "If Globex Labs uses FaceTrace software, the public will know."),
    ("possible", "The contract would allow Globex Labs to use FaceTrace software."),
    ("possible", "Activists urged Globex Labs to use FaceTrace software."),
    ("possible", "Acme Systems selling FaceTrace software to Globex Labs would be a mistake."),
    ("possible", "The law lets Globex Labs use FaceTrace software."),
    ("alleged", "Globex Labs allegedly uses FaceTrace software."),
    ("alleged", "Critics claim that Globex Labs uses FaceTrace software."),
    ("alleged", "Activists accused Acme Systems of selling FaceTrace software to Globex Labs."),
    ("alleged", "The suit repeats allegations that Globex Labs uses FaceTrace software."),
    ("alleged", '"Globex Labs uses FaceTrace software," said Jane Roe, a lawyer in Paris.'),
    ("negated", "Globex Labs flatly denies using FaceTrace software."),
    ("negated", "Globex Labs has yet to use FaceTrace software."),
    ("negated", "Globex Labs nearly bought FaceTrace software."),
    ("negated", "Far from using FaceTrace software, Globex Labs sued its maker."),
    ("negated", "Globex Labs stopped short of using FaceTrace software."),
    ("negated", "Globex Labs ruled out using FaceTrace software."),
    ("negated", "Globex Labs was barred from using FaceTrace software."),
    ("negated", "Globex Labs has not bought, leased or promised to use FaceTrace software."),
    ("negated", "Acme Systems has never sold, leased or licensed FaceTrace software to Globex Labs."),
    ("negated", "Acme Systems tried and failed to sell FaceTrace software to Globex Labs."),
    ("negated", "Acme Systems lost its contract with Globex Labs."),
    ("negated", "The contract between Acme Systems and Globex Labs was never signed."),
    ("negated", "It is not true that Globex Labs uses FaceTrace software."),
    ("negated", "It would be false to say that Globex Labs uses FaceTrace software."),
    ("negated", "The claim that Globex Labs uses FaceTrace software is a hoax."),
    ("negated", "The Harbor Times corrected a report that wrongly said Globex Labs uses FaceTrace software."),
    ("negated", '"We do not use FaceTrace software," a spokesman for Globex Labs said.'),
    ("negated", "No customer uses FaceTrace software."),
    ("unconfirmed", "The Harbor Times retracted its story that Globex Labs uses FaceTrace software."),
    ("unconfirmed", "Contrary to reports that Globex Labs uses FaceTrace software, its gates are open."),
    ("unconfirmed", "There is nothing to show that Globex Labs uses FaceTrace software."),
    ("unconfirmed", "Globex Labs uses FaceTrace software (no evidence has been offered)."),
    ("unconfirmed", "Globex Labs can neither confirm nor deny that it uses FaceTrace software."),
    ("unconfirmed", "The hall is empty, despite a notice saying that Globex Labs uses FaceTrace software."),
    ("planned", "Globex Labs was to use FaceTrace software."),
    ("planned", "Globex Labs promised to use FaceTrace software."),
    ("planned", "Globex Labs once mulled using FaceTrace software."),
    ("planned", "Acme Systems is in talks to buy Globex Labs."),
    ("planned", "Acme Systems hopes to win a contract with Globex Labs."),
    ("possible", "Globex Labs would have used FaceTrace software."),
    ("possible", "Had Acme Systems sold FaceTrace software to Globex Labs, the board would have known."),
    ("possible", "Should Acme Systems sell FaceTrace software to Globex Labs, the board will resign."),
    ("possible", "Imagine that Globex Labs uses FaceTrace software."),
    ("possible", "Globex Labs acted as if it used FaceTrace software."),
    ("possible", "Under the proposal, Globex Labs uses FaceTrace software."),
    ("possible", "In the novel, Globex Labs uses FaceTrace software."),
    ("possible", "Acme Systems could sell, lease or license FaceTrace software to Globex Labs."),
    ("alleged", "Globex Labs is said to use FaceTrace software."),
    ("alleged", "Globex Labs is believed to have bought FaceTrace software."),
    ("alleged", "Allegedly, Globex Labs uses FaceTrace software."),
    ("alleged", "People say that Globex Labs uses FaceTrace software."),
    ("alleged", "A neighbour said that a clerk had told him that Globex Labs uses FaceTrace software."),
    ("alleged", '"Globex Labs uses FaceTrace software," critics said.'),
    ("alleged", '"Globex Labs uses FaceTrace software," they said.'),
]  # fmt: skip

FLAT = [
    ("confirmed", "Globex Labs uses FaceTrace software."),
    ("confirmed", "Globex Labs, which does not like noise, uses FaceTrace software."),
    ("confirmed", "Globex Labs uses FaceTrace software, but it has no plan for it."),
    ("confirmed", "Globex Labs never stopped using FaceTrace software."),
    ("reported", "The Harbor Times reported that Globex Labs uses FaceTrace software."),
    ("reported", "According to the Harbor Times, Globex Labs uses FaceTrace software."),
    ("confirmed", "Globex Labs admitted that it uses FaceTrace software."),
    ("confirmed", "Globex Labs would later use FaceTrace software."),
    ("confirmed", "Globex Labs has not slept, and it uses FaceTrace software."),
    ("confirmed", "Globex Labs, which denies it, uses FaceTrace software."),
    ("reported", "The Harbor Times denied the charge and said that Globex Labs uses FaceTrace software."),
    ("reported", "The sheriff knew that Globex Labs uses FaceTrace software."),
]


def standings(text: str) -> list[tuple[str, str, str]]:
    document = Document(sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, kind="article", tier=3)
    return [(p.relation, p.polarity, p.modality) for p in EXTRACTOR.read(document).proposals if p.relation in DEALINGS]


@pytest.mark.parametrize(("expected", "sentence"), NOT_FLAT)
def test_what_is_not_so_or_not_sure_is_not_flat(expected: str, sentence: str) -> None:
    found = standings(sentence)
    assert found, "the sentence should be read at all"
    for relation, polarity, modality in found:
        assert expected in (polarity, modality), (relation, polarity, modality)


@pytest.mark.parametrize(("expected", "sentence"), FLAT)
def test_what_is_said_flatly_or_reported_stays_so(expected: str, sentence: str) -> None:
    assert [found for found in standings(sentence) if found == ("uses", "affirmed", expected)]
