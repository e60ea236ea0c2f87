"""Templates that escape everything, with the words and looks of `style` at hand: those of the shareable page and of the explorer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from ..model import ENTITY_TYPES
from . import style
from .safe import named, one_line, plain, visible, web_address


@cache
def environment(folder: Path) -> jinja2.Environment:
    """Return the environment for the templates of a folder, made once for each; a name that a template does not get is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(plain=plain, named=named, one_line=one_line, visible=visible, web_address=web_address)
    made.globals.update(
        is_drawn=style.is_drawn, node_look=style.type_look, line_look=style.standing_look, tiers=style.TIERS,
        entity_types=ENTITY_TYPES, standings=style.standings,
        standing_words=style.standing_words, when_words=style.when_words, standing_reason=style.standing_reason,
        claim_words=style.claim_words, claim_sentence=style.claim_sentence, speaker_words=style.speaker_words,
        relation_words=style.relation_words, reading_words=style.reading_words,
    )  # fmt: skip
    return made
