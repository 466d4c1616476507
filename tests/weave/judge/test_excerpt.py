"""Quotes, found in the excerpts of notes."""

import pytest

from tests.weave.judge.conftest import MULCH, MakeBench
from tests.weave.judge.server import always, says


@pytest.mark.parametrize(
    ("relation", "quote", "line"),
    [
        ("none", "", 0),
        ("related", "Straw shades the soil.", 6),
        ("duplicate", f"“{MULCH}”", 4),
        ("challenges", "**Clay holds** little\ncarbon", 6),
    ],
)
def test_other_relations_and_shapes_of_quotes(bench: MakeBench, relation: str, quote: str, line: int) -> None:
    (found,) = bench(always(says(relation, quote, 0.5))).ask()
    assert (found.type, found.line, found.confidence) == (relation, line, 0.5)
