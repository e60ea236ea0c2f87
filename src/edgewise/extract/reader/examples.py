"""From annotated sentences to what the network learns from: candidate mentions, claims between them, tokens, and pairs.

A target is a probability: 1 and 0 where only the annotation speaks, between them where a teacher's opinion is mixed in.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from tokenizers import Tokenizer

from .annotations import Sentence
from .labels import ABOUT, RELATIONS, SAYS, STANDINGS, SYMMETRIC, TYPES
from .tokens import Tokens, tokens

Pairs = dict[tuple[int, int], "np.ndarray"]

_RELATION = {name: k for k, name in enumerate(RELATIONS)}
_STANDING = {standing: k for k, standing in enumerate(STANDINGS)}
_RENAMED = ("Organization", "Person", "System")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with its targets. `mentions` are (start, end) code points; `types` one row of probabilities a mention.

    `claims` holds a row over `RELATIONS` for each ordered pair of mentions (indexes) of which anything holds, `standings` a row over
    `STANDINGS` for each pair whose standing is known.
    """

    text: str
    mentions: tuple[tuple[int, int], ...]
    types: np.ndarray
    claims: Pairs = field(default_factory=dict)
    standings: Pairs = field(default_factory=dict)
    described: frozenset[int] = frozenset()  # mentions that are no names: pronouns, descriptions, groups

    @classmethod
    def of(cls, sentence: Sentence) -> Text:
        """Return what the annotation says, flatly."""
        mentions: list[tuple[int, int]] = []
        kinds: list[str] = []
        for m in sentence.mentions:
            if (m.start, m.end) not in mentions:
                mentions.append((m.start, m.end))
                kinds.append(m.type)
        types = np.zeros((len(mentions), len(TYPES)), np.float32)
        types[range(len(kinds)), [TYPES.index(k) for k in kinds]] = 1
        index = {span: k for k, span in enumerate(mentions)}
        named = {m.stands_for.lower(): (m.start, m.end) for m in reversed(sentence.mentions) if m.stands_for}
        named |= {sentence.text[m.start : m.end].lower(): (m.start, m.end) for m in reversed(sentence.mentions)}
        claims: Pairs = {}
        standings: Pairs = {}

        def add(left: tuple[int, int], relation: str, right: tuple[int, int]) -> tuple[int, int] | None:
            if left not in index or right not in index or left == right:
                return None
            pair = (index[left], index[right])
            claims.setdefault(pair, np.zeros(len(RELATIONS), np.float32))[_RELATION[relation]] = 1
            return pair

        for claim in sentence.claims:
            ways = [(claim.subject, claim.object)]
            if claim.relation in SYMMETRIC:
                ways.append((claim.object, claim.subject))
            for left, right in ways:
                pair = add(left, claim.relation, right)
                if pair is not None:
                    row = np.zeros(len(STANDINGS), np.float32)
                    row[_STANDING[claim.polarity, claim.modality]] = 1
                    standings[pair] = max(standings.get(pair, row), row, key=lambda r: int(r.argmax()))
            if claim.about is not None:
                add(claim.object, ABOUT, claim.about)
            if claim.by is not None and (speaker := named.get(claim.by.lower())) is not None:
                add(speaker, SAYS, claim.subject)
        described = frozenset(
            index[m.start, m.end]
            for m in sentence.mentions
            if m.stands_for or m.type not in _RENAMED or not sentence.text[m.start].isupper()
        )
        return cls(sentence.text, tuple(mentions), types, claims, standings, described)


def names(texts: Sequence[Text]) -> dict[int, list[str]]:
    """Return the names of each type (its index) that can stand in for one another, sorted."""
    found: dict[int, set[str]] = {}
    for text in texts:
        for k, (start, end) in enumerate(text.mentions):
            if k not in text.described and text.types[k].max() >= 0.5:
                found.setdefault(int(text.types[k].argmax()), set()).add(text.text[start:end])
    return {kind: sorted(of) for kind, of in found.items()}


