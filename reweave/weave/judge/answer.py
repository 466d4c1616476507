"""Reading the judge's answer: a relation, a confidence, and a quote."""

import json
import math
import re
from collections.abc import Collection
from dataclasses import dataclass

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n\s*```\s*", re.DOTALL | re.IGNORECASE)
_LONGEST = 20_000


class MalformedAnswerError(Exception):
    """The reply is not a valid answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The judge's answer about a pair."""

    relation: str
    confidence: float
    quote: str


def parse_answer(text: str, labels: Collection[str]) -> Answer:
    """Return the answer that a text holds: a JSON object, alone or in a code block.

    Raises:
        MalformedAnswerError: it is not a valid answer.
    """
    if len(text) > _LONGEST:
        raise MalformedAnswerError("the answer is too long")
    fenced = _FENCED.fullmatch(text)
    try:
        data = json.loads(text if fenced is None else fenced[1])
    except (ValueError, RecursionError) as error:
        raise MalformedAnswerError("the answer is not JSON") from error
    if not isinstance(data, dict):
        raise MalformedAnswerError("the answer is not a JSON object")
    relation, confidence, quote = data.get("relation"), data.get("confidence"), data.get("quote")
    if not isinstance(relation, str) or relation not in labels:
        raise MalformedAnswerError("the answer's relation is not one of the choices")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not math.isfinite(confidence):
        raise MalformedAnswerError("the answer's confidence is not a number")
    if not 0 <= confidence <= 1:
        raise MalformedAnswerError("the answer's confidence is not between 0 and 1")
    if not isinstance(quote, str):
        raise MalformedAnswerError("the answer has no quote")
    return Answer(relation, float(confidence), quote)
