"""Annotated sentences: how they are read, and that what is kept apart is kept apart by story."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from edgewise.errors import DocumentError
from edgewise.extract.reader.annotations import Marked, Sentence, Told, part_of, parts, read, stories

LINE = {
    "doc": "harbour", "sentence": 2, "title": "Harbour", "kind": "written", "text": "Acme denied that it sold Beacon to Harbour City.",
    "mentions": [
        {"start": 0, "end": 4, "type": "ORG"}, {"start": 17, "end": 19, "type": "ORG", "stands_for": "Acme"},
        {"start": 35, "end": 47, "type": "ORG"},
    ],
    "claims": [
        {"subject": [17, 19], "relation": "supplies_to", "object": [35, 47], "polarity": "negated", "modality": "reported", "by": "Acme"},
    ],
}  # fmt: skip


def test_a_line_is_a_sentence() -> None:
    sentence = Sentence.of(LINE)
    assert sentence.mentions[1] == Marked(17, 19, "Organization", "Acme")
    assert sentence.claims == (Told((17, 19), "supplies_to", (35, 47), "negated", "reported", by="Acme"),)


@pytest.mark.parametrize("broken", ["{", json.dumps({**LINE, "mentions": [{"start": 0, "end": 4, "type": "SHIP"}]}), "{}"])
def test_a_broken_line_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "written.jsonl").write_text(json.dumps(LINE) + "\n" + broken + "\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"written\.jsonl, line 2"):
        read(tmp_path, ["written.jsonl"])


def test_near_copies_are_one_story() -> None:
    one = Sentence.of({**LINE, "text": "The harbour police hired Acme to watch the harbour at night from May on."})
    copy = replace(one, doc="harbour-again", text="In short: the harbour police hired Acme to watch the harbour at night from May.")
    other = replace(one, doc="elsewhere", text="Nobody in the hills has ever heard of any of these firms or their many products.")
    assert stories([one, copy, other]) == {"harbour": "harbour", "harbour-again": "harbour", "elsewhere": "elsewhere"}


@pytest.mark.shared
def test_parts_are_split_by_story(shared: Path) -> None:
    sentences = read(shared / "train")
    story, part = stories(sentences), parts(sentences)
    assert {part[doc] for doc in part} == {"train", "dev", "blind"}
    assert all(part[doc] == part[story[doc]] == part_of(story[doc]) for doc in part)
    for kind in {s.kind for s in sentences}:
        docs = {s.doc for s in sentences if s.kind == kind}
        for name in ("dev", "blind"):
            assert 0.05 < sum(part[d] == name for d in docs) / len(docs) < 0.13
