"""How an entity and a link are drawn, in vis-network's words: the one place that says so, for the page and for the canvas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ..model import EntityType, Link
from ..questions.nouns import LinkShown
from . import style
from .layout import Point
from .safe import named, one_line

WORDS = 45.0  # pixels: the words of two lines whose middles are nearer than this would cover each other
LABEL_LENGTH = 60  # characters


def entity_drawn(name: str, type: EntityType, *, asked: bool = False) -> dict[str, Any]:
    """Return how an entity is drawn; `asked`: the picture is about it."""
    look, full = style.type_look(type), named(name)
    return {
        "label": short(full), "shape": look.shape, "color": look.colour, "title": f"{full} ({type})",
        "size": 24 if asked else 17, "borderWidth": 3 if asked else 1,
    }  # fmt: skip


def link_drawn(link: Link | LinkShown, sentence: str, standing: str, *, symmetric: bool) -> dict[str, Any]:
    """Return how a link is drawn, given its sentence and its standing in words; only one whose standing is `drawn`."""
    line = style.standing_look(link.standing)
    return {
        "label": short(style.relation_words(link)), "width": line.width, "title": f"{one_line(sentence)} ({one_line(standing)})",
        "dashes": list(line.dashes) or False, "arrows": "" if symmetric else "to", "standing": link.standing,
    }  # fmt: skip


def bends(pairs: Sequence[tuple[int, int]], points: Sequence[Point]) -> list[dict[str, Any]]:
    """Return for each edge how it bends: edges between the same two nodes fan out, and no words stand where others do."""
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (a, b) in enumerate(pairs):
        groups[min(a, b), max(a, b)].append(index)
    bent: list[dict[str, Any]] = [{} for _ in pairs]
    for (low, high), members in groups.items():
        for place, index in enumerate(members):
            if low == high:
                bent[index] = {"selfReference": {"size": 22 + 14 * place, "angle": 0.8}}
                continue
            bend = (place - (len(members) - 1) / 2) * min(0.36, 1.0 / len(members))
            if bend:
                # A curve is clockwise as seen from where it starts, so edges that run the other way turn the other way.
                clockwise = (bend > 0) == (pairs[index][0] == low)
                bent[index] = _curve(clockwise, abs(bend))
    middles: set[tuple[int, int]] = set()
    for index, (a, b) in enumerate(pairs):
        if bent[index]:
            continue
        (ax, ay), (bx, by) = points[a], points[b]
        column, row = round((ax + bx) / 2 / WORDS), round((ay + by) / 2 / WORDS)
        if middles & {(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}:
            bent[index] = _curve(True, 0.18)
        else:
            middles.add((column, row))
    return bent


def short(text: str) -> str:
    """Return a text for a label: one line, cut where it is too long for one."""
    line = one_line(text)
    return line if len(line) <= LABEL_LENGTH else line[: LABEL_LENGTH - 1].rstrip() + "…"


def _curve(clockwise: bool, roundness: float) -> dict[str, Any]:
    return {"smooth": {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": round(roundness, 3)}}
