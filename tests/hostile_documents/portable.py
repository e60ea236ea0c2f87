"""Hostile PDFs: trees that go round, streams that unpack to nothing but more, numbers that lie."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import partial
from random import Random

from .sizes import Made, Maker, given, often, packing
from .sound import PROSE

_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"


def _stream(content: bytes, extra: str = "", packed: int = 0, length: str = "") -> bytes:
    for _ in range(packed):
        content = zlib.compress(content)
    filters = f"/Filter[{'/FlateDecode' * packed}]" if packed else ""
    return f"<<{filters}/Length {length or len(content)}{extra}>>stream\n".encode() + content + b"\nendstream"


def _words(words: str) -> bytes:
    return f"BT /F1 11 Tf 72 700 Td ({words}) Tj ET\n".encode("latin-1", "replace")


def _file(changed: Mapping[int, str | bytes] | None = None, trailer: str = "", start: str = "") -> bytes:
    objects: dict[int, str | bytes] = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: _PAGE,
        4: _stream(_words(PROSE.replace("(", "").replace(")", ""))),
        5: _FONT,
        **(changed or {}),
    }
    data = b"%PDF-1.7\n"
    places = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += (
            f"{number} 0 obj\n".encode() + (content.encode("latin-1", "replace") if isinstance(content, str) else content) + b"\nendobj\n"
        )
    at = len(data)
    last = max(objects) + 1
    rows = "".join(f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n" for n in range(last))
    return data + f"xref\n0 {last}\n{rows}trailer\n<</Size {last}/Root 1 0 R{trailer}>>\nstartxref\n{start or at}\n%%EOF\n".encode()


def _content(content: bytes, **given: int) -> bytes:
    return _file({4: _stream(content, **given)})  # type: ignore[arg-type]


def _packed(unit: bytes, count: int, packed: int) -> bytes:
    return _content(unit * count, packed=packed)


def _chain(random: Random, most: int) -> Made:
    deep = often(random, min(most, 3_000))
    chain: dict[int, str | bytes] = {n: f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>" for n in range(6, 6 + deep)}
    return Made("pages nested deep", _file({2: "<</Type/Pages/Kids[6 0 R]/Count 1>>", **chain, 6 + deep: _PAGE}))


def _forms(random: Random, most: int) -> Made:
    deep = often(random, min(most, 200))
    wide = random.choice((1, 2, 10))
    forms: dict[int, str | bytes] = {
        n: _stream(b"/X Do " * wide, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n + 1} 0 R>>>>")
        for n in range(6, 6 + deep)
    }
    page = _PAGE.replace("/Resources<<", "/Resources<</XObject<</X 6 0 R>>")
    return Made(
        "forms in forms",
        _file(
            {
                3: page,
                4: _stream(b"/X Do " + _words(PROSE[:80])),
                **forms,
                6 + deep: _stream(_words("AWS hosts ICM"), "/Type/XObject/Subtype/Form"),
            }
        ),
    )


def _kids(random: Random, most: int) -> Made:
    return Made("the same page without end", _file({2: f"<</Type/Pages/Kids[{'3 0 R ' * often(random, min(most, 20_000))}]/Count 1>>"}))


_FLATE = tuple(
    given(what, partial(_packed, unit, count, packed))
    for what, unit, count, packed in (
        ("a bomb", b" ", 60_000_000, 1),
        ("a bomb in a bomb", b" ", 60_000_000, 2),
        ("words without end", _words("AWS hosts ICM. "), 100_000, 1),
        ("packed thirty times", _words("AWS hosts ICM."), 1, 30),
        ("packed three hundred times", _words("AWS hosts ICM."), 1, 300),
    )
)
_UNITS = (
    "q ",
    "[",
    "<<",
    "(",
    "BT ",
    "1 0 0 1 0 0 cm ",
    "/F1 11 Tf ",
    "(a) Tj ",
    "[(a) -5] TJ ",
    "BI ID EI ",
    "/X Do ",
    "1 ",
    "<41> Tj ",
    "<",
    "\\",
    "/a",
    "%",
    "T* ",
    "0.0000001 ",
    "9" * 50 + " ",
    "BI /W 1 ID ",
)
MAKERS: dict[str, tuple[Maker, ...]] = {
    ".pdf": (
        _chain,
        _forms,
        _kids,
        *_FLATE,
        *(
            packing("operations without end", lambda run: _content(b"BT /F1 11 Tf " + run.encode() + b" ET" + _words(PROSE[:100])), unit)
            for unit in _UNITS
        ),
        packing(
            "objects without end",
            lambda run: b"%PDF-1.7\n" + run.encode() + b"trailer<</Root 1 0 R>>",
            "1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\nendobj\n",
            20_000,
        ),
        packing(
            "xrefs without end",
            lambda run: b"%PDF-1.7\n" + run.encode() + b"startxref\n9\n%%EOF",
            "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev 9>>\n",
            50_000,
        ),
        packing("startxrefs", lambda run: b"%PDF-1.7\n" + run.encode(), "startxref\n0\n%%EOF\n"),
        packing("nested in its trailer", lambda run: _file(trailer="/A" + run), "[", 100_000),
        packing("dictionaries nested deep", lambda run: _file({5: run}), "<</A", 100_000),
        packing("comments", lambda run: b"%PDF-1.7\n" + run.encode(), "%\n"),
        packing("a name without end", lambda run: _file({5: f"<</BaseFont/{run}>>"}), "#41"),
        packing("a title without end", lambda run: _file({6: f"<</Title({run})>>"}, "/Info 6 0 R"), "a("),
        packing(
            "maps without end",
            lambda run: _file({5: _FONT[:-2] + "/ToUnicode 6 0 R>>", 6: _stream(run.encode())}),
            "1 beginbfchar <41> <0041> endbfchar\n",
            30_000,
        ),
        given(
            "a map of everything",
            _file({5: _FONT[:-2] + "/ToUnicode 6 0 R>>", 6: _stream(b"1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange")}),
        ),
        given(
            "a map that maps much",
            _file(
                {
                    5: _FONT[:-2] + "/ToUnicode 6 0 R>>",
                    6: _stream(b"1 beginbfchar <41> <" + b"0041" * 200_000 + b"> endbfchar"),
                    4: _stream(_words("A" * 3_000)),
                }
            ),
        ),
        given("a tree that goes round", _file({2: "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"})),
        given(
            "two trees that go round",
            _file({2: "<</Type/Pages/Kids[6 0 R]/Count 1>>", 6: "<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/Count 1>>"}),
        ),
        given("a parent that is its child", _file({3: "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"})),
        given("a page that is what it shows", _file({3: "<</Type/Page/Parent 2 0 R/Contents[3 0 R 4 0 R 3 0 R]>>"})),
        given("an object that is itself", _file({4: "4 0 R"})),
        given("objects that are each other", _file({4: "6 0 R", 6: "4 0 R"})),
        given("a length that is itself", _file({4: _stream(_words("AWS hosts ICM."), length="4 0 R")})),
        given("a length that lies", _file({4: _stream(_words("AWS hosts ICM."), length="999999999")})),
        given("a length below nothing", _file({4: _stream(_words("AWS hosts ICM."), length="-5")})),
        given("a count that lies", _file({2: "<</Type/Pages/Kids[3 0 R]/Count 999999999>>"})),
        given(
            "a form that draws itself",
            _file(
                {
                    3: _PAGE.replace("/Resources<<", "/Resources<</XObject<</X 6 0 R>>"),
                    4: _stream(b"/X Do"),
                    6: _stream(b"/X Do " + _words("AWS"), "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>"),
                }
            ),
        ),
        given(
            "objects in a stream that holds itself",
            _file({6: _stream(b"6 0 7 5 << >> << >>", "/Type/ObjStm/N 2/First 8/Extends 6 0 R")}, "/XRefStm 9"),
        ),
        given(
            "rows that reach far",
            _file({4: _stream(zlib.compress(b"a" * 1000), "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 999999999>>")}),
        ),
        given(
            "rows that reach nowhere",
            _file({4: _stream(zlib.compress(b"a" * 1000), "/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 0/Colors -1>>")}),
        ),
        *(
            given(f"a filter: {name}", _file({4: _stream(b"~>" + b"z" * 500_000, f"/Filter/{name}")}))
            for name in ("ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode", "LZWDecode", "JBIG2Decode", "JPXDecode", "Crypt", "No")
        ),
        given("runs without end", _file({4: _stream(b"\x81 " * 400_000, "/Filter/RunLengthDecode")})),
        given("runs packed twice", _file({4: _stream(b"\x81\x81" * 300_000, "/Filter[/RunLengthDecode/RunLengthDecode]")})),
        given("a start beyond its end", _file(start="99999999999")),
        given("a start below nothing", _file(start="-1")),
        given("xrefs that go round", _file(trailer="/Prev 9")),
        given("a root that is none", _file({1: "null"})),
        given(
            "locked by a key that is none", _file({6: "<</Filter/Standard/V 5/R 6/Length 256/P -1/O()/U()>>"}, "/Encrypt 6 0 R/ID[()()]")
        ),
        given("a page of a size", _file({3: _PAGE.replace("612 792", "1e999 -NaN")})),
        given("its head alone", b"%PDF-1.7"),
        given("no head", PROSE),
    ),
}
