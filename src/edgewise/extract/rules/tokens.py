"""A passage as words and marks. Every token's `[start, end)` slices the document to its text; what is dropped leaves a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Document
from ..sentences import Passage, passages, plain
from .lexicon import Lexicon
from .nouns import Sentence, Token

_W = r"[^\W_]"
_M = "[\\w\u0300-\u036f\u200d]"  # a letter, digit, or a combining mark of one
_TOKEN = re.compile(
    rf"[A-Z]{_M}+\.(?:com|org|net|gov|io|ai)\b"
    r"|[A-Z]\.(?=\s[A-Z](?:[a-z]|\.\s[A-Z]))"
    r"|(?:US|AU|CA|CN|HK|NZ|GB|[ACRSF])[$€£¥]\d[\d,.]*\d|(?:US|AU|CA|CN|HK|NZ|GB|[ACRSF])[$€£¥]\d"
    r"|\$?\d[\d,.]*\d(?:[KMB]|bn|m)?%?|\$?\d+[KMB%]?"
    r"|(?:[A-Z]\.){2,}|U\.[SK]\b|[A-Za-z]\.(?=[A-Z]\.)"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Cpl|Spc|Pfc|Jr|Sr|St|Bros|Inc|Corp|Co|Ltd|Prof|Rev|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\."
    rf"|{_M}+n't\b|(?:[A-Z]|[dl])'[A-Z]{_M}+"
    rf"|{_M}+(?:[-&/]{_M}+)*"
    r"|'(?:s|re|ve|ll|d|m)\b"
    r"|\S"
)
CURRENCIES = "$€£¥"
_REFERENCE = re.compile(r"\[\d{1,3}\]")
_DASH = re.compile(r"(?<=\w)(?:—(?=\w)|–(?=[a-z]))")
_LIST_MARKS = frozenset("*#`")
_CLOSERS = frozenset(('"', "'", ")", "]"))
_OPENING = frozenset("“«")
_CLOSING = frozenset("”»")
_SCARE = 4  # at most so many words between quotation marks are a name or a word held with tongs, not speech
_TITLE_CASE = 0.6  # a heading with a greater share of capitalised words is in title case


def sentences(document: Document, lexicon: Lexicon) -> list[Sentence]:
    """Return the document's passages as sentences with their tokens; those without any token are left out."""
    text = _apart(plain(document.text), document.text)
    marks = {reference.start: reference.end for reference in document.references}
    found: list[Sentence] = []
    for passage in passages(document):
        tokens = _without_scare_quotes(_tokens(text, document.text, passage, marks), lexicon)
        if tokens:
            found.append(_sentence(passage, tokens))
            before = found[-2] if len(found) > 1 else None
            if before is not None and _goes_on(before) and "\n" not in text[before.end : passage.start]:
                _go_on_quoting(found[-1])
    return found


def is_capital(token: Token) -> bool:
    """Return whether a token is written like a name: "Amazon", "ICE", "iPhone", not "at", "pre-Acme" or "Acme-backed"."""
    if token.text.islower():
        return False
    text = plain(token.text)
    if text[0].isupper():
        if text[-1].isdigit() and any(sign in text for sign in CURRENCIES):
            return False  # "AU$240"
        described = text.rpartition("-")[2] if "-" in text else ""
        return not (len(described) > 1 and described.islower())
    return len(text) > 2 and text[0].islower() and "-" not in text and not text[1:].islower() and any(c.isupper() for c in text[1:])


def _tokens(text: str, original: str, passage: Passage, marks: dict[int, int]) -> list[Token]:
    skipped = {place: end for place, end in marks.items() if passage.start <= place < passage.end}
    skipped.update(match.span() for match in _REFERENCE.finditer(text, passage.start, passage.end))
    tokens: list[Token] = []
    until = passage.start
    for match in _TOKEN.finditer(text, passage.start, passage.end):
        start, end = match.span()
        if start in skipped:
            until = max(until, skipped[start])
        if start < until or text[start] in _LIST_MARKS:
            continue
        tokens.append(Token(original[start:end], start, end, match.group().lower()))
    _give_back_full_stop(tokens)
    return tokens


