"""What answers the judge's questions: an endpoint, or a program."""

from dataclasses import dataclass
from typing import Any, Protocol

from reweave.weave.judge.budget import Tokens
from reweave.weave.judge.excerpt import Excerpt


class UnansweredError(Exception):
    """No answer came to one request; the text says why."""


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """One question: what a source does to each of its targets, their texts bounded.

    `messages` ask a language model, `schema` is that of its answer, of at most `answer_tokens`.
    """

    source: Excerpt
    targets: tuple[Excerpt, ...]
    messages: list[dict[str, str]]
    schema: dict[str, Any]
    answer_tokens: int


class JudgeModel(Protocol):
    """Answers questions; several threads may ask at once."""

    def ask(self, request: JudgeRequest) -> tuple[str, Tokens | None]:
        """Send one request; return the text of the answer, and the tokens that were counted, if they were.

        The text is checked by `parse_answers`, and its quotes against the notes, by whoever asks.

        Raises:
            UnansweredError: no answer came to this request.
            ReweaveError: no request can be answered (a wrong key, no such model or program).
        """
