"""What a file says of itself in its properties: title, author, the day it was made. Much of it is left there by machines."""

from __future__ import annotations

import re

from .dates import edtf

_NO_TITLE = re.compile(
    r"(?:Microsoft \w+ - .*|(?:untitled|document|title)\s*\d*|.*\.(?:docx?|pdf|indd|qxd|tex|pptx?|xlsx?|rtf|odt)|\W*)", re.IGNORECASE
)
_LONGEST = 500  # code points that are looked at
_NO_CHARACTER = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffd]+")


def declared(title: str | None, author: str | None, created: str | None) -> dict[str, str]:
    """Return what is told, as front matter would say it, without titles that a program made up.

    `created` is the day the file was made, which is no day of publication: a scan of 2024 may be of 1990.
    """
    name, by = (" ".join(_NO_CHARACTER.sub(" ", (words or "")[:_LONGEST]).split()) for words in (title, author))
    found = {"title": "" if _NO_TITLE.fullmatch(name) else name, "author": by, "created": edtf(created or "") or ""}
    return {key: value for key, value in found.items() if value}
