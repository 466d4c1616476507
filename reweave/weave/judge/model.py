"""What answers the judge's questions: an endpoint, or a program."""

from typing import Any, Protocol

from reweave.weave.judge.budget import Tokens


class UnansweredError(Exception):
    """No answer came to one request; the text says why."""


class JudgeModel(Protocol):
    """Answers questions; several threads may ask at once."""

    def ask(self, messages: list[dict[str, str]], response_format: dict[str, Any]) -> tuple[str, Tokens | None]:
        """Send one request; return the text of the answer, and the tokens that were counted, if they were.

        Raises:
            UnansweredError: no answer came to this request.
            ReweaveError: no request can be answered (a wrong key, no such model or program).
        """
