"""Every format: the same bytes each time, whole files or none, and no denial told as a link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exporting import ALLEGATION, LINK

from edgewise.errors import EdgewiseError, UsageError
from edgewise.project import builtin
from edgewise.testing.world import DENIED
from edgewise.views.exports import FORMATS, export, format_of
from edgewise.views.exports.selection import Selection, select, selected
from edgewise.views.exports.writing import write_file, write_folder


def exported(selection: Selection, name: str, folder: Path) -> dict[str, bytes]:
    """The files of an export by name; a report is of one name."""
    names = [entity.name for entity in selection.entity_nouns() if len(selection.view.called(entity.name)) == 1]
    asked = select(selection.view, builtin(), name=names[0]) if name == "markdown" else selection
    folder.mkdir(exist_ok=True)
    export(asked, name, folder / "graph")
    path = folder / "graph"
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    assert sorted(folder.iterdir()) == [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_the_same_each_time_and_takes_the_place_of_what_was_there(hostile: Selection, name: str, tmp_path: Path) -> None:
    first = exported(hostile, name, tmp_path / "one")
    assert all(first.values())
    assert exported(hostile, name, tmp_path / "two") == first
    for file in (tmp_path / "two" / "graph").iterdir() if FORMATS[name].folder else ():
        file.write_bytes(b"old")
    assert exported(hostile, name, tmp_path / "two") == first


@pytest.mark.parametrize("name", ["graphml", "gexf", "csv", "ftm"])
def test_a_denial_and_what_is_refuted_are_in_no_format_that_has_no_place_for_them(everything: Selection, name: str, tmp_path: Path) -> None:
    text = b"".join(exported(everything, name, tmp_path / "out").values()).decode()
    assert DENIED.quote not in text
    assert ALLEGATION.text not in text
    assert LINK["contracts_with"] not in text
    assert LINK["uses"] in text
    assert FORMATS[name].left_out(everything)["refuted"] == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_cannot_hold(name: str) -> None:
    format = FORMATS[name]
    assert format.cannot
    assert format.opens
    assert (format.text is None) != (format.folder is None)
    assert not [sentence for sentence in format.cannot if sentence.endswith(".") or "|" in sentence]


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no format 'xlsx'; known: csv, cypher, ftm"):
        format_of("xlsx")


def test_what_cannot_hold_a_part_says_so(everything: Selection, tmp_path: Path) -> None:
    part = selected(everything.view, everything.project, links=everything.links[:1])
    with pytest.raises(UsageError, match="neo4j-admin holds a whole store"):
        export(part, "neo4j-admin", tmp_path / "part")
    with pytest.raises(UsageError, match="--routes A B, or --around NAME"):
        export(everything, "markdown", tmp_path / "report.md")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_midway_leaves_what_was_there(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise UsageError("it broke")

    def broken_folder(folder: Path) -> None:
        (folder / "nodes.csv").write_text("half")
        raise UsageError("it broke")

    (tmp_path / "graph").write_text("before")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "nodes.csv").write_text("before")
    with pytest.raises(UsageError, match="it broke"):
        write_file(tmp_path / "graph", broken())
    with pytest.raises(UsageError, match="it broke"):
        write_folder(tmp_path / "folder", broken_folder)
    assert (tmp_path / "graph").read_text() == (tmp_path / "folder" / "nodes.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "graph"]


def test_a_path_of_the_wrong_kind_or_in_no_folder_is_named(everything: Selection, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file; this format is several files"):
        export(everything, "csv", tmp_path / "file")
    with pytest.raises(UsageError, match="is a folder; this format is one file"):
        export(everything, "gexf", tmp_path)
    with pytest.raises(EdgewiseError, match="cannot be written: No such file"):
        export(everything, "gexf", tmp_path / "nowhere" / "graph.gexf")
    for format in ("csv", "gexf"):
        with pytest.raises(EdgewiseError, match="cannot be written: Not a directory"):
            export(everything, format, tmp_path / "file" / "graph")
