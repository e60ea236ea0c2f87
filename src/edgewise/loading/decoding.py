"""From bytes to text. UTF-8 unless the bytes say otherwise; what is no UTF-8 is read only where there is no doubt what it is.

A wrong guess would change names without anybody noticing, so that every doubt is an error, which names the byte.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ..errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_WESTERN = "windows-1252"
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNLIKELY = re.compile(
    r"[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]"  # a capital with an accent after a small letter: "JosŽ", "companyÕs"
    r"|(?<![^\W\d_])[ß-öø-ÿšœž](?![^\W\d_])(?<!à)"  # a letter that stands alone
    r"|(?<=[^\W\d_])[²³¹ªº¿¡‚„ˆ˜‹›†‡‰µ¶·•¢£¥¨¯¸´×÷ƒ]"  # a sign that touches the word before it
    r"|[¤¦¬ðÐþÞ\x80-\x9f\x00-\x08\x0e-\x1f\x7f]"
)
_SHARE_OF_OTHER_SCRIPTS = 0.3  # of all bytes outside ASCII: Latin letters with accents are fewer
_LEAST = 60  # bytes: fewer tell nothing of a script
_NEVER = ["utf_7", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"]  # without a mark that says so
_SAMPLE = 200_000  # bytes that an encoding is guessed from


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was read as, as a person writes it: "UTF-8", "windows-1252"."""

    text: str
    encoding: str = "UTF-8"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of it: nothing where it was UTF-8."""
        return () if self.encoding == "UTF-8" else (f"read as {self.encoding}",)


def decode(data: bytes) -> Decoded:
    """Return the text of a file, one byte order mark removed, CR LF and CR as LF, otherwise unchanged.

    Raises DocumentError on an empty file, on NUL, and where the bytes are not UTF-8 and could be several other things, naming the
    byte (from 0).
    """
    if not data:
        raise DocumentError("is empty")
    found = _marked(data) or _unmarked(data)
    text = found.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentError("holds no text, only spaces and line ends")
    return Decoded(text, found.encoding)


def _marked(data: bytes) -> Decoded | None:
    """Read what begins with a byte order mark as what it says; None where there is none."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _not(encoding.upper(), data, problem) from problem
    if "\0" in text:
        raise DocumentError(f"is not text: there is a NUL at character {text.index(chr(0))}")
    return Decoded(text, encoding.upper())


def _unmarked(data: bytes) -> Decoded:
    nul = data.find(b"\0")
    if nul >= 0:
        raise DocumentError(f"is not text: there is a NUL at byte {nul}")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        # Bytes that are UTF-8 elsewhere are a damaged UTF-8 file, whatever else they could be.
        if _WIDE.search(data) is None or _high(data) > _SHARE_OF_OTHER_SCRIPTS:
            guessed = _guessed(data)
            if guessed is not None:
                return guessed
        raise _not("UTF-8", data, problem) from problem


def _not(encoding: str, data: bytes, problem: UnicodeDecodeError) -> DocumentError:
    return DocumentError(f"is not {encoding} at byte {problem.start} (0x{data[problem.start]:02x}); save it as UTF-8")


def _guessed(data: bytes) -> Decoded | None:
    """Read a text that is not UTF-8 as the one thing that it can be; None where that is in doubt."""
    if _high(data) > _SHARE_OF_OTHER_SCRIPTS:
        return _of_another_script(data) if len(data) >= _LEAST else None
    try:
        text = data.decode(_WESTERN)
    except UnicodeDecodeError:
        return None
    return None if _UNLIKELY.search(text) else Decoded(text, _WESTERN)


def _of_another_script(data: bytes) -> Decoded | None:
    """Read a text in Cyrillic, Greek, Chinese and the like, where all that it could be is one and the same text."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_exclusion=_NEVER).best()
    if best is None or best.percent_chaos > 5 or not any(letter > "\u0370" and letter.isalpha() for letter in str(best)[:1000]):
        return None
    try:
        return Decoded(data.decode(best.encoding), best.encoding.replace("_", "-"))
    except UnicodeDecodeError:
        return None


def _high(data: bytes) -> float:
    """The share of the bytes that are not white space which lie outside ASCII."""
    sample = data[:_SAMPLE]
    return len(sample.translate(None, bytes(range(128)))) / max(1, len(sample.translate(None, b" \t\r\n")))
