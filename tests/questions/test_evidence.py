"""What a claim is beside the links: a denial, a thing left open, speech, or nothing of these."""

from __future__ import annotations

from typing import Any

import pytest
from questions.pile import said

from edgewise.questions.evidence import Sort, sort_of


@pytest.mark.parametrize(
    ("relation", "given", "sort"),
    [
        ("uses", {}, "other"),
        ("uses", {"modality": "alleged"}, "other"),
        ("uses", {"polarity": "negated"}, "denial"),
        ("uses", {"polarity": "negated", "modality": "planned"}, "open"),  # "was urged not to use" denies nothing
        ("uses", {"modality": "unconfirmed"}, "open"),
        ("uses", {"modality": "possible"}, "open"),
        ("uses", {"modality": "planned"}, "open"),
        ("uses", {"polarity": "negated", "modality": "unconfirmed"}, "open"),  # "no evidence that it does not" denies nothing
        ("denied", {}, "denial"),
        ("denied", {"polarity": "negated"}, "speech"),  # "did not deny" is no denial
        ("acknowledged", {}, "speech"),
        ("acknowledged", {"polarity": "negated"}, "speech"),  # nor is "would not confirm"
        ("declined_to_comment", {}, "speech"),
        ("reported", {}, "other"),
        ("criticises", {}, "other"),
    ],
)
def test_ice_and_icm(relation: str, given: dict[str, Any], sort: Sort) -> None:
    _, (claim,) = said("ICE was asked about ICM.", ("ICE", relation, "ICM", given))
    assert sort_of(claim) == sort
