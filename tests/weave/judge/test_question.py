"""Which answers count."""

import json

import pytest

from tests.weave.judge.conftest import FACT, QUOTE, MakeBench
from tests.weave.judge.server import Answer, always, says


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("supports, I think", "not JSON"),
        ("[" * 10_000, "not JSON"),
        ("x" * 30_000, "too long"),
        ("[]", "not a JSON object"),
        ("{}", "relation is not one of"),
        (json.dumps({"relation": "SUPPORTS", "confidence": 1, "quote": QUOTE}), "relation is not one of"),
        (json.dumps({"relation": ["supports"], "confidence": 1, "quote": QUOTE}), "relation is not one of"),
        (json.dumps({"relation": "supports", "quote": QUOTE}), "not a number"),
        (json.dumps({"relation": "supports", "confidence": True, "quote": QUOTE}), "not a number"),
        ('{"relation": "supports", "confidence": NaN, "quote": "x"}', "not a number"),
        (json.dumps({"relation": "supports", "confidence": 7, "quote": QUOTE}), "not between 0 and 1"),
        (json.dumps({"relation": "supports", "confidence": 1, "quote": None}), "has no quote"),
    ],
)
def test_a_malformed_answer_is_refused(bench: MakeBench, content: str, why: str) -> None:
    made = bench(always(Answer(content)))
    (found,) = made.ask()
    assert found.type is None and why in found.why and made.run.refused == 1


@pytest.mark.parametrize(
    "quote",
    [
        "beds with compost stay dry for a week longer",
        "Compost proves that beds stay moist.",
        "",
        "compost stay",
        "- Clay holds -",
        "carbon",
        f"{FACT} {FACT}",
        "beds … stay moist for a week longer",
    ],
)
def test_a_quote_that_does_not_stand_in_the_notes_is_refused(bench: MakeBench, quote: str) -> None:
    made = bench(always(says("supports", quote)))
    (found,) = made.ask()
    assert found.type is None and "is in neither note" in found.why and made.run.refused == 1
