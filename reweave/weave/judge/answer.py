"""Reading a judge's answers: for each pair a relation, a confidence, a quote, and a reason."""

import json
import math
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n\s*```\s*", re.DOTALL | re.IGNORECASE)
_LONGEST = 20_000
_LONGEST_REASON = 500


class MalformedAnswerError(Exception):
    """The reply is not a valid answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The judge's answer about a pair. Its quote is not yet looked for in the notes; the reason may be empty."""

    relation: str
    confidence: float
    quote: str
    reason: str = ""

    @property
    def text(self) -> str:
        """The answer as it is kept, which `parse_answer` reads again."""
        return json.dumps(asdict(self))


def parse_answer(text: str, labels: Collection[str]) -> Answer:
    """Return the answer about one pair that a text holds: a JSON object, alone or in a code block.

    Raises:
        MalformedAnswerError: it is not a valid answer.
    """
    return _answer(_object(text, 1), labels)


def parse_answers(text: str, labels: Collection[str], count: int) -> "list[Answer | MalformedAnswerError]":
    """Return the answers about `count` targets of one source, in their order; an error where one is missing or invalid.

    They are `{"answers": [{"target": 1, ...}, ...]}`; of a single target the object itself will do.

    Raises:
        MalformedAnswerError: no answer can be told from the text.
    """
    data = _object(text, count)
    answers = data.get("answers", [data] if count == 1 else None)
    if not isinstance(answers, list):
        raise MalformedAnswerError('the answer has no list of "answers"')
    by_target: dict[int, dict[str, Any]] = {}
    for one in answers:
        target = one.get("target", 1 if count == 1 else None) if isinstance(one, dict) else None
        if isinstance(target, int):
            by_target[target] = one
    return [_answer_to(by_target.get(target), target, labels) for target in range(1, count + 1)]


def _answer_to(data: dict[str, Any] | None, target: int, labels: Collection[str]) -> Answer | MalformedAnswerError:
    if data is None:
        return MalformedAnswerError(f"there is no answer about target {target}")
    try:
        return _answer(data, labels)
    except MalformedAnswerError as error:
        return error


def _object(text: str, count: int) -> dict[str, Any]:
    if len(text) > _LONGEST * count:
        raise MalformedAnswerError("the answer is too long")
    fenced = _FENCED.fullmatch(text)
    try:
        data = json.loads(text if fenced is None else fenced[1])
    except (ValueError, RecursionError) as error:
        raise MalformedAnswerError("the answer is not JSON") from error
    if not isinstance(data, dict):
        raise MalformedAnswerError("the answer is not a JSON object")
    return data


def _answer(data: dict[str, Any], labels: Collection[str]) -> Answer:
    relation, confidence, quote, reason = (data.get(key) for key in ("relation", "confidence", "quote", "reason"))
    if not isinstance(relation, str) or relation not in labels:
        raise MalformedAnswerError("the answer's relation is not one of the choices")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not math.isfinite(confidence):
        raise MalformedAnswerError("the answer's confidence is not a number")
    if not 0 <= confidence <= 1:
        raise MalformedAnswerError("the answer's confidence is not between 0 and 1")
    if not isinstance(quote, str):
        raise MalformedAnswerError("the answer has no quote")
    said = " ".join(reason.split())[:_LONGEST_REASON] if isinstance(reason, str) else ""
    return Answer(relation, float(confidence), quote, said)
