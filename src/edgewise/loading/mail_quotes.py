"""What in a mail is not its own: the mails it answers, which are read where they are mails themselves, and the heads of forwarded ones.

What a mail forwards is its content and is read; what it answers, below it or between its lines, is not. Where nothing stands above a
head, the mail has no words but those below it, and they are read.
"""

from __future__ import annotations

import re

from ..model import Mask

QUOTED, FORWARDED, SIGNATURE = "quoted reply", "forwarded head", "signature"
_FIELDS = (
    "From|Sent|Date|To|Cc|CC|Bcc|Subject|Importance|Attachments|Reply-To"
    "|Von|Gesendet|Datum|An|Kopie|Betreff|De|Envoyé|À|Objet|Enviado|Para|Asunto|Da|Inviato|A|Oggetto|Van|Verzonden|Aan|Onderwerp"
)
_HEAD = rf"(?:\*?(?:{_FIELDS})\*?[ \t]?:\*?[ \t][^\n]*(?:\n[ \t]+[^\s][^\n]*)*(?:\n|\Z)){{3,9}}"
_ORIGINAL = r"(?:Original (?:Message|Appointment)|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale)"
_PASSED_ON = r"(?:Forwarded (?:message|by)|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado)"
_OTHER = re.compile(
    rf"^[ \t]*(?:(?P<answered>[-_]{{2,}}[ \t]*{_ORIGINAL}[ \t]*[-_]{{2,}}[ \t]*(?:\n|\Z))"
    rf"|(?P<forwarded>-{{2,}}[ \t]*{_PASSED_ON}[^\n]*(?:\n|\Z)|Begin forwarded message:[ \t]*(?:\n|\Z)))(?:\s*^{_HEAD})?"
    rf"|^(?:_{{10,}}[ \t]*\n\s*)?^{_HEAD}",
    re.MULTILINE,
)
_ANSWERING = re.compile(
    r"^(?:On|Am|Le|El|Il|Op|Den)\b[^\n]{6,200}(?:\n[^\n>]{0,200}){0,2}?"
    r"(?:wrote|schrieb[^\n]{0,80}|a écrit|escribió|ha scritto|schreef[^\n]{0,80}|skrev[^\n]{0,80})[ \t]?:[ \t]*$",
    re.MULTILINE,
)
_TIMED = re.compile(r"\b\d{4}\b|\b\d{1,2}:\d{2}\b")
_MARKED = re.compile(r"^>[^\n]*(?:\n(?:[ \t]*\n)*>[^\n]*)*", re.MULTILINE)
_SIGNED = re.compile(r"^-- ?\n", re.MULTILINE)
_FORWARDING = re.compile(r"\s*(?:fwd?|wg|tr|rv)\s*:", re.IGNORECASE)


def quoted_in(text: str, start: int, subject: str) -> tuple[Mask, ...]:
    """Return what of the text from `start` on is quoted or is a signature, as masks, in no order; they may overlap.

    `subject` tells an answer from a forwarded mail, whose words nobody else may have.
    """
    masks: list[Mask] = []
    own = len(text)  # where the words that are not all quoted end
    heads: list[int] = []
    for found in _OTHER.finditer(text, start):
        if found["forwarded"] or _FORWARDING.match(subject) or not _says(text[start : found.start()]):
            masks.append(Mask(found.start(), found.end(), FORWARDED))
            heads.append(found.start())
        else:
            own = found.start()
            break
    for found in _ANSWERING.finditer(text, start, own):
        if text[found.end() : own].lstrip().startswith(">"):
            masks.append(Mask(found.start(), found.end(), QUOTED))
        elif _TIMED.search(found[0]) and _says(text[start : found.start()]):
            own = found.start()
            break
    masks += [Mask(found.start(), found.end(), QUOTED) for found in _MARKED.finditer(text, start, own)]
    signed = _SIGNED.search(text, start, own)
    if signed is not None and _says(text[start : signed.start()]):
        masks.append(Mask(signed.start(), min((head for head in heads if head > signed.start()), default=own), SIGNATURE))
    return (*masks, Mask(own, len(text), QUOTED)) if own < len(text) else tuple(masks)


def _says(above: str) -> bool:
    """Whether a mail says anything of its own above a place."""
    return any(line.strip() and not line.startswith(">") for line in above.split("\n"))