def _apart(text: str, original: str) -> str:
    """Return the plain text with the dash of "Roe—who" and "Roe–who" as a mark of its own; "Iran–Iraq" is one word."""
    dashes = [] if original.isascii() else [match.start() for match in _DASH.finditer(original)]
    if not dashes:
        return text
    marks = list(text)
    for place in dashes:
        marks[place] = "—"
    return "".join(marks)


def _give_back_full_stop(tokens: list[Token]) -> None:
    """Part "Inc." at the end of a sentence into word and mark: the full stop is the sentence's too."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].lower in _CLOSERS:
        last -= 1
    if last < 0 or tokens[last].text[-1] != "." or not tokens[last].text[:-1].isalpha():
        return
    word = tokens[last]
    cut = word.end - 1
    tokens[last : last + 1] = [Token(word.text[:-1], word.start, cut, word.lower[:-1]), Token(".", cut, word.end, ".")]


def _without_scare_quotes(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    kept: list[Token] = []
    here = 0
    while here < len(tokens):
        if tokens[here].lower == '"':
            close = next((k for k in range(here + 2, min(here + _SCARE + 2, len(tokens))) if tokens[k].lower == '"'), None)
            said = here > 0 and tokens[here - 1].lower in (",", ":")
            if close is not None and not said and not any(_speaks(token, lexicon) for token in tokens[here + 1 : close]):
                kept.extend(tokens[here + 1 : close])
                here = close + 1
                continue
        kept.append(tokens[here])
        here += 1
    return kept


def _speaks(token: Token, lexicon: Lexicon) -> bool:
    grammar = lexicon.function
    return token.lower in '.,?!"' or token.lower in grammar.be or token.lower in grammar.modals or token.lower in grammar.pronouns


def _sentence(passage: Passage, tokens: list[Token]) -> Sentence:
    words = [token for token in tokens if token.text[0].isalpha()]
    title_case = passage.is_heading and sum(map(is_capital, words)) > _TITLE_CASE * max(1, len(words))
    return Sentence(
        passage.start, passage.end, tokens, quoted=_quoted(tokens), is_title=passage.is_title,
        is_heading=passage.is_heading, is_question=passage.is_question, is_part=passage.is_part, title_case=title_case,
    )  # fmt: skip


def _quoted(tokens: Sequence[Token]) -> list[bool]:
    inside = False
    flags: list[bool] = []
    for k, token in enumerate(tokens):
        if token.lower == '"':
            if not inside and _is_closing(tokens, k):
                flags = [True] * len(flags)  # what was opened in a sentence before ends here
                inside = True
            inside = not inside
            flags.append(True)
        else:
            flags.append(inside)
    return flags


def _is_closing(tokens: Sequence[Token], k: int) -> bool:
    """Whether a mark can only close: by its form, or because it stands right after a comma or full stop."""
    if tokens[k].text in _CLOSING:
        return True
    return tokens[k].text == '"' and k > 0 and tokens[k - 1].lower in (",", ".", "!", "?") and tokens[k - 1].end == tokens[k].start


def _goes_on(before: Sentence) -> bool:
    """Whether a sentence leaves open a quotation that it opened with a mark that can only open."""
    marks = [token.text for token in before.tokens if token.lower == '"']
    return before.quoted[-1] and (not marks or marks[-1] in _OPENING)


def _go_on_quoting(sentence: Sentence) -> None:
    """Mark what goes on with a quotation that the sentence before left open, where no mark of its own says otherwise."""
    if not any(token.lower == '"' for token in sentence.tokens):
        sentence.quoted = [True] * len(sentence.tokens)
