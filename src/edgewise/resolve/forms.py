"""The forms of one name: titles before a person, corporate forms after a firm, acronyms of a long form, the order of its words.

Two names of one type and one form (`form_of`) are one name; whoever merges, proposes or judges names asks here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from ..model import EntityType, fold
from .people import person_of
from .vocabulary import FEDERAL, GENERIC, HEADS, LEGAL_FORMS, OFFICES, POSTS, PRESS, SMALL, STATES, TITLES, UNORDERED
from .words import plain_words, words_of

_CORPORATE = re.compile(
    r"(?:,?\s+(?:inc|incorporated|corp|corporation|llc|l\.l\.c|ltd|limited|plc|l\.p|lp|llp|l\.l\.p|gmbh|ag|aktiengesellschaft|se|kgaa|pbc"
    r"|s\.a|sa|s\.a\.s|sas|sarl|s\.[aà]\s?r\.l|s\.r\.l|srl|s\.p\.a|spa|n\.v|nv|b\.v|bv|ab|asa|oyj|oy|a/s|pjsc|oao|ooo|pao)\.?"
    r"|,?\s+co\.|\s+(?:&|and)\s+co(?:mpany|\.)?)$",
    re.I,
)
_POINTING = frozenset(
    """
    the a an this that these those such some several many most other another all both each any no one two
    it its he his him she her they their them theirs we our us i my me you your who which
    """.split()  # noqa: SIM905
)
_COMPOUND = re.compile(r"\w-(?:\w+ed|run|led|made|built|born|wide|like|style)$")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")
_IN_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")  # kana, Chinese characters, hangul
_YEAR = re.compile(r"(?:19|20)\d\d")


def standard(name: str, type: EntityType) -> str:
    """Return a name without what does not tell one thing from another: a person's titles, a firm's corporate form, outer spaces.

    "Senator Jane Roe" gives "Jane Roe", "Palantir Technologies, Inc." gives "Palantir Technologies". Generational suffixes and
    numbers stay: they tell people and firms apart; so does a corporate form after a word that is no name: "News Corporation". Never
    returns an empty text.
    """
    words = name.split()
    if type == "Person":
        while len(words) > 2 and words[0].lower().strip(".") in TITLES and words[1] not in SMALL:
            words = words[1:]
        return " ".join(words) or name
    plain = " ".join(words)
    if type == "Organization":
        shorter = _CORPORATE.sub("", plain)
        while shorter != plain and shorter.strip() and fold(shorter) not in GENERIC:
            plain, shorter = shorter, _CORPORATE.sub("", shorter)
    return plain or name


def legal_form(name: str) -> str | None:
    """Return of what kind of body a name's corporate form says it is; None where it has none."""
    last = _CORPORATE.search(" ".join(name.split()))
    return LEGAL_FORMS.get("".join(c for c in last[0].lower().split()[-1] if c.isalpha())) if last is not None else None


@lru_cache(maxsize=200_000)
def in_brackets(name: str, type: EntityType) -> tuple[str, tuple[str, ...]]:
    """Return a name without what stands in brackets after it, and the other names that this gives it.

    "Metro Transit Board (MTB)" gives the board and MTB. What brackets say of a person is no name; of anything else it stays part of
    the name unless it is short for it, or the other way round, or a post or former name: "District Court (N.D. Cal.)".
    """
    inside = tuple(text for text in _BRACKETS.findall(name) if text.strip())
    bare = " ".join(_BRACKETS.sub(" ", name).split())
    if not inside or not bare:
        return name, ()
    if type == "Person":
        return bare, ()
    said = [text for text in inside if not (is_post(text) or text.lower().startswith("formerly "))]
    short = tuple(text for text in said if is_acronym(text, bare) or is_acronym(bare, text))
    return (bare, short) if len(short) == len(said) else (name, ())


@lru_cache(maxsize=200_000)
def form_of(name: str, type: EntityType) -> str:
    """Return what all spellings of one name of a type share: case, accents, marks, titles, corporate forms and small words aside.

    "Department of the Interior" and "Interior Department" are of one form, "U.S. Marshals Service" and "Marshals Service", "Roe, Jane"
    and "Governor Jane Roe"; all cycles of one campaign are.
    """
    if is_address(name):
        return fold(name)
    bare, _ = in_brackets(name, type)
    if type == "Person":
        return " ".join(person_of(bare).key).strip()
    words = list(plain_words(standard(bare, type)))
    if len(words) > 2 and not FEDERAL.isdisjoint(words) and "us" in (words[0], words[-1]):
        del words[0 if words[0] == "us" else -1]
    if "campaign" in words and len(words) > 2:
        words = [word for word in words if not _YEAR.fullmatch(word)]
    if type == "Place" and len(words) == 2 and words[0] == "state" and words[1] in STATES - {"washington", "york"}:
        del words[0]
    if len(words) > 1 and words[-1] in HEADS:
        words = [words[-1], *words[:-1]]
    if {"circuit", "court", "appeals"} <= set(words):
        words = [word for word in words if word not in ("court", "appeals", "us")]
    if not UNORDERED.isdisjoint(words):
        words.sort()
    return _side_by_side(words)


