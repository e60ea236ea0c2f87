"""Hostile plain text and Markdown: what a reader of words, of front matter or of sentences stumbles over."""

from __future__ import annotations

from random import Random

from .sizes import Made, Maker, given, nesting, often, packing
from .sound import ARTICLE, PROSE

_SCRIPTS = (
    "أمازون",
    "Ministère",
    "微软公司",
    "अमेज़न वेब सेवाएँ",
    "חברת אמזון",
    "บริษัทอเมซอน",
    "Ω̈mega",
    "Zalgo̷̡͚",
    "👩🏽‍🚀 Corp",
    "ＩＣＥ",
    "İstanbul",
    "ﬀirm",
    "𝔄𝔴𝔰",
    "Đà Nẵng",
)
_WORDS = (
    "Amazon",
    "ICE",
    "AWS",
    "hosts",
    "denied",
    "that",
    "said",
    "no",
    "evidence",
    "of",
    "the",
    "The",
    "and",
    ",",
    ".",
    "“",
    "”",
    '"',
    "'",
    "(",
    ")",
    "—",
    "-",
    "Inc.",
    "U.S.",
    "Mr.",
    "Jane",
    "Roe",
    "2018",
    "June",
    "12,",
    "$5",
    "million",
    "according to",
    "which",
    "who",
    "its",
    "not",
    "?",
    ":",
    ";",
    "[3]",
    "\n",
    "\n\n",
    "- ",
    "# ",
    "> ",
    "https://x.example/",
    "…",
    "&",
    "/",
    "@",
)


