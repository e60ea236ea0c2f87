"""The forms of one name: titles before a person, corporate forms after a firm, acronyms of a long form."""

from __future__ import annotations

import re

from ..model import EntityType, fold

TITLES = frozenset(
    """
    president vice senator sen representative rep congressman congresswoman governor gov mayor judge justice secretary
    director chairman chairwoman chair ceo attorney general gen colonel col captain capt lieutenant lt sergeant sgt admiral
    sheriff officer minister prime chancellor king queen prince princess pope dr mr mrs ms miss prof professor speaker
    ambassador sir dame lord lady rev reverend hon former acting deputy commissioner agent detective chief
    """.split()  # noqa: SIM905  # a list of fifty words reads better as text
)
_CORPORATE = re.compile(
    r"(?:,?\s+(?:inc|incorporated|corp|corporation|llc|l\.l\.c|ltd|limited|plc|l\.p|lp|llp|gmbh|ag|s\.a|n\.v|b\.v|pbc)\.?"
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
SMALL = frozenset(("of", "the", "and", "for", "on", "in", "to", "&", "a", "an", "de", "la"))


def standard(name: str, type: EntityType) -> str:
    """Return a name without what does not tell one thing from another: a person's titles, a firm's corporate form, outer spaces.

    "Senator Jane Roe" gives "Jane Roe", "Palantir Technologies, Inc." gives "Palantir Technologies". Generational suffixes and
    numbers stay: they tell people and firms apart. Never returns an empty text.
    """
    words = name.split()
    if type == "Person":
        while len(words) > 2 and words[0].lower().strip(".") in TITLES:
            words = words[1:]
        return " ".join(words) or name
    plain = " ".join(words)
    if type == "Organization":
        shorter = _CORPORATE.sub("", plain)
        while shorter != plain and shorter.strip():
            plain, shorter = shorter, _CORPORATE.sub("", shorter)
    return plain or name


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


def is_described(name: str) -> bool:
    """Say whether a name is a description rather than a name: it has no capital letter and no digit ("local law enforcement").

    The word that points ("The company", "Its parent", "They") has its capital from the sentence it opens, and what a compound says
    of a thing is not its name ("the Seattle-based company").
    """
    words = name.split()
    while words and words[0] == words[0].capitalize() and words[0].lower() in _POINTING:
        words = words[1:]
    if len(words) > 1:
        words = [word for word in words if not _COMPOUND.search(word)]
    return not any(c.isupper() or c.isdigit() for c in " ".join(words))


def is_surname(name: str) -> bool:
    """Say whether a person's name is one word, titles before it aside ("Powell", "President Powell"): several people may have it.

    A word that is a title elsewhere may be a last name: "Erik Prince" has two.
    """
    words = name.split()
    while words and words[0].lower().strip(".") in TITLES:
        words = words[1:]
    return len(words) < 2
