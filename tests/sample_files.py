"""Makes files of the formats that are not text: a PDF with running heads, a scan, a locked one, DOCX and ODT with tables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from textwrap import wrap

import docx
import odfdo
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HEAD = "Riverton Courier: the hosting file"


def pdf(pages: Sequence[Sequence[str]], *, head: str = HEAD, title: str = "", author: str = "", password: str = "") -> bytes:
    """A PDF of lines as they stand on its pages: "" is the gap between paragraphs, "# " begins a heading; with a running head."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, encrypt=password or None)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for number, lines in enumerate(pages, 1):
        if head:
            _write(canvas, 72, 800, head, 9)
            _write(canvas, 480, 30, f"Page {number} of {len(pages)}", 9)
        height = 760
        for line in lines:
            heading = line.startswith("# ")
            _write(canvas, 72, height, line.removeprefix("# "), 15 if heading else 11)
            height -= 26 if heading else 14 if line else 10
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _write(canvas: Canvas, x: float, y: float, line: str, size: int) -> None:
    canvas.setFont("Helvetica", size)
    if line:
        canvas.drawString(x, y, line)


def printed(paragraphs: Iterable[str], lines_a_page: int = 45, width: int = 88) -> bytes:
    """A PDF of paragraphs, broken into lines and pages as a printer would."""
    lines = [line for paragraph in paragraphs for line in (*wrap(paragraph, width), "")]
    return pdf([lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)])


def scan(pages: int) -> bytes:
    """A PDF of pages with drawings and no text."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.rect(72, 72, 300, 500, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word(blocks: Iterable[str | Sequence[Sequence[str]]], *, title: str = "", author: str = "") -> bytes:
    """A DOCX of paragraphs, headings ("# ") and tables (rows of cells)."""
    document = docx.Document()
    for block in blocks:
        if not isinstance(block, str):
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif block.startswith("# "):
            document.add_heading(block.removeprefix("# "), 1)
        else:
            document.add_paragraph(block)
    document.core_properties.title, document.core_properties.author = title, author
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def odt(blocks: Iterable[str | Sequence[Sequence[str]]], *, title: str = "") -> bytes:
    """An ODT of paragraphs, headings ("# "), items ("- ") and tables (rows of cells)."""
    document = odfdo.Document("text")
    document.body.clear()
    for block in blocks:
        if not isinstance(block, str):
            table = odfdo.Table("Table")
            for cells in block:
                row = odfdo.Row()
                row.set_values(list(cells))
                table.append(row)
            document.body.append(table)
        elif block.startswith("- "):
            document.body.append(odfdo.List([block.removeprefix("- ")]))
        elif block.startswith("# "):
            document.body.append(odfdo.Header(1, block.removeprefix("# ")))
        else:
            document.body.append(odfdo.Paragraph(block))
    document.meta.title = title
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(data: bytes, parts: Mapping[str, str]) -> bytes:
    """A ZIP file with some of its members replaced."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return file.getvalue()


def page(body: str, head: str = "") -> str:
    """An HTML page with a menu, a script and a footer around its body."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}<script>var said = "Palantir pays ICE";</script></head>'
        f'<body><nav><a href="/">Home</a> <a href="/all">All stories</a></nav><main>{body}</main><footer>Subscribe</footer></body></html>'
    )