def _side_by_side(words: list[str]) -> str:
    """Words without spaces, but between numbers: "Unit 1 23" is not "Unit 12 3"."""
    text = ""
    for word in words:
        text += f" {word}" if text and text[-1].isdigit() and word[0].isdigit() else word
    return text


def is_generic(name: str) -> bool:
    """Say whether a name has no word of its own, so that many have it: "Federal District Court", "Inspector General"."""
    return GENERIC.issuperset(words_of(name))


def is_acronym(short: str, long: str) -> bool:
    """Say whether `short` abbreviates `long`: ("ICE", "Immigration and Customs Enforcement"), ("ICE", "Intercontinental Exchange").

    Its letters stand in that order in the long form, and the first letter of every word but small ones is among them; the first
    word, a country's say, may be left out. Two letters or more, in capitals: "us" abbreviates nothing. What says it in full has it in
    it, and is no long form of it: "former DOJ officials" are not the DOJ.
    """
    letters = "".join(c for c in short if c.isalnum())
    if len(letters) < 2 or " " in short.strip() or not any(c.isupper() for c in letters[1:]):
        return False
    words = [w for w in re.split(r"[\s\-/]+", fold(long)) if w and w[0].isalnum()]
    if any(w.removesuffix("'s").replace(".", "") == letters.lower() for w in words):
        return False
    for rest in (words, words[1:]):
        initials = "".join(w[0] for w in rest if w not in SMALL)
        if (
            len(rest) > 1
            and letters[0].lower() == rest[0][0]
            and _within(initials, letters.lower())
            and _within(letters.lower(), "".join(rest))
        ):
            return True
    return False


def _within(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in that order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def is_address(name: str) -> bool:
    """Say whether a name is that of a mailbox, which means one everywhere: "press@agency.example"."""
    return _ADDRESS.fullmatch(name) is not None


def from_address(name: str) -> str | None:
    """Return a name that is written as a part of a web address ("jane-roe", "department-of-labor") as people write it, else None."""
    if not _SLUG.fullmatch(name):
        return None
    return " ".join(word if word in SMALL else word.capitalize() for word in name.split("-"))


def is_described(name: str) -> bool:
    """Say whether a name is a description rather than a name: it has no capital letter and no digit ("local law enforcement"), nor a
    letter of a script that has no capitals, which cannot tell.

    The word that points ("The company", "Its parent", "They") has its capital from the sentence it opens, and what a compound says
    of a thing is not its name ("the Seattle-based company").
    """
    if is_address(name):
        return False
    words = name.split()
    while words and words[0] == words[0].capitalize() and words[0].lower() in _POINTING:
        words = words[1:]
    if len(words) > 1:
        words = [word for word in words if not _COMPOUND.search(word)]
    return not any(c.isupper() or c.isdigit() or category(c) == "Lo" for c in " ".join(words))


def is_post(name: str) -> bool:
    """Say whether a name is a bare post or body that many have one of: "Attorney General", "the Board": nobody outside its document."""
    words = words_of(name)
    pointed = name.split()[0] in ("the", "The") if name else False
    of_posts = [word in TITLES or word in POSTS for word in words]
    return (any(of_posts) and all(post or word in OFFICES for post, word in zip(of_posts, words, strict=True))) or (
        pointed and len(words) == 1 and is_generic(name)
    )


def may_be_a_paper(name: str) -> bool:
    """Say whether a name with its article may be a newspaper's, and be another thing without: "The Free Press"."""
    words = name.lower().split()
    return 1 < len(words) < 4 and words[0] == "the" and words[-1] in PRESS


def is_surname(name: str) -> bool:
    """Say whether a person's name is one word, titles before it aside ("Powell", "President Powell"): several people may have it.

    A word that is a title elsewhere may be a last name: "Erik Prince" has two. Chinese, Japanese and Korean names are written in one.
    """
    words = name.split()
    while words and words[0].lower().strip(".") in TITLES:
        words = words[1:]
    return len(words) < 2 and not is_address(name) and not (words and len(words[0]) > 1 and _IN_ONE.fullmatch(words[0]))
