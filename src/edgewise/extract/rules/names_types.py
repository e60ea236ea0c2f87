"""What a name is by its form alone: known names, endings, first names. What the text around it says is weighed in `things`."""

from __future__ import annotations

from .names import Page
from .nouns import ThingType, Token

_NAME_OF_SITE = (".com", ".org", ".net", ".io", ".ai")
_LONGEST_ACRONYM = 6  # letters; what is longer is a code name or shouting
_INSIDE_ORGANISATIONS = frozenset(("of", "for", "on"))
_INSIDE = _INSIDE_ORGANISATIONS | {"and", "&"}


def type_by_form(words: list[str], page: Page, next_word: str) -> ThingType:
    """Return the type that a name's words show, "unknown" where they show none. `next_word` is the lower-case word after it."""
    text = " ".join(words)
    known = page.known.types.get(text) or (page.known.types.get(text[4:]) if words[0] == "The" else None)
    if known is not None:
        return known
    lexicon = page.lexicon
    naming, heads = lexicon.naming, lexicon.organisations.heads
    low = [word.lower().strip(".") for word in words]
    if len(words) == 2 and page.known.types.get(words[0]) == "System" and low[1] in lexicon.systems.families:
        return "System"
    if low[-1] in lexicon.organisations.suffixes or low[-1] == "administration" or text.endswith(_NAME_OF_SITE):
        return "Organization"
    if len(words) == 1 and next_word in lexicon.systems.naming_strong:
        return "System"
    written = _type_of_text(low, page)
    if written is not None:
        return written
    if len(words) > 1 and low[-1] in naming.place_endings:
        return "Place"
    inside = [word for word in low if word in _INSIDE]
    if (
        len(words) > 1
        and words[0] in lexicon.first_names
        and low[-1] not in naming.after_people
        and not inside
        and not any(word in heads for word in low[1:])
    ):
        return "Person"
    if (
        "&" in low
        or low[-1] in heads
        or (len(words) > 1 and (low[0] in heads or (any(w in heads for w in low) and _INSIDE_ORGANISATIONS & set(low))))
    ):
        return "Organization"
    if len(words) > 1 and low[-1] in lexicon.groups.nouns:
        return "Group"  # "Senate Democrats"
    if len(words) == 1 and text in lexicon.surnames:
        return "Person"
    if len(words) == 1 and 1 < len(text) <= _LONGEST_ACRONYM and text.isupper() and not any(c.isdigit() for c in text):  # not "COVID-19"
        return "Organization"
    if len(words) > 1 and _is_initial(words[1]):
        return "Person"
    if 1 < len(words) <= 4 and low[-1] in naming.generations:
        return "Person"
    return "unknown"


def following(tokens: list[Token], index: int) -> str:
    """Return the lower-case word at `index`, "" outside the sentence."""
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def _type_of_text(low: list[str], page: Page) -> ThingType | None:
    """Return the type of a name that ends like a text or an event, numbers aside: "Executive Order 14348", "World War II"."""
    naming, heads = page.lexicon.naming, page.lexicon.organisations.heads
    core = [word for word in low if not word.isdigit() and word not in naming.generations] or low
    if len(low) > 1 and core[0] in naming.happening_openers:
        return "Organization" if core[0] == "project" and "on" in low else "Event"
    if "of" in low and any(word in heads for word in low[: low.index("of")]):
        return None  # "Department of War"
    if core[-1] in naming.happenings:
        return "Event"
    if core[-1] in naming.works or (len(low) > 1 and core[0] in naming.work_openers and core[-1] not in heads):
        return "Work"
    return None


def _is_initial(word: str) -> bool:
    return word[:1].isupper() and word[1:] in ("", ".")
