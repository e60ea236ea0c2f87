"""Files that hold several documents: what of them is new, gone or cannot be read, and what is asked of them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from packing import mail, mailbox, multipart, tarred, zipped

from edgewise.cli import main
from edgewise.errors import DocumentError
from edgewise.extract.read import extractor
from edgewise.ingest import Report, ingest
from edgewise.loading import mail as reading_mail
from edgewise.loading.formats import Found
from edgewise.model import Problem, Source
from edgewise.project import builtin
from edgewise.questions.view import graph_view
from edgewise.stores.base import Store

PROJECT = builtin()
FIRST = mail(Message_ID="<1@x.example>")
SECOND = mail("ICE uses ICM.\n", Message_ID="<2@x.example>", To="Ann Moe <ann@x.example>")


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    return folder


def read(store: Store, pile: Path) -> Report:
    return ingest([str(pile)], store, PROJECT, extractor("rules", PROJECT))


def held(store: Store) -> list[str]:
    """The locators of what the graph is made of."""
    return sorted(source.locator for source in store.records(Source) if source.document is not None)


def contacted(store: Store) -> list[str]:
    graph = store.projection()
    names = {entity.id: entity.name for entity in graph.entities}
    return sorted(names[link.object] for link in graph.links if link.relation == "contacted")


def test_a_box_that_loses_a_message_loses_its_claims_and_gets_them_back(store: Store, pile: Path) -> None:
    box = pile / "box.mbox"
    box.write_bytes(mailbox(FIRST, SECOND))
    assert read(store, pile).gone == []
    assert contacted(store) == ["Ann Moe", "John Doe"]
    before = store.projection()
    box.write_bytes(mailbox(FIRST))
    report = read(store, pile)
    assert report.gone == ["box.mbox/message 2@x.example.eml"]
    assert (report.count("unchanged"), report.to_json()["gone"]) == (1, 1)
    assert contacted(store) == ["John Doe"]
    assert read(store, pile).gone == []
    box.write_bytes(mailbox(mail(Message_ID="<0@x.example>", To="Al Poe <al@x.example>"), FIRST, SECOND))
    assert read(store, pile).count("new") == 2
    box.write_bytes(mailbox(FIRST, SECOND))
    read(store, pile)
    assert store.projection() == before


def test_again_changes_nothing(store: Store, pile: Path) -> None:
    (pile / "box.mbox").write_bytes(mailbox(FIRST, SECOND))
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "p.png": "x", "b.tar.gz": tarred({"c.eml": FIRST}, "gz")}))
    read(store, pile)
    stamp = store.stamp()
    report = read(store, pile)
    assert (report.count("unchanged"), report.gone, report.failed) == (4, [], [])
    assert store.stamp() == stamp


def test_an_archive_that_loses_all_it_had_and_a_mail_that_loses_a_file(store: Store, pile: Path) -> None:
    attached = multipart("Content-Type: text/plain\n\nSee below.", "Content-Type: text/plain; name=a.txt\n\nAWS hosts ICM.")
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "in.zip": zipped({"b.txt": "ICE uses ICM."})}))
    (pile / "m.eml").write_bytes(attached)
    read(store, pile)
    assert held(store) == ["a.zip/a.txt", "a.zip/in.zip/b.txt", "m.eml", "m.eml/a.txt"]
    (pile / "a.zip").write_bytes(zipped({}))
    (pile / "m.eml").write_bytes(mail("See nothing.\n"))
    assert sorted(read(store, pile).gone) == ["a.zip/a.txt", "a.zip/in.zip/b.txt", "m.eml/a.txt"]
    assert held(store) == ["m.eml"]


def test_what_cannot_be_read_loses_nothing(store: Store, pile: Path) -> None:
    inner = zipped({"b.txt": "ICE uses ICM."})
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "in.zip": inner, "c.txt": "Palantir developed ICM."}))
    (pile / "box.mbox").write_bytes(mailbox(FIRST, SECOND))
    read(store, pile)
    before = held(store)
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "in.zip": inner[:30], "c.txt": b"\xff\xfe\0"}))
    (pile / "box.mbox").write_bytes(b"no box any more")
    report = read(store, pile)
    assert report.gone == []
    assert held(store) == before
    assert sorted(problem.locator for problem in store.records(Problem)) == ["a.zip/c.txt", "a.zip/in.zip", "box.mbox"]
    (pile / "box.mbox").write_bytes(mailbox(FIRST))
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "in.zip": zipped({"d.txt": "ICE uses ICM."})}))
    assert sorted(read(store, pile).gone) == ["a.zip/c.txt", "a.zip/in.zip/b.txt", "box.mbox/message 2@x.example.eml"]


def test_what_is_gone_is_no_problem_any_more(store: Store, pile: Path) -> None:
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "b.txt": b"\xff\xfe\0"}))
    read(store, pile)
    assert [problem.locator for problem in graph_view(store).problems] == ["a.zip/b.txt"]
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM."}))
    read(store, pile)
    assert graph_view(store).problems == ()


def test_what_is_left_alone_this_time_keeps_what_it_had(store: Store, pile: Path) -> None:
    (pile / "a.zip").write_bytes(zipped({"a.txt": "AWS hosts ICM.", "b.log": "ICE uses ICM."}))
    (pile / "plain.txt").write_text("Palantir developed ICM.")
    store.add([Source("a.zip/b.log", "0" * 64), Source("plain.txt2/x", "0" * 64), Source("other.zip/x", "0" * 64)])
    assert read(store, pile).gone == []  # as read under a profile that this project has not, and from other piles
    assert {"a.zip/b.log", "plain.txt2/x", "other.zip/x"} <= set(held(store))


def test_a_mail_that_breaks_off_keeps_what_it_carried(store: Store, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, suffix: str) -> Iterator[Found]:
        yield next(whole(data, suffix))
        raise DocumentError("is a mail too broken to read")

    attached = multipart("Content-Type: text/plain\n\nSee below.", "Content-Type: text/plain; name=a.txt\n\nAWS.")
    (pile / "m.eml").write_bytes(attached)
    read(store, pile)
    whole = reading_mail.message
    monkeypatch.setattr(reading_mail, "message", broken)
    (pile / "m.eml").write_bytes(attached + b"\n")  # else it is known, and not looked at
    report = read(store, pile)
    assert (len(report.failed), report.gone, held(store)) == (1, [], ["m.eml", "m.eml/a.txt"])


def test_an_mbox_and_a_zip_are_asked_who_wrote_to_whom(pile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command line: the lines of the head are the quote, and what they say is confirmed."""
    (pile / "box.mbox").write_bytes(mailbox(mail("AWS met with ICE on Monday.\n")))
    (pile / "from a colleague.zip").write_bytes(
        zipped({"a.txt": "AWS hosts ICM.", "in.zip": zipped({"mails/m.eml": mail(From="Ann Moe <ann@x.example>")})})
    )
    store = str(tmp_path / "edgewise.db")
    assert "3 documents: 3 new" in told(capsys, "ingest", str(pile), "--store", store, "--extractor", "rules")
    answer = told(capsys, "ask", "who contacted John Doe?", "--store", store)
    assert "Jane Roe contacted John Doe [confirmed, 2018-06-12]" in answer
    assert "Ann Moe contacted John Doe [confirmed, 2018-06-12]" in answer
    assert "“From: Jane Roe <jane.roe@agency.example> Date: Tue, 12 Jun 2018 09:00:00 -0400 To: John Doe <john.doe@firm.example>”" in answer
    assert "from a colleague.zip/in.zip/mails/m.eml, header" in answer


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says, in one line."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert not ended.value.code
    return " ".join(capsys.readouterr().out.split())
