"""Signs in words, for a person who asks why a claim stands as it does."""

from __future__ import annotations

from collections.abc import Mapping

# By the kind of a sign, without its numbers. What is in no list bears on the sums, but is no reason that a person would give.
_WORDS: Mapping[str, str] = {
    "left": "'{}' shortly before the word that tells it", "next left": "'{}' right before the word that tells it",
    "second left": "'{}' shortly before the word that tells it", "right": "'{}' shortly after the word that tells it",
    "next right": "'{}' right after the word that tells it",
    "before": "'{}' before the claim", "just before": "'{}' right before the claim",
    "among": "'{}' within the claim", "after": "'{}' after the claim", "just after": "'{}' right after the claim",
    "before object": "'{}' before its object", "after subject": "'{}' after its subject", "left two": "'{}' before the word that tells it",
    "right two": "'{}' after the word that tells it", "just before two": "'{}' right before the claim",
    "auxiliary": "'{}' before the word that tells it", "verb before": "'{}' governs the claim",
    "denied verb before": "'not {}' governs the claim", "mood before": "'{}' before what governs the claim",
    "verb after": "'{}' follows the claim", "said before": "'{}' before the claim", "said after": "'{}' after the claim",
    "no left": "'{}' before the word that tells it", "no right": "'{}' after the word that tells it",
    "modal left": "'{}' before the word that tells it", "modal right": "'{}' after the word that tells it",
    "opens": "the sentence opens with '{}'", "scope": "the cue '{}' colours it", "scope of both": "the cue '{}' colours it",
    "scope at object": "the cue '{}' colours its object", "cues": "the words that govern it make it {}",
    "cues at object": "the words that govern its object make it {}",
    "question": "it is asked", "quoted": "it is quoted", "goes on": "the sentence before is somebody's word",
    "question before": "a question stands before it", "according before": "it is told according to somebody",
    "according after": "it is told according to somebody",
}  # fmt: skip
_NO_WORDS = frozenset(("NAME", "NUMBER", "MONTH", ""))


def reason(sign: str) -> str | None:
    """Return a sign in words ("'deny' governs the claim"), None where it is no reason by itself."""
    kind, colon, word = sign.partition(":")
    phrase = _WORDS.get(" ".join(part for part in kind.split() if not part.isdigit()))
    if phrase is None or (colon and kind != "goes on" and not _NO_WORDS.isdisjoint(word.split(" "))):
        return None
    return phrase.format(word)
