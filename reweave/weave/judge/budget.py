"""Cost of the judge: estimates, and a budget that holds across concurrent requests."""

from collections.abc import Sequence
from dataclasses import dataclass

from reweave.config.judge import JudgeConfig

_BYTES_A_TOKEN = 3
"""Fewer than any tokenizer needs for prose: an estimate is rather too high."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens sent and received."""

    sent: int
    received: int

    def cost(self, config: JudgeConfig) -> float:
        """Return what they cost."""
        return (self.sent * config.input_price + self.received * config.output_price) / _MILLION


@dataclass(frozen=True, slots=True)
class Estimate:
    """The cost of asking: `asked` requests about `pairs`, answers `cached`, pairs never asked about (`skipped`)."""

    asked: int
    pairs: int
    cached: int
    skipped: int
    tokens: Tokens
    cost: float


def count_tokens(text: str) -> int:
    """Return how many tokens a text has at most, about."""
    return len(text.encode(errors="replace")) // _BYTES_A_TOKEN + 1


def max_tokens(messages: Sequence[dict[str, str]], answer_tokens: int) -> Tokens:
    """Return the most tokens that a request may take."""
    return Tokens(sum(count_tokens(one["content"]) for one in messages), answer_tokens)


class Budget:
    """The budget of one run: what is set aside for requests under way, and what was spent. Used from one thread."""

    def __init__(self, budget: float | None) -> None:
        """Start with a budget (`None`: no limit)."""
        self._limit = budget
        self._reserved = 0.0
        self.spent = 0.0

    def reserve(self, cost: float) -> bool:
        """Set aside the most that a request may cost; return whether the budget allows it."""
        if self._limit is not None and self.spent + self._reserved + cost > self._limit:
            return False
        self._reserved += cost
        return True

    def settle(self, reserved: float, cost: float) -> None:
        """Put back what was set aside for a request, and pay what it cost."""
        self._reserved -= reserved
        self.spent += cost
