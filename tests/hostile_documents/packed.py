"""Hostile archives, and the office files that are archives of XML."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from packing import gzipped, tarred, zipped
from sample_files import with_part

from .sizes import Made, Maker, given, nesting, often, packing
from .sound import PROSE, SOUND

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_DOCTYPES = {
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "AWS hosts ICM. ">{_LAUGHS}]>',
    "quadratic entities": f'<!DOCTYPE x [<!ENTITY l9 "{"AWS hosts ICM. " * 5_000}">]>',
    "an outer entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an endless entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///dev/zero">]>',
    "an address as entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "http://127.0.0.1:1/">]>',
    "an outer declaration": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "parameters": '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"><!ENTITY % b "<!ENTITY l9 \'%a;\'>">%b;]>',
    "an entity that holds itself": '<!DOCTYPE x [<!ENTITY l9 "&l9;">]>',
}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_M = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _word(body: str, doctype: str = "") -> bytes:
    return with_part(
        SOUND[".docx"], {"word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>'}
    )


def _odt(body: str, doctype: str = "") -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f'<?xml version="1.0"?>{doctype}<office:document-content {_O}>{text}</office:document-content>'
    return with_part(SOUND[".odt"], {"content.xml": content})


def _sheet(rows: str, doctype: str = "") -> bytes:
    return with_part(
        SOUND[".xlsx"],
        {"xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{doctype}<worksheet {_M}><sheetData>{rows}</sheetData></worksheet>'},
    )


def _row(*cells: str, number: str = "1") -> str:
    return f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


_RELATIONS = "http://schemas.openxmlformats.org/{}/2006/relationships"
_ITSELF = (
    f'<Relationships xmlns="{_RELATIONS.format("package")}">'
    f'<Relationship Id="rId1" Type="{_RELATIONS.format("officeDocument")}/worksheet" Target="workbook.xml"/></Relationships>'
)
_NO_DAY = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>99999-99-99</dcterms:created></cp:coreProperties>'
)
_HEAD = _row("award_id_piid", "recipient_name", "awarding_agency_name", "total_obligated_amount")
_SHEETS: tuple[Maker, ...] = (
    *(given(what, _sheet(_HEAD + _row("1", "&l9;", "ICE", "5", number="2"), doctype)) for what, doctype in _DOCTYPES.items()),
    *(
        given(
            f"{what} among the shared texts",
            with_part(SOUND[".xlsx"], {"xl/sharedStrings.xml": f"{doctype}<sst {_M}><si><t>&l9;</t></si></sst>"}),
        )
        for what, doctype in _DOCTYPES.items()
    ),
    packing("rows without end", lambda run: _sheet(_HEAD + run), _row("1", "PALANTIR", "ICE", "5", number="2"), 30_000),
    packing("columns without end", lambda run: _sheet(f'<row r="1">{run}</row>'), '<c t="inlineStr"><is><t>a</t></is></c>', 100_000),
    packing("a cell without end", lambda run: _sheet(_HEAD + _row("1", run, "ICE", "5")), "Palantir "),
    packing("elements nested deep", lambda run: _sheet(run), "<row>", 100_000),
    packing("attributes without end", lambda run: _sheet(f"<row {run}></row>"), 'a="1" ', 2),
    packing("empty rows", lambda run: _sheet(run), "<row/>", 300_000),
    given(
        "a row far away",
        _sheet(_HEAD + _row("1", "PALANTIR", "ICE", "5", number="1048576") + _row("1", "P", "ICE", "5", number="999999999999")),
    ),
    given(
        "a column far away", _sheet(_HEAD + '<row r="2"><c r="XFD2" t="inlineStr"><is><t>a</t></is></c><c r="ZZZZZZ2"><v>1</v></c></row>')
    ),
    given(
        "a shared text that is not there",
        _sheet(_HEAD + '<row r="2"><c t="s"><v>99999999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row>'),
    ),
    given(
        "days that are none",
        _sheet(_HEAD + '<row r="2"><c t="d"><v>9999-99-99</v></c><c s="14"><v>1e300</v></c><c t="n"><v>NaN</v></c></row>'),
    ),
    given("no sheets", with_part(SOUND[".xlsx"], {"xl/workbook.xml": f"<workbook {_M}><sheets/></workbook>"})),
    given(
        "a sheet that is its book",
        with_part(
            SOUND[".xlsx"],
            {"xl/_rels/workbook.xml.rels": _ITSELF},
        ),
    ),
)
_WORDS = "<w:p><w:r><w:t>AWS hosts ICM. &l9;</w:t></w:r></w:p>"
_DOCX: tuple[Maker, ...] = (
    *(given(what, _word(_WORDS, doctype)) for what, doctype in _DOCTYPES.items()),
    *(
        given(f"{what} in what it says of itself", with_part(SOUND[".docx"], {"docProps/core.xml": f"{doctype}<x>&l9;</x>"}))
        for what, doctype in _DOCTYPES.items()
    ),
    packing("paragraphs", _word, _WORDS.replace("&l9;", ""), 20_000),
    packing("runs", lambda run: _word(f"<w:p>{run}</w:p>"), "<w:r><w:t>AWS </w:t></w:r>", 100_000),
    packing("breaks", lambda run: _word(f"<w:p><w:r>{run}</w:r></w:p>"), "<w:br/>", 300_000),
    nesting("runs nested deep", "", "<w:ins>", "<w:r><w:t>AWS hosts ICM.</w:t></w:r>", "</w:ins>", "", 2),
    *(
        lambda random, most, tag=tag: Made(f"{tag} nested deep", _word(_deep(random, most, tag)))
        for tag in ("w:ins", "w:sdt", "w:p", "w:tbl", "w:smartTag")
    ),
    *(
        lambda random, most, tags=tags: Made("tables in tables", _word(_deep(random, most, *tags)))
        for tags in (("w:tbl", "w:tr", "w:tc"), ("w:p", "w:r", "w:txbxContent"))
    ),
    packing("cells", lambda run: _word(f"<w:tbl><w:tr>{run}</w:tr></w:tbl>"), "<w:tc><w:p><w:r><w:t>AWS</w:t></w:r></w:p></w:tc>", 50_000),
    packing("rows", lambda run: _word(f"<w:tbl>{run}</w:tbl>"), "<w:tr><w:tc><w:p><w:r><w:t>AWS</w:t></w:r></w:p></w:tc></w:tr>", 50_000),
    given("no body", with_part(SOUND[".docx"], {"word/document.xml": f"<w:document {_W}/>"})),
    given("another type", with_part(SOUND[".docx"], {"[Content_Types].xml": "<x/>"})),
    given(
        "a day that is none",
        with_part(
            SOUND[".docx"],
            {"docProps/core.xml": _NO_DAY},
        ),
    ),
)
_ODT: tuple[Maker, ...] = (
    *(given(what, _odt("<text:p>AWS hosts ICM. &l9;</text:p>", doctype)) for what, doctype in _DOCTYPES.items()),
    *(
        given(f"{what} in what it says of itself", with_part(SOUND[".odt"], {"meta.xml": f"{doctype}<x>&l9;</x>"}))
        for what, doctype in _DOCTYPES.items()
    ),
    packing("paragraphs", _odt, "<text:p>AWS hosts ICM. </text:p>", 20_000),
    packing("spans", lambda run: _odt(f"<text:p>{run}</text:p>"), "<text:span>AWS </text:span>", 50_000),
    *(
        lambda random, most, tag=tag: Made(f"{tag} nested deep", _odt(_deep(random, most, *tag)))
        for tag in (
            ("text:span",),
            ("text:section",),
            ("text:list", "text:list-item"),
            ("table:table", "table:table-row", "table:table-cell"),
            ("text:p",),
        )
    ),
    packing(
        "a repeated cell",
        lambda run: _odt(
            f'<table:table><table:table-row><table:table-cell table:number-columns-repeated="1{run}"><text:p>a</text:p>'
            "</table:table-cell></table:table-row></table:table>"
        ),
        "0",
        12,
    ),
    packing("spaces counted", lambda run: _odt(f'<text:p>a<text:s text:c="9{run}"/>b</text:p>'), "9", 12),
    given("no content", with_part(SOUND[".odt"], {"content.xml": "<x/>"})),
    given("no manifest", with_part(SOUND[".odt"], {"META-INF/manifest.xml": "<x/>"})),
)


def _deep(random: Random, most: int, *tags: str) -> str:
    deep = often(random, min(most, 20_000))
    opening, closing = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
    inner = "<w:r><w:t>AWS hosts ICM.</w:t></w:r>" if tags[0].startswith("w:") else "<text:p>AWS hosts ICM.</text:p>"
    return opening * deep + inner + closing * deep


@cache
def _bomb(size: int) -> bytes:
    return zipped({"a.txt": b"Amazon " * (size // 7)})


@cache
def _in_itself(deep: int, wide: int) -> bytes:
    data = zipped({"a.txt": PROSE})
    for _ in range(deep):
        data = zipped({f"{n}.zip": data for n in range(wide)})
    return data


def _lying(change: Callable[[bytearray], None]) -> bytes:
    data = bytearray(zipped({"a.txt": PROSE, "b.txt": PROSE}))
    change(data)
    return bytes(data)


def _declare(size: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        at = data.index(b"PK\x01\x02")
        data[at + 24 : at + 28] = struct.pack("<I", size)

    return change


def _overlapping() -> bytes:
    """Many names for the same packed bytes."""
    one = zipped({"a.txt": b"AWS hosts ICM. " * 1_000_000})
    start = one.index(b"PK\x01\x02")
    entry, end = one[start : one.index(b"PK\x05\x06")], bytearray(one[one.index(b"PK\x05\x06") :])
    end[8:12] = struct.pack("<HH", 2_000, 2_000)
    end[12:16] = struct.pack("<I", len(entry) * 2_000)
    return one[:start] + entry * 2_000 + bytes(end)


def _entry(name: str = "a.txt", size: str = "00000000005", kind: bytes = b"0", content: bytes = b"AWS h") -> bytes:
    """A member of a TAR that says of itself what it likes."""
    head = bytearray(512)
    head[:100] = name.encode("utf-8", "surrogatepass")[:100].ljust(100, b"\0")
    head[100:124] = b"0000644\0" + b"0000000\0" * 2
    head[124:136] = size.encode().ljust(12, b"\0")[:12]
    head[136:148] = b"00000000000\0"
    head[148:156] = b" " * 8
    head[156:157] = kind
    head[257:265] = b"ustar\x0000"
    head[148:156] = f"{sum(head):06o}\0 ".encode()
    return bytes(head) + content.ljust(-(-len(content) // 512) * 512, b"\0")


_END = b"\0" * 1024
_NAMES = (
    "../../etc/passwd.txt",
    "/etc/passwd.txt",
    "C:\\a.txt",
    "a\0b.txt",
    "x" * 300 + ".txt",
    "\u202etxt.exe.txt",
    "con.txt",
    "a/../../b.txt",
    "./" * 50 + "a.txt",
    "\ud800.txt",
    "",
    "/",
    "..",
    "a//b.txt",
    "~/a.txt",
    "a\nb.txt",
)
_TARS: tuple[Maker, ...] = (
    *(
        given(f"a size of {size!r}", _entry(size=size) + _entry("b.txt") + _END)
        for size in ("-0000000001", "77777777777", "99999999999", "\x80" + "\xff" * 5, "", "0x10", "٣")
    ),
    given("a size below nothing", _entry().replace(b"00000000005", b"\xff" * 11) + _END),
    *(
        given(f"a member of kind {kind!r}", _entry(kind=kind) + _entry("b.txt", content=PROSE.encode()) + _END)
        for kind in (b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"L", b"K", b"x", b"g", b"S", b"\0", b"Z")
    ),
    *(given(f"a member called {name[:20]!r}", tarred({name: PROSE, "b.txt": PROSE})) for name in _NAMES if name and "\ud800" not in name),
    packing("members without end", lambda run: run, (_entry()).decode("latin-1"), 20_000),
    packing("names without end", lambda run: _entry("x", f"{len(run):011o}", b"L", run.encode()) + _entry() + _END, "a/"),
    packing("headers without end", lambda run: _entry("x", f"{len(run):011o}", b"x", run.encode()) + _entry() + _END, "11 path=b.t\n"),
    packing(
        "headers of wrong lengths", lambda run: _entry("x", f"{len(run):011o}", b"x", run.encode()) + _entry() + _END, "99999 size=-5\n"
    ),
    given("links that go round", tarred({"a.txt@": "b.txt", "b.txt@": "a.txt", "c.txt@": "/etc/passwd", "d.txt": PROSE})),
    given("a bomb", lambda: gzipped(b"\0" * 50_000_000)),
    given("a bomb of a member", lambda: gzipped(_entry("a.txt", f"{50_000_000:011o}", content=b"Amazon " * 7_000_000))),
    given("nothing but an end", _END),
    given("a gzip in a gzip", gzipped(gzipped(tarred({"a.txt": PROSE})))),
    given(
        "a tar in a tar",
        tarred({"a.tar": tarred({"b.tar": tarred({"c.tar": tarred({"d.tar": tarred({"e.tar": tarred({"f.txt": PROSE})})})})})}),
    ),
)
_ZIPS: tuple[Maker, ...] = (
    given("a bomb", lambda: _bomb(200_000_000)),
    given("a bomb within the limit", lambda: _bomb(15_000_000)),
    given("bombs in bombs", lambda: zipped({f"{n}.zip": _bomb(15_000_000) for n in range(10)})),
    given("files in files in files", lambda: _in_itself(4, 6)),
    given("files in files too deep", lambda: _in_itself(30, 1)),
    given("many names of one content", _overlapping),
    *(given("a size that lies", _lying(_declare(size))) for size in (0, 1, 2**31, 2**32 - 1)),
    *(given(f"a member called {name[:20]!r}", zipped({name: PROSE, "b.txt": PROSE})) for name in _NAMES if name and "\ud800" not in name),
    lambda random, most: Made(
        "members without end", zipped({f"{n}.txt": "AWS hosts ICM." for n in range(often(random, min(most, 3_000)))})
    ),
    lambda random, most: Made("members of one name", zipped({f"{'a/' * often(random, min(most, 20_000))}a.txt": PROSE})),
    given("a comment without end", zipped({"a.txt": PROSE})[:-2] + b"\xff\xff" + b"PK\x05\x06" * 10_000),
    given("a body of nothing", b"PK\x05\x06" + b"\0" * 18),
    given("packed in another way", zipped({"a.txt": PROSE}, zipfile.ZIP_LZMA).replace(b"\x0e\0", b"\x63\0")),
    given("broken within", _lying(lambda data: data.__setitem__(slice(60, 90), b"\xff" * 30))),
    given("an empty deflate", zlib.compress(b"")),
    given("every format", zipped({f"a{suffix}": data for suffix, data in SOUND.items()})),
)


def _gz(maker: Maker) -> Maker:
    def make(random: Random, most: int) -> Made:
        made = maker(random, most)
        return Made(made.what, gzipped(made.data))

    return make


MAKERS: dict[str, tuple[Maker, ...]] = {
    ".zip": _ZIPS,
    ".tar": _TARS,
    ".tar.gz": tuple(map(_gz, _TARS)),
    ".xlsx": _SHEETS,
    ".docx": _DOCX,
    ".odt": _ODT,
}
