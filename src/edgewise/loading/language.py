"""Which stretches of a text are in another language than English, so that nobody reads them as English.

Most text is known to be English by the share of its commonest words, without any model. Only what lacks them is put to a language
model, and it is called foreign only where the whole of it and each half of it are clearly so: lists of names, tables and code are not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..model import Mask

RULE = "not English"
_COMMON = frozenset(
    (
        *("the", "and", "of", "to", "that", "is", "was", "for", "with", "by", "from", "are", "has", "have", "its", "it", "which", "this"),
        *("not", "been", "their", "who", "were", "would", "had", "said", "they", "his", "her", "will", "as", "at", "on", "or", "but"),
        *("be", "an", "he", "she", "we", "you", "i", "what", "when", "there", "about", "than", "more"),
    )
)
_ENGLISH = 0.15  # share of these among the words of a passage in English; prose has .35 and more, other languages below .1
_SURE = 0.9  # probability of a language over the whole of a passage
_LIKELY = 0.5  # ... and over each half
_LONG = 16  # words of a passage that can be told; in scripts without spaces each sign counts as a word
_PROSE = 0.45  # share of words that begin small in prose; a list of names has fewer, and German more
_SAMPLE = 300  # words of a passage that are looked at
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+(?:['’][^\W\d_]+)?")
_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)  # tried at the starts of lines alone: a masked line may be long
_LATIN = "\u0370"  # scripts before this are Latin
_UNKNOWN = "another script"
_NO_LANGUAGE = ("en", "pcm", "zxx")  # English, English-based pidgin, and what is no language
_ALIKE = ({"no", "nn", "da", "sv"}, {"hr", "bs", "sr", "sl"}, {"id", "ms", "jv"}, {"cs", "sk"}, {"ru", "uk", "be", "bg", "mk"},
          {"es", "gl", "ca", "pt", "an", "ext"}, {"zh", "yue", "wuu"}, {"ar", "arz", "ary"}, {"fr", "oc", "wa"}, {"it", "vec", "lij"},
          {"nl", "af", "fy"}, {"de", "lb"}, {"fa", "ps", "ur"}, {"tr", "az", "crh"}, {"xh", "zu"}, {"hi", "mr", "ne"})  # fmt: skip
_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "arz": "Arabic", "ary": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi",
    "ms": "Malay", "mt": "Maltese", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "wuu": "Chinese",
    "yo": "Yoruba", "yue": "Chinese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """`[start, end)` of a text, and the language it is in; "" where that cannot be told."""

    start: int
    end: int
    language: str


def not_english(shown: str) -> tuple[tuple[Mask, ...], str]:
    """Return masks over what is not English in a visible text, and a note that says so; both empty where all may be English.

    What is too short to tell goes with the passages on both sides of it, if these are of one language.
    """
    found = tuple(_settled(_passages(shown)))
    masks = [Mask(one.start, one.end, f"{RULE} ({one.language})") for one in _joined(found) if one.language not in ("English", "")]
    if not masks:
        return (), ""
    languages = ", ".join(sorted({one.language for one in found} - {"English", ""}))
    all_of_it = all(one.language != "English" for one in found)
    return tuple(masks), f"{'is' if all_of_it else 'is in part'} in {languages}, which is not read"


def language_of(text: str) -> str:
    """Return the language of a text in plain words, "English" or another; "" where it is too short, or no prose, to tell."""
    found = [word for _, word in zip(range(_SAMPLE), _WORD.finditer(text), strict=False)]
    words = [word.group() for word in found]
    if sum(word.casefold() in _COMMON for word in words) >= max(2, _ENGLISH * len(words)):
        return "English"
    other_script = sum(word[0] > _LATIN for word in words) > len(words) / 2
    small = sum(word[0].islower() for word in words)
    if len(words) < (_LONG / 2 if other_script else _LONG) or (not other_script and small < _PROSE * len(words)):
        return ""
    start, middle, end = found[0].start(), found[len(found) // 2].start(), found[-1].end()
    language, sure = _guessed(text[start:end])
    if other_script:
        return _NAMES.get(language, _UNKNOWN) if sure >= _LIKELY else _UNKNOWN
    halves = (_guessed(part, _family(language))[1] for part in (text[start:middle], text[middle:end]))
    clearly = language not in _NO_LANGUAGE and sure >= _SURE and all(likely >= _LIKELY for likely in halves)
    return _NAMES.get(language, f"another language, {language}") if clearly else ""


def _passages(text: str) -> Iterator[Passage]:
    """Cut a text at its lines, taking as many of a paragraph together as are needed to tell the language."""
    told = [Passage(start, end, language_of(text[start:end])) for start, end in _stretches(text)]
    if told and not any(one.language for one in told):
        whole = language_of(text)
        told = [Passage(one.start, one.end, whole) for one in told]
    yield from told


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start, end, words = 0, 0, 0
    for line in _LINE.finditer(text):
        if words and (words >= _LONG or text.count("\n", end, line.start()) > 1):
            yield start, end
            words = 0
        start, end = line.start() if not words else start, line.end()
        words += max(1, sum(1 for _ in zip(range(_LONG), _WORD.finditer(text, *line.span()), strict=False)))
    if words:
        yield start, end


def _settled(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Give what could not be told the language of its neighbours, where both have the same or only one side has any."""
    found = list(passages)
    before = ""
    after = [""] * len(found)
    for place in range(len(found) - 1, 0, -1):
        after[place - 1] = found[place].language or after[place]
    for one, following in zip(found, after, strict=True):
        sides = {before or following, following or before}
        yield one if one.language or len(sides) != 1 else Passage(one.start, one.end, sides.pop())
        before = one.language or before


def _joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Put passages of one language that follow each other together."""
    last: Passage | None = None
    for one in passages:
        if last is not None and last.language == one.language:
            last = Passage(last.start, one.end, one.language)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


@cache
def _model() -> Any:
    """The language model, which takes half a second to load: only what has no common English words needs it."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _guessed(text: str, family: Collection[str] = ()) -> tuple[str, float]:
    """The likeliest language of a text, and how likely it is that it is this or one like it, or one of the `family` given."""
    ranked = _model().rank(text)
    language = str(ranked[0][0])
    alike = family or _family(language)
    return language, sum(float(likely) for one, likely in ranked if one in alike)


def _family(language: str) -> Collection[str]:
    return next((family for family in _ALIKE if language in family), {language})
