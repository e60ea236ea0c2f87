"""Names in any script, from claims to the graph and back out of a store: one name is one thing however it is composed, and none is lost."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import networkx as nx
import pytest
from making import claim, document, graph

import edgewise
from edgewise.loading.dates import edtf
from edgewise.model import Claim, Document, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores import open_store

NAMES = {
    "Arabic": "شركة أمازون", "Chinese": "亚马逊公司", "emoji": "👩🏽\u200d🚀 Labs", "combining": "Th\u0065\u0301\u0061\u0302tre Nord",
    "Devanagari": "अमेज़न वेब सेवाएँ", "Hebrew": "חברת אמזון", "Thai": "บริษัทอเมซอน", "Turkish": "İstanbul Işık", "wide": "ＩＣＥ Ｃｏｒｐ",
}  # fmt: skip


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_any_script_is_an_entity_and_comes_back_from_a_store(script: str, tmp_path: Path) -> None:
    name = NAMES[script]
    doc = document(f"{name} hosts ICM.")
    said = claim(doc, name, "hosts", "ICM")
    assert name in {entity.name for entity in graph(said, documents=(doc,)).entities}
    with open_store(str(tmp_path / "a.db")) as store:
        store.add([doc, said])
    with open_store(str(tmp_path / "a.db")) as store:
        assert list(store.records(Document)) == [doc]
        assert list(store.records(Claim)) == [said]


@pytest.mark.parametrize("script", NAMES)
def test_composed_and_decomposed_forms_are_one_thing(script: str) -> None:
    forms = [unicodedata.normalize(form, NAMES[script]) for form in ("NFC", "NFD")]
    doc = document(" ".join(f"{name} hosts ICM." for name in forms))
    found = graph(*(claim(doc, name, "hosts", "ICM") for name in forms), documents=(doc,))
    assert len(found.entities) == 2
    assert len(found.links) == 1


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_any_script_is_one_thing_in_all_documents_found_walked_and_written_out(script: str, tmp_path: Path) -> None:
    name = NAMES[script]
    docs = [document(f"{name} hosts ICM."), document(f"Palantir develops {name}.")]
    said = [claim(docs[0], name, "hosts", "ICM"), claim(docs[1], "Palantir", "develops", name)]
    with open_store(str(tmp_path / "a.db")) as store:
        store.add([*docs, *(Source(f"{number}.txt", one.id, 1) for number, one in enumerate(docs)), *said])
        refresh(store, builtin())
    with edgewise.open(tmp_path / "a.db") as graph:
        assert list(graph.search(name)["name"]) == [name]
        assert name in str(graph.routes("Palantir", "ICM", max_hops=2))
        graph.export("graphml", tmp_path / "all.graphml")
    labels = [data["label"] for _, data in nx.read_graphml(tmp_path / "all.graphml").nodes(data=True)]
    assert len(labels) == 3
    assert name in labels


@pytest.mark.parametrize("written", ["２０１８-06-12", "٢٠١٨-٠٦-١٢", "१२ June 2018", "June １２, 2018", "2018年6月12日", "12 يونيو 2018"])
def test_a_date_in_other_digits_stays_missing_and_is_never_wrong(written: str) -> None:
    assert edtf(written) in (None, "2018-06-12")