def renamed(text: Text, pool: dict[int, list[str]], chance: random.Random, share: float) -> Text:
    """Return the text with `share` of the names that stand in no other replaced by others of their type, the same one everywhere."""
    free = [
        k
        for k, (s, e) in enumerate(text.mentions)
        if k not in text.described and all(j == k or f <= s or b >= e for j, (b, f) in enumerate(text.mentions))
    ]
    chosen: dict[str, str] = {}
    for k in free:
        old = text.text[slice(*text.mentions[k])]
        if old not in chosen:
            chosen[old] = chance.choice(pool[int(text.types[k].argmax())]) if chance.random() < share else old
    edits = sorted((text.mentions[k], chosen[text.text[slice(*text.mentions[k])]]) for k in free)
    pieces, place, moves = [], 0, []
    for (start, end), new in edits:
        pieces += [text.text[place:start], new]
        place = end
        moves.append((end, len(new) - (end - start)))
    pieces.append(text.text[place:])

    def moved(at: int) -> int:
        return at + sum(by for end, by in moves if end <= at)

    mentions = [(moved(s), moved(e)) for s, e in text.mentions]
    return replace(text, text="".join(pieces), mentions=tuple(mentions))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What teachers say of one sentence: candidate mentions (code points) and probabilities, as in `Text`."""

    mentions: tuple[tuple[int, int], ...]
    types: np.ndarray
    claims: Pairs
    standings: Pairs


def mixed(text: Text, opinion: Opinion, share: float) -> Text:
    """Return the text with its targets moved by `share` (0 to 1) towards an opinion; what only teachers see is a doubtful mention."""
    index = {span: k for k, span in enumerate(text.mentions)}
    mentions = [*text.mentions, *(span for span in opinion.mentions if span not in index)]
    index = {span: k for k, span in enumerate(mentions)}
    to = [index[span] for span in opinion.mentions]
    types = np.zeros((len(mentions), len(TYPES)), np.float32)
    types[: len(text.mentions)] = text.types
    known = set(to)
    for k in range(len(mentions)):
        if k in known:
            types[k] *= 1 - share
    for k, row in zip(to, opinion.types, strict=True):
        types[k] += share * row

    def blend(hard: Mapping[tuple[int, int], np.ndarray], soft: Pairs, width: int) -> Pairs:
        moved = {(to[a], to[b]): row for (a, b), row in soft.items()}
        nothing = np.zeros(width, np.float32)
        return {p: (1 - share) * hard.get(p, nothing) + share * moved.get(p, nothing) for p in {**hard, **moved}}

    claims = blend(text.claims, opinion.claims, len(RELATIONS))
    standings = blend(text.standings, opinion.standings, len(STANDINGS))
    standings = {pair: row / row.sum() for pair, row in standings.items()}
    described = text.described | frozenset(range(len(text.mentions), len(mentions)))
    return replace(text, mentions=tuple(mentions), types=types, claims=claims, standings=standings, described=described)


@dataclass(frozen=True, slots=True)
class Example:
    """A text as tokens. `spans` are the token spans (first, last) of `mentions` (indexes into the text's)."""

    tokens: Tokens
    spans: list[tuple[int, int]]
    mentions: list[int]
    text: Text

    @property
    def ids(self) -> list[int]:
        return self.tokens.ids

    @property
    def shapes(self) -> list[int]:
        return self.tokens.shapes

    @property
    def offsets(self) -> list[tuple[int, int]]:
        return self.tokens.offsets


def encode(texts: Sequence[Text], tokenizer: Tokenizer) -> list[Example]:
    """Return the texts as tokens, cut at `LONGEST`; mentions beyond the cut or within a token are left out."""
    examples = []
    for text, coded in zip(texts, tokenizer.encode_batch([t.text for t in texts]), strict=True):
        cut = tokens(text.text, coded)
        first = {s: k for k, (s, e) in enumerate(cut.offsets) if e > s}
        last = {e: k for k, (s, e) in enumerate(cut.offsets) if e > s}
        spans, kept, seen = [], [], set()
        for k, (start, end) in enumerate(text.mentions):
            span = (first.get(start, -1), last.get(end, -1))
            if 0 < span[0] <= span[1] and span not in seen:
                seen.add(span)
                spans.append(span)
                kept.append(k)
        examples.append(Example(cut, spans, kept, text))
    return examples
