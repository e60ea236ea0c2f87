"""What a run with a language model is told: which server and model, how much it may cost, where its files lie."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import UsageError

BASE_URL, MODEL, API_KEY = "EDGEWISE_LLM_BASE_URL", "EDGEWISE_LLM_MODEL", "EDGEWISE_LLM_API_KEY"
PRICE, MAX_TOKENS, TIMEOUT, PARALLEL = (
    "EDGEWISE_LLM_PRICE", "EDGEWISE_LLM_MAX_TOKENS", "EDGEWISE_LLM_TIMEOUT", "EDGEWISE_LLM_PARALLEL",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """`price` is money for a million tokens read and written, in any currency; the budgets are in that money and in tokens of both
    kinds together (None: no limit). `max_tokens` bounds one answer, `timeout` (seconds) the wait for it, `parallel` how many are asked
    for at a time, `attempts` how often one is asked for while the server is busy. `cache` None keeps no answers, `ledger` None no
    account. With `replay`, a folder of answers, nothing is called.
    """

    base_url: str = ""
    model: str = ""
    api_key: str = field(default="", repr=False)
    price: tuple[float, float] | None = None
    max_tokens: int = 8192
    timeout: float = 180.0
    parallel: int = 4
    attempts: int = 6
    budget_tokens: int | None = None
    budget_money: float | None = None
    cache: Path | None = None
    ledger: Path | None = None
    replay: Path | None = None

    def __post_init__(self) -> None:
        if self.budget_money is not None and self.price is None:
            raise UsageError(f"a budget in money needs a price: set {PRICE} to what a million tokens read and written cost, such as 3,15")

    @property
    def reader(self) -> str:
        """Who reads, as readings name it, without its version; answers of nobody knows whom are by "replay"."""
        return "llm:" + (re.sub(r"[^\w.:/-]+", "-", self.model) or "replay")

    def cost(self, read: int, written: int) -> float | None:
        """Return the money for tokens read and written; None where no price is known."""
        return None if self.price is None else (read * self.price[0] + written * self.price[1]) / 1_000_000


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the environment holds. Raises UsageError naming a variable that cannot be read."""
    plain = Settings()
    return Settings(
        base_url=environment.get(BASE_URL, ""),
        model=environment.get(MODEL, ""),
        api_key=environment.get(API_KEY, ""),
        price=_price(environment.get(PRICE, "")),
        max_tokens=round(_number(environment, MAX_TOKENS, plain.max_tokens)),
        timeout=_number(environment, TIMEOUT, plain.timeout),
        parallel=round(_number(environment, PARALLEL, plain.parallel)),
        cache=user_cache(environment),
    )


def user_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder where this machine keeps what can be made again, by its own custom."""
    if sys.platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "edgewise" / "llm"


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    given = environment.get(name, "").strip()
    try:
        value = float(given) if given else default
    except ValueError:
        value = 0
    if not 1 <= value < 1e9:
        raise UsageError(f"{name}: {given!r} should be a number from 1, such as {default:g}")
    return value


def _price(given: str) -> tuple[float, float] | None:
    if not given.strip():
        return None
    try:
        read, written = (float(part) for part in given.split(","))
    except ValueError:
        read = written = -1
    if not (0 <= read < 1e9 and 0 <= written < 1e9):
        raise UsageError(f"{PRICE}: {given!r} should be two numbers, what a million tokens read and written cost, such as 3,15")
    return read, written
