"""Signs in words, for a person who asks why a claim stands as it does."""

from __future__ import annotations

from collections.abc import Mapping

_PLACES: Mapping[str, str] = {
    "left": "{} shortly before the word that tells it", "next left": "{} right before the word that tells it",
    "second left": "{} two words before the word that tells it", "left two": "{} right before the word that tells it",
    "right": "{} shortly after the word that tells it", "next right": "{} right after the word that tells it",
    "before": "{} before the claim", "just before": "{} right before the claim", "just before two": "{} right before the claim",
    "among": "{} within the claim", "after": "{} after the claim", "before object": "{} before its object",
    "before subject": "{} before its subject", "after subject": "{} after its subject", "subject": "{} as its subject",
    "object": "{} as its object", "auxiliary": "{} beside the word that tells it", "verb before": "{} governs the claim",
    "verb 1 before": "{} governs the claim", "verb 2 before": "{} governs the claim", "verb 3 before": "{} governs the claim",
    "tells": "{} tells it", "tells as": "{} tells it", "opens": "the sentence opens with {}", "closes": "the sentence closes with {}",
    "verb of before": "{} in the sentence before", "closed before": "the sentence before closes with {}",
    "scope": "it is within what the cue {} colours", "scope of both": "it is within what the cue {} colours",
    "scope at object": "its object is within what the cue {} colours", "cues": "the words that govern it make it {}",
    "cues at object": "the words that govern its object make it {}", "cues at subject": "the words that govern its subject make it {}",
    "relation": "it is a claim of {}", "beside": "its ends stand side by side",
}  # fmt: skip


def reason(sign: str) -> str:
    """Return a sign in words: "'deny' governs the claim"."""
    kind, _, word = sign.partition(":")
    known = _PLACES.get(kind)
    if known is not None:
        return known.format(f"'{word}'")
    if kind.startswith("auxiliary"):
        return f"'{word}' before a word that governs it"
    return f"{kind} {word}".strip()
