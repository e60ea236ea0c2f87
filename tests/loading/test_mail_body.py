"""The body of a mail: which of its parts are its words, and what it carries."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from packing import mail, multipart
from waiting import quick

from edgewise.loading.mail_body import Body, body_of, plain_of

PLAIN = "Content-Type: text/plain\n\nAWS hosts ICM."
HTML = "Content-Type: text/html\n\n<p>AWS hosts <i>ICM</i>.</p>"
PDF = 'Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment\n\n%PDF'
INLINE = "Content-Type: image/png\nContent-ID: <logo>\n\nx"


def body(data: bytes) -> Body:
    return body_of(message_from_bytes(data))


def test_of_alternatives_the_plain_one_is_read_if_it_has_words() -> None:
    assert body(multipart(PLAIN.replace("hosts", "hosted"), HTML, kind="alternative")).text == "AWS hosted ICM.\n"
    assert body(multipart("Content-Type: text/plain\n\n \n", HTML, kind="alternative")).text == "AWS hosts ICM.\n"
    assert body(multipart(HTML)).text == "AWS hosts ICM.\n"


def test_texts_around_an_attachment_are_all_read_and_pictures_in_the_text_are_left_out() -> None:
    found = body(multipart(PLAIN, PDF, INLINE, HTML.replace("hosts", "hosted")))
    assert found.text == "AWS hosts ICM.\n\nAWS hosted ICM.\n"
    assert [(one.name, one.data) for one in found.files] == [("a.pdf", b"%PDF")]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ('Content-Type: text/plain\nContent-Disposition: attachment; filename="../../etc/a.txt"\n\nx', "a.txt"),
        ('Content-Type: text/plain\nContent-Disposition: attachment; filename="C:\\\\temp\\\\a.txt"\n\nx', "a.txt"),
        ("Content-Type: text/plain; name==?utf-8?q?=C3=A4.txt?=\n\nx", "ä.txt"),
        ("Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%C3%A4.txt\n\nx", "ä.txt"),
        ("Content-Type: application/pdf\n\nx", "attachment 1.pdf"),
        ('Content-Type: text/csv\nContent-Disposition: attachment; filename=".."\n\nx', "attachment 1.csv"),
        (f'Content-Type: text/plain\nContent-Disposition: attachment; filename="{"a" * 300}.txt"\n\nx', "a" * 116 + ".txt"),
        ("Content-Type: message/rfc822\n\nFrom: Jane Roe <jane@x.example>\n\nAWS hosts ICM.", "attachment 1.eml"),
        ("Content-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nx", "a.png"),
    ],
)
def test_what_a_file_is_called(part: str, name: str) -> None:
    assert [one.name for one in body(multipart(PLAIN, part)).files] == [name]


def test_two_files_of_one_name_are_told_apart() -> None:
    assert [one.name for one in body(multipart(PDF, PDF)).files] == ["a.pdf", "a (2).pdf"]


@pytest.mark.parametrize(
    ("charset", "data", "text", "notes"),
    [
        ("utf-8", "Zürich".encode(), "Zürich", ()),
        ("iso-8859-1", "Zürich".encode("latin-1"), "Zürich", ()),
        ("unheard-of", "Zürich".encode(), "Zürich", ("is not 'unheard-of' as it says; read as UTF-8",)),
        ("us-ascii", "AWS hosts ICM for Zürich and Genève.".encode(), "AWS hosts ICM for Zürich and Genève.", None),
        ("utf-8", b"AWS \xff\xc3\x28 ICM", "AWS \ufffd\ufffd( ICM", ("is not 'utf-8' as it says; what cannot be read is marked \ufffd",)),
        ("utf-8", b"AWS \0 ICM", "AWS \ufffd ICM", ()),
    ],
)
def test_charsets(charset: str, data: bytes, text: str, notes: tuple[str, ...] | None) -> None:
    found = body(mail("", Content_Type=f"text/plain; charset={charset}") + data)
    assert found.text == text + "\n"
    assert notes is None or found.notes == notes


def test_html_keeps_words_lines_cells_and_what_is_quoted_and_drops_what_is_no_text() -> None:
    html = """<html><head><title>no</title><style>no</style></head><body><p>AWS   hosts<br>ICM &amp; more</p>
    <table><tr><td>AWS</td><td>ICM</td></tr></table><script>no</script>
    <blockquote><p>Who?</p><blockquote>What?</blockquote></blockquote><p>End</body>"""
    assert plain_of(html).split("\n") == ["AWS hosts", "ICM & more", "", "AWS\tICM", "", "> Who?", ">", "> > What?", "> >", "End"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>AWS hosts ICM for a price < 5 &amp; more", "AWS hosts ICM for a price < 5 & more"),
        ("AWS<!-- no <p>no</p> --> hosts <!-- no <b>no</b>", "AWS hosts"),
        ("<![if !mso]><p>AWS<![endif]> hosts<!--[if mso]><p>no<![endif]--> <![CDATA[no]]>ICM", "AWS hosts ICM"),
        ("AWS <![ hosts <b>ICM</b> <a href='", "AWS <![ hosts ICM <a href='"),
    ],
)
def test_html_that_is_broken_loses_no_words(html: str, text: str) -> None:
    assert plain_of(html) == text


@pytest.mark.parametrize(
    "unit", ["<p", "<a ", "</", "<!--", "<!-- >", "<![", "<![ >", "<?", "<script>", "<a b='>", "<td>a", "&", "<blockquote>"]
)
@pytest.mark.parametrize("end", ["", ">", "-->"])
def test_html_of_beginnings_is_read_in_the_time_of_its_length(unit: str, end: str) -> None:
    with quick(3):
        plain_of(unit * (200_000 // len(unit)) + end)


def test_a_mail_without_words_has_none() -> None:
    assert body(mail("")) == Body("", (), ())
    assert body(multipart(PDF)).text == ""
