"""What asking would take, before anything is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .asking import kept_answer
from .requests import Request
from .settings import Settings

_WRITTEN = 250  # tokens a sentence, of the claims that sentences of reports make on average: an estimate


@dataclass(frozen=True, slots=True)
class Estimate:
    """`held` requests have their answer in the cache. `read` and `written` are tokens of the others, `most` what they may write at most;
    money is None where no price is known. What is rejected is asked once more, which is not in it."""

    requests: int
    held: int
    read: int
    written: int
    most: int
    cost: float | None
    cost_at_most: float | None

    def __str__(self) -> str:
        said = f"{self.requests} request{'s' * (self.requests != 1)}, {self.held} answered already; "
        said += f"about {self.read:,} tokens to read and {self.written:,} to write (at most {self.most:,})"
        if self.cost is None or self.cost_at_most is None:
            return f"{said}; set EDGEWISE_LLM_PRICE for the money"
        return f"{said}; about {self.cost:,.2f} in money (at most {self.cost_at_most:,.2f})"


def estimate(requests: Iterable[Request], settings: Settings) -> Estimate:
    """Return what asking these would take. Nothing is called."""
    different = {request.digest: request for request in requests}
    asked = [r for r in different.values() if settings.cache is None or kept_answer(r, settings.cache, settings.model) is None]
    read = sum(request.tokens for request in asked)
    most = len(asked) * settings.max_tokens
    written = min(most, sum(request.citable for request in asked) * _WRITTEN)
    return Estimate(
        len(different), len(different) - len(asked), read, written, most, settings.cost(read, written), settings.cost(read, most)
    )
