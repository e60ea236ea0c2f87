"""How fast text comes out of PDFs and web pages: `python tests/benchmarks/bench_texts.py [FILE.pdf ...]`.

Pages or pages of the web a CPU second, and the time as a multiple of the peer's in the same run: pypdf's own plain text for PDF,
trafilatura's own extraction for HTML. Other readers of PDF are shown where they are installed (pdfminer.six, pypdfium2). Without files,
both are made here: 200 printed pages, 100 web pages. Then the language of each is told, which every text goes
through. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import sample_files
from pypdf import PdfReader
from trafilatura import bare_extraction

from edgewise.loading import html, pdf
from edgewise.loading.language import not_english

STORY = (
    "Amazon Web Services hosts the case files of the agency, the records say. The contract was signed in 2018 and has been renewed twice"
    " since then. A spokesperson declined to comment on the terms of the arrangement, which the council has not yet discussed. "
)
REPEATS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--short", action="store_true", help="a tenth of what is made here")
    given = parser.parse_args()
    tenth = 10 if given.short else 1
    files = [path.read_bytes() for path in given.files] or [sample_files.printed([STORY * 3] * (820 // tenth))]
    print("Text out of PDFs and web pages, and its language")
    pages = sum(len(PdfReader(BytesIO(data)).pages) for data in files)
    web = [sample_files.page(f"<article><h1>Story {n}</h1>" + f"<p>{STORY} ({n})</p>" * 12 + "</article>") for n in range(100 // tenth)]
    texts = [next(pdf.pieces(data, ".pdf")).text for data in files]
    kilobytes = sum(map(len, texts)) // 1000
    print(f"{pages} pages in {len(files)} PDF files, {kilobytes} kB of text; {len(web)} web pages")
    _table("pages of PDF", pages, {
        "pypdf, its plain text (the peer)": lambda: [p.extract_text() for data in files for p in PdfReader(BytesIO(data)).pages],
        "edgewise": lambda: [list(pdf.pieces(data, ".pdf")) for data in files],
        **_others(files),
    })  # fmt: skip
    _table("web pages", len(web), {
        "trafilatura, with what a page declares (the peer)": lambda: [
            bare_extraction(one, include_comments=False, with_metadata=True) for one in web
        ],
        "edgewise": lambda: [list(html.pieces(one.encode(), ".html")) for one in web],
    })  # fmt: skip
    _table("kB of text", kilobytes, {
        "split into words (the peer)": lambda: [text.split() for text in texts],
        "edgewise, the language": lambda: [not_english(text) for text in texts],
    })  # fmt: skip


def _others(files: Sequence[bytes]) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    try:
        from pdfminer.high_level import extract_text

        found["pdfminer.six"] = lambda: [extract_text(BytesIO(data)) for data in files]
    except ImportError:
        pass
    try:
        from pypdfium2 import PdfDocument

        found["pypdfium2 (in C++)"] = lambda: [[p.get_textpage().get_text_range() for p in PdfDocument(data)] for data in files]
    except ImportError:
        pass
    return found


def _table(what: str, number: int, works: dict[str, Callable[[], object]]) -> None:
    times = {name: min(_seconds(work) for _ in range(REPEATS)) for name, work in works.items()}
    peer = next(iter(times.values()))
    print(f"\n{what:50} {'CPU s':>8} {'a second':>9} {'x peer':>8}")
    for name, seconds in times.items():
        print(f"{name:50} {seconds:8.2f} {number / max(seconds, 1e-9):9.0f} {seconds / max(peer, 1e-9):8.2f}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