def _salad(random: Random, most: int) -> Made:
    few = random.sample(_WORDS, random.randint(1, 12))
    return Made("words at random", " ".join(random.choice(few) for _ in range(often(random, most // 8))).encode())


def _scripts(random: Random, most: int) -> Made:
    names = random.sample(_SCRIPTS, 3)
    line = f"{names[0]} hosts {names[1]}. Amazon sold {names[2]} to ICE, said {names[0]}. \u202e{names[1]} uses ICM\u202c on ２０１８. "
    return Made("names of many scripts", (line * often(random, most // 200)).encode())


def _bytes(random: Random, most: int) -> Made:
    return Made("bytes at random", random.randbytes(often(random, most)))


def _front(matter: str) -> str:
    return f"---\ntitle: Who hosts ICM\n{matter}\n---\n{PROSE}\n"


def _laughs(deep: int, wide: int) -> str:
    lines = ["a0: &a0 [AWS, ICE]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * wide)}]" for n in range(1, deep)]
    return "\n".join([*lines, f"actors: *a{deep - 1}", f"sources: *a{deep - 1}", "date: 2018-06-12", f"tags: *a{deep - 1}"])


def _merged(deep: int) -> str:
    lines = ["m0: &m0 {title: AWS, url: 'https://x.example'}"]
    lines += [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], k{n}: *m{n - 1}}}" for n in range(1, deep)]
    return "\n".join([*lines, f"sources: [*m{deep - 1}]", "actors: [AWS]", "date: 2018"])


_LINES = tuple(
    packing(what, lambda run: f"# Who hosts ICM\n\n{run}\n", unit)
    for what, unit in (
        ("one letter without end", "a"),
        ("one capital without end", "A"),
        ("words without a full stop", "Amazon Web Services hosts ICM for ICE and "),
        ("spaces without end", " "),
        ("line ends without end", "\n"),
        ("full stops", "."),
        ("quotation marks", '"'),
        ("opening marks", "“"),
        ("brackets", "("),
        ("marks of lists", "- "),
        ("headings", "# a\n"),
        ("initials", "A."),
        ("short sentences", "A b. "),
        ("commas", "AWS, ICE, "),
        ("and", "AWS and "),
        ("hyphens", "-backed"),
        ("apostrophes", "'s"),
        ("combining marks", "\u0301"),
        ("joiners", "👩\u200d"),
        ("surrogates", "\ud800"),
        ("digits", "1"),
        ("sums", "$1,"),
        ("dates", "June 12, "),
        ("citations", "[1]"),
        ("that said", "said that "),
        ("no", "no "),
        ("not", "n't "),
        ("of the", "of the "),
        ("acronyms", "Immigration and Customs Enforcement (ICE) "),
        ("titles", "Mr. "),
        ("abbreviations", "Inc. "),
        ("dashes", "—"),
        ("dashes of lines", "---\n"),
        ("fences", "```\n"),
        ("links", "[a]("),
        ("comments", "<!--"),
        ("addresses", "https://a.example/"),
        ("By lines", "By Jane "),
        ("sources", "[1] a https://a.example\n"),
        ("disclaimers", "Disclaimer: a\n"),
        ("who", "which, who, "),
        ("its", "its "),
        ("colons", "a: "),
        ("words apart", "Amazon\u200b"),
        ("right to left", "\u202e"),
        ("questions", "is it ICE? "),
        ("a name without end", "Amazon "),
        ("rows", "| a "),
        ("prose without a break", PROSE + " "),
        ("prose in lines", PROSE + "\n\n"),
        ("quoted lines", "> "),
        ("thai", "บริษัทอเมซอนขาย"),
        ("chinese", "亚马逊托管移民局系统"),
    )
)
_MATTER: tuple[Maker, ...] = (
    *(
        packing(what, _front, unit, 200_000)
        for what, unit in (
            ("front matter of many keys", "a: [b]\n"),
            ("a key without end", "a"),
            ("questions in front matter", "? "),
            ("dashes in front matter", "- "),
            ("anchors", "&a "),
            ("tags", "!!a "),
            ("brackets in front matter", "["),
            ("braces in front matter", "{a: "),
            ("quotes in front matter", "'"),
            ("tabs in front matter", "\t"),
            ("twice the same key", "actors: [AWS]\n"),
            ("colons in front matter", "a:"),
        )
    ),
    *(given("a billion laughs", _front(_laughs(deep, wide))) for deep, wide in ((4, 10), (9, 9), (30, 2), (300, 9), (2000, 2))),
    *(given("a billion merges", _front(_merged(deep))) for deep in (4, 12, 25, 300)),
    nesting("front matter nested deep", "---\nactors: ", "[", "AWS", "]", f"\ndate: 2018\nsources: []\n---\n{PROSE}\n"),
    nesting("mappings nested deep", "---\nsources: ", "{a: ", "b", "}", f"\nactors: [AWS]\ndate: 2018\n---\n{PROSE}\n"),
    given("an anchor that holds itself", _front("actors: &a [*a, AWS]\nsources: *a\ndate: 2018\ntags: *a")),
    given("a mapping that holds itself", _front("sources: &a\n  - title: *a\n    url: *a\ndate: 2018\nactors: *a")),
    given("Python in front matter", _front("actors: !!python/object/apply:os.system ['id']\nsources: []\ndate: 2018")),
    given(
        "odd values in front matter",
        _front("actors: [1, null, true, 2018-02-30, {a: b}, [c], .inf, 0x1F, ~]\nsources: [a, 1, null]\ndate: {a: b}\n1: 2\n[a]: b"),
    ),
    given("front matter that never closes", "---\ntitle: a\n" + PROSE),
    given(
        "half characters in front matter",
        _front('title2: "\\ud800"\nactors: ["\\udfff AWS"]\npublisher: "\\ud83d"\nsources: []\ndate: 2018'),
    ),
    given(
        "NUL in front matter", _front('publisher: "a\\0b"\nactors: ["A\\0WS"]\nsources: [{title: "\\0", url: "\\u202e"}]\ndate: "２０１８"')
    ),
    given(
        "tiers that are none",
        _front(f"actors: []\ndate: 2018\nsources: [{{tier: {'9' * 5000}, url: a}}, {{tier: -1, url: b}}, {{tier: x, url: c}}]"),
    ),
)
_SIGNS = (
    given("nothing", ""),
    given("a mark alone", b"\xef\xbb\xbf"),
    given("half a wide text", "Amazon hosts ICM.".encode("utf-16")[:-1]),
    given("the longest line of all", lambda: b"a" * 20_000_000),
    given("a line beyond the limit", lambda: b"a" * 100_000_000),
)
MAKERS: dict[str, tuple[Maker, ...]] = {
    ".txt": (*_LINES, _salad, _scripts, _bytes, *_SIGNS),
    ".md": (
        *_LINES,
        *_MATTER,
        _salad,
        _scripts,
        _bytes,
        packing("prose under front matter", lambda run: ARTICLE + run, PROSE + "\n\n", 100_000),
    ),
}
